"""What the two doors of the store lend: a reader, and a change that becomes one entry in the log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeVar

import duckdb
import pyarrow as pa

from data_layer.errors import ChangedMeanwhile, NotAllowed
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.texts import checked_facts, checked_lengths, checked_rows, sought_facts

T = TypeVar("T")
_RECORDS = pa.schema([("client_id", pa.int64()), ("record_id", pa.int64()), ("fields", pa.list_(pa.string()))])
_AT_A_TIME = 5_000


class Reader:
    """A cursor on the store within one read-only transaction. Parameters are named: `$name` in the SQL."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, today: date, settings: Settings) -> None:
        self._cursor = cursor
        self.today = today
        self.settings = settings

    def _run(self, sql: str, facts: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        return self._cursor.execute(sql, sought_facts(facts)) if facts else self._cursor.execute(sql)

    def all(self, row_type: Callable[..., T], sql: str, **facts: Any) -> list[T]:
        """Every row as `row_type(column=value, …)`; `dict` serves where no type does."""
        cursor = self._run(sql, facts)
        names = [column[0] for column in cursor.description or ()]
        return [row_type(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]

    def stream(self, row_type: Callable[..., T], sql: str, **facts: Any) -> Iterator[T]:
        """Every row, a few thousand at a time, for what may be larger than memory; ask nothing else meanwhile."""
        cursor = self._run(sql, facts)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(_AT_A_TIME):
            for row in rows:
                yield row_type(**dict(zip(names, row, strict=True)))

    def one(self, row_type: Callable[..., T], sql: str, **facts: Any) -> T | None:
        """The first row, or None."""
        rows = self.all(row_type, sql, **facts)
        return rows[0] if rows else None

    def value(self, sql: str, **facts: Any) -> Any:
        """The first column of the first row, or None."""
        row = self._run(sql, facts).fetchone()
        return row[0] if row else None

    def values(self, sql: str, **facts: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._run(sql, facts).fetchall()]

    def table(self, sql: str, **facts: Any) -> pa.Table:
        """Every row as an Arrow table."""
        return self._run(sql, facts).to_arrow_table()

    @contextmanager
    def lent(self, **tables: pa.Table) -> Iterator[None]:
        """Arrow tables that the SQL within can read by name."""
        for name, table in tables.items():
            self._cursor.register(name, table)
        try:
            yield
        finally:
            for name in tables:
                self._cursor.unregister(name)


def check_role(actor: Actor, act: Act) -> None:
    """Raises NotAllowed when no role of the person permits the act."""
    if not may(actor.roles, act):
        raise NotAllowed(
            say("Your role does not allow this; nothing was saved. Ask the privacy officer or the administrator.")
        )


def check_restriction(reader: Reader, actor: Actor, client_id: int | None, reason: Reason | None) -> None:
    """Raises NotAllowed when the client's data are restricted (art. 18), but for the officer with a written reason."""
    since = reader.value("select restricted_since from clients where id = $id", id=client_id)
    if since is None:
        return
    if not may(actor.roles, Act.RESTRICTION_OVERRIDE):
        raise NotAllowed(
            say(
                "This client's data are restricted since %(since)s; nothing was saved."
                " Only the privacy officer may go on, with a reason.",
                since=since,
            )
        )
    if reason is None or not (reason.text or "").strip():
        raise NotAllowed(
            say(
                "This client's data are restricted since %(since)s; nothing was saved."
                " Give the reason for going on all the same.",
                since=since,
            )
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as it stood on the screen of the person who acts on it."""

    id: int
    version: int


@dataclass
class Draft:
    """What the open transaction will say in the log."""

    act: Act
    subject: Subject
    reason: Reason | None
    fields: set[str] = field(default_factory=set)
    count: int = 1
    bulk_digest: str | None = None
    records: list[pa.Table] = field(default_factory=list)
    rights: list[tuple["Right", dict[str, Any]]] = field(default_factory=list)


Right = Literal[
    "destroyed", "certified", "restricted", "restriction_lifted", "consent_withdrawn", "objection", "hold",
    "document_removed",
]  # fmt: skip
"""What is done for a person's right, and done again when a backup of before then is put back."""
What = Literal["added", "corrected", "removed", "merged"]
"""What happened to a record, as its history has it."""


class Change(Reader):
    """The open transaction of one act. What it touched is told with `touched`, and stands in the log."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        now: tuple[date, datetime],
        settings: Settings,
        entry: Draft,
        actor: Actor,
    ) -> None:
        super().__init__(cursor, now[0], settings)
        self.now = now[1]
        self.actor = actor
        self.is_undone = False
        self._entry = entry

    def _run(self, sql: str, facts: dict[str, Any], into: str = "") -> duckdb.DuckDBPyConnection:
        return super()._run(sql, checked_facts(facts, into))

    def execute(self, sql: str, **facts: Any) -> int:
        """Runs one statement; the number of rows it changed."""
        row = self._run(sql, facts).fetchone()
        return int(row[0]) if row and isinstance(row[0], int) else 0

    def insert(self, into: str, **columns: Any) -> None:
        """One new row. Column names come from code, never from input. Raises BadInput for a text that is too long."""
        checked_lengths(into, columns)
        names = ", ".join(columns)
        marks = ", ".join(f"${name}" for name in columns)
        self._run(f"insert into {into} ({names}) values ({marks})", columns, into)

    def insert_table(self, into: str, rows: pa.Table) -> None:
        """Many new rows at once; the Arrow columns carry the names of the table's."""
        names = ", ".join(rows.column_names)
        with self.lent(incoming_rows=checked_rows(into, rows)):
            self._run(f"insert into {into} ({names}) select {names} from incoming_rows", {})

    def update(self, table: str, row_id: int, version: int, **columns: Any) -> None:
        """Sets columns of the row that was seen with this version, and touches them; without any only its version.

        Raises ChangedMeanwhile when it has another version by now, or is gone; BadInput for a text that is too long.
        """
        checked_lengths(table, columns)
        sets = ", ".join((*(f"{name} = ${name}" for name in columns), "version = version + 1"))
        changed = self.execute(
            f"update {table} set {sets} where id = $row_id and version = $seen_version",
            row_id=row_id,
            seen_version=version,
            **columns,
        )
        if changed != 1:
            raise ChangedMeanwhile
        self.touched(*columns)

    def require(self, act: Act) -> None:
        """What the act turned out to be needs a further permission. Raises NotAllowed."""
        check_role(self.actor, act)

    def touched(self, *fields: str) -> None:
        """Names of the fields that this act changes, for the log."""
        self._entry.fields.update(fields)

    def recorded(self, table: str, record_id: int, client_id: int, what: What, *fields: str) -> None:
        """What this act did to one record of a client, for the record's history and for the log."""
        one = {"client_id": client_id, "record_id": record_id, "fields": list(fields)}
        self.recorded_all(table, what, pa.Table.from_pylist([one], _RECORDS))
        self.touched(*(f"{table}.{name}" for name in fields))

    def recorded_all(self, table: str, what: What, records: pa.Table) -> None:
        """What this act did to many records of one table: client_id, record_id and fields (a list) of each."""
        count = records.num_rows
        told = {"in_table": pa.repeat(table, count), "what": pa.repeat(what, count)}
        for name, values in told.items():
            records = records.append_column(name, values)
        self._entry.records.append(records)

    def for_ledger(self, kind: Right, /, **facts: Any) -> None:
        """What this act did for a person's right, in ids, codes, numbers and days: a restored backup gets it again."""
        self._entry.rights.append((kind, facts))

    def because(self, reason: Reason) -> None:
        """Why it was done, where that was not known at the start."""
        self._entry.reason = reason

    def about(self, subject: Subject) -> None:
        """What the act turned out to be about, where it was not known at the start."""
        self._entry.subject = subject

    def bulk(self, count: int, digest: str | None = None) -> None:
        """This one act concerned `count` records; the digest identifies them together."""
        self._entry.count, self._entry.bulk_digest = count, digest

    def undo(self) -> None:
        """There was nothing to do after all (a double click): nothing is kept, nothing is logged."""
        self.is_undone = True
