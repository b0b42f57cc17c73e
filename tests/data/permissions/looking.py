"""A store that writes as ever, looks at what it wrote, and takes it back."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb

from data_layer.log import Chain, Reason, Subject
from data_layer.logbook import log_entries
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.texts import sought
from data_layer.transactions import Change, Draft

_WRITES = re.compile(r"(?:insert into|update|delete from)\s+(\w+)", re.IGNORECASE)


@dataclass
class Kept:
    """What a call kept: how many rows the tables that it wrote have since, and where the sought text stands."""

    rows: dict[str, int] = field(default_factory=dict)
    where: set[str] = field(default_factory=set)


class Looking(Store):
    """The store, on which every change is written with its entry in the log, looked at, and rolled back."""

    kept: Kept
    sought: str
    columns: dict[str, list[str]]

    @contextmanager
    def change(
        self, actor: Actor, act: Act, subject: Subject | None = None, reason: Reason | None = None
    ) -> Iterator[Change]:
        """The door for writing, of which is noted what is written."""
        with super().change(actor, act, subject, reason) as change:
            run: Any = change._run

            def noted(sql: str, facts: dict[str, Any], into: str = "") -> Any:
                self.kept.rows.update(dict.fromkeys(_WRITES.findall(sql), 0))
                return run(sql, facts, into)

            change._run = noted  # type: ignore[method-assign] # of this one change
            yield change

    def _keep(self, cursor: duckdb.DuckDBPyConnection, chain: Chain, actor: Actor, said: Draft) -> None:
        log_entries.write(cursor, self._next_entry(chain, actor, said), said)
        self.kept.rows.update(log=0, reasons=0)
        for table in self.kept.rows.keys() & self.columns.keys():
            names = self.columns[table]
            asked = ", ".join(["count(*)", *(f"count_if(list_contains({name}, $sought))" for name in names)])
            facts = {"sought": sought(self.sought)} if names else {}
            row = cursor.execute(f"select {asked} from {table}", facts).fetchone()  # noqa: S608 - names of the schema
            assert row is not None
            self.kept.rows[table] = row[0]
            self.kept.where |= {f"{table}.{name}" for name, count in zip(names, row[1:], strict=True) if count}
        cursor.rollback()


def looking(store: Store) -> Looking:
    """This store, looking."""
    made: Any = copy.copy(store)
    made.__class__ = Looking
    with store._transaction(read_only=True) as cursor:
        found = cursor.execute(
            "select table_name, column_name, data_type from duckdb_columns() where not internal"
            " and table_name in (select table_name from duckdb_tables())"
        ).fetchall()
    made.columns = {table: [] for table, _name, _kind in found}
    for table, name, kind in found:
        if kind in ("VARCHAR", "VARCHAR[]"):
            made.columns[table].append(f'["{name}"]' if kind == "VARCHAR" else f'"{name}"')
    looked: Looking = made
    return looked
