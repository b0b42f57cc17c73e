"""What of the log went when a backup was put back, as the entry of that says: without it a note would prove a cut."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data_layer.log import CHAINS, Chain
from data_layer.logbook.log_chains import End, end_of, start_of
from data_layer.rules.access import Act
from data_layer.rules.log_terms import SHORTEST_DIGEST
from data_layer.transactions import Reader

_NAME = re.compile(rf"replaced\.(change|look)\.([0-9]{{1,18}})\.([0-9]{{1,18}})\.([0-9a-f]{{{SHORTEST_DIGEST}}})")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A run of a chain that is gone, from where the log begins again; `digest` is the beginning of the last one's."""

    chain: Chain
    first: int
    last: int
    digest: str

    @property
    def name(self) -> str:
        """The name by which the log speaks of it."""
        return f"replaced.{self.chain}.{self.first}.{self.last}.{self.digest}"

    def has(self, chain: Chain, seq: int, digest: str) -> bool:
        """Whether this noted end was in it; of the last one the digest is known, and must agree."""
        if chain != self.chain or not self.first <= seq <= self.last:
            return False
        return seq < self.last or digest.startswith(self.digest)


def forks(reader: Reader, other: Reader) -> dict[Chain, int]:
    """Up to which entry the logs of two stores are one and the same."""
    with reader.lent(other_log=other.table("select chain, seq, digest from log")):
        same = reader.all(
            dict[str, Chain | int],
            "select chain, max(seq) as seq from log join other_log using (chain, seq, digest) group by chain",
        )
    found = {row["chain"]: int(row["seq"]) for row in same}
    return {
        chain: max(
            found.get(chain, 0),
            min(max(start_of(reader, chain)[0], start_of(other, chain)[0]), end_of(reader, chain)[0]),
        )
        for chain in CHAINS
    }


def since(forked: Mapping[Chain, int], ends: Mapping[Chain, End]) -> set[Replaced]:
    """What a log that ended so had after the fork."""
    return {
        Replaced(chain, fork + 1, seq, digest[:SHORTEST_DIGEST])
        for chain, fork in forked.items()
        for seq, digest in [ends[chain]]
        if seq > fork
    }


def inherited(reader: Reader, other: Reader) -> set[Replaced]:
    """What is known to be gone from the log of `other`, and is not back in that of `reader`."""
    return {one for one in told(other) if not _is_there(reader, one)}


def told(reader: Reader, up_to: int | None = None) -> Iterator[Replaced]:
    """What the log says was replaced, in its entries up to this number, or in all."""
    names: list[str] = reader.values(
        """
        select distinct unnest(fields) from log
        where chain = 'change' and act in ($restore, $expire) and ($up_to is null or seq <= $up_to)
        """,
        restore=Act.STORE_RESTORE.value,
        expire=Act.LOG_EXPIRE.value,  # which goes on saying what the entries that it drops said
        up_to=up_to,
    )
    for match in filter(None, map(_NAME.fullmatch, names)):
        chain: Chain = "change" if match[1] == "change" else "look"
        yield Replaced(chain, int(match[2]), int(match[3]), match[4])


def _is_there(reader: Reader, one: Replaced) -> bool:
    return bool(
        reader.value(
            "select count(*) from log where chain = $chain and seq = $last and starts_with(digest, $digest)",
            chain=one.chain,
            last=one.last,
            digest=one.digest,
        )
    )
