"""How long a batch takes from proposal to certificate, and how much memory, beside bare deletes and a bare copy.

Each runs in a process of its own on a copy of the store, so that its peak memory is known and nothing of it stays.
"""

import json
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data_layer import opening
from data_layer.destroying import proposing, running
from data_layer.destroying.foreseeing import Scope
from data_layer.ids import new_id
from data_layer.parents import POINTING_AT_CLIENTS
from data_layer.rules.access import Act
from data_layer.settings import ROOT, Settings
from data_layer.store import open_store
from data_layer.transactions import Seen
from tests import make

MOST = 10_000  # clients
_CHOSEN = f"""
    select id, number from clients where first_due_from <= $today and merged_into is null
    order by all_due_from > $today, all_due_from, id limit {MOST}
"""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """One batch: clients, of whom whole, and what went; seconds per step and MB at the peak, and those of the SQL."""

    clients: int
    whole: int
    records: int
    proposing: float
    destroying: float
    rebuilding: float
    peak_mb: float
    sql: float = 0.0
    sql_peak_mb: float = 0.0

    @property
    def seconds(self) -> float:
        """From proposal to certificate."""
        return self.proposing + self.destroying + self.rebuilding

    @property
    def ratio(self) -> float:
        """As a multiple of the bare deletes and copy."""
        return self.seconds / self.sql


def destroyed(file: Path) -> Destroyed:
    """A batch of up to 10,000 clients who are longest due, on copies of this store."""
    folder = file.parent / "destroyed"
    found: dict[str, Any] = {}
    for way in ("desk", "bare"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copy = folder / "desk.duckdb"
        shutil.copyfile(file, copy)
        command = [sys.executable, "-m", "tests.bench.destructions", way, str(copy)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found |= json.loads(done.stdout.splitlines()[-1])
    shutil.rmtree(folder)
    return Destroyed(**found)


def _by_the_desk(copy: Path) -> dict[str, float]:
    store = open_store(Settings(store=copy, store_key=make.KEY, today=make.TODAY))
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        numbers = reader.values(f"select number from ({_CHOSEN})", today=store.today)
    rebuilding, real = 0.0, store.rebuilt

    def timed() -> None:
        nonlocal rebuilding
        began = time.perf_counter()
        real()
        rebuilding = time.perf_counter() - began

    store.rebuilt = timed  # type: ignore[method-assign]  # only to know its share
    batch_id, began = new_id(), time.perf_counter()
    proposing.propose(store, make.COORDINATOR, id=batch_id, scope=Scope(numbers=tuple(numbers)))
    proposed = time.perf_counter()
    proposing.approve(store, make.OFFICER, seen=Seen(batch_id, 1))
    assert running.run(store, make.OFFICER, seen=Seen(batch_id, 2))
    ended = time.perf_counter()
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        (counts,) = reader.all(
            dict[str, int],
            """
            select clients, whole, (select sum(records) from batch_counts where batch_id = b.id)::bigint as records
            from batches b where id = $id
            """,
            id=batch_id,
        )
    store.close()
    steps = {"proposing": proposed - began, "destroying": ended - proposed - rebuilding, "rebuilding": rebuilding}
    return {**counts, **steps, "peak_mb": _peak()}


def _bare(copy: Path) -> dict[str, float]:
    connection = duckdb.connect(":memory:")
    connection.execute(f"load '{opening.EXTENSION}'")
    opening.attach(connection, copy, make.KEY.get_secret_value())
    began = time.perf_counter()
    connection.execute(f"create temp table chosen as {_CHOSEN}", {"today": make.TODAY})
    for table, column in POINTING_AT_CLIENTS:
        connection.execute(f"delete from {table} where {column} in (select id from chosen)")
    connection.execute("delete from clients where id in (select id from chosen)")
    opening.attach_as(connection, copy.with_name("fresh"), make.KEY.get_secret_value(), "fresh")
    connection.execute("copy from database store to fresh")
    connection.execute("checkpoint fresh")
    return {"sql": time.perf_counter() - began, "sql_peak_mb": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Does one of the two ways, and prints what it took."""
    way, copy = sys.argv[1:]
    print(json.dumps((_by_the_desk if way == "desk" else _bare)(Path(copy))))  # noqa: T201 - what the caller reads


if __name__ == "__main__":
    main()
