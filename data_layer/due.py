"""Until when each category of each client is kept and from when deletion is due: stored, rewritten with the facts.

The dates are found in SQL for all clients at once; every date that the law computes comes from the pure rules,
asked once per combination of dates that occurs.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache

import pyarrow as pa

from data_layer import holds
from data_layer.categories import CATEGORIES, INTAKE_ONLY_MONTHS, Category
from data_layer.rules.retention import capped, due_from, fiscal_last_day, last_day_after
from data_layer.settings import Settings
from data_layer.transactions import Change, Reader

RUNNING = "running"  # an agreement without an end date: nothing is due yet
_AT_A_TIME = 200_000  # clients; more at once takes gigabytes
OPEN = "open"  # a complaint that is not closed


def refresh(change: Change, client_ids: Sequence[int] | None = None) -> None:
    """Rewrites the due rows, holds from facts and totals of these clients (None: of all), in the open transaction."""
    if client_ids is None:
        client_ids = change.values("select id from clients order by id")
    for first in range(0, len(client_ids), _AT_A_TIME):
        _refresh(change, client_ids[first : first + _AT_A_TIME])


def _refresh(change: Change, client_ids: Sequence[int]) -> None:
    with scope(change, pa.table({"client_id": pa.array(client_ids, pa.int64())})):
        holds.follow_facts(change)
        change.execute("delete from due where client_id in (select client_id from scope)")
        with computed(change):
            change.execute("insert into due select * from due_computed")
        change.execute(
            """
            update clients set first_due_from = total.first_due_from, all_due_from = total.all_due_from,
                held = total.held
            from (
                select client_id, min(due_from) as first_due_from, bool_or(held) as held,
                    case when bool_and(due_from is not null) then max(due_from) end as all_due_from
                from due where client_id in (select client_id from scope) group by client_id
            ) as total
            where clients.id = total.client_id and (clients.held <> total.held
                or clients.first_due_from is distinct from total.first_due_from
                or clients.all_due_from is distinct from total.all_due_from)
            """
        )


@contextmanager
def scope(change: Change, clients: pa.Table | None) -> Iterator[None]:
    """A temporary table `scope` with the ids of the clients that are looked at."""
    change.execute("create or replace temp table scope (client_id bigint)")
    if clients is None:
        change.execute("insert into scope select id from clients")
    else:
        with change.lent(chosen_clients=clients):
            change.execute("insert into scope select distinct client_id from chosen_clients")
        # what stayed of a client that was merged is held with the client it went into
        change.execute(
            "insert into scope select id from clients where merged_into in (select client_id from scope)"
            " and id not in (select client_id from scope)"
        )
    try:
        yield
    finally:
        change.execute("drop table temp.scope")


@contextmanager
def computed(change: Change) -> Iterator[None]:
    """A temporary table `due_computed` with what the due rows of the clients in `scope` should be."""
    change.execute(f"create or replace temp table due_found as {_found_sql(change.settings)}")
    with change.lent(last_days=_last_days(change), hold_ends=_hold_ends(change)):
        change.execute(
            """
            create or replace temp table due_computed as
            select f.client_id, f.category, f.trigger_kind, f.trigger_on, l.last_day, h.hold_until,
                coalesce(h.is_open, false) as held, h.hold_id, coalesce(l.capped, false) as capped
            from due_found f
            left join last_days l on l.trigger_on = f.trigger_on and l.months is not distinct from f.months
                and l.ceiling_on is not distinct from f.ceiling_on
            left join hold_ends h on h.client_id = f.client_id and h.category = f.category
            """
        )
    with change.lent(due_days=_due_days(change)):
        change.execute(
            """
            create or replace temp table due_computed as
            select c.client_id, c.category, c.trigger_kind, c.trigger_on, c.last_day, d.due_from, c.held,
                c.hold_id, c.capped
            from due_computed c
            -- `not c.held` as a condition of its own would make this join compare every pair
            left join due_days d on d.last_day = case when not c.held then c.last_day end
                and d.hold_until is not distinct from c.hold_until
            """
        )
    try:
        yield
    finally:
        change.execute("drop table temp.due_found")
        change.execute("drop table temp.due_computed")


def _found_sql(settings: Settings) -> str:
    """Per client and category that has data: the date that ages it, the term, and the date of the ceiling."""
    parts = " union all ".join(_category_sql(category, settings) for category in CATEGORIES)
    return f"""
        with end_of as (
            select client_id, max(ended_on) as ended_on, bool_or(ended_on is null) as is_running
            from agreements where client_id in (select client_id from scope) group by client_id
        ),
        fiscal_dates as (
            select client_id, 1 as rank, 'agreement_end' as kind, ended_on as day from end_of
            union all
            select client_id, 2, 'last_lesson', max(held_on) from attendance
            where invoiced and client_id in (select client_id from scope) group by client_id
            union all
            select client_id, i.rank, i.kind, max(i.day)
            from (
                select client_id, unnest([3, 4, 5, 6, 7]) as rank,
                    unnest(['invoice', 'credit_note', 'payment', 'instalment_end', 'write_off']) as kind,
                    unnest([issued_on, credited_on, paid_on, instalments_end_on, written_off_on]) as day
                from invoices where client_id in (select client_id from scope)
            ) as i group by all
            union all
            select client_id, 5, 'payment', max(paid_on) from payments
            where client_id in (select client_id from scope) group by client_id
        ),
        last_relevant as (
            select client_id, arg_min(kind, rank) as kind, any_value(day) as day
            from (
                select *, max(day) over (partition by client_id) as latest from fiscal_dates where day is not null
            )
            where day = latest group by client_id
        ),
        facts as (
            select c.id as client_id, c.registered_on, e.client_id is not null as has_agreement,
                coalesce(e.is_running, false) as is_running, e.ended_on,
                case when not coalesce(e.is_running, false) then r.kind end as fiscal_kind,
                case when not coalesce(e.is_running, false) then r.day end as fiscal_on
            from clients c semi join scope on scope.client_id = c.id
            left join end_of e on e.client_id = c.id
            left join last_relevant r on r.client_id = c.id
        )
        select client_id, category, trigger_kind, trigger_on, months, fiscal_on as ceiling_on from ({parts})
    """


def _category_sql(category: Category, settings: Settings) -> str:
    months = "null" if category.term_months is None else settings.terms.get(category.code, category.term_months)
    if category.table == "clients":
        # every client has a name to be forgotten, also one of whom only a number was kept
        filled = " or ".join(f"t.{f.column} is not null" for f in category.fields) if category.number > 1 else "true"
        source = f"facts f join clients t on t.id = f.client_id and ({filled})"
    else:
        own = {
            "held_on": "max(held_on)",
            "closed": "case when bool_and(closed_on is not null) then max(closed_on) end",
        }
        union = "".join(f" union all select client_id from {kind.table}" for kind in category.kinds[1:])
        date_column = own.get(category.trigger)
        table = f"(select client_id from {category.table}{union})" if date_column is None else category.table
        source = (
            f"facts f join (select client_id, {date_column or 'null::date'} as own_on from {table}"
            " where client_id in (select client_id from scope) group by client_id) t using (client_id)"
        )
    kind, on, term = {
        "fiscal": (
            f"case when f.is_running then '{RUNNING}' else coalesce(f.fiscal_kind, 'registered') end",
            "case when not f.is_running then coalesce(f.fiscal_on, f.registered_on) end",
            "null::integer",
        ),
        "end": (
            f"case when f.is_running then '{RUNNING}' when f.has_agreement then 'agreement_end' else 'registered' end",
            "case when f.is_running then null when f.has_agreement then f.ended_on else f.registered_on end",
            f"{months}",
        ),
        "held_on": (
            f"case when f.is_running then '{RUNNING}' when f.has_agreement then 'agreement_end' else 'own_date' end",
            "case when f.is_running then null when f.has_agreement then f.ended_on else own_on end",
            f"case when f.has_agreement then {months} else {INTAKE_ONLY_MONTHS} end",
        ),
        "closed": (f"case when own_on is null then '{OPEN}' else 'closed' end", "own_on", f"{months}"),
    }[category.trigger]
    return (
        f"select f.client_id, '{category.code}' as category, {kind} as trigger_kind, {on} as trigger_on,"
        f" {term} as months, f.fiscal_on from {source}"
    )


def _last_days(reader: Reader) -> pa.Table:
    """For each combination that occurs: the last day of retention by the rule, under the fiscal ceiling."""
    year_end = reader.settings.financial_year_end

    @cache
    def normal_day(on: date, months: int | None) -> date:
        return fiscal_last_day(on, year_end) if months is None else last_day_after(on, months)

    rows = reader.table(
        "select distinct trigger_on, months, ceiling_on from due_found where trigger_on is not null"
    ).to_pylist()
    for row in rows:
        on, months, ceiling_on = row["trigger_on"], row["months"], row["ceiling_on"]
        normal = normal_day(on, months)
        row["last_day"] = capped(normal, ceiling_on and normal_day(ceiling_on, None))
        row["capped"] = row["last_day"] != normal
    return pa.Table.from_pylist(rows, _LAST_DAYS)


def _hold_ends(reader: Reader) -> pa.Table:
    """Per client and category in scope: whether a hold is open, which one says so, and the last day of ended ones."""
    codes = [category.code for category in CATEGORIES]
    return reader.table(
        """
        select client_id, category, bool_or(until is null) as is_open,
            coalesce(min(id) filter (until is null), arg_max(id, (until, id))) as hold_id,
            max(until) as hold_until
        from (
            select h.id, c.id as client_id, h.until, unnest(coalesce(h.categories, $codes)) as category
            from holds h join clients c on h.client_id = coalesce(c.merged_into, c.id)
            where c.id in (select client_id from scope)
        ) group by client_id, category
        """,
        codes=codes,
    )


def _due_days(reader: Reader) -> pa.Table:
    """For each combination of last day and end of the holds that occurs: the day from which deletion is due."""
    rows = reader.table(
        "select distinct last_day, hold_until from due_computed where last_day is not null and not held"
    ).to_pylist()
    for row in rows:
        until = row["hold_until"]
        row["due_from"] = due_from(row["last_day"], [(until, until)] if until else [])
    return pa.Table.from_pylist(rows, _DUE_DAYS)


_LAST_DAY_TYPES: dict[str, pa.DataType] = {
    "trigger_on": pa.date32(),
    "months": pa.int32(),
    "ceiling_on": pa.date32(),
    "last_day": pa.date32(),
    "capped": pa.bool_(),
}
_LAST_DAYS = pa.schema(_LAST_DAY_TYPES)
_DUE_DAYS = pa.schema({"last_day": pa.date32(), "hold_until": pa.date32(), "due_from": pa.date32()})
