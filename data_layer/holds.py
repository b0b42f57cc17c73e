"""What keeps a client's records from being destroyed: set by people, or following from facts and going with them."""

import pyarrow as pa

from data_layer.ids import new_ids
from data_layer.rules.retention import request_hold_until
from data_layer.transactions import Change


def follow_facts(change: Change) -> None:
    """Makes the holds from facts of the clients in the temporary table `scope` what the facts say.

    The facts are an open complaint, a request that is open or was answered short of six weeks ago, a restriction
    (art. 18 GDPR), an invoice in collection. A case that was opened again has a hold for each time that it was open.
    A request that was answered too late keeps its hold until the privacy officer lifts it. A restriction
    or a collection that ended leaves its hold ended today.
    """
    if not change.value(_HAS_ANY):  # as usual
        return
    _number(change)
    _find_wanted(change)
    change.execute(
        """
        update holds set until = $today, version = version + 1
        where kind in ('restriction', 'collection') and fact_id is not null and until is null and since <= $today
            and client_id in (select client_id from scope)
            and not exists (from holds_wanted w where w.kind = holds.kind and w.fact_id = holds.fact_id)
        """,
        today=change.today,
    )
    change.execute(
        """
        delete from holds where id in (
            select id from holds_numbered where kind in ('complaint', 'request')
        ) and not exists (from holds_wanted w join holds_numbered n using (client_id, kind, fact_id, nth)
            where n.id = holds.id)
        """
    )
    change.execute(
        """
        update holds set since = w.since,
            -- one that the privacy officer lifted after a late answer stays lifted
            until = case when w.kind = 'request' and w.until is null and r.answered_on is not null
                then holds.lifted_on else w.until end
        from holds_wanted w left join requests r on w.kind = 'request' and r.id = w.fact_id
            join holds_numbered n on (n.client_id, n.kind, n.fact_id) = (w.client_id, w.kind, w.fact_id)
        where holds.id = n.id
            -- an ended one of an earlier restriction or collection stays as it was
            and if(w.kind in ('restriction', 'collection'), holds.until is null or holds.since = w.since, n.nth = w.nth)
            and (holds.since <> w.since or holds.until is distinct from w.until)
        """
    )
    missing = change.table(
        """
        select client_id, kind, fact_id, since, until from holds_wanted w
        where not exists (
            from holds h join holds_numbered n on n.id = h.id
            where (h.client_id, h.kind, h.fact_id) = (w.client_id, w.kind, w.fact_id)
                and if(w.kind in ('restriction', 'collection'), h.since = w.since, n.nth = w.nth))
        order by client_id, fact_id, nth
        """
    )
    if missing.num_rows:
        change.insert_table("holds", missing.add_column(0, "id", pa.array(new_ids(missing.num_rows))))
    change.execute("drop table temp.holds_wanted")
    change.execute("drop table temp.holds_numbered")


_HAS_ANY = " union all ".join(
    f"select true from {table} where {column} in (select client_id from scope) and {fact} is not null"  # noqa: S608 - names here
    for table, column, fact in (
        ("holds", "client_id", "fact_id"),
        ("complaints", "client_id", "id"),
        ("requests", "client_id", "id"),
        ("clients", "id", "restricted_since"),
        ("invoices", "client_id", "in_collection_since"),
    )
)
"""Whether somebody in `scope` has such a fact, or a hold from one."""


def _number(change: Change) -> None:
    """The holds from facts in the temporary table `holds_numbered`: which of those of its fact each one is."""
    change.execute(
        """
        create or replace temp table holds_numbered as
        select id, client_id, kind, fact_id, until, lifted_on, row_number() over (
            partition by client_id, kind, fact_id order by since, until nulls last, id
        ) as nth
        from holds where fact_id is not null and client_id in (select client_id from scope)
        """
    )


