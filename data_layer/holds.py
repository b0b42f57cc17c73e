"""What keeps a client's records from being destroyed: set by people, or following from facts and going with them."""

import pyarrow as pa

from data_layer.ids import new_ids
from data_layer.rules.retention import request_hold_until
from data_layer.transactions import Change


def follow_facts(change: Change) -> None:
    """Makes the holds from facts of the clients in the temporary table `scope` what the facts say.

    The facts are an open complaint, a request that is open or was answered short of six weeks ago, a restriction
    (art. 18 GDPR), an invoice in collection. A request that was answered too late keeps its hold until the privacy
    officer lifts it. A restriction or a collection that ended leaves its hold ended today.
    """
    with change.lent(answer_holds=_answer_holds(change)):
        change.execute(
            """
            create or replace temp table holds_wanted as
            select client_id, 'complaint' as kind, id as fact_id, received_on as since, closed_on as until
            from complaints where client_id in (select client_id from scope)
            union all
            select r.client_id, 'request', r.id, r.received_on,
                case when r.answered_on <= r.legal_last_day then a.until end
            from requests r left join answer_holds a on a.answered_on = r.answered_on
            where r.client_id in (select client_id from scope)
            union all
            select id, 'restriction', id, restricted_since, null
            from clients where restricted_since is not null and id in (select client_id from scope)
            union all
            select client_id, 'collection', id, in_collection_since,
                case when coalesce(paid_on, written_off_on) is not null
                    then greatest(coalesce(paid_on, written_off_on), in_collection_since) end
            from invoices where in_collection_since is not null and client_id in (select client_id from scope)
            """
        )
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
        delete from holds
        where kind in ('complaint', 'request') and fact_id is not null and client_id in (select client_id from scope)
            and not exists (from holds_wanted w
                where w.kind = holds.kind and w.fact_id = holds.fact_id and w.client_id = holds.client_id)
        """
    )
    change.execute(
        """
        update holds set since = w.since,
            -- one that the privacy officer lifted after a late answer stays lifted
            until = case when w.kind = 'request' and w.until is null and r.answered_on is not null
                then holds.lifted_on else w.until end
        from holds_wanted w left join requests r on w.kind = 'request' and r.id = w.fact_id
        where holds.kind = w.kind and holds.fact_id = w.fact_id and holds.client_id = w.client_id
            -- an ended one of an earlier restriction or collection stays as it was
            and (w.kind not in ('restriction', 'collection') or holds.until is null or holds.since = w.since)
            and (holds.since <> w.since or holds.until is distinct from w.until)
        """
    )
    missing = change.table(
        """
        select client_id, kind, fact_id, since, until from holds_wanted w
        where not exists (from holds h
            where h.kind = w.kind and h.fact_id = w.fact_id and h.client_id = w.client_id
                and (w.kind not in ('restriction', 'collection') or h.since = w.since))
        order by client_id, fact_id
        """
    )
    if missing.num_rows:
        change.insert_table("holds", missing.add_column(0, "id", pa.array(new_ids(missing.num_rows))))
    change.execute("drop table temp.holds_wanted")


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
