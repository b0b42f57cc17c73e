"""The chains of the log as they stand in the store: which entries do not follow from the one before."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from data_layer.log import FIRST, Chain, Entry, broken_links
from data_layer.transactions import Reader


def broken_entries(reader: Reader, key: bytes, chain: Chain) -> list[int]:
    """The numbers of the entries of this chain that do not follow; empty when it is whole."""
    return list(broken_links(_entries(reader, chain), key, _start(reader, chain)))


def _start(reader: Reader, chain: Chain) -> tuple[int, str]:
    dropped: dict[str, Any] | None = reader.one(
        dict,
        """
        select last_seq, last_digest from log_segments
        where chain = $chain and dropped_at is not null order by last_seq desc limit 1
        """,
        chain=chain,
    )
    return (dropped["last_seq"], dropped["last_digest"]) if dropped else (0, FIRST)


def _entries(reader: Reader, chain: Chain) -> Iterator[Entry]:
    rows: Iterator[dict[str, Any]] = reader.stream(
        dict,
        """
        select chain, seq, happened_at, staff_id, act, subject_kind, subject_id, reason_code, fields, count,
            bulk_digest, previous, digest
        from log where chain = $chain order by seq
        """,
        chain=chain,
    )
    for row in rows:
        at = row.pop("happened_at").astimezone(UTC)
        yield Entry(at=at, **{**row, "fields": tuple(row["fields"])})
