"""What happens to each client, or record, that a sheet names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_layer.importing.deciding import NOBODY, Decision, Person, Places, Skipped
from data_layer.importing.fields import place_of
from data_layer.importing.reading import Taking
from data_layer.importing.rows import Refusal, Rows

_DESTROYED = pa.list_(pa.struct([("field", pa.string()), ("day", pa.date32())]))


class Status(StrEnum):
    """What happens to a client or a record of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Planned:
    """A client or record of the file: index of its (first) row, number and name of the client, and the fields (table
    and column) that change or are left alone; of what is new everything is. `destroyed` are, per day, the fields that
    were destroyed and are not put back."""

    row: int
    number: str
    name: str
    status: Status
    changed: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()
    destroyed: tuple[tuple[date, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What becomes of one sheet: a line per client or record that goes on, rows refused, and rows left out."""

    taking: Taking
    outcomes: pa.Table
    refused: tuple[tuple[Refusal, ...], ...]
    skipped: tuple[Skipped, ...]

    def count(self, status: Status) -> int:
        """How many this happens to."""
        statuses: Any = self.outcomes["status"]
        counted: list[dict[str, Any]] = statuses.value_counts().to_pylist()
        return next((one["counts"] for one in counted if one["values"] == status.value), 0)

    @property
    def left_alone(self) -> int:
        """Of how many a fact stays as it is, because it was corrected on request."""
        return _how_many(_any(self.outcomes["left_alone"]))

    @property
    def not_put_back(self) -> int:
        """Of how many a fact is not put back, because it was destroyed."""
        return _how_many(_any(self.outcomes["destroyed"]))

    @property
    def is_guarded(self) -> Any:
        """Per line whether something of it stays as it is."""
        return pc.or_(_any(self.outcomes["left_alone"]), _any(self.outcomes["destroyed"]))

    @property
    def kept(self) -> int:
        """How many rows, clients and records stay as they are, wholly or in part."""
        return len(self.skipped) + _how_many(self.is_guarded)

    def with_status(self, status: Status, first: int = 0, most: int | None = None) -> list[Planned]:
        """Those to whom this happens, in the order of the file, from the `first` on."""
        return self._planned(pc.equal(self.outcomes["status"], pa.scalar(status.value)), first, most)

    def guarded(self, first: int = 0, most: int | None = None) -> list[Planned]:
        """Those of whom a fact stays as it is, from the `first` on."""
        return self._planned(self.is_guarded, first, most)

    def _planned(self, where: Any, first: int, most: int | None) -> list[Planned]:
        lines = self.outcomes.take(pc.indices_nonzero(where).slice(first, most))
        return [
            Planned(
                line["row"],
                line["number"],
                line["name"],
                Status(line["status"]),
                tuple(line["changed"] or ()),
                tuple(line["left_alone"] or ()),
                _by_day(line["destroyed"] or ()),
            )
            for line in lines.to_pylist()
        ]


def _by_day(destroyed: Iterable[dict[str, Any]]) -> tuple[tuple[date, tuple[str, ...]], ...]:
    fields: dict[date, list[str]] = {}
    for one in destroyed:
        fields.setdefault(one["day"], []).append(one["field"])
    return tuple((day, tuple(names)) for day, names in sorted(fields.items()))


def _how_many(where: Any) -> int:
    return int(pc.sum(where).as_py() or 0)


def _any(lists: Any) -> Any:
    lengths: Any = pc.list_value_length(lists)
    return pc.fill_null(pc.greater(lengths, pa.scalar(0, pa.int32())), False)


def sheet_plans(sheets: Sequence[Rows], decision: Decision, found: Mapping[str, pa.Table]) -> tuple[SheetPlan, ...]:
    """What becomes of each sheet, from what was `found` per table."""
    plans = []
    named_before: set[int] = set()
    for at, rows in enumerate(sheets):
        if rows.is_of_clients:
            outcomes = _of_clients(rows, decision.person_of[at], decision.people, found, named_before)
            named_before |= set(np.unique(decision.person_of[at]).tolist())
        else:
            outcomes = _of_records(rows, at, decision, found)
        refused = tuple(tuple(rows.refusals[row]) for row in sorted(rows.refusals))
        plans.append(SheetPlan(rows.taking, outcomes, refused, tuple(decision.skipped[at])))
    return tuple(plans)


def _of_clients(
    rows: Rows, person_of: Places, people: Sequence[Person], found: Mapping[str, pa.Table], named_before: set[int]
) -> pa.Table:
    """One line per client: what the row says of several tables taken together. New is who no sheet before named."""
    changed: dict[int, list[str]] = {}
    left_alone: dict[int, list[str]] = {}
    destroyed: dict[int, list[dict[str, Any]]] = {}
    said = {place_of(code)[0] for code in rows.facts}
    for table, lines in found.items():
        own = lines.filter(pc.invert(pc.field("is_record")) & pc.is_valid(pc.field("client_id")))
        _note(changed, table, own.filter(pc.field("is_write")), "changed_columns", said)
        guarded = own.filter(pc.field("is_guarded"))
        _note(left_alone, table, guarded, "left_alone", said)
        for line in guarded.filter(pc.is_valid(guarded["destroyed"])).select(["file_person", "destroyed"]).to_pylist():
            facts = destroyed.setdefault(line["file_person"], [])
            facts.extend(fact for fact in line["destroyed"] if fact["field"] in said and fact not in facts)
    places, first_rows = np.unique(person_of, return_index=True)
    named = zip(places.tolist(), first_rows.tolist(), strict=True)
    first = sorted((row, place) for place, row in named if place != NOBODY)

    def status(place: int) -> Status:
        is_new = people[place].client_id is None
        if is_new and place not in named_before:
            return Status.NEW
        return Status.CHANGED if is_new or changed.get(place) else Status.UNCHANGED

    return pa.table(
        {
            "row": pa.array([row for row, _ in first], pa.int32()),
            "number": pa.array([people[place].number for _, place in first], pa.string()),
            "name": pa.array([people[place].name for _, place in first], pa.string()),
            "status": pa.array([status(place) for _, place in first], pa.string()),
            "changed": _lists(changed.get(place) for _, place in first),
            "left_alone": _lists(left_alone.get(place) for _, place in first),
            "destroyed": pa.array([destroyed.get(place) for _, place in first], _DESTROYED),
        }
    )


def _of_records(rows: Rows, at: int, decision: Decision, found: Mapping[str, pa.Table]) -> pa.Table:
    """One line per record."""
    table = rows.taking.subject.code
    lines = found[table].filter(pc.field("file_sheet") == at)
    is_new, is_write = pc.is_null(lines["id"]), lines["is_write"]
    written = pc.if_else(is_new, Status.NEW.value, Status.CHANGED.value)
    status: Any = pc.if_else(is_write, written, Status.UNCHANGED.value)
    is_changed = pc.equal(status, pa.scalar(Status.CHANGED.value))
    numbers = pa.array([person.number for person in decision.people], pa.string())
    columns: dict[str, Any] = {
        "row": lines["file_row"],
        "number": numbers.take(lines["file_person"].combine_chunks()),
        "name": pa.nulls(lines.num_rows, pa.string()),
        "status": status,
        "changed": _named(table, lines["changed_columns"], is_changed),
        "left_alone": _named(table, lines["left_alone"], lines["is_guarded"]),
        "destroyed": lines["destroyed"].cast(_DESTROYED),
    }
    return pa.table(columns)


def _named(table: str, lists: Any, where: Any) -> "pa.Array[Any]":
    """The columns of these lines with their table, and nothing for the others: most lines are not looked at."""
    chosen = pc.if_else(where, lists, pa.scalar(None, pa.list_(pa.string())))
    flat = chosen.combine_chunks() if isinstance(chosen, pa.ChunkedArray) else chosen
    if pc.all(pc.is_null(flat)).as_py() is not False:
        return pa.nulls(len(flat), pa.list_(pa.string()))
    return _lists(None if some is None else [f"{table}.{name}" for name in some] for some in flat.to_pylist())


def _lists(some: Iterable[list[str] | None]) -> "pa.Array[Any]":
    return pa.array(list(some), pa.list_(pa.string()))


def _note(noted: dict[int, list[str]], table: str, lines: pa.Table, what: str, said: Collection[str]) -> None:
    for line in lines.select(["file_person", what]).to_pylist():
        fields = noted.setdefault(line["file_person"], [])
        fields.extend(field for name in line[what] if (field := f"{table}.{name}") in said and field not in fields)
