"""What lies beside a store that has another key now, and did not get it."""

from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from data_layer import opening
from data_layer.backups import copies
from data_layer.backups.ledger import Ledger, LedgerBroken
from data_layer.errors import StoreUnavailable
from data_layer.settings import Settings

_MAGIC = (slice(8, 12), b"DUCK")  # where a file of DuckDB, also an encrypted one, says that it is one


def ledgers(settings: Settings) -> list[Path]:
    """The ledger, and those that were put aside."""
    folder = settings.backups
    return [path for path in (folder / "ledger", *folder.glob("ledger.aside-*")) if path.is_file()]


def strays(settings: Settings, known: Collection[Path]) -> list[Path]:
    """Other files of the kind of the store, which somebody may have copied to its folder or that of the backups."""
    folders = {settings.store.absolute().parent, settings.backups}
    return [
        path
        for folder in sorted(folders)
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path not in known and path.is_file() and _is_of_duckdb(path)
    ]


def left_behind(connection: duckdb.DuckDBPyConnection, settings: Settings, new_key: str) -> list[Path]:
    """The files here that the store's new key does not open; of strays only those that the old one opens."""
    path, old = settings.store.absolute(), settings.key()
    kept = [backup.path for backup in copies.existing(settings)]
    return [
        *(copy for copy in kept if not opens(connection, copy, new_key)),
        *_shut_ledgers(settings.of(path, new_key)),
        *(stray for stray in strays(settings, [path, *kept]) if opens(connection, stray, old)),
    ]


def opens(connection: duckdb.DuckDBPyConnection, path: Path, key: str) -> bool:
    """Whether the file opens with this key."""
    try:
        opening.attach_as(connection, path, key, "tried", is_read_only=True)
    except (StoreUnavailable, duckdb.Error):
        return False
    connection.execute("detach tried")
    return True


def _shut_ledgers(settings: Settings) -> Iterator[Path]:
    for path in ledgers(settings):
        try:
            Ledger(settings, path).lines()
        except LedgerBroken:
            yield path


def _is_of_duckdb(path: Path) -> bool:
    place, word = _MAGIC
    with path.open("rb") as file:
        return file.read(16)[place] == word
