"""Row by row, in the order of the file: whose row it is, and whether it can go on beside the rows before it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from data_layer.clients import listed_name
from data_layer.importing.agreeing import Agreement
from data_layer.importing.fields import NUMBER
from data_layer.importing.known import Described, Known, Stored, found_by_name, known_to_the_store
from data_layer.importing.rows import Rows
from data_layer.person_checks import NAMES
from data_layer.rules.identity import is_the_bsn
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader


class Kept(StrEnum):
    """Why the desk keeps a client of the file as it is, or away."""

    RESTRICTED = "restricted"
    DESTROYED = "destroyed"
    MERGED = "merged"


NAMELESS = say("This client is new and has no name.")
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
    """A client of the file: number, id in the store (None: new), and the name that the file gives."""

    number: str
    client_id: int | None
    name: str


Places = npt.NDArray[np.int32]
"""Per row the place of its client in `people`, or NOBODY for a row that does not go on."""

NOBODY = -1


@dataclass(slots=True)
class Decision:
    """Whose each row is, sheet by sheet, and the rows that are left out to protect somebody."""

    person_of: list[Places] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    skipped: list[list[Skipped]] = field(default_factory=list)


def decided(reader: Reader, sheets: Sequence[Rows]) -> Decision:
    """Goes through the rows of all sheets, the clients first; refusals are noted in the rows."""
    decision = Decision([np.full(rows.count, NOBODY, np.int32) for rows in sheets], [], [[] for _ in sheets])
    places: dict[str, int] = {}
    bsn_of: dict[str, str] = {}
    of_clients = [at for at, rows in enumerate(sheets) if rows.is_of_clients]
    for at in sorted(of_clients, key=lambda at: "clients.surname" not in sheets[at].facts):  # who is new needs a name
        _decide_clients(reader, sheets[at], decision, (places, bsn_of), at)
    for at, rows in enumerate(sheets):
        if not rows.is_of_clients:
            _decide_records(reader, rows, decision, places, at)
    return decision


def _decide_clients(
    reader: Reader, rows: Rows, decision: Decision, found: tuple[dict[str, int], dict[str, str]], at: int
) -> None:
    """`found` are the places of the clients and the numbers that their BSNs belong to, as far as it is known."""
    places, bsn_of = found
    numbers, bsns = _numbered(reader, rows), rows.values("clients.bsn")
    names = {name: rows.values(f"clients.{name}") for name in NAMES}
    known = known_to_the_store(reader, numbers, bsns)
    agreement = Agreement(rows, Counter(numbers))
    for row, (number, bsn) in enumerate(zip(numbers, bsns, strict=True)):
        if row in rows.refusals or number is None:
            continue
        stored = known.by_number.get(number)
        if why := _kept(number, stored, known):
            decision.skipped[at].append(Skipped(row, number, why))
            continue
        if stored is None and is_the_bsn(number, bsn):
            rows.refuse(row, "clients.number", say("This is the BSN of the client, which must not be the number."))
            continue
        if stored is None and number not in places and not _is_welcome(rows, row, number, known, names):
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
            name = listed_name(names["first_names"][row], names["prefix"][row], names["surname"][row])
            decision.people.append(Person(number, stored.id if stored else None, name))
        decision.person_of[at][row] = place


def _decide_records(reader: Reader, rows: Rows, decision: Decision, places: dict[str, int], at: int) -> None:
    """Decides once per client number: a sheet of lessons has each of them many times."""
    encoded = rows.facts[NUMBER].dictionary_encode()
    numbers: list[Any] = encoded.dictionary.to_pylist()
    indices = np.where(rows.facts[NUMBER].is_null(), len(numbers), encoded.indices.fill_null(0))
    known = known_to_the_store(reader, numbers, ())
    place_of = np.full(len(numbers) + 1, NOBODY, np.int32)
    kept: dict[int, Kept] = {}
    unknown: dict[int, Sentence] = {}
    for nth, number in enumerate(numbers):
        stored = known.by_number.get(number)
        if why := _kept(number, stored, known):
            kept[nth] = why
        elif stored is None and number not in places:
            unknown[nth] = _not_there(number, known)
        else:
            place_of[nth] = places.setdefault(number, len(places))
            if place_of[nth] == len(decision.people):
                decision.people.append(Person(number, stored.id if stored else None, ""))
    for row in np.flatnonzero(np.isin(indices, list(unknown))).tolist():
        if row not in rows.refusals:
            rows.refuse(row, NUMBER, unknown[indices[row]])
    for row in np.flatnonzero(np.isin(indices, list(kept))).tolist():
        if row not in rows.refusals:
            decision.skipped[at].append(Skipped(row, numbers[indices[row]], kept[indices[row]]))
    decision.person_of[at] = place_of[indices]
    decision.person_of[at][list(rows.refusals)] = NOBODY


def _not_there(number: str, known: Known) -> Sentence:
    if other := known.lookalikes.get(number):
        return _without_zeros(other)
    return say("There is no client with this number: add the client first, or correct the number.")


def _without_zeros(other: str) -> Sentence:
    return say(
        "This is client %(number)s without the zeros in front, it seems: export the number as text.", number=other
    )


def _numbered(reader: Reader, rows: Rows) -> list[str | None]:
    """The numbers, with those of rows without one found by name and birth date; the other such rows are refused."""
    numbers: list[str | None] = rows.values(NUMBER)
    missing = [row for row, number in enumerate(numbers) if number is None and row not in rows.refusals]
    if not missing:
        return numbers
    columns = {name: rows.values(f"clients.{name}") for name in (*NAMES, "birth_date")}
    described = []
    for row in missing:
        about = {name: values[row] for name, values in columns.items()}
        if about["surname"] is None or about["birth_date"] is None:
            rows.refuse(row, NUMBER, say("The client number is missing, and surname or date of birth too."))
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
            NUMBER,
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


def _is_welcome(rows: Rows, row: int, number: str, known: Known, names: dict[str, list[Any]]) -> bool:
    if other := known.lookalikes.get(number):
        rows.refuse(row, NUMBER, _without_zeros(other))
        return False
    if not any(names[part][row] for part in ("surname", "first_names", "call_name")):
        rows.refuse(row, "clients.surname", NAMELESS)
        return False
    return True
