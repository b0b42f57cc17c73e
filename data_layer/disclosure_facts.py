"""The facts that decide about an exchange with a third party, found for all its clients at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from data_layer.categories import CATEGORY
from data_layer.errors import BadInput
from data_layer.recipient_agreements import agreement_standing
from data_layer.recipients import Recipient
from data_layer.rules.agreements import NO_AGREEMENT, lacks
from data_layer.rules.disclosure import Exchange, some_of
from data_layer.rules.identity import bsn_problem, masked_bsn, normal_bsn
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.texts import sought
from data_layer.transactions import Reader
from data_layer.vocabulary import NO_GROUND, Channel, Direction, Ground

MOST_CLIENTS = 10_000
EARLIEST = date(2000, 1, 1)  # before it there was no course to tell of


def check_day(today: date, happened_on: date, field: str = "happened_on") -> None:
    """Raises BadInput, of the field that asked for it, for a day to come and for one of long ago."""
    if happened_on > today:
        raise BadInput(
            say("A day to come cannot have happened; nothing was saved. Choose today or a day before."), field
        )
    if happened_on < EARLIEST:
        raise BadInput(say("This day lies before %(day)s; nothing was saved. Correct it.", day=EARLIEST), field)


def check_codes(*, direction: str | None = None, ground: str | None = None, channel: str | None = None) -> None:
    """Raises BadInput for what is given and is not in its list."""
    for name, code, codes, sentence in (
        ("direction", direction, [*Direction], say("Choose a direction from the list; nothing was saved.")),
        ("ground", ground, [*Ground, NO_GROUND], say("Choose a ground from the list; nothing was saved.")),
        ("channel", channel, [*Channel], say("Choose a channel from the list; nothing was saved.")),
    ):
        if code is not None and code not in codes:
            raise BadInput(sentence, name)


def split_numbers(typed: str) -> tuple[str, ...]:
    """The client numbers in a text, with spaces, commas, semicolons or lines between them."""
    return tuple(number for number in re.split(r"[\s,;]+", typed) if number)


def clients_by_number(reader: Reader, numbers: Sequence[str]) -> list[int]:
    """The ids of the clients with these numbers, each once; of a merged client, those of the one it went into.

    Raises BadInput where a number is not known, where there is none, and past 10,000.
    """
    wanted = list(dict.fromkeys(sought(number.strip()) for number in numbers if number.strip()))
    if not wanted:
        raise BadInput(say("Give at least one client number; nothing was saved."), "client_numbers")
    if len(wanted) > MOST_CLIENTS:
        raise BadInput(
            say(
                "One entry holds at most %(most)s clients; nothing was saved. Make several entries.",
                most=MOST_CLIENTS,
            ),
            "client_numbers",
        )
    with reader.lent(wanted_numbers=pa.table({"number": pa.array(wanted, pa.string())})):
        unknown = reader.values(
            """
            select w.number from wanted_numbers w
            where not exists (select 1 from clients c where c.number = w.number) order by w.number
            """
        )
        if unknown:
            raise BadInput(_unknown(unknown), "client_numbers")
        return reader.values(
            """
            select distinct coalesce(c.merged_into, c.id) as client_id
            from clients c join wanted_numbers w on w.number = c.number order by client_id
            """
        )


def known(categories: Sequence[str]) -> tuple[str, ...]:
    """The categories of an entry, each once. Raises BadInput when there is none or one is not of the twenty."""
    if not categories:
        raise BadInput(say("Choose at least one category of data; nothing was saved."), "categories")
    if any(code not in CATEGORY for code in categories):
        raise BadInput(say("This is not one of the categories of the statement; nothing was saved."), "categories")
    return tuple(dict.fromkeys(categories))


def exchange_with(
    reader: Reader,
    recipient: Recipient,
    clients: Sequence[int],
    on: date,
    *,
    direction: str,
    categories: Sequence[str],
    purpose: int | None,
    statute: str | None,
    ground: str | None,
) -> Exchange:
    """Everything the rule asks about an exchange on that day; `clients` are ids."""
    apart = standing_apart(reader, clients, on, purpose=purpose, recipient_id=recipient.id, ground=ground)
    return Exchange(
        recipient.code,
        frozenset(categories),
        purpose,
        statute,
        None if ground == NO_GROUND else ground,
        is_received=direction == Direction.IN,
        is_stranger=recipient.is_stranger,
        is_outside_eea=recipient.is_outside_eea,
        purposes=frozenset(recipient.purposes),
        grounds=frozenset(ground.value for ground in recipient.habit.grounds) if recipient.habit else frozenset(),
        lacks_agreement=lacks(recipient.role, agreement_standing(reader, on).get(recipient.id, NO_AGREEMENT)),
        never={code: CATEGORY[code].label for code in recipient.never_categories},
        restricted=tuple(one.number for one in apart if one.is_restricted),
        without_consent=tuple(one.number for one in apart if one.lacks_consent),
        objecting=tuple(one.number for one in apart if one.objects),
    )


@dataclass(frozen=True, slots=True)
class Apart:
    """A client whose data may not simply go along on a day: what stands in the way of this purpose and recipient."""

    client_id: int
    number: str
    is_restricted: bool
    lacks_consent: bool
    objects: bool


def standing_apart(
    reader: Reader, clients: Sequence[int], on: date, *, purpose: int | None, recipient_id: int, ground: str | None
) -> list[Apart]:
    """Those of these clients of whom something stands in the way on that day, by number; consent only as the ground."""
    facts = {"on_day": on, "purpose": purpose, "recipient_id": recipient_id, "by_consent": ground == Ground.CONSENT}
    with reader.lent(chosen_clients=pa.table({"client_id": pa.array(clients, pa.int64())})):
        return reader.all(Apart, _APART, **facts)


# a restriction that was lifted since lives on as a hold that ended
_APART = """
    with restricted as (
        select h.client_id from holds h
        where h.kind = 'restriction' and h.since <= $on_day and (h.until is null or h.until > $on_day)
    ), consenting as (
        select s.client_id from consents s
        where s.purpose = $purpose and (s.recipient_id is null or s.recipient_id = $recipient_id)
            and not s.about_health
            and s.given_on <= $on_day and (s.withdrawn_on is null or s.withdrawn_on > $on_day)
    ), objecting as (
        select o.client_id from objections o
        where ($purpose is null or $purpose not between 1 and 11 or o.purpose = $purpose)  -- without one, any counts
            and o.since <= $on_day and (o.ended_on is null or o.ended_on > $on_day)
    )
    select c.id as client_id, c.number,
        coalesce(c.restricted_since <= $on_day, false) or c.id in (select client_id from restricted) as is_restricted,
        $by_consent and c.id not in (select client_id from consenting) as lacks_consent,
        c.id in (select client_id from objecting) as objects
    from clients c semi join chosen_clients on chosen_clients.client_id = c.id
    where is_restricted or lacks_consent or objects
    order by c.number
