"""The import as a command."""

import sys
from pathlib import Path

import pytest

from data_layer.importing.progress import Stage
from data_layer.importing.reading import read
from data_layer.importing.running import run_import
from data_layer.rules.access import Act
from data_layer.settings import Settings, read_settings
from data_layer.store import Store, open_store
from tests import make
from tests.category_files import a_workbook
from tests.client_files import AMINA, a_csv, an_xlsx, saved

BAD = {**AMINA, "Cliëntnummer": "1002", "Geboortedatum": "31-02-1990"}


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STEP_STORE", str(tmp_path / "desk.duckdb"))
    monkeypatch.setenv("STEP_STORE_KEY", "the key of the test")
    monkeypatch.setenv("STEP_TODAY", make.TODAY.isoformat())
    open_store(read_settings()).close()
    return tmp_path / "desk.duckdb"


def command(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    from data_layer.__main__ import main  # noqa: PLC0415 - the command as a shell starts it

    monkeypatch.setattr(sys, "argv", ["data_layer", "import", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def clients(path: Path) -> int:
    store = open_store(Settings(store=path, store_key="the key of the test", today=make.TODAY))  # type: ignore[arg-type]  # pydantic makes the secret
    try:
        with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
            return int(reader.value("select count(*) from clients"))
    finally:
        store.close()


@pytest.mark.parametrize("content", [a_csv(AMINA), an_xlsx(AMINA)])
def test_a_file_is_imported_and_the_figures_are_said(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    assert command(monkeypatch, saved(store_path.parent, content)) == 0
    assert "Nieuwe cliënten: 1" in capsys.readouterr().out
    assert clients(store_path) == 1


def test_refused_rows_come_back_beside_the_file_and_the_good_ones_are_imported(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(store_path.parent, a_csv(AMINA, BAD))
    assert command(monkeypatch, file) == 0
    refused = file.with_name("clienten.csv.refused.csv")
    assert str(refused) in capsys.readouterr().out
    assert "31-02-1990" in refused.read_text("utf-8-sig")
    assert refused.stat().st_mode & 0o077 == 0
    assert clients(store_path) == 1


def test_all_or_nothing_imports_nothing_and_says_so_on_standard_error(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(store_path.parent, a_csv(AMINA, BAD))
    refused = store_path.parent / "terug.csv"
    assert command(monkeypatch, file, "--all-or-nothing", "--refused", refused) == 1
    assert capsys.readouterr().err.strip().count("\n") == 0
    assert refused.exists()
    assert clients(store_path) == 0


LESSON = {"Cliëntnummer": "1001", "Datum": "05-02-2024", "Uren": "2,5", "Aanwezig": "ja"}


def test_a_workbook_is_imported_whole_and_what_is_refused_comes_back_as_one(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = a_workbook({"Uitleg": [{"a": "b"}], "Cliënten": [AMINA], "Presentie": [LESSON, {**LESSON, "Uren": "99"}]})
    file = saved(store_path.parent, book, "alles.xlsx")
    assert command(monkeypatch, file) == 0
    said = capsys.readouterr().out
    assert "presentie – nieuw: 1. Gewijzigd: 0. Ongewijzigd: 0. Geweigerde rijen: 1." in said
    assert "Niet gelezen, want het is een uitleg: Uitleg." in said
    (refused,) = read(file.with_name("alles.xlsx.refused.xlsx").read_bytes(), 50).sheets
    assert (refused.name, refused.sheet.row(0)[3:]) == ("Presentie", ["1001", "05-02-2024", "99", "ja"])


def test_a_text_can_be_told_what_it_holds(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command(monkeypatch, saved(store_path.parent, a_csv(AMINA)))
    file = saved(store_path.parent, a_csv({"Cliëntnummer": "1001", "Telefoon": "0612345678"}), "lijst.csv")
    assert command(monkeypatch, file, "--as", "phones") == 0
    assert "telefoonnummers – nieuw: 1" in capsys.readouterr().out
    assert command(monkeypatch, file, "--as", "fruit") != 0


def test_a_trial_changes_nothing(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(monkeypatch, saved(store_path.parent, a_csv(AMINA)), "--dry-run") == 0
    assert "Nieuwe cliënten: 1" in capsys.readouterr().out
    assert clients(store_path) == 0


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", an_xlsx(AMINA)[:500], an_xlsx({**AMINA, "Achternaam": "=A1"})])
def test_a_file_that_cannot_be_imported_is_one_sentence_and_status_1(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    assert command(monkeypatch, saved(store_path.parent, content, "lijst.xlsx")) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().count("\n") == 0
    assert "niets geïmporteerd" in said.err
    assert clients(store_path) == 0


def test_a_file_that_is_not_there_is_named(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(monkeypatch, store_path.parent / "weg.csv") == 1
    assert "weg.csv" in capsys.readouterr().err


def test_the_whole_import_tells_every_stage(store: Store, tmp_path: Path) -> None:
    stages: list[Stage] = []
    run_import(
        store, make.COORDINATOR, saved(tmp_path, a_csv(AMINA)), progress=lambda _d, _t, stage: stages.append(stage)
    )
    assert list(dict.fromkeys(stages)) == list(Stage)
