"""What asks for attention of a request or a complaint today, and how much of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from data_layer.rules.complaints import acknowledge_by
from data_layer.rules.deadlines import Phase, phase
from data_layer.rules.identity_copies import CopyAlarm, copy_alarm
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.rules.what_now import WhatNow, what_now
from data_layer.rules.working_days import IsFreeDay, dutch_free_day, working_days_between

FINISH_AFTER = timedelta(days=14)  # since the answer, for all that follows from it
NOTICE_IS_URGENT = 2  # working days before a notice of extension can be sent no longer


class Urgency(StrEnum):
    """How soon something is to be done, the soonest first."""

    LATE = "late"
    URGENT = "urgent"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is to be done, in a few words."""

    urgency: Urgency
    words: Sentence


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is known of a request that is not finished, or of which a copy of an identity document lies here still.

    `carry_out_on` is None unless it withdraws a consent.
    `notice_by` is the last day to send a notice of extension that was made and not sent.
    """

    phase: Phase | None
    answered_on: date | None = None
    finished_on: date | None = None
    carry_out_on: date | None = None
    waiting_since: date | None = None
    reminded_on: date | None = None
    legal_last_day: date = date.max
    notice_by: date | None = None
    copy_since: date | None = None
    has_handler: bool = True


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What is known of a complaint that is not closed."""

    received_on: date
    safe_last_day: date
    legal_last_day: date
    acknowledged_on: date | None = None
    answered_on: date | None = None
    has_handler: bool = True


_NOBODY = Thing(Urgency.SOON, say("nobody handles it yet: assign it"))
_BY_PHASE = {
    Phase.overdue: Thing(Urgency.LATE, say("the last day has passed: answer today, and say why it is late")),
    Phase.last_days: Thing(Urgency.URGENT, say("the safe day has passed: answer now")),
    Phase.urgent: Thing(Urgency.URGENT, say("answer by the safe day")),
    Phase.soon: Thing(Urgency.SOON, say("gather the answer")),
}
_BY_ALARM = {
    CopyAlarm.DESTROY: Urgency.SOON,
    CopyAlarm.LATE: Urgency.URGENT,
    CopyAlarm.TOO_LATE: Urgency.LATE,
}


def request_things(facts: RequestFacts, today: date, is_free_day: IsFreeDay = dutch_free_day) -> tuple[Thing, ...]:
    """What the request asks for today, the first thing first; nothing when it is on track."""
    found = [
        _notice(facts, today, is_free_day),
        _progress(facts, today),
        _copy(facts.copy_since, today, is_free_day),
        None if facts.has_handler or facts.answered_on else _NOBODY,
    ]
    return tuple(thing for thing in found if thing)


def complaint_things(facts: ComplaintFacts, today: date, is_free_day: IsFreeDay = dutch_free_day) -> tuple[Thing, ...]:
    """What the complaint asks for today (PS §12): to be acknowledged, answered, closed, or nothing."""
    if facts.answered_on:
        finish = _finish(facts.answered_on, today)
        return (finish,) if finish else ()
    stands = phase(
        today,
        safe_last_day=facts.safe_last_day,
        legal_last_day=facts.legal_last_day,
        waiting=False,
        is_free_day=is_free_day,
    )
    found = [
        None if facts.acknowledged_on else _acknowledge(facts.received_on, today, is_free_day),
        _BY_PHASE.get(stands),
        None if facts.has_handler else _NOBODY,
    ]
    return tuple(thing for thing in found if thing)


def most_urgent(things: tuple[Thing, ...]) -> Urgency:
    """The urgency of the most urgent of these."""
    order = list(Urgency)
    return min((thing.urgency for thing in things), key=order.index)


def _progress(facts: RequestFacts, today: date) -> Thing | None:
    if facts.finished_on:
        return None
    if facts.answered_on:
        return _finish(facts.answered_on, today)
    if facts.waiting_since:
        return _waiting((today - facts.waiting_since).days, _asks(facts, today))
    if facts.carry_out_on:  # art. 7(3): at once
        return Thing(
            Urgency.LATE if facts.carry_out_on < today else Urgency.URGENT,
            say("stop what the consent was for, and confirm it to the person"),
        )
    return _BY_PHASE.get(facts.phase) if facts.phase else None


def _notice(facts: RequestFacts, today: date, is_free_day: IsFreeDay) -> Thing | None:
    if facts.answered_on or facts.notice_by is None:
        return None
    if _asks(facts, today, facts.notice_by) is not WhatNow.SEND_NOTICE:
        return None
    is_near = working_days_between(today, facts.notice_by, is_free_day) <= NOTICE_IS_URGENT
    words = say("send the notice of the extension by %(day)s, and record when it left", day=facts.notice_by)
    return Thing(Urgency.URGENT if is_near else Urgency.SOON, words)


def _asks(facts: RequestFacts, today: date, notice_by: date | None = None) -> WhatNow:
    return what_now(
        today,
        legal_last_day=facts.legal_last_day,
        waiting_since=facts.waiting_since,
        reminded_on=facts.reminded_on,
        notice_by=notice_by,
    )


def _waiting(waited: int, asks: WhatNow) -> Thing | None:
    match asks:
        case WhatNow.DECIDE:
            words = say_n("no answer for one day: decide", "no answer for %(n)s days: decide", waited)
            return Thing(Urgency.URGENT, words)
        case WhatNow.REMIND:
            words = say_n("no answer for one day: send a reminder", "no answer for %(n)s days: send a reminder", waited)
            return Thing(Urgency.SOON, words)
        case _:
            return None


def _copy(since: date | None, today: date, is_free_day: IsFreeDay) -> Thing | None:
    alarm = copy_alarm(since, today, is_free_day)
    if alarm is None or since is None:
        return None
    words = say("destroy the copy of the identity document, here since %(day)s", day=since)
    return Thing(_BY_ALARM[alarm], words)


def _finish(answered_on: date, today: date) -> Thing | None:
    if today - answered_on <= FINISH_AFTER:
        return None
    return Thing(Urgency.SOON, say("answered on %(day)s: do what follows, and finish it", day=answered_on))


def _acknowledge(received_on: date, today: date, is_free_day: IsFreeDay) -> Thing:
    last = acknowledge_by(received_on, is_free_day)
    words = say("acknowledge it by %(day)s", day=last)
    if last < today:
        return Thing(Urgency.LATE, words)
    is_near = working_days_between(today, last, is_free_day) <= 1
    return Thing(Urgency.URGENT if is_near else Urgency.SOON, words)
