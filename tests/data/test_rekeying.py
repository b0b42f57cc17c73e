"""Another key: everything that is kept gets it, nothing stays with the old one, and a plug may be pulled halfway."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from data_layer import exchanging, opening, verifying
from data_layer.__main__ import cli
from data_layer.backups import copies, rekeying, restoring
from data_layer.backups.left_behind import opens
from data_layer.errors import BadInput, NotAllowed, NotFound, StoreInUse, StoreUnavailable
from data_layer.rules.access import Act
from data_layer.settings import ROOT, Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.transactions import Reader
from tests import make
from tests.data.dying_rekeyed import BEFORE, NEW_KEY, STEPS

OLD, NEW = make.KEY.get_secret_value(), NEW_KEY.get_secret_value()

HOLDS_IT = """
import sys
from data_layer.settings import read_settings
from data_layer.store import open_store

store = open_store(read_settings())
print("open", flush=True)
sys.stdin.read()
"""

WRITES_AND_DIES = """
import os
import sys
from data_layer.settings import read_settings
from data_layer.store import open_store
from tests import make

store = open_store(read_settings())
make.a_client(store, sys.argv[1])
os._exit(0)
"""


def a_full_store(folder: Path, new_store_file: Path) -> Path:
    """A closed store with a client, a restriction in the ledger, a backup, and a copy from before an update."""
    path = folder / "desk.duckdb"
    for store in make.a_lasting_store(path, new_store_file):
        client = make.a_client(store, "0101")
        make.restrict(store, client, make.TODAY)
        copies.make(store, THE_DESK)
        make.a_client(store, "0102")
    before = path.with_name("desk.duckdb.before-0007")
    shutil.copyfile(new_store_file, before)
    os.utime(before, (make.NOW.timestamp(), make.NOW.timestamp()))
    return path


@pytest.fixture(scope="module")
def killed(new_store_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store for each step, left as it was when its process was killed there; one that nobody killed."""
    folder = tmp_path_factory.mktemp("rekeyed")
    (folder / "whole").mkdir()
    whole = a_full_store(folder / "whole", new_store_file)
    left = {}
    for place, step in enumerate(STEPS):
        shutil.copytree(whole.parent, folder / str(place))
        left[step] = folder / str(place) / "desk.duckdb"
    ended = subprocess.run(
        [sys.executable, "-m", "tests.data.dying_rekeyed", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=1_200,
    )  # fmt: skip
    assert ended.stdout.split() == [str(-signal.SIGKILL)] * len(STEPS), ended.stderr
    return left | {"nothing": whole}


def with_key(path: Path, key: str) -> Settings:
    return Settings(store=path, today=make.TODAY).of(path, key)


def every_file(path: Path) -> list[Path]:
    """The store, its backup and the copy beside it."""
    found = [path, *path.parent.glob("backups/desk-*.duckdb"), *path.parent.glob("desk.duckdb.before-????")]
    assert len(found) == 3
    return found


def opens_all(path: Path, key: str) -> list[bool]:
    with closing(opening.plain(with_key(path, key))) as connection:
        return [opens(connection, file, key) for file in every_file(path)]


def write_and_die(path: Path, key: str, number: str) -> None:
    """Another process adds this client, and leaves it in the log of the last changes beside the store."""
    program = [sys.executable, "-c", WRITES_AND_DIES, number]
    subprocess.run(program, cwd=ROOT, env=environment(path, key), check=True, timeout=300)
    assert path.with_name(path.name + ".wal").stat().st_size


def environment(path: Path, key: str) -> dict[str, str]:
    return {**os.environ, "STEP_STORE": str(path), "STEP_STORE_KEY": key, "STEP_TODAY": make.TODAY.isoformat()}


def numbers(reader: Reader) -> list[str]:
    return reader.values("select number from clients order by number")


def times_told(store: Store) -> int:
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        return int(reader.value("select count(*) from log where act = $act", act=Act.STORE_REKEY.value))


def test_everything_gets_the_new_key_and_keeps_what_it_holds_its_name_and_its_day(
    new_store_file: Path, tmp_path: Path
) -> None:
    path = a_full_store(tmp_path, new_store_file)
    stray = tmp_path / "kopie van de opslag.duckdb"
    shutil.copyfile(new_store_file, stray)
    old = every_file(path)[1].read_bytes()
    was = [(backup.name, backup.made_at) for backup in copies.existing(with_key(path, OLD))]
    done = rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    assert (done.files, done.left, done.is_log_whole) == (4, (stray,), True)
    again = rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    assert (again.files, again.left, again.is_log_whole) == (0, (stray,), True)
    assert opens_all(path, OLD) == [False] * 3
    assert opens_all(path, NEW) == [True] * 3
    assert [(backup.name, backup.made_at) for backup in copies.existing(with_key(path, NEW))] == was
    assert all(file.stat().st_mode & 0o077 == 0 for file in every_file(path))
    assert {file.name for file in tmp_path.rglob("*") if file.is_file()} == {
        stray.name, "ledger", *(file.name for file in every_file(path)),
    }  # fmt: skip
    with pytest.raises(StoreUnavailable, match="key does not fit"):
        open_store(with_key(path, OLD))
    store = open_store(with_key(path, NEW), lambda: make.NOW)
    assert verifying.findings(store, THE_DESK) == []
    assert times_told(store) == 1
    backup = next(backup for backup in copies.existing(store.settings) if backup.kind == "made")
    elsewhere = tmp_path / "elsewhere" / backup.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(old)
    with pytest.raises(StoreUnavailable, match="made with another key"):
        restoring.check(store.configured, THE_DESK, copies.of_file(store.settings, elsewhere), store)
    restoring.restore(store.configured, make.ADMINISTRATOR, backup, store)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert numbers(reader) == ["0101"]
    store.close()


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_one_key_opens_everything_and_it_can_be_run_again(
    killed: dict[str, Path], step: str
) -> None:
    path = killed[step]
    good, wrong = (OLD, NEW) if step in BEFORE else (NEW, OLD)
    with pytest.raises(StoreUnavailable, match="key does not fit"):
        open_store(with_key(path, wrong))
    assert opens_all(path, good) == [True] * 3
    for _ in range(2):
        rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    assert opens_all(path, NEW) == [True] * 3
    store = open_store(with_key(path, NEW), lambda: make.NOW)
    assert verifying.findings(store, THE_DESK) == []
    assert times_told(store) == 1
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert numbers(reader) == ["0101", "0102"]
    store.close()
    assert not [file for file in path.parent.rglob("*") if ".fresh" in file.name or ".exchange" in file.name]


def test_what_cannot_be_done_is_said_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, killed: dict[str, Path], tmp_path: Path
) -> None:
    path = killed["nothing"]
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    settings = with_key(path, OLD)
    for somebody in (make.OFFICER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            rekeying.rekey(settings, somebody, NEW)
    with pytest.raises(StoreUnavailable, match="too short"):
        rekeying.rekey(settings, THE_DESK, "short")
    for no_file_holds_it in (f"{NEW} ", f"\t{NEW}", f"{NEW}\n{NEW}", f"\ufeff{NEW}", NEW * 200):
        with pytest.raises(StoreUnavailable, match="one line of visible text") as raised:
            rekeying.rekey(settings, THE_DESK, no_file_holds_it)
        assert NEW not in str(raised.value)
    with pytest.raises(StoreUnavailable, match="key does not fit"):
        rekeying.rekey(with_key(path, "neither of the two"), THE_DESK, NEW)
    with pytest.raises(NotFound):
        rekeying.rekey(with_key(tmp_path / "none.duckdb", OLD), THE_DESK, NEW)
    long = "a key of the store that is long"
    with pytest.raises(BadInput, match="is the one that the store has"):
        rekeying.rekey(with_key(path, long), THE_DESK, long)
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "_SPARE", 10**18)
        with pytest.raises(StoreUnavailable, match=r"needs .* MB of room"):
            rekeying.rekey(settings, THE_DESK, NEW)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_IT],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environment(path, OLD),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(StoreInUse):
            rekeying.rekey(settings, THE_DESK, NEW)
        exchanging.begin(path, [])
        with pytest.raises(StoreInUse, match="at this moment"):
            open_store(settings)
        path.with_name(path.name + ".exchange").unlink()
        process.communicate()
    assert opens_all(path, OLD) == [True] * 3
    others = {
        file: content for file, content in before.items() if file not in (path, path.with_name(path.name + ".wal"))
    }
    assert {file: file.read_bytes() for file in others} == others


