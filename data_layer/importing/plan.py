"""What an import would do to the store, worked out without doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.importing.coherence import CONTRADICTIONS
from data_layer.importing.comparing import compared
from data_layer.importing.deciding import Decision, Person, Skipped, decided
from data_layer.importing.fields import TABLES
from data_layer.importing.guarding import protected_columns, seen_states
from data_layer.importing.mentions import mentions
from data_layer.importing.progress import Progress, Stage
from data_layer.importing.rows import Refusal, Rows
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


class Status(StrEnum):
    """What happens to a client of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Planned:
    """A client of the file: index of its first row, and the fields (table and column) that change or are left alone."""

    person: Person
    status: Status
    changed: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Clients that would be new, changed or stay; rows refused and rows left out; per table what would be written.

    `people` are all that the rows name, by the place that `writes` has for them; `clients` those that go on. `seen`
    tells per number of a known client the state in which it was found, None for a new one.
    """

    people: tuple[Person, ...]
    clients: tuple[Planned, ...]
    refused: tuple[tuple[Refusal, ...], ...]
    skipped: tuple[Skipped, ...]
    writes: dict[str, pa.Table]
    seen: dict[str, int | None]

    @property
    def without_writes(self) -> "Plan":
        """The same to look at, without the bulk."""
        return replace(self, writes={})

    def with_status(self, status: Status) -> list[Planned]:
        """The clients to whom this happens, in the order of the file."""
        return [client for client in self.clients if client.status == status]

    def count(self, status: Status) -> int:
        """How many clients this happens to."""
        return sum(1 for client in self.clients if client.status == status)


def planned(reader: Reader, rows: Rows, progress: Progress, before: Plan | None = None) -> Plan:
    """Works the plan out against the store as the reader sees it.

    `before` is the plan that somebody looked at and agreed to: what it refused stays refused, and a client that
    has changed since is refused too. `rows` is not changed.
    """
    rows = rows.copy()
    steps = len(TABLES) + 2
    progress(0, steps, Stage.COMPARING)
    for refusals in before.refused if before else ():
        rows.refusals.setdefault(refusals[0].row, list(refusals))
    decision = decided(reader, rows)
    progress(1, steps, Stage.COMPARING)
    ids = pa.array([person.client_id for person in decision.people], pa.int64())
    states = seen_states(reader, ids.drop_null())
    seen = {p.number: None if p.client_id is None else states[p.client_id] for p in decision.people}
    if before is not None:
        _refuse_changed(rows, decision, seen, before.seen)
    protected = protected_columns(reader, ids.drop_null())
    found: dict[str, pa.Table] = {}
    while not found or _refuse_contradictions(rows, decision, found):
        for done, table in enumerate(TABLES):
            progress(2 + done, steps, Stage.COMPARING)
            found[table] = compared(reader, table, mentions(rows, decision, ids, table), protected[table])
    progress(steps, steps, Stage.COMPARING)
    return _plan(rows, decision, found, seen)


def _refuse_changed(
    rows: Rows, decision: Decision, now: Mapping[str, int | None], then: Mapping[str, int | None]
) -> None:
    for row, place in enumerate(decision.person_of):
        if place is None:
            continue
        number = decision.people[place].number
        if number not in then or then[number] != now[number]:
            rows.refuse(row, "", say("Somebody else changed this client after the preview: make the preview again."))
            decision.person_of[row] = None


def _refuse_contradictions(rows: Rows, decision: Decision, found: Mapping[str, pa.Table]) -> bool:
    """Whether facts of the file and of the store together cannot be true somewhere; those rows are refused."""
    any_found = False
    for table, lines in found.items():
        for line in lines.filter(pc.field("contradicts")).to_pylist():
            first, then, sentence = next(
                pair
                for pair in CONTRADICTIONS[table]
                if None not in (line[pair[0]], line[pair[1]]) and line[pair[1]] < line[pair[0]]
            )
            row = line["row"]
            if row not in rows.refusals:
                code = next((c for c in (f"{table}.{then}", f"{table}.{first}") if c in rows.headings), "")
                rows.refuse(row, code, say("%(reason)s Part of it is in the store already.", reason=sentence))
            decision.person_of[row] = None
            any_found = True
    return any_found


def _plan(rows: Rows, decision: Decision, found: Mapping[str, pa.Table], seen: dict[str, int | None]) -> Plan:
    changed: dict[int, list[str]] = {}
    left_alone: dict[int, list[str]] = {}
    for table, lines in found.items():
        known = lines.filter(pc.is_valid(lines["client_id"]))  # of a new client everything is new
        _note(changed, table, known.filter(pc.field("is_write")), ("changed",))
        _note(left_alone, table, known.filter(pc.field("is_guarded")), ("left_alone", "blocked"))
    writes = {table: lines.filter(pc.field("is_write")) for table, lines in found.items()}
    going_on = set(decision.person_of)
    clients = tuple(
        Planned(
            person,
            Status.NEW if person.client_id is None else Status.CHANGED if place in changed else Status.UNCHANGED,
            tuple(changed.get(place, ())),
            tuple(left_alone.get(place, ())),
        )
        for place, person in enumerate(decision.people)
        if place in going_on
    )
    refused = tuple(tuple(rows.refusals[row]) for row in sorted(rows.refusals))
    return Plan(tuple(decision.people), clients, refused, tuple(decision.skipped), writes, seen)


def _note(noted: dict[int, list[str]], table: str, lines: pa.Table, what: tuple[str, ...]) -> None:
    for line in lines.select(["person", "changed", *what]).to_pylist():
        fields = noted.setdefault(line["person"], [])
        names = line["changed"] if line.get("blocked") else line[what[0]]
        fields.extend(field for name in names if (field := f"{table}.{name}") not in fields)
