"""The history of a complaint: what was done about it, each with the columns that say how it stands since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_layer import due, due_cases
from data_layer.categories import RECORD_KINDS
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Reason, Subject
from data_layer.rules.checks import cleaned
from data_layer.rules.complaint_course import Done, columns_of
from data_layer.rules.complaints import ComplaintEvent, Facts, Verdict, answer_days
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change, Reader, Seen, check_restriction

_MOVES_DUE = {"received_on", "closed_on"}
REOPENED_ON = "(select max(happened_on) from complaint_events where complaint_id = k.id and kind = 'reopened')"
"""When the complaint `k` was opened again last."""
_IN_DOSSIER = {field.column for field in RECORD_KINDS["complaints"].shown}


@dataclass(frozen=True, slots=True)
class Current:
    """A complaint as its acts need it."""

    id: int
    version: int
    client_id: int | None
    facts: Facts


def subject(complaint_id: int) -> Subject:
    """What the log calls a complaint."""
    return Subject("complaint", complaint_id)


def facts_of(row: dict[str, Any]) -> Facts:
    """What the days and the next step of a complaint follow from, by the columns of its row."""
    return Facts(
        row["received_on"],
        row["acknowledged_on"],
        row["answered_on"],
        row["passed_to_authority_on"],
        row["closed_on"],
        Verdict(row["verdict"]) if row["verdict"] else None,
        row["handler_id"] is not None,
        row["reopened_on"],
    )


def current(change: Change, seen: Seen, event_id: int) -> Current | None:
    """The complaint as it is now, or None, and the change undone, if this very event was recorded before.

    Raises NotFound, and ChangedMeanwhile when it is no longer what was seen.
    """
    if change.value("select 1 from complaint_events where id = $id", id=event_id):
        change.undo()
        return None
    row = change.one(
        dict[str, Any],
        f"select k.*, {REOPENED_ON} as reopened_on from complaints k where k.id = $id",  # noqa: S608 - the text above
        id=seen.id,
    )
    if row is None:
        raise NotFound(say("This complaint does not exist any more; nothing was saved. Look it up in the list."))
    if row["version"] != seen.version:
        raise ChangedMeanwhile(
            say(
                "Somebody else changed this complaint meanwhile; nothing was saved."
                " Look at it again and repeat your change."
            )
        )
    return Current(row["id"], row["version"], row["client_id"], facts_of(row))


def record(
    change: Change,
    complaint: Current,
    event_id: int,
    kind: ComplaintEvent,
    on: date,
    *,
    code: str | None = None,
    body: str | None = None,
    **columns: date | int | str | None,
) -> None:
    """Adds the event and sets these columns of the complaint; the dossier's history and what is due follow."""
    tell(change, complaint.id, event_id, kind, on, code=code, body=body)
    change.update("complaints", complaint.id, complaint.version, **columns)
    told = [name for name in columns if name in _IN_DOSSIER]
    if complaint.client_id is not None and told:
        change.recorded("complaints", complaint.id, complaint.client_id, "corrected", *told)
    if columns.keys() & _MOVES_DUE:
        redate(change, complaint.id, {complaint.client_id})


def tell(
    change: Change,
    complaint_id: int,
    event_id: int,
    kind: ComplaintEvent,
    on: date,
    *,
    code: str | None = None,
    body: str | None = None,
) -> None:
    """Adds an event to the history of a complaint."""
    last = change.value("select max(recorded_at) from complaint_events where complaint_id = $id", id=complaint_id)
    change.insert(
        "complaint_events",
        id=event_id,
        complaint_id=complaint_id,
        kind=kind,
        happened_on=on,
        # told in the order in which they were recorded, also when the machine's clock was put back
        recorded_at=change.now if last is None else max(change.now, last + timedelta(microseconds=1)),
        staff_id=change.actor.staff_id,
        reason_code=code,
        body=cleaned(body),
    )
    change.touched(kind)


def check_unrestricted(change: Change, client_id: int | None, why: str | None) -> None:
    """For what edits or moves a record of the client; recording what is done about a complaint is no such thing.

    Raises NotAllowed when the client's data are restricted, but for the privacy officer who says why.
    """
    check_restriction(change, change.actor, client_id, Reason("other", cleaned(why)))


def redate(change: Change, complaint_id: int, clients: set[int | None]) -> None:
    """Rewrites the retention dates of whose complaint it is or was; None stands for nobody whom the school knows."""
    if None in clients:
        due_cases.refresh_nobodys(change, "complaint", [complaint_id])
    due.refresh(change, sorted(client for client in clients if client is not None))


def first_done(reader: Reader, complaint: Current) -> date | None:
    """The first day on which something was done about the complaint, after it came in."""
    facts = complaint.facts
    event: date | None = reader.value(
        """
        select min(happened_on) from complaint_events
        where complaint_id = $id and kind not in ('received', 'corrected')
        """,
        id=complaint.id,
    )
    days = (event, facts.acknowledged_on, facts.answered_on, facts.passed_on)
    return min((day for day in days if day), default=None)


def refuse(problem: Sentence | None, field: str) -> None:
    """Raises BadInput with the problem, if there is one."""
    if problem:
        raise BadInput(say("%(why)s Nothing was saved.", why=problem), field)


def required(text: str | None, what_is_missing: Sentence, field: str) -> str:
    """The text without blanks around it. Raises BadInput where there is none."""
    found = cleaned(text)
    if found is None:
        raise BadInput(what_is_missing, field)
    return found


def done_by_complaint(reader: Reader, source: str, **facts: Any) -> dict[int, list[Done]]:
    """What was done that this SQL has, by the id of the complaint, in the order in which it was recorded."""
    done: dict[int, list[Done]] = {}
    for event in reader.all(
        dict[str, Any],
        f"""
        select complaint_id, kind, happened_on, reason_code as code from {source}
        order by complaint_id, recorded_at, id
        """,  # noqa: S608 - the text of who asks
        **facts,
    ):
        done.setdefault(event["complaint_id"], []).append(
            Done(ComplaintEvent(event["kind"]), event["happened_on"], event["code"])
        )
    return done


def gone_astray(reader: Reader) -> list[int]:
    """The complaints about which something was done, whose columns are not what that says: by id."""
    done = done_by_complaint(reader, "complaint_events")
    rows = reader.all(
        dict[str, Any],
        "select k.* exclude (subject, outcome) from complaints k semi join complaint_events e on e.complaint_id = k.id",
    )
    return [row["id"] for row in rows if not _is_told(row, done[row["id"]])]


def _is_told(row: dict[str, Any], done: list[Done]) -> bool:
    try:
        return columns_of(done).items() <= row.items()
    except ValueError:  # it cannot have been done so
        return False


def with_wrong_days(reader: Reader) -> dict[int, dict[str, date]]:
    """The complaints whose last days are not what the rule says of their receipt: by id, what those should be."""
    received: Sequence[date] = reader.values("select distinct received_on from complaints")
    wanted = {day: answer_days(day, reader.settings.is_free_day) for day in received}
    rows = reader.all(dict[str, Any], "select id, received_on, safe_last_day, legal_last_day from complaints")
    return {
        row["id"]: wanted[row["received_on"]]
        for row in rows
        if {name: row[name] for name in ("safe_last_day", "legal_last_day")} != wanted[row["received_on"]]
    }
