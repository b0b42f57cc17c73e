"""Complaints as they stood at the end of a day before today: what is dated up to then."""

from contextlib import suppress
from datetime import date
from typing import Any

from data_layer.as_it_stood import Stood
from data_layer.complaints.complaint_history import done_by_complaint
from data_layer.rules.complaint_course import columns_of
from data_layer.transactions import Reader


def stood(reader: Reader, day: date | None) -> Stood:
    """The complaints at the end of this day; of today, and without a day, they stand as their columns say.

    Their days say it, but of those that were opened again since: of these it is what was done up to then. The receipt
    is that which is known now.
    """
    if day is None or day >= reader.today:
        return Stood(reader.today)
    ends: dict[int, dict[str, Any]] = {}
    for complaint_id, done in done_by_complaint(reader, _EVENTS_SQL, day=day).items():
        with suppress(ValueError):  # what cannot have been done so: `verify` tells of it
            ends[complaint_id] = columns_of(done)
    facts: dict[str, Any] = {"then_day": day, "then_ids": list(ends)}
    facts |= {f"then_{name}": [end.get(name) for end in ends.values()] for name in _ENDS}
    return Stood(day, _STOOD_SQL, facts)


_ENDS = {"answered_on": "date", "closed_on": "date", "verdict": "text"}
# happened_on is the day of what was done; recorded_at, which may be weeks later, only orders it
_EVENTS_SQL = """
    complaint_events
    where happened_on <= $day and complaint_id in (
        select e.complaint_id from complaint_events e join complaints k on k.id = e.complaint_id
        where e.kind = 'reopened' and e.happened_on > $day and k.received_on <= $day
    )
"""
_THEN_SQL = ", ".join(f"unnest($then_{name}::{kind}[]) as {name}" for name, kind in _ENDS.items())
_STOOD_SQL = f"""
    with complaints as (
        select k.* replace (
            if(k.acknowledged_on <= $then_day, k.acknowledged_on, null) as acknowledged_on,
            case when t.id is not null then t.answered_on when k.answered_on <= $then_day then k.answered_on
                end as answered_on,
            case when t.id is not null then t.closed_on when k.closed_on <= $then_day then k.closed_on
                end as closed_on,
            -- what was closed later may have been answered with its verdict before
            case when t.id is not null then t.verdict
                when k.answered_on <= $then_day or k.closed_on <= $then_day then k.verdict end as verdict
        )
        from main.complaints k
        left join (select unnest($then_ids::bigint[]) as id, {_THEN_SQL}) t on t.id = k.id
        where k.received_on <= $then_day
    )
"""  # noqa: S608 - only the text above
