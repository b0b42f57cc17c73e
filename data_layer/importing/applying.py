"""Writes a plan to the store, table by table, in the open transaction."""

import hashlib
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data_layer import due
from data_layer.errors import ChangedMeanwhile
from data_layer.ids import new_ids
from data_layer.importing.comparing import columns_of
from data_layer.importing.plan import Plan
from data_layer.importing.progress import Progress, Stage
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.transactions import Change

NAMES = ("first_names", "prefix", "surname", "call_name")


def write(change: Change, plan: Plan, progress: Progress) -> None:
    """Adds and changes what the plan says, with one log entry, and has the retention dates follow."""
    ids = _client_ids(plan)
    for done, (table, lines) in enumerate(plan.writes.items()):
        progress(done, len(plan.writes), Stage.WRITING)
        if lines.num_rows == 0:
            continue
        with change.lent(lines=_completed(lines, table, ids, plan)):
            _write_table(change, table)
    progress(0, 1, Stage.DATES)
    touched = sorted(ids.values())
    if touched:
        due.refresh(change, touched)
    for table, lines in plan.writes.items():
        change.touched(*(f"{table}.{name}" for name in pc.list_flatten(lines["changed"]).unique().to_pylist()))
    change.bulk(len(touched), hashlib.sha256(" ".join(map(str, touched)).encode()).hexdigest())
    progress(1, 1, Stage.DATES)


def _client_ids(plan: Plan) -> dict[int, int]:
    """The ids of the clients that something is written for, by their place in the file; new ones get theirs now."""
    ids: dict[Any, Any] = {}
    for lines in plan.writes.values():
        ids.update(zip(lines["person"].to_pylist(), lines["client_id"].to_pylist(), strict=True))
    fresh: list[int] = [person for person, client_id in sorted(ids.items()) if client_id is None]
    made = dict(zip(fresh, new_ids(len(fresh)).tolist(), strict=True))
    return {person: made[person] if client_id is None else client_id for person, client_id in ids.items()}


def _completed(lines: pa.Table, table: str, ids: dict[int, int], plan: Plan) -> pa.Table:
    """The lines with what the store makes itself: ids, and for clients number and search name."""
    people: list[Any] = lines["person"].to_pylist()
    more: dict[str, pa.Array[Any]] = {
        "new_id": pa.array(new_ids(lines.num_rows)),
        "of_client": pa.array([ids[person] for person in people], pa.int64()),
    }
    if table == "clients":
        more["number"] = pa.array([plan.people[person].number for person in people], pa.string())
        more["search_name"] = _search_names(lines)
    for name, values in more.items():
        lines = lines.append_column(name, values)
    return lines


def _search_names(lines: pa.Table) -> "pa.Array[pa.StringScalar]":
    names = zip(*(lines[name].to_pylist() for name in NAMES), strict=True)
    return pa.array([folded(" ".join(part for part in parts if part)) for parts in names], pa.string())


def _write_table(change: Change, table: str) -> None:
    columns = columns_of(table)
    if table == "clients":
        change.execute(
            f"""
            insert into clients (id, number, search_name, {", ".join(columns)})
            select of_client, number, search_name,
                {", ".join("coalesce(registered_on, $today)" if c == "registered_on" else c for c in columns)}
            from lines where id is null
            """,  # noqa: S608 - names of the declaration
            today=change.today,
        )
        columns = [*columns, "search_name"]
    else:
        change.execute(
            f"""
            insert into {table} (id, client_id, {", ".join(columns)})
            select new_id, of_client, {", ".join(columns)} from lines where id is null
            """  # noqa: S608 - names of the declaration
        )
    there = "id is not null"
    if table == "addresses":
        there += " and not replaces"
        _replace_addresses(change, columns)
    sets = ", ".join(f"{c} = lines.{c}" for c in columns)
    written = change.execute(
        f"""
        update {table} set {sets}, version = {table}.version + 1
        from lines where lines.{there} and {table}.id = lines.id and {table}.version = lines.version
        """  # noqa: S608 - names of the declaration
    )
    if written != change.value(f"select count(*) from lines where {there}"):  # noqa: S608 - a condition in this code
        raise ChangedMeanwhile(
            say("Somebody else changed this meanwhile; nothing was saved. Look at it again and repeat your change.")
        )


def _replace_addresses(change: Change, columns: list[str]) -> None:
    """Where somebody moved, the old address ends today and the new one begins: it is on old invoices."""
    change.execute(
        f"""
        insert into addresses (id, client_id, valid_from, {", ".join(columns)})
        select new_id, of_client, $today, {", ".join(columns)} from lines where replaces
        """,  # noqa: S608 - names of the declaration
        today=change.today,
    )
    change.execute(
        """
        update addresses set valid_until = $today, version = addresses.version + 1
        from lines where lines.replaces and addresses.id = lines.id
        """,
        today=change.today,
    )
