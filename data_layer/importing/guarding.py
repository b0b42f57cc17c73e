"""What an import must not run over: fields corrected on request, what was destroyed, and what others changed since it
was looked at."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.categories import CATEGORY_OF, RECORD_KINDS
from data_layer.importing.fields import CATEGORY_OF_COLUMN, TABLES
from data_layer.opening import day_of
from data_layer.transactions import Reader

_CATEGORY_OF = CATEGORY_OF_COLUMN | {f"{table}.source": CATEGORY_OF[table].code for table in RECORD_KINDS}
"""Of all that an import fills: who provided a record goes with it."""
_NO_COURSES = pa.table({"client_id": pa.array([], pa.int64()), "ended_on": pa.array([], pa.date32())})


def destroyed_categories(reader: Reader, client_ids: "pa.Array[Any]") -> pa.Table:
    """What was destroyed of these clients, who are still there: client_id, category, and the day it was done last."""
    batches = reader.table("select id as batch_id, ran_at from batches where ran_at is not null")
    ran_at: list[Any] = batches["ran_at"].to_pylist()
    days = batches.select(["batch_id"]).append_column("day", pa.array(map(day_of, ran_at), pa.date32()))
    with reader.lent(days=days, file_clients=pa.table({"client_id": client_ids})):
        return reader.table(
            """
            select i.client_id, i.category, max(d.day) as day from batch_items i join days d using (batch_id)
            semi join file_clients f on f.client_id = i.client_id
            where i.state = 'destroyed' group by i.client_id, i.category
            """
        )


def not_returned(reader: Reader, destroyed: pa.Table, courses: pa.Table | None) -> pa.Table:
    """What was destroyed, but of those who came back: whose course ends later, or has no end.

    `courses` are the agreements as the file will have them, if it has any, compared with those in the store.
    """
    brought = _NO_COURSES if courses is None else courses.filter(pc.invert(pc.field("blocked")))
    with reader.lent(destroyed=destroyed, courses=brought.select(_NO_COURSES.column_names)):
        return reader.table(
            """
            with own as materialized (from agreements semi join destroyed using (client_id)),
            ends as (
                select client_id, max(coalesce(ended_on, date '9999-12-31')) as day
                from (select client_id, ended_on from own union all select client_id, ended_on from courses)
                group by client_id
            )
            select d.* from destroyed d left join ends e using (client_id) where e.day is null or e.day <= d.day
            """
        )


def protected_columns(reader: Reader, client_ids: "pa.Array[Any]", destroyed: pa.Table) -> dict[str, pa.Table]:
    """Per table what these clients had corrected on request, and what was `destroyed`; a line per client.

    `columns` are the names that hold for all their rows together, `gone` name and day of those that were destroyed.
    `corrected` has id and columns of each record of which only some were, `formers` the keys, as column=value, of
    records that are not known by them any more.
    """
    places = [place.split(".") for place in _CATEGORY_OF]
    names = pa.table(
        {
            "in_table": [place[0] for place in places],
            "column_name": [place[1] for place in places],
            "category": list(_CATEGORY_OF.values()),
        }
    )
    with reader.lent(importable=names, file_clients=pa.table({"client_id": client_ids}), destroyed=destroyed):
        found = reader.table(
            """
            with guarded as (
                select n.in_table, p.client_id, p.record_id, n.column_name, p.was_known_by, null::date as day
                from protected_fields p semi join file_clients f on f.client_id = p.client_id
                join importable n on n.category = p.category and n.column_name = p.field
                    and (p.in_table is null or p.in_table = n.in_table)
                union all
                select n.in_table, d.client_id, null, n.column_name, null, d.day
                from destroyed d join importable n on n.category = d.category
            ),
            of_records as (
                select in_table, client_id, list({'id': record_id, 'columns': columns}) as corrected from (
                    select in_table, client_id, record_id, list(distinct column_name) as columns
                    from guarded where record_id is not null group by all
                ) group by all
            ),
            of_keys as (
                select in_table, client_id, list(distinct was_known_by) as formers
                from guarded where was_known_by is not null group by all
            ),
            of_all as (
                select in_table, client_id, list(distinct column_name) as columns,
                    list({'name': column_name, 'day': day}) filter (day is not null) as gone
                from guarded where record_id is null group by all
            )
            select in_table, client_id, columns, gone, corrected, formers
            from of_all full join of_records using (in_table, client_id) full join of_keys using (in_table, client_id)
            """
        )
    return {table: found.filter(pc.field("in_table").isin([table])).drop_columns(["in_table"]) for table in TABLES}


def seen_states(reader: Reader, client_ids: "pa.Array[Any]", tables: Sequence[str]) -> dict[int, int]:
    """Per client one figure that changes when the client, or anything in these tables of that client, does."""
    parts = " union all ".join(
        f"select {'id' if table == 'clients' else 'client_id'} as client_id,"  # noqa: S608 - names of the declaration
        f" hash('{table}', id, version) as state from {table}"
        for table in ("clients", *(table for table in tables if table != "clients"))
    )
    with reader.lent(file_clients=pa.table({"client_id": client_ids})):
        rows = reader.all(
            dict[str, int],
            f"select client_id, bit_xor(state) as state from ({parts})"  # noqa: S608 - names of the declaration
            " semi join file_clients using (client_id) group by client_id",
        )
    return {row["client_id"]: row["state"] for row in rows}
