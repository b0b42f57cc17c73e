"""How a table is declared that may be asked: its columns in words, and the SQL that makes it from the store."""

from dataclasses import dataclass

from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence

FEWEST_ALIKE = 10
"""Of so many persons something must hold, before it is told of each of them what it is."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """A column by its name, and what it holds."""

    name: str
    meaning: Sentence


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is asked by its name; `act` is what one must be allowed beside asking.

    The SQL may read `numbered` (client_id, person: only those who may be told of) and `lettered` (staff_id, letter),
    and names facts as `$today`.
    """

    name: str
    meaning: Sentence
    columns: tuple[Told, ...]
    sql: str
    act: Act | None = None


def of_persons(meaning: Sentence) -> Told:
    """The column that says which rows are of one person, within one question."""
    return Told("person", meaning)


def shared(table: str, column: str, otherwise: str = f"'{OTHER}'") -> str:
    """This column of `t`, a row of the table with its `client_id`, where enough persons share its value."""
    return f"""
        case when t.{column} is null or t.{column} in (
            select {column} from {table} join numbered using (client_id)
            group by {column} having count(distinct client_id) >= {FEWEST_ALIKE}
        ) then t.{column} else {otherwise} end
    """
