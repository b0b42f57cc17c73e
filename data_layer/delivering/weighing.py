"""Who goes along in a delivery, who is left out and why, and what stops it altogether."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from data_layer import recipients
from data_layer.categories import CATEGORY, RecordKind
from data_layer.clients import listed_names
from data_layer.delivering.contents import check_form
from data_layer.delivering.delivery import Delivery
from data_layer.delivering.layouts import GOES, fields_for
from data_layer.delivering.selecting import selected
from data_layer.disclosure_facts import Apart, check_codes, exchange_with, known, standing_apart
from data_layer.errors import BadInput
from data_layer.recipients import Recipient
from data_layer.rules.access import Act, may
from data_layer.rules.disclosure import FLAG_LABELS, Exchange, Finding, findings
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction, Ground

SHOWN = 200  # of those left out


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A client who does not go along: the codes of why, and the categories of which nothing is there."""

    client_id: int
    number: str
    name: str
    why: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """Why, in few words."""
        return (*(FLAG_LABELS[code] for code in self.why), *(_nothing(code) for code in self.lacking))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a delivery comes to: who goes along (ids), who does not, and everything that is not as it should be.

    Of those left out the first 200 by number are told, and per reason how many there are; one may have several.
    `before` are the numbers of what was delivered to the same recipient, for the same purpose and period, the newest
    first.
    """

    recipient: Recipient
    exchange: Exchange
    found: tuple[Finding, ...]
    going: tuple[int, ...]
    left_out: int
    first_left_out: tuple[LeftOut, ...]
    per_reason: tuple[tuple[Sentence, int], ...]
    before: tuple[str, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What stops it altogether: all but a restriction that is passed with a reason."""
        return tuple(finding for finding in self.found if finding.code != "restricted_client")

    @property
    def digest(self) -> str:
        """Tells one outcome from another: who goes along."""
        return hashlib.sha256(" ".join(map(str, self.going)).encode()).hexdigest()


def weighed(reader: Reader, actor: Actor, delivery: Delivery) -> Weighed:
    """What the delivery would come to now. Raises BadInput for nonsense, NotFound."""
    recipient = recipients.the_recipient(reader, delivery.recipient_id)
    _check_sense(recipient, delivery)
    clients = selected(reader, actor, delivery.selection, delivery.since, delivery.until)
    passes = delivery.passes and may(actor.roles, Act.RESTRICTION_OVERRIDE)
    about: dict[str, Any] = {"purpose": delivery.purpose, "recipient_id": recipient.id, "ground": delivery.ground}
    apart = standing_apart(reader, clients, reader.today, **about)
    why = {one.client_id: why_not(one, delivery.ground, passes=passes) for one in apart}
    lacking = _lacking(reader, recipient, clients, delivery)
    out = {client_id for client_id, codes in why.items() if codes}.union(*lacking.values())
    going = set(clients) - out
    restricted = tuple(one.number for one in apart if one.is_restricted and one.client_id in going)
    exchange = replace(_exchange(reader, recipient, delivery), restricted=restricted)
    return Weighed(
        recipient,
        exchange,
        findings(exchange),
        tuple(sorted(going)),
        len(out),
        tuple(_first(reader, out, why, lacking)),
        tuple(_per_reason(why, lacking)),
        tuple(_before(reader, delivery)),
    )


def why_not(one: Apart, ground: str, *, passes: bool) -> tuple[str, ...]:
    """The codes of what keeps a client from going along; `passes` a restriction."""
    is_so = {
        "restricted_client": one.is_restricted and not passes,  # art. 18(2)
        "no_consent": one.lacks_consent,  # art. 7(1)
        "objection": ground == Ground.LEGITIMATE_INTEREST and one.objects,  # art. 21(1)
    }
    return tuple(code for code, stands in is_so.items() if stands)


