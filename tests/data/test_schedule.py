"""What recurs while the desk runs, called here as the clock would."""

import logging
from datetime import timedelta

import pytest

from data_layer import backups, schedule
from data_layer.store import Store
from tests import make


def test_the_night_makes_a_backup_and_removes_the_old_and_a_start_makes_up_for_a_missed_night(store: Store) -> None:
    schedule.after_start(store)
    schedule.after_start(store)
    (first,) = backups.existing(store.settings)
    later = make.NOW + timedelta(days=1, minutes=1)
    store.clock = lambda: later
    schedule.after_start(store)
    assert [backup.made_at for backup in backups.existing(store.settings)] == [later, first.made_at]
    schedule.often(store)


def test_a_job_that_fails_is_noted_and_the_next_ones_run(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    noted: list[Exception] = []

    def failing(_store: Store) -> None:
        raise ZeroDivisionError

    schedule._guarded(failing, store, noted.append)
    assert [type(error) for error in noted] == [ZeroDivisionError]
    store.settings.backups.write_text("no folder")
    with caplog.at_level(logging.WARNING):
        schedule._guarded(schedule.nightly, store, noted.append)
    assert "cannot be used" in caplog.text
    assert len(noted) == 1
    with schedule.running_for(store, noted.append):
        pass
