"""The store: one encrypted DuckDB file, opened once per process, with one door for reading and one for writing."""

import copy
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from data_layer import exchanging, ids, migrating, opening, recomputing, staff, terms
from data_layer.backups import redoing
from data_layer.backups.ledger import Ledger
from data_layer.backups.ledger_lines import note_number
from data_layer.errors import ChangedMeanwhile, NotAllowed, StoreUnavailable
from data_layer.log import Chain, Entry, Reason, Subject
from data_layer.logbook import log_entries
from data_layer.logbook.log_chains import end_of
from data_layer.rules.access import FORBIDDEN_BY_RESTRICTION, LOGGED_LOOKS, OF_ONE_CLIENT, Act, is_look
from data_layer.rules.clocks import Look, is_possible
from data_layer.rules.identity_ladder import code_of
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store_file import BUSY, StoreFile
from data_layer.transactions import Change, Draft, Reader, check_restriction, check_role

_logger = logging.getLogger(__name__)
_WAIT_SECONDS = 60.0  # for somebody else's change to end; an import of 100,000 rows takes less
_ABOUT_STAFF = ("staff.", "sign_in.", "store.")  # the acts that can give a role or take one away
_MOST_SITTINGS = 50_000  # looks remembered; past it the oldest half is forgotten and would be logged again


