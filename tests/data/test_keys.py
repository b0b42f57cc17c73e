"""Where the key of the store comes from, who may read it, and what a lost one means."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from data_layer import keys, opening
from data_layer.errors import StoreUnavailable
from data_layer.settings import Settings, read_settings
from data_layer.store import open_store
from data_layer.wording import put
from tests import make


def key_file(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    path = folder / "key"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def refused(settings: Settings) -> str:
    with pytest.raises(StoreUnavailable) as raised:
        settings.key()
    return str(raised.value)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", " \n"])
def test_a_file_gives_the_key_without_its_line_end(tmp_path: Path, end: str) -> None:
    path = key_file(tmp_path, f"a key {end}".encode())
    assert Settings(store=tmp_path / "desk.duckdb", store_key_file=path).key() == "a key"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"one\ntwo\n", "more than one line"),
        (b"\xff\xfe\x00k", "more than one line"),
        (b"k" * 5000, "more than one line"),
    ],
)
def test_a_file_without_one_key_says_so_and_not_what_is_in_it(tmp_path: Path, content: bytes, expected: str) -> None:
    said = refused(Settings(store_key_file=key_file(tmp_path, content)))
    assert expected in said
    assert "two" not in said
    assert "kkkk" not in said


def test_a_file_that_is_missing_or_is_a_folder_is_named(tmp_path: Path) -> None:
    assert "is not there" in refused(Settings(store_key_file=tmp_path / "no such file"))
    assert str(tmp_path) in refused(Settings(store_key_file=tmp_path))


def test_only_the_owner_may_read_the_key() -> None:
    def is_refused(mode: int, owner: int) -> str | None:
        status = os.stat_result((mode, 0, 0, 0, owner, 0, 0, 0, 0, 0))
        try:
            keys.check_private(Path("/run/key"), status)
        except StoreUnavailable as error:
            return str(error)
        return None

    stranger = os.geteuid() + 1
    for mode in (0o644, 0o604, 0o620, 0o777):
        assert "chmod 600 /run/key" in (is_refused(mode, os.geteuid()) or "")
        assert is_refused(mode, 0)
    assert is_refused(0o600, os.geteuid()) is is_refused(0o400, 0) is None
    assert is_refused(0o440, 0) is None, "as systemd and Kubernetes hand it out"
    assert "chown" in (is_refused(0o600, stranger) or "")


def test_a_file_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    path = key_file(tmp_path, b"a key that is long enough", 0o644)
    with pytest.raises(StoreUnavailable, match="chmod 600"):
        open_store(Settings(store=tmp_path / "desk.duckdb", store_key_file=path))
    assert not (tmp_path / "desk.duckdb").exists()


def test_two_keys_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STEP_STORE_KEY_FILE", str(key_file(tmp_path, b"a key that is long enough")))
    monkeypatch.setenv("STEP_STORE", str(tmp_path / "desk.duckdb"))
    monkeypatch.setenv("STEP_STORE_KEY", "another secret of some length")
    with pytest.raises(StoreUnavailable, match=r"STEP_STORE_KEY_FILE: .*STEP_STORE_KEY is set as well") as raised:
        read_settings()
    assert "another secret" not in str(raised.value)
    monkeypatch.setenv("STEP_STORE_KEY", "")
    assert read_settings().key() == "a key that is long enough"


def test_a_new_store_needs_a_long_key_and_one_that_is_there_keeps_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "desk.duckdb"
    monkeypatch.setenv("STEP_STORE", str(path))
    monkeypatch.setenv("STEP_STORE_KEY", "fifteen letters")
    with pytest.raises(StoreUnavailable, match=r"too short.*key new") as raised:
        read_settings()
    assert "fifteen letters" not in str(raised.value)
    for no_file_holds_it in ("a key of some length ", "one of two lines\nand the other"):
        monkeypatch.setenv("STEP_STORE_KEY", no_file_holds_it)
        with pytest.raises(StoreUnavailable, match="one line of visible text"):
            read_settings()
    monkeypatch.setenv("STEP_STORE_KEY", "fifteen letters")
    open_store(Settings(store=path, store_key=SecretStr("fifteen letters"), today=make.TODAY)).close()
    assert read_settings().key() == "fifteen letters"


def test_a_lost_key_says_what_it_means(tmp_path: Path) -> None:
    (tmp_path / "desk.duckdb").touch()
    said = refused(Settings(store=tmp_path / "desk.duckdb"))
    assert "nobody can read the data" in said
    assert "backups need the same key" in said
    assert "envelope" in said


def test_every_new_key_is_another_and_its_file_is_for_one_account(tmp_path: Path) -> None:
    paths = [tmp_path / "one", tmp_path / "two"]
    for path in paths:
        keys.write_new_key(path)
    first, second = map(keys.key_in, paths)
    assert first != second
    assert len(first) >= 43
    assert paths[0].stat().st_mode & 0o077 == 0
    with pytest.raises(StoreUnavailable, match="there already"):
        keys.write_new_key(paths[0])
    assert keys.key_in(paths[0]) == first


@pytest.mark.parametrize("sign", ["backups/ledger", "backups/desk-20261123T090000Z.duckdb", "desk.duckdb.before-0007"])
def test_where_a_store_was_no_empty_one_is_made(settings: Settings, sign: str) -> None:
    left = settings.store.parent / sign
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"x")
    with pytest.raises(StoreUnavailable, match=f"{left.name} says that there was one"):
        open_store(settings)
    assert not settings.store.exists()
    left.unlink()
    open_store(settings).close()
    assert settings.store.exists()


def test_files_of_another_store_whose_name_begins_alike_say_nothing_and_stay(settings: Settings) -> None:
    folder = settings.store.parent
    others = [folder / name for name in ("desk2.duckdb", "desk.duckdb", "desk.duckdb.fresh.half", "desk.freshness")]
    for other in others:
        other.write_bytes(b"x")
    (folder / "desk.spill").mkdir()
    ours = folder / "desk"
    open_store(settings.of(ours, settings.key())).close()
    assert ours.exists()
    left = folder / "desk.before-0007.fresh.half"
    left.write_bytes(b"x")
    open_store(settings.of(ours, settings.key())).close()
    assert not left.exists()
    assert all(other.exists() for other in others)


def test_a_desk_with_a_sign_in_makes_no_store_by_itself(settings: Settings) -> None:
    with pytest.raises(StoreUnavailable, match="staff add NAME EMAIL --role administrator"):
        opening.check_begun(settings)
    assert not settings.store.exists()
    open_store(settings).close()
    opening.check_begun(settings)


def test_secrets_that_cannot_be_read_say_where_and_nothing_of_what_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    for content, expected in (
        (b"a = 1\nhidden secret\n", "line 2"),
        (b"\xff\xfe", "not written as TOML"),
        (None, "it is a folder"),
    ):
        if content is None:
            path.unlink()
            path.mkdir()
        else:
            path.write_bytes(content)
        with pytest.raises(StoreUnavailable, match="cannot be read") as raised:
            keys.tables_of(path)
        said = put(raised.value.sentence, "en")
        assert expected in said
        assert "hidden" not in said
