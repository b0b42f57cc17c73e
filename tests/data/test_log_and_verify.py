"""The log shows every tampering, and `verify` finds whatever in the store is not as it should be."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from data_layer.log import Subject
from data_layer.logbook.log_chains import end_of
from data_layer.logbook.log_checks import wrong_with_the_log
from data_layer.requests import intake
from data_layer.requests.document_files import Upload
from data_layer.rules.access import Act
from data_layer.settings import ROOT, Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.verifying import findings
from data_layer.vocabulary import Channel, Right
from tests import make
from tests.conftest import a_copy_of


def fill(store: Store) -> None:
    for number in ("1001", "1002"):
        client_id = make.a_client(store, number, bsn=None)
        make.an_agreement(store, client_id, date(2022, 11, 30))
        make.a_record(store, "payments", client_id, paid_on=date(2023, 3, 10))
        with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", client_id), sitting="a"):
            pass
    intake.register(
        store,
        make.COORDINATOR,
        id=1,
        right=Right.ACCESS,
        channel=Channel.POST,
        received_on=date(2026, 11, 2),
        client_number="1001",
        file=Upload("brief.txt", b"Graag inzage."),
    )


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("filled"), new_store_file, fill)


@pytest.fixture
def filled(settings: Settings, filled_file: Path) -> Iterator[Store]:
    """A store with a bit of everything that verify looks at."""
    yield from a_copy_of(filled_file, settings)


def tampered(store: Store, sql: str) -> list[str]:
    """What verify says after somebody with the key went round the doors."""
    cursor = store._file._connection.cursor()
    cursor.execute("use store")
    cursor.execute(sql)
    return [sentence.msgid for sentence in findings(store, THE_DESK)]


def test_an_untouched_store_is_as_it_should_be(filled: Store) -> None:
    assert findings(filled, THE_DESK) == []


@pytest.mark.parametrize(
    "sql",
    [
        "update log set staff_id = 4 where chain = 'change' and seq = 3",
        "update log set happened_at = happened_at + interval 1 hour where chain = 'look' and seq = 1",
        "update log set fields = ['x'] where chain = 'change' and seq = 3",
        "update log set count = 2 where chain = 'change' and seq = 3",
        "delete from log where chain = 'change' and seq = 3",
        "update log set seq = case seq when 2 then 3 else 2 end where chain = 'change' and seq in (2, 3)",
        "insert into log select * from log where chain = 'look' and seq = 1",
        "insert into log select * replace (seq + 1 as seq) from log where chain = 'look' order by seq desc limit 1",
        "delete from log where chain = 'change' and seq = 1",
    ],
)
def test_changing_dropping_swapping_or_adding_an_entry_is_found(filled: Store, sql: str) -> None:
    said = tampered(filled, sql)
    assert said
    assert all("does not follow" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("insert into phones (id, client_id, phone) values (1, 99, '+31612345678')", "phones"),
        ("insert into request_events select 1, 99, 'note', today(), now(), 2, null, null, null", "request_events"),
        ("update clients set bsn = '999990019'", "more than once"),
        ("update clients set search_name = 'somebody else' where number = '1001'", "found by name"),
        ("update due set last_day = last_day + 1 where category = 'names'", "retention date"),
        ("update due_years set first_on = first_on - 1", "retention date"),
        ("delete from due where category = 'gender'", "retention date"),
        ("insert into payments (id, client_id, paid_on) select 7, id, date '2024-02-01' from clients", "retention"),
        ("update requests set legal_last_day = legal_last_day + 1", "follow from"),
        ("update requests set state = 'in_progress'", "follow from"),
        ("delete from request_events", "follow from"),
        ("update request_documents set content = 'Graag wissen.'::blob", "document of a request"),
        ("update request_documents set size = 7", "document of a request"),
        ("delete from request_documents", "document of a request"),
        ("update request_events set kind = 'note' where kind = 'document_added'", "document of a request"),
        ("insert into request_documents from request_documents", "more than once"),
        ("update clients set first_due_from = date '2020-01-01'", "retention"),
        ("update clients set held = not held", "retention"),
        ("update clients set restricted_since = date '2026-01-01' where number = '1002'", "retention"),
        ("update clients set merged_into = 42 where number = '1002'", "not there"),
        ("insert into attendance (id, client_id, agreement_id, held_on, hours, present)"
         " select 9, id, 777, date '2020-01-01', 2, true from clients where number = '1001'", "not there"),
        ("insert into payments (id, client_id, paid_on) select 5, client_id, paid_on from payments", "more than once"),
        ("update log set segment = '1999-01'", "another month"),
        ("update holds set until = null; insert into holds (id, client_id, kind, since) select 5, id, 'tax_audit',"
         " date '2026-01-01' from clients", "retention date"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_found(filled: Store, sql: str, expected: str) -> None:
    cursor = filled._file._connection.cursor()
    cursor.execute("use store")
    cursor.execute(sql)
    said = [sentence.msgid % dict(sentence.facts) for sentence in findings(filled, THE_DESK)]
    assert any(expected in sentence for sentence in said), said


def test_dates_are_computed_anew_when_a_setting_changed_and_once(filled: Store) -> None:
    filled.close()
    shorter = Settings.model_validate({**filled.settings.model_dump(), "terms": {"gender": 6}, "good_friday": False})
    for _ in range(2):
        reopened = open_store(shorter, lambda: make.NOW)
        assert findings(reopened, THE_DESK) == []
        with reopened.read(make.OFFICER, Act.LOG_VIEW) as reader:
            assert reader.values("select distinct last_day from due where category = 'gender'") == [date(2023, 5, 30)]
            # once when the store was made, once for the change
            assert reader.value("select count(*) from log where act = 'store.recompute'") == 2
        reopened.close()


def test_the_chain_goes_on_after_the_store_was_closed(filled: Store) -> None:
    filled.close()
    reopened = open_store(filled.settings, lambda: make.NOW)
    make.a_client(reopened, "1003")
    assert findings(reopened, THE_DESK) == []
    with reopened.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) - max(seq) from log where chain = 'change'") == 0
    reopened.close()


def test_the_command_says_that_all_is_well_or_what_is_not(
    filled: Store, monkeypatch: pytest.MonkeyPatch, run_command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    filled.close()
    done = run_command("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Alles in de opslag is zoals het hoort.\n"
    opened = open_store(filled.settings)
    tampered(opened, "delete from log where chain = 'change' and seq = 1")
    opened.close()
    done = run_command("verify")
    assert done.returncode == 1
    assert "logboek" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data_layer", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in ("demo", "import", "verify"):
        assert command in done.stdout


def test_others_write_while_the_log_is_read_and_it_is_judged_as_it_stood(store: Store) -> None:
    make.a_client(store, "1001")
    with store.read(make.OFFICER, Act.STORE_VERIFY) as reader:
        before = end_of(reader, "change")
        make.a_client(store, "1002")
        assert list(wrong_with_the_log(reader, store.log_key)) == []
        assert end_of(reader, "change") == before
    with store.read(make.OFFICER, Act.STORE_VERIFY) as reader:
        assert end_of(reader, "change") > before
