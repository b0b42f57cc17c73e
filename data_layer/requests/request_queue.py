"""The queue of requests: which come first, how many there are in each phase, and those of one client."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from data_layer.paging import SIZE, Chosen, Order, Page, Position, newest_first, page_of
from data_layer.requests import requests_then
from data_layer.requests.request_stands import STANDS_SQL, Stand
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import DECIDE_AFTER, Phase, phase_bounds
from data_layer.rules.identity_copies import too_late_from
from data_layer.rules.months import end_of_week
from data_layer.rules.request_course import withdrawal_target
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor, unattended, works_for
from data_layer.transactions import Reader
from data_layer.vocabulary import Outcome, Right, State

PHASE_LABELS = {
    Phase.overdue: say("overdue"),
    Phase.last_days: say("last days"),
    Phase.urgent: say("urgent"),
    Phase.soon: say("soon"),
    Phase.on_track: say("on track"),
    Phase.waiting: say("waiting for an answer"),
}
"""The phases, most urgent first."""

Handler = Literal["mine", "nobody"] | int
"""One's own with those of the colleagues whom one replaces, those of nobody, or those of the colleague with this id.

Those of nobody are also the ones of somebody whose work nobody does now.
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to leave out of the queue, and its order, one of ORDERS.

    `search` is a number or a name, `month` that of the legal last day. `since` and `until` are the window of those
    stands that have one. With `as_of`, a day before today, they are found as they stood at the end of it. Whoever may
    not list clients finds nothing by `client_number`.
    """

    stand: Stand = "open"
    month: date | None = None
    phase: Phase | None = None
    right: Right | None = None
    handler: Handler | None = None
    search: str = ""
    order: str = "urgency"
    client_number: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One request in a list.

    `days_left` counts calendar days to the legal last day, of a withdrawal to the day on which it is to be carried out;
    None once it is answered.

    `client_number` and `who` are None for those who may not see who the clients are.
    """

    id: int
    version: int
    number: str
    right: Right
    client_number: str | None
    who: str | None
    received_on: date
    safe_last_day: date
    legal_last_day: date
    days_left: int | None
    phase: Phase | None
    state: State
    handler_id: int | None
    handler: str | None
    waiting_since: date | None
    reminded_on: date | None
    identified_on: date | None
    copy_since: date | None
    answered_on: date | None
    outcome: Outcome | None
    finished_on: date | None
    carry_out_on: date | None
    is_restricted: bool

    @property
    def work_to(self) -> date:
        """The day to work to: the safe one, of an open withdrawal of consent the day on which it is carried out."""
        return self.carry_out_on or self.safe_last_day


ORDERS = {
    "urgency": Order(
        say("most urgent first"),
        """
        case when finished_on is not null then '9' || (99999999 - strftime(finished_on, '%Y%m%d')::integer)
            when answered_on is not null then '8' || strftime(answered_on, '%Y%m%d')
            else case phase when 'overdue' then '0' when 'last_days' then '1' when 'urgent' then '2'
                when 'soon' then '3' when 'on_track' then '4' else '5' end
                || case when phase = 'urgent' and carry_out_on is not null then '0'
                    when phase = 'waiting' and (waiting_since <= $decide_from or legal_last_day < $today) then '0'
                    else '1' end
                || strftime(if(phase = 'urgent', coalesce(carry_out_on, legal_last_day), legal_last_day), '%Y%m%d')
            end
        """,
    ),
    "newest": newest_first(say("newest first"), "received_on"),
    "oldest": Order(say("oldest first"), "received_on"),
    "safe_day": Order(say("by safe day"), "coalesce(carry_out_on, safe_last_day)"),
    "number": Order(say("by number"), "number"),
}
"""The ways to sort the queue; the first is the usual one."""

# A withdrawal of consent is to be carried out at once, so it is never less than urgent: art. 7(3) GDPR.
PHASE_SQL = """
    case when r.answered_on is not null then null
        when r.waiting_since is not null then 'waiting'
        when r.legal_last_day < $today then 'overdue'
        when r.safe_last_day < $today then 'last_days'
        when r.safe_last_day <= $urgent_until or r.request_right = 'consent_withdrawal' then 'urgent'
        when r.safe_last_day <= $soon_until then 'soon'
        else 'on_track' end
"""

_FOUND_SQL = f"""
    select r.id, r.version, r.number, r.request_right, r.received_on, r.safe_last_day, r.legal_last_day, r.state,
        r.answered_on, r.finished_on, r.outcome, r.handler_id, r.waiting_since, r.reminded_on, r.identified_on,
        r.copy_since, r.extended, r.suspended_days, s.name as handler, {PHASE_SQL} as phase,
        c.restricted_since is not null as is_restricted,
        case when $names then c.number end as client_number,
        case when $names then coalesce(nullif(concat_ws(' ', c.first_names, c.prefix, c.surname), ''), r.person_name)
            end as who,
        case when $names then concat_ws(' ', c.search_name, r.search_name) end as findable
    from requests r
    left join clients c on c.id = r.client_id
    left join staff s on s.id = r.handler_id
"""  # noqa: S608 - only the text above

