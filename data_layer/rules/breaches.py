"""Data breaches: the 72 hours, what is still to be done, and what cannot be true of one (art. 33 and 34 GDPR).

Instants carry their time zone. They are compared in UTC: within one zone Python compares the hands of the clock, and
is an hour wrong where summer time begins or ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain

from data_layer.rules.request_course import GDPR_APPLIES_FROM
from data_layer.rules.sentences import Sentence, say

REPORT_WITHIN = timedelta(hours=72)  # art. 33(1); they wait for no night, weekend or holiday
MOST_PERSONS = 10_000_000


class Risk(StrEnum):
    """How likely a breach harms the persons, as art. 33(1) and 34(1) tell apart."""

    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


class Step(StrEnum):
    """What is to be done with a breach, in this order."""

    RISK = "risk"
    AUTHORITY = "authority"
    PERSONS = "persons"
    MEASURES = "measures"
    CLOSE = "close"


class Reporting(StrEnum):
    """Where reporting a breach to the authority stands."""

    OVERDUE = "overdue"
    DUE = "due"
    LATE = "late"
    IN_TIME = "in_time"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Handling:
    """What is known of a breach and what was done about it; the texts are None where there is nothing in them."""

    aware_at: datetime
    what: str
    categories: tuple[str, ...] = ()
    persons: int | None = None
    consequences: str | None = None
    measures: str | None = None
    risk: str | None = None
    told_authority_at: datetime | None = None
    authority_reference: str | None = None
    delay_reason: str | None = None
    why_not_told: str | None = None
    told_persons_at: datetime | None = None
    why_persons_not_told: str | None = None


def report_by(aware_at: datetime) -> datetime:
    """Until when a breach can be reported in time, in UTC: 72 hours, which wait for no weekend (art. 33(1) GDPR)."""
    return _in_utc(aware_at) + REPORT_WITHIN


def is_late(aware_at: datetime, told_at: datetime) -> bool:
    """Whether the authority was told after the 72 hours, so that the reason is to be given (art. 33(1))."""
    return _in_utc(told_at) > report_by(aware_at)


def hours_left(aware_at: datetime, now: datetime) -> int:
    """The whole hours in which reporting is still in time; below zero once they are over."""
    return (report_by(aware_at) - _in_utc(now)) // timedelta(hours=1)


def reporting(handling: Handling, now: datetime) -> Reporting:
    """Where reporting to the authority stands; as long as no risk was decided it has to be reported."""
    if handling.told_authority_at is not None:
        return Reporting.LATE if is_late(handling.aware_at, handling.told_authority_at) else Reporting.IN_TIME
    if handling.risk == Risk.UNLIKELY:
        return Reporting.NOT_NEEDED
    return Reporting.OVERDUE if is_late(handling.aware_at, now) else Reporting.DUE


def remaining(handling: Handling) -> tuple[Step, ...]:
    """The steps that an open breach still asks for, the next one first; closing is the last of them."""
    return (*(step for step, _why in _undone(handling)), Step.CLOSE)


def closing_problems(handling: Handling) -> tuple[Sentence, ...]:
    """What stops closing; nothing means it can be closed."""
    return tuple(why for _step, why in _undone(handling))


def _undone(handling: Handling) -> Iterator[tuple[Step, Sentence]]:
    if handling.risk is None:
        yield Step.RISK, say("Decide how high the risk is for the persons.")
    if handling.told_authority_at is None and handling.risk == Risk.UNLIKELY:
        if handling.why_not_told is None:
            yield Step.AUTHORITY, say("Write down why it need not be reported.")
    elif handling.told_authority_at is None:
        yield Step.AUTHORITY, say("Report it to the data protection authority.")
    is_told = handling.told_persons_at is not None or handling.why_persons_not_told is not None
    if handling.risk == Risk.HIGH and not is_told:  # art. 34(1), 34(3)
        yield Step.PERSONS, say("Tell the persons, or write down why that is not needed.")
    if handling.consequences is None or handling.measures is None:  # art. 33(5)
        yield Step.MEASURES, say("Write down what followed from it and what was done.")


def problem(handling: Handling, now: datetime) -> tuple[str, Sentence] | None:
    """The first thing that cannot be true or may not be so, with the name of its field; nothing where all is well."""
    return next(chain(_of_what_happened(handling, now), _of_telling(handling, now)), None)


def _of_what_happened(handling: Handling, now: datetime) -> Iterator[tuple[str, Sentence]]:
    if not handling.what.strip():
        yield "what", say("Describe in a few words what happened.")
    if _in_utc(handling.aware_at) > now:
        yield "aware_at", say("The moment you learned of it lies ahead. Correct date and time.")
    if handling.aware_at.date() < GDPR_APPLIES_FROM:
        yield "aware_at", say("The GDPR applies from %(day)s. Correct the date.", day=GDPR_APPLIES_FROM)
    if handling.persons is not None and not 0 <= handling.persons <= MOST_PERSONS:
        yield "persons", say("Give the number of persons, or leave it empty if it is not known yet.")
    if handling.risk is not None and handling.risk not in list(Risk):
        yield "risk", say("Choose how high the risk is.")


def _of_telling(handling: Handling, now: datetime) -> Iterator[tuple[str, Sentence]]:
    for name, told_at in (
        ("told_authority_at", handling.told_authority_at),
        ("told_persons_at", handling.told_persons_at),
    ):
        if told_at is not None and _in_utc(told_at) > now:
            yield name, say("This moment lies ahead. Give the moment at which it happened.")
        if told_at is not None and _in_utc(told_at) < _in_utc(handling.aware_at):
            yield (
                name,
                say(
                    "You learned of the breach on %(aware)s, and cannot have told of it before. Correct one of the"
                    " two.",
                    aware=handling.aware_at,
                ),
            )
    told_at = handling.told_authority_at
    if told_at is not None and is_late(handling.aware_at, told_at) and handling.delay_reason is None:
        yield "delay_reason", say("This was after the 72 hours. Write down why it was late.")
    if handling.why_not_told is not None and told_at is not None:
        yield "why_not_told", say("It was reported, so there is no reason for not reporting. Empty one of the two.")
    elif handling.why_not_told is not None and handling.risk != Risk.UNLIKELY:
        yield "why_not_told", say("Only where a risk is unlikely need a breach not be reported. Empty this, or report.")
    if handling.why_persons_not_told is not None and handling.told_persons_at is not None:
        yield "why_persons_not_told", say("The persons were told, so empty the reason why not, or the date.")


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return at.astimezone(UTC)
