"""What asks for attention of one handler today: numbers, days and words, and nothing of any person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from data_layer import breach_lists
from data_layer.paging import Position
from data_layer.requests.open_questions import unsent_notices
from data_layer.requests.request_queue import PHASE_SQL, phase_facts
from data_layer.rules.access import Act, may
from data_layer.rules.breaches import Reporting
from data_layer.rules.deadlines import Phase, extension_last_day
from data_layer.rules.reminders import (
    ComplaintFacts,
    RequestFacts,
    Thing,
    Urgency,
    complaint_things,
    most_urgent,
    request_things,
)
from data_layer.rules.request_course import withdrawal_target
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor, unattended, works_for
from data_layer.transactions import Reader
from data_layer.vocabulary import RIGHT_LABELS, Right

_MOST_BREACHES = 100
_NEVER = 100_000  # days


class Kind(StrEnum):
    """What an item is about."""

    REQUEST = "request"
    COMPLAINT = "complaint"
    BREACH = "breach"
    BATCH = "batch"


class Whose(StrEnum):
    """Why it concerns this person."""

    OWN = "own"
    REPLACED = "replaced"
    NOBODY = "nobody"
    ROLE = "role"


KIND_LABELS = {
    Kind.COMPLAINT: say("complaint"),
    Kind.BREACH: say("data breach"),
    Kind.BATCH: say("destruction"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One case that asks for attention, and what for.

    Its days are None once it is answered. `days_left` counts calendar days to the last day of the law, of a withdrawal
    of consent to `carry_out_on`; None while it waits for an answer, which moves the days.
    """

    kind: Kind
    number: str
    title: Sentence
    whose: Whose
    things: tuple[Thing, ...]
    safe_day: date | None = None
    legal_day: date | None = None
    carry_out_on: date | None = None
    days_left: int | None = None

    @property
    def urgency(self) -> Urgency:
        """That of its most urgent part."""
        return most_urgent(self.things)


@dataclass(frozen=True, slots=True)
class Work:
    """All that asks for attention of one person on one day, the most urgent first."""

    day: date
    items: tuple[Item, ...]

    def of(self, urgency: Urgency) -> list[Item]:
        """The items that are this urgent."""
        return [item for item in self.items if item.urgency is urgency]


def work_of(reader: Reader, person: Actor, now: datetime) -> Work:
    """What asks for attention of this person today; `now` is the instant, for what is counted in hours.

    What nobody handles, or somebody whose work nobody does now, is everybody's who handles requests.
    """
    if not may(person.roles, Act.REQUEST_PROGRESS):
        return Work(reader.today, ())
    whose = {"own": works_for(reader, person.staff_id), "unattended": unattended(reader)}
    found = [
        *_requests(reader, person, whose),
        *_complaints(reader, person, whose),
        *_breaches(reader, person, now),
        *_batches(reader, person),
    ]
    return Work(reader.today, tuple(sorted(found, key=_order)))


# of the person or of whom the person replaces, or of nobody
_CONCERNS = """({0}.handler_id is null or list_contains($own, {0}.handler_id)
    or list_contains($unattended::bigint[], {0}.handler_id))"""


