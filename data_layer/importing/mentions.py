"""Everything of one table that the rows of a file mention, as columns."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.errors import BadInput
from data_layer.importing.coherence import groups
from data_layer.importing.comparing import Mentioned, columns_of
from data_layer.importing.deciding import Decision, Places
from data_layer.importing.fields import TABLES
from data_layer.importing.matching import ALSO_OF_SHEETS, matching_of
from data_layer.importing.rows import Rows
from data_layer.importing.subjects import SUBJECTS
from data_layer.rules.sentences import say

MANY_TIMES = 100  # more than a table is repeated in a row
MANY_ROWS = 10_000_000  # more than a sheet has


def tables_of(sheets: Sequence[Rows]) -> list[str]:
    """The tables that these rows say something about. Raises BadInput where two sheets would do so in two ways."""
    beside = {table for rows in sheets if rows.is_of_clients for table in TABLES if any(groups(rows.facts, table))}
    own = {rows.taking.subject.code for rows in sheets if not rows.is_of_clients}
    for table in TABLES:
        if table in beside & own and table not in ALSO_OF_SHEETS:
            raise BadInput(
                say(
                    "The sheet with the clients has columns for %(what)s, and there is a sheet for these too; nothing"
                    " was imported. Leave these columns of the sheet with the clients out, or the other sheet.",
                    what=SUBJECTS[table].label,
                )
            )
    return [table for table in TABLES if (table == "clients" and beside) or table in beside | own]


def mentioned(sheets: Sequence[Rows], decision: Decision, ids: "pa.Array[Any]", table: str) -> Mentioned:
    """Every mention of something of this table in the rows that go on."""
    parts, is_beside = [], False
    for at, (rows, person_of) in enumerate(zip(sheets, decision.person_of, strict=True)):
        if rows.is_of_clients or rows.taking.subject.code == table:
            parts += _of_sheet(rows, at, person_of, ids, table)
            is_beside = is_beside or (rows.is_of_clients and any(groups(rows.facts, table)))
    matching = matching_of(table, is_beside_clients=is_beside)
    return Mentioned(table, matching, pa.concat_tables(parts) if parts else _schema(table).empty_table())


def _schema(table: str) -> pa.Schema:
    own = {"file_person": pa.int32(), "client_id": pa.int64(), "file_sheet": pa.int32(), "file_row": pa.int32()}
    columns: dict[str, pa.DataType] = {**own, "file_order": pa.int64(), "is_record": pa.bool_(), **TABLES[table]}
    return pa.schema(columns)


def _of_sheet(rows: Rows, at: int, person_of: Places, ids: "pa.Array[Any]", table: str) -> list[pa.Table]:
    count, schema = rows.count, _schema(table)
    person: Any = pa.array(person_of, mask=person_of < 0)
    row = pa.array(range(count), pa.int32())
    names = columns_of(table)
    parts = []
    for nth, columns in groups(rows.facts, table):
        arrays = {n: columns[n] if n in columns else _nothing(count, TABLES[table][n]) for n in names}
        filled = pc.is_valid(person)
        if table != "clients" and rows.is_of_clients:
            filled = pc.and_(filled, _any_valid(list(arrays.values())))
        place = pc.add(pc.multiply(row.cast(pa.int64()), MANY_TIMES), nth + at * MANY_ROWS * MANY_TIMES)
        own = [person, ids.take(person), pa.repeat(pa.scalar(at, pa.int32()), count), row, place]
        is_record = pa.repeat(not rows.is_of_clients, count)
        part = pa.table([*own, is_record, *arrays.values()], schema=schema)
        parts.append(part.filter(filled))
    return parts


def _any_valid(arrays: "list[pa.Array[Any]]") -> "pa.Array[Any]":
    filled = pc.is_valid(arrays[0])
    for values in arrays[1:]:
        filled = pc.or_(filled, pc.is_valid(values))
    return filled


def _nothing(count: int, of_type: Any) -> "pa.Array[Any]":
    nothing: pa.Array[Any] = pa.nulls(count, of_type)
    return nothing
