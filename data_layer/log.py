"""The log: who did or saw what, append-only, each row chained to the one before by a keyed digest.

A row holds ids, acts, field names and reason codes; never a value, a name or typed text, so that it can
outlive the record it speaks of. Two chains: changes (kept five years) and looks (two years).
"""

import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from data_layer.rules.sentences import Sentence, say

Chain = Literal["change", "look"]
CHAINS: tuple[Chain, ...] = ("change", "look")
CHAIN_LABELS: dict[Chain, Sentence] = {"change": say("change"), "look": say("look")}
_as_json = json.JSONEncoder(separators=(",", ":")).encode
FIRST = "0" * 64  # what the first row of a chain points back at


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about: a kind of record and, where it is about one, its id."""

    kind: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was done: the code goes into the log, the typed text stays with the person's record."""

    code: str
    text: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a code that could be a sentence: the log outlives the person it might name."""
        if not re.fullmatch(r"[a-z_]{1,38}[0-9]{0,2}", self.code):
            raise ValueError("a reason's code is a code, not words")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log as it stands in the store. `at` is an instant in UTC."""

    chain: Chain
    seq: int
    at: datetime
    staff_id: int
    act: str
    subject_kind: str | None
    subject_id: int | None
    reason_code: str | None
    fields: tuple[str, ...]
    count: int
    bulk_digest: str | None
    previous: str
    digest: str = ""

    @property
    def segment(self) -> str:
        """The month (UTC) whose rows are sealed and later dropped together."""
        return f"{self.at.astimezone(UTC):%Y-%m}"

    def digest_by(self, key: bytes) -> str:
        """The digest that chains it: HMAC-SHA256(key, previous + canonical row)."""
        row = _as_json(
            [
                self.chain,
                self.seq,
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.staff_id,
                self.act,
                self.subject_kind,
                self.subject_id,
                self.reason_code,
                list(self.fields),
                self.count,
                self.bulk_digest,
            ]
        )
        return hmac.digest(key, (self.previous + row).encode(), "sha256").hex()

    def signed(self, key: bytes) -> "Entry":
        """The entry with its digest."""
        return replace(self, digest=self.digest_by(key))


def broken_links(entries: Iterator[Entry], key: bytes, tail: tuple[int, str]) -> Iterator[int]:
    """The numbers of the entries of one chain, given in order, that do not follow from the one before.

    `tail` is the number and digest that the first entry must follow: (0, FIRST), or those of a dropped segment.
    """
    seq, digest = tail
    for entry in entries:
        if entry.seq != seq + 1 or entry.previous != digest or entry.digest_by(key) != entry.digest:
            yield entry.seq
        seq, digest = entry.seq, entry.digest
