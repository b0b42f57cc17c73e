"""What a caller says that leads to a client: a phone number, an address, the number on an agreement or an invoice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_layer.rules.checks import LONGEST_NUMBER, checked_phone, checked_postcode
from data_layer.rules.identity import bsn_problem
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

EMAIL = re.compile(r"[^@ ]+@[^@ ]+\.[^@ ]+")
POSTCODE_AND_NUMBER = re.compile(r"([1-9][0-9]{3} ?[a-z]{2}),? ?(?:nr\.? ?|huisnummer )?([0-9]+.{0,10})", re.IGNORECASE)
COMPLAINT_NUMBER = re.compile(r"k[0-9]{4}-[0-9]{4,}", re.IGNORECASE)
_FEWEST_DIGITS = 7  # of a phone number


@dataclass(frozen=True, slots=True)
class Clue:
    """By what a client was found, in words; a number as it is stored, nothing else of what was typed."""

    client_id: int
    words: Sentence


def clues(reader: Reader, typed: str) -> dict[int, Clue]:
    """The clients to whom exactly this leads, each with what it is of theirs; only what it can be is looked for.

    A citizen service number leads to nobody here: who looks for one is noted elsewhere.
    """
    typed = " ".join(typed.split())
    if not any(c.isdigit() or c == "@" for c in typed) or bsn_problem(typed) is None:
        return {}
    found: dict[int, Clue] = {}
    for clue in (*_by_contact(reader, typed), *_by_number(reader, typed)):
        found.setdefault(clue.client_id, clue)
    return found


def _by_contact(reader: Reader, typed: str) -> Iterator[Clue]:
    if "@" in typed:
        if EMAIL.fullmatch(typed):
            yield from _all(reader, _EMAIL, say("e-mail address"), sought=typed.lower())
    elif (address := POSTCODE_AND_NUMBER.fullmatch(typed)) and (postcode := checked_postcode(address[1]).value):
        yield from _all(reader, _ADDRESS, say("address"), sought=postcode, house=_squeezed(address[2]))
    elif sum(c.isdigit() for c in typed) >= _FEWEST_DIGITS and (phone := checked_phone(typed).value):
        yield from _all(reader, _PHONE, say("phone number"), sought=phone)


def _by_number(reader: Reader, typed: str) -> Iterator[Clue]:
    if "@" in typed or len(typed) > LONGEST_NUMBER:
        return
    written = {"sought": typed, "upper": typed.upper(), "lower": typed.lower()}  # faster than to fold what is stored
    for client_id, number in _rows(reader, _AGREEMENT, **written):
        yield Clue(client_id, say("agreement %(number)s", number=number))
    for client_id, number in _rows(reader, _INVOICE, **written):
        yield Clue(client_id, say("invoice %(number)s", number=number))
    if COMPLAINT_NUMBER.fullmatch(typed):
        for client_id, number in _rows(reader, _COMPLAINT, sought=typed.upper()):
            yield Clue(client_id, say("complaint %(number)s", number=number))


def _all(reader: Reader, sql: str, words: Sentence, **facts: str) -> Iterator[Clue]:
    return (Clue(client_id, words) for client_id, _number in _rows(reader, sql, **facts))


def _rows(reader: Reader, sql: str, **facts: str) -> list[tuple[int, str]]:
    return reader.all(lambda client_id, number: (client_id, number), sql, **facts)


def _squeezed(house_number: str) -> str:
    return re.sub(r"[\s-]", "", house_number).lower()


_PHONE = "select client_id, phone as number from phones where phone = $sought"
_EMAIL = "select client_id, email as number from emails where lower(email) = $sought"
_ADDRESS = """
    select client_id, postcode as number from addresses
    where postcode = $sought and lower(regexp_replace(house_number, '[\\s-]', '', 'g')) = $house
"""
_AGREEMENT = "select client_id, number from agreements where number in ($sought, $upper, $lower)"
_INVOICE = "select client_id, number from invoices where number in ($sought, $upper, $lower)"
_COMPLAINT = "select client_id, number from complaints where number = $sought and client_id is not null"
