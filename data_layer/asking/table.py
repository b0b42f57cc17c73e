"""How a table is declared that may be asked: its columns in words, and the SQL that makes it from the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence

FEWEST_ALIKE = 10
"""So many persons must share all that a row tells, or less is told."""
OTHER = "'other'"


@dataclass(frozen=True, slots=True)
class Told:
    """A column by its name, and what it holds."""

    name: str
    meaning: Sentence


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is asked by its name; `act` is what one must be allowed beside asking.

    The SQL may read `counted` (client_id: only those who may be told of) and `lettered` (staff_id, letter), and names
    facts as `$today`. `of_people` says that a row can be of somebody.
    """

    name: str
    meaning: Sentence
    columns: tuple[Told, ...]
    sql: str
    act: Act | None = None
    of_people: bool = False


def alike(rows: str, *columns: str, **blanks: str) -> str:
    """The columns and then the blanks of these rows, where enough persons share all that a row tells.

    Of rows that too few share the first of `blanks` gets that value, then the second, until there are enough. The rows
    have a `client_id` beside them, which is not told.
    """
    return f"select {', '.join((*columns, *blanks))} from ({_alike(rows, columns, blanks)})"


def added_up(rows: str, figures: Mapping[str, str], **blanks: str) -> str:
    """One row per value of `blanks` as `alike` tells them, with how many persons and these figures of them together.

    The last row, of all that few share, can still be of few: then its figures are empty.
    """
    told = {"persons": "count(distinct client_id)", **figures}
    enough = of_enough("true")
    return f"""
        select {", ".join(blanks)}, {", ".join(f"if({enough}, {sql}, null) as {name}" for name, sql in told.items())}
        from ({_alike(rows, (), blanks)}) group by {", ".join(blanks)}
    """


def of_enough(condition: str) -> str:
    """The condition on a group of rows that it holds for enough persons."""
    return f"count(distinct client_id) filter ({condition}) >= {FEWEST_ALIKE}"


def _alike(rows: str, columns: Iterable[str], blanks: Mapping[str, str]) -> str:
    shared = ", ".join((*columns, *blanks))
    for name, blank in blanks.items():
        rows = f"""
            select * exclude (alike) replace (if(alike < {FEWEST_ALIKE}, {blank}, {name}) as {name})
            from (select *, count(distinct client_id) over (partition by {shared}) as alike from ({rows}))
        """
    return rows
