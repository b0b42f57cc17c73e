"""A damaged store is never read wrongly: it says that it is damaged, and a backup with its ledger brings it back."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from data_layer import health, verifying
from data_layer.backups import copies, restoring
from data_layer.backups.copies import Backup
from data_layer.errors import StoreUnavailable
from data_layer.logbook import log_notes
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from tests import make
from tests.client_files import imported

FILE, LAST = "desk.duckdb", "desk.duckdb.wal"
HEADERS, BLOCK = 12_288, 4_096
DAMAGED = "damaged or is not a store"


def _one_bit(data: bytearray, chance: random.Random, since: int = 0, until: int | None = None) -> None:
    data[chance.randrange(since, until or len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _zeroed(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // BLOCK) * BLOCK
    data[at : at + BLOCK] = bytes(BLOCK)


def _nothing(_last: Path) -> None:
    """The last changes are as they were left."""


def _cut_off(last: Path) -> None:
    with last.open("r+b") as file:
        file.truncate(1)


HARM: dict[str, tuple[str, Callable[[bytearray, random.Random], None]]] = {
    "a bit of the header": (FILE, lambda data, chance: _one_bit(data, chance, until=HEADERS)),
    "a bit in the middle": (FILE, lambda data, chance: _one_bit(data, chance, since=HEADERS)),
    "a block of zeroes": (FILE, _zeroed),
    "the end cut off": (FILE, _cut),
    "a bit of the last changes": (LAST, _one_bit),
    "the last changes cut off": (LAST, _cut),
}


@dataclass(frozen=True, slots=True)
class Left:
    """What a process that was killed left: its folder, a backup of before its last act, and what the store held."""

    folder: Path
    backup: str
    held: dict[str, object]


def held(store: Store) -> dict[str, object]:
    """A digest of every table: every block of the file is read for it."""
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        tables = reader.values("select table_name from duckdb_tables() where database_name = 'store'")
        return {table: reader.value(f"select bit_xor(hash(t)) from {table} t") for table in tables}  # noqa: S608 - the store's own names


@pytest.fixture(scope="module")
def left(new_store_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Left:
    folder, copied = tmp_path_factory.mktemp("left"), tmp_path_factory.mktemp("copied")
    for store in make.a_lasting_store(folder / FILE, new_store_file):
        imported(store, *({"Cliëntnummer": str(n), "Achternaam": "Proef"} for n in range(2_000, 2_500)))
        client_id = make.a_client(store, "1001")
        store.rebuilt()
        backup = copies.make(store, THE_DESK)
        make.restrict(store, client_id, make.TODAY)
        shutil.copytree(folder, copied, dirs_exist_ok=True)  # as if it was killed now
        found = held(store)
    return Left(copied, backup.name, found)


@pytest.fixture
def harmed(left: Left, tmp_path: Path) -> Callable[[str, int], Settings]:
    """`harmed("a bit of the header", 3)`: the settings of a store that was harmed so, by that seed."""

    def harm(how: str, seed: int) -> Settings:
        folder = tmp_path / str(seed)
        shutil.copytree(left.folder, folder)
        name, do = HARM[how]
        data = bytearray((folder / name).read_bytes())
        do(data, random.Random(seed))  # noqa: S311 - places that can be repeated
        (folder / name).write_bytes(data)
        return Settings(store=folder / FILE, store_key=make.KEY, today=make.TODAY)

    return harm


@pytest.mark.parametrize("how", HARM)
def test_what_was_damaged_says_so_or_is_read_rightly(
    left: Left, harmed: Callable[[str, int], Settings], how: str
) -> None:
    for seed in range(4):
        said = _read(harmed(how, seed), left if HARM[how][0] == FILE else None)
        assert said == "" or DAMAGED in said, (how, seed)


def _read(settings: Settings, whole: Left | None) -> str:
    """What opening and reading the store says is wrong; what can be read is as it was left, or as just before."""
    try:
        with closing(open_store(settings, lambda: make.NOW)) as store:
            if whole is not None:
                assert held(store) == whole.held
            assert verifying.findings(store, THE_DESK) == []
            since = make.asked(store, "select restricted_since from clients where number = '1001'")
            assert since == make.TODAY, "what was done for a person's right comes back out of the ledger"
    except StoreUnavailable as error:
        return str(error)
    return ""


@pytest.mark.parametrize("how", [_nothing, _cut_off])
def test_last_changes_that_are_gone_without_a_trace_are_told_by_what_was_noted_outside(
    new_store_file: Path, tmp_path: Path, how: Callable[[Path], None]
) -> None:
    running, left = tmp_path / "running", tmp_path / "left"
    running.mkdir()
    for store in make.a_lasting_store(running / FILE, new_store_file):
        make.a_client(store, "1001")
        log_notes.note(store, THE_DESK)
        shutil.copytree(running, left)  # as if it was killed now
    how(left / LAST)
    settings = Settings(store=left / FILE, store_key=make.KEY, today=make.TODAY)
    with closing(open_store(settings, lambda: make.NOW)) as store:
        is_told = how is not _nothing
        assert ("log_not_whole" in health.looked_at(store).warnings) == is_told
        said = [sentence.msgid for sentence in verifying.findings(store, THE_DESK)]
        assert any("was noted, and is gone" in sentence for sentence in said) == is_told
        make.a_client(store, "1002")  # with the number in the log that is gone
        assert ("log_not_whole" in health.looked_at(store).warnings) == is_told


def test_a_backup_brings_back_a_damaged_store_with_what_was_done_since_for_peoples_rights(
    left: Left, harmed: Callable[[str, int], Settings]
) -> None:
    settings = harmed("a bit of the header", 1)
    with pytest.raises(StoreUnavailable, match=DAMAGED):
        open_store(settings, lambda: make.NOW)
    restored = restoring.restore(settings, THE_DESK, _backup(settings, left), None)
    assert restored.redone.done == {"restricted": 1}
    store = open_store(settings, lambda: make.NOW)
    assert make.asked(store, "select restricted_since from clients where number = '1001'") == make.TODAY
    assert make.asked(store, "select count(*) from clients") == 501
    assert verifying.findings(store, THE_DESK) == []
    store.close()


def test_a_damaged_backup_is_refused_and_the_store_stays_as_it_is(
    left: Left, harmed: Callable[[str, int], Settings]
) -> None:
    settings = harmed("a bit in the middle", 2)
    backup = _backup(settings, left)
    data = bytearray(backup.path.read_bytes())
    _one_bit(data, random.Random(1), since=HEADERS)  # noqa: S311 - as above
    backup.path.write_bytes(data)
    before = settings.store.read_bytes()
    with pytest.raises(StoreUnavailable, match="not as it was made"):
        restoring.restore(settings, THE_DESK, backup, None)
    settings.backups.joinpath("ledger").write_bytes(b"nonsense\n")
    with pytest.raises(StoreUnavailable, match="does not follow"):
        restoring.restore(settings, THE_DESK, backup, None)
    assert settings.store.read_bytes() == before


def _backup(settings: Settings, left: Left) -> Backup:
    return copies.by_name(settings, left.backup)
