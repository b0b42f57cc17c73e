"""Another key for the store: everything that the old one opens is written anew, and takes its place all at once.

1. The store, its backups, the copies beside it and the ledger are written with the new key beside the old ones, and
   compared with them. Stopped here, the old key opens everything; what was written is cleared away.
2. A journal decides (`exchanging.begin`). From here on the new key opens everything, once the store is opened or this
   is run again: either finishes the exchange.
3. Each new file takes the place of its old one.

The key of the log is not the store's: it lies within, and the chains go on unbroken.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data_layer import exchanging, keys, opening
from data_layer.backups import copies
from data_layer.backups.contents import asking, content_of
from data_layer.backups.ledger import Ledger, LedgerBroken
from data_layer.backups.ledger_lines import number_in
from data_layer.backups.left_behind import ledgers, left_behind, opens, strays
from data_layer.errors import BadInput, StoreUnavailable
from data_layer.log import CHAINS
from data_layer.logbook.log_chains import broken_entries
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store, open_store
from data_layer.store_file import flushed
from data_layer.transactions import Reader, check_role

_SPARE = 64 * 1024 * 1024  # bytes on each disk, above what is written


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """How many files got the new key; those that did not, and may be opened with the old one; whether the log follows.

    None got it now when the store had it already, as after a stop that the next one who opened it made good.
    """

    files: int
    left: tuple[Path, ...] = ()
    is_log_whole: bool = True


def rekey(settings: Settings, actor: Actor, new_key: str) -> Rekeyed:
    """Gives the store, which nobody has open, another key, with everything that is kept of it here.

    Raises NotAllowed, BadInput for the same key, StoreUnavailable (wrong key, one that a file could not hold, no
    room, in use, the backups away); then nothing was changed.
    """
    check_role(actor, Act.STORE_REKEY)
    path = settings.store.absolute()
    exchanging.finish(path)
    settings.check_there()
    keys.check_new(new_key)
    if settings.key() == new_key:
        raise BadInput(
            say("The new key is the one that the store has. Make another with: python -m data_layer key new")
        )
    with closing(opening.plain(settings)) as connection:
        if opens(connection, path, new_key):
            left = left_behind(connection, settings, new_key)
            return Rekeyed(0, tuple(left), _is_log_whole_in(settings.of(path, new_key), actor))
    with closing(open_store(settings)) as store:
        _check_ledger(store)
        staging = _Staging(store, new_key)
        try:
            is_log_whole = staging.write_all(actor)
        except BaseException:
            exchanging.forget(staging.wanted)
            raise
        exchanging.begin(path, staging.files)
    exchanging.finish(path)  # only now: what a store takes away when it is closed would be the new one's
    return Rekeyed(len(staging.files), tuple(staging.left), is_log_whole)


class _Staging:
    """What is written with the new key, beside the old."""

    def __init__(self, store: Store, new_key: str) -> None:
        self._store = store
        self._old, self._new = store.configured.key(), new_key
        self._path = store.settings.store.absolute()
        self._copies = [backup.path for backup in copies.existing(store.settings)]
        self._ledgers = ledgers(store.settings)
        self.wanted = [self._path, *self._copies, *self._ledgers]
        self.files: list[Path] = []
        self.left: list[Path] = []

    def write_all(self, actor: Actor) -> bool:
        """Writes and compares everything; whether the log's chains follow. Raises StoreUnavailable."""
        _check_room(self.wanted)
        with closing(opening.plain(self._store.configured)) as connection:
            for path in self._copies:
                self._write(path, _copied(connection, path, self._old, self._new))
            for path in self._ledgers:
                self._write(path, self._ledger_written(path))
            known = {*self.wanted, *map(exchanging.staged, self.wanted)}
            self.left += [path for path in strays(self._store.settings, known) if opens(connection, path, self._old)]
            return self._store_written(actor, connection)

    def _write(self, path: Path, is_written: bool) -> None:
        (self.files if is_written else self.left).append(path)

    def _store_written(self, actor: Actor, connection: duckdb.DuckDBPyConnection) -> bool:
        fresh = exchanging.staged(self._path)
        self.files.append(self._path)
        opening.removed(fresh)
        self._store.copied_to(fresh, self._new)
        own = self._store.configured.of(fresh, self._new)
        with closing(open_store(own, self._store.clock, catches_up=False)) as copy:
            if _of_store(copy, actor) != _of_store(self._store, actor):
                raise _differs(self._path)
            with copy.change(actor, Act.STORE_REKEY) as change:
                change.bulk(len(self.files))
                is_whole = _is_log_whole(change, copy)
        opening.attach_as(connection, fresh, self._new, "fresh")  # the file alone must be the whole store
        connection.execute("checkpoint fresh")
        connection.execute("detach fresh")
        flushed(fresh)
        return is_whole

    def _ledger_written(self, path: Path) -> bool:
        """The ledger also gets the digests that the backups have now, or none of them could be put back."""
        try:
            lines = Ledger(self._store.configured, path).lines()
        except LedgerBroken:
            return False
        if lines is None:
            return False
        fresh = Ledger(self._store.configured.of(self._path, self._new), exchanging.staged(path))
        fresh.rewrite(lines.all)
        if path == self._store.ledger.path:
            for backup in self.files:
                if lines.digest_of(backup.name) is not None:
                    digest = copies.digest_of(exchanging.staged(backup))
                    fresh.backup_made(self._store.clock(), backup.name, digest)
        return True


