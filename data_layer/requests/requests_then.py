"""Requests as they stood at the end of a day before today: what their dated events up to then say."""

from contextlib import suppress
from datetime import date
from typing import Any

from data_layer.as_it_stood import Stood
from data_layer.requests.request_history import events_by_request, follows
from data_layer.rules.request_course import BEGUN, course_of
from data_layer.transactions import Reader


def stood(reader: Reader, day: date | None) -> Stood:
    """The requests at the end of this day; of today, and without a day, they stand as their columns say.

    What happened counts on the day on which it happened, however much later it was recorded, and the receipt as it is
    known now. Only where something happened since that moved its days is a request computed anew; one that was merely
    answered since was open.
    """
    if day is None or day >= reader.today:
        return Stood(reader.today)
    courses: dict[int, dict[str, object]] = {}
    for request_id, events in events_by_request(reader, _EVENTS_SQL, day=day).items():
        with suppress(ValueError):  # events that cannot be: `verify` tells of them
            courses[request_id] = follows(course_of(events, reader.settings.is_free_day))
    facts: dict[str, Any] = {"then_day": day, "then_ids": list(courses), "then_untouched": _untouched(reader, day)}
    facts |= {f"then_{name}": [course[name] for course in courses.values()] for name in _MOVED}
    return Stood(day, _STOOD_SQL, facts)


def _untouched(reader: Reader, day: date) -> list[int]:
    """Of those that were not answered, the ones on which nobody had begun to work."""
    return reader.values(
        """
        select id from requests where received_on <= $day and (answered_on is null or answered_on > $day)
            and id not in (
                select request_id from request_events where happened_on <= $day and list_contains($begun, kind)
            )
        """,
        day=day,
        begun=[str(kind) for kind in BEGUN],
    )


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
# happened_on is the day of an event; recorded_at, which may be weeks later, only orders them. An answer alone moves no
# day, but that a refusal makes an extension void, and that with it a question ends to which nobody reacted.
_EVENTS_SQL = """
    request_events
    where request_id in (
        select e.request_id from request_events e join requests r on r.id = e.request_id
        where e.happened_on > $day and r.received_on <= $day
            and (e.kind in ('question_asked', 'question_answered', 'reminded', 'extended', 'refused', 'reopened')
                or (e.kind = 'answered' and (e.reason_code in ('refused', 'not_identified')
                    or exists (from request_events q
                        where q.request_id = e.request_id and q.kind = 'question_asked' and q.happened_on <= $day
                            and q.id not in (
                                select about from request_events where kind = 'question_answered' and about is not null
                            )))))
    )
    and (happened_on <= $day or kind in ('received', 'receipt_corrected'))
"""
_THEN_SQL = ", ".join(f"unnest($then_{name}::{kind}[]) as {name}" for name, kind in _MOVED.items())
_AS_THEN_SQL = ", ".join(
    f"if(t.id is null, r.{name}, t.{name}) as {name}"
    for name in _MOVED
    if name not in ("answered_on", "outcome", "finished_on", "state")
)
_STOOD_SQL = f"""
    with requests as (
        select r.* replace (
            {_AS_THEN_SQL},
            case when t.id is not null then t.answered_on when r.answered_on <= $then_day then r.answered_on
                end as answered_on,
            case when t.id is not null then t.outcome when r.answered_on <= $then_day then r.outcome end as outcome,
            case when t.id is not null then t.finished_on when r.finished_on <= $then_day then r.finished_on
                end as finished_on,
            case when t.id is not null then t.state
                when r.answered_on is null or r.answered_on > $then_day
                    then if(r.waiting_since is not null, 'waiting', if(u.id is not null, 'received', 'in_progress'))
                when r.finished_on > $then_day then 'answered' else r.state end as state,
            if(r.identified_on <= $then_day, r.identified_on, null) as identified_on,
            if(r.authorised_on <= $then_day, r.authorised_on, null) as authorised_on,
            i.copy_since as copy_since
        )
        from main.requests r
        left join (select unnest($then_ids::bigint[]) as id, {_THEN_SQL}) t on t.id = r.id
        left join (select unnest($then_untouched::bigint[]) as id) u on u.id = r.id
        left join (
            select request_id, min(copy_received_on) as copy_since from identity_checks
            where copy_received_on <= $then_day and (copy_destroyed_on is null or copy_destroyed_on > $then_day)
            group by request_id
        ) i on i.request_id = r.id
        where r.received_on <= $then_day
    )
"""  # noqa: S608 - only the text above
