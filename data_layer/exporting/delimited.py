"""A list as CSV that Dutch Excel opens rightly: semicolons, UTF-8 with its mark, dates as 2026-11-23.

Excel takes such a day for a date wherever it runs and shows it as its user is used to (23-11-2026); a day written
as 23-11-2026 stays text, or becomes another day, where Excel is not Dutch.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from data_layer.exporting.columns import Cell, Column
from data_layer.rules.spreadsheets import defused, kept_as_text

MEDIA_TYPE = "text/csv; charset=utf-8"
_PIECE = 64 * 1024  # characters


def pieces(columns: Sequence[Column], headings: Sequence[str], rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces of some 64 kB; rows are asked for as they are needed."""
    text = io.StringIO()
    text.write("\ufeff")  # by this mark Excel knows the encoding
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(defused, headings))
    kinds = [column.kind for column in columns]
    for row in rows:
        writer.writerow([_written(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
        if text.tell() >= _PIECE:
            yield _emptied(text)
    yield _emptied(text)


def _written(cell: Cell, kind: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    return kept_as_text(cell) if kind == "code" else defused(cell)


def _emptied(text: io.StringIO) -> bytes:
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece
