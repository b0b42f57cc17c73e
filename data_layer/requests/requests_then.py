"""Requests as they stood at the end of a day before today: what their dated events up to then say."""

from contextlib import suppress
from datetime import date
from typing import Any

from data_layer.as_it_stood import Stood
from data_layer.requests.request_history import events_by_request, follows
from data_layer.rules.request_course import course_of
from data_layer.transactions import Reader


def stood(reader: Reader, day: date | None) -> Stood:
    """The requests at the end of this day; of today, and without a day, they stand as their columns say.

    What happened counts on the day on which it happened, however much later it was recorded, and the receipt as it is
    known now. Only of those of which something happened since that moves their days are these computed anew.
    """
    if day is None or day >= reader.today:
        return Stood(reader.today)
    courses: dict[int, dict[str, object]] = {}
    for request_id, events in events_by_request(reader, _EVENTS_SQL, day=day).items():
        with suppress(ValueError):  # events that cannot be: `verify` tells of them
            courses[request_id] = follows(course_of(events, reader.settings.is_free_day))
    facts: dict[str, Any] = {"then_day": day, "then_ids": list(courses)}
    facts |= {f"then_{name}": [course[name] for course in courses.values()] for name in _MOVED}
    return Stood(day, _STOOD_SQL, facts)


_MOVED = {
    "safe_last_day": "date",
    "legal_last_day": "date",
    "suspended_days": "integer",
    "extended": "boolean",
    "waiting_since": "date",
    "answered_on": "date",
    "outcome": "text",
    "finished_on": "date",
    "reminded_on": "date",
    "state": "text",
}
# happened_on is the day of an event; recorded_at, which may be weeks later, only orders them
_EVENTS_SQL = """
    request_events
    where request_id in (
        select e.request_id from request_events e join requests r on r.id = e.request_id
        where e.happened_on > $day and r.received_on <= $day
            and e.kind in ('question_asked', 'question_answered', 'reminded', 'extended', 'answered', 'refused',
                'reopened')
    )
    and (happened_on <= $day or kind in ('received', 'receipt_corrected'))
"""
_THEN_SQL = ", ".join(f"unnest($then_{name}::{kind}[]) as {name}" for name, kind in _MOVED.items())
_AS_THEN_SQL = ", ".join(
    f"if(t.id is null, r.{name}, t.{name}) as {name}" for name in _MOVED if name not in ("finished_on", "state")
)
_STOOD_SQL = f"""
    with requests as (
        select r.* replace (
            {_AS_THEN_SQL},
            case when t.id is not null then t.finished_on when r.finished_on <= $then_day then r.finished_on
                end as finished_on,
            case when t.id is not null then t.state when r.finished_on > $then_day then 'answered' else r.state
                end as state,
            if(r.identified_on <= $then_day, r.identified_on, null) as identified_on,
            if(r.authorised_on <= $then_day, r.authorised_on, null) as authorised_on,
            i.copy_since as copy_since
        )
        from main.requests r
        left join (select unnest($then_ids::bigint[]) as id, {_THEN_SQL}) t on t.id = r.id
        left join (
            select request_id, min(copy_received_on) as copy_since from identity_checks
            where copy_received_on <= $then_day and (copy_destroyed_on is null or copy_destroyed_on > $then_day)
            group by request_id
        ) i on i.request_id = r.id
        where r.received_on <= $then_day
    )
"""  # noqa: S608 - only the text above
