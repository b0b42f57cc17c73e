"""A list as an XLSX workbook: dates are dates, codes are text, nothing computes. It is made in memory: a workbook on
its way through a temporary folder would leave readable data there."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from data_layer.exporting.columns import Cell, Column

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000  # of sixteen columns: some 500 MB of memory while it is made; one is made at a time
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {"day": 12, "number": 10, "code": 16, "text": 24}  # in characters
_LONGEST = 32_767  # characters that a cell holds


def made(columns: Sequence[Column], headings: Sequence[str], rows: Iterator[Sequence[Cell]], title: str) -> io.BytesIO:
    """The whole file, to be read from its beginning."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        day, text = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title[:31])
        for at, (column, heading) in enumerate(zip(columns, headings, strict=True)):
            sheet.set_column(at, at, _WIDTHS[column.kind])
            sheet.write_string(0, at, heading, book.add_format({"bold": True, "bottom": 1}))
        writers = [_writer(sheet, column, day, text) for column in columns]
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, (write, cell) in enumerate(zip(writers, row, strict=True)):
                if cell is not None:
                    write(last, at, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
    content.seek(0)
    return content


def _writer(sheet: Any, column: Column, day: Any, text: Any) -> Callable[[int, int, Any], None]:
    def write(row: int, at: int, cell: Cell) -> None:
        if isinstance(cell, date):
            sheet.write_datetime(row, at, datetime.combine(cell, time()), day)
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, at, cell)
        else:
            sheet.write_string(row, at, str(cell)[:_LONGEST], text if column.kind == "code" else None)

    return write
