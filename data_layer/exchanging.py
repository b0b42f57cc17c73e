"""Files that take the place of others all together, also when the machine stops halfway.

Each is written whole beside the file that it replaces. Then a journal beside the store names them, and from that moment
they take their places: whoever opens the store first finishes what is left of it, for which no key is needed.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from data_layer.errors import StoreInUse, StoreUnavailable
from data_layer.opening import STAGED, beside, removed, unwritable
from data_layer.rules.sentences import say
from data_layer.store_file import flushed

if sys.platform != "win32":
    import fcntl

_JOURNAL = ".exchange"


def staged(path: Path) -> Path:
    """Where the file is written that is to take the place of this one."""
    return beside(path, STAGED)


def forget(files: Sequence[Path]) -> None:
    """Takes away what was staged for these files; they stay as they are."""
    for file in files:
        removed(staged(file))


def begin(store: Path, files: Sequence[Path]) -> None:
    """Decides that the staged files take the places of these. Raises StoreUnavailable; then they do not."""
    journal = beside(store, _JOURNAL)
    half = beside(journal, ".half")
    try:
        half.touch(mode=0o600)
        half.write_text(json.dumps([str(file) for file in files]), encoding="utf-8")
        flushed(half)
        half.replace(journal)
    except OSError as error:
        raise StoreUnavailable(unwritable(store.parent, error)) from None
    flushed(store.parent)


def finish(store: Path) -> None:
    """Lets every staged file that was decided on take its place; nothing is left to do where none was.

    Raises StoreUnavailable when a file cannot be reached or is held; the next one who opens the store tries again.
    """
    journal = beside(store, _JOURNAL)
    try:
        if not journal.exists():
            return
        with _held(store):
            names = json.loads(journal.read_text(encoding="utf-8")) if journal.exists() else []
            for name in names:
                _exchange(Path(name), journal)
            journal.unlink(missing_ok=True)
            flushed(store.parent)
    except OSError as error:
        raise StoreUnavailable(unwritable(store.parent, error)) from None


@contextmanager
def _held(store: Path) -> Iterator[None]:
    """Holds the old store by the lock that DuckDB takes too, so that nobody has it open and nobody else exchanges it.

    On Windows a file that is open cannot be exchanged anyhow. Raises StoreInUse.
    """
    if sys.platform == "win32" or not store.exists():
        yield
        return
    with store.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreInUse(
                say("The store is getting another key at this moment. Wait until that is done, and try again.")
            ) from None
        yield


def _exchange(file: Path, journal: Path) -> None:
    fresh = staged(file)
    if fresh.exists():
        beside(file, ".wal").unlink(missing_ok=True)  # it would be taken for the new file's
        fresh.replace(file)
        flushed(file.parent)
    elif not file.exists():
        raise StoreUnavailable(
            say(
                "The store was getting another key when it was stopped, and the file %(file)s cannot be found to go on"
                " with that. Bring back the disk that it is on. If it is gone for good, take it out of %(journal)s.",
                file=str(file),
                journal=str(journal),
            )
        )
