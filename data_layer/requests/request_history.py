"""The history of a request: its dated events, from which its days and its state follow in the same transaction."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_layer import due, due_cases
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Subject
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import Course, EventKind, Happened, course_of, event_problem
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome, Right

_MOVES_DUE = {"client_id", "received_on", "answered_on", "legal_last_day", "finished_on"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it stood on the screen of the person who acts on it."""

    id: int
    version: int

    @property
    def subject(self) -> Subject:
        """What the log calls it."""
        return Subject("request", self.id)


@dataclass(frozen=True, slots=True)
class Current:
    """The facts of a request that its acts need."""

    id: int
    number: str
    right: Right
    client_id: int | None
    received_on: date
    answered_on: date | None = None
    outcome: Outcome | None = None
    finished_on: date | None = None
    version: int = 1


def current(change: Change, seen: Seen, event_id: int) -> Current | None:
    """The request as it is now, or None, and the change undone, if this very event was recorded before.

    Raises NotFound, and ChangedMeanwhile when it is no longer what was seen.
    """
    if change.value("select 1 from request_events where id = $id", id=event_id):
        change.undo()
        return None
    case = case_now(change, seen.id)
    if case is None:
        raise NotFound(say("This request does not exist any more; nothing was saved. Look it up in the list."))
    if case.version != seen.version:
        raise ChangedMeanwhile(
            say(
                "Somebody else changed this request meanwhile; nothing was saved."
                " Look at it again and repeat your change."
            )
        )
    return case


def case_now(reader: Reader, request_id: int | None) -> Current | None:
    """The request as it is now, whoever saw it how; None where it is not there."""

    def built(*, right: str, outcome: str | None, **columns: Any) -> Current:
        return Current(right=Right(right), outcome=Outcome(outcome) if outcome else None, **columns)

    return reader.one(
        built,
        """
        select id, number, request_right as right, client_id, received_on, answered_on, outcome, finished_on, version
        from requests where id = $id
        """,
        id=request_id,
    )


def record(
    change: Change,
    case: Current,
    event_id: int,
    kind: EventKind,
    on: date,
    *,
    about: int | None = None,
    code: str | None = None,
    body: str | None = None,
    **columns: int | str | None,
) -> None:
    """Adds the event, sets these columns of the request, and lets its days and state follow."""
    last = change.value("select max(recorded_at) from request_events where request_id = $id", id=case.id)
    change.insert(
        "request_events",
        id=event_id,
        request_id=case.id,
        kind=kind,
        happened_on=on,
        # events are told in the order they were recorded in, also when the machine's clock was put back
        recorded_at=change.now if last is None else max(change.now, last + timedelta(microseconds=1)),
        staff_id=change.actor.staff_id,
        about=about,
        reason_code=code,
        body=cleaned(body),
    )
    change.touched(kind)
    recompute(change, case.id, **columns)


def recompute(change: Change, request_id: int, **columns: int | str | None) -> None:
    """Rewrites what follows from the events of a request: days, state, holds and retention dates."""
    row: dict[str, Any] | None = change.one(
        dict,
        "select * from requests where id = $id",
        id=request_id,
    )
    assert row is not None  # noqa: S101 - the caller read or made it in this transaction
    wanted = follows(course_of(events_of(change, request_id), change.settings.is_free_day)) | columns
    moved = {name: value for name, value in wanted.items() if row[name] != value}
    if moved:
        change.update("requests", request_id, row["version"], **moved)
    else:  # others who look at it are to be told all the same
        change.execute("update requests set version = version + 1 where id = $id", id=request_id)
    if moved.keys() & _MOVES_DUE:
        redate(change, request_id, {row["client_id"], wanted.get("client_id", row["client_id"])})


def redate(change: Change, request_id: int, clients: set[Any]) -> None:
    """Rewrites the retention dates of the clients (ids) whose request it is or was; None stands for nobody."""
    if None in clients:
        due_cases.refresh_nobodys(change, "request", [request_id])
    due.refresh(change, sorted(clients - {None}))


def follows(course: Course) -> dict[str, object]:
    """The columns of a request that its course gives."""
    return {
        "received_on": course.received_on,
        "state": course.standing,
        "outcome": course.outcome,
        "safe_last_day": course.deadline.safe_last_day,
        "legal_last_day": course.deadline.legal_last_day,
        "strict_day": course.deadline.strict_day,
        "suspended_days": course.deadline.suspended_days,
        "extended": course.deadline.extended,
        "waiting_since": course.waiting_since,
        "answered_on": course.answered_on,
        "finished_on": course.finished_on,
        "reminded_on": course.reminded_on,
        "identified_on": course.identified_on,
        "authorised_on": course.authorised_on,
        "copy_since": course.copy_since,
    }


@dataclass(frozen=True, slots=True)
class Astray:
    """A request whose columns are not what its events say; `wanted` is None when those cannot have happened so."""

    id: int
    number: str
    wanted: dict[str, object] | None


def gone_astray(reader: Reader) -> list[Astray]:
    """Every request whose days or state are not what its events say: after a change of rule or setting, or never."""
    events = events_by_request(reader, "request_events")
    astray: list[Astray] = []
    requests: Iterator[dict[str, Any]] = reader.stream(dict, "select * from requests order by number")
    for row in requests:
        wanted = None
        with suppress(ValueError):  # events that cannot be, or none
            wanted = follows(course_of(events.get(row["id"], ()), reader.settings.is_free_day))
        if wanted is None or not wanted.items() <= row.items():
            astray.append(Astray(row["id"], row["number"], wanted))
    return astray


def events_of(reader: Reader, request_id: int) -> list[Happened]:
    """The events of a request in the order in which they were recorded."""
    return reader.all(
        _happened,
        """
        select id, kind, happened_on, about, reason_code from request_events
        where request_id = $request_id order by recorded_at, id
        """,
        request_id=request_id,
    )


def events_by_request(reader: Reader, source: str, **facts: Any) -> dict[int, list[Happened]]:
    """The events that this SQL has, by the id of their request, in the order in which they were recorded."""
    events: dict[int, list[Happened]] = {}
    found: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select request_id, id, kind, happened_on, about, reason_code from {source}
        order by request_id, recorded_at, id
        """,  # noqa: S608 - the text of who asks
        **facts,
    )
    for event in found:
        events.setdefault(event.pop("request_id"), []).append(_happened(**event))
    return events


def _happened(
    id: int,  # noqa: A002 - the column's name
    kind: str,
    happened_on: date,
    about: int | None,
    reason_code: str | None,
) -> Happened:
    return Happened(id, EventKind(kind), happened_on, about, reason_code)


def search_name(person_name: str | None, applicant_name: str | None) -> str | None:
    """The names that a request itself carries, as a search compares them, or None when it carries none."""
    return folded(f"{person_name or ''} {applicant_name or ''}") or None


def refuse(problem: Sentence | None, field: str) -> None:
    """Raises BadInput with the problem, if there is one."""
    if problem:
        raise BadInput(say("%(why)s Nothing was saved.", why=problem), field)


def finished_problem(case: Current) -> Sentence | None:
    if case.finished_on:
        return say("This request was finished on %(day)s; only notes can be added.", day=case.finished_on)
    return None


def not_open_problem(case: Current, on: date, today: date) -> Sentence | None:
    return finished_problem(case) or event_problem(on, case.received_on, case.answered_on, today)