_NOBODY = -1  # the id of no member of staff

FITTING_SQL = f"""
    select * exclude (findable),
        case when request_right = 'consent_withdrawal'
            then list_extract($carry_out_on::date[], list_position($withdrawn_on::date[], received_on))
            end as carry_out_on
    from ({_FOUND_SQL})
    where ($request_right is null or request_right = $request_right)
        and ($month::date is null or date_trunc('month', legal_last_day) = $month::date)
        and ($client_number is null or client_number = $client_number)
        and (not $is_search or contains(number, $search) or starts_with(upper(client_number), $search)
            or (len($words) > 0 and list_bool_and(list_transform($words, lambda w: contains(findable, w)))))
"""  # noqa: S608

HANDLED_SQL = f"""
    ($handler_ids::bigint[] is null or list_contains($handler_ids::bigint[], coalesce(handler_id, {_NOBODY})))
"""

_QUEUE_SQL = f"""
    select * exclude (extended, suspended_days),
        case when answered_on is null then date_diff('day', $today, coalesce(carry_out_on, legal_last_day))
            end as days_left,
        {{sort_key}} as sort_key
    from ({FITTING_SQL})
    where {HANDLED_SQL} and ($phase is null or phase = $phase) and ({{stand}})
"""  # noqa: S608


def open_requests(reader: Reader, actor: Actor, which: Filter, position: Position, size: int = SIZE) -> Page[Row]:
    """One page of the queue. By urgency the waiting ones come after the others, the newest finished one last.

    The first of the urgent ones are the withdrawals of consent; of the waiting ones those that wait for a decision.
    Whoever may not list clients gets no names or client numbers, and cannot search by them.
    """
    return page_of(reader, _row, chosen_requests(reader, actor, which), position, size)


def chosen_requests(reader: Reader, actor: Actor, which: Filter) -> Chosen:
    """The requests that fit the filter, in its order, with the columns of a Row."""
    sql = _QUEUE_SQL.format(sort_key=ORDERS[which.order].sql, stand=STANDS_SQL[which.stand])
    return fitting(reader, actor, which, sql)


def fitting(reader: Reader, actor: Actor | None, which: Filter, sql: str) -> Chosen:
    """This SQL, which reads from `FITTING_SQL`, with those facts of the filter and the day that it names."""
    named = set(re.findall(r"\$(\w+)", sql))
    stood = requests_then.stood(reader, which.as_of)
    withdrawn_on = reader.values(
        stood.of(
            """
            select distinct received_on from requests
            where request_right = 'consent_withdrawal' and answered_on is null
            """
        ),
        **stood.facts,
    )
    facts: dict[str, Any] = {
        "names": actor is not None and may(actor.roles, Act.CLIENT_LIST),
        "request_right": which.right,
        "month": which.month,
        "client_number": which.client_number,
        "phase": which.phase,
        "handler_ids": _handler_ids(reader, actor, which.handler) if "handler_ids" in named else None,
        "is_search": bool(which.search.strip()),
        # the V of a case number alone is no number
        "search": which.search.strip().upper() if any(c.isdigit() for c in which.search) else None,
        "words": folded(which.search).split(),
        "withdrawn_on": withdrawn_on,
        "carry_out_on": [withdrawal_target(day, reader.settings.is_free_day) for day in withdrawn_on],
        "decide_from": stood.day - DECIDE_AFTER,
        "week_end": end_of_week(stood.day),
        "too_late_from": too_late_from(stood.day, reader.settings.is_free_day),
        **stood.window(which.since, which.until),
        **phase_facts(reader, stood.day),
    }
    return Chosen(stood.of(sql), {name: fact for name, fact in facts.items() if name in named} | {**stood.facts})


def phase_facts(reader: Reader, day: date | None = None) -> dict[str, date]:
    """The days that `PHASE_SQL` compares with, for the phases of this day; without one for those of today."""
    bounds = phase_bounds(day or reader.today, reader.settings.is_free_day)
    return {"today": bounds.today, "urgent_until": bounds.urgent_until, "soon_until": bounds.soon_until}


def _handler_ids(reader: Reader, actor: Actor | None, handler: Handler | None) -> list[int] | None:
    if handler == "mine":
        return works_for(reader, actor.staff_id) if actor else []
    if handler == "nobody":
        return [_NOBODY, *unattended(reader)]
    return None if handler is None else [handler]


def _row(*, request_right: str, phase: str | None, state: str, outcome: str | None, **columns: Any) -> Row:
    return Row(
        right=Right(request_right),
        phase=Phase(phase) if phase else None,
        state=State(state),
        outcome=Outcome(outcome) if outcome else None,
        **columns,
    )