def _find_wanted(change: Change) -> None:
    """What the facts say, in the temporary table `holds_wanted`; `nth` is how often a case was open by then."""
    with change.lent(answer_holds=_answer_holds(change)):
        change.execute(
            f"""
            create or replace temp table holds_wanted as
            with {_CASES}
            select s.client_id, s.kind, s.fact_id, s.since,
                case
                    -- that an import had a complaint closed, only the hold knows once it is open again
                    when s.kind = 'complaint' then if(
                        s.reopened_on is null, s.ended_on, coalesce(s.ended_on, n.until, s.reopened_on)
                    )
                    when s.ended_on <= s.legal_last_day then a.until
                    when s.reopened_on is not null then coalesce(n.lifted_on, s.reopened_on)
                end as until, s.nth
            from times_open s left join answer_holds a on a.answered_on = s.ended_on
            left join holds_numbered n
                on (n.client_id, n.kind, n.fact_id, n.nth) = (s.client_id, s.kind, s.fact_id, s.nth)
            union all
            select id, 'restriction', id, restricted_since, null, 1
            from clients where restricted_since is not null and id in (select client_id from scope)
            union all
            select client_id, 'collection', id, in_collection_since,
                case when coalesce(paid_on, written_off_on) is not null
                    then greatest(coalesce(paid_on, written_off_on), in_collection_since) end, 1
            from invoices where in_collection_since is not null and client_id in (select client_id from scope)
            """  # noqa: S608 - fragments of this module
        )


def _reopened_sql(case: str, ends: str) -> str:
    """Each time that a case was opened again, from its events: when, when it had ended by then, the how maniest."""
    return f"""
        select {case}_id, happened_on as reopened_on, lag(if(kind = 'reopened', null, happened_on)) over in_order
            as ended_on, count(*) filter (kind = 'reopened') over in_order as nth
        from {case}_events
        where kind in ('reopened', {ends})
            and {case}_id in (select {case}_id from {case}_events where kind = 'reopened')
        window in_order as (partition by {case}_id order by recorded_at, id)
        qualify kind = 'reopened'
    """  # noqa: S608 - names in this module


REOPENED_REQUESTS_SQL = _reopened_sql("request", "'answered', 'refused'")
"""`request_id`, `reopened_on`, `ended_on` (the answer before) and `nth` of each time a request was opened again."""
_CASES = f"""
    cases as (
        select client_id, 'complaint' as kind, id as fact_id, received_on, closed_on as ended_on, legal_last_day
        from complaints where client_id in (select client_id from scope)
        union all
        select client_id, 'request', id, received_on, answered_on, legal_last_day
        from requests where client_id in (select client_id from scope)
    ),
    reopened as (
        select 'complaint' as kind, complaint_id as fact_id, * exclude (complaint_id)
        from ({_reopened_sql("complaint", "'closed'")})
        union all
        select 'request', * from ({REOPENED_REQUESTS_SQL})
    ),
    starts as (
        select kind, fact_id, received_on as since, 1 as nth from cases
        union all
        select kind, fact_id, reopened_on, nth + 1 from reopened
    ),
    times_open as (
        select c.client_id, c.kind, c.fact_id, s.since, s.nth, c.legal_last_day, r.reopened_on,
            if(r.nth is null, c.ended_on, r.ended_on) as ended_on
        from cases c join starts s using (kind, fact_id)
        left join reopened r on (r.kind, r.fact_id, r.nth) = (s.kind, s.fact_id, s.nth)
    )
"""  # noqa: S608 - the text above


def _answer_holds(change: Change) -> pa.Table:
    answered = change.values(
        f"""
        select answered_on from requests where answered_on is not null and client_id in (select client_id from scope)
        union
        select ended_on from ({REOPENED_REQUESTS_SQL}) where ended_on is not null
        """  # noqa: S608 - the text above
    )
    return pa.table(
        {
            "answered_on": pa.array(answered, pa.date32()),
            "until": pa.array([request_hold_until(day) for day in answered], pa.date32()),
        }
    )
