"""XLSX: checked before it is opened, then read sheet by sheet; what each holds is told by its name or its headings."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from data_layer.importing.headings import field_by_heading, tells_whose
from data_layer.importing.kinds import damaged, protected
from data_layer.importing.sheet import (
    ROWS_ABOVE,
    Header,
    NumberedRow,
    Sheet,
    header_among,
    no_headings,
    no_rows,
    sheet_from,
)
from data_layer.importing.subjects import CLIENTS, Subject, squeezed, subject_named
from data_layer.importing.unpacking import checked_parts
from data_layer.rules.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet that was read, and what it holds."""

    name: str
    sheet: Sheet
    subject: Subject


@dataclass(frozen=True, slots=True)
class NotRead:
    """A sheet that was left alone, and why."""

    name: str
    why: Sentence


HIDDEN = say("it is hidden")
BLANK = say("it is empty")
EMPTY = say("there are no rows under its headings")
UNKNOWN = say("its name and its headings are not known")
EXPLANATION = say("it is an explanation")
EXPLANATIONS = frozenset(["uitleg", "toelichting", "instructie", "leesmij", "explanation", "readme", "instructions"])
SECOND = say("another sheet holds the clients already")


def sheets_of(content: bytes, limit_mb: int) -> tuple[list[NamedSheet], list[NotRead]]:
    """The tables in the workbook, and the sheets that hold none. Raises BadInput, also for no table."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            extents = checked_parts(archive, limit_mb)
            with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
                return _tables(book, archive, extents)
    except BadInput:
        raise
    except PasswordError:
        raise protected() from None
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, CalamineError,
        sheet_xml.XmlError,
    ):  # fmt: skip
        raise damaged() from None


def _tables(
    book: CalamineWorkbook, archive: zipfile.ZipFile, extents: dict[str, sheet_xml.Extent]
) -> tuple[list[NamedSheet], list[NotRead]]:
    chosen, not_read = _chosen(book)
    found = []
    for name, header in chosen.items():
        sheet = book.get_sheet_by_name(name)
        table = sheet_from(_rows(sheet), header, refuse_overlong=False)
        if not table.rows:
            not_read.append(NotRead(name, EMPTY))
            continue
        part = sheet_xml.part_of(archive, name)
        if part is not None and extents[part].has_formulas:
            at = next(number for nth, (number, _) in enumerate(_rows(sheet)) if nth == header.at)
            table = replace(table, formulas=sheet_xml.first_formulas(archive, part, below=at))
        found.append(NamedSheet(name, table, header.subject))
    if not found:
        raise no_rows() if EMPTY in {sheet.why for sheet in not_read} else no_headings()
    return found, not_read


def _chosen(book: CalamineWorkbook) -> tuple[dict[str, Header], list[NotRead]]:
    """The sheets with a table, by name, and the others. One without a name or a number of clients counts only alone."""
    headers: dict[str, Header] = {}
    not_read: list[NotRead] = []
    told: set[str] = set()
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            not_read.append(NotRead(about.name, HIDDEN))
            continue
        if squeezed(about.name) in EXPLANATIONS:
            not_read.append(NotRead(about.name, EXPLANATION))
            continue
        first = list(_rows(book.get_sheet_by_name(about.name), most=ROWS_ABOVE))
        named = subject_named(about.name)
        header = header_among(first, named)
        if not header.known:
            not_read.append(NotRead(about.name, UNKNOWN if first else BLANK))
            continue
        if len(first) < ROWS_ABOVE and not any("".join(cells).strip() for _, cells in first[header.at + 1 :]):
            not_read.append(NotRead(about.name, EMPTY))
            continue
        headers[about.name] = header
        if named or _is_table(first[header.at][1], header):
            told.add(about.name)
    if not told and headers:  # as good as it gets: a person can say which column holds the client number
        told.add(max(headers, key=lambda name: headers[name].known))
    not_read += [NotRead(name, UNKNOWN) for name in headers if name not in told]
    second = _second_lists([name for name in headers if name in told and headers[name].subject is CLIENTS], headers)
    not_read += [NotRead(name, SECOND) for name in second]
    return {name: header for name, header in headers.items() if name in told and name not in second}, not_read


def _second_lists(clients: Sequence[str], headers: Mapping[str, Header]) -> set[str]:
    """The lists of clients that are left alone: beside those with a name that says so, or else beside the fullest."""
    named = {name for name in clients if subject_named(name)}
    fullest = max(clients, key=lambda name: headers[name].known, default="")
    return set(clients) - (named or {fullest})


def _is_table(headings: Sequence[str], header: Header) -> bool:
    fields = {known[0].code for heading in headings if (known := field_by_heading(heading, header.subject))}
    return header.known > 1 and tells_whose(fields, header.subject)


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
