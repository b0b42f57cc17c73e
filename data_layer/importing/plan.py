"""What an import would do to the store, worked out without doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_layer.contradictions import AFTER_BIRTH, records_before_birth
from data_layer.importing.agreeing import disagreeing, says_otherwise
from data_layer.importing.comparing import compared
from data_layer.importing.deciding import NOBODY, Decision, Person, decided
from data_layer.importing.guarding import destroyed_categories, not_returned, protected_columns, seen_states
from data_layer.importing.mentions import mentioned, tables_of
from data_layer.importing.needs import without_consent
from data_layer.importing.outcomes import SheetPlan, sheet_plans
from data_layer.importing.problems import problem_of
from data_layer.importing.progress import Progress, Stage
from data_layer.importing.rows import Rows
from data_layer.record_needs import NO_CONSENT
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the rows, sheet by sheet; and per table what would be written.

    `people` are all that the rows name, by the place that `writes` has for them. `seen` tells per number of a known
    client the state in which it was found, None for a new one.
    """

    people: tuple[Person, ...]
    sheets: tuple[SheetPlan, ...]
    writes: dict[str, pa.Table]
    seen: dict[str, int | None]

    @property
    def without_writes(self) -> "Plan":
        """The same to look at, without the bulk."""
        return replace(self, writes={})

    @property
    def refused(self) -> int:
        """How many rows of all sheets are refused."""
        return sum(len(sheet.refused) for sheet in self.sheets)

    @property
    def goes_on(self) -> bool:
        """Whether any row of any sheet can be imported."""
        return any(sheet.outcomes.num_rows for sheet in self.sheets)


def planned(
    reader: Reader,
    sheets: Sequence[Rows],
    progress: Progress,
    before: Plan | None = None,
    source: str | None = None,
) -> Plan:
    """Works the plan out against the store as the reader sees it.

    `before` is the plan that somebody looked at and agreed to: what it refused stays refused, and a client that
    has changed since is refused too. `source` is who provided what is new where the file names nobody, if it is known.
    `sheets` is not changed. Raises BadInput where two sheets say the same fact in two ways.
    """
    tables = tables_of(sheets)
    sheets = [rows.copy() for rows in sheets]
    steps = len(tables) + 2
    progress(0, steps, Stage.COMPARING)
    for rows, earlier in zip(sheets, before.sheets if before else (), strict=False):
        for refusals in earlier.refused:
            rows.refusals.setdefault(refusals[0].row, list(refusals))
    decision = decided(reader, sheets)
    progress(1, steps, Stage.COMPARING)
    ids = pa.array([person.client_id for person in decision.people], pa.int64())
    states = seen_states(reader, ids.drop_null(), tables)
    seen = {p.number: None if p.client_id is None else states[p.client_id] for p in decision.people}
    if before is not None:
        _refuse_changed(sheets, decision, seen, before.seen)
    found: dict[str, pa.Table] = {}
    asked = _Asked(reader, sheets, decision, ids, destroyed_categories(reader, ids.drop_null()), source)
    while not found or _refuse_wrong(asked, found):
        asked.refuse_disagreeing(tables)
        _forget_lost_clients(sheets, decision)
        asked.guard(tables)
        for done, table in enumerate(tables):
            progress(2 + done, steps, Stage.COMPARING)
            found[table] = asked.about(table, found.get("clients"))
    progress(steps, steps, Stage.COMPARING)
    plans = sheet_plans(sheets, decision, found)
    writes = {table: lines.filter(pc.field("is_write")) for table, lines in found.items()}
    return Plan(tuple(decision.people), plans, writes, seen)


