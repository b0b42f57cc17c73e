"""New entries in the register of disclosures, and recording what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer import due, recipients, strangers
from data_layer.categories import CATEGORIES
from data_layer.disclosure_facts import check_codes, check_day, clients_by_number, exchange_with, known
from data_layer.log import Subject
from data_layer.numbering import next_number
from data_layer.record_checks import bad
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_text, cleaned
from data_layer.rules.disclosure import Exchange, Finding, findings, record_flags
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.strangers import Stranger
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Direction


@dataclass(frozen=True, slots=True)
class Recorded:
    """The number that the entry got, and the codes of what should not have happened."""

    number: str
    flags: tuple[str, ...]


def foreseen(
    reader: Reader,
    *,
    direction: str,
    happened_on: date,
    client_numbers: Sequence[str],
    categories: Sequence[str],
    ground: str,
    recipient_id: int | None = None,
    stranger: Stranger | None = None,
    purpose: int | None = None,
    statute: str | None = None,
) -> tuple[Finding, ...]:
    """What a record of this would be flagged with, before it is made. Raises BadInput and NotFound for nonsense."""
    check_day(reader.today, happened_on)
    check_codes(direction=direction, ground=ground)
    exchange = exchange_with(
        reader,
        strangers.the_other_side(reader, recipient_id, stranger),
        clients_by_number(reader, client_numbers),
        happened_on,
        direction=direction,
        categories=known(categories),
        purpose=purpose,
        statute=statute,
        ground=ground,
    )
    return findings(exchange)


def record(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    direction: str,
    happened_on: date,
    client_numbers: Sequence[str],
    categories: Sequence[str],
    ground: str,
    channel: str,
    recipient_id: int | None = None,
    stranger: Stranger | None = None,
    purpose: int | None = None,
    statute: str | None = None,
    reference: str | None = None,
    remark: str | None = None,
) -> Recorded:
    """Keeps what happened, whether it should have or not, and flags what should not.

    Instead of a recipient it can be a `stranger`, who is kept with it. A `purpose` outside the eleven is kept as none,
    as is the ground NO_GROUND. The same id once more does nothing. Raises BadInput for nonsense only: a day to come, no
    category, no client or an unknown one, nobody as the other side; NotFound for a recipient that is not known.
    """
    with store.change(actor, Act.DISCLOSURE_RECORD, Subject("disclosure", id)) as change:
        if existing := recorded_before(change, id):
            return existing
        check_day(change.today, happened_on)
        check_codes(direction=direction, ground=ground, channel=channel)
        other = strangers.kept(change, strangers.the_other_side(change, recipient_id, stranger))
        return record_within(
            change,
            id,
            clients_by_number(change, client_numbers),
            direction=direction,
            happened_on=happened_on,
            recipient_id=other.id,
            categories=categories,
            ground=ground,
            channel=channel,
            purpose=purpose,
            statute=statute,
            reference=reference,
            remark=remark,
        )


def record_within(
    change: Change,
    disclosure_id: int,
    clients: Sequence[int],
    *,
    direction: str,
    happened_on: date,
    recipient_id: int,
    categories: Sequence[str],
    ground: str,
    channel: str,
    purpose: int | None = None,
    statute: str | None = None,
    reference: str | None = None,
    remark: str | None = None,
) -> Recorded:
    """Keeps what happened as part of a change that is open, with its flags; `clients` are ids."""
    exchange = exchange_with(
        change,
        recipients.the_recipient(change, recipient_id),
        clients,
        happened_on,
        direction=direction,
        categories=known(categories),
        purpose=purpose,
        statute=statute,
        ground=ground,
    )
    is_out = direction == Direction.OUT
    return insert_entry(
        change,
        disclosure_id,
        exchange,
        clients,
        flags=record_flags(exchange),
        direction=direction,
        happened_on=happened_on,
        recipient_id=recipient_id,
        channel=channel,
        reference=reference,
        remark=remark,
        state="sent" if is_out else "received",
        sent_on=happened_on if is_out else None,
    )


def recorded_before(change: Change, disclosure_id: int) -> Recorded | None:
    """The entry with this id, where it is there already: a double click. Then nothing is kept of the change."""
    found: dict[str, Any] | None = change.one(
        dict, "select number, flags from disclosures where id = $id", id=disclosure_id
    )
    if found is None:
        return None
    change.undo()
    return Recorded(found["number"], tuple(found["flags"]))


def checked_typed(name: str, typed: str | None) -> str | None:
    """What was typed in this field, if it can be kept. Raises BadInput."""
    text = checked_text(cleaned(typed))
    if text.problem is not None:
        raise bad(name, text.problem)
    return text.value


def insert_entry(
    change: Change,
    disclosure_id: int,
    exchange: Exchange,
    clients: Sequence[int],
    *,
    flags: tuple[str, ...],
    **columns: Any,
) -> Recorded:
    """Adds an entry about these clients (ids); the other columns as they are given. Raises BadInput for typed text."""
    columns |= {
        "reference": checked_typed("reference", columns.get("reference")),
        "remark": checked_typed("remark", columns.get("remark")),
        "categories": [category.code for category in CATEGORIES if category.code in exchange.categories],
        "purpose": None if "no_purpose" in flags else exchange.purpose,
        "statute": checked_typed("statute", exchange.statute),
        "ground": exchange.ground,
        "flags": list(flags),
    }
    number = next_number(change, "disclosure")
    change.insert(
        "disclosures",
        id=disclosure_id,
        number=number,
        clients=len(clients),
        recorded_on=change.today,
        staff_id=change.actor.staff_id,
        **columns,
    )
    entry_ids = pa.array([disclosure_id] * len(clients), pa.int64())
    change.insert_table(
        "disclosure_clients", pa.table({"disclosure_id": entry_ids, "client_id": pa.array(clients, pa.int64())})
    )
    due.add_disclosures(change, clients)
    change.touched(*(name for name, fact in columns.items() if fact is not None))
    change.bulk(len(clients))
    return Recorded(number, flags)
