"""Brings the schema of a store up to date: numbered SQL files, each applied once, in one recorded transaction."""

import hashlib
import re
import secrets
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from data_layer.errors import StoreUnavailable
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import Sentence, say

_COPYING = """
import shutil, sys
try:
    shutil.copyfile(*sys.argv[1:])
except OSError as error:
    sys.exit(str(error.errno))
"""
FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. A step that has landed is never edited; its digest is recorded."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        """SHA-256 of the SQL."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """The steps that this program knows, in order."""
    found = []
    for file in sorted(folder.glob("*.sql")):
        number = re.match(r"\d{4}", file.stem)
        if number:
            sql = file.read_text(encoding="utf-8")
            found.append(Migration(int(number.group()), file.stem[5:], sql))
    return tuple(found)


def bring_up_to_date(
    connection: duckdb.DuckDBPyConnection, path: Path, known: Sequence[Migration] | None = None
) -> None:
    """Applies what is missing, after a copy of the file beside it (`….before-0002`).

    Raises StoreUnavailable for a store that a newer program made.
    """
    known = migrations() if known is None else known
    there = applied(connection)
    newest = known[-1].number if known else 0
    if there and max(there) > newest:
        raise StoreUnavailable(
            say(
                "The store was made by a newer version of the desk (step %(theirs)s, this program knows %(ours)s)."
                " Nothing was changed. Install that version or a later one.",
                theirs=f"{max(there):04}",
                ours=f"{newest:04}",
            )
        )
    missing = [step for step in known if step.number not in there]
    if there and missing:
        _copy(connection, path, missing[0])
    for step in missing:
        _apply(connection, step)


def applied(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """The numbers of the steps that this store has; none of a new one."""
    there = connection.execute(
        "select count(*) from duckdb_tables() where database_name = 'store' and table_name = 'schema_steps'"
    ).fetchone()
    if not there or not there[0]:
        return set()
    return {row[0] for row in connection.execute("select number from schema_steps").fetchall()}


def _copy(connection: duckdb.DuckDBPyConnection, path: Path, step: Migration) -> None:
    connection.execute("checkpoint store")  # the file alone is then the whole store
    try:
        copy = path.with_name(f"{path.name}.before-{step.number:04}")
        # by another process: whoever closes a second handle on a file lets go of the lock that DuckDB has on it
        done = subprocess.run(  # noqa: S603 - our own program, and the two paths are no part of it
            [sys.executable, "-I", "-S", "-c", _COPYING, path, copy], check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            number = done.stderr.strip()
            raise StoreUnavailable(_no_copy(OSError(int(number) if number.isdecimal() else 0, "")))
        copy.chmod(0o600)
    except OSError as error:
        raise StoreUnavailable(_no_copy(error)) from None


def _no_copy(error: OSError) -> Sentence:
    return say(
        "The store must be brought up to date, but its copy could not be made: %(why)s. Nothing was changed.",
        why=why_not(error),
    )


def _apply(connection: duckdb.DuckDBPyConnection, step: Migration) -> None:
    connection.execute("begin transaction")
    try:
        connection.execute(
            "create table if not exists schema_steps"
            " (number integer not null, name text not null, digest text not null, applied_at timestamptz not null)"
        )
        connection.execute(step.sql)
        connection.execute(
            "insert into schema_steps values ($number, $name, $digest, $applied_at)",
            {
                "number": step.number,
                "name": step.name,
                "digest": step.digest,
                "applied_at": datetime.now(UTC),
            },
        )
        if step.number == 1:
            connection.execute("insert into desk_keys values ('log', $key)", {"key": secrets.token_bytes(32)})
        connection.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):  # DuckDB may have rolled back by itself; the first error tells
            connection.execute("rollback")
        raise
