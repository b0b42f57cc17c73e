"""The complaints in a list: which come first, and how many there are in each phase."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from data_layer import staff
from data_layer.categories import RECORD_KINDS
from data_layer.complaints import complaints_then
from data_layer.complaints.complaint_stands import ACKNOWLEDGE_DAY_SQL, STANDS_SQL, Stand, acknowledge_facts
from data_layer.paging import SIZE, Chosen, Order, Page, Position, newest_first, page_of
from data_layer.requests.request_queue import PHASE_LABELS, phase_facts
from data_layer.rules.access import Act, may
from data_layer.rules.complaints import Verdict
from data_layer.rules.deadlines import Phase
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader

Handler = Literal["mine", "nobody"]

KIND_LABELS = RECORD_KINDS["complaints"].field("kind").options


@dataclass(frozen=True, slots=True)
class Filter:
    """Which complaints to list, in which of ORDERS.

    `search` is a number or a name, `since` and `until` the window of those stands that have one. With `as_of`, a day
    before today, they are found as they stood at the end of it. Whoever may not list clients finds nothing by a name or
    `client_number`.
    """

    stand: Stand = "open"
    phase: Phase | None = None
    kind: str | None = None
    handler: Handler | None = None
    search: str = ""
    client_number: str | None = None
    order: str = "urgency"
    since: date | None = None
    until: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint in a list.

    `acknowledge_by` only until it is acknowledged or answered, `phase` and `days_left` (calendar days to the legal last
    day) until it is answered. What tells who complains, and the subject, which may name somebody, are None for those
    who may not see who the clients are.
    """

    number: str
    kind: str
    subject: str | None
    client_number: str | None
    who: str | None
    received_on: date
    acknowledge_by: date | None
    acknowledged_on: date | None
    safe_last_day: date
    legal_last_day: date
    days_left: int | None
    phase: Phase | None
    handler: str | None
    answered_on: date | None
    verdict: Verdict | None
    closed_on: date | None
    is_restricted: bool


ORDERS = {
    "urgency": Order(
        say("most urgent first"),
        """
        case when closed_on is not null then '9' || (99999999 - strftime(closed_on, '%Y%m%d')::integer)
            when answered_on is not null then '8' || strftime(answered_on, '%Y%m%d')
            else case phase when 'overdue' then '0' when 'last_days' then '1' when 'urgent' then '2'
                when 'soon' then '3' else '4' end || strftime(legal_last_day, '%Y%m%d')
            end
        """,
    ),
    "newest": newest_first(say("newest first"), "received_on"),
    "oldest": Order(say("oldest first"), "received_on"),
    "number": Order(say("by number"), "number"),
}
"""The ways to sort the list; the first is the usual one."""

PHASE_SQL = """
    case when k.answered_on is not null or k.closed_on is not null then null
        when k.legal_last_day < $today then 'overdue'
        when k.safe_last_day < $today then 'last_days'
        when k.safe_last_day <= $urgent_until then 'urgent'
        when k.safe_last_day <= $soon_until then 'soon'
        else 'on_track' end
"""
_OPEN = "(k.closed_on is null and k.answered_on is null)"
_FOUND_SQL = f"""
    select k.number, k.kind, k.received_on, k.acknowledged_on, k.safe_last_day, k.legal_last_day, k.answered_on,
        k.verdict, k.closed_on, k.handler_id, s.name as handler, {PHASE_SQL} as phase,
        case when {_OPEN} then date_diff('day', $today, k.legal_last_day) end as days_left,
        {ACKNOWLEDGE_DAY_SQL} as acknowledge_day,
        case when {_OPEN} and k.acknowledged_on is null then acknowledge_day end as acknowledge_by,
        c.restricted_since is not null as is_restricted,
        case when $names then k.subject end as subject,
        case when $names then c.number end as client_number,
        case when $names then coalesce(nullif(concat_ws(' ', c.first_names, c.prefix, c.surname), ''), k.person_name)
            end as who,
        case when $names then concat_ws(' ', c.search_name, k.search_name) end as findable
    from complaints k
    left join clients c on c.id = k.client_id
    left join staff s on s.id = k.handler_id
"""  # noqa: S608 - only the text above
_FILTERED_SQL = f"""
    select * from ({_FOUND_SQL})
    where ($kind is null or kind = $kind)
        and ($handler is null or case $handler when 'nobody'
            then handler_id is null or list_contains($unattended::bigint[], handler_id)
            else list_contains($works_for::bigint[], handler_id) end)
        and ($client_number is null or client_number = $client_number)
        and (not $is_search or contains(number, $search) or starts_with(upper(client_number), $search)
            or (len($words) > 0 and list_bool_and(list_transform($words, lambda w: contains(findable, w)))))
"""  # noqa: S608


