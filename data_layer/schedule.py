"""What recurs while the desk runs: backups and their end at night, destructions whose time has come, reminders."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from functools import partial
from time import monotonic

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from data_layer import clock_watch, rebuilds, sign_ins
from data_layer.backups import copies
from data_layer.destroying import running
from data_layer.digests import sending
from data_layer.errors import UserError
from data_layer.logbook import log_checks, log_expiry, log_notes
from data_layer.rules.checks import AMSTERDAM
from data_layer.staff import THE_DESK
from data_layer.store import Store, utc_now

_logger = logging.getLogger(__name__)
_SOON = timedelta(minutes=2)
_LATE = 3600  # seconds that a machine may sleep through a job before it is left to the next night
_STANDS_STILL = 300.0  # seconds without a beat
Noted = Callable[[Exception], object]


class Pulse:
    """Whether jobs still run: each minute one beat, told by a clock that nobody can set."""

    def __init__(self) -> None:
        self._last = monotonic()

    def beat(self, _store: Store) -> None:
        """A job ran."""
        self._last = monotonic()

    @property
    def is_alive(self) -> bool:
        """Whether a job ran in the last minutes; after a clock was set back, jobs wait until it is that late again."""
        return monotonic() - self._last < _STANDS_STILL


@contextmanager
def running_for(store: Store, noted: Noted) -> Iterator[Pulse]:
    """Runs the jobs in the background as long as the desk does; `noted` gets what nobody foresaw."""
    pulse = Pulse()
    scheduler = BackgroundScheduler(timezone=AMSTERDAM, job_defaults={"coalesce": True, "misfire_grace_time": _LATE})
    for job, trigger in (
        (nightly, CronTrigger(hour=2, minute=30, timezone=AMSTERDAM)),
        (after_start, DateTrigger(utc_now() + _SOON)),
        (often, IntervalTrigger(minutes=10, timezone=AMSTERDAM)),
        (pulse.beat, IntervalTrigger(minutes=1, timezone=AMSTERDAM)),
        (reminders, _hourly_from(store.settings.digest_at)),
        (reminders, DateTrigger(utc_now() + _SOON)),
    ):
        scheduler.add_job(_guarded, trigger, (job, store, noted), max_instances=1)
    scheduler.start()
    try:
        yield pulse
    finally:
        scheduler.shutdown()
        _guarded(note_the_end, store, noted)


def nightly(store: Store) -> None:
    """Ends what of sign-ins and of a whole log was kept long enough, lets go the bytes of what was removed, makes a
    backup, removes those whose days are over, notes where the log ends: each in any case. Raises as `_each`."""
    _each(
        partial(sign_ins.forget_old, store),
        partial(_end_of_the_log, store),
        partial(rebuilds.rebuild_if_asked, store, THE_DESK),
        partial(copies.make, store, THE_DESK, "schedule"),
        partial(copies.expire, store, THE_DESK),
        partial(log_notes.note, store, THE_DESK),
    )


def _end_of_the_log(store: Store) -> None:
    """Checks the log, and ends what of it was kept long enough only when it is whole: the rest would be evidence."""
    if wrong := log_checks.check(store, THE_DESK):
        _logger.warning(
            "the log is not whole (%s findings), so nothing of it was removed; `verify` says more", len(wrong)
        )
        return
    log_expiry.expire(store, THE_DESK)


def after_start(store: Store) -> None:
    """Does what the night did not, where the newest backup is older than a day."""
    made = [backup.made_at for backup in copies.existing(store.settings) if backup.kind == "made"]
    if not made or max(made) < store.clock() - timedelta(days=1):
        nightly(store)
    else:
        rebuilds.rebuild_if_asked(store, THE_DESK)


def often(store: Store) -> None:
    """Watches the clock, gives back the room that a change took which failed on a full disk, finishes destructions that
    were cut short, and carries out those that waited long enough. Raises as `_each`."""
    _each(
        partial(clock_watch.watch, store),
        *((store.slimmed,) if store.is_swollen else ()),
        partial(running.resume, store, THE_DESK),
        partial(running.run_waiting, store, THE_DESK),
    )


def reminders(store: Store) -> None:
    """Mails today's work to those who did not get it yet. Raises UserError with what was not possible."""
    if not sending.is_set_up(store.settings) or not sending.is_time(store.settings, store.today, store.clock()):
        return
    if (why := sending.send_due(store, THE_DESK).why) is not None:
        raise UserError(why)


def note_the_end(store: Store) -> None:
    """Notes outside the store where the log ends, for the desk stops."""
    log_notes.note(store, THE_DESK)


def _hourly_from(at: time) -> CronTrigger:
    """At the set time, and every hour after it until the evening: what failed is tried again, and nobody gets two."""
    return CronTrigger(hour=f"{at.hour}-{max(at.hour, 17)}", minute=at.minute, timezone=AMSTERDAM)


def _each(*acts: Callable[[], object]) -> None:
    """Does each, whatever becomes of the others. Raises an ExceptionGroup of everything that failed."""
    failed: list[Exception] = []
    for act in acts:
        try:
            act()
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("not everything was done", failed)


def _guarded(job: Callable[[Store], None], store: Store, noted: Noted) -> None:
    """One job that fails must not keep the others from running."""
    try:
        job(store)
    except ExceptionGroup as group:
        for error in group.exceptions:
            _told(job, error, noted)
    except Exception as error:
        _told(job, error, noted)


def _told(job: Callable[[Store], None], error: Exception, noted: Noted) -> None:
    if isinstance(error, UserError):
        _logger.warning("%s: %s", job.__name__, str(error))  # the desk's own words, which quote nobody
    else:
        noted(error)
