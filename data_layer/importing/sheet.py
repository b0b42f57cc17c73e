"""The table that a client file holds: its headings, and under them every cell as text, column by column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pyarrow as pa

from data_layer.errors import BadInput
from data_layer.importing.headings import field_by_heading
from data_layer.rules.sentences import say

MOST_ROWS = 250_000
MOST_COLUMNS = 250
ROWS_ABOVE = 30  # titles and empty rows that may stand above the headings
_AT_ONCE = 4_096

NumberedRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read. Row numbers are those of the file; `overlong` rows have more cells than there are headings.

    `formulas` has, per column in which a formula stands below the headings, its first such cell ("D7").
    """

    headings: tuple[str, ...]
    columns: "tuple[pa.ChunkedArray[Any], ...]"
    row_numbers: tuple[int, ...]
    overlong: frozenset[int] = frozenset()
    formulas: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows stand under the headings."""
        return len(self.row_numbers)

    def row(self, index: int) -> list[str]:
        """The cells of one row, as read."""
        return [column[index].as_py() for column in self.columns]


def score(cells: Sequence[str]) -> int:
    """How many of the cells are headings that the desk knows."""
    return sum(1 for cell in cells if len(cell) < 80 and field_by_heading(cell))


def header_among(rows: Sequence[NumberedRow]) -> tuple[int, int]:
    """Where the headings stand among the first rows, and how many of them are known; the first of equals."""
    scores = [score(cells) for _, cells in rows[:ROWS_ABOVE]]
    best = max(scores, default=0)
    return (scores.index(best) if best else 0), best


def sheet_from(rows: Iterable[NumberedRow], *, refuse_overlong: bool) -> Sheet:
    """Finds the headings and stores the rows under them; wholly empty rows are left out.

    Raises BadInput when no heading is known, when there are no rows, or when there are too many.
    """
    stream = iter(rows)
    first = list(islice(stream, ROWS_ABOVE))
    at, known = header_among(first)
    if not known:
        raise BadInput(
            say(
                "No row with headings was found in the first %(rows)s rows; nothing was imported. The list needs"
                " headings such as Cliëntnummer, Achternaam and Geboortedatum above its columns.",
                rows=ROWS_ABOVE,
            )
        )
    headings = [" ".join(cell.split()) for cell in first[at][1]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise too_large()
    filled = _Columns(len(headings), refuse_overlong)
    for number, cells in first[at + 1 :]:
        filled.add(number, cells)
    for number, cells in stream:
        filled.add(number, cells)
    filled.flush()
    if not filled.numbers:
        raise BadInput(say("There are headings but no rows under them; nothing was imported. Is this the right file?"))
    return Sheet(
        tuple(headings),
        tuple(pa.chunked_array(chunks, pa.string()) for chunks in filled.chunks),
        tuple(filled.numbers),
        frozenset(filled.overlong),
    )


class _Columns:
    """Rows on their way to columns, some thousands at a time, so that the cells are held compactly."""

    def __init__(self, width: int, refuse_overlong: bool) -> None:
        self.width, self.refuse_overlong = width, refuse_overlong
        self.numbers: list[int] = []
        self.overlong: set[int] = set()
        self.chunks: list[list[pa.Array[Any]]] = [[] for _ in range(width)]
        self._waiting: list[Sequence[str]] = []

    def add(self, number: int, cells: Sequence[str]) -> None:
        if not "".join(cells).strip():
            return
        if len(cells) > self.width:
            if self.refuse_overlong and "".join(cells[self.width :]).strip():
                self.overlong.add(len(self.numbers))
            cells = cells[: self.width]
        elif len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        self.numbers.append(number)
        if len(self.numbers) > MOST_ROWS:
            raise too_large()
        self._waiting.append(cells)
        if len(self._waiting) == _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        for chunks, cells in zip(self.chunks, zip(*self._waiting, strict=True), strict=False):
            chunks.append(pa.array(cells, pa.string()))
        self._waiting = []


def too_large() -> BadInput:
    """The list has more rows or columns than the desk reads at once."""
    return BadInput(
        say(
            "The list is larger than %(rows)s rows or %(columns)s columns; nothing was imported. Split it, or delete"
            " the empty rows and columns that Excel keeps beside and below it.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    )
