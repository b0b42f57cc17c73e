"""Lists as an XLSX workbook: dates are dates, codes are text, nothing computes. It is made in memory: a workbook on
its way through a temporary folder would leave readable data there."""

import io
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter

from data_layer.errors import BadInput
from data_layer.exporting.columns import Cell, Column
from data_layer.rules.sentences import say
from data_layer.rules.spreadsheets import AS_WRITTEN, LONGEST_CELL, LONGEST_SHEET_NAME

MOST_ROWS = 100_000  # of sixteen columns: some 500 MB of memory while it is made
MOST_CELLS = 16 * MOST_ROWS
ONE_AT_A_TIME = threading.Lock()
"""Held by whoever makes a long one."""
_WIDTHS = {  # in characters
    "day": 12, "month": 12, "moment": 17, "number": 10, "decimal": 12, "code": 16, "text": 24, "long_text": 60,
    "country": 16, "language": 16,
}  # fmt: skip
_FORMATS: dict[str, dict[str, Any]] = {
    "day": {"num_format": "dd-mm-yyyy"},
    "month": {"num_format": "mmm yyyy"},
    "moment": {"num_format": "dd-mm-yyyy hh:mm"},
    "decimal": {"num_format": "#,##0.00"},
    "share": {"num_format": "0%"},
    "code": {"num_format": "@"},
    "long_text": {"text_wrap": True},
}


class Share(float):
    """A part of one, which the workbook shows as a percentage."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its title, its columns with their headings, and its rows, which are taken once.

    Sentences that are said of all of it stand `above` the headings, with an empty row between.
    """

    title: str
    columns: Sequence[Column]
    headings: Sequence[str]
    rows: Iterator[Sequence[Cell]]
    above: Sequence[str] = ()


def made(sheets: Sequence[Sheet], made_at: datetime | None = None) -> io.BytesIO:
    """The whole file, to be read from its beginning; with `made_at`, the same bytes for the same rows.

    Raises BadInput for a text that no cell holds.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, AS_WRITTEN) as book:
        if made_at is not None:
            book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        formats = {kind: book.add_format(form) for kind, form in _FORMATS.items()}
        head = book.add_format({"bold": True, "bottom": 1})
        for one in sheets:
            sheet = book.add_worksheet(one.title[:LONGEST_SHEET_NAME])
            for at, sentence in enumerate(one.above):
                sheet.write_string(at, 0, _fitting(sentence))
            top = len(one.above) + bool(one.above)
            for at, (column, heading) in enumerate(zip(one.columns, one.headings, strict=True)):
                sheet.set_column(at, at, _WIDTHS[column.kind])
                sheet.write_string(top, at, heading, head)
            writers = [_writer(sheet, column, formats) for column in one.columns]
            last = top
            for last, row in enumerate(one.rows, start=top + 1):
                for at, (write, cell) in enumerate(zip(writers, row, strict=True)):
                    if cell is not None:
                        write(last, at, cell)
            sheet.freeze_panes(top + 1, 0)
            sheet.autofilter(top, 0, last, len(one.columns) - 1)
    content.seek(0)
    return content


def _writer(sheet: Any, column: Column, formats: Mapping[str, Any]) -> Callable[[int, int, Any], None]:
    form = formats.get(column.kind)
    on_day = form if column.kind == "month" else formats["day"]  # a day can stand among words

    def write(row: int, at: int, cell: Cell) -> None:
        if isinstance(cell, datetime):
            sheet.write_datetime(row, at, cell.replace(tzinfo=None), form)  # a cell of Excel knows no zone
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, datetime.combine(cell, time()), on_day)
        elif isinstance(cell, Share):
            sheet.write_number(row, at, cell, formats["share"])
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, at, cell, form)
        else:
            sheet.write_string(row, at, _fitting(str(cell)), form)

    return write


def _fitting(cell: str) -> str:
    # a character outside the first plane, such as an emoji, takes two units
    if 2 * len(cell) > LONGEST_CELL and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise BadInput(
            say(
                "There is a text of more than %(most)s characters, which a cell of Excel does not hold. Choose CSV, so"
                " that nothing is cut off. Nothing was exported.",
                most=LONGEST_CELL,
            ),
            "format",
        )
    return cell
