"""The clock of a request: one month from receipt, counted as Regulation 1182/71 counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from data_layer.rules.deadline_steps import Pause, steps_of
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import (
    IsFreeDay,
    add_months,
    dutch_free_day,
    free_days,
    next_working_day,
    working_days_between,
)

__all__ = [
    "Deadline",
    "IsFreeDay",
    "Pause",
    "Phase",
    "PhaseBounds",
    "add_months",
    "deadline",
    "dutch_free_day",
    "extension_last_day",
    "extension_problem",
    "free_days",
    "late_question_warning",
    "next_working_day",
    "pause_problem",
    "phase",
    "phase_bounds",
    "working_days_between",
]


PROMPT_QUESTION_DAYS = 5  # working days within which a question still counts as asked without delay
URGENT_DAYS = 5  # working days left
SOON_DAYS = 10
REMIND_AFTER = timedelta(days=14)  # of waiting for an answer
DECIDE_AFTER = timedelta(days=30)


class Phase(StrEnum):
    """How near the end of an unanswered request is."""

    waiting = "waiting"
    overdue = "overdue"
    last_days = "last_days"
    urgent = "urgent"
    soon = "soon"
    on_track = "on_track"


@dataclass(frozen=True, slots=True)
class PhaseBounds:
    """The dates with which stored last days can be sorted into phases by comparison alone.

    For a request that is not waiting, in this order: `legal_last_day < today` is overdue,
    `safe_last_day < today` last_days, `safe_last_day <= urgent_until` urgent,
    `safe_last_day <= soon_until` soon, anything else on_track.
    """

    today: date
    urgent_until: date
    soon_until: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last days of one request, with their explanation in `steps`."""

    safe_last_day: date
    legal_last_day: date
    strict_day: date
    suspended_days: int
    extended: bool
    steps: tuple[Sentence, ...]


def _suspended_days(pauses: Iterable[Pause]) -> int:
    total = 0
    counted_until = date.min
    for asked_on, answered_on in sorted((asked, answered) for asked, answered in pauses if answered):
        start = max(asked_on, counted_until)  # overlapping days count once
        total += max((answered_on - start).days, 0)
        counted_until = max(counted_until, answered_on)
    return total


def _refuse_impossible(received_on: date, pauses: Iterable[Pause]) -> None:
    for asked_on, answered_on in pauses:
        if asked_on < received_on:
            raise ValueError(f"asked on {asked_on}, before the request was received on {received_on}")
        if answered_on and answered_on < asked_on:
            raise ValueError(f"answered on {answered_on}, before it was asked on {asked_on}")


def deadline(
    received_on: date,
    *,
    extended: bool = False,
    pauses: Iterable[Pause] = (),
    is_free_day: IsFreeDay = dutch_free_day,
) -> Deadline:
    """The days by which a request received on `received_on` is to be answered.

    `pauses` are `(asked_on, answered_on | None)`; only answered ones move the days. Raises ValueError
    if an answer precedes its question or a question the receipt. Sources: art. 12(3) GDPR, recital 63;
    Regulation 1182/71 art. 3(2)(c) and 3(4). An extension is one period of three months from receipt.
    """
    pauses = tuple(pauses)
    _refuse_impossible(received_on, pauses)
    suspended = _suspended_days(pauses)
    strict_day = add_months(received_on, 3 if extended else 1)
    safe = strict_day + timedelta(days=suspended)
    legal = next_working_day(safe, is_free_day)
    steps = steps_of(
        received_on=received_on,
        extended=extended,
        pauses=pauses,
        strict_day=strict_day,
        safe=safe,
        legal=legal,
    )
    return Deadline(safe, legal, strict_day, suspended, extended, steps)


def extension_last_day(received_on: date) -> date:
    """The last day on which the notice of an extension may be sent: no suspension, no roll.

    Source: art. 12(3) GDPR, in its strict reading.
    """
    return add_months(received_on, 1)


def extension_problem(received_on: date, sent_on: date) -> Sentence | None:
    """What makes a notice of extension sent on `sent_on` void, or nothing (art. 12(3) GDPR)."""
    last = extension_last_day(received_on)
    if sent_on < received_on:
        return say("The notice cannot have been sent before the request was received, %(day)s.", day=received_on)
    if sent_on > last:
        return say("The notice had to be sent by %(day)s: extending is no longer possible.", day=last)
    return None


def antedated_problem(dated: date, today: date) -> Sentence | None:
    """What is wrong with the date of a letter that is made today, or nothing."""
    if dated < today:
        return say("A letter that is made today cannot be dated earlier. Give the day on which it leaves.")
    return None


def pause_problem(received_on: date, asked_on: date, answered_on: date | None = None) -> Sentence | None:
    """What makes a question unfit to suspend the clock, or nothing (art. 12(6) GDPR, recital 63)."""
    last = add_months(received_on, 1)
    if asked_on < received_on:
        return say("The question cannot have been asked before the request was received, %(day)s.", day=received_on)
    if asked_on > last:
        return say("The question had to be asked by %(day)s, within one month of receipt.", day=last)
    if answered_on and answered_on < asked_on:
        return say("The answer cannot have come before the question was asked, %(day)s.", day=asked_on)
    return None


def late_question_warning(
    received_on: date, asked_on: date, is_free_day: IsFreeDay = dutch_free_day
) -> Sentence | None:
    """A warning if the question came more than five working days after receipt, or nothing."""
    waited = working_days_between(received_on, asked_on, is_free_day)
    if waited <= PROMPT_QUESTION_DAYS:
        return None
    return say(
        "The question was asked %(waited)s working days after receipt, not without delay: "
        "the suspension can be disputed. Without it the last day is %(day)s.",
        waited=waited,
        day=add_months(received_on, 1),
    )


def phase(
    today: date,
    *,
    safe_last_day: date,
    legal_last_day: date,
    waiting: bool,
    is_free_day: IsFreeDay = dutch_free_day,
) -> Phase:
    """The phase of an unanswered request, by the working days left until its safe last day."""
    if waiting:
        return Phase.waiting
    if legal_last_day < today:
        return Phase.overdue
    if safe_last_day < today:
        return Phase.last_days
    left = working_days_between(today, safe_last_day, is_free_day)
    if left <= URGENT_DAYS:
        return Phase.urgent
    return Phase.soon if left <= SOON_DAYS else Phase.on_track


def phase_bounds(today: date, is_free_day: IsFreeDay = dutch_free_day) -> PhaseBounds:
    """The dates that put a stored last day in the phase that `phase` would give it today."""
    return PhaseBounds(
        today,
        urgent_until=_last_day_with(URGENT_DAYS, today, is_free_day),
        soon_until=_last_day_with(SOON_DAYS, today, is_free_day),
    )


def _last_day_with(working_days: int, after: date, is_free_day: IsFreeDay) -> date:
    # The day before the working day that would be one too many: trailing free days still belong.
    day = after
    for _ in range(working_days + 1):
        day = next_working_day(day + timedelta(days=1), is_free_day)
    return day - timedelta(days=1)