def test_a_backup_that_is_damaged_is_left_and_said(new_store_file: Path, tmp_path: Path) -> None:
    path = a_full_store(tmp_path, new_store_file)
    backup = every_file(path)[1]
    whole = bytearray(backup.read_bytes())
    for place in range(12_288 + 4096, len(whole), 65_536):
        whole[place] ^= 0xFF
    backup.write_bytes(whole)
    done = rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    assert (done.files, done.left) == (3, (backup,))
    assert rekeying.rekey(with_key(path, OLD), THE_DESK, NEW).left == (backup,)
    assert backup.read_bytes() == whole


def test_while_the_ledger_is_on_a_disk_that_is_away_the_key_stays_until_another_is_begun(
    new_store_file: Path, tmp_path: Path
) -> None:
    path = a_full_store(tmp_path, new_store_file)
    backups = tmp_path / "backups"
    backups.rename(tmp_path / "away")
    with pytest.raises(StoreUnavailable, match="Connect the disk"):
        rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    backups.mkdir()
    (backups / "ledger").write_bytes(b"of another store\n")
    with pytest.raises(StoreUnavailable, match="does not fit this store"):
        rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    with closing(open_store(with_key(path, OLD), lambda: make.NOW)) as store:
        copies.make(store, THE_DESK)
    assert rekeying.rekey(with_key(path, OLD), THE_DESK, NEW).files == 4


