"""One request as its screen shows it: its facts, its clock, its history."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from data_layer.errors import NotFound
from data_layer.log import Subject
from data_layer.opening import day_of
from data_layer.requests.request_documents import LETTERS
from data_layer.requests.request_history import events_of
from data_layer.requests.request_queue import PHASE_SQL, phase_facts
from data_layer.rules.access import Act
from data_layer.rules.deadlines import Phase, extension_last_day
from data_layer.rules.identity import repeatable
from data_layer.rules.request_course import Course, EventKind, ExtensionReason, Question, course_of, withdrawal_target
from data_layer.rules.request_moves import Moved, moves_of
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.vocabulary import Channel, Outcome, Right, State


class Applicant(StrEnum):
    """Who asks: the person concerned, somebody on their behalf, or nobody knows yet."""

    SELF = "self"
    REPRESENTATIVE = "representative"
    UNKNOWN = "unknown"


APPLICANT_LABELS = {
    Applicant.SELF: say("the person concerned"),
    Applicant.REPRESENTATIVE: say("a representative"),
    Applicant.UNKNOWN: say("not known yet"),
}

EVENT_LABELS: dict[EventKind, Sentence] = {
    EventKind.RECEIVED: say("Received"),
    EventKind.RECEIPT_CORRECTED: say("Day of receipt corrected"),
    EventKind.QUESTION_ASKED: say("Question asked"),
    EventKind.QUESTION_ANSWERED: say("Question answered"),
    EventKind.EXTENDED: say("Extended by two months"),
    EventKind.REFUSED: say("Refused"),
    EventKind.ANSWERED: say("Answered"),
    EventKind.FINISHED: say("Finished"),
    EventKind.NOTE: say("Note"),
    EventKind.ASSIGNED: say("Handler assigned"),
    EventKind.CLIENT_FOUND: say("Client found"),
    EventKind.REOPENED: say("Reopened"),
    EventKind.REMINDED: say("Reminder sent"),
    EventKind.AUTHORISED: say("Authorisation seen"),
    EventKind.IDENTITY_ASKED: say("Identity asked"),
    EventKind.IDENTITY_VERIFIED: say("Identity established"),
    EventKind.IDENTITY_FAILED: say("Identity not established"),
    EventKind.COPY_RECEIVED: say("Copy of an identity document received"),
    EventKind.COPY_DESTROYED: say("Copy of the identity document destroyed"),
    EventKind.DOCUMENT_ADDED: say("Document added"),
    EventKind.DOCUMENT_REMOVED: say("Document removed"),
    EventKind.APPLICANT_KNOWN: say("Recorded who asks"),
    EventKind.DOCUMENT_REVIEWED: say("Document reviewed"),
    EventKind.DOCUMENT_SENT: say("Document sent"),
    EventKind.PLACE_SEARCHED: say("Place searched"),
    EventKind.CORRECTED: say("Corrected"),
    EventKind.STATEMENT_ADDED: say("Statement of the person added"),
    EventKind.ERASED: say("Erased"),
    EventKind.RESTRICTED: say("Data restricted"),
    EventKind.RESTRICTION_LIFTED: say("Restriction lifted"),
    EventKind.OBJECTED: say("Objection recorded"),
    EventKind.OBJECTION_DECIDED: say("Objection decided"),
    EventKind.CONSENT_ENDED: say("Consent ended"),
    EventKind.NOTICE_OPENED: say("Recipient to be told"),
    EventKind.NOTICE_SENT: say("Recipient told"),
    EventKind.NOTICE_CONFIRMED: say("Recipient confirmed"),
    EventKind.NOTICE_WAIVED: say("Recipient not told: disproportionate"),
    EventKind.EXCESS_PROPOSED: say("Proposed: manifestly unfounded or excessive"),
    EventKind.EXCESS_APPROVED: say("Approved: manifestly unfounded or excessive"),
    EventKind.EXCESS_DECLINED: say("Not approved: manifestly unfounded or excessive"),
}


IS_RESTRICTING_SQL = """(c.restricted_since is not null and (c.restricted_by_request = r.id
    or exists (from request_events e
        where e.request_id = r.id and e.kind = 'restricted' and e.happened_on >= c.restricted_since
            and not exists (from request_events l where l.about = e.id and l.kind = 'restriction_lifted'))))"""
"""That the client `c` is restricted by the request `r`; of a restored backup the event of it may be lost."""

QUESTION_LABELS = {
    Question.IDENTITY: say("who the person is"),
    Question.CLARIFICATION: say("which data are meant"),
}

EXTENSION_LABELS = {
    ExtensionReason.COMPLEXITY: say("the request is complex"),
    ExtensionReason.NUMBER: say("this person sent many requests"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One request, whole.

    `carry_out_on` is the day of a withdrawal of consent, None for any other right. `days_left` counts calendar days to
    that day, or else to the legal last day; None once it is answered. `unsent_notice` is the day from which a notice of
    extension lies here that was not sent, and `has_unsent_letter` says so of the letters that staff edit.
    `is_restricting` says that the client is restricted by this request. `reply_name` and `reply_address` are where the
    answer goes when the data of the person were erased, until the case is finished.
    """

    id: int
    number: str
    right: Right
    channel: Channel
    received_on: date
    registered_on: date
    applicant_kind: Applicant
    applicant_name: str | None
    applicant_contact: str | None
    person_name: str | None
    client_id: int | None
    client_number: str | None
    client_name: str | None
    restricted_since: date | None
    asked: str | None
    language: str | None
    state: State
    outcome: Outcome | None
    handler_id: int | None
    handler: str | None
    safe_last_day: date
    legal_last_day: date
    strict_day: date
    suspended_days: int
    extended: bool
    waiting_since: date | None
    answered_on: date | None
    finished_on: date | None
    reminded_on: date | None
    identified_on: date | None
    authorised_on: date | None
    copy_since: date | None
    letter_group: int | None
    reply_name: str | None
    reply_address: str | None
    unsent_notice: date | None
    has_unsent_letter: bool
    is_restricting: bool
    carry_out_on: date | None
    phase: Phase | None
    days_left: int | None
    version: int

    @property
    def who(self) -> str:
        """The person concerned, as far as known."""
        return self.client_name or self.person_name or ""

    @property
    def notice_by(self) -> date | None:
        """The last day to send the notice of extension that lies here; None without one that still has to go out."""
        return extension_last_day(self.received_on) if self.unsent_notice and not self.extended else None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a request's history; `code` is a kind of question, a reason, an outcome, by the kind of event.

    `recipient` is whom a notice is for. `moved` says what it did to the last days; None where they stayed.
    """

    id: int
    kind: EventKind
    happened_on: date
    recorded_at: datetime
    by: str | None
    about: int | None
    code: str | None
    body: str | None
    handler: str | None
    recipient: str | None
    moved: Moved | None

    @property
    def recorded_on(self) -> date:
        """The day on which it was recorded, in Amsterdam."""
        return day_of(self.recorded_at)


def id_of(reader: Reader, number: str) -> int:
    """The id of the request with this case number. Raises NotFound."""
    found = reader.value("select id from requests where number = $number", number=number)
    if found is None:
        raise NotFound(
            say("There is no request with number %(number)s. Look it up in the list.", number=repeatable(number))
        )
    return int(found)


def the_request(reader: Reader, number: str) -> Case:
    """The request with this case number. Raises NotFound."""
    found = reader.one(
        partial(_case, reader),
        f"""
        select r.* exclude (search_name), c.number as client_number,
            nullif(concat_ws(' ', c.first_names, c.prefix, c.surname), '') as client_name, c.restricted_since,
            s.name as handler, {PHASE_SQL} as phase,
            (select max(e.happened_on) from request_documents d join request_events e on e.id = d.id
                where d.request_id = r.id and d.kind = 'extension_notice' and d.sent_on is null) as unsent_notice,
            exists (from request_documents d where d.request_id = r.id and d.sent_on is null
                and d.kind in (select unnest($letters))) as has_unsent_letter,
            {IS_RESTRICTING_SQL} as is_restricting
        from requests r left join clients c on c.id = r.client_id left join staff s on s.id = r.handler_id
        where r.id = $id
        """,  # noqa: S608 - the queue's own text
        id=id_of(reader, number),
        letters=list(LETTERS),
        **phase_facts(reader),
    )
    assert found is not None  # noqa: S101 - the same transaction found its id
    return found


def _case(
    reader: Reader, *, request_right: str, channel: str, applicant_kind: str, state: str, outcome: str | None,
    phase: str | None, received_on: date, legal_last_day: date, answered_on: date | None,
    **columns: Any,
) -> Case:  # fmt: skip
    right = Right(request_right)
    is_withdrawal = right is Right.CONSENT_WITHDRAWAL
    carry_out_on = withdrawal_target(received_on, reader.settings.is_free_day) if is_withdrawal else None
    return Case(
        right=right,
        received_on=received_on,
        legal_last_day=legal_last_day,
        answered_on=answered_on,
        carry_out_on=carry_out_on,
        days_left=None if answered_on else ((carry_out_on or legal_last_day) - reader.today).days,
        channel=Channel(channel),
        applicant_kind=Applicant(applicant_kind),
        state=State(state),
        outcome=Outcome(outcome) if outcome else None,
        phase=Phase(phase) if phase else None,
        **columns,
    )


def opened(store: Store, actor: Actor, number: str, *, sitting: str) -> tuple[Case, Course, list[Event]]:
    """A case with its course and history; the look into it is logged once per sitting. Raises NotFound."""
    with store.read(actor, Act.REQUEST_LIST) as reader:
        request_id = id_of(reader, number)
    with store.read(actor, Act.REQUEST_VIEW, Subject("request", request_id), sitting=sitting) as reader:
        return the_request(reader, number), course(reader, request_id), timeline(reader, request_id)


def course(reader: Reader, request_id: int) -> Course:
    """The course of a request as its events give it: the clock with its steps, and what in it is doubtful."""
    return course_of(events_of(reader, request_id), reader.settings.is_free_day)


def timeline(reader: Reader, request_id: int) -> list[Event]:
    """What happened to a request, the latest first, with what it did to the last days."""
    moved = moves_of(events_of(reader, request_id), reader.settings.is_free_day)

    def event(*, id: int, kind: str, **columns: Any) -> Event:  # noqa: A002 - the column's name
        return Event(id=id, kind=EventKind(kind), moved=moved.get(id), **columns)

    return reader.all(
        event,
        """
        select e.id, e.kind, e.happened_on, e.recorded_at, s.name as by, e.about, e.reason_code as code, e.body,
            h.name as handler, n.name as recipient
        from request_events e
        left join staff s on s.id = e.staff_id
        left join recipients n on n.code = e.reason_code
            and e.kind in ('notice_opened', 'notice_sent', 'notice_confirmed', 'notice_waived')
        left join staff h on e.kind = 'assigned' and h.id = try_cast(e.reason_code as bigint)
        where e.request_id = $request_id order by e.happened_on desc, e.recorded_at desc, e.id desc
        """,
        request_id=request_id,
    )


def open_questions(events: list[Event]) -> list[Event]:
    """The questions in a history that are not answered, the earliest first."""
    answered = {e.about for e in events if e.kind is EventKind.QUESTION_ANSWERED}
    asked = [e for e in events if e.kind is EventKind.QUESTION_ASKED and e.id not in answered]
    return sorted(asked, key=lambda e: e.happened_on)
