"""Row by row, in the order of the file: whose row it is, and whether it can go on beside the rows before it."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from data_layer.clients import listed_name
from data_layer.importing.agreeing import Agreement
from data_layer.importing.known import Described, Known, Stored, found_by_name, known_to_the_store
from data_layer.importing.rows import Rows
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader


class Kept(StrEnum):
    """Why the desk keeps a client of the file as it is, or away."""

    RESTRICTED = "restricted"
    DESTROYED = "destroyed"
    MERGED = "merged"


KEPT_LABELS: dict[Kept, Sentence] = {
    Kept.RESTRICTED: say("This client's data are restricted; the import leaves them as they are."),
    Kept.DESTROYED: say("The data of this client were destroyed; the import does not bring them back."),
    Kept.MERGED: say("This client was merged with another; the import leaves both as they are."),
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is left out to protect somebody: its index, the client's number and why."""

    row: int
    number: str
    why: Kept


@dataclass(frozen=True, slots=True)
class Person:
    """A client of the file: number, id in the store (None: new), index of the first row, and the name it gives."""

    number: str
    client_id: int | None
    row: int
    name: str


@dataclass(slots=True)
class Decision:
    """Per row the place of its client in `people`, or None for a row that does not go on."""

    person_of: list[int | None]
    people: list[Person] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def decided(reader: Reader, rows: Rows) -> Decision:
    """Goes through the rows; refusals are noted in `rows`."""
    count = rows.sheet.rows
    numbers = rows.facts.get("clients.number") or [None] * count
    bsns = rows.facts.get("clients.bsn") or [None] * count
    numbers = _numbered(reader, rows, numbers)
    known = known_to_the_store(reader, numbers, bsns)
    decision = Decision([None] * count)
    places: dict[str, int] = {}
    bsn_of: dict[str, str] = {}
    agreement = Agreement(rows, Counter(numbers))
    for row, (number, bsn) in enumerate(zip(numbers, bsns, strict=True)):
        if row in rows.refusals or number is None:
            continue
        stored = known.by_number.get(number)
        if why := _kept(number, stored, known):
            decision.skipped.append(Skipped(row, number, why))
            continue
        if stored is None and number not in places and not _is_welcome(rows, row, number, known):
            continue
        if bsn is not None:
            owner = next((o.number for o in known.owners.get(bsn, ()) if o.number != number), bsn_of.get(bsn, number))
            if owner != number:
                rows.refuse(
                    row,
                    "clients.bsn",
                    say("Client %(number)s has this citizen service number (BSN) already.", number=owner),
                )
                continue
        if not agreement.holds(row, number):
            continue
        if bsn is not None:
            bsn_of[bsn] = number
        place = places.setdefault(number, len(places))
        if place == len(decision.people):
            decision.people.append(Person(number, stored.id if stored else None, row, _name(rows, row)))
        decision.person_of[row] = place
    return decision


def _numbered(reader: Reader, rows: Rows, numbers: list[str | None]) -> list[str | None]:
    """The numbers, with those of rows without one found by name and birth date; the other such rows are refused."""
    missing = [row for row, number in enumerate(numbers) if number is None and row not in rows.refusals]
    if not missing:
        return numbers
    names = ("surname", "prefix", "first_names", "call_name", "birth_date")
    columns = {name: rows.facts.get(f"clients.{name}") or [None] * rows.sheet.rows for name in names}
    described = []
    for row in missing:
        about = {name: values[row] for name, values in columns.items()}
        if about["surname"] is None or about["birth_date"] is None:
            rows.refuse(row, "clients.number", say("The client number is missing, and surname or date of birth too."))
            continue
        surname = " ".join(part for part in (about.pop("prefix"), about.pop("surname")) if part)
        described.append(Described(row, surname, **about))
    filled = list(numbers)
    for row, found in found_by_name(reader, described).items():
        if len(found) == 1:
            filled[row] = found[0]
            continue
        rows.refuse(
            row,
            "clients.number",
            say("The client number is missing, and more than one client has this name and date of birth.")
            if found
            else say("The client number is missing, and no client has this name and date of birth."),
        )
    return filled


def _kept(number: str, stored: Stored | None, known: Known) -> Kept | None:
    if stored is None:
        return Kept.DESTROYED if number in known.destroyed else None
    if stored.merged:
        return Kept.MERGED
    return Kept.RESTRICTED if stored.restricted else None


def _is_welcome(rows: Rows, row: int, number: str, known: Known) -> bool:
    if other := known.lookalikes.get(number):
        rows.refuse(
            row,
            "clients.number",
            say(
                "This is client %(number)s without the zeros in front, it seems: export the number as text.",
                number=other,
            ),
        )
        return False
    if not any(_value(rows, f"clients.{name}", row) for name in ("surname", "first_names", "call_name")):
        rows.refuse(row, "clients.surname", say("This client is new and has no name."))
        return False
    return True


def _name(rows: Rows, row: int) -> str:
    first_names, prefix, surname = (
        _value(rows, f"clients.{part}", row) for part in ("first_names", "prefix", "surname")
    )
    return listed_name(first_names, prefix, surname)


def _value(rows: Rows, code: str, row: int) -> Any:
    values = rows.facts.get(code)
    return values[row] if values else None
