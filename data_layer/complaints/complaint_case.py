"""One complaint as its screen shows it: its facts, its clock, its history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data_layer.complaints.complaint_history import REOPENED_ON, facts_of, subject
from data_layer.errors import NotFound
from data_layer.rules.access import Act
from data_layer.rules.complaints import Clock, ComplaintEvent, Facts, Step, clock, complaint_phase
from data_layer.rules.deadlines import Phase
from data_layer.rules.identity import repeatable
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, Seen
from data_layer.vocabulary import Channel

EVENT_LABELS: dict[ComplaintEvent, Sentence] = {
    ComplaintEvent.RECEIVED: say("Received"),
    ComplaintEvent.CORRECTED: say("Day of receipt corrected"),
    ComplaintEvent.ACKNOWLEDGED: say("Receipt acknowledged"),
    ComplaintEvent.ASSIGNED: say("Handler assigned"),
    ComplaintEvent.NOTE: say("Note"),
    ComplaintEvent.CLIENT_FOUND: say("Client found"),
    ComplaintEvent.ANSWERED: say("Answered"),
    ComplaintEvent.PASSED_ON: say("Passed on to the authority"),
    ComplaintEvent.CLOSED: say("Closed"),
    ComplaintEvent.REOPENED: say("Reopened"),
}
STEP_LABELS = {
    Step.ACKNOWLEDGE: say("Receipt acknowledged"),
    Step.ANSWER: say("Answer sent"),
    Step.CLOSE: say("Close the complaint"),
    Step.NOTE: say("Note"),
    Step.ASSIGN: say("Assign"),
    Step.CLIENT: say("Choose client"),
    Step.WITHDRAW: say("Withdrawn"),
    Step.TO_AUTHORITY: say("Passed on to the authority"),
    Step.RECEIPT: say("Correct receipt"),
    Step.REOPEN: say("Reopen"),
}
STEP_ACTS = {Step.ANSWER: say("Record the answer"), Step.ACKNOWLEDGE: say("Record the acknowledgement")}
"""What a button does that opens the form, where that is another word than what happened."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint, whole. `days_left` counts calendar days to the legal last day; None once it is answered."""

    id: int
    version: int
    number: str
    kind: str
    channel: Channel | None
    subject: str
    outcome: str | None
    client_number: str | None
    client_name: str | None
    person_name: str | None
    person_contact: str | None
    restricted_since: date | None
    handler: str | None
    facts: Facts
    clock: Clock
    phase: Phase | None
    days_left: int | None

    @property
    def seen(self) -> Seen:
        """What acting on it asks for."""
        return Seen(self.id, self.version)

    @property
    def who(self) -> str:
        """Whoever complains, as far as known."""
        return self.client_name or self.person_name or ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a complaint's history.

    `code` is the verdict of an answer or a closing; of a corrected receipt the day before and the day after, with a
    stroke between them.
    """

    id: int
    kind: ComplaintEvent
    happened_on: date
    recorded_at: datetime
    by: str | None
    code: str | None
    body: str | None
    handler: str | None


def number_of(reader: Reader, complaint_id: int) -> str | None:
    """The number of the complaint with this id; None when it is not there any more."""
    found: str | None = reader.value("select number from complaints where id = $id", id=complaint_id)
    return found


def id_of(reader: Reader, number: str) -> int:
    """The id of the complaint with this number. Raises NotFound."""
    found = reader.value("select id from complaints where number = $number", number=number)
    if found is None:
        raise NotFound(
            say("There is no complaint with number %(number)s. Look it up in the list.", number=repeatable(number))
        )
    return int(found)


def the_complaint(reader: Reader, number: str) -> Complaint:
    """The complaint with this number. Raises NotFound."""
    row = reader.one(
        dict[str, Any],
        f"""
        select k.*, {REOPENED_ON} as reopened_on, c.number as client_number,
            nullif(concat_ws(' ', c.first_names, c.prefix, c.surname), '') as client_name, c.restricted_since,
            s.name as handler
        from complaints k left join clients c on c.id = k.client_id left join staff s on s.id = k.handler_id
        where k.id = $id
        """,  # noqa: S608 - a fragment of our own
        id=id_of(reader, number),
    )
    assert row is not None  # noqa: S101 - the same transaction found its id
    facts, is_free_day = facts_of(row), reader.settings.is_free_day
    days = clock(facts.received_on, is_free_day)
    phase = complaint_phase(facts, days.deadline, reader.today, is_free_day)
    as_it_stands = (
        "id", "version", "number", "kind", "subject", "outcome", "client_number", "client_name", "person_name",
        "person_contact", "restricted_since", "handler",
    )  # fmt: skip
    return Complaint(
        **{name: row[name] for name in as_it_stands},
        channel=Channel(row["channel"]) if row["channel"] else None,
        facts=facts,
        clock=days,
        phase=phase,
        days_left=None if phase is None else (days.deadline.legal_last_day - reader.today).days,
    )


def opened(store: Store, actor: Actor, number: str, *, sitting: str) -> tuple[Complaint, list[Event]]:
    """A complaint with its history; the look into it is logged once per sitting. Raises NotFound."""
    with store.read(actor, Act.COMPLAINT_LIST) as reader:
        complaint_id = id_of(reader, number)
    with store.read(actor, Act.COMPLAINT_VIEW, subject(complaint_id), sitting=sitting) as reader:
        return the_complaint(reader, number), timeline(reader, complaint_id)


def timeline(reader: Reader, complaint_id: int) -> list[Event]:
    """What was done about a complaint at the desk, the latest first."""
    return reader.all(
        _event,
        """
        select e.id, e.kind, e.happened_on, e.recorded_at, s.name as by, e.reason_code as code, e.body,
            h.name as handler
        from complaint_events e
        left join staff s on s.id = e.staff_id
        left join staff h on e.kind = 'assigned' and h.id = try_cast(e.reason_code as bigint)
        where e.complaint_id = $complaint_id order by e.happened_on desc, e.recorded_at desc, e.id desc
        """,
        complaint_id=complaint_id,
    )


def _event(*, kind: str, **columns: Any) -> Event:
    return Event(kind=ComplaintEvent(kind), **columns)
