"""A list as JSON: one array of objects under the headings, with dates as 2026-11-23 and numbers as numbers."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from data_layer.exporting.columns import Cell

MEDIA_TYPE = "application/json"
_PIECE = 64 * 1024  # characters


def pieces(headings: Sequence[str], rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces of some 64 kB; rows are asked for as they are needed."""
    written: list[str] = ["["]
    size, between = 0, "\n"
    for row in rows:
        text = json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False, default=_day)
        written.append(between + text)
        size, between = size + len(text), ",\n"
        if size >= _PIECE:
            yield "".join(written).encode()
            written.clear()
            size = 0
    written.append("\n]\n")
    yield "".join(written).encode()


def _day(cell: object) -> str:
    assert isinstance(cell, date)  # noqa: S101 - the other kinds of cells JSON knows
    return cell.isoformat()
