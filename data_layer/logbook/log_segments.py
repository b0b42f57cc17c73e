"""The months of the log that are over: sealed, each with a keyed digest of its row, and dropped when their time comes.

A segment is a run of a chain up to the last entry of its month. Where the clock jumped, a run also has entries that are
stamped with an earlier month, or later than when it was sealed.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from data_layer.log import CHAIN_LABELS, Chain
from data_layer.rules.access import Act
from data_layer.rules.log_terms import goes_on, month_in_words
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

SEALED, EXPIRED = "sealed", "expired"  # why the log says that it did something to its own months


@dataclass(frozen=True, slots=True)
class Segment:
    """One sealed month of a chain: its last entry, how many it has, when it was sealed and perhaps dropped."""

    chain: Chain
    segment: str
    last_seq: int
    last_digest: str
    entries: int
    sealed_at: datetime
    dropped_at: datetime | None = None
    signature: str | None = None

    @property
    def name(self) -> str:
        """The name by which the log speaks of it."""
        return f"{self.chain}.{self.segment}"

    @property
    def goes_on(self) -> date:
        """The first day, in UTC, on which its entries may go."""
        return goes_on(self.chain, self.segment)

    def signed(self, key: bytes) -> "Segment":
        """The segment with the digest that nobody can make without the key of the log."""
        row = [
            self.chain,
            self.segment,
            self.last_seq,
            self.last_digest,
            self.entries,
            *(at and at.astimezone(UTC).isoformat(timespec="microseconds") for at in (self.sealed_at, self.dropped_at)),
        ]
        told = json.dumps(row, separators=(",", ":"))
        return replace(self, signature=hmac.new(key, told.encode(), hashlib.sha256).hexdigest())


def segments(reader: Reader, chain: Chain) -> list[Segment]:
    """The sealed months of a chain, the oldest first, also those that were dropped."""
    return reader.all(
        Segment,
        """
        select chain, segment, last_seq, last_digest, coalesce(entries, 0) as entries, sealed_at, dropped_at, signature
        from log_segments where chain = $chain order by last_seq, segment
        """,
        chain=chain,
    )


def forgotten_until(reader: Reader) -> datetime | None:
    """Before when changes are not known any more, because the log of then was dropped; None while all are known."""
    last: str | None = reader.value(
        "select max(segment) from log_segments where chain = 'change' and dropped_at is not null"
    )
    if last is None:
        return None
    year, month = map(int, last.split("-"))
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)


def wrong_segments(reader: Reader, key: bytes, chain: Chain) -> Iterator[Sentence]:
    """What is not as it was sealed: rows that were forged, altered, added or taken away."""
    found = segments(reader, chain)
    there = _entries_per_segment(reader, chain, found)
    for at, one in enumerate(found):
        if not _fits(one, found[:at], key) or (one.dropped_at is None and there.get(one.segment) != _facts(one)):
            yield say(
                "The sealed month %(month)s of the log (%(chain)s) is not as it was sealed.",
                month=month_in_words(one.segment),
                chain=CHAIN_LABELS[chain],
            )
    yield from _unequal(reader, chain, found)


def _fits(one: Segment, before: Sequence[Segment], key: bytes) -> bool:
    """Whether the row is the desk's own, and follows the one before."""
    if one.signed(key).signature != one.signature:
        return False
    if not before:
        return one.last_seq == one.entries
    last = before[-1]
    return (
        one.segment > last.segment
        and one.last_seq == last.last_seq + one.entries
        and (one.dropped_at is None or last.dropped_at is not None)  # dropped from the oldest on
    )


def _facts(one: Segment) -> tuple[str, int, str]:
    return one.segment, one.entries, one.last_digest


def _entries_per_segment(
    reader: Reader, chain: Chain, found: Sequence[Segment]
) -> dict[str, tuple[str | None, int, str | None]]:
    """What the entries that are there say of each segment: its latest month, their number, the digest of the last."""
    ends = [0, *(one.last_seq for one in found)]
    rows = {}
    for one, (after, last) in zip(found, pairwise(ends), strict=True):
        if one.dropped_at is None:
            row: dict[str, Any] | None = reader.one(
                dict,
                """
                select max(segment) filter (happened_at <= $sealed_at) as month, count(*) as entries,
                    max(digest) filter (seq = $last) as digest
                from log where chain = $chain and seq > $after and seq <= $last
                """,
                chain=chain,
                after=after,
                last=last,
                sealed_at=one.sealed_at,
            )
            rows[one.segment] = (row["month"], row["entries"], row["digest"]) if row else (None, 0, None)
    return rows


def _unequal(reader: Reader, chain: Chain, found: Sequence[Segment]) -> Iterator[Sentence]:
    """The log itself says which months were sealed; what it says of dropped ones may be dropped."""
    told = set(
        reader.values(
            "select unnest(fields) from log where chain = 'change' and act = $act and reason_code = $sealed",
            act=Act.LOG_EXPIRE.value,
            sealed=SEALED,
        )
    )
    named = {one.name for one in found}
    for name in sorted(name for name in told if name.startswith(f"{chain}.") and name not in named):
        yield say(
            "The sealed month %(month)s of the log (%(chain)s) is missing.",
            month=month_in_words(name.partition(".")[2]),
            chain=CHAIN_LABELS[chain],
        )
    for one in found:
        if one.dropped_at is None and one.name not in told:
            yield say(
                "The log (%(chain)s) does not know that month %(month)s was sealed.",
                month=month_in_words(one.segment),
                chain=CHAIN_LABELS[chain],
            )
