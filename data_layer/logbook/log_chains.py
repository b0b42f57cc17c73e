"""The chains of the log as they stand in the store: where they begin and end, and which entries do not follow."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from data_layer.log import FIRST, Chain, Entry, broken_links
from data_layer.transactions import Reader

End = tuple[int, str]
"""The number and the digest of an entry after which a chain goes on."""


def broken_entries(reader: Reader, key: bytes, chain: Chain, up_to: int | None = None) -> list[int]:
    """The numbers of the entries of this chain, or of those up to one, that do not follow; empty when it is whole."""
    return list(broken_links(_entries(reader, chain, up_to), key, start_of(reader, chain)))


def start_of(reader: Reader, chain: Chain) -> End:
    """What the first entry that is there must follow: the last one of what was dropped; of nothing (0, FIRST)."""
    dropped: dict[str, Any] | None = reader.one(
        dict,
        """
        select last_seq, last_digest from log_segments
        where chain = $chain and dropped_at is not null order by last_seq desc limit 1
        """,
        chain=chain,
    )
    return (dropped["last_seq"], dropped["last_digest"]) if dropped else (0, FIRST)


def end_of(reader: Reader, chain: Chain) -> End:
    """The number and the digest of the last entry of this chain."""
    last: dict[str, Any] | None = reader.one(
        dict, "select seq, digest from log where chain = $chain order by seq desc limit 1", chain=chain
    )
    return (last["seq"], last["digest"]) if last else start_of(reader, chain)


def _entries(reader: Reader, chain: Chain, up_to: int | None) -> Iterator[Entry]:
    rows: Iterator[dict[str, Any]] = reader.stream(
        dict,
        """
        select chain, seq, happened_at, staff_id, act, subject_kind, subject_id, reason_code, fields, count,
            bulk_digest, previous, digest
        from log where chain = $chain and ($up_to is null or seq <= $up_to) order by seq
        """,
        chain=chain,
        up_to=up_to,
    )
    for row in rows:
        at = row.pop("happened_at").astimezone(UTC)
        yield Entry(at=at, **{**row, "fields": tuple(row["fields"])})
