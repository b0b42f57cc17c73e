"""Opening the store: only with its key, nothing but the store, and a sentence with a cure for whatever fails."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from data_layer import migrating
from data_layer.errors import StoreUnavailable, UserError
from data_layer.opening import translated
from data_layer.rules.access import Act
from data_layer.settings import ROOT, Settings, read_settings
from data_layer.staff import THE_DESK
from data_layer.store import open_store
from tests import make


@pytest.fixture(autouse=True)
def _as_the_desk_connects(
    really_connect: Callable[..., duckdb.DuckDBPyConnection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duckdb, "connect", really_connect)


def settings_for(path: Path, key: str = "the key of the test", **more: object) -> Settings:
    return Settings.model_validate({"store": path, "store_key": key, "today": make.TODAY, **more})


def test_the_file_holds_nothing_readable(tmp_path: Path) -> None:
    path, marker = tmp_path / "desk.duckdb", f"merkteken{secrets.token_hex(8)}"
    store = open_store(settings_for(path))
    make.the_staff(store)
    make.a_client(store, surname=marker)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    store.close()
    assert marker.encode() not in written + path.read_bytes()
    reopened = open_store(settings_for(path))
    with reopened.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select surname from clients") == marker
    reopened.close()


def test_what_does_not_fit_in_memory_is_spilled_unreadable_and_removed(tmp_path: Path) -> None:
    store = open_store(settings_for(tmp_path / "desk.duckdb", memory_mb=128))
    with store.rehearsal().change(THE_DESK, Act.STORE_VERIFY) as work:
        work.execute(
            "create temp table pile as select 'merkteken' || range || 'merkteken' as text from range(6_000_000)"
        )
        spilled = [file.read_bytes() for file in (tmp_path / "desk.spill").iterdir()]
    store.close()
    assert sum(map(len, spilled)) > 1_000_000
    assert not any(b"merkteken" in file for file in spilled)
    assert not (tmp_path / "desk.spill").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "copy staff to '/tmp/staff.csv'",
        "attach '/tmp/other.duckdb' as other",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "install httpfs",
        "load spatial",
    ],
)
def test_sql_reaches_nothing_outside_the_store(tmp_path: Path, sql: str) -> None:
    store = open_store(settings_for(tmp_path / "desk.duckdb"))
    with pytest.raises((duckdb.Error, UserError)), store.rehearsal().change(THE_DESK, Act.STORE_VERIFY) as work:
        work.execute(sql)
    store.close()


def refused(settings: Settings) -> str:
    with pytest.raises(StoreUnavailable) as raised:
        open_store(settings)
    return str(raised.value)


def test_a_wrong_key_says_so_and_does_not_show_the_key(tmp_path: Path) -> None:
    open_store(settings_for(tmp_path / "desk.duckdb")).close()
    said = refused(settings_for(tmp_path / "desk.duckdb", "wrong and secret"))
    assert "key does not fit" in said
    assert "wrong and secret" not in said


def test_a_key_with_quotes_is_a_key_like_any_other(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(settings_for(tmp_path / "desk.duckdb", 'it\'s "quoted"; drop')).close()


def test_a_missing_key_names_the_setting(tmp_path: Path) -> None:
    said = refused(Settings(store=tmp_path / "desk.duckdb"))
    assert "STEP_STORE_KEY" in said
    assert "key new" in said


def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "desk.duckdb"
    path.write_bytes(b"jaarverslag" * 1000)
    assert "damaged or is not a store" in refused(settings_for(path))
    assert path.read_bytes() == b"jaarverslag" * 1000


def test_an_empty_file_a_folder_and_a_plain_database_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.duckdb").touch()
    assert "cannot be the store" in refused(settings_for(tmp_path / "empty.duckdb"))
    assert "cannot be the store" in refused(settings_for(tmp_path))
    duckdb.connect(str(tmp_path / "plain.duckdb")).execute("create table t (a integer)").close()
    assert "not encrypted" in refused(settings_for(tmp_path / "plain.duckdb"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused(settings_for(tmp_path / "file" / "below" / "desk.duckdb"))
    assert str(tmp_path / "file" / "below") in said


def test_a_store_that_another_process_holds_says_so(tmp_path: Path) -> None:
    path = tmp_path / "desk.duckdb"
    store = open_store(settings_for(path))
    held = subprocess.run(
        [sys.executable, "-m", "data_layer", "verify"],
        cwd=ROOT,
        env={**os.environ, "STEP_STORE": str(path), "STEP_STORE_KEY": "the key of the test"},
        capture_output=True,
        text=True,
        check=False,
    )
    store.close()
    assert held.returncode == 1
    assert str(os.getpid()) in held.stderr
    assert "Traceback" not in held.stderr
    assert len(held.stderr.strip().splitlines()) == 1


def test_a_store_of_a_newer_desk_is_not_touched(tmp_path: Path) -> None:
    store = open_store(settings_for(tmp_path / "desk.duckdb"))
    store._file._connection.execute("insert into store.schema_steps values (9999, 'later', '', now())")
    store.close()
    assert "newer version" in refused(settings_for(tmp_path / "desk.duckdb"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("IO Error: Cannot open file: Read-only file system", "read-only"),
        ("IO Error: Cannot open file: Permission denied", "may not read and write"),
        (
            "FATAL Error: Failed: database has been invalidated because of a previous fatal error",
            "Start the desk again",
        ),
    ],
)
def test_trouble_with_the_disk_is_said_with_its_cure(said: str, expected: str) -> None:
    error = translated(duckdb.IOException(said))
    assert isinstance(error, StoreUnavailable)
    assert expected in str(error)


WRITES_TOO_MUCH = """
import resource, signal, sys
from data_layer.errors import StoreUnavailable
from data_layer.rules.access import Act
from data_layer.settings import read_settings
from data_layer.staff import THE_DESK
from data_layer.store import open_store

