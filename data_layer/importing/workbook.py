"""XLSX: checked before it is opened, then read sheet by sheet; the one with the best known headings counts."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data_layer.errors import BadInput
from data_layer.importing import sheet_xml
from data_layer.importing.kinds import damaged, other, protected
from data_layer.importing.sheet import ROWS_ABOVE, NumberedRow, Sheet, header_among, sheet_from, too_large
from data_layer.rules.sentences import say

MOST_CELLS = 30_000_000  # what the reader lays out in memory, empty cells between filled ones included


def sheet_of(content: bytes, limit_mb: int) -> Sheet:
    """The table in the workbook. Raises BadInput."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            extents = _checked(archive, limit_mb)
            with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
                chosen, at = _best(book)
                found = sheet_from(_rows(chosen), refuse_overlong=False)
            part = sheet_xml.part_of(archive, chosen.name)
            if part is None or not extents[part].has_formulas:
                return found
            return replace(found, formulas=sheet_xml.first_formulas(archive, part, below=at))
    except BadInput:
        raise
    except PasswordError:
        raise protected() from None
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, CalamineError,
        sheet_xml.XmlError,
    ):  # fmt: skip
        raise damaged() from None


def _checked(archive: zipfile.ZipFile, limit_mb: int) -> dict[str, sheet_xml.Extent]:
    """Unpacks every part once, without keeping it: that finds damage, lies about size, and what would not fit."""
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise other()
    if any(part.flag_bits & 1 for part in parts):
        raise protected()
    if sum(part.file_size for part in parts) > 10 * limit_mb * 1_000_000:
        raise BadInput(
            say(
                "Unpacked, this file is more than %(times)s times larger than files may be; nothing was imported."
                " Copy the list alone into a new workbook, save it and choose that file.",
                times=10,
            )
        )
    extents = {}
    for part in parts:
        with archive.open(part) as stream:
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                extents[part.filename] = extent = sheet_xml.extent_of(stream)
                if extent.rows * extent.columns > MOST_CELLS:
                    raise too_large()
            else:
                while stream.read(1 << 20):
                    pass
    return extents


def _best(book: CalamineWorkbook) -> tuple[CalamineSheet, int]:
    """The visible sheet with the most known headings, the first of equals, and the number of the row of these."""
    chosen: tuple[CalamineSheet, int] | None = None
    best = 0
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        first = list(_rows(sheet, most=ROWS_ABOVE))
        at, known = header_among(first)
        if known > best or chosen is None:
            best, chosen = known, (sheet, first[at][0] if first else 0)
    if chosen is None:
        raise damaged()
    return chosen


def _rows(sheet: CalamineSheet, most: int | None = None) -> Iterator[NumberedRow]:
    if sheet.start is None:
        return
    to_the_left = [""] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if most is not None and number > most:
            return
        yield number, [*to_the_left, *map(as_text, cells)]


def as_text(cell: Any) -> str:
    """A cell as a Dutch office would type it: numbers without a needless point, days as 2026-01-31."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else _decimal(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _decimal(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".").replace(".", ",")  # a point could be taken for thousands
