"""What of a batch may still go at the moment it runs, and why the rest may not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from data_layer import due
from data_layer.categories import CATEGORIES
from data_layer.destroying import erasing
from data_layer.destroying.items import LEAVING, OF_A_CLIENT, Items
from data_layer.destroying.piles import Piles, piles
from data_layer.requests.identity_gates import is_certain
from data_layer.transactions import Change

IN_UNSENT_FILE = """
    select coalesce(c.merged_into, c.id) from disclosure_clients p
    join delivery_files f on f.disclosure_id = p.disclosure_id join clients c on c.id = p.client_id
"""
"""The clients in the file of a delivery that was not sent yet: it would hold what the store does not any more."""


@contextmanager
def checked(change: Change, batch_id: int, request_id: int | None = None) -> Iterator[Items]:
    """What may go, after computing the dates of everybody in the batch anew; of a request for erasure by its piles.

    Within, the temporary tables `judged` and `judged_cases` have every item with its reason code, none for what goes;
    `note_skipped` writes them down.
    """
    due.refresh(change, _clients_of(change, batch_id))
    with _changed_since(change, batch_id):
        if request_id is None:
            _judge_by_date(change, batch_id)
        else:
            _judge_by_piles(change, batch_id, request_id)
    _judge_cases(change, batch_id)
    try:
        with _going(change).lent(change):
            # the desk's own records of a client go when nothing else is left
            change.execute(
                f"""
                update judged set reason = 'not_due'
                where reason is null and category in (select unnest($own)) and client_id not in ({LEAVING})
                """,
                own=list(OF_A_CLIENT),
            )
        yield _going(change)
    finally:
        change.execute("drop table if exists temp.judged")
        change.execute("drop table if exists temp.judged_cases")


def note_skipped(change: Change, batch_id: int) -> None:
    """Writes down, with what was judged, what went and why the rest did not."""
    change.execute(
        """
        update batch_items set state = case when j.reason is null then 'destroyed' else 'skipped' end,
            reason_code = j.reason
        from judged j where batch_id = $batch_id and j.client_id = batch_items.client_id
            and j.category = batch_items.category
        """,
        batch_id=batch_id,
    )
    change.execute(
        """
        update batch_cases set state = 'skipped', reason_code = j.reason
        from judged_cases j where batch_id = $batch_id and j.reason is not null and j.kind = batch_cases.kind
            and j.case_id = batch_cases.case_id
        """,
        batch_id=batch_id,
    )
    change.execute("delete from batch_cases where batch_id = $batch_id and state = 'proposed'", batch_id=batch_id)
    change.execute(
        """
        insert into batch_skips
        select $batch_id, reason, count(distinct client_id), count(*)
        from (select client_id, reason from judged union all select client_id, reason from judged_cases)
        where reason is not null group by reason
        """,
        batch_id=batch_id,
    )


@contextmanager
def _changed_since(change: Change, batch_id: int) -> Iterator[None]:
    """A temporary table of what was added or corrected after the batch was proposed: nobody approved that to go."""
    own = [
        {"in_table": kind.table, "category": category.code, "columns": [field.column for field in kind.fields]}
        for category in CATEGORIES
        for kind in category.kinds
    ]
    with change.lent(own_tables=pa.Table.from_pylist(own)):
        change.execute(
            """
            create or replace temp table changed_since as
            select distinct r.client_id, o.category
            from record_changes r join log l on l.chain = 'change' and l.seq = r.seq
                join batches b on b.id = $batch_id and l.happened_at > b.proposed_at
                join own_tables o on o.in_table = r.in_table
                    and (o.in_table <> 'clients' or list_has_any(o.columns, r.fields))
            where r.what in ('added', 'corrected')
                and r.client_id in (select client_id from batch_items where batch_id = $batch_id)
            """,
            batch_id=batch_id,
        )
    try:
        yield
    finally:
        change.execute("drop table if exists temp.changed_since")


def _clients_of(change: Change, batch_id: int) -> list[int]:
    return change.values(
        """
        select distinct coalesce(merged_into, id) from clients where id in (
            select client_id from batch_items where batch_id = $batch_id
            union all
            select k.client_id from batch_cases b join due_cases k on k.kind = b.kind and k.case_id = b.case_id
            where b.batch_id = $batch_id and k.client_id is not null)
        """,
        batch_id=batch_id,
    )


def _judge_by_date(change: Change, batch_id: int) -> None:
    change.execute(
        f"""
        create or replace temp table judged as
        select i.client_id, i.category, coalesce(d.last_day, i.last_day) as last_day,
            case when d.client_id is null then 'gone'
                when stayed.restricted_since is not null then 'restricted'
                when d.held then 'held'
                when d.due_from is null or d.due_from > $today then 'not_due'
                when (i.client_id, i.category) in (from changed_since) then 'changed'
                when stayed.id in ({IN_UNSENT_FILE}) then 'waiting_delivery' end as reason
        from batch_items i left join clients c on c.id = i.client_id
            left join clients stayed on stayed.id = coalesce(c.merged_into, c.id)
            left join due d on d.client_id = i.client_id and d.category = i.category
        where i.batch_id = $batch_id
        """,
        batch_id=batch_id,
        today=change.today,
    )


def _judge_by_piles(change: Change, batch_id: int, request_id: int) -> None:
    client_id = erasing.client_of(change, request_id)
    found = piles(change, client_id, request_id) if client_id is not None else Piles((), (), ())
    change.execute(
        f"""
        create or replace temp table judged as
        select i.client_id, i.category, coalesce(d.last_day, i.last_day) as last_day,
            case when d.client_id is null then 'gone'
                when coalesce(c.merged_into, c.id) is distinct from $client_id then 'kept'
                when not $is_certain then 'not_certain'
                when list_contains($held, i.category) then 'held'
                when not list_contains($erasable, i.category) then 'kept'
                when (i.client_id, i.category) in (from changed_since) then 'changed'
                when $client_id in ({IN_UNSENT_FILE}) then 'waiting_delivery' end as reason
        from batch_items i left join clients c on c.id = i.client_id
            left join due d on d.client_id = i.client_id and d.category = i.category
        where i.batch_id = $batch_id
        """,
        batch_id=batch_id,
        client_id=client_id,
        is_certain=is_certain(change, request_id, change.today),  # the person may have become another meanwhile
        held=[pile.category for pile in found.held],
        erasable=sorted(found.erasable),
    )


def _judge_cases(change: Change, batch_id: int) -> None:
    change.execute(
        """
        create or replace temp table judged_cases as
        select i.kind, i.case_id, d.client_id, coalesce(d.last_day, i.last_day) as last_day,
            case when d.case_id is null then 'gone' when d.held then 'held'
                when d.due_from is null or d.due_from > $today then 'not_due' end as reason
        from batch_cases i left join due_cases d on d.kind = i.kind and d.case_id = i.case_id
        where i.batch_id = $batch_id
        """,
        batch_id=batch_id,
        today=change.today,
    )


def _going(change: Change) -> Items:
    return Items(
        change.table("select client_id, category, last_day from judged where reason is null"),
        change.table("select kind, case_id, client_id, last_day from judged_cases where reason is null"),
    )