def _copied(connection: duckdb.DuckDBPyConnection, path: Path, old: str, new: str) -> bool:
    """Writes one copy of the store with the new key beside it; False for one that cannot be read through."""
    fresh = exchanging.staged(path)
    opening.removed(fresh)
    try:
        opening.attach_as(connection, path, old, "kept", is_read_only=True)
    except (StoreUnavailable, duckdb.Error):
        return False
    try:
        try:
            before = content_of(asking(connection), "kept")
        except duckdb.Error:
            return False
        opening.attach_as(connection, fresh, new, "fresh")
        try:
            fresh.chmod(0o600)
            connection.execute("copy from database kept to fresh")
            connection.execute("checkpoint fresh")
            if content_of(asking(connection), "fresh") != before:
                raise _differs(path)
        finally:
            connection.execute("detach fresh")
    except duckdb.Error as error:
        raise opening.translated(error) from None
    finally:
        connection.execute("detach kept")
    flushed(fresh)
    seen = path.stat()
    os.utime(fresh, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # by which the days of some are told
    return True


def _is_log_whole(reader: Reader, store: Store) -> bool:
    return not any(broken_entries(reader, store.log_key, chain) for chain in CHAINS)


def _is_log_whole_in(settings: Settings, actor: Actor) -> bool:
    with closing(open_store(settings)) as store, store.read(actor, Act.STORE_VERIFY) as reader:
        return _is_log_whole(reader, store)


def _check_ledger(store: Store) -> None:
    """Raises StoreUnavailable when the ledger is elsewhere: it would keep the old key, and no backup could go back."""
    try:
        lines = store.ledger.lines()
    except LedgerBroken:
        lines = None
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        made = reader.value("select count(*) from log where act = $act", act=Act.STORE_BACKUP.value)
        is_needed = made or number_in(reader) is not None
        if is_needed and (lines is None or not lines.covers(reader)):
            raise StoreUnavailable(
                say(
                    "The ledger of what was done for people's rights is not in %(folder)s, or does not fit this store."
                    " The key was not changed, for then no backup could be put back. Connect the disk of the backups,"
                    " check STEP_BACKUP_DIR, and try again. If that disk is gone for good, make a new backup first:"
                    " python -m data_layer backup",
                    folder=str(store.settings.backups),
                )
            )


def _of_store(store: Store, actor: Actor) -> dict[str, list[Any]]:
    with store.read(actor, Act.STORE_VERIFY) as reader:
        return content_of(reader.values, "store")


def _check_room(files: Iterable[Path]) -> None:
    """Raises StoreUnavailable when a disk has no room for a second copy of what is on it."""
    needed: dict[int, tuple[Path, int]] = {}
    for file in files:
        seen = file.stat()
        folder, size = needed.get(seen.st_dev, (file.parent, _SPARE))
        needed[seen.st_dev] = (folder, size + seen.st_size)
    for folder, size in needed.values():
        if shutil.disk_usage(folder).free < size:
            raise StoreUnavailable(
                say(
                    "The disk of %(folder)s needs %(megabytes)s MB of room, because everything is written a second"
                    " time. Nothing was changed. Make room there and try again.",
                    folder=str(folder),
                    megabytes=-(-size // 1_000_000),
                )
            )


def _differs(path: Path) -> StoreUnavailable:
    return StoreUnavailable(
        say(
            "What was written with the new key is not what is in %(file)s. Nothing was changed. Try again; if it stays"
            " so, the disk may be failing.",
            file=str(path),
        )
    )
