"""Putting back a backup: it is checked first, gets what was done since for people's rights, and then is the store."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import duckdb

from data_layer import clock_watch, exchanging, opening, verifying
from data_layer.backups import redoing, staff_of_today
from data_layer.backups.copies import Backup, digest_of, kept_as
from data_layer.backups.ledger import Ledger
from data_layer.backups.ledger_lines import Line, Lines, number_in
from data_layer.backups.redoing import Redone
from data_layer.destroying import running
from data_layer.errors import BadInput, StoreUnavailable, WrongKey
from data_layer.log import CHAINS, Chain
from data_layer.logbook import log_notes, log_replaced
from data_layer.logbook.log_chains import End, end_of
from data_layer.logbook.log_replaced import Replaced
from data_layer.opening import PREPARED, beside, removed, unwritable
from data_layer.rules.access import Act
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store, open_store, utc_now
from data_layer.store_file import flushed
from data_layer.transactions import Change, Reader, check_role


@dataclass(frozen=True, slots=True)
class Checked:
    """What a backup holds, what is wrong with it, and what must be done again once it is put back.

    `keeps_staff`: who works here stays as it is now; otherwise it becomes as it was in the backup.
    """

    made_at: datetime
    clients: int
    findings: tuple[Sentence, ...]
    to_redo: Counter[str]
    keeps_staff: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of it: what was done again, and under which name the store of before is kept for some days."""

    made_at: datetime
    redone: Redone
    kept_as: str | None
    kept_staff: bool


def check(settings: Settings, actor: Actor, backup: Backup, store: Store | None) -> Checked:
    """Opens a copy of the backup and looks through all of it; the store is not touched.

    `store` as for `restore`. Raises StoreUnavailable when the backup cannot be read, when the ledger does not go back
    as far, or when it lacks what the store knows was done.
    """
    check_role(actor, Act.STORE_RESTORE)
    with _prepared(settings, backup, store) as (copy, _lines, missing):
        with copy.read(THE_DESK, Act.STORE_VERIFY) as reader:
            clients = reader.value("select count(*) from clients")
        return Checked(
            backup.made_at,
            clients,
            tuple(verifying.findings(copy, THE_DESK, of_backup=True)),
            Counter(line.kind for line in missing if line.kind != redoing.CERTIFIED),
            staff_of_today.is_known(copy, store),
        )


def restore(settings: Settings, actor: Actor, backup: Backup, store: Store | None) -> Restored:
    """Puts the backup in the place of the store, after doing again what was done since for people's rights.

    Who works here stays as it is now, where the store can be read; and everybody signs in anew.
    `store` is the open one, on which everybody goes on afterwards; None where there is none that can be opened.
    Raises BadInput for a backup in which something is wrong, StoreUnavailable, NotAllowed; then nothing happened.
    """
    check_role(actor, Act.STORE_RESTORE)
    if store is not None:
        _finish_destructions(store)
    with _prepared(settings, backup, store) as (copy, lines, missing):
        if verifying.findings(copy, THE_DESK, of_backup=True):
            raise BadInput(say("Something is wrong in this backup, so it was not put back. Choose another."))
        kept_staff = staff_of_today.carry(copy, store)
        with copy.change(actor, Act.STORE_RESTORE) as change:
            redone = redoing.redo(change, missing, lines.last)
            gone = _gone(change, copy, store)
            change.touched(*(one.name for one in gone.told))
            if store is not None and not clock_watch.is_doubted(store):
                clock_watch.note(change)  # the backup may know only the clock of long ago
        if verifying.findings(copy, THE_DESK, of_backup=True):
            raise StoreUnavailable(
                say("What was done since for people's rights does not go on this backup; it was not put back.")
            )
        copy.rebuilt()  # what was destroyed again leaves no bytes
        prepared = copy.settings.store
        copy.close()
        keep = kept_as(settings, (store.clock if store else utc_now)())
        if store is None:
            has_kept = _put_in_place(settings, prepared, keep)
        else:
            _tell_late(store, gone, store.replaced_by(prepared, keep))
            has_kept = True
            redoing.catch_up(store)  # what somebody did for a right meanwhile
    return Restored(backup.made_at, redone, keep.name if has_kept else None, kept_staff)


@dataclass(frozen=True, slots=True)
class _Gone:
    """What the log in place has and the backup's has not, as far as it is told; and where they part."""

    told: set[Replaced]
    forks: dict[Chain, int]


def _gone(change: Change, copy: Store, store: Store | None) -> _Gone:
    """What the entry of the restore says is gone; of a log that nobody can read that is what was noted of it."""
    with suppress(StoreUnavailable):
        if store is not None:
            with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
                forks = log_replaced.forks(change, reader)
                ends = {chain: end_of(reader, chain) for chain in CHAINS}
                return _Gone(log_replaced.since(forks, ends) | log_replaced.inherited(change, reader), forks)
    return _Gone(log_notes.lost_with_the_store(change, copy.log_key), {})