@dataclass
class _Asked:
    """The rows and whose they are, to be compared table by table."""

    reader: Reader
    sheets: Sequence[Rows]
    decision: Decision
    ids: "pa.Array[pa.Int64Scalar]"
    destroyed: pa.Table
    source: str | None
    protected: dict[str, pa.Table] = field(default_factory=dict)

    def about(self, table: str, clients: pa.Table | None) -> pa.Table:
        what = mentioned(self.sheets, self.decision, self.ids, table)
        return compared(self.reader, what, self.protected[table], self._births(clients), self.source)

    def guard(self, tables: Sequence[str]) -> None:
        """What stays as it is; in each round anew, for a course in a row that is refused brings nobody back."""
        known, gone = self.ids.drop_null(), self.destroyed
        self.protected = protected_columns(self.reader, known, gone.slice(0, 0))
        if gone.num_rows:
            courses = self.about("agreements", None) if "agreements" in tables else None
            self.protected = protected_columns(self.reader, known, not_returned(self.reader, gone, courses))

    def refuse(self, sheet: int, row: int, code: str, reason: Sentence) -> None:
        """The row does not go on."""
        if row not in self.sheets[sheet].refusals:
            self.sheets[sheet].refuse(row, code, reason)
        self.decision.person_of[sheet][row] = NOBODY

    def refuse_disagreeing(self, tables: Sequence[str]) -> None:
        """Before anything is compared: a row that is refused for one table says nothing about another either."""
        if all(rows.is_of_clients for rows in self.sheets) and len(self.sheets) == 1:
            return  # it agrees with itself
        for table in tables:
            for one in disagreeing(self.reader, mentioned(self.sheets, self.decision, self.ids, table)):
                other = self.sheets[one["other_sheet"]].taking
                row = other.sheet.number(one["other_row"])
                reason = says_otherwise(row)
                if one["other_sheet"] != one["file_sheet"]:
                    reason = say(
                        "Row %(row)s of sheet “%(sheet)s” says something else about the same.",
                        row=row,
                        sheet=other.name,
                    )
                self.refuse(one["file_sheet"], one["file_row"], f"{table}.{one['column_name']}", reason)

    def _births(self, clients: pa.Table | None) -> pa.Table:
        """Per person the day of birth as it will be."""
        people = pa.table({"file_person": pa.array(range(len(self.ids)), pa.int32()), "client_id": self.ids})
        lines = (
            clients if clients is not None else people.append_column("birth_date", pa.nulls(len(self.ids), pa.date32()))
        )
        with self.reader.lent(people=people, lines=lines.select(["file_person", "birth_date"])):
            return self.reader.table(
                """
                select p.file_person, coalesce(l.birth_date, c.birth_date) as born_on from people p
                left join lines l using (file_person) left join clients c on c.id = p.client_id
                """
            )


def _refuse_changed(
    sheets: Sequence[Rows], decision: Decision, now: Mapping[str, int | None], then: Mapping[str, int | None]
) -> None:
    numbers = [person.number for person in decision.people]
    changed = [at for at, number in enumerate(numbers) if number not in then or then[number] != now[number]]
    for rows, person_of in zip(sheets, decision.person_of, strict=True):
        for row in np.flatnonzero(np.isin(person_of, changed)).tolist():
            rows.refuse(row, "", say("Somebody else changed this client after the preview: make the preview again."))
            person_of[row] = NOBODY


def _refuse_wrong(asked: _Asked, found: Mapping[str, pa.Table]) -> bool:
    """Whether the outcome is wrong somewhere; those rows are refused, and all must be compared once more."""
    any_found = False
    for table, lines in found.items():
        for line in lines.filter(pc.is_valid(lines["problem"])).to_pylist():
            code, reason = problem_of(asked.sheets[line["file_sheet"]], table, line["problem"])
            asked.refuse(line["file_sheet"], line["file_row"], code, reason)
            any_found = True
    for line in without_consent(asked.reader, found["preconditions"]).to_pylist() if "preconditions" in found else ():
        asked.refuse(line["file_sheet"], line["file_row"], "preconditions.about_health", NO_CONSENT)
        any_found = True
    if "clients" in found:
        for line in _born_after_records(asked.reader, found["clients"]):
            reason = records_before_birth(line["first"])
            asked.refuse(line["file_sheet"], line["file_row"], "clients.birth_date", reason)
            any_found = True
    return any_found


def _born_after_records(reader: Reader, clients: pa.Table) -> list[dict[str, Any]]:
    """The lines of clients whose day of birth would come to lie after a record of theirs."""
    changed = clients.filter(pc.field("is_write")).select(
        ["client_id", "file_sheet", "file_row", "birth_date", "changed_columns"]
    )
    firsts = " union all ".join(
        f"select client_id, min({column}) as first from {table} semi join lines using (client_id) group by client_id"  # noqa: S608 - declared columns
        for table, column in AFTER_BIRTH
    )
    with reader.lent(lines=changed.filter(pc.is_valid(changed["client_id"]))):
        return reader.all(
            dict,
            f"""
            select l.file_sheet, l.file_row, min(f.first) as first from lines l join ({firsts}) f using (client_id)
            where list_contains(l.changed_columns, 'birth_date') and f.first < l.birth_date group by all
            """,  # noqa: S608 - as above
        )


def _forget_lost_clients(sheets: Sequence[Rows], decision: Decision) -> None:
    """Records of a new client whose own row is refused have nobody to go to."""
    brought = {
        place
        for rows, person_of in zip(sheets, decision.person_of, strict=True)
        if rows.is_of_clients
        for place in np.unique(person_of).tolist()
    }
    lost = [at for at, person in enumerate(decision.people) if person.client_id is None and at not in brought]
    for rows, person_of in zip(sheets, decision.person_of, strict=True):
        if lost and not rows.is_of_clients:
            for row in np.flatnonzero(np.isin(person_of, lost)).tolist():
                rows.refuse(row, "clients.number", say("This client is not imported: see the sheet with the clients."))
                person_of[row] = NOBODY
