"""The log ends by itself: months are sealed, then dropped whole, and the chain goes on; what is left still proves."""

from datetime import UTC, datetime, timedelta

import pytest

from data_layer import health, rebuilds, schedule
from data_layer.backups import copies, restoring
from data_layer.errors import NotAllowed
from data_layer.log import Subject
from data_layer.logbook import log_checks, log_expiry, log_notes, log_replaced
from data_layer.logbook.log_replaced import Replaced
from data_layer.logbook.log_segments import forgotten_until, segments
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from tests import make
from tests.data.test_log_and_verify import tampered


def at(store: Store, moment: datetime) -> None:
    store.clock = lambda: moment


def month(year: int, number: int) -> datetime:
    return datetime(year, number, 15, 12, tzinfo=UTC)


def look(store: Store, client_id: int, sitting: str) -> None:
    with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", client_id), sitting=sitting):
        pass


@pytest.fixture
def aged(store: Store) -> Store:
    """Changes and looks of November, December and January, with a typed reason among them."""
    for year, number in ((2026, 11), (2026, 12), (2027, 1)):
        at(store, month(year, number))
        client_id = make.a_client(store, f"1{number:03}", bsn=None)
        look(store, client_id, f"of {number}")
    at(store, month(2027, 2))
    return store


def months(store: Store, chain: str) -> list[tuple[str, bool]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return [(one.segment, one.dropped_at is not None) for one in segments(reader, chain)]  # type: ignore[arg-type]  # a chain


def test_months_that_are_over_are_sealed_once_and_only_the_desk_does_it(aged: Store) -> None:
    with pytest.raises(NotAllowed):
        log_expiry.expire(aged, make.OFFICER)
    for _ in range(2):
        assert log_expiry.expire(aged, THE_DESK) == 0
    assert months(aged, "change") == [("2026-11", False), ("2026-12", False), ("2027-01", False)]
    (entry,) = make.rows(aged, "select count, fields from log where act = 'log.expire'")
    assert (entry["count"], entry["fields"][0]) == (6, "change.2026-11")
    assert findings(aged, THE_DESK) == []


def test_each_chain_goes_when_its_own_term_is_over_and_whole(aged: Store) -> None:
    first = make.asked(aged, "select id from clients where number = '1011'")
    with aged.change(make.COORDINATOR, Act.CLIENT_CHANGE, Subject("client", first)) as change:
        change.recorded("phones", 7, first, "added", "phone")
    at(aged, datetime(2028, 11, 30, 23, tzinfo=UTC))
    assert log_expiry.expire(aged, THE_DESK) == 0, "the last of November 2026 was kept for less than two years"
    at(aged, datetime(2028, 12, 1, tzinfo=UTC))
    assert log_expiry.expire(aged, THE_DESK) == 1
    assert [dropped for _, dropped in months(aged, "look")] == [True, False, False]
    assert not any(dropped for _, dropped in months(aged, "change"))
    assert rebuilds.rebuild_if_asked(aged, THE_DESK), "the bytes go too"

    at(aged, month(2032, 5))
    before = make.asked(aged, "select count(*) from record_changes")
    assert before == 1
    assert log_expiry.expire(aged, THE_DESK) > 5
    with aged.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert forgotten_until(reader) == datetime(2027, 3, 1, tzinfo=UTC)
        assert reader.value("select count(*) from record_changes") == 0
        assert reader.value("select min(segment) from log") > "2027-02"
        assert reader.value("select count(*) from reasons") == 0
        told = reader.all(dict[str, object], "select chain, bulk_digest from log where reason_code = 'expired'")
    assert len(told) == 3
    look(aged, first, "later")
    make.a_client(aged, "1099")
    assert findings(aged, THE_DESK) == []
    assert log_expiry.expire(aged, THE_DESK) == 0


def test_the_chain_goes_on_after_everything_of_it_was_dropped_and_the_store_was_opened_again(aged: Store) -> None:
    at(aged, month(2031, 1))
    assert log_expiry.expire(aged, THE_DESK) == 3
    assert make.asked(aged, "select count(*) from log where chain = 'look'") == 0
    aged._begin()  # as opening does
    look(aged, make.asked(aged, "select min(id) from clients"), "again")
    assert make.asked(aged, "select max(seq) from log where chain = 'look'") == 4
    assert findings(aged, THE_DESK) == []


def test_where_the_clock_jumped_an_entry_of_the_future_goes_with_those_behind_it(store: Store) -> None:
    client_id = make.a_client(store, bsn=None)
    for number, moment in enumerate((month(2026, 11), month(2030, 5), month(2026, 12), month(2027, 1), month(2031, 1))):
        at(store, moment)
        look(store, client_id, str(number))
    at(store, month(2027, 2))
    assert log_expiry.expire(store, THE_DESK) == 0
    assert months(store, "look") == [("2026-11", False), ("2026-12", False), ("2027-01", False)]
    assert findings(store, THE_DESK) == []
    at(store, month(2029, 1))
    assert log_expiry.expire(store, THE_DESK) == 3, "nor does it keep what stands behind it"
    assert log_expiry.expire(store, THE_DESK) == 0
    at(store, month(2029, 2))
    assert log_expiry.expire(store, THE_DESK) == 1
    assert make.asked(store, "select count(*) from log where chain = 'look'") == 1, "the last is of no month yet"
    assert findings(store, THE_DESK) == []


def test_what_was_tampered_with_does_not_go(aged: Store, caplog: pytest.LogCaptureFixture) -> None:
    log_expiry.expire(aged, THE_DESK)
    assert tampered(aged, "update log set staff_id = staff_id + 1 where chain = 'look' and seq = 1")
    at(aged, month(2029, 6))
    assert log_expiry.expire(aged, THE_DESK) == 0, "its month is as it was sealed, but it does not follow"
    assert tampered(aged, "update log set staff_id = staff_id - 1 where chain = 'look' and seq = 1") == []
    assert tampered(aged, "update log set count = 9 where chain = 'change' and seq = (select max(seq) from log)")
    schedule.nightly(aged)
    assert not any(dropped for _, dropped in months(aged, "look")), "by night all of the log must be whole"
    assert "the log is not whole" in caplog.text
    assert "log_not_whole" in health.looked_at(aged).warnings


def test_what_a_restore_replaced_is_said_on_when_its_entry_was_kept_long_enough(aged: Store) -> None:
    gone = Replaced("look", 4, 99, "a" * 16)
    at(aged, month(2027, 3))
    with aged.change(THE_DESK, Act.STORE_RESTORE) as change:
        change.touched(gone.name)
    at(aged, month(2032, 5))
    assert log_expiry.expire(aged, THE_DESK) > 3
    assert make.asked(aged, "select count(*) from log where act = 'store.restore'") == 0
    with aged.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert list(log_replaced.told(reader)) == [gone]


def test_nothing_goes_while_the_clock_is_doubted_or_what_was_sealed_is_not_as_it_was(aged: Store) -> None:
    with aged.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("clock_watch", seen_at=change.now)
    at(aged, month(2033, 1))
    assert log_expiry.expire(aged, THE_DESK) == 0
    assert months(aged, "look") == []
    with aged.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("delete from clock_watch")
    at(aged, month(2027, 2))
    log_expiry.expire(aged, THE_DESK)
    assert tampered(aged, "update log_segments set entries = 2 where chain = 'look' and segment = '2026-12'")
    at(aged, month(2030, 1))
    assert log_expiry.expire(aged, THE_DESK) == 0, "somebody must look first"


def test_a_ledger_that_began_after_an_entry_that_went_since_still_fits(aged: Store) -> None:
    copies.make(aged, THE_DESK)
    at(aged, month(2032, 5))
    assert log_expiry.expire(aged, THE_DESK) > 3
    assert findings(aged, THE_DESK) == []
    backup = copies.make(aged, THE_DESK)
    assert not list(aged.settings.backups.glob("ledger.aside-*"))
    assert restoring.check(aged.settings, make.ADMINISTRATOR, backup, aged).findings == ()


@pytest.mark.parametrize(
    "sql",
    [
        "update log_segments set last_digest = repeat('0', 64) where segment = '2026-12'",
        "update log_segments set entries = entries + 1 where segment = '2026-12' and chain = 'change'",
        "update log_segments set sealed_at = sealed_at + interval 1 day where segment = '2027-01' and chain = 'look'",
        "update log_segments set dropped_at = now() where segment = '2026-11' and chain = 'change'",
        "update log_segments set dropped_at = null where dropped_at is not null",
        "update log_segments set signature = null where segment = '2027-01'",
        "update log_segments set segment = '2026-10' where segment = '2026-11' and chain = 'change'",
        "delete from log_segments where segment = '2026-12' and chain = 'change'",
        "delete from log_segments where segment = '2027-01' and chain = 'look'",
        "delete from log_segments where segment = '2026-11' and chain = 'look'",
        "delete from log_segments",
        "insert into log_segments from log_segments where segment = '2027-01'",
        "insert into log_segments select * replace ('2027-02' as segment, last_seq + 1 as last_seq) from log_segments"
        " where segment = '2027-01'",
    ],
)
def test_a_sealed_month_that_is_forged_altered_added_or_missing_is_found(aged: Store, sql: str) -> None:
    log_expiry.expire(aged, THE_DESK)
    at(aged, month(2028, 12))
    assert log_expiry.expire(aged, THE_DESK) == 1
    assert findings(aged, THE_DESK) == []
    assert tampered(aged, sql)


def test_the_night_ends_what_is_old_and_notes_where_the_log_ends(aged: Store) -> None:
    schedule.nightly(aged)
    assert months(aged, "change")[-1] == ("2027-01", False)
    file = log_notes.file_of(aged.settings)
    assert file.stat().st_mode & 0o077 == 0
    (line,) = file.read_text().splitlines()
    assert line.split()[3] == str(aged.tail[0])
    log_notes.note(aged, THE_DESK)
    assert len(file.read_text().splitlines()) == 1, "nothing happened since"
    at(aged, month(2029, 1))
    schedule.nightly(aged)
    assert len(file.read_text().splitlines()) == 2
    assert months(aged, "look")[1] == ("2026-12", True)
    at(aged, aged.clock() + timedelta(days=1))
    schedule.note_the_end(aged)
    assert findings(aged, THE_DESK) == [], "what was noted of dropped months counts as kept long enough"
    assert [log_checks.check(aged, make.OFFICER)] == [[]]
