"""The table that a sheet holds: its headings, and under them every cell as text, column by column."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pyarrow as pa

from data_layer.errors import BadInput
from data_layer.importing.headings import scores
from data_layer.importing.subjects import CLIENTS, SUBJECTS, Subject
from data_layer.rules.sentences import say

MOST_ROWS = 1_100_000  # a sheet of Excel has no more
MOST_FILLED = 12_000_000  # cells: a million rows of ten columns, or 250,000 of nearly fifty
MOST_COLUMNS = 250
ROWS_ABOVE = 30  # titles and empty rows that may stand above the headings
_AT_ONCE = 4_096

NumberedRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What was read. Row numbers are those of the file; `overlong` rows have more cells than there are headings.

    `formulas` has, per column in which a formula stands below the headings, its first such cell ("D7").
    """

    headings: tuple[str, ...]
    columns: "tuple[pa.ChunkedArray[Any], ...]"
    row_numbers: "pa.Array[Any]"
    overlong: frozenset[int] = frozenset()
    formulas: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows stand under the headings."""
        return len(self.row_numbers)

    def number(self, index: int) -> int:
        """The number that the row has in the file."""
        return int(self.row_numbers[index].as_py())

    def row(self, index: int) -> list[str]:
        """The cells of one row, as read."""
        return [column[index].as_py() for column in self.columns]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand among the first rows, what they are of, and how many of them are known."""

    at: int = 0
    subject: Subject = CLIENTS
    known: int = 0


def header_among(rows: Sequence[NumberedRow], subject: Subject | None = None) -> Header:
    """The row with the most known headings (of this subject, if it is told), the first of equals.

    One word alone, such as a price, does not make a list of records.
    """
    best, found = (0, False, 0), Header()
    for at, (_, cells) in enumerate(rows[:ROWS_ABOVE]):
        for code, score in scores(cells).items():
            is_meant = subject is SUBJECTS[code] or (subject is None and (score[0] > 1 or score[1]))
            if is_meant and score > best:
                best, found = score, Header(at, SUBJECTS[code], score[0])
    return found


def sheet_from(rows: Iterable[NumberedRow], header: Header, *, refuse_overlong: bool) -> Sheet:
    """Stores the rows under the headings; wholly empty rows are left out. Raises BadInput when there are too many."""
    stream = iter(rows)
    headings = [" ".join(cell.split()) for _, cells in islice(stream, header.at, header.at + 1) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise too_large()
    filled = _Columns(len(headings), refuse_overlong)
    for number, cells in stream:
        filled.add(number, cells)
    filled.flush()
    return Sheet(
        tuple(headings),
        tuple(pa.chunked_array(chunks, pa.string()) for chunks in filled.chunks),
        pa.array(filled.numbers, pa.int32()),
        frozenset(filled.overlong),
    )


def no_headings() -> BadInput:
    """No row of the file is a row with headings."""
    return BadInput(
        say(
            "No row with headings was found in the first %(rows)s rows; nothing was imported. The list needs"
            " headings such as Cliëntnummer, Achternaam and Geboortedatum above its columns.",
            rows=ROWS_ABOVE,
        )
    )


def no_rows() -> BadInput:
    """There is nothing under the headings."""
    return BadInput(say("There are headings but no rows under them; nothing was imported. Is this the right file?"))


class _Columns:
    """Rows on their way to columns, some thousands at a time, so that the cells are held compactly."""

    def __init__(self, width: int, refuse_overlong: bool) -> None:
        self.width, self.refuse_overlong = width, refuse_overlong
        self.numbers = array("i")
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
        if len(self.numbers) > MOST_ROWS or len(self.numbers) * self.width > MOST_FILLED:
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
            "The list is larger than %(rows)s rows or %(columns)s columns, or than %(cells)s cells in all; nothing was"
            " imported. Split it, or delete the empty rows and columns that Excel keeps beside and below it.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
            cells=MOST_FILLED,
        )
    )
