"""What a recipient may know today of a client whose data it got, and as whom it knew the client."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data_layer import recipients
from data_layer.disclosure_facts import exchange_with
from data_layer.documents.recipient_notice import BY_VALUE, Changed, Person
from data_layer.logbook.log_segments import forgotten_until
from data_layer.recipients import Recipient
from data_layer.records import ON_REQUEST
from data_layer.rules.checks import begins
from data_layer.rules.disclosure import Exchange, findings
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction

_NEVER_ITS = {"stranger", "outside_eea", "never_category", "bsn_not_duo"}
_STANDING = {"restricted_client"}  # art. 19 obliges to tell all the same
_NAMES = ("first_names", "prefix", "surname")


@dataclass(frozen=True, slots=True)
class Reach:
    """Of some categories those that a recipient may get now, and those that it should never have got."""

    allowed: tuple[str, ...]
    wrong: tuple[str, ...]
    neither: tuple[str, ...]

    def kept_from(self, what: Changed) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which categories its notice asks to erase, as it should never have got them, and which it does not tell."""
        return (() if what == "erased" else self.wrong), (self.neither if what in BY_VALUE else ())


def reach_of(reader: Reader, client_id: int, recipient_id: int, categories: Collection[str]) -> Reach:
    """How far data of the client may go to the recipient today, for what it got them for or usually gets them for."""
    recipient = recipients.the_recipient(reader, recipient_id)
    exchanges = list(_exchanges(reader, recipient, client_id, categories))

    def flags(category: str) -> Iterator[set[str]]:
        for exchange in exchanges:
            yield {finding.code for finding in findings(replace(exchange, categories=frozenset({category})))}

    allowed = tuple(one for one in categories if recipient.active and any(found <= _STANDING for found in flags(one)))
    wrong = tuple(one for one in categories if any(found & _NEVER_ITS for found in flags(one)))
    return Reach(allowed, wrong, tuple(one for one in categories if one not in (*allowed, *wrong)))


def _exchanges(reader: Reader, recipient: Recipient, client_id: int, categories: Collection[str]) -> Iterator[Exchange]:
    """What another delivery of today would be, for each purpose and ground that data of the client went there for."""
    habit = recipient.habit
    why: list[dict[str, Any]] = reader.all(
        dict,
        """
        select distinct d.purpose, d.statute, d.ground from disclosures d
        where d.recipient_id = $recipient_id and d.direction = 'out' and d.state <> 'annulled'
            and d.id in (select disclosure_id from disclosure_clients where client_id = $client_id)
        """,
        recipient_id=recipient.id,
        client_id=client_id,
    )
    if habit:
        why.append({"purpose": habit.purpose, "statute": habit.statute, "ground": habit.ground})
    for one in why:
        yield exchange_with(
            reader, recipient, [client_id], reader.today, direction=Direction.OUT, categories=list(categories), **one
        )


def person_of(reader: Reader, client_id: int, recipient_id: int) -> Person:
    """Of name and birth only what the recipient got, as it was then; a new name only where it may get that today.

    What was changed since in another way than on request is not known as it was, and left out.
    """
    now: dict[str, Any] | None = reader.one(
        dict, "select first_names, prefix, surname, birth_date::text as birth_date from clients where id = $id",
        id=client_id,
    )  # fmt: skip
    assert now is not None  # noqa: S101 - the notice is about somebody
    got_names = _last_got(reader, client_id, recipient_id, "names")
    got_birth = _last_got(reader, client_id, recipient_id, "birth")
    may_read = got_names and "names" in reach_of(reader, client_id, recipient_id, ("names",)).allowed
    name = _full_name(now) if may_read else None
    known_as = _full_name(_as_it_was(reader, client_id, now, _NAMES, got_names))
    born_on = _as_it_was(reader, client_id, now, ("birth_date",), got_birth).get("birth_date")
    return Person(name, None if known_as == name else known_as, date.fromisoformat(born_on) if born_on else None)


def _full_name(columns: dict[str, str | None]) -> str | None:
    return " ".join(part for name in _NAMES if (part := columns.get(name))) or None


def _last_got(reader: Reader, client_id: int, recipient_id: int, category: str) -> date | None:
    found: date | None = reader.value(
        """
        select max(d.happened_on) from disclosures d
        where d.recipient_id = $recipient_id and d.direction = 'out' and d.state <> 'annulled'
            and list_contains(d.categories, $category)
            and d.id in (select disclosure_id from disclosure_clients where client_id = $client_id)
        """,
        recipient_id=recipient_id,
        client_id=client_id,
        category=category,
    )
    return found


def _as_it_was(
    reader: Reader, client_id: int, now: dict[str, str | None], columns: tuple[str, ...], on: date | None
) -> dict[str, str | None]:
    """What stood in these columns of the client on that day; nothing where nobody knows, or where there is no day."""
    facts = {"client_id": client_id, "columns": list(columns), "day": on}
    if on is not None and (forgotten := forgotten_until(reader)) is not None and begins(on) < forgotten:
        return {}  # the log of that day was kept long enough
    if on is None or reader.value(
        """
        select 1 from record_changes r join log l on l.chain = 'change' and l.seq = r.seq
        where r.client_id = $client_id and r.in_table = 'clients' and r.what <> 'added'
            and list_has_any(r.fields, $columns::varchar[]) and l.happened_at::date >= $day
            and l.reason_code is distinct from $on_request
        limit 1
        """,
        **facts,
        on_request=ON_REQUEST,
    ):
        return {}
    corrected: list[tuple[str, str | None]] = reader.all(
        lambda field, was: (field, was),
        """
        select c.field, arg_min_null(c.was, (e.recorded_at, c.id)) as was
        from corrections c join request_events e on e.id = c.event_id
        where c.client_id = $client_id and c.in_table = 'clients' and c.record_id = $client_id
            and list_contains($columns::varchar[], c.field) and e.happened_on >= $day
        group by c.field
        """,
        **facts,
    )
    return {name: now[name] for name in columns} | dict(corrected)