store = open_store(read_settings())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, 8_000_000))
try:
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute(
            "insert into destroyed_numbers select md5(range::text) || md5((range + 1)::text), current_date, range"
            " from range(1_000_000)"
        )
except StoreUnavailable as error:
    print(error)
with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
    print(reader.value("select count(*) from destroyed_numbers"), "rows")
with store.change(THE_DESK, Act.STORE_FILL) as change:
    change.execute("insert into destroyed_numbers values ('1', current_date, null)")
with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
    print(reader.value("select count(*) from destroyed_numbers"), "row")
"""


def test_on_a_full_disk_nothing_is_saved_it_is_said_and_the_desk_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITES_TOO_MUCH],
        cwd=ROOT,
        env={**os.environ, "STEP_STORE": str(tmp_path / "desk.duckdb"), "STEP_STORE_KEY": "the key of the test"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout.splitlines()
    assert "disk is full" in said[0], done.stderr
    assert said[1:] == ["0 rows", "1 row"]


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    open_store(settings_for(tmp_path / "desk.duckdb")).close()
    assert (tmp_path / "desk.duckdb").stat().st_mode & 0o077 == 0


def test_migrating_twice_is_migrating_once(tmp_path: Path) -> None:
    for _ in range(2):
        store = open_store(settings_for(tmp_path / "desk.duckdb"))
        with store.rehearsal().change(THE_DESK, Act.STORE_VERIFY) as work:
            steps = work.values("select number from schema_steps order by number")
        store.close()
        assert steps == [step.number for step in migrating.migrations()]


def test_a_step_that_fails_leaves_no_trace_and_a_later_one_keeps_the_rows_and_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "desk.duckdb"
    store = open_store(settings_for(path))
    make.the_staff(store)
    connection = store._file._connection.cursor()
    connection.execute("use store")
    known = migrating.migrations()
    bad = migrating.Migration(9998, "bad", "create table half (a integer); select nonsense")
    with pytest.raises(duckdb.Error):
        migrating.bring_up_to_date(connection, path, [*known, bad])
    assert connection.execute("select count(*) from duckdb_tables() where table_name = 'half'").fetchone() == (0,)
    good = migrating.Migration(9999, "good", "create table whole (a integer not null)")
    migrating.bring_up_to_date(connection, path, [*known, good])
    assert connection.execute("select count(*) from staff").fetchone() == (len(make.EVERYBODY),)
    assert connection.execute("select max(number) from schema_steps").fetchone() == (9999,)
    copy = path.with_name("desk.duckdb.before-9999")
    store.close()
    old = open_store(settings_for(copy))
    with old.read(THE_DESK, Act.STAFF_VIEW) as reader:
        assert reader.value("select count(*) from staff") == len(make.EVERYBODY)
    old.close()


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("STEP_FINANCIAL_YEAR_END", "13-45", "STEP_FINANCIAL_YEAR_END"),
        ("STEP_TODAY", "gisteren", "STEP_TODAY"),
        ("STEP_TERMS", '{"gender": 200}', "STEP_TERMS"),
        ("STEP_TERMS", '{"invoices": 12}', "invoices"),
        ("STEP_UPLOAD_LIMIT_MB", "0", "STEP_UPLOAD_LIMIT_MB"),
    ],
)
def test_a_nonsensical_setting_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, wrong: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(StoreUnavailable, match=wrong):
        read_settings()


def test_the_secrets_file_is_read_and_variables_go_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secrets_file = tmp_path / "secrets.toml"
    secrets_file.write_text(
        '[step]\nstore = "/srv/desk.duckdb"\nstore_key = "the key of the file"\nfinancial_year_end = "07-31"\n'
    )
    monkeypatch.setattr("data_layer.settings.SECRETS", secrets_file)
    secrets_file.chmod(0o644)
    with pytest.raises(StoreUnavailable, match="chmod 600"):
        read_settings()
    secrets_file.chmod(0o600)
    monkeypatch.setenv("STEP_STORE_KEY", "the key of the variable")
    settings = read_settings()
    assert (settings.store, settings.key(), settings.financial_year_end) == (
        Path("/srv/desk.duckdb"),
        "the key of the variable",
        "07-31",
    )
    secrets_file.write_text("[step\n")
    with pytest.raises(StoreUnavailable, match=r"secrets\.toml"):
        read_settings()