class Store:
    """The open store. `clock` gives the instant, in UTC; `settings.today` can pin the day for try-outs and tests."""

    def __init__(
        self, settings: Settings, connection: duckdb.DuckDBPyConnection, clock: Callable[[], datetime]
    ) -> None:
        self.configured = self.settings = settings  # the latter with the terms that the store itself keeps
        self.clock = clock
        self.seconds: Callable[[], float] = went_by
        self.clock_seen: Look | None = None  # in this process, see `clock_watch`
        self.copying = threading.Lock()  # who makes or removes copies of the store
        self._keeps = True
        self.ledger = Ledger(settings)
        self._file = StoreFile(settings, connection)
        self._locks: dict[Chain, threading.Lock] = {"change": threading.Lock(), "look": threading.Lock()}
        self._looked: dict[tuple[str, int, str, int | None], None] = {}
        self._tails: dict[Chain, tuple[int, str]] = {}
        self._begin()

    def _begin(self) -> None:
        """Reads what the store itself keeps for its doors."""
        with self._transaction(read_only=True) as cursor:
            key = cursor.execute("select value from desk_keys where name = 'log'").fetchone()
            assert key is not None  # noqa: S101 - the first migration made it
            self._log_key: bytes = key[0]
            reader = Reader(cursor, self.today, self.settings)
            self._tails |= {chain: end_of(reader, chain) for chain in self._locks}
            ids.begin_after(log_entries.newest(cursor))
            self.settings = terms.effective(self.configured, reader)
            self._learn_who_works_here(cursor)
            self._restored_at = log_entries.last_of(cursor, Act.STORE_RESTORE)
        self._looked.clear()  # the log of another file knows nothing of what was looked at in this one

    @property
    def today(self) -> date:
        """The calendar day in Amsterdam, or the pinned one."""
        return self.settings.today or opening.day_of(self.clock())

    @property
    def log_key(self) -> bytes:
        """The key of the chains, for verifying them."""
        return self._log_key

    @property
    def signed_in_since(self) -> datetime | None:
        """Since when a sign-in counts: a store that was put back does not know which ones of before were ended."""
        return self._restored_at

    def code_for(self, check_id: int) -> str:
        """The code by which somebody shows to receive what is sent to a contact on file; it is stored nowhere."""
        return code_of(self._log_key, check_id)

    @property
    def tail(self) -> tuple[int, str]:
        """The number and the digest of the log's last entry of a change."""
        return self._tails["change"]

    @contextmanager
    def read(
        self,
        actor: Actor,
        act: Act,
        subject: Subject | None = None,
        *,
        sitting: str | None = None,
        reason: Reason | None = None,
    ) -> Iterator[Reader]:
        """The one door for reading: checks the permission and the restriction, then lends a read-only transaction.

        With a `sitting` (a browser session) the look is logged, once per person, subject and sitting; with only a
        `reason`, always. Raises NotAllowed.
        """
        actor = self._as_now(actor)
        check_role(actor, act)
        _check_subject(act, subject)
        if act in LOGGED_LOOKS and sitting is None and reason is None:
            raise ValueError(f"{act} goes into the log: say in which sitting, or why")
        if act in FORBIDDEN_BY_RESTRICTION:
            with self._transaction(read_only=True) as cursor:
                self._check_restriction(cursor, actor, act, subject, reason)
        look = (
            sitting or "",
            actor.staff_id,
            f"{act} {subject.kind if subject else ''}",
            subject.id if subject else None,
        )
        if (reason is not None and sitting is None) or (sitting is not None and look not in self._looked):
            self._log_look(actor, act, subject, reason)
            self._remember(look)
        with self._transaction(read_only=True) as cursor:
            yield Reader(cursor, self.today, self.settings)

    @contextmanager
    def change(
        self, actor: Actor, act: Act, subject: Subject | None = None, reason: Reason | None = None
    ) -> Iterator[Change]:
        """The one door for writing: permission, restriction, lock, one transaction, one log entry.

        Raises NotAllowed, ChangedMeanwhile, StoreUnavailable; then nothing was saved.
        """
        actor = self._as_now(actor)
        check_role(actor, act)
        _check_subject(act, subject)
        if is_look(act):
            raise ValueError(f"{act} writes nothing")
        subject = subject or Subject(act.value.split(".")[0])
        with self._locked("change"), self._transaction() as cursor:
            actor = self._as_now(actor)  # again: who waited may have lost the role meanwhile
            check_role(actor, act)
            _check_not_merged(cursor, subject)
            self._check_restriction(cursor, actor, act, subject, reason)
            said = Draft(act, subject, reason)
            change = Change(cursor, (self.today, self.clock()), self.settings, said, actor)
            yield change
            if change.is_undone or not self._keeps:
                cursor.rollback()
                return
            self._keep(cursor, "change", actor, said)
            self.settings = change.settings  # the act may have been to change them
            if act.value.startswith(_ABOUT_STAFF):
                self._learn_who_works_here(cursor)
            if act is Act.STORE_RESTORE:
                self._restored_at = change.now

    def rehearsal(self) -> "Store":
        """This store, on which every change is checked as ever and then rolled back: would it be refused?"""
        rehearsing = copy.copy(self)  # the locks and what the log ends with stay shared
        rehearsing._keeps = False
        return rehearsing

    @property
    def keeps(self) -> bool:
        """Whether changes are kept; on a rehearsal they are not."""
        return self._keeps

    @property
    def size(self) -> int:
        """What the file takes on the disk, in bytes."""
        return self.settings.store.stat().st_size

    @property
    def spills(self) -> Path:
        """The folder for what does not fit in memory; whoever puts something there encrypts it."""
        return opening.spills(self.settings.store.absolute())

    def copied_to(self, path: Path, key: str | None = None) -> None:
        """Writes a copy of the store of this moment, encrypted with its own key or another, while others go on.

        Raises StoreUnavailable.
        """
        with _in_words():
            self._file.copy_to(path, key)

    def check_free(self) -> None:
        """Raises RuntimeError when this thread is reading the store, which then could not be rebuilt from here."""
        self._file.check_free()

    @property
    def is_rebuilding(self) -> bool:
        """Whether a save waits, at this moment, for the store to be rebuilt."""
        return self._file.is_rebuilding

    def rebuilt(self) -> None:
        """Writes the store into a fresh file that takes its place, so that the bytes of deleted rows are gone.

        Others can look meanwhile; a save waits, and for the exchange itself everybody does. Raises StoreUnavailable;
        then the store is as it was.
        """
        with self._locked("change"), _in_words():
            self._file.rebuild(_add_late_looks)

    @property
    def is_swollen(self) -> bool:
        """Whether the file keeps room that a change had taken which then failed on a full disk."""
        return self._file.is_swollen

    def slimmed(self) -> None:
        """Gives back to the disk what a change took that failed, as far as it lies at the end of the file.

        Everybody waits a moment; for the rest a rebuild is needed. Raises StoreUnavailable.
        """
        with _in_words():
            with self._locked("change"):
                self._file.reopen()
            with self.change(THE_DESK, Act.STORE_REBUILD):  # a file in which nothing changed is not written anew
                pass
            self._file.let_go()

    def replaced_by(self, prepared: Path, keep: Path) -> dict[Chain, tuple[int, str]]:
        """Goes on with another store file, which lies in the same folder; the old one is kept under another name.

        Where the log of the old one ended: nobody wrote in it since.
        """
        ended: dict[Chain, tuple[int, str]] = {}

        def begin() -> None:
            ended.update(self._tails)
            self._begin()

        with _in_words():
            self._file.replace(prepared, keep, begin)
        return ended

    def close(self) -> None:
        """Closes the file; the store cannot be used afterwards."""
        self._file.close()

    def _learn_who_works_here(self, cursor: duckdb.DuckDBPyConnection) -> None:
        reader = Reader(cursor, self.today, self.settings)
        self._roles = staff.roles_of_now(reader)
        self._ended = frozenset(reader.values("select digest from sign_ins where ended_at is not null"))

    def _as_now(self, actor: Actor) -> Actor:
        """The person with those of the roles that are still theirs: a page may stand open since before.

        Raises NotAllowed when the sign-in was ended, or is over.
        """
        if actor.sign_in in self._ended or (actor.until is not None and self.clock() >= actor.until):
            raise NotAllowed(say("Your sign-in has ended; nothing was saved. Load this page anew, and sign in."))
        now = self._roles.get(actor.staff_id)
        if now is None or actor.roles <= now:
            return actor
        return replace(actor, roles=actor.roles & now)

    def _check_restriction(
        self,
        cursor: duckdb.DuckDBPyConnection,
        actor: Actor,
        act: Act,
        subject: Subject | None,
        reason: Reason | None,
    ) -> None:
        if act not in FORBIDDEN_BY_RESTRICTION or subject is None or subject.kind != "client":
            return
        check_restriction(Reader(cursor, self.today, self.settings), actor, subject.id, reason)

    def _log_look(self, actor: Actor, act: Act, subject: Subject | None, reason: Reason | None) -> None:
        with self._locked("look"), self._transaction() as cursor:
            said = Draft(act, subject or Subject(act.value.split(".")[0]), reason)
            self._keep(cursor, "look", actor, said)

    def _remember(self, look: tuple[str, int, str, int | None]) -> None:
        self._looked[look] = None
        if len(self._looked) > _MOST_SITTINGS:
            for old in list(self._looked)[: _MOST_SITTINGS // 2]:
                self._looked.pop(old, None)

    def _keep(self, cursor: duckdb.DuckDBPyConnection, chain: Chain, actor: Actor, said: Draft) -> None:
        """Writes the entry and commits. Whatever happens then, the tail is that of the store.

        Raises StoreUnavailable when the commit failed and nobody can tell whether it was kept.
        """
        entry = self._next_entry(chain, actor, said)
        log_entries.write(cursor, entry, said)
        is_noted = bool(said.rights) and said.act is not Act.STORE_RESTORE  # what a restore does again stands there
        try:
            if is_noted:
                change = Change(cursor, (self.today, entry.at), self.settings, said, actor)
                note_number(change, self.ledger.intend(change, entry, said.rights))
            cursor.commit()
        except BaseException:
            _end(cursor)  # so that the tail is not this entry's
            try:
                self._tails[chain] = end_of(Reader(cursor, self.today, self.settings), chain)
            except duckdb.Error:
                raise StoreUnavailable(opening.STOPPED) from None
            if is_noted:
                self.ledger.settle(
                    entry.seq, entry.digest, entry.at, kept=self._tails[chain] == (entry.seq, entry.digest)
                )
            raise
        self._tails[chain] = (entry.seq, entry.digest)
        if is_noted:
            self.ledger.settle(entry.seq, entry.digest, entry.at, kept=True)

    def _next_entry(self, chain: Chain, actor: Actor, said: Draft) -> Entry:
        seq, digest = self._tails[chain]
        return Entry(
            chain,
            seq + 1,
            self.clock().astimezone(UTC),
            actor.staff_id,
            said.act.value,
            said.subject.kind,
            said.subject.id,
            said.reason.code if said.reason else None,
            tuple(sorted(said.fields)),
            said.count,
            said.bulk_digest,
            digest,
        ).signed(self._log_key)

    @contextmanager
    def _locked(self, chain: Chain) -> Iterator[None]:
        if not self._locks[chain].acquire(timeout=_WAIT_SECONDS):
            raise StoreUnavailable(BUSY)
        try:
            yield
        finally:
            self._locks[chain].release()

    @contextmanager
    def _transaction(self, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own with a transaction; what is not committed within is rolled back."""
        try:
            with _in_words(), self._file.cursor() as cursor:
                cursor.execute("begin transaction read only" if read_only else "begin transaction")
                try:
                    yield cursor
                finally:
                    _end(cursor)
        except StoreUnavailable as error:
            self._file.is_swollen |= error.sentence == opening.FULL
            raise


def _add_late_looks(cursor: duckdb.DuckDBPyConnection, fresh: str) -> None:
    """What was looked at since the copy was begun: nothing else can have been written."""
    last = cursor.execute(f"select coalesce(max(seq), 0) from {fresh}.log where chain = 'look'").fetchone()  # noqa: S608 - our own name
    for table in ("log", "reasons"):
        cursor.execute(
            f"insert into {fresh}.{table} from store.{table} t where t.chain = 'look' and t.seq > $last",
            {"last": last and last[0]},
        )


@contextmanager
def _in_words() -> Iterator[None]:
    """DuckDB's errors as sentences, where there is one."""
    try:
        yield
    except duckdb.Error as error:
        told = opening.translated(error)
        if told is error:
            raise
        raise told from error


def _check_subject(act: Act, subject: Subject | None) -> None:
    if act in OF_ONE_CLIENT and (subject is None or subject.kind != "client"):
        raise ValueError(f"{act} is about one client: say which, so that a restriction can be seen")


def _check_not_merged(cursor: duckdb.DuckDBPyConnection, subject: Subject) -> None:
    if subject.kind != "client" or subject.id is None:
        return
    stayed = cursor.execute(
        "select s.number from clients c join clients s on s.id = c.merged_into where c.id = $id", {"id": subject.id}
    ).fetchone()
    if stayed is not None:  # what is written here would be seen by nobody
        raise ChangedMeanwhile(
            say("This client was merged with client %(number)s; nothing was saved. Go on there.", number=stayed[0])
        )


def _end(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.rollback()
    except duckdb.Error as error:  # already committed, or the store stopped: then the first error tells
        _logger.debug("nothing to roll back: %s", type(error).__name__)


def _check_clock(now: datetime) -> None:
    if not is_possible(now):  # days and numbers would be nonsense, and new ids could be those of other rows
        raise StoreUnavailable(
            say(
                "The clock of this machine cannot be right: it says %(day)s. Set it right, and start again.",
                day=opening.day_of(now),
            )
        )


def utc_now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


def went_by() -> float:
    """Seconds on a clock that nobody can set, those included in which the machine slept, where it can tell."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def open_store(settings: Settings, clock: Callable[[], datetime] = utc_now, *, catches_up: bool = True) -> Store:
    """Opens the store, makes it where there is none, and brings its schema and its stored dates up to date.

    One that is behind its ledger, because a backup was put in its place, gets what was done since for people's rights.
    Raises StoreUnavailable with the cure: wrong key, held by another process, newer than this program, no store
    file, unreadable folder, full disk, a clock that cannot be right.
    """
    _check_clock(clock())
    exchanging.finish(settings.store.absolute())
    connection = opening.opened(settings, migrating.bring_up_to_date)
    try:
        store = Store(settings, connection, clock)
        recomputing.keep_true(store)
        if catches_up:
            redoing.catch_up(store)
    except BaseException:
        connection.close()
        raise
    return store