def _requests(reader: Reader, person: Actor, whose: dict[str, list[int]]) -> list[Item]:
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select r.id, r.number, r.request_right, r.received_on, r.safe_last_day, r.legal_last_day, r.answered_on,
            r.finished_on, r.waiting_since, r.reminded_on, r.copy_since, r.handler_id, {PHASE_SQL} as phase
        from requests r
        where (r.finished_on is null or r.copy_since is not null) and {_CONCERNS.format("r")}
        """,  # noqa: S608 - only texts of code
        **whose,
        **phase_facts(reader),
    )
    notices = unsent_notices(reader, [row["id"] for row in rows])
    for row in rows:
        row["notice_by"] = extension_last_day(row["received_on"]) if row["id"] in notices else None
    items = [_request(reader, row, _whose(row["handler_id"], person, whose)) for row in rows]
    return [item for item in items if item.things]


def _request(reader: Reader, row: dict[str, Any], whose: Whose) -> Item:
    right = Right(row["request_right"])
    is_open = row["answered_on"] is None
    carry_out_on = (
        withdrawal_target(row["received_on"], reader.settings.is_free_day)
        if right is Right.CONSENT_WITHDRAWAL and is_open
        else None
    )
    facts = RequestFacts(
        phase=Phase(row["phase"]) if row["phase"] else None,
        answered_on=row["answered_on"],
        finished_on=row["finished_on"],
        carry_out_on=carry_out_on,
        waiting_since=row["waiting_since"],
        reminded_on=row["reminded_on"],
        legal_last_day=row["legal_last_day"],
        notice_by=row["notice_by"],
        copy_since=row["copy_since"],
        has_handler=whose is not Whose.NOBODY,
    )
    last = carry_out_on or row["legal_last_day"]
    return Item(
        Kind.REQUEST,
        row["number"],
        RIGHT_LABELS[right],
        whose,
        request_things(facts, reader.today, reader.settings.is_free_day),
        row["safe_last_day"] if is_open else None,
        row["legal_last_day"] if is_open else None,
        carry_out_on,
        (last - reader.today).days if is_open and row["waiting_since"] is None else None,
    )


def _complaints(reader: Reader, person: Actor, whose: dict[str, list[int]]) -> list[Item]:
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select c.number, c.received_on, c.safe_last_day, c.legal_last_day, c.acknowledged_on, c.answered_on,
            c.handler_id
        from complaints c
        where c.closed_on is null and {_CONCERNS.format("c")}
        """,  # noqa: S608 - only texts of code
        **whose,
    )
    items = [_complaint(reader, row, _whose(row.pop("handler_id"), person, whose)) for row in rows]
    return [item for item in items if item.things]


def _complaint(reader: Reader, row: dict[str, Any], whose: Whose) -> Item:
    number = row.pop("number")
    facts = ComplaintFacts(**row, has_handler=whose is not Whose.NOBODY)
    return Item(
        Kind.COMPLAINT,
        number,
        KIND_LABELS[Kind.COMPLAINT],
        whose,
        complaint_things(facts, reader.today, reader.settings.is_free_day),
        None if facts.answered_on else facts.safe_last_day,
        None if facts.answered_on else facts.legal_last_day,
        days_left=None if facts.answered_on else (facts.legal_last_day - reader.today).days,
    )


def _breaches(reader: Reader, person: Actor, now: datetime) -> list[Item]:
    """The breaches that are still to be reported, for those who report them (art. 33)."""
    if not may(person.roles, Act.BREACH_CHANGE):
        return []
    which = breach_lists.Filter(state="to_report")
    rows = breach_lists.listed(reader, which, now, Position(), _MOST_BREACHES).rows
    return [Item(Kind.BREACH, row.number, KIND_LABELS[Kind.BREACH], Whose.ROLE, (_report(row),)) for row in rows]


def _report(row: breach_lists.Row) -> Thing:
    if row.reporting == Reporting.OVERDUE:
        words = say(
            "the 72 hours ended on %(at)s: report it to the authority now, and say why it is late", at=row.report_by
        )
        return Thing(Urgency.LATE, words)
    return Thing(Urgency.URGENT, say("report it to the authority by %(at)s", at=row.report_by))


def _batches(reader: Reader, person: Actor) -> list[Item]:
    """The destructions that this person may approve: somebody else proposed them."""
    if not may(person.roles, Act.DESTRUCTION_APPROVE):
        return []
    numbers = reader.values(
        "select number from batches where state = 'proposed' and proposed_by <> $staff_id order by number",
        staff_id=person.staff_id,
    )
    waits = (Thing(Urgency.SOON, say("waits for your approval")),)
    return [Item(Kind.BATCH, number, KIND_LABELS[Kind.BATCH], Whose.ROLE, waits) for number in numbers]


def _whose(handler_id: int | None, person: Actor, whose: dict[str, list[int]]) -> Whose:
    if handler_id == person.staff_id:
        return Whose.OWN
    return Whose.REPLACED if handler_id in whose["own"] else Whose.NOBODY


def _order(item: Item) -> tuple[int, int, str]:
    """By urgency, then by what is left of the time; a breach counts in hours, and what has no days comes last."""
    without = -_NEVER if item.kind is Kind.BREACH else _NEVER
    left = item.days_left if item.days_left is not None else without
    return list(Urgency).index(item.urgency), left, item.number
