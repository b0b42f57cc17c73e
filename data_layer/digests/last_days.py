"""Whose last days go into a calendar: those of a list of requests, or of one handler with the complaints."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data_layer.digests.calendars import LastDay, calendar, complaint_day
from data_layer.digests.work import Kind
from data_layer.log import Reason, Subject
from data_layer.requests.request_queue import PHASE_SQL, Filter, chosen_requests, phase_facts
from data_layer.rules.access import Act
from data_layer.rules.deadlines import Phase
from data_layer.rules.request_course import withdrawal_target
from data_layer.rules.sentences import say
from data_layer.staff import Actor, works_for
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.vocabulary import RIGHT_LABELS, Right
from data_layer.wording import Language, put


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What somebody asks for: the requests of a list, or with None the cases that are the person's own work."""

    which: Filter | None
    language: Language


# of what was taken along from the school's file no event is known
_CHANGED_AT = """coalesce((select max(recorded_at) from {0}_events e where e.{0}_id = {1}.id),
    {1}.received_on::timestamptz)"""


def of_list(reader: Reader, actor: Actor, which: Filter) -> list[LastDay]:
    """The last days of the unanswered requests of this list, in its order."""
    chosen = chosen_requests(reader, actor, which)
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select number, request_right, received_on, safe_last_day, legal_last_day, phase, version,
            {_CHANGED_AT.format("request", "r")} as changed_at
        from ({chosen.sql}) r where answered_on is null order by sort_key, number
        """,  # noqa: S608 - the text of the queue
        **chosen.facts,
    )
    return [_request_day(reader, **row) for row in rows]


def of_person(reader: Reader, staff_id: int) -> list[LastDay]:
    """The last days of the unanswered requests and complaints that are this person's work."""
    return _open_days(reader, works_for(reader, staff_id))


def of_everybody(reader: Reader) -> list[LastDay]:
    """The last days of all unanswered requests and complaints."""
    return _open_days(reader, None)


def _open_days(reader: Reader, whose: list[int] | None) -> list[LastDay]:
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select r.number, r.request_right, r.received_on, r.safe_last_day, r.legal_last_day, {PHASE_SQL} as phase,
            r.version, {_CHANGED_AT.format("request", "r")} as changed_at
        from requests r
        where r.answered_on is null and ($whose is null or list_contains($whose, r.handler_id))
        order by r.legal_last_day, r.number
        """,  # noqa: S608 - the text of the queue
        whose=whose,
        **phase_facts(reader),
    )
    complaints = reader.all(
        complaint_day,
        f"""
        select number, safe_last_day, legal_last_day, version, {_CHANGED_AT.format("complaint", "c")} as changed_at
        from complaints c
        where answered_on is null and closed_on is null and ($whose is null or list_contains($whose, handler_id))
        order by legal_last_day, number
        """,  # noqa: S608 - only texts of code
        whose=whose,
    )
    return [*(_request_day(reader, **row) for row in rows), *complaints]


def wanted_days(store: Store, actor: Actor, wanted: CalendarFile) -> list[LastDay]:
    """The last days that somebody at the desk asks for."""
    with store.read(actor, Act.REQUEST_LIST) as reader:
        return of_person(reader, actor.staff_id) if wanted.which is None else of_list(reader, actor, wanted.which)


def made(store: Store, actor: Actor, wanted: CalendarFile) -> bytes:
    """The calendar file for somebody at the desk, with its one entry in the log. Raises NotAllowed, BadInput."""
    days = wanted_days(store, actor, wanted)
    body = calendar(days, store.settings.desk_address, wanted.language)
    with store.change(actor, Act.EXPORT_RUN, Subject("calendar"), Reason("calendar")) as change:
        change.bulk(len(days), hashlib.sha256(body).hexdigest())
    return body


def file_name(store: Store, wanted: CalendarFile) -> str:
    """The name of the file: what it is and the day."""
    words = put(say("last-days"), wanted.language)
    return f"{words}-{store.today.isoformat()}.ics"


def _request_day(
    reader: Reader,
    *,
    number: str,
    request_right: str,
    received_on: date,
    safe_last_day: date,
    legal_last_day: date,
    phase: str | None,
    version: int,
    changed_at: datetime,
) -> LastDay:
    right = Right(request_right)
    is_withdrawal = right is Right.CONSENT_WITHDRAWAL
    work_to = withdrawal_target(received_on, reader.settings.is_free_day) if is_withdrawal else safe_last_day
    stands = Phase(phase) if phase else None
    title = RIGHT_LABELS[right]
    return LastDay(
        Kind.REQUEST, number, title, work_to, legal_last_day, stands, version, changed_at, is_withdrawal=is_withdrawal
    )
