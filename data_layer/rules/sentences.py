"""A sentence for the person at the screen, kept apart from its language until it is shown."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Plain = str | int | float | date | datetime


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English msgid with `%(name)s` facts; `data_layer.wording.put` renders it in a language.

    `plural` and the fact `n` together choose between a singular and a plural form. A fact may be
    a sentence itself, a stored value, a date (shown in words) or a number (shown with the language's separators).
    """

    msgid: str
    facts: tuple[tuple[str, "Fact"], ...] = ()
    plural: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A value as the store has it, which each language writes in its own way."""

    kind: Literal["country", "language", "amount", "month", "long_month", "full_month"]
    value: str


Fact = Plain | Sentence | Stored


def say(msgid: str, **facts: Fact) -> Sentence:
    """A sentence with its facts. Collected for translation by `make words`."""
    return Sentence(msgid, tuple(facts.items()))


def say_n(singular: str, plural: str, n: int, **facts: Fact) -> Sentence:
    """A sentence that counts: `n` is a fact by that name and picks the form."""
    return Sentence(singular, (*facts.items(), ("n", n)), plural)
