"""The file behind the open store: cursors on it, a copy of it, and its exchange for another while people work."""

import itertools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from data_layer import opening
from data_layer.errors import StoreUnavailable
from data_layer.rules.sentences import say
from data_layer.settings import Settings

_WAIT_SECONDS = 60.0
BUSY = say("The desk is busy with a large change; nothing was saved. Try again in a minute.")
_IN_USE = say("The store could not be exchanged, because somebody's question takes long. It is tried again later.")

Cursor = duckdb.DuckDBPyConnection


class StoreFile:
    """The one connection of the process. Who takes a cursor passes a gate, which shuts while the file is exchanged."""

    def __init__(self, settings: Settings, connection: duckdb.DuckDBPyConnection) -> None:
        self._path = settings.store.absolute()
        self._key = settings.key()
        self._connection = connection
        self._gate = threading.Condition()
        self._is_shut = self._is_lost = False
        self.is_rebuilding = False
        self.is_swollen = False  # a change failed on a full disk, and the file keeps what it had taken
        self._within = 0  # threads that hold a cursor
        self._mine = threading.local()  # how many this thread holds: who is within may take another
        self._names = itertools.count(1)

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of its own, for this thread. Raises StoreUnavailable when an exchange takes too long."""
        with self._passed():
            cursor = self._connection.cursor()
            try:
                cursor.execute("use store")
                yield cursor
            finally:
                cursor.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def copy_to(self, path: Path, key: str | None = None) -> None:
        """Writes what the store holds at this moment into a new encrypted file, while others go on."""
        with self._copied(path, key) as (_cursor, _name, end):
            end()

    def rebuild(self, add_late: Callable[[Cursor, str], None]) -> None:
        """Writes everything into a fresh file, which then takes the place of the old: nothing deleted is in it.

        Nobody may write meanwhile but what `add_late`, given the cursor and the name of the fresh database, adds to
        it when the gate is shut. A crash at any moment leaves the old file or the new one.
        """
        self.check_free()
        fresh = opening.beside(self._path, opening.FRESH)
        opening.removed(fresh)
        self.is_rebuilding = True
        try:
            with self._copied(fresh) as (cursor, name, end), self._shut():
                add_late(cursor, name)
                end()
                self._exchange(fresh)
        finally:
            self.is_rebuilding = False

    def replace(self, prepared: Path, keep: Path, then: Callable[[], None]) -> None:
        """Puts a prepared file in the place of the store, and does what must be done before anybody comes in.

        The old one is kept under another name.
        """
        self.is_rebuilding = True
        try:
            with self._shut():
                self._exchange(prepared, keep)
                then()
        finally:
            self.is_rebuilding = False

    def reopen(self) -> None:
        """Closes the file and opens it again: then DuckDB knows which of its blocks hold nothing."""
        with self._shut(), self._closed():
            self.is_swollen = False

    def let_go(self) -> None:
        """Gives the blocks at the end of the file that hold nothing back to the disk; a change must have preceded."""
        with self.cursor() as cursor, suppress(duckdb.TransactionException):  # somebody writes: the next one does so
            cursor.execute("checkpoint store")

    def check_free(self) -> None:
        """Raises RuntimeError when this thread holds a cursor: an exchange would wait for itself."""
        if self._depth:
            raise RuntimeError("the file cannot be exchanged by who is reading it")

    @property
    def _depth(self) -> int:
        return getattr(self._mine, "depth", 0)

    @contextmanager
    def _passed(self) -> Iterator[None]:
        if not self._depth:
            with self._gate:
                if not self._gate.wait_for(lambda: not self._is_shut, _WAIT_SECONDS):
                    raise StoreUnavailable(BUSY)
                if self._is_lost:
                    raise StoreUnavailable(opening.STOPPED)
                self._within += 1
        self._mine.depth = self._depth + 1
        try:
            yield
        finally:
            self._mine.depth -= 1
            if not self._depth:
                with self._gate:
                    self._within -= 1
                    self._gate.notify_all()

    @contextmanager
    def _shut(self) -> Iterator[None]:
        """Nobody comes in but this thread, and those within have gone."""
        self.check_free()
        with self._gate:
            self._is_shut = True
        try:
            with self._gate:
                if not self._gate.wait_for(lambda: not self._within, _WAIT_SECONDS / 2):
                    raise StoreUnavailable(_IN_USE)
            self._mine.depth = 1
            yield
        finally:
            self._mine.depth = 0
            with self._gate:
                self._is_shut = False
                self._gate.notify_all()

    @contextmanager
    def _copied(self, path: Path, key: str | None = None) -> Iterator[tuple[Cursor, str, Callable[[], None]]]:
        """A copy of the whole store, open under a name until the call of what is lent makes its file whole."""
        name = f"copy_{next(self._names)}"
        cursor = self._connection.cursor()
        is_attached = False

        def end() -> None:
            nonlocal is_attached
            cursor.execute(f"checkpoint {name}")
            cursor.execute(f"detach {name}")
            is_attached = False
            flushed(path)

        try:
            with self._passed():
                opening.attach_as(cursor, path, key or self._key, name)
                is_attached = True
                path.chmod(0o600)
                # within a transaction of ours it would want to set what is locked
                cursor.execute(f"copy from database store to {name}")
            cursor.execute(f"checkpoint {name}")
            yield cursor, name, end
        except BaseException:
            with suppress(duckdb.Error):
                if is_attached:
                    cursor.execute(f"detach {name}")
            opening.removed(path)
            raise
        finally:
            cursor.close()

    def _exchange(self, prepared: Path, keep: Path | None = None) -> None:
        """The old file is closed whole, another takes its name, and is opened."""
        with self._closed():
            if keep is not None:
                _also_as(self._path, keep)
            prepared.replace(self._path)
            flushed(self._path.parent)

    @contextmanager
    def _closed(self) -> Iterator[None]:
        """The one moment without a store; afterwards the file that bears its name is open."""
        self._connection.execute("checkpoint store")
        self._connection.execute("use memory")
        self._connection.execute("detach store")
        try:
            if opening.beside(self._path, ".wal").exists():  # it would be taken for the new file's
                raise StoreUnavailable(_IN_USE)
            yield
        except OSError as error:
            raise StoreUnavailable(opening.unwritable(self._path.parent, error)) from None
        finally:
            self._is_lost = True
            opening.attach(self._connection, self._path, self._key)
            self._is_lost = False


def flushed(path: Path) -> None:
    """Waits until a file, or what a folder lists, is on the disk, where the system can tell."""
    with suppress(PermissionError):  # Windows opens no folder
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _also_as(path: Path, keep: Path) -> None:
    try:
        os.link(path, keep)
    except OSError:  # not every disk knows a second name
        shutil.copyfile(path, keep)
        keep.chmod(0o600)
