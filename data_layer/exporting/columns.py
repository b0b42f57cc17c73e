"""The columns of an exported list: what each is called, what kind of cell it has, and who may have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.wording import Language, put

Kind = Literal["text", "code", "day", "number"]
Cell = str | date | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list by its name in the SQL. A `code` has digits that are no number; `words` are for stored codes.

    What is not usual comes only when asked for; what tells who somebody is comes only for those who may list clients;
    `act` is a further permission.
    """

    code: str
    label: Sentence
    kind: Kind = "text"
    words: Mapping[Any, Sentence] | None = None
    is_usual: bool = True
    is_personal: bool = False
    act: Act | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The permissions that the column needs beside that of its list."""
        return (*((Act.CLIENT_LIST,) if self.is_personal else ()), *((self.act,) if self.act else ()))

    def is_for(self, actor: Actor) -> bool:
        """Whether this person may have the column at all."""
        return all(may(actor.roles, act) for act in self.acts)


def cell(column: Column, row: Mapping[str, Any], language: Language) -> Cell:
    """The cell of one row: a date, a number, or text in the language."""
    value = row[column.code]
    if value is None:
        return None
    if column.words is not None:
        codes = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
        return ", ".join(put(column.words[code], language) for code in column.words if code in codes)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (date, int, float)) else str(value)
