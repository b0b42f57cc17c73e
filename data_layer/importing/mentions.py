"""Everything of one table that the rows of a file mention, as columns."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.importing.coherence import groups
from data_layer.importing.comparing import columns_of
from data_layer.importing.deciding import Decision
from data_layer.importing.fields import TABLES
from data_layer.importing.rows import Rows

MANY_TIMES = 100  # more than a table is repeated in a row


def mentions(rows: Rows, decision: Decision, ids: "pa.Array[Any]", table: str) -> pa.Table:
    """Every mention of something of this table in the rows that go on."""
    count = rows.sheet.rows
    person = pa.array(decision.person_of, pa.int32())
    client_id = ids.take(person)
    row = pa.array(range(count), pa.int32())
    names, types = columns_of(table), TABLES[table]
    parts = []
    for nth, columns in groups(rows.facts, table):
        arrays = {n: pa.array(columns[n], types[n]) if n in columns else _nothing(count, types[n]) for n in names}
        filled = pc.is_valid(person)
        if table != "clients":
            filled = pc.and_(filled, _any_valid(list(arrays.values())))
        place = pc.add(pc.multiply(row.cast(pa.int64()), MANY_TIMES), nth)
        part = pa.table({"person": person, "client_id": client_id, "row": row, "place": place, **arrays})
        parts.append(part.filter(filled))
    if parts:
        return pa.concat_tables(parts)
    schema = {"person": pa.int32(), "client_id": pa.int64(), "row": pa.int32(), "place": pa.int64()}
    return pa.schema(list((schema | {n: types[n] for n in names}).items())).empty_table()


def _any_valid(arrays: "list[pa.Array[Any]]") -> "pa.Array[Any]":
    filled = pc.is_valid(arrays[0])
    for values in arrays[1:]:
        filled = pc.or_(filled, pc.is_valid(values))
    return filled


def _nothing(count: int, of_type: pa.DataType) -> "pa.Array[Any]":
    return pa.array([None] * count, of_type)
