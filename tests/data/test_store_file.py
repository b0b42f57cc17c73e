"""The file of the store is rebuilt and exchanged while people work, and is never half of anything."""

import threading
from pathlib import Path

import pytest

from data_layer import verifying
from data_layer.errors import StoreUnavailable
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.store import Store, open_store
from tests import make

MARKER = "onvindbaar-7d1f"


def look(store: Store, client_id: int, sitting: str) -> None:
    with store.read(make.OFFICER, Act.CLIENT_VIEW, make.subject(client_id), sitting=sitting) as reader:
        reader.value("select 1")


def names(store: Store) -> list[str]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.values("select number from clients order by number")


def test_a_rebuilt_store_holds_the_same_and_takes_changes(store: Store) -> None:
    make.a_client(store, "1001")
    store.rebuilt()
    make.a_client(store, "1002")
    assert names(store) == ["1001", "1002"]
    assert verifying.findings(store, make.OFFICER) == []
    settings = store.settings
    store.close()
    reopened = open_store(settings, lambda: make.NOW)
    assert names(reopened) == ["1001", "1002"]
    reopened.close()


def test_looks_that_are_logged_while_the_copy_is_made_are_in_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    client_id = make.a_client(store)
    shut = store._file._shut

    def after_a_look() -> object:
        other = threading.Thread(target=look, args=(store, client_id, "meanwhile"))
        other.start()
        other.join()
        return shut()

    monkeypatch.setattr(store._file, "_shut", after_a_look)
    look(store, client_id, "before")
    store.rebuilt()
    look(store, client_id, "afterwards")
    with store.read(make.OFFICER, Act.LOG_VIEW, sitting=None) as reader:
        assert reader.value("select count(*) from log where chain = 'look' and act = 'client.view'") == 3
    assert verifying.findings(store, make.OFFICER) == []


def test_nobody_is_thrown_out_and_nobody_comes_in_during_the_exchange(store: Store) -> None:
    make.a_client(store, "1001")
    seen: list[list[str]] = []
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        exchange = threading.Thread(target=store.rebuilt)
        exchange.start()
        late = threading.Thread(target=lambda: seen.append(names(store)))
        late.start()
        exchange.join(0.5)
        assert exchange.is_alive()  # it waits for this reader
        assert reader.values("select number from clients") == ["1001"]
        assert names(store) == ["1001"]  # who is within may ask more
    exchange.join()
    late.join()
    assert seen == [["1001"]]


def test_who_reads_the_store_cannot_rebuild_it_from_within(store: Store) -> None:
    with store.read(make.OFFICER, Act.CLIENT_LIST), pytest.raises(RuntimeError):
        store.rebuilt()
    store.rebuilt()


def test_a_failed_exchange_leaves_the_old_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    make.a_client(store, "1001")

    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreUnavailable):
        store.rebuilt()
    monkeypatch.undo()
    make.a_client(store, "1002")
    assert names(store) == ["1001", "1002"]
    assert [file.name for file in store.settings.store.parent.glob("*.fresh*")] == []


def test_a_long_question_makes_the_exchange_wait_for_another_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_layer.store_file._WAIT_SECONDS", 0.2)
    failed: list[BaseException] = []

    def rebuild() -> None:
        try:
            store.rebuilt()
        except StoreUnavailable as error:
            failed.append(error)

    with store.read(make.OFFICER, Act.CLIENT_LIST):
        exchange = threading.Thread(target=rebuild)
        exchange.start()
        exchange.join()
    assert failed
    assert names(store) == []
    store.rebuilt()


@pytest.fixture
def marked(store: Store) -> int:
    """A client with a long text that compresses badly enough to be seen in an unencrypted file."""
    return make.a_record(store, "progress_notes", make.a_client(store), written_on=make.DAY, body=MARKER * 50)


def test_a_copy_is_of_one_moment_and_opens_with_the_key(store: Store, tmp_path: Path, marked: int) -> None:
    copy = tmp_path / "copy.duckdb"
    store.copied_to(copy)
    make.a_client(store, "1002")
    opened = open_store(Settings(store=copy, store_key=make.KEY, today=make.TODAY), lambda: make.NOW)
    assert names(opened) == ["1001"]
    with opened.read(make.OFFICER, Act.CLIENT_VIEW, Subject("client", 1), sitting="x") as reader:
        assert reader.value("select count(*) from progress_notes where id = $id", id=marked) == 1
    opened.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert MARKER.encode() not in copy.read_bytes()


def test_another_store_can_take_its_place_while_it_is_open(store: Store, tmp_path: Path) -> None:
    make.a_client(store, "1001")
    prepared, kept = tmp_path / "prepared.duckdb", tmp_path / "kept.duckdb"
    store.copied_to(prepared)
    make.a_client(store, "1002")
    store.replaced_by(prepared, kept)
    assert names(store) == ["1001"]
    make.a_client(store, "1003")
    assert verifying.findings(store, make.OFFICER) == []
    opened = open_store(Settings(store=kept, store_key=make.KEY, today=make.TODAY), lambda: make.NOW)
    assert names(opened) == ["1001", "1002"]
    opened.close()