def test_what_the_next_one_writes_as_soon_as_the_new_key_opens_is_kept(
    monkeypatch: pytest.MonkeyPatch, new_store_file: Path, tmp_path: Path
) -> None:
    path = a_full_store(tmp_path, new_store_file)
    write_and_die(path, OLD, "0103")
    finish = exchanging.finish

    def with_somebody_waiting(store: Path) -> None:
        is_decided = store.with_name(store.name + ".exchange").exists()
        finish(store)
        if is_decided:
            write_and_die(path, NEW, "0104")

    with monkeypatch.context() as patch:
        patch.setattr(exchanging, "finish", with_somebody_waiting)
        rekeying.rekey(with_key(path, OLD), THE_DESK, NEW)
    with closing(open_store(with_key(path, NEW))) as store, store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert numbers(reader) == ["0101", "0102", "0103", "0104"]


def test_a_file_that_cannot_be_reached_any_more_stops_the_start_until_it_is(
    monkeypatch: pytest.MonkeyPatch, killed: dict[str, Path]
) -> None:
    path = killed["when it is decided"].parent
    elsewhere = path.parent / "disk that is away"
    shutil.copytree(path, elsewhere, dirs_exist_ok=True)
    journal = elsewhere / "desk.duckdb.exchange"
    journal.write_text(f'["{elsewhere / "gone" / "desk-1.duckdb"}"]')
    with pytest.raises(StoreUnavailable, match="Bring back the disk"):
        open_store(with_key(elsewhere / "desk.duckdb", NEW))
    monkeypatch.setenv("STEP_STORE", str(elsewhere / "desk.duckdb"))
    monkeypatch.setenv("STEP_STORE_KEY", NEW)
    backup = next((elsewhere / "backups").glob("desk-*.duckdb"))
    before = (elsewhere / "desk.duckdb").read_bytes()
    with pytest.raises(StoreUnavailable, match="Bring back the disk"):  # or that would undo it later
        CliRunner().invoke(cli, ["restore", str(backup)], catch_exceptions=False)
    assert (elsewhere / "desk.duckdb").read_bytes() == before
    assert journal.exists()


def test_the_command_takes_the_new_key_from_a_file_or_a_variable_and_never_shows_it(
    monkeypatch: pytest.MonkeyPatch, new_store_file: Path, settings: Settings
) -> None:
    shutil.copyfile(new_store_file, settings.store)
    file = settings.store.parent / "new key"
    monkeypatch.setenv("STEP_STORE", str(settings.store))
    monkeypatch.setenv("STEP_STORE_KEY", OLD)
    run = CliRunner().invoke

    made = run(cli, ["key", "new", "--file", str(file)])
    new = file.read_text().strip()
    printed = run(cli, ["key", "new"]).stdout.strip()
    assert len(printed) == len(new) == 43
    assert new != printed
    monkeypatch.setenv("STEP_NEW_STORE_KEY", new)
    for arguments in (["key", "rotate", "--new-key-file", str(file)], ["key", "rotate", new]):
        refused = run(cli, arguments)
        assert refused.exit_code
        assert isinstance(refused.exception, BadInput | SystemExit)
    done = run(cli, ["key", "rotate"])
    assert (done.exit_code, "Eén bestand heeft de nieuwe sleutel" in done.stdout) == (0, True), done.output
    monkeypatch.delenv("STEP_NEW_STORE_KEY")
    with pytest.raises(BadInput, match="Say where the new key is"):
        run(cli, ["key", "rotate"], catch_exceptions=False)
    assert "met geen van beide sleutels" in done.stdout
    again = run(cli, ["key", "rotate", "--new-key-file", str(file)])
    assert "met geen van beide sleutels" in again.stdout
    assert "heeft deze sleutel al" in again.stdout
    told = made.output + done.output + again.output
    assert new not in told
    assert OLD not in told
    open_store(settings.of(settings.store, new)).close()
