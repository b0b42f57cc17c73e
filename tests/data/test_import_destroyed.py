"""What was destroyed of a client who is still there does not come back with the school's next file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.destroying import proposing, running
from data_layer.ids import new_id
from data_layer.importing.reporting import ImportReport, sentences
from data_layer.importing.running import apply, run_import
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Right
from data_layer.wording import put
from tests import category_files, make
from tests.client_files import a_csv, imported, previewed, saved

LEFT = date(2023, 2, 1)
ROW: dict[str, Any] = {
    "Cliëntnummer": "1001", "Achternaam": "Proef", "Geslacht": "vrouw", "Mobiel": "06-12345678", "Straat": "Kerkstraat",
    "Huisnummer": "1", "Woonplaats": "Nijmegen", "Begindatum traject": "01-01-2022", "Einddatum traject": "01-02-2023",
}  # fmt: skip
"""A client as the school has it, whose phone and gender are past their time, and whose name and address are not."""


@pytest.fixture(scope="module")
def cleaned_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    def fill(store: Store) -> None:
        imported(store, ROW)
        running.run(store, make.OFFICER, seen=make.a_batch(store))
        assert make.asked(store, "select list(category order by category) from batch_items") == ["gender", "phone"]

    return make.a_filled_file(tmp_path_factory.mktemp("cleaned"), new_store_file, fill)


@pytest.fixture
def cleaned(tmp_path: Path, cleaned_file: Path) -> Iterator[Store]:
    """The store after what was due of the client was destroyed."""
    yield from make.a_lasting_store(tmp_path / "desk.duckdb", cleaned_file)


def not_put_back(report: ImportReport, at: int = 0) -> dict[date, tuple[str, ...]]:
    (one,) = report.sheets[at].guarded()
    return dict(one.destroyed)


def test_the_same_file_puts_nothing_back_and_says_so_and_what_else_it_says_goes_on(cleaned: Store) -> None:
    seen = previewed(cleaned, ROW | {"Woonplaats": "Arnhem"})
    assert not_put_back(seen.report) == {make.TODAY: ("clients.gender", "phones.phone")}
    assert (seen.report.left_alone, seen.report.not_put_back, seen.report.sheets[0].kept) == (0, 1, 1)
    report = apply(cleaned, make.COORDINATOR, seen, only_if_all_good=True)  # that it is left is no refusal
    assert (report.written, report.changed, report.refused) == (True, 1, 0)
    assert make.asked(cleaned, "select gender from clients") is None
    assert make.asked(cleaned, "select count(*) from phones") == 0
    assert make.asked(cleaned, "select list(city order by id) from addresses") == ["Nijmegen", "Arnhem"]
    assert make.asked(cleaned, "select count(*) from due where due_from <= current_date") == 0
    told = [put(sentence, "en") for sentence in sentences(report)]
    assert "Of 1 client or record a fact that was destroyed is not put back." in told


def test_the_command_puts_nothing_back_either(cleaned: Store, tmp_path: Path) -> None:
    report = run_import(cleaned, THE_DESK, saved(tmp_path, a_csv(ROW)), only_if_all_good=True)
    assert (report.written, report.unchanged, report.not_put_back) == (True, 1, 1)
    assert make.asked(cleaned, "select count(*) from phones") == 0


def test_a_sheet_of_records_puts_nothing_back_and_changes_nothing_that_was_typed_since(cleaned: Store) -> None:
    client_id = make.asked(cleaned, "select id from clients")
    make.a_record(cleaned, "phones", client_id, phone="+31612345678", remark="belt zelf")
    sheet = [
        {"Cliëntnummer": "1001", "Telefoonnummer": number, "Opmerking": "van school", "Bron": "DUO"}
        for number in ("06-12345678", "06-87654321")
    ]
    report = category_files.brought_in(cleaned, category_files.a_sheet(sheet), "phones")
    assert (report.added, report.changed, report.unchanged, report.not_put_back) == (0, 0, 2, 2)
    assert make.asked(cleaned, "select list(phone || remark) from phones") == ["+31612345678belt zelf"]


@pytest.mark.parametrize("ends", ["", "24-11-2026"])
def test_who_came_back_with_a_new_agreement_is_imported_whole(cleaned: Store, ends: str) -> None:
    again = ROW | {"Begindatum traject": "01-11-2026", "Einddatum traject": ends}
    report = imported(cleaned, ROW, again)
    assert (report.changed, report.not_put_back) == (1, 0)
    assert make.asked(cleaned, "select gender || (select phone from phones) from clients") == "f+31612345678"
    assert imported(cleaned, ROW | {"Mobiel": "06-87654321"}).not_put_back == 0  # the agreement is in the store by now


def test_an_agreement_that_does_not_come_in_or_ended_by_then_brings_nobody_back(cleaned: Store) -> None:
    ended = ROW | {"Begindatum traject": "01-11-2026", "Einddatum traject": "23-11-2026"}
    refused = ROW | {"Begindatum traject": "01-12-2026", "Geboortedatum": "01-01-2030"}
    report = imported(cleaned, ended, refused)
    assert (report.refused, report.not_put_back) == (1, 1)
    assert make.asked(cleaned, "select count(*) from agreements") == 2
    assert make.asked(cleaned, "select count(*) from phones") == 0


def test_what_was_erased_on_request_is_not_put_back(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    request_id = make.seen(
        store, make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    ).id
    batch = new_id()
    chosen = ("email", "progress_notes", "birth")
    proposing.propose_erasure(store, make.COORDINATOR, id=batch, request_id=request_id, categories=chosen)
    proposing.approve(store, make.OFFICER, seen=Seen(batch, 1))
    running.run(store, make.OFFICER, seen=Seen(batch, 2))
    row = {"Cliëntnummer": "1001", "Geboortedatum": "17-05-1990", "Geboorteplaats": "Homs", "E-mail": "a@voorbeeld.nl"}
    assert not_put_back(imported(store, row)) == {
        make.TODAY: ("clients.birth_date", "clients.birth_place", "emails.email")
    }
    notes = [{"Cliëntnummer": "1001", "Datum": "05-03-2024", "Notitie": "Ging goed"}]
    report = category_files.brought_in(store, category_files.a_sheet(notes), "progress_notes")
    assert not_put_back(report) == {make.TODAY: ("progress_notes.written_on", "progress_notes.body")}
    assert make.asked(store, "select birth_date from clients") is None
    assert make.asked(store, "select (select count(*) from emails) + (select count(*) from progress_notes)") == 0
