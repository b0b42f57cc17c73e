"""The columns of an exported list: what each is called, what kind of cell it has, and who may have it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from babel import Locale

from data_layer.rules.access import Act, may
from data_layer.rules.checks import AMSTERDAM, checked_country, checked_language
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.wording import Language, put

Kind = Literal["text", "long_text", "code", "day", "month", "moment", "number", "decimal", "country", "language"]
Cell = str | date | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list by its name in the SQL; `words` are for stored codes.

    A `code` has digits that are no number, a `moment` has its time in Dutch time, a `decimal` has two decimals.

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


def cell_maker(column: Column, language: Language) -> Callable[[Any], Cell]:
    """What makes the cell of a stored value: a date, a number, or text in the language."""
    if column.kind == "moment":
        return _moment
    if column.words is None and column.kind not in _NAMES:
        return _cell
    known: dict[Any, Cell] = {None: None}

    def in_words(value: Any) -> Cell:
        if isinstance(value, list):
            return _listed(column, value, language)
        if value not in known:
            known[value] = _word(column, value, language)
        return known[value]

    return in_words


def _moment(value: Any) -> Cell:
    return value.astimezone(AMSTERDAM) if isinstance(value, datetime) else None


def _cell(value: Any) -> Cell:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
    return value if value is None or isinstance(value, (date, int, float)) else str(value)


def _listed(column: Column, codes: list[Any], language: Language) -> str:
    words = column.words or {}
    return ", ".join(put(words[code], language) for code in words if code in codes)


def _word(column: Column, value: Any, language: Language) -> str:
    if column.words is not None:
        return put(column.words[value], language) if value in column.words else str(value)
    names, check = _NAMES[column.kind]
    name = str(names(Locale(language)).get(value, value))
    return name if check(name).value == value else str(value)  # a name that would be read as another's stays a code


_NAMES: dict[str, tuple[Callable[[Locale], Any], Callable[[str], Any]]] = {
    "country": (lambda locale: locale.territories, checked_country),
    "language": (lambda locale: locale.languages, checked_language),
}
