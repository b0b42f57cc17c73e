"""Writes a plan to the store, table by table, in the open transaction."""

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_layer import due
from data_layer.errors import ChangedMeanwhile
from data_layer.ids import new_ids
from data_layer.importing import needs
from data_layer.importing.comparing import columns_of
from data_layer.importing.plan import Plan
from data_layer.importing.progress import Progress, Stage
from data_layer.person_checks import NAMES, search_name
from data_layer.transactions import Change


def write(change: Change, plan: Plan, progress: Progress) -> list[int]:
    """Adds and changes what the plan says, and has the retention dates follow; the ids of the clients concerned."""
    ids = _client_ids(plan)
    for done, (table, lines) in enumerate(plan.writes.items()):
        progress(done, len(plan.writes), Stage.WRITING)
        if lines.num_rows:
            _write_table(change, table, _completed(change, lines, table, ids, plan))
    progress(0, 1, Stage.DATES)
    touched = _touched(plan, ids)
    if touched:
        due.refresh(change, touched)
    progress(1, 1, Stage.DATES)
    return touched


def note(change: Change, plan: Plan, touched: list[int]) -> None:
    """Tells the one log entry of the import which fields of how many clients were written."""
    for table, lines in plan.writes.items():
        change.touched(*(f"{table}.{name}" for name in pc.list_flatten(lines["changed_columns"]).unique().to_pylist()))
    change.bulk(len(touched), hashlib.sha256(" ".join(map(str, touched)).encode()).hexdigest())


def _client_ids(plan: Plan) -> "pa.Array[pa.Int64Scalar]":
    """The ids of all clients that the file names, by their place; new ones get theirs now."""
    made = iter(new_ids(sum(1 for person in plan.people if person.client_id is None)).tolist())
    ids = [next(made) if person.client_id is None else person.client_id for person in plan.people]
    return pa.array(ids, pa.int64())


def _touched(plan: Plan, ids: "pa.Array[pa.Int64Scalar]") -> list[int]:
    """The ids of the clients for whom something is written."""
    places = [lines["file_person"].to_numpy() for lines in plan.writes.values() if lines.num_rows]
    if not places:
        return []
    found: list[int] = np.unique(ids.to_numpy()[np.unique(np.concatenate(places))]).tolist()
    return found


def _completed(change: Change, lines: pa.Table, table: str, ids: "pa.Array[pa.Int64Scalar]", plan: Plan) -> pa.Table:
    """The lines with what the store makes itself: ids, numbers, search names, and what the table needs."""
    person = lines["file_person"].combine_chunks()
    lines = lines.append_column("new_id", pa.array(new_ids(lines.num_rows)))
    lines = lines.append_column("of_client", ids.take(person))
    if table == "clients":
        numbers = pa.array([one.number for one in plan.people], pa.string())
        lines = lines.append_column("number", numbers.take(person))
        return lines.append_column("search_name", _search_names(lines))
    return needs.completed(change, table, lines)


def _search_names(lines: pa.Table) -> "pa.Array[pa.StringScalar]":
    names = zip(*(lines[name].to_pylist() for name in NAMES), strict=True)
    return pa.array([search_name(dict(zip(NAMES, parts, strict=True))) for parts in names], pa.string())


def _write_table(change: Change, table: str, lines: pa.Table) -> None:
    is_new = pc.is_null(lines["id"])
    if table == "addresses":
        is_new = pc.or_(is_new, lines["replaces"])
    added, corrected = lines.filter(is_new), lines.filter(pc.invert(is_new))
    with change.lent(added=added, corrected=corrected):
        _add(change, table)
        _correct(change, table, corrected.num_rows)
    id_of_added = "of_client" if table == "clients" else "new_id"
    if added.num_rows:
        change.recorded_all(table, "added", _told(added, id_of_added))
    if corrected.num_rows:
        change.recorded_all(table, "corrected", _told(corrected, "id"))
    if table == "addresses":
        _end_replaced(change, added)


def _told(lines: pa.Table, own_id: str) -> pa.Table:
    told: Any = {"client_id": lines["of_client"], "record_id": lines[own_id], "fields": lines["changed_columns"]}
    return pa.table(told)


def _add(change: Change, table: str) -> None:
    columns = columns_of(table)
    more = (*needs.OF_NEW.get(table, ()), *needs.OF_ALL.get(table, ()))
    values = {name: name for name in (*columns, *more)}
    if table == "clients":
        values |= {"id": "of_client", "number": "number", "search_name": "search_name"}
        values["registered_on"] = "coalesce(registered_on, $today)"
    else:
        values |= {"id": "new_id", "client_id": "of_client"}
    if table == "addresses":  # where somebody moved, the new address begins today
        values |= {"valid_from": "case when replaces then $today else valid_from end"}
    needs_today = table in ("clients", "addresses")
    change.execute(
        f"insert into {table} ({', '.join(values)}) select {', '.join(values.values())} from added",  # noqa: S608 - names of the declaration
        **({"today": change.today} if needs_today else {}),
    )


def _correct(change: Change, table: str, count: int) -> None:
    more = ("search_name",) if table == "clients" else needs.OF_ALL.get(table, ())
    sets = ", ".join(f"{name} = corrected.{name}" for name in (*columns_of(table), *more))
    written = change.execute(
        f"""
        update {table} set {sets}, version = {table}.version + 1
        from corrected where {table}.id = corrected.id and {table}.version = corrected.version
        """  # noqa: S608 - names of the declaration
    )
    if written != count:
        raise ChangedMeanwhile


def _end_replaced(change: Change, added: pa.Table) -> None:
    """Where somebody moved, the old address ends today: it is on old invoices."""
    ended = added.filter(added["replaces"])
    if not ended.num_rows:
        return
    with change.lent(ended=ended):
        change.execute(
            """
            update addresses set valid_until = $today, version = addresses.version + 1
            from ended where addresses.id = ended.id and addresses.version = ended.version
            """,
            today=change.today,
        )
    fields = pa.array([["valid_until"]] * ended.num_rows, pa.list_(pa.string()))
    told: Any = {"client_id": ended["of_client"], "record_id": ended["id"], "fields": fields}
    change.recorded_all("addresses", "corrected", pa.table(told))
