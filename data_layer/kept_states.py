"""What stays of how clients stood when something of them is destroyed: how many began and ceased to, per month."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from data_layer.client_states import STATES, State, spans_sql
from data_layer.kept_figures import add_going
from data_layer.rules.months import last_of
from data_layer.transactions import Change, Reader

Counted = State | Literal["clients"]
UNKNOWN = "states_unknown"
"""The month up to which what was destroyed left nothing of this; its figure is one."""
_BEGUN: dict[str, Counted] = {f"{state}_begun": state for state in STATES} | {"clients_registered": "clients"}
_ENDED: dict[str, Counted] = {f"{state}_ended": state for state in STATES} | {"clients_destroyed": "clients"}


@contextmanager
def keeping(change: Change, items: pa.Table, cases: pa.Table) -> Iterator[None]:
    """Within, these items and cases go (`client_id`); what that takes from the days before goes to monthly figures.

    For each state: `due_begun`, how many more were in it from a day in that month on, than the rest of the store shows;
    and `due_ended`, how many of them were until today, with the day as its part. Nobody can be found in that.
    """
    ids = pa.concat_tables([items.select(["client_id"]), cases.select(["client_id"])])
    with change.lent(concerned_clients=ids):
        change.execute(
            """
            create or replace temp table concerned as
            select distinct coalesce(c.merged_into, c.id) as id
            from clients c semi join concerned_clients g on g.client_id = c.id
            """
        )
    _note(change, "stood_before")
    yield
    _note(change, "stood_after")
    change.execute(
        """
        create or replace temp table figures_going as
        with lost as (
            select state, day, sum(step)::double as step from (
                from stood_before union all select state, day, -step from stood_after
            ) group by state, day
        )
        select date_trunc('month', day)::date as month, state || '_begun' as name, '' as part, sum(step) as value
        from lost group by all having sum(step) <> 0
        union all
        select date_trunc('month', $today::date)::date, state || '_ended', $today::date::text, sum(step)
        from lost group by state having sum(step) <> 0
        """,
        today=change.today,
    )
    add_going(change)
    for table in ("concerned", "stood_before", "stood_after"):
        change.execute(f"drop table temp.{table}")


def gone_on(reader: Reader, day: date) -> dict[Counted, int | None]:
    """Per state, and of all clients: how many that are not here any more were so on that day.

    None where it cannot be known: what began is kept per month, so on most days within a month it is not.
    """
    ends_month = day == last_of(day)
    unknown_until = reader.value(
        "select last_day(month) from monthly_figures where name = $name order by 1 desc", name=UNKNOWN
    )
    found: list[dict[str, Any]] = reader.all(
        dict,
        """
        select name, month, try_cast(part as date) as day, sum(value)::bigint as n from monthly_figures
        where month <= $day and name in (select unnest($names)) group by all having sum(value) <> 0
        """,
        day=day,
        names=[*_BEGUN, *_ENDED],
    )
    counts: dict[Counted, int | None] = dict.fromkeys((*STATES, "clients"), 0)
    if unknown_until is not None and day < unknown_until:
        counts |= dict.fromkeys(STATES)
    for row in found:
        is_begun = row["name"] in _BEGUN
        what = _BEGUN[row["name"]] if is_begun else _ENDED[row["name"]]
        so_far = counts[what]
        if so_far is None or (row["day"] is not None and row["day"] > day):
            continue
        is_cut = row["day"] is None and not ends_month and row["month"] == day.replace(day=1)
        counts[what] = None if is_cut else so_far + (row["n"] if is_begun else -row["n"])
    return counts


def destroyed_between(reader: Reader, since: date, until: date) -> int | None:
    """How many clients were destroyed whole in these days; None where a month of an older version is cut."""
    found: list[dict[str, Any]] = reader.all(
        dict,
        """
        select month, try_cast(part as date) as day, value::bigint as n from monthly_figures
        where name = 'clients_destroyed' and month between date_trunc('month', $since::date) and $until
        """,
        since=since,
        until=until,
    )
    count = 0
    for row in found:
        first = row["day"] or row["month"]
        last = row["day"] or last_of(first)
        if since <= first and last <= until:
            count += row["n"]
        elif first <= until and last >= since:
            return None
    return count


def _note(change: Change, table: str) -> None:
    """Keeps, in this temporary table, on which days before today how many of those concerned began, or ceased."""
    spans = " union all ".join(
        f"select '{state}' as state, * from ({spans_sql(state, 'select id from concerned')})"  # noqa: S608 - declared
        for state in STATES
    )
    change.execute(
        f"""
        create or replace temp table {table} as
        with spans as ({spans}),
        moves as (
            select state, client_id, day, sum(n) as n from (
                select state, client_id, since as day, 1 as n from spans
                union all select state, client_id, until, -1 from spans where until is not null
            ) where day < $today group by all
        ),
        counted as (
            select *, sum(n) over (partition by state, client_id order by day) as n_open from moves
        ),
        steps as (
            select state, client_id, day, (n_open > 0)::integer
                - (lag(n_open, 1, 0) over (partition by state, client_id order by day) > 0)::integer as step
            from counted
        )
        select state, day, sum(step) as step from steps where step <> 0 group by state, day
        """,  # noqa: S608 - fragments of this package
        today=change.today,
    )