def _check_sense(recipient: Recipient, delivery: Delivery) -> None:
    known(delivery.categories)
    check_codes(ground=delivery.ground)
    check_form(delivery.categories, delivery.format)
    if not recipient.active and not recipient.is_stranger:
        raise BadInput(
            say(
                "This recipient gets no data any more. Start the exchange again first, or choose another recipient."
                " Nothing was made."
            ),
            "recipient",
        )
    if delivery.until < delivery.since:
        raise BadInput(
            say("The period ends before it begins. Correct one of the two days. Nothing was made."), "period"
        )


def _exchange(reader: Reader, recipient: Recipient, delivery: Delivery) -> Exchange:
    return exchange_with(
        reader,
        recipient,
        (),
        reader.today,
        direction=Direction.OUT,
        categories=delivery.categories,
        purpose=delivery.purpose,
        statute=delivery.statute,
        ground=delivery.ground,
    )


def _before(reader: Reader, delivery: Delivery) -> list[str]:
    return reader.values(
        """
        select number from disclosures
        where recipient_id = $recipient_id and direction = 'out' and state <> 'annulled' and period_from = $since
            and period_until = $until and purpose is not distinct from $purpose
        order by id desc limit 3
        """,
        recipient_id=delivery.recipient_id,
        since=delivery.since,
        until=delivery.until,
        purpose=delivery.purpose,
    )


def _lacking(reader: Reader, recipient: Recipient, clients: Sequence[int], delivery: Delivery) -> dict[str, set[int]]:
    """Per required category the clients of whom there is nothing of it that could go along."""
    found: dict[str, set[int]] = {}
    with reader.lent(weighed_clients=_ids(clients)):
        for code in delivery.required:
            if code not in delivery.categories:
                continue
            has = _those_with(recipient, CATEGORY[code].kinds[0])
            facts = {name: getattr(delivery, name) for name in ("since", "until") if f"${name}" in has}
            if "$today" in has:
                facts["today"] = reader.today
            without = f"select client_id from weighed_clients where client_id not in ({has})"  # noqa: S608 - names of the declaration
            found[code] = set(reader.values(without, **facts))
    return found


def _first(
    reader: Reader, out: Collection[int], why: Mapping[int, tuple[str, ...]], lacking: Mapping[str, set[int]]
) -> Iterator[LeftOut]:
    with reader.lent(left_out=_ids(out)):
        rows = reader.all(
            dict[str, Any],
            "select id, number from clients where id in (select client_id from left_out) order by number limit $most",
            most=SHOWN,
        )
    names = listed_names(reader, [row["id"] for row in rows])
    for row in rows:
        nothing = tuple(code for code, clients in lacking.items() if row["id"] in clients)
        yield LeftOut(row["id"], row["number"], names.get(row["id"], ""), why.get(row["id"], ()), nothing)


def _per_reason(why: Mapping[int, tuple[str, ...]], lacking: Mapping[str, set[int]]) -> Iterator[tuple[Sentence, int]]:
    of_clients = Counter(code for codes in why.values() for code in codes)
    counts = [(FLAG_LABELS[code], count) for code, count in of_clients.items()]
    counts += [(_nothing(code), len(clients)) for code, clients in lacking.items() if clients]
    yield from sorted(counts, key=lambda pair: -pair[1])


def _nothing(category: str) -> Sentence:
    return say("no %(category)s", category=CATEGORY[category].label)


def _ids(clients: Collection[int]) -> pa.Table:
    return pa.table({"client_id": pa.array(list(clients), pa.int64())})


def _those_with(recipient: Recipient, kind: RecordKind) -> str:
    """The clients of whom there is something of this kind that tells who or what it is, and goes to the recipient."""
    sent = fields_for(recipient, kind)
    telling = [name for name in kind.some_of or (kind.fields[0].column,) if name in sent] or sent
    filled = f"coalesce({', '.join(f'{name}::text' for name in telling)}) is not null"
    if kind.is_of_person:
        return f"select id from clients where {filled}"  # noqa: S608 - names of the declaration
    if kind.code == "addresses":
        filled += " and (valid_until is null or valid_until >= $today)"
    return f"select client_id from {kind.table} where {filled} and {GOES.get(kind.code, 'true')}"  # noqa: S608 - as above
