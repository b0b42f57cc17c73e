"""Whether the desk can do its work at this moment, in codes that name nobody, no path and no version."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from data_layer import clock_watch
from data_layer.backups import copies
from data_layer.errors import StoreUnavailable
from data_layer.logbook import log_checks, log_notes
from data_layer.opening import STOPPED, beside
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store

NEEDED = 64_000_000  # bytes that must be free on a disk that is written; less is full for a store
BACKUP_AGE = timedelta(days=2)
_PROBE = ".probe"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: why the desk is down, or None; and what a person must look at although it is up."""

    why: str | None = None
    warnings: tuple[str, ...] = ()


def looked_at(store: Store) -> Found:
    """Asks the store a question, writes on its disk and on that of the ledger, and looks what needs a person."""
    settings = store.settings
    try:
        with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
            reader.value("select count(*) from staff")
    except StoreUnavailable as error:
        return Found("store_stopped" if error.sentence == STOPPED else "store_unavailable")
    for folder, why in ((settings.store.absolute().parent, "store_disk"), (settings.backups, "ledger_disk")):
        try:
            _written(folder, settings.store.name)
        except OSError:
            return Found(f"{why}_not_writable")
        if shutil.disk_usage(folder).free < NEEDED:
            return Found(f"{why}_full")
    if store.ledger.path.exists() and not os.access(store.ledger.path, os.R_OK | os.W_OK):
        return Found("ledger_not_writable")
    return Found(warnings=_warnings(store))


def _written(folder: Path, name: str) -> None:
    """A few bytes that really reach the disk. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # as the ledger would make it
    probe = beside(folder / name, _PROBE)
    try:
        handle = os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, bytes(4096))
            os.fsync(handle)
        finally:
            os.close(handle)
    finally:
        with suppress(OSError):
            probe.unlink()


def _warnings(store: Store) -> tuple[str, ...]:
    made = [copy.made_at for copy in copies.existing(store.settings) if copy.kind == "made"]
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        newest = max(made) if made else reader.value("select min(happened_at) from log")
        log_checked = log_checks.last_check(reader)
        is_cut = log_notes.lacks_what_was_noted(reader, store.log_key)
    return tuple(
        code
        for code, is_so in {
            "backup_old": newest is not None and newest < store.clock() - BACKUP_AGE,
            "clock_doubted": clock_watch.is_doubted(store),
            "log_not_whole": is_cut or (log_checked is not None and not log_checked.is_whole),
        }.items()
        if is_so
    )
