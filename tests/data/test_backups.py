"""Backups are whole, encrypted, noted, and go when their days are over."""

import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from data_layer import verifying
from data_layer.backups import copies, restoring
from data_layer.backups.copies import Backup
from data_layer.errors import NotAllowed, NotFound, StoreUnavailable
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make


def later(store: Store, **time: float) -> None:
    """Moves the clock of the store on; the pinned day stays."""
    now = store.clock() + timedelta(**time)
    store.clock = lambda: now


def entries(store: Store) -> list[tuple[str, int]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        rows = reader.all(
            dict[str, object], "select reason_code, count from log where act = 'store.backup' order by seq"
        )
    return [(str(row["reason_code"]), int(str(row["count"]))) for row in rows]


def kept_until(store: Store) -> date | None:
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        return copies.backups_until(reader, store.clock())


def test_a_backup_is_a_whole_encrypted_file_with_an_entry_in_the_log(store: Store) -> None:
    make.a_client(store, surname="Onvindbaar")
    made = copies.make(store, make.OFFICER)
    assert made.name == "desk-20261123T090000Z-until-20261223.duckdb"
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert b"Onvindbaar" not in made.path.read_bytes()
    assert copies.existing(store.settings) == [made]
    assert made.expires_on == make.TODAY + timedelta(days=30)
    assert entries(store) == [("request", 1)]
    lines = store.ledger.lines()
    assert lines is not None
    assert lines.digest_of(made.name) == copies.digest_of(made.path)
    assert sorted(file.name for file in store.settings.backups.iterdir()) == [made.name, "ledger"]
    assert verifying.findings(store, THE_DESK) == []
    assert copies.by_name(store.settings, made.name) == made
    with pytest.raises(NotFound):
        copies.by_name(store.settings, "../desk.duckdb")


def test_who_may_not_makes_and_removes_none(store: Store) -> None:
    for act in (copies.make, copies.expire):
        with pytest.raises(NotAllowed):
            act(store, make.COORDINATOR)
    assert copies.existing(store.settings) == []


def test_where_none_can_be_written_a_sentence_says_so_and_no_half_file_is_left(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "copied_to", full)
    with pytest.raises(StoreUnavailable, match="the disk is full"):
        copies.make(store, THE_DESK)
    assert [file.name for file in store.settings.backups.iterdir()] == ["ledger"]
    monkeypatch.undo()
    store.ledger.path.unlink()
    store.settings.backups.rmdir()
    store.settings.backups.write_text("a file")
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        copies.make(store, THE_DESK)
    assert entries(store) == []


def test_every_kind_of_copy_goes_after_its_days_and_takes_the_ledger_of_then_along(store: Store) -> None:
    client_id = make.a_client(store)
    make.restrict(store, client_id, make.TODAY)
    now, long_ago = store.clock(), make.NOW - timedelta(days=31)
    store.clock = lambda: long_ago
    old = copies.make(store, THE_DESK, "schedule")
    before = store.settings.store.with_name("desk.duckdb.before-0008")
    replaced = copies.kept_as(store.settings, long_ago)
    half = store.settings.backups / "desk-20261001T000000Z.duckdb.half"
    for file in (before, replaced, half):
        file.write_bytes(b"old")
        os.utime(file, (long_ago.timestamp(), long_ago.timestamp()))
    store.clock = lambda: now
    for minutes in (3, 2, 1):
        store.clock = lambda: now
        later(store, minutes=-minutes)
        young = copies.make(store, THE_DESK, "schedule")
    store.clock = lambda: now
    newest = copies.existing(store.settings)[:3]
    assert {copy.kind for copy in copies.existing(store.settings)} == {"made", "before_step", "replaced"}
    assert kept_until(store) == young.expires_on
    assert copies.expire(store, THE_DESK) == 3
    assert copies.existing(store.settings) == newest
    assert not any(file.exists() for file in (old.path, before, replaced, half))
    assert entries(store) == [*[("schedule", 1)] * 4, ("expired", 3)]
    assert copies.expire(store, THE_DESK) == 0
    assert len(entries(store)) == 5
    assert verifying.findings(store, THE_DESK) == []


def test_a_clock_a_month_ahead_takes_no_backup_away_as_long_as_no_three_newer_ones_are_there(store: Store) -> None:
    made = []
    for _ in range(4):
        made.append(copies.make(store, THE_DESK, "schedule"))
        later(store, days=1)
    store.settings = store.settings.model_copy(update={"today": make.TODAY + timedelta(days=40)})
    later(store, days=37)
    assert copies.expire(store, THE_DESK) == 1
    assert copies.existing(store.settings) == made[:0:-1]
    copies.make(store, THE_DESK, "schedule")
    assert copies.expire(store, THE_DESK) == 1
    assert made[1] not in copies.existing(store.settings)


def test_a_backup_that_a_wrong_clock_dated_too_late_is_promised_to_nobody_and_put_right(store: Store) -> None:
    right = store.clock()
    later(store, days=20)
    wrong = copies.make(store, THE_DESK, "schedule")
    store.clock = lambda: right
    assert kept_until(store) is None
    assert copies.expire(store, THE_DESK) == 0
    (renamed,) = copies.existing(store.settings)
    assert (renamed.made_at, renamed.expires_on) == (right, make.TODAY + timedelta(days=30))
    lines = store.ledger.lines()
    assert lines is not None
    assert lines.digest_of(renamed.name) == lines.digest_of(wrong.name)
    assert restoring.check(store.settings, make.ADMINISTRATOR, renamed, store).findings == ()
    wrong.path.write_bytes(b"another")
    assert copies.expire(store, THE_DESK) == 1, "a backup of today has all of it"
    assert copies.existing(store.settings) == [renamed]


def test_without_a_copy_there_is_no_day_until_which_one_is_kept(store: Store) -> None:
    assert kept_until(store) is None
    made = Backup(Path("x"), "made", datetime(2026, 11, 23, tzinfo=UTC), 1, make.TODAY)
    assert made.name == "x"


def test_the_command_makes_one_and_says_where(store: Store, run_command: Callable[..., CompletedProcess[str]]) -> None:
    held = run_command("backup")
    assert held.returncode == 1
    assert "in gebruik" in held.stderr
    store.close()
    done = run_command("backup")
    assert done.returncode == 0, done.stderr
    (made,) = copies.existing(store.settings)
    assert str(made.path) in done.stdout


def test_a_file_with_a_name_that_is_no_date_is_no_backup_and_stops_nothing(store: Store) -> None:
    made = copies.make(store, make.OFFICER)
    folder, beside = store.settings.backups, store.settings.store
    strange = [folder / f"desk-{name}.duckdb" for name in ("99999999T999999Z", "99991231T000000Z", "oud")]
    strange += [folder / "ledger.aside-oud", folder / "ledger.aside-20261399T000000Z"]
    strange += [beside.with_name(f"desk.duckdb.replaced-{name}") for name in ("20261399T000000Z", "99991231T235959Z")]
    for file in strange:
        file.write_bytes(b"x")
    assert copies.existing(store.settings) == [made]
    assert copies.expire(store, THE_DESK) == 0
    assert all(file.exists() for file in strange)
    old = folder / "desk-20261120T010203Z.duckdb"  # of before the last day stood in the name
    old.write_bytes(b"x")
    assert copies.by_name(store.settings, old.name).expires_on == date(2026, 12, 20)


def test_a_longer_term_lengthens_no_copy_that_was_made_before(store: Store) -> None:
    made = copies.make(store, make.OFFICER)
    replaced = copies.kept_as(store.settings, make.NOW)
    replaced.write_bytes(b"x")
    for days, until in ((90, date(2026, 12, 23)), (7, date(2026, 11, 30))):
        other = store.settings.model_copy(update={"backup_days": days})
        assert {copy.name: copy.expires_on for copy in copies.existing(other)} == {
            made.name: until, replaced.name: until,
        }  # fmt: skip


def test_what_is_being_copied_and_what_lies_elsewhere_counts_as_a_copy(store: Store) -> None:
    made = copies.make(store, make.OFFICER)
    made.path.rename(store.settings.store.with_name("op een schijf in de kluis"))
    assert kept_until(store) == made.expires_on
    later(store, days=-10)
    store.settings = store.settings.model_copy(update={"today": date(2026, 12, 1)})
    (store.settings.backups / "desk-20261201T000000Z.duckdb.half").write_bytes(b"x")
    assert kept_until(store) == date(2026, 12, 31)


def test_a_copy_that_is_being_made_is_not_removed_by_who_removes_the_old(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.copied_to
    removing = threading.Thread(target=lambda: copies.expire(store, THE_DESK))

    def slowly(path: Path) -> None:
        whole(path)
        removing.start()
        removing.join(0.3)
        assert path.exists()

    monkeypatch.setattr(store, "copied_to", slowly)
    made = copies.make(store, make.OFFICER)
    removing.join()
    assert copies.existing(store.settings) == [made]