"""


def _unknown(numbers: Sequence[str]) -> Sentence:
    """Which numbers are not known, and of how many that is so because they cannot be one: those are not repeated."""
    shown = [number for number in map(_shown, numbers) if number is not None]
    impossible = len(numbers) - len(shown)
    if not impossible:
        return say_n(
            "This client number is not known: %(numbers)s. Nothing was saved; correct it.",
            "%(n)s client numbers are not known: %(numbers)s. Nothing was saved; correct them.",
            len(shown),
            numbers=some_of(shown),
        )
    if not shown:
        return say_n(
            "%(n)s of the numbers cannot be a client number. Nothing was saved; correct it.",
            "%(n)s of the numbers cannot be client numbers. Nothing was saved; correct them.",
            impossible,
        )
    return say_n(
        "Not known as a client number: %(numbers)s. %(n)s more cannot be a client number. Nothing was saved;"
        " correct them.",
        "Not known as a client number: %(numbers)s. %(n)s more cannot be client numbers. Nothing was saved;"
        " correct them.",
        impossible,
        numbers=some_of(shown),
    )


def _shown(number: str) -> str | None:
    """A number as typed, a citizen service number masked; nothing if it cannot be a number at all."""
    if not bsn_problem(number):
        return masked_bsn(normal_bsn(number))
    return number if re.fullmatch(r"[\w./-]{1,20}", number) else None
