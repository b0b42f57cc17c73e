"""Until when each category of each client is kept and from when deletion is due: stored, rewritten with the facts.

The dates are found in SQL for all clients at once; every date that the law computes comes from the pure rules,
asked once per combination of dates that occurs. What is in `due_cases` ages by itself: each request, each complaint
of nobody whom the desk knows.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

from data_layer import due_cases, holds
from data_layer.due_categories import DESK_RECORDS, DISCLOSURES, DeskRecords
from data_layer.due_days import due_days, hold_ends, last_days
from data_layer.due_found import found_sql
from data_layer.transactions import Change

RECORD = "record"  # what is kept as long as anything else of the client
_AT_A_TIME = 200_000  # clients; more at once takes gigabytes


def refresh(change: Change, client_ids: Sequence[int] | None = None) -> None:
    """Rewrites due rows, cases, holds from facts and totals of these clients, in the open transaction.

    With None that is of all clients, and of the cases of nobody.
    """
    if client_ids is None:
        due_cases.refresh_nobodys(change)
        client_ids = change.values("select id from clients order by id")
    for part in parts(client_ids):
        _refresh(change, part)


def parts(client_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many clients at a time that memory suffices."""
    for first in range(0, len(client_ids), _AT_A_TIME):
        yield client_ids[first : first + _AT_A_TIME]


def add_disclosures(change: Change, client_ids: Sequence[int]) -> None:
    """Dates the disclosures of clients who were in none until now; nothing else of a client moves by them."""
    with scope(change, client_ids):
        change.execute(
            "delete from scope where client_id in (select client_id from due where category = $code)",
            code=DISCLOSURES.code,
        )
        change.execute(
            """
            create or replace temp table due_computed as
            select *, null::bigint as case_id from due
            where client_id in (select client_id from scope) and category not in (select unnest($own))
            """,
            own=[records.code for records in DESK_RECORDS],
        )
        change.execute(f"insert into due {_desk_sql(DISCLOSURES)}")
        change.execute("drop table temp.due_computed")


def _refresh(change: Change, client_ids: Sequence[int]) -> None:
    with scope(change, client_ids):
        holds.follow_facts(change)
        change.execute("delete from due where client_id in (select client_id from scope)")
        due_cases.forget(change)
        change.execute("delete from due_years where client_id in (select client_id from scope)")
        with computed(change):
            change.execute("insert into due select * exclude (case_id) from due_computed where case_id is null")
            due_cases.keep(change)
            change.execute(
                """
                update clients set first_due_from = total.first_due_from, all_due_from = total.all_due_from,
                    held = total.held
                from (
                    select client_id, min(due_from) as first_due_from, bool_or(held) as held,
                        case when bool_and(due_from is not null) then max(due_from) end as all_due_from
                    from due_computed group by client_id
                ) as total
                where clients.id = total.client_id and (clients.held <> total.held
                    or clients.first_due_from is distinct from total.first_due_from
                    or clients.all_due_from is distinct from total.all_due_from)
                """
            )
            change.execute(
                """
                insert into due_years
                select client_id, year(due_from) as year, min(due_from), max(due_from)
                from due_computed where due_from is not null group by client_id, year
                """
            )


@contextmanager
def scope(change: Change, client_ids: Sequence[int]) -> Iterator[None]:
    """A temporary table `scope` with the ids of the clients that are looked at."""
    with change.lent(chosen_clients=pa.table({"client_id": pa.array(client_ids, pa.int64())})):
        # what stayed of a client that was merged ages and is held with the client it went into
        change.execute(
            """
            create or replace temp table scope as
            with persons as (
                select client_id from chosen_clients
                union select merged_into from clients c semi join chosen_clients h on h.client_id = c.id
                where merged_into is not null
            )
            from persons union select id from clients where merged_into in (from persons)
            """
        )
    try:
        yield
    finally:
        change.execute("drop table temp.scope")


@contextmanager
def computed(change: Change) -> Iterator[None]:
    """A temporary table `due_computed` with what the due rows of the clients in `scope` should be, and their cases.

    A row with a `case_id` is of that request, and no row of `due`.
    """
    change.execute(f"create or replace temp table due_found as {found_sql(change.settings)}")
    with change.lent(last_days=last_days(change), hold_ends=hold_ends(change)):
        change.execute(
            """
            create or replace temp table due_computed as
            select f.client_id, f.category, f.case_id, f.trigger_kind, f.trigger_on, l.last_day, h.hold_until,
                coalesce(h.is_open, false) as held, h.hold_id, coalesce(l.capped, false) as capped
            from due_found f
            left join last_days l on l.trigger_on = f.trigger_on and l.months is not distinct from f.months
                and l.ceiling_on is not distinct from f.ceiling_on
            left join hold_ends h on h.client_id = f.client_id and h.category = f.category
            """
        )
    with change.lent(due_days=due_days(change)):
        change.execute(
            """
            create or replace temp table due_computed as
            select c.client_id, c.category, c.trigger_kind, c.trigger_on, c.last_day, d.due_from, c.held,
                c.hold_id, c.capped, c.case_id
            from due_computed c
            -- `not c.held` as a condition of its own would make this join compare every pair
            left join due_days d on d.last_day = case when not c.held then c.last_day end
                and d.hold_until is not distinct from c.hold_until
            """
        )
    own = " union all ".join(f"select *, null from ({_desk_sql(records)})" for records in DESK_RECORDS)
    change.execute(f"insert into due_computed {own}")
    try:
        yield
    finally:
        change.execute("drop table temp.due_found")
        change.execute("drop table temp.due_computed")


def _desk_sql(records: DeskRecords) -> str:
    """Rows as of `due` for the clients in `scope` that have such records: they go when the last category goes."""
    return f"""
        select client_id, '{records.code}' as category, '{RECORD}' as trigger_kind, null::date as trigger_on,
            case when bool_and(last_day is not null) then max(last_day) end as last_day,
            case when bool_and(due_from is not null) then max(due_from) end as due_from,
            bool_or(held) as held,
            coalesce(min(hold_id) filter (held), arg_max(hold_id, due_from)) as hold_id,
            false as capped
        from due_computed
        where case_id is null and client_id in (
            select client_id from {records.table} where client_id in (select client_id from scope))
        group by client_id
    """
