"""What recurs while the desk runs, called here as the clock would."""

import logging
import re
from datetime import timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from data_layer import schedule
from data_layer.backups import copies
from data_layer.destroying import running
from data_layer.errors import StoreUnavailable
from data_layer.opening import STOPPED
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make


def at(store: Store, **later: float) -> None:
    """The clock of the store and its day are moved to so much after the test's own, and that much time went by."""
    after = timedelta(**later)
    store.clock = lambda: make.NOW + after
    store.seconds = after.total_seconds
    now = make.NOW + after
    store.settings = store.settings.model_copy(update={"today": now.date()})


def states(store: Store) -> list[str]:
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        return reader.values("select state from batches order by number")


def test_the_night_makes_a_backup_and_removes_the_old_and_a_start_makes_up_for_a_missed_night(store: Store) -> None:
    at(store)
    schedule.after_start(store)
    schedule.after_start(store)
    (first,) = copies.existing(store.settings)
    at(store, days=1, minutes=1)
    schedule.after_start(store)
    second, again = copies.existing(store.settings)
    assert (second.made_at, again) == (store.clock(), first)
    for days in (31, 32):
        at(store, days=days)
        schedule.nightly(store)
    assert [backup.made_at for backup in copies.existing(store.settings)][1:] == [
        make.NOW + timedelta(days=31), second.made_at,
    ]  # fmt: skip


def test_only_what_had_a_waiting_period_is_carried_out_by_itself_and_one_that_fails_stops_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(store)
    for number in ("0101", "0102", "0103"):
        make.a_due_client(store, number)
    without = make.a_batch(store, numbers=("0101",))
    schedule.often(store)
    assert states(store) == ["approved"], "without a waiting period people do it"
    with monkeypatch.context() as patch:
        patch.setattr(store, "rebuilt", _stopped)
        assert not running.run(store, make.OFFICER, seen=without)
        store.settings = store.settings.model_copy(update={"destruction_wait_days": 3})
        first, _second = make.a_batch(store, numbers=("0102",)), make.a_batch(store, numbers=("0103",))
        schedule.often(store)
        assert states(store) == ["rebuilding", "approved", "approved"], "it waits, and the first cannot be finished"
    at(store, days=3)
    carried_out = running._destroy
    with monkeypatch.context() as patch:
        patch.setattr(running, "_destroy", lambda c, b: _stopped() if b["id"] == first.id else carried_out(c, b))
        schedule.often(store)
    assert states(store) == ["done", "approved", "done"]
    with monkeypatch.context() as patch:
        patch.setattr(running, "resume", _stopped)
        with pytest.RaisesGroup(StoreUnavailable):
            schedule.often(store)
    assert states(store) == ["done", "done", "done"]


def _stopped(*_: object) -> None:
    raise StoreUnavailable(STOPPED)


def test_a_job_that_fails_is_noted_and_the_next_ones_run(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[Exception] = []

    def failing(*_: object) -> None:
        raise ZeroDivisionError

    schedule._guarded(failing, store, noted.append)
    assert [type(error) for error in noted] == [ZeroDivisionError]
    store.settings.backups.write_text("no folder")
    with caplog.at_level(logging.WARNING):
        schedule._guarded(schedule.nightly, store, noted.append)
    assert len(re.findall("cannot be (?:used|read or written)", caplog.text)) == 3, (
        "no backup is made, none removed, and no end of the log noted"
    )
    assert len(noted) == 1
    with monkeypatch.context() as patch:
        for name in ("expire", "make"):
            patch.setattr(copies, name, failing)
        schedule._guarded(schedule.nightly, store, noted.append)
    assert len(noted) == 3, "each of one night"
    started: list[BackgroundScheduler] = []
    monkeypatch.setattr(BackgroundScheduler, "start", lambda self, *_paused: started.append(self))
    monkeypatch.setattr(BackgroundScheduler, "shutdown", lambda _self: None)
    with schedule.running_for(store, noted.append) as pulse:
        found = [(job.args[0], str(job.trigger)) for job in started[0].get_jobs()]
    jobs = dict(found)
    assert jobs.pop(pulse.beat) == "interval[0:01:00]"
    assert set(jobs) == {schedule.nightly, schedule.after_start, schedule.often, schedule.reminders}
    hourly, soon = sorted(trigger for job, trigger in found if job is schedule.reminders)
    assert "hour='7-17', minute='30'" in hourly
    assert soon.startswith("date[")
    assert "hour='2', minute='30'" in jobs[schedule.nightly]
    assert "0:10:00" in jobs[schedule.often]
