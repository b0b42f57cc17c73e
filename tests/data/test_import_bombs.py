"""A small file that would fill the memory is refused with a sentence, before it does."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable

import pytest

from data_layer.errors import BadInput
from data_layer.importing.reading import read
from data_layer.importing.unpacking import checked_parts
from data_layer.settings import ROOT
from tests.category_files import a_workbook

NOTE = {"Cliëntnummer": "1001", "Datum": "05-02-2024", "Notitie": "Gaat goed"}
BOOK = a_workbook({"Notities": [NOTE]})
SHEET, TEXTS, CONTENTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
) + b"]>"  # fmt: skip
MOST_MEMORY_MB = 1_500


def with_part(name: str, changed: Callable[[bytes], bytes], also: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The workbook with another part in the place of this one, and others beside."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            after.writestr(part, changed(before.read(part)) if part == name else before.read(part))
        for part, body in also:
            after.writestr(part, body)
    return content.getvalue()


def filled(piece: bytes, times: int, before: bytes) -> Callable[[bytes], bytes]:
    """Puts the piece so many times right before this."""
    return lambda body: body.replace(before, piece * times + before)


def with_cell_at(place: str) -> bytes:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return with_part(SHEET, filled(f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'.encode(), 1, b"</sheetData>"))


def lying(content: bytes, name: str) -> bytes:
    """The archive, which says of this part that it ends where it only begins."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo(name)
        short = archive.read(name)[:200]
    told = part.CRC.to_bytes(4, "little"), part.file_size.to_bytes(4, "little")
    changed = content.replace(told[0], zlib.crc32(short).to_bytes(4, "little"))
    return changed.replace(told[1], len(short).to_bytes(4, "little"))


def beside(*parts: tuple[str, bytes]) -> bytes:
    """The workbook with more parts."""
    return with_part(SHEET, lambda body: body, parts)


def with_laughs(name: str, root: bytes) -> bytes:
    """The workbook with entities of entities before the root of this part."""
    return with_part(name, lambda body: body.replace(root, LAUGHS + root).replace(b"Gaat goed", b"&a9;"))


def with_rows(rows: bytes) -> bytes:
    """The workbook with these rows too."""
    return with_part(SHEET, filled(rows, 1, b"</sheetData>"))


def moved(content: bytes) -> bytes:
    """The workbook with its sheet in a folder where none is expected."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read(SHEET)
    links = "xl/_rels/workbook.xml.rels"
    return with_part(links, lambda body: body.replace(b"worksheets/sheet1", b"other/s"), [("xl/other/s.xml", sheet)])


CELL, ONLY_SEEMS_PLACED = b"<c><v>1</v></c>", b"""<c y=' r="A1"'><v>1</v></c>"""
BOMBS: dict[str, Callable[[], bytes]] = {
    "a part that is almost nothing but zeros": lambda: beside(("xl/media/a.png", b"\0" * 30_000_000)),
    "more parts than a workbook has": lambda: beside(*((f"x/{n}", b"") for n in range(2_001))),
    "contents of many megabytes": lambda: with_part(CONTENTS, filled(b"<x y='1'/>", 600_000, b"</workbook>")),
    "entities that stand for a billion others": lambda: with_laughs(TEXTS, b"<sst"),
    "entities in a sheet": lambda: with_laughs(SHEET, b"<worksheet"),
    "entities in the contents": lambda: with_laughs(CONTENTS, b"<workbook"),
    "a cell in the very last corner": lambda: with_cell_at("XFD1048576"),
    "a cell far below the list, in a file of five kilobytes": lambda: with_cell_at("AD1000000"),
    "cells without a place": lambda: with_rows(b"<row>" + CELL * 400 + b"</row>" + b"<row/>" * 100_000),
    "cells that only seem to have a place": lambda: with_rows(b"<row>" + ONLY_SEEMS_PLACED * 400 + b"</row>"),
    "a sheet that lies elsewhere": lambda: moved(with_cell_at("XFD1048576")),
    "a part that is longer than the archive tells": lambda: lying(BOOK, TEXTS),
    "the same part twice": lambda: beside((TEXTS, b"<sst/>")),
    "an archive in an archive": lambda: with_part(CONTENTS, lambda _body: BOOK),
}


@pytest.mark.parametrize("kind", BOMBS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bomb_is_refused_with_a_sentence(kind: str) -> None:
    content = BOMBS[kind]()
    with pytest.raises(BadInput, match="nothing was imported"):
        read(content, 50)


def test_the_size_that_an_archive_tells_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(lying(BOOK, TEXTS))) as archive:
        assert len(archive.read(TEXTS)) == 200  # as a reader that believes it has it
        with pytest.raises((BadInput, zipfile.BadZipFile)):
            checked_parts(archive, 50)


def test_what_only_looks_like_one_is_read() -> None:
    for harmless in (
        BOOK,
        with_part(SHEET, lambda body: body.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')),
        with_part(TEXTS, lambda body: body.replace(b"Gaat goed", b"&lt;!DOCTYPE x&gt;")),
        beside(("xl/media/a.png", bytes(range(256)) * 4)),
    ):
        (sheet,) = read(harmless, 50).sheets
        assert sheet.sheet.rows == 1


def test_a_text_of_one_endless_line_is_refused() -> None:
    for content in (b"x" * 50_000_000, b'Cli\xc3\xabntnummer;Achternaam\n"' + b"x" * 10_000_000, b";" * 1_000_000):
        with pytest.raises(BadInput, match="nothing was imported"):
            read(content, 50)
    with pytest.raises(BadInput, match="larger than 50 MB"):
        read(b"x" * 50_000_001, 50)


_MEASURED = """
import resource, sys
from data_layer.errors import BadInput
from data_layer.importing.reading import read
try:
    read(sys.stdin.buffer.read(), 50)
except BadInput:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_the_memory_that_a_file_takes_has_a_ceiling() -> None:
    content = with_rows(
        b"<row>" + CELL * 1_200_000 + b"</row>"
    )  # as much as the archive may tell without being refused
    told = subprocess.run([sys.executable, "-c", _MEASURED], cwd=ROOT, input=content, capture_output=True, check=True)
    assert int(told.stdout) < MOST_MEMORY_MB