def listed(reader: Reader, actor: Actor, which: Filter, position: Position, size: int = SIZE) -> Page[Row]:
    """One page of the complaints; by urgency those that were answered come after the others, the closed ones last."""
    return page_of(reader, _row, chosen_complaints(reader, actor, which), position, size)


def chosen_complaints(reader: Reader, actor: Actor, which: Filter) -> Chosen:
    """The complaints that fit the filter, in its order, with the columns of a Row."""
    sql = f"""
        select * exclude (handler_id, findable, acknowledge_day), {ORDERS[which.order].sql} as sort_key
        from ({_FILTERED_SQL}) where ($phase is null or phase = $phase) and {STANDS_SQL[which.stand]}
    """  # noqa: S608 - fragments of this module
    return _fitting(reader, actor, which, sql)


def counts(reader: Reader, actor: Actor, which: Filter) -> dict[Phase, int]:
    """How many unanswered complaints there are in each phase, most urgent first, zeros included.

    Of those that fit everything in the filter but its phase and stand.
    """
    none = {phase: 0 for phase in PHASE_LABELS if phase is not Phase.waiting}
    sql = f"select phase, count(*) as n from ({_FILTERED_SQL}) where phase is not null group by phase"  # noqa: S608
    chosen = _fitting(reader, actor, which, sql)
    found = reader.all(dict[str, Any], chosen.sql, **chosen.facts)
    return none | {Phase(row["phase"]): int(row["n"]) for row in found}


def _fitting(reader: Reader, actor: Actor, which: Filter, sql: str) -> Chosen:
    """This SQL, which reads from `_FILTERED_SQL`, with those facts of the filter and the day that it names."""
    named = set(re.findall(r"\$(\w+)", sql))
    stood = complaints_then.stood(reader, which.as_of)
    received_on: list[date] = reader.values(
        stood.of(
            """
            select distinct received_on from complaints
            where $has_window or (acknowledged_on is null and answered_on is null and closed_on is null)
            """
        ),
        has_window="acknowledge_day" in STANDS_SQL[which.stand],
        **stood.facts,
    )
    facts: dict[str, Any] = {
        "names": may(actor.roles, Act.CLIENT_LIST),
        "kind": which.kind,
        "phase": which.phase,
        "client_number": which.client_number,
        "handler": which.handler,
        "works_for": staff.works_for(reader, actor.staff_id),
        "unattended": staff.unattended(reader),
        "is_search": bool(which.search.strip()),
        # the K of a number alone is no number
        "search": which.search.strip().upper() if any(c.isdigit() for c in which.search) else None,
        "words": folded(which.search).split(),
        **acknowledge_facts(received_on, reader.settings.is_free_day),
        **stood.window(which.since, which.until),
        **phase_facts(reader, stood.day),
    }
    return Chosen(stood.of(sql), {name: fact for name, fact in facts.items() if name in named} | {**stood.facts})


def _row(*, phase: str | None, verdict: str | None, **columns: Any) -> Row:
    return Row(phase=Phase(phase) if phase else None, verdict=Verdict(verdict) if verdict else None, **columns)
