"""What keeps a client's records from being destroyed: set by people, or following from facts and going with them."""

import pyarrow as pa

from data_layer.ids import new_ids
from data_layer.rules.retention import request_hold_until
from data_layer.transactions import Change


def follow_facts(change: Change) -> None:
    """Makes the holds from facts of the clients in the temporary table `scope` what the facts say.

    The facts are an open complaint, a request that is open or was answered short of six weeks ago, a restriction
    (art. 18 GDPR), an invoice in collection. A complaint that was closed and opened again has a hold for each time that
    it was open. A request that was answered too late keeps its hold until the privacy officer lifts it. A restriction
    or a collection that ended leaves its hold ended today.
    """
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


def _number(change: Change) -> None:
    """The holds from facts in the temporary table `holds_numbered`: which of those of its fact each one is."""
    change.execute(
        """
        create or replace temp table holds_numbered as
        select id, client_id, kind, fact_id, until, row_number() over (
            partition by client_id, kind, fact_id order by since, until nulls last, id
        ) as nth
        from holds where fact_id is not null and client_id in (select client_id from scope)
        """
    )


def _find_wanted(change: Change) -> None:
    """What the facts say, in the temporary table `holds_wanted`; `nth` is how often a complaint was open by then."""
    with change.lent(answer_holds=_answer_holds(change)):
        change.execute(
            """
            create or replace temp table holds_wanted as
            with reopenings as (
                select complaint_id, happened_on as reopened_on, kind,
                    lag(if(kind = 'closed', happened_on, null)) over in_order as closed_on,
                    count(*) filter (kind = 'reopened') over in_order as nth
                from complaint_events
                where kind in ('closed', 'reopened')
                    and complaint_id in (select id from complaints where client_id in (select client_id from scope))
                window in_order as (partition by complaint_id order by recorded_at, id)
                qualify kind = 'reopened'
            ),
            complaint_starts as (
                select client_id, id, received_on as since, closed_on as until, 1 as nth from complaints
                where client_id in (select client_id from scope)
                union all
                select k.client_id, k.id, r.reopened_on, k.closed_on, r.nth + 1
                from reopenings r join complaints k on k.id = r.complaint_id
            )
            select s.client_id, 'complaint' as kind, s.id as fact_id, s.since,
                -- that an import had it closed, only the hold knows once it is open again
                if(r.nth is null, s.until, coalesce(r.closed_on, n.until, r.reopened_on)) as until, s.nth
            from complaint_starts s
            left join reopenings r on r.complaint_id = s.id and r.nth = s.nth
            left join holds_numbered n on n.kind = 'complaint'
                and (n.client_id, n.fact_id, n.nth) = (s.client_id, s.id, s.nth)
            union all
            select r.client_id, 'request', r.id, r.received_on,
                case when r.answered_on <= r.legal_last_day then a.until end, 1
            from requests r left join answer_holds a on a.answered_on = r.answered_on
            where r.client_id in (select client_id from scope)
            union all
            select id, 'restriction', id, restricted_since, null, 1
            from clients where restricted_since is not null and id in (select client_id from scope)
            union all
            select client_id, 'collection', id, in_collection_since,
                case when coalesce(paid_on, written_off_on) is not null
                    then greatest(coalesce(paid_on, written_off_on), in_collection_since) end, 1
            from invoices where in_collection_since is not null and client_id in (select client_id from scope)
            """
        )


def _answer_holds(change: Change) -> pa.Table:
    answered = change.values(
        """
        select distinct answered_on from requests
        where answered_on is not null and client_id in (select client_id from scope)
        """
    )
    return pa.table(
        {
            "answered_on": pa.array(answered, pa.date32()),
            "until": pa.array([request_hold_until(day) for day in answered], pa.date32()),
        }
    )
