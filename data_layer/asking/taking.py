"""An answer as a file: its rows as they are, for a spreadsheet, with an entry of its own in the log."""

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data_layer.asking.answer import Answer
from data_layer.asking.running import the_answer
from data_layer.errors import BadInput
from data_layer.exporting import delimited, workbook
from data_layer.exporting.columns import Cell, Column
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import XLSX
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import check_role
from data_layer.vocabulary import PURPOSES
from data_layer.wording import Language, put

MEDIA_TYPES = {"csv": delimited.MEDIA_TYPE, "xlsx": XLSX}
TITLE = say("Answer")
_TRUTHS = {True: say("yes"), False: say("no")}
_TOO_MANY_CELLS = BadInput(
    say(
        "The answer has more than %(most)s cells, which is too much for Excel here. Choose CSV, or ask for fewer"
        " columns. Nothing was exported.",
        most=workbook.MOST_CELLS,
    ),
    "format",
)
_FIRST_YEAR = 1900
_PIECE = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The answer to take along, in which format and what for."""

    answer_id: int
    format: Literal["csv", "xlsx"]
    purpose: int
    language: Language


def file_name(store: Store, wanted: AnswerFile) -> str:
    """The name of the file: the day, and nothing of what is in it."""
    return f"{put(TITLE, wanted.language).lower()}-{store.today.isoformat()}.{wanted.format}"


def made(store: Store, actor: Actor, wanted: AnswerFile, told: Callable[[int], None]) -> Iterator[bytes]:
    """The file in pieces, noted in the log before the first; `told` hears how many rows are done.

    Raises NotAllowed, NotFound when another question was put since, BadInput.
    """
    check_role(actor, Act.EXPORT_RUN)
    answer = the_answer(actor, wanted.answer_id)
    if wanted.purpose not in PURPOSES:
        raise BadInput(say("Choose what the file is for; the log keeps it. Nothing was exported."), "purpose")
    columns = [Column(name, Sentence(name), _kind(kind)) for name, kind in zip(answer.names, answer.kinds, strict=True)]
    rows = _rows(answer, {truth: put(words, wanted.language) for truth, words in _TRUTHS.items()}, told)
    if wanted.format == "csv":
        pieces = list(delimited.pieces(columns, answer.names, rows))
    else:
        if answer.rows * len(columns) > workbook.MOST_CELLS:
            raise _TOO_MANY_CELLS
        sheet = workbook.Sheet(put(TITLE, wanted.language), columns, answer.names, rows)
        with workbook.ONE_AT_A_TIME:
            content = workbook.made([sheet])
        pieces = list(iter(lambda: content.read(_PIECE), b""))
    digest = hashlib.sha256(b"".join(pieces)).hexdigest()
    with store.change(actor, Act.EXPORT_RUN, Subject("query"), Reason(f"purpose_{wanted.purpose}")) as change:
        change.require(Act.QUERY_RUN)
        change.bulk(answer.rows, digest)
    return iter(pieces)


def _kind(kind: str) -> Literal["text", "day", "number"]:
    return "day" if kind == "day" else "number" if kind == "number" else "text"


def _rows(answer: Answer, words: dict[bool, str], told: Callable[[int], None]) -> Iterator[Sequence[Cell]]:
    for done, row in enumerate(answer.each(), start=1):
        yield [words[cell] if isinstance(cell, bool) else _written(cell) for cell in row]
        told(done)


def _written(cell: Cell) -> Cell:
    """What no cell of Excel holds is written out: the endless, more than fifteen digits, days before 1900."""
    if isinstance(cell, date) and cell.year < _FIRST_YEAR:
        return cell.isoformat()
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    return str(cell) if isinstance(cell, int) and abs(cell) >= 10**15 else cell
