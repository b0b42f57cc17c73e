"""The certificate of a destruction: what went, when, by whose hands; never whose data it was."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from data_layer.destroying import batch_parts
from data_layer.destroying.items import Counted, Skipped
from data_layer.errors import NotFound
from data_layer.opening import day_of
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Did:
    """Who did something, and when. The desk itself is number 0, without a name."""

    staff_id: int
    name: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the register says of a batch that was carried out. `whole` counts the clients of whom nothing is left.

    `request_number` is that of the request for erasure, as long as the desk has it.
    """

    number: str
    kind: str
    due_until: date
    category: str | None
    is_chosen: bool
    request_number: str | None
    proposed: Did
    approved: Did
    ran: Did
    rebuilt_at: datetime
    clients: int
    whole: int
    first_last_day: date | None
    last_last_day: date | None
    backups_until: date | None
    batch_digest: str
    counts: tuple[Counted, ...]
    skips: tuple[Skipped, ...]

    @property
    def ran_on(self) -> date:
        """The day on which the rows went, in Amsterdam."""
        return day_of(self.ran.at)


def certificate_of(reader: Reader, batch_id: int) -> Certificate:
    """The certificate of a batch whose rows are gone and whose store was rebuilt. Raises NotFound for any other."""
    counts = sorted(batch_parts.parts(reader, batch_id), key=lambda counted: counted.what)
    skips = sorted(batch_parts.skips(reader, batch_id), key=lambda skipped: skipped.reason_code)

    def built(**row: Any) -> Certificate:
        hands: dict[str, Any] = {
            name: Did(row.pop(f"{name}_by"), row.pop(f"{name}_name"), row.pop(f"{name}_at"))
            for name in ("proposed", "approved", "ran")
        }
        return Certificate(**row, **hands, counts=tuple(counts), skips=tuple(skips))

    found = reader.one(
        built,
        """
        select b.number, b.kind, b.due_until, b.category, b.is_chosen, r.number as request_number,
            b.proposed_by, p.name as proposed_name, b.proposed_at, b.approved_by, a.name as approved_name,
            b.approved_at, b.ran_by, c.name as ran_name, b.ran_at, b.rebuilt_at, b.clients, b.whole,
            b.first_last_day, b.last_last_day, b.backups_until, b.digest as batch_digest
        from batches b left join requests r on r.id = b.request_id
        left join staff p on p.id = b.proposed_by left join staff a on a.id = b.approved_by
        left join staff c on c.id = b.ran_by
        where b.id = $id and b.approved_at is not null and b.ran_at is not null and b.rebuilt_at is not null
            and b.digest is not null
        """,
        id=batch_id,
    )
    if found is None:
        raise NotFound(say("This destruction was not carried out, so there is no certificate of it."))
    return found


def canonical(certificate: Certificate) -> bytes:
    """What the certificate states, as codes, counts and instants in one order.

    Neither the names of staff are in it, who may be called otherwise later, nor the request, which ages by itself.
    """

    def hand(did: Did) -> list[Any]:
        return [did.staff_id, _instant(did.at)]

    stated = {
        "number": certificate.number,
        "kind": certificate.kind,
        "due_until": certificate.due_until,
        "category": certificate.category,
        "is_chosen": certificate.is_chosen,
        "proposed": hand(certificate.proposed),
        "approved": hand(certificate.approved),
        "ran": hand(certificate.ran),
        "rebuilt_at": _instant(certificate.rebuilt_at),
        "clients": certificate.clients,
        "whole": certificate.whole,
        "last_days": [certificate.first_last_day, certificate.last_last_day],
        "backups_until": certificate.backups_until,
        "batch_digest": certificate.batch_digest,
        "counts": [[c.what, c.clients, c.records, c.first_last_day, c.last_last_day] for c in certificate.counts],
        "skips": [[s.reason_code, s.clients, s.items] for s in certificate.skips],
    }
    return json.dumps(stated, sort_keys=True, separators=(",", ":"), default=date.isoformat).encode()


def digest(certificate: Certificate) -> str:
    """The SHA-256 of what the certificate states, which stands on it."""
    return hashlib.sha256(canonical(certificate)).hexdigest()


def astray(reader: Reader) -> Iterator[Sentence]:
    """The destructions that were carried out and have no certificate, or another than the one that was made."""
    n = reader.value(
        """
        select count(*) from batches
        where state = 'done' and (certificate is null or sha256(certificate) is distinct from certificate_digest)
        """
    )
    if n:
        yield say_n(
            "One destruction has no certificate, or not the one that was made.",
            "%(n)s destructions have no certificate, or not the one that was made.",
            n,
        )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
