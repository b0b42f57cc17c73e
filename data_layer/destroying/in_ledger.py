"""A destruction as the ledger keeps it, so that a backup that is put back does not lose what proves it."""

from datetime import date
from typing import Any

from data_layer.transactions import Change

_PARTS = ("batch_counts", "batch_skips")
CERTIFIED = "certified:"
"""How the log of a store that was put back names, before its digest, a destruction that the ledger told it of."""


def note(change: Change, batch_id: int) -> None:
    """Writes the batch, with its counts and its certificate, into the ledger: nobody's data are in it."""
    batch = change.one(
        dict[str, Any],
        "select * exclude (certificate), base64(certificate) as certificate from batches where id = $id",
        id=batch_id,
    )
    parts = {
        table: change.all(dict[str, Any], f"select * from {table} where batch_id = $id", id=batch_id)
        for table in _PARTS
    }
    assert batch is not None  # noqa: S101 - it was just certified
    change.for_ledger(
        "certified", batch=_plain(batch), **{t: [_plain(row) for row in rows] for t, rows in parts.items()}
    )


def put_back(change: Change, batch: dict[str, Any], **parts: list[dict[str, Any]]) -> None:
    """Writes a batch from the ledger into the store, in place of what it knows of it."""
    change.execute("delete from batches where id = $id", id=batch["id"])
    change.execute("delete from batch_items where batch_id = $id and state <> 'destroyed'", id=batch["id"])
    for table in ("batch_cases", *_PARTS):
        change.execute(f"delete from {table} where batch_id = $id", id=batch["id"])
    if change.value("select count(*) from requests where id = $id", id=batch["request_id"]) == 0:
        batch = {**batch, "request_id": None}
    change.insert("batches", **{name: value for name, value in batch.items() if name != "certificate"})
    change.execute(
        "update batches set certificate = from_base64($certificate) where id = $id",
        id=batch["id"],
        certificate=batch["certificate"],
    )
    for table in _PARTS:
        for row in parts[table]:
            change.insert(table, **row)
    _count_on(change, batch["number"])
    change.touched(CERTIFIED + batch["digest"])


def _count_on(change: Change, number: str) -> None:
    """The number is not given out again."""
    year, _, last = number[1:].partition("-")
    facts = {"year": int(year), "last": int(last)}
    known = change.value("select last from counters where kind = 'batch' and year = $year", year=facts["year"])
    if known is None:
        change.insert("counters", kind="batch", **facts)
    elif known < facts["last"]:
        change.execute("update counters set last = $last where kind = 'batch' and year = $year", **facts)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it: days and instants as ISO 8601."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
