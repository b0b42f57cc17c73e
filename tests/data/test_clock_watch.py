"""By a clock that jumped nothing goes by itself, until it is set right or somebody says that it is right."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data_layer import clock_watch, schedule, sign_ins, verifying
from data_layer.backups import copies, restoring
from data_layer.errors import ChangedMeanwhile, NotAllowed, StoreUnavailable
from data_layer.requests import request_case
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from tests import make


def at(store: Store, **later: float) -> datetime:
    """The clock of the store and its day are moved to so much after the test's own, and that much time went by."""
    store.seconds = timedelta(**later).total_seconds
    return set_to(store, **later)


def set_to(store: Store, **later: float) -> datetime:
    """Somebody sets the clock to so much after the test's own."""
    now = make.NOW + timedelta(**later)
    store.clock = lambda: now
    store.settings = store.settings.model_copy(update={"today": now.date()})
    return now


def notes(store: Store) -> list[str]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.values("select act from log where act like 'clock.%' order by seq")


@pytest.fixture
def watched(store: Store) -> Store:
    """A store whose clock was seen to go on."""
    at(store)
    schedule.often(store)
    return store


def test_a_clock_that_goes_on_is_noted_once_a_day_and_never_doubted(store: Store) -> None:
    assert not clock_watch.is_doubted(store), "of a new store nothing is known"
    for hours in (0, 0.2, 23, 24, 24 + 31 * 24):
        at(store, hours=hours)
        assert not clock_watch.is_doubted(store)
        schedule.often(store)
    assert notes(store) == ["clock.watch"] * 3
    assert verifying.findings(store, THE_DESK) == []


@pytest.mark.parametrize("later", [{"days": 40}, {"days": -40}])
def test_while_it_is_doubted_nothing_goes_by_itself_and_set_right_everything_goes_on(
    watched: Store, later: dict[str, float]
) -> None:
    store = watched
    make.a_due_client(store, "0101")
    store.settings = store.settings.model_copy(update={"destruction_wait_days": 3})
    make.a_batch(store)
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("sign_ins", digest="x", staff_id=2, began_at=make.NOW - timedelta(days=60))
    made = copies.make(store, THE_DESK)
    wrong = at(store, **later)
    assert clock_watch.is_doubted(store)
    schedule.nightly(store)
    schedule.often(store)
    sign_ins.forget_old(store)
    assert made.path in {copy.path for copy in copies.existing(store.settings)}
    assert make.asked(store, "select count(*) from clients") == 1
    assert notes(store) == ["clock.watch"], "a doubted clock is not noted"
    dated = max(copies.existing(store.settings), key=lambda copy: copy.path.stat().st_mtime_ns).made_at
    assert dated == min(wrong, make.NOW), "a backup is made in any case, and dated no later than it can be"
    assert make.asked(store, "select count(*) from sign_ins") == 1
    at(store, days=4)
    assert not clock_watch.is_doubted(store)
    schedule.often(store)
    assert make.asked(store, "select count(*) from clients") == 0
    assert verifying.findings(store, THE_DESK) == []


def test_who_may_says_that_the_clock_is_right_and_then_what_is_over_goes(watched: Store) -> None:
    store = watched
    made = copies.make(store, THE_DESK)
    for minutes in (1, 2, 3):
        at(store, minutes=minutes)
        copies.make(store, THE_DESK)
    now = at(store, days=40)
    with pytest.raises(NotAllowed):
        clock_watch.trust(store, make.COORDINATOR, shown=now)
    with pytest.raises(ChangedMeanwhile, match="stands elsewhere"):
        clock_watch.trust(store, make.OFFICER, shown=now - timedelta(hours=2))
    assert copies.expire(store, THE_DESK) == 0
    for person in (make.ADMINISTRATOR, make.OFFICER):  # a double click, and a colleague who says it too
        clock_watch.trust(store, person, shown=now)
    assert notes(store) == ["clock.watch", "clock.trust"]
    assert copies.expire(store, THE_DESK) == 1
    assert made not in copies.existing(store.settings)


def test_a_backup_of_long_ago_that_is_put_back_does_not_make_the_clock_doubted(watched: Store) -> None:
    store = watched
    store.configured = store.settings = store.settings.model_copy(update={"backup_days": 365})
    made = copies.make(store, THE_DESK)
    for days in (30, 60):
        at(store, days=days)
        schedule.often(store)
    restoring.restore(store.settings, make.ADMINISTRATOR, made, store)
    assert not clock_watch.is_doubted(store)


@pytest.mark.parametrize("later", [{"hours": 2}, {"days": 30}, {"hours": -2}])
def test_a_clock_that_is_set_while_the_desk_runs_is_doubted_at_once(watched: Store, later: dict[str, float]) -> None:
    store = watched
    store.seconds = timedelta(minutes=10).total_seconds
    set_to(store, minutes=10)
    schedule.often(store)
    now = set_to(store, **later)
    stands = clock_watch.standing(store)
    assert (stands.was_set, stands.seen_at) == (True, make.NOW + timedelta(minutes=10))
    assert copies.make(store, THE_DESK).made_at == min(now, make.NOW + timedelta(minutes=10))
    schedule.often(store)
    assert clock_watch.is_doubted(store), "it stays so"
    clock_watch.trust(store, make.OFFICER, shown=now)
    assert not clock_watch.is_doubted(store)
    set_to(store, minutes=10)
    assert clock_watch.is_doubted(store)


@pytest.fixture
def set_back(store: Store, tmp_path: Path) -> Iterator[tuple[Store, int]]:
    """The same store, opened in a process whose clock was set back half a year; and an id of before."""
    before = make.a_client(store, "1001")
    make.a_request(store)
    path = tmp_path / "back" / "desk.duckdb"
    path.parent.mkdir()
    store.close()
    shutil.copyfile(store.settings.store, path)
    settings = Settings(store=path, store_key=make.KEY, today=date(2026, 5, 20))
    opened = open_store(settings, lambda: datetime(2026, 5, 20, 9, 0, tzinfo=UTC))
    yield opened, before
    opened.close()


def test_with_a_clock_set_back_numbers_ids_and_the_log_go_on_and_days_follow_from_days(
    set_back: tuple[Store, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, before = set_back
    monkeypatch.setattr("time.time_ns", lambda: 1_779_267_600_000_000_000)  # 20 May 2026, as the machine says
    after = make.a_client(store, "1002")
    assert after > before
    number = make.a_request(store, date(2026, 5, 18))
    assert number == "V2026-0002"
    with store.read(make.OFFICER, Act.REQUEST_LIST) as reader:
        case = request_case.the_request(reader, number)
        earlier = request_case.the_request(reader, "V2026-0001")
    assert case.safe_last_day == date(2026, 6, 18), "a month after the receipt, whatever the clock says"
    assert earlier.safe_last_day == date(2026, 12, 23)
    log = make.rows(store, "select seq, happened_at from log where chain = 'change' order by seq")
    assert [row["seq"] for row in log] == list(range(1, len(log) + 1))
    assert log[-1]["happened_at"] < log[0]["happened_at"]
    assert verifying.findings(store, THE_DESK) == []


@pytest.mark.parametrize("year", [1970, 2106])
def test_with_a_clock_that_cannot_be_right_the_store_does_not_open(settings: Settings, year: int) -> None:
    with pytest.raises(StoreUnavailable, match=f"cannot be right: it says .*{year}"):
        open_store(settings, lambda: datetime(year, 1, 2, tzinfo=UTC))
    assert not settings.store.exists()
