"""`python -m tests.data.dying_migrating STORE FIRST LAST`: brings a store up to date, killed at moments of each step.

Each time in a process of its own, which says how far the store was when it came: a line with a number.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import duckdb

from data_layer import migrating, opening
from data_layer.settings import Settings
from tests import make

MOMENTS = ("half way", "before it is kept", "when it is kept")


class Dying:
    """The connection of a process that dies at this moment of a step."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, step: migrating.Migration, moment: str) -> None:
        self._connection, self._step, self._moment = connection, step, moment
        self._is_there = False

    def execute(self, sql: str, *facts: Any) -> duckdb.DuckDBPyConnection:
        """Does it, or dies."""
        if sql == self._step.sql:
            self._is_there = True
            statements = self._connection.extract_statements(sql)
            if self._moment == "half way":
                for statement in statements[: (len(statements) + 1) // 2]:
                    self._connection.execute(statement)
                os.kill(os.getpid(), signal.SIGKILL)
        if sql == "commit" and self._is_there:
            if self._moment == "when it is kept":
                self._connection.execute(sql)
            os.kill(os.getpid(), signal.SIGKILL)
        return self._connection.execute(sql, *facts)


def die(path: Path, number: int, moment: str) -> None:
    """Opens the store, says how far it is, and dies at that moment of the step with that number."""
    steps = migrating.migrations()
    (step,) = (one for one in steps if one.number == number)

    def prepare(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
        sys.stdout.write(f"{max(migrating.applied(connection), default=0)}\n")
        sys.stdout.flush()
        connection_that_dies: Any = Dying(connection, step, moment)
        migrating.bring_up_to_date(connection_that_dies, file, steps)

    opening.opened(Settings(store=path, store_key=make.KEY, today=make.TODAY), prepare)


def main() -> None:
    """Lets each step die at each moment, one after the other on the same store."""
    path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for number in range(first, last + 1):
        for moment in MOMENTS:
            child = os.fork()  # nothing is open yet, so that it begins as a new process
            if child == 0:
                try:
                    die(path, number, moment)
                finally:
                    os._exit(3)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if status != -signal.SIGKILL:
                raise SystemExit(f"step {number}, {moment}: {status}")


if __name__ == "__main__":
    main()