def _tell_late(store: Store, gone: _Gone, ended: dict[Chain, End]) -> None:
    """Tells of what came into the old log between its being read and the exchange."""
    if late := log_replaced.since(gone.forks, ended) - gone.told:
        with store.change(THE_DESK, Act.STORE_RESTORE) as change:
            change.touched(*(one.name for one in late))


def _finish_destructions(store: Store) -> None:
    """A batch whose rows are gone gets its certificate first, or what proves it would be lost."""
    running.resume(store, THE_DESK)
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        if reader.value("select count(*) from batches where state = 'rebuilding'"):
            raise StoreUnavailable(
                say("A destruction is not finished yet, so the backup was not put back. Try again in ten minutes.")
            )


def _lines(settings: Settings, store: Store | None) -> Lines:
    """The ledger, which must know everything that the store has it from."""
    lines = redoing.settled_lines(store) if store else Ledger(settings).lines()
    if lines is None:
        raise _not_covered()
    if store is not None:
        with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
            is_behind = number_in(reader) is not None and not lines.covers(reader)
        if is_behind:
            raise StoreUnavailable(
                say(
                    "The ledger in the folder of the backups is older than the store, or of another one: what was done"
                    " since for people's rights would be lost. The backup was not put back. Put the newest ledger in"
                    " that folder, and try again."
                )
            )
    return lines


@contextmanager
def _prepared(settings: Settings, backup: Backup, store: Store | None) -> Iterator[tuple[Store, Lines, list[Line]]]:
    """A copy of the backup, open beside the store, with the ledger's lines and those that it does not know."""
    if store is None:
        exchanging.finish(settings.store.absolute())  # or what was decided would undo this later
    lines = _lines(settings, store)
    _check_key(settings, backup)
    _check_digest(lines, backup)
    path = beside(settings.store.absolute(), PREPARED)
    try:
        removed(path)
        copyfile(backup.path, path)
        path.chmod(0o600)
        configured = store.configured if store else settings  # the terms are those of the backup
        copy = open_store(configured.of(path, settings.key()), store.clock if store else utc_now, catches_up=False)
        try:
            with copy.read(THE_DESK, Act.STORE_VERIFY) as reader:
                _read_all(reader)
                if not lines.covers(reader):
                    raise _not_covered()
                missing = redoing.outstanding(reader, lines)
            yield copy, lines, missing
        finally:
            copy.close()
    except OSError as error:
        raise StoreUnavailable(unwritable(path.parent, error)) from None
    finally:
        with suppress(OSError):
            removed(path)
            for left in path.parent.glob(f"{path.name}.*"):  # copies from before a step of the schema
                left.unlink()


def _read_all(reader: Reader) -> None:
    """Every block of the file is read once, so that a damaged one shows. Raises StoreUnavailable."""
    for table in reader.values("select table_name from duckdb_tables() where database_name = 'store'"):
        reader.value(f"select bit_xor(hash(t)) from {table} t")  # noqa: S608 - the store's own names


def _check_key(settings: Settings, backup: Backup) -> None:
    """Raises StoreUnavailable for a backup from before another key; whatever else is wrong shows later."""
    try:
        with closing(opening.plain(settings)) as connection:
            opening.attach_as(connection, backup.path, settings.key(), "tried", is_read_only=True)
    except WrongKey:
        raise StoreUnavailable(
            say(
                "This backup was made with another key than the store has now, so it was not put back. Choose a backup"
                " that was made since then, or one that got the new key too."
            )
        ) from None
    except (StoreUnavailable, duckdb.Error):
        return


def _check_digest(lines: Lines, backup: Backup) -> None:
    known = lines.digest_of(backup.name)
    try:
        is_changed = known is not None and digest_of(backup.path) != known
    except OSError as error:
        raise StoreUnavailable(
            say(
                "The backup %(file)s cannot be read: %(why)s. Nothing was put back. Mend its rights or choose another.",
                file=str(backup.path),
                why=why_not(error),
            )
        ) from None
    if is_changed:
        raise StoreUnavailable(
            say("The file of this backup is not as it was made: it is damaged or was changed. Choose another backup.")
        )


def _put_in_place(settings: Settings, prepared: Path, keep: Path) -> bool:
    """Puts the file where the store is that nobody can open; whether there was one, which is kept."""
    path = settings.store.absolute()
    was_there = path.exists()
    if was_there:
        path.replace(keep)
    if beside(path, ".wal").exists():  # it would be taken for the new file's
        beside(path, ".wal").replace(beside(keep, ".wal"))
    prepared.replace(path)
    flushed(path.parent)
    return was_there


def _not_covered() -> StoreUnavailable:
    return StoreUnavailable(
        say(
            "The ledger does not go back to this backup, so that nobody knows what was done since for people's rights."
            " It was not put back. Choose a later backup."
        )
    )
