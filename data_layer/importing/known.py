"""What the store already knows about the clients of a file: by number, by BSN, and by name and date of birth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer.rules.searching import folded
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Stored:
    """A client of the store."""

    id: int
    number: str
    restricted: bool
    merged: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What was found for the keys of a file."""

    by_number: dict[str, Stored]
    destroyed: frozenset[str]
    lookalikes: dict[str, str]
    owners: dict[str, list[Stored]]


def known_to_the_store(reader: Reader, numbers: Sequence[str | None], bsns: Sequence[str | None]) -> Known:
    """Looks all numbers and BSNs of a file up at once.

    Excel takes leading zeros off numbers: a destroyed number without them counts as destroyed, and a new number
    that is a known one without them is a `lookalike` of that one.
    """
    with reader.lent(
        file_numbers=pa.table({"number": pa.array(sorted({n for n in numbers if n}), pa.string())}),
        file_bsns=pa.table({"bsn": pa.array(sorted({b for b in bsns if b}), pa.string())}),
    ):
        clients = reader.all(
            Stored,
            """
            select c.id, c.number, c.restricted_since is not null as restricted, c.merged_into is not null as merged
            from clients c semi join file_numbers f on f.number = c.number
            """,
        )
        destroyed = reader.values(
            """
            select distinct f.number from file_numbers f
            join destroyed_numbers d on ltrim(lower(d.number), '0') = ltrim(lower(f.number), '0')
            where not exists (from clients c where c.number = f.number)
            """
        )
        lookalikes = reader.all(
            dict[str, str],
            """
            select f.number, min(c.number) as other from file_numbers f
            join clients c on ltrim(c.number, '0') = ltrim(f.number, '0') and c.number <> f.number
            where not exists (from clients k where k.number = f.number) group by f.number
            """,
        )
        owners: dict[str, list[Stored]] = {}
        for row in reader.all(
            dict[str, Any],
            """
            select c.bsn, c.id, c.number, false as restricted, false as merged
            from clients c semi join file_bsns f on f.bsn = c.bsn where c.merged_into is null order by c.number
            """,
        ):
            owners.setdefault(row.pop("bsn"), []).append(Stored(**row))
    return Known(
        {client.number: client for client in clients},
        frozenset(destroyed),
        {row["number"]: row["other"] for row in lookalikes},
        owners,
    )


@dataclass(frozen=True, slots=True)
class Described:
    """A row without a client number: who it is about. Surname with its prefix."""

    row: int
    surname: str
    birth_date: date
    first_names: str | None
    call_name: str | None


def found_by_name(reader: Reader, described: Sequence[Described]) -> dict[int, list[str]]:
    """Per row the numbers of the clients of that birth date and surname, and first names where the row has them."""
    if not described:
        return {}
    found: dict[int, list[str]] = {}
    with reader.lent(file_births=pa.table({"birth_date": pa.array({d.birth_date for d in described}, pa.date32())})):
        candidates = reader.all(
            dict[str, Any],
            """
            select c.number, c.birth_date, concat_ws(' ', c.prefix, c.surname) as surname, c.first_names, c.call_name
            from clients c semi join file_births f on f.birth_date = c.birth_date
            where c.merged_into is null and c.surname is not null order by c.number
            """,
        )
    by_key: dict[tuple[date, str], list[dict[str, Any]]] = {}
    for candidate in candidates:
        by_key.setdefault((candidate["birth_date"], folded(candidate["surname"])), []).append(candidate)
    for person in described:
        names = {folded(name) for name in (person.first_names, person.call_name) if name}
        found[person.row] = [
            c["number"]
            for c in by_key.get((person.birth_date, folded(person.surname)), [])
            if not names or names & {folded(c[part]) for part in ("first_names", "call_name") if c[part]}
        ]
    return found
