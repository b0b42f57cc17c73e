"""What is looked at before a workbook is unpacked for reading: a file of a megabyte can hold gigabytes."""

import copy
import zipfile
from collections.abc import Iterator
from typing import IO

from data_layer.errors import BadInput
from data_layer.importing import sheet_xml
from data_layer.importing.kinds import damaged, other, protected
from data_layer.importing.sheet import MOST_FILLED, too_large
from data_layer.rules.sentences import say

MOST_CELLS = 30_000_000  # what the reader lays out in memory, empty cells between filled ones included
MOST_SPARSE, EMPTY_FOR_ONE = 5_000_000, 20  # of those, where a list is almost nothing but empty cells
MOST_TIMES = 10  # of what a file may be, that it may be unpacked
MOST_PARTS = 2_000
_LONGEST_CONTENTS = 5_000_000  # bytes of a part that only tells what there is
_SUSPICIOUS, _TIMES_SMALLER = 20_000_000, 250  # bytes of a part, and how far no list of people can be compressed
_CHUNK = 1 << 20
_OVERLAP = 16


def checked_parts(archive: zipfile.ZipFile, limit_mb: int) -> dict[str, sheet_xml.Extent]:
    """How far each part of the workbook reaches. Raises BadInput, and what a damaged archive raises.

    What the archive says of itself is looked at first; then every part is unpacked once, without keeping it: that
    finds damage, lies about size, document types, and what would not fit.
    """
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise other()
    if len(names) < len(parts):
        raise damaged()
    if any(part.flag_bits & 1 for part in parts):
        raise protected()
    _check_directory(parts, limit_mb)
    extents = {}
    for part in parts:
        with archive.open(_to_its_end(part)) as stream:
            extents[part.filename] = extent = sheet_xml.extent_of(_pieces(stream, part))
        laid_out = extent.rows * extent.columns
        is_sparse = laid_out > MOST_SPARSE and laid_out > EMPTY_FOR_ONE * extent.cells
        if laid_out > MOST_CELLS or is_sparse or max(extent.cells, extent.texts) > MOST_FILLED:
            raise too_large()
    return extents


def _check_directory(parts: list[zipfile.ZipInfo], limit_mb: int) -> None:
    is_a_bomb = len(parts) > MOST_PARTS or any(
        (part.file_size > _SUSPICIOUS and part.file_size > _TIMES_SMALLER * part.compress_size)
        or (part.file_size > _LONGEST_CONTENTS and part.filename.endswith((".rels", "xl/workbook.xml")))
        for part in parts
    )
    if is_a_bomb or sum(part.file_size for part in parts) > MOST_TIMES * limit_mb * 1_000_000:
        raise BadInput(
            say(
                "Unpacked, this file is more than %(times)s times larger than files may be; nothing was imported."
                " Copy the list alone into a new workbook, save it and choose that file.",
                times=MOST_TIMES,
            )
        )


def _to_its_end(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The part as read on past the size that the archive tells: another reader stops only where the data end."""
    on = copy.copy(part)
    on.file_size = part.file_size + 1
    return on


def _pieces(stream: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of the part, each piece with the end of the one before. Raises BadInput for what it should not hold."""
    size, tail = 0, b""
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > part.file_size or b"<!DOCTYPE" in tail + piece:  # an entity can stand for a billion others
            raise damaged()
        yield piece
        tail = piece[-_OVERLAP:]
    if size != part.file_size:
        raise damaged()
