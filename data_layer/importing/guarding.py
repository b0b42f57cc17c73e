"""What an import must not run over: fields corrected on request, and what others changed since it was looked at."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.importing.fields import CATEGORY_OF_COLUMN, TABLES
from data_layer.transactions import Reader


def protected_columns(reader: Reader, client_ids: "pa.Array[Any]") -> dict[str, pa.Table]:
    """Per table the columns that these clients had corrected on request."""
    places = [place.split(".") for place in CATEGORY_OF_COLUMN]
    names = pa.table(
        {
            "in_table": [place[0] for place in places],
            "column_name": [place[1] for place in places],
            "category": list(CATEGORY_OF_COLUMN.values()),
        }
    )
    with reader.lent(importable=names, file_clients=pa.table({"client_id": client_ids})):
        found = reader.table(
            """
            select n.in_table, p.client_id, list(distinct n.column_name) as columns
            from protected_fields p semi join file_clients f on f.client_id = p.client_id
            join importable n on n.category = p.category and n.column_name = p.field
            group by n.in_table, p.client_id
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
