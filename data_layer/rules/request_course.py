"""The course of a request: where it stands, and by when it is to be answered, as its dated events say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from data_layer.rules.deadlines import (
    Deadline,
    Pause,
    deadline,
    extension_problem,
    late_question_warning,
    pause_problem,
)
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import IsFreeDay, dutch_free_day, next_working_day

GDPR_APPLIES_FROM = date(2018, 5, 25)  # art. 99(2) GDPR

Standing = Literal["received", "waiting", "in_progress", "answered", "finished"]


class EventKind(StrEnum):
    """What can happen to a request."""

    RECEIVED = "received"
    RECEIPT_CORRECTED = "receipt_corrected"
    QUESTION_ASKED = "question_asked"
    QUESTION_ANSWERED = "question_answered"
    EXTENDED = "extended"
    REFUSED = "refused"
    ANSWERED = "answered"
    FINISHED = "finished"
    NOTE = "note"
    ASSIGNED = "assigned"
    CLIENT_FOUND = "client_found"
    REOPENED = "reopened"
    REMINDED = "reminded"
    AUTHORISED = "authorised"
    IDENTITY_ASKED = "identity_asked"
    IDENTITY_VERIFIED = "identity_verified"
    IDENTITY_FAILED = "identity_failed"
    COPY_RECEIVED = "copy_received"
    COPY_DESTROYED = "copy_destroyed"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_REMOVED = "document_removed"
    APPLICANT_KNOWN = "applicant_known"
    DOCUMENT_REVIEWED = "document_reviewed"
    DOCUMENT_SENT = "document_sent"
    PLACE_SEARCHED = "place_searched"
    CORRECTED = "corrected"
    STATEMENT_ADDED = "statement_added"
    ERASED = "erased"
    RESTRICTED = "restricted"
    RESTRICTION_LIFTED = "restriction_lifted"
    OBJECTED = "objected"
    OBJECTION_DECIDED = "objection_decided"
    CONSENT_ENDED = "consent_ended"
    NOTICE_OPENED = "notice_opened"
    NOTICE_SENT = "notice_sent"
    NOTICE_CONFIRMED = "notice_confirmed"
    NOTICE_WAIVED = "notice_waived"
    EXCESS_PROPOSED = "excess_proposed"
    EXCESS_APPROVED = "excess_approved"
    EXCESS_DECLINED = "excess_declined"


NO_REPLY = "no_reply"
"""The code of a question that was closed although the person never reacted."""
REPLACED = "replaced"
"""The code of a client found in place of another."""
UNASKED = "unasked"
"""The code of a copy of an identity document that nobody asked for."""


class Question(StrEnum):
    """What may be asked while the clock waits: who it is (art. 12(6)), or which data are meant (recital 63)."""

    IDENTITY = "identity"
    CLARIFICATION = "clarification"


class ExtensionReason(StrEnum):
    """The only two reasons for two months more (art. 12(3))."""

    COMPLEXITY = "complexity"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. `about` is the question that an answer or reminder is about, or the first event of an identity check.

    `code` is the outcome of an answer, `NO_REPLY` of a question closed without one; of a client found and of who asks
    there is one only where it is somebody else than before.
    """

    id: int
    kind: EventKind
    on: date
    about: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What follows from the events. `doubts` says which of them count for less than was hoped, and why.

    `reminded_on` is the last reminder of a question that is open, `copy_since` the day from which a copy of an identity
    document lies here that was not destroyed.
    """

    received_on: date
    deadline: Deadline
    standing: Standing
    waiting_since: date | None
    answered_on: date | None
    outcome: str | None
    finished_on: date | None
    reminded_on: date | None
    identified_on: date | None
    authorised_on: date | None
    copy_since: date | None
    doubts: tuple[Sentence, ...]


BEGUN = {
    EventKind.ASSIGNED,
    EventKind.NOTE,
    EventKind.QUESTION_ASKED,
    EventKind.QUESTION_ANSWERED,
    EventKind.EXTENDED,
    EventKind.REOPENED,
    EventKind.AUTHORISED,
    EventKind.IDENTITY_ASKED,
    EventKind.IDENTITY_VERIFIED,
    EventKind.COPY_RECEIVED,
    EventKind.DOCUMENT_REVIEWED,
    EventKind.DOCUMENT_SENT,
    EventKind.PLACE_SEARCHED,
    EventKind.CORRECTED,
    EventKind.STATEMENT_ADDED,
    EventKind.ERASED,
    EventKind.RESTRICTED,
    EventKind.OBJECTED,
    EventKind.CONSENT_ENDED,
}
"""With these somebody has begun to work on a request."""


REFUSALS = ("refused", "not_identified")
"""Outcomes by which the school does not act at all: for the privacy officer to decide."""
HONOURED = ("granted", "partly_granted")
"""Outcomes with which something is done for whoever asks."""
NOT_HONOURED = (*REFUSALS, "withdrawn")
"""Outcomes with which there is nothing to carry out (any more)."""
_REFUSED_LATER = say("A refusal to act must be sent within the first month: the extension does not count for it.")


def course_of(events: Iterable[Happened], is_free_day: IsFreeDay = dutch_free_day) -> Course:
    """The course of the request to which these events happened, given in the order they were recorded.

    A question or extension that came too late, seen from the receipt as it is known now, moves no day.
    Raises ValueError if the request was never received, or if an answer precedes its question.
    """
    events = tuple(events)
    receipts = [e.on for e in events if e.kind in (EventKind.RECEIVED, EventKind.RECEIPT_CORRECTED)]
    if not receipts:
        raise ValueError("a request begins with its receipt")
    received_on = receipts[-1]
    answer, finished_on = _end(events)
    questions = _questions(events, answer)
    until = answer.on if answer else date.max  # what comes after the answer moves no day
    pauses = [q for q in questions if q[0] <= until and not pause_problem(received_on, q[0])]
    extensions = [e.on for e in events if e.kind is EventKind.EXTENDED]
    # art. 12(4): a refusal to act is due within the month, however the request was extended
    refuses = answer is not None and answer.code in REFUSALS
    extended = not refuses and any(
        sent_on <= until and not extension_problem(received_on, sent_on) for sent_on in extensions
    )
    open_since = min((asked_on for asked_on, replied_on in pauses if replied_on is None), default=None)
    waiting_since = None if answer else open_since
    identified_on, authorised_on = _certain_since(events)
    return Course(
        received_on,
        deadline(received_on, extended=extended, pauses=pauses, is_free_day=is_free_day),
        _standing(events, answer, finished_on, waiting_since),
        waiting_since,
        answer.on if answer else None,
        answer.code if answer else None,
        finished_on,
        _reminded_on(events) if waiting_since else None,
        identified_on,
        authorised_on,
        _copy_since(events),
        tuple(_doubts(received_on, [asked_on for asked_on, _ in questions], extensions, is_free_day))
        + ((_REFUSED_LATER,) if refuses and extensions else ()),
    )


def _questions(events: tuple[Happened, ...], answer: Happened | None) -> list[Pause]:
    """Our questions, each with the day of its reply, without those to which nobody ever reacted: they move no day."""
    replies = {e.about: e for e in events if e.kind is EventKind.QUESTION_ANSWERED}
    before = events[: events.index(answer)] if answer else events

    def replied_on(question: Happened) -> date | None:
        reply = replies.get(question.id)
        if reply is None:
            return None
        if answer is None or reply.on < answer.on:
            return reply.on
        # what came after the answer moves no day; nor does a reply of the very day that was thought of afterwards
        return reply.on if reply.on == answer.on and reply in before else None

    return [
        (e.on, replied_on(e))
        for e in events
        if e.kind is EventKind.QUESTION_ASKED and not (e.id in replies and replies[e.id].code == NO_REPLY)
    ]


def _reminded_on(events: tuple[Happened, ...]) -> date | None:
    closed = {event.about for event in events if event.kind is EventKind.QUESTION_ANSWERED}
    return max((e.on for e in events if e.kind is EventKind.REMINDED and e.about not in closed), default=None)


def _certain_since(events: tuple[Happened, ...]) -> tuple[date | None, date | None]:
    """Since when it is certain who asks, and that a representative may: of this client and applicant, not of others."""
    identified_on: date | None = None
    authorised_on: date | None = None
    for event in events:
        match event.kind:
            case EventKind.IDENTITY_VERIFIED:
                identified_on = min(identified_on or event.on, event.on)
            case EventKind.AUTHORISED:
                authorised_on = min(authorised_on or event.on, event.on)
            case EventKind.IDENTITY_FAILED:
                identified_on = None
            case EventKind.CLIENT_FOUND | EventKind.APPLICANT_KNOWN if event.code:
                identified_on, authorised_on = None, None
            case _:
                pass
    return identified_on, authorised_on


def _copy_since(events: tuple[Happened, ...]) -> date | None:
    destroyed = {event.about for event in events if event.kind is EventKind.COPY_DESTROYED}
    return min(
        (e.on for e in events if e.kind is EventKind.COPY_RECEIVED and (e.about or e.id) not in destroyed),
        default=None,
    )


def _end(events: tuple[Happened, ...]) -> tuple[Happened | None, date | None]:
    answer: Happened | None = None
    finished_on: date | None = None
    for event in events:
        match event.kind:
            case EventKind.ANSWERED | EventKind.REFUSED:
                answer = event
            case EventKind.FINISHED:
                finished_on = event.on
            case EventKind.REOPENED:
                answer, finished_on = None, None
    return answer, finished_on


def _standing(
    events: tuple[Happened, ...],
    answer: Happened | None,
    finished_on: date | None,
    waiting_since: date | None,
) -> Standing:
    if finished_on:
        return "finished"
    if answer:
        return "answered"
    if waiting_since:
        return "waiting"
    return "in_progress" if any(event.kind in BEGUN for event in events) else "received"


def _doubts(received_on: date, asked: list[date], extensions: list[date], is_free_day: IsFreeDay) -> Iterator[Sentence]:
    for asked_on in asked:
        if problem := pause_problem(received_on, asked_on):
            yield say("The question of %(day)s moves no day. %(why)s", day=asked_on, why=problem)
        elif warning := late_question_warning(received_on, asked_on, is_free_day):
            yield warning
    for sent_on in extensions:
        if problem := extension_problem(received_on, sent_on):
            yield say("The extension of %(day)s does not count. %(why)s", day=sent_on, why=problem)


def withdrawal_target(received_on: date, is_free_day: IsFreeDay = dutch_free_day) -> date:
    """The day on which a withdrawal of consent is to be carried out: that of receipt, if it is a working day.

    It is not in the month rule: art. 7(3) GDPR.
    """
    return next_working_day(received_on, is_free_day)


def receipt_problem(received_on: date, today: date) -> Sentence | None:
    """What makes a day impossible as the day of receipt, or nothing."""
    if received_on > today:
        return say("A request cannot have been received in the future. Give the day on which it came in.")
    if received_on < GDPR_APPLIES_FROM:
        return say("The GDPR applies from %(day)s: no request was received before.", day=GDPR_APPLIES_FROM)
    return None


def event_problem(on: date, received_on: date, answered_on: date | None, today: date) -> Sentence | None:
    """What makes a day impossible for something that moves the days of a request, or nothing."""
    if on > today:
        return say("This day lies in the future. Give the day on which it happened.")
    if on < received_on:
        return say("This day lies before the receipt of the request, %(day)s.", day=received_on)
    if answered_on and on > answered_on:
        return say(
            "The request was answered on %(day)s; what came later does not move its days. Make a note of it.",
            day=answered_on,
        )
    return None
