"""Entries of the log as the doors of the store write them, with what belongs to them."""

from datetime import datetime

import duckdb

from data_layer.ids import new_id
from data_layer.log import Entry
from data_layer.rules.access import Act
from data_layer.texts import checked_text_of
from data_layer.transactions import Draft


def write(cursor: duckdb.DuckDBPyConnection, entry: Entry, said: Draft) -> None:
    """Writes an entry, the histories of the records that it touched, and the typed reason.

    Raises BadInput for a reason that cannot be kept.
    """
    cursor.execute(
        """
        insert into log values ($chain, $seq, $segment, $happened_at, $staff_id, $act, $subject_kind, $subject_id,
            $reason_code, $fields, $count, $bulk_digest, $previous, $digest)
        """,
        {
            "chain": entry.chain,
            "seq": entry.seq,
            "segment": entry.segment,
            "happened_at": entry.at,
            "staff_id": entry.staff_id,
            "act": entry.act,
            "subject_kind": entry.subject_kind,
            "subject_id": entry.subject_id,
            "reason_code": entry.reason_code,
            "fields": list(entry.fields),
            "count": entry.count,
            "bulk_digest": entry.bulk_digest,
            "previous": entry.previous,
            "digest": entry.digest,
        },
    )
    _write_histories(cursor, said, entry)
    _write_reason(cursor, said, entry)


def last_of(cursor: duckdb.DuckDBPyConnection, act: Act) -> datetime | None:
    """When this act was last done; None when never."""
    last = cursor.execute("select max(happened_at) from log where act = $act", {"act": act.value}).fetchone()
    return last[0] if last else None


def newest(cursor: duckdb.DuckDBPyConnection) -> datetime:
    """The latest instant that any entry bears; the clock may have been set back since."""
    last = cursor.execute("select coalesce(max(happened_at), timestamptz '2020-01-01 00:00:00+00') from log").fetchone()
    assert last is not None  # noqa: S101 - an aggregate always answers
    return last[0]  # type: ignore[no-any-return] # DuckDB tells no types


def _write_histories(cursor: duckdb.DuckDBPyConnection, said: Draft, entry: Entry) -> None:
    for records in said.records:
        cursor.register("told_records", records)
        cursor.execute(
            """
            insert into record_changes by name
            select client_id, in_table, record_id, what, fields, $seq::bigint as seq from told_records
            """,
            {"seq": entry.seq},
        )
        cursor.unregister("told_records")


def _write_reason(cursor: duckdb.DuckDBPyConnection, said: Draft, entry: Entry) -> None:
    if said.reason and said.reason.text:
        cursor.execute(
            "insert into reasons values ($id, $client_id, $request_id, $chain, $seq, $body)",
            {
                "id": new_id(),
                "client_id": said.subject.id if said.subject.kind == "client" else None,
                "request_id": said.subject.id if said.subject.kind == "request" else None,
                "chain": entry.chain,
                "seq": entry.seq,
                "body": checked_text_of("reason_text", said.reason.text),
            },
        )
