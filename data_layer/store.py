"""The store: one encrypted DuckDB file, opened once per process, with one door for reading and one for writing."""

import copy
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import duckdb

from data_layer import migrating, opening, recomputing, terms
from data_layer.errors import ChangedMeanwhile, NotAllowed, StoreUnavailable
from data_layer.ids import new_id
from data_layer.log import FIRST, Chain, Entry, Reason, Subject
from data_layer.rules.access import FORBIDDEN_BY_RESTRICTION, LOGGED_LOOKS, OF_ONE_CLIENT, Act, is_look, may
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.transactions import Change, Draft, Reader, check_role

_logger = logging.getLogger(__name__)
_WAIT_SECONDS = 60.0  # for somebody else's change to end; an import of 100,000 rows takes less
_MOST_SITTINGS = 50_000  # looks remembered; past it the oldest half is forgotten and would be logged again


class Store:
    """The open store. `clock` gives the instant, in UTC; `settings.today` can pin the day for try-outs and tests."""

    def __init__(
        self, settings: Settings, connection: duckdb.DuckDBPyConnection, clock: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._keeps = True
        self._connection = connection
        self._locks: dict[Chain, threading.Lock] = {"change": threading.Lock(), "look": threading.Lock()}
        self._looked: dict[tuple[str, int, str, int | None], None] = {}
        with self._transaction(read_only=True) as cursor:
            key = cursor.execute("select value from desk_keys where name = 'log'").fetchone()
            assert key is not None  # noqa: S101 - the first migration made it
            self._log_key: bytes = key[0]
            self._tails: dict[Chain, tuple[int, str]] = {c: _tail(cursor, c) for c in self._locks}
            self.settings = terms.effective(settings, cursor)

    @property
    def today(self) -> date:
        """The calendar day in Amsterdam, or the pinned one."""
        return self.settings.today or opening.day_of(self.clock())

    @property
    def log_key(self) -> bytes:
        """The key of the chains, for verifying them."""
        return self._log_key

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
        check_role(actor, act)
        _check_subject(act, subject)
        if is_look(act):
            raise ValueError(f"{act} writes nothing")
        subject = subject or Subject(act.value.split(".")[0])
        with self._locked("change"), self._transaction() as cursor:
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

    def rehearsal(self) -> "Store":
        """This store, on which every change is checked as ever and then rolled back: would it be refused?"""
        rehearsing = copy.copy(self)  # the locks and what the log ends with stay shared
        rehearsing._keeps = False
        return rehearsing

    def close(self) -> None:
        """Closes the file; the store cannot be used afterwards."""
        self._connection.close()

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
        found = cursor.execute("select restricted_since from clients where id = $id", {"id": subject.id}).fetchone()
        if found is None or found[0] is None:
            return
        if not may(actor.roles, Act.RESTRICTION_OVERRIDE):
            raise NotAllowed(
                say(
                    "This client's data are restricted since %(since)s; nothing was saved."
                    " Only the privacy officer may go on, with a reason.",
                    since=found[0],
                )
            )
        if reason is None or not (reason.text or "").strip():
            raise NotAllowed(
                say(
                    "This client's data are restricted since %(since)s; nothing was saved."
                    " Give the reason for going on all the same.",
                    since=found[0],
                )
            )

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
        entry = self._write_entry(cursor, chain, actor, said)
        try:
            cursor.commit()
        except BaseException:
            try:
                self._tails[chain] = _tail(cursor, chain)
            except duckdb.Error:
                raise StoreUnavailable(opening.STOPPED) from None
            raise
        self._tails[chain] = (entry.seq, entry.digest)

    def _write_entry(self, cursor: duckdb.DuckDBPyConnection, chain: Chain, actor: Actor, said: Draft) -> Entry:
        seq, digest = self._tails[chain]
        entry = Entry(
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
        cursor.execute(
            """
            insert into log values ($chain, $seq, $segment, $happened_at, $staff_id, $act, $subject_kind, $subject_id,
                $reason_code, $fields, $count, $bulk_digest, $previous, $digest)
            """,
            {
                "chain": entry.chain,
                "seq": entry.seq,
                "segment": entry.segment,
                "happened_at": entry.at,
                "staff_id": entry.staff_id,
                "act": entry.act,
                "subject_kind": entry.subject_kind,
                "subject_id": entry.subject_id,
                "reason_code": entry.reason_code,
                "fields": list(entry.fields),
                "count": entry.count,
                "bulk_digest": entry.bulk_digest,
                "previous": entry.previous,
                "digest": entry.digest,
            },
        )
        for records in said.records:
            cursor.register("told_records", records)
            cursor.execute(
                """
                insert into record_changes by name
                select client_id, in_table, record_id, what, fields, $seq::bigint as seq from told_records
                """,
                {"seq": entry.seq},
            )
            cursor.unregister("told_records")
        if said.reason and said.reason.text:
            cursor.execute(
                "insert into reasons values ($id, $client_id, $request_id, $chain, $seq, $body)",
                {
                    "id": new_id(),
                    "client_id": said.subject.id if said.subject.kind == "client" else None,
                    "request_id": said.subject.id if said.subject.kind == "request" else None,
                    "chain": chain,
                    "seq": entry.seq,
                    "body": said.reason.text,
                },
            )
        return entry

    @contextmanager
    def _locked(self, chain: Chain) -> Iterator[None]:
        if not self._locks[chain].acquire(timeout=_WAIT_SECONDS):
            raise StoreUnavailable(
                say("The desk is busy with a large change; nothing was saved. Try again in a minute.")
            )
        try:
            yield
        finally:
            self._locks[chain].release()

    @contextmanager
    def _transaction(self, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own with a transaction; what is not committed within is rolled back."""
        try:
            cursor = self._connection.cursor()
            try:
                cursor.execute("use store")
                cursor.execute("begin transaction read only" if read_only else "begin transaction")
                try:
                    yield cursor
                finally:
                    _end(cursor)
            finally:
                cursor.close()
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


def _tail(cursor: duckdb.DuckDBPyConnection, chain: Chain) -> tuple[int, str]:
    last = cursor.execute(
        "select seq, digest from log where chain = $chain order by seq desc limit 1", {"chain": chain}
    ).fetchone()
    if last is None:
        last = cursor.execute(
            "select last_seq, last_digest from log_segments where chain = $chain order by last_seq desc limit 1",
            {"chain": chain},
        ).fetchone()
    return (int(last[0]), str(last[1])) if last else (0, FIRST)


def utc_now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


def open_store(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Store:
    """Opens the store, makes it where there is none, and brings its schema and its stored dates up to date.

    Raises StoreUnavailable with the cure: wrong key, held by another process, newer than this program, no store
    file, unreadable folder, full disk.
    """
    connection = opening.opened(settings, migrating.bring_up_to_date)
    try:
        store = Store(settings, connection, clock)
        recomputing.keep_true(store)
    except BaseException:
        connection.close()
        raise
    return store
