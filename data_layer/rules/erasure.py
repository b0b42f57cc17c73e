"""What goes when a person asks for erasure, what stays and until when: decided per category, never per dossier.

Source: art. 17 GDPR. What stays does so for a legal duty (17(3)(b)), for claims (17(3)(e)), or because it is still
necessary (17(1)(a)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from data_layer.rules.sentences import Sentence, say


class Fate(StrEnum):
    """Into which of the three piles something falls."""

    DELETE = "delete"
    KEEP = "keep"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that keeps records: what it is called, since when, its last day if that is known already."""

    label: Sentence
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Something of the person: a category with data, or the desk's own records of the person.

    `fiscal` is whether it falls under the fiscal duty: wholly, as far as it stands on invoices and agreements, or not.
    `is_for_course` is whether it is there for the agreement or for a legal obligation; `is_own` whether it is a record
    that the desk made of its own work; `is_put_away` whether it was erased but for what invoices and agreements bear.
    """

    fiscal: Literal["no", "part", "yes"]
    is_for_course: bool
    is_own: bool = False
    is_put_away: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What decides for all parts: whether an agreement still runs, and the last day of the fiscal duty.

    `has_papers` is whether there are agreements or invoices, which bear the name and the address. `fiscal_last_day` is
    None while it is not known, because an agreement has no end, and where nothing fiscal is.
    """

    is_in_course: bool
    has_papers: bool
    fiscal_last_day: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """Into which pile, why, and up to and including which day it stays, if that is known."""

    fate: Fate
    why: tuple[Sentence, ...]
    until: date | None = None


def decided(part: Part, person: Person, holds: Iterable[Hold], today: date) -> Decision:
    """The pile of this part of the person's data. `holds` are those that cover it, however long they stand."""
    standing = sorted((h for h in holds if h.until is None or h.until >= today), key=lambda hold: hold.since)
    if standing:  # art. 17(3)(e)
        ends = [hold.until for hold in standing if hold.until is not None]
        until = max(ends) if len(ends) == len(standing) else None
        return Decision(Fate.HELD, tuple(map(_held, standing)), until)
    if part.is_own:
        return Decision(Fate.KEEP, (say("proof of what was done with the data; goes with the rest of the dossier"),))
    fiscal = part.fiscal == "yes" or (part.fiscal == "part" and person.has_papers)
    last_day = person.fiscal_last_day if fiscal else None
    if fiscal and (last_day is None or last_day >= today) and (why := _for_tax(part, last_day)):
        return Decision(Fate.KEEP, (why,), last_day)
    if (fiscal and last_day is None) or (person.is_in_course and (fiscal or part.is_for_course)):
        return Decision(Fate.KEEP, (say("the course agreement still runs, and needs it"),))
    return Decision(Fate.DELETE, (_nothing_keeps(last_day, today),))


def _for_tax(part: Part, last_day: date | None) -> Sentence | None:
    """Why the fiscal duty keeps all that there is of this part (art. 17(3)(b), AWR 52(4)), if it does."""
    if part.is_put_away:
        return say("only as it stands on invoices and agreements, which the tax authorities want kept")
    if part.fiscal == "yes" and last_day is not None:
        return say("the tax authorities want it kept (art. 17(3)(b) GDPR)")
    return None


def _nothing_keeps(fiscal_last_day: date | None, today: date) -> Sentence:
    if fiscal_last_day is None:
        return say("nothing requires keeping it")
    if fiscal_last_day < today:
        return say("the fiscal duty ended on %(day)s", day=fiscal_last_day)
    return say(
        "goes out of ordinary sight; as it stands on invoices and agreements it stays up to and including %(day)s",
        day=fiscal_last_day,
    )


def _held(hold: Hold) -> Sentence:
    if hold.until is None:
        return say("%(kind)s, since %(since)s", kind=hold.label, since=hold.since)
    return say(
        "%(kind)s, since %(since)s, up to and including %(until)s",
        kind=hold.label,
        since=hold.since,
        until=hold.until,
    )
