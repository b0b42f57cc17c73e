"""The rules of a complaint (PS §12): by when it is acknowledged and answered, where it stands, what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from data_layer.rules.deadlines import Deadline, Phase, deadline, phase
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import IsFreeDay, dutch_free_day, next_working_day

ACKNOWLEDGE_DAYS = 5  # working days after receipt
OLDEST = date(2000, 1, 1)  # no complaint is older: a year before it is a slip of the pen


class ComplaintEvent(StrEnum):
    """What can happen to a complaint."""

    RECEIVED = "received"
    CORRECTED = "corrected"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    NOTE = "note"
    CLIENT_FOUND = "client_found"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    CLOSED = "closed"
    REOPENED = "reopened"


class Verdict(StrEnum):
    """How a complaint ended."""

    FOUNDED = "founded"
    PARTLY_FOUNDED = "partly_founded"
    UNFOUNDED = "unfounded"
    WITHDRAWN = "withdrawn"


VERDICT_LABELS: dict[str, Sentence] = {
    Verdict.FOUNDED: say("founded"),
    Verdict.PARTLY_FOUNDED: say("partly founded"),
    Verdict.UNFOUNDED: say("unfounded"),
    Verdict.WITHDRAWN: say("withdrawn"),
}


class Step(StrEnum):
    """What can be recorded about a complaint; each has its form."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    CLOSE = "close"
    NOTE = "note"
    ASSIGN = "assign"
    CLIENT = "client"
    WITHDRAW = "withdraw"
    TO_AUTHORITY = "to_authority"
    RECEIPT = "receipt"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a complaint's days and next step follow from."""

    received_on: date
    acknowledged_on: date | None = None
    answered_on: date | None = None
    passed_on: date | None = None
    closed_on: date | None = None
    verdict: Verdict | None = None
    has_handler: bool = False
    reopened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """By when a complaint is acknowledged and answered; `steps` lead to both days, in words."""

    acknowledge_by: date
    deadline: Deadline
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What is to be done next, in words, and the step that records it; None when there is nothing to record."""

    sentence: Sentence
    step: Step | None


def acknowledge_by(received_on: date, is_free_day: IsFreeDay = dutch_free_day) -> date:
    """The fifth working day after receipt."""
    day = received_on
    for _ in range(ACKNOWLEDGE_DAYS):
        day = next_working_day(day + timedelta(days=1), is_free_day)
    return day


def answer_days(received_on: date, is_free_day: IsFreeDay = dutch_free_day) -> dict[str, date]:
    """The days by which a complaint is answered, as its row has them: one month, without suspension or extension."""
    days = deadline(received_on, is_free_day=is_free_day)
    return {"safe_last_day": days.safe_last_day, "legal_last_day": days.legal_last_day}


def clock(received_on: date, is_free_day: IsFreeDay = dutch_free_day) -> Clock:
    """By when a complaint that came in on this day is acknowledged and answered."""
    first, days = acknowledge_by(received_on, is_free_day), deadline(received_on, is_free_day=is_free_day)
    acknowledged = say("to be acknowledged within %(n)s working days: by %(day)s", n=ACKNOWLEDGE_DAYS, day=first)
    return Clock(first, days, (days.steps[0], acknowledged, *days.steps[1:]))


def complaint_phase(facts: Facts, days: Deadline, today: date, is_free_day: IsFreeDay = dutch_free_day) -> Phase | None:
    """How near the end of an unanswered complaint is; None for one that is answered or closed."""
    if facts.answered_on or facts.closed_on:
        return None
    return phase(
        today,
        safe_last_day=days.safe_last_day,
        legal_last_day=days.legal_last_day,
        waiting=False,
        is_free_day=is_free_day,
    )


def possible_steps(facts: Facts) -> list[Step]:
    """What can be recorded about a complaint as it stands."""
    is_open, is_answered = facts.closed_on is None, facts.answered_on is not None
    fits = {
        Step.ACKNOWLEDGE: is_open and not is_answered and facts.acknowledged_on is None,
        Step.ANSWER: is_open and not is_answered,
        Step.CLOSE: is_open and is_answered,
        Step.NOTE: True,
        Step.ASSIGN: is_open,
        Step.CLIENT: is_open,
        Step.WITHDRAW: is_open and not is_answered,
        Step.TO_AUTHORITY: facts.passed_on is None,
        Step.RECEIPT: is_open,
        Step.REOPEN: not is_open,
    }
    return [step for step, does_fit in fits.items() if does_fit]


def next_step(facts: Facts, days: Clock, today: date) -> Advice:
    """The one thing to do next."""
    if facts.closed_on:
        return Advice(say("This complaint is closed."), None)
    if facts.answered_on:
        return Advice(say("Close the complaint when everything that was promised is done."), Step.CLOSE)
    last = days.deadline.legal_last_day
    if last < today:
        return Advice(
            say("The last day, %(day)s, has passed. Answer today, and say why it is late.", day=last), Step.ANSWER
        )
    if facts.acknowledged_on is None:
        return Advice(_to_acknowledge(days.acknowledge_by, today), Step.ACKNOWLEDGE)
    if not facts.has_handler:
        return Advice(say("Nobody handles this complaint yet. Assign it."), Step.ASSIGN)
    last = last if days.deadline.safe_last_day < today else days.deadline.safe_last_day
    return Advice(say("Look into the complaint and send the answer by %(day)s at the latest.", day=last), Step.ANSWER)


def _to_acknowledge(by: date, today: date) -> Sentence:
    if by < today:
        return say("The receipt had to be acknowledged by %(day)s. Do it today.", day=by)
    return say("Acknowledge the receipt by %(day)s at the latest.", day=by)


def received_problem(on: date, today: date) -> Sentence | None:
    """What makes a day impossible as the day of receipt, or nothing."""
    if on > today:
        return say("A complaint cannot have been received in the future. Give the day on which it came in.")
    if on < OLDEST:
        return say("This day lies before %(day)s. Give the day on which the complaint came in.", day=OLDEST)
    return None


def day_problem(facts: Facts, on: date, today: date) -> Sentence | None:
    """What makes a day impossible for something that happened to the complaint, or nothing."""
    if on > today:
        return say("This day lies in the future. Give the day on which it happened.")
    if on < facts.received_on:
        return say("This day lies before the receipt of the complaint, %(day)s.", day=facts.received_on)
    return None


def _reopened_problem(facts: Facts, on: date) -> Sentence | None:
    """What makes a day impossible for how a complaint ended, once it was opened again."""
    if facts.reopened_on and facts.received_on <= on < facts.reopened_on:
        return say("The complaint was opened again on %(day)s: choose that day or a later one.", day=facts.reopened_on)
    return None


def closed_problem(facts: Facts) -> Sentence | None:
    """What a closed complaint refuses; nothing while it is open."""
    if facts.closed_on is None:
        return None
    return say(
        "This complaint was closed on %(day)s. Make a note, or reopen it first.",
        day=facts.closed_on,
    )


def acknowledging_problem(facts: Facts, on: date, today: date) -> Sentence | None:
    """What makes an acknowledgement of receipt on this day impossible, or nothing."""
    if facts.acknowledged_on:
        return say("The receipt was acknowledged on %(day)s already.", day=facts.acknowledged_on)
    if facts.answered_on and on > facts.answered_on:
        return say("The complaint was answered on %(day)s: the acknowledgement came before.", day=facts.answered_on)
    return closed_problem(facts) or day_problem(facts, on, today)


def answering_problem(facts: Facts, on: date, today: date) -> Sentence | None:
    """What makes an answer sent on this day impossible, or nothing."""
    if facts.closed_on is None and facts.answered_on:
        return say("This complaint was answered on %(day)s already.", day=facts.answered_on)
    if facts.acknowledged_on and on < facts.acknowledged_on:
        return say(
            "The receipt was acknowledged on %(day)s: the answer cannot have come before.", day=facts.acknowledged_on
        )
    return closed_problem(facts) or _reopened_problem(facts, on) or day_problem(facts, on, today)


def closing_problem(facts: Facts, on: date, verdict: Verdict | None, today: date) -> Sentence | None:
    """What keeps a complaint from being closed on this day with this verdict, or nothing."""
    if facts.closed_on:
        return say("This complaint was closed on %(day)s already.", day=facts.closed_on)
    if verdict is Verdict.WITHDRAWN:
        if facts.answered_on:
            return say("This complaint was answered on %(day)s: close it with its verdict.", day=facts.answered_on)
    elif facts.answered_on is None:
        return say("This complaint is not answered yet, so it cannot be closed. Send the answer and record it.")
    elif verdict is None:
        return say("The verdict is not chosen. Choose how the complaint ended.")
    latest = max(day for day in (facts.received_on, facts.acknowledged_on, facts.answered_on) if day)
    if facts.received_on <= on < latest:
        return say("This day lies before what was done on %(day)s.", day=latest)
    return _reopened_problem(facts, on) or day_problem(facts, on, today)


def passing_problem(facts: Facts, on: date, today: date) -> Sentence | None:
    """What keeps a complaint from having been passed on to the authority on this day: it may be at any time."""
    if facts.passed_on:
        return say("This complaint was passed on to the authority on %(day)s already.", day=facts.passed_on)
    return day_problem(facts, on, today)


def correction_problem(facts: Facts, on: date, earliest: date | None, today: date) -> Sentence | None:
    """What makes another day of receipt impossible, or nothing; `earliest` is the first day something was done."""
    if on == facts.received_on:
        return say("%(day)s is the day of receipt already.", day=on)
    if earliest and on > earliest:
        return say(
            "Something was done about this complaint on %(day)s, so it was there by then. Choose that day or an"
            " earlier one.",
            day=earliest,
        )
    return closed_problem(facts) or received_problem(on, today)
