"""What becomes of the clients of a file: new, changed, unchanged; all good rows or nothing; once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data_layer import due
from data_layer.errors import NotAllowed
from data_layer.importing.outcomes import Status
from data_layer.importing.reading import read
from data_layer.importing.running import apply, preview
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make
from tests.bench.recording import Recorder
from tests.client_files import AMINA, BSNS, a_csv, a_file, an_xlsx, imported, previewed
from tests.conftest import a_copy_of

FULL: dict[str, Any] = {
    **AMINA,
    "Roepnaam": "Mina",
    "Geslacht": "V",
    "BSN": BSNS[0],
    "Geboorteplaats": "Aleppo",
    "Geboorteland": "Syrië",
    "Datum komst naar Nederland": "01-02-2016",
    "Taal": "Arabisch",
    "Adres": "Kerkstraat 12 a",
    "Postcode": "6511ab",
    "Woonplaats": "Nijmegen",
    "Mobiel": "06-12345678",
    "E-mail": "amina@voorbeeld.nl",
    "Verblijfsstatus": "Asiel bepaalde tijd",
    "Geldig tot": "01-01-2030",
    "Trajectnummer": "T1",
    "Begindatum traject": "01-09-2016",
    "Einddatum traject": "31-08-2018",
    "Uren": "600",
    "Factuurnummer": "F1",
    "Factuurdatum": "01-10-2016",
    "Bedrag": "1.234,50",
    "Betaald op": "15-10-2016",
    "Laatste betaling": "01-09-2018",
}


@pytest.fixture(scope="module")
def file_of_full(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    def fill(store: Store) -> None:
        imported(store, FULL)

    return make.a_filled_file(tmp_path_factory.mktemp("full"), new_store_file, fill)


@pytest.fixture
def with_full(settings: Settings, file_of_full: Path) -> Iterator[Store]:
    """A store into which `FULL` was imported: the beginning of many tests, and slow for one."""
    yield from a_copy_of(file_of_full, settings)


def rows_of(store: Store, table: str, columns: str) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.all(dict, f"select {columns} from {table} order by id")  # noqa: S608 - names of the test


def last_entry(store: Store) -> dict[str, Any]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select * from log where chain = 'change' order by seq desc limit 1")[0]


def test_everything_that_a_client_file_carries_is_stored_in_its_place(store: Store) -> None:
    report = imported(store, FULL)
    assert (report.rows, report.added, report.changed, report.unchanged, report.refused) == (1, 1, 0, 0, 0)
    client = rows_of(store, "clients", "*")[0]
    expected = {
        "number": "1001", "first_names": "Amina", "call_name": "Mina", "prefix": "van den", "surname": "Proef",
        "search_name": "amina van den proef mina", "gender": "f", "bsn": BSNS[0], "birth_date": date(1990, 5, 17),
        "birth_place": "Aleppo", "birth_country": "SY", "arrived_on": date(2016, 2, 1), "language": "ar",
        "registered_on": make.TODAY,
    }  # fmt: skip
    assert {name: client[name] for name in expected} == expected
    assert rows_of(store, "addresses", "street, house_number, postcode, city") == [
        {"street": "Kerkstraat", "house_number": "12 a", "postcode": "6511 AB", "city": "Nijmegen"}
    ]
    assert rows_of(store, "phones", "phone") == [{"phone": "+31612345678"}]
    assert rows_of(store, "emails", "email") == [{"email": "amina@voorbeeld.nl"}]
    assert rows_of(store, "residence_statuses", "status, valid_until") == [
        {"status": "Asiel bepaalde tijd", "valid_until": date(2030, 1, 1)}
    ]
    assert rows_of(store, "agreements", "number, started_on, ended_on, hours") == [
        {"number": "T1", "started_on": date(2016, 9, 1), "ended_on": date(2018, 8, 31), "hours": Decimal("600.00")}
    ]
    assert rows_of(store, "invoices", "number, issued_on, amount, paid_on") == [
        {"number": "F1", "issued_on": date(2016, 10, 1), "amount": Decimal("1234.50"), "paid_on": date(2016, 10, 15)}
    ]
    assert rows_of(store, "payments", "paid_on, amount") == [{"paid_on": date(2018, 9, 1), "amount": None}]


def test_a_workbook_gives_the_same_as_a_text(with_full: Store) -> None:
    days = {
        h: date(*reversed([int(p) for p in c.split("-")])) for h, c in FULL.items() if c[2:3] == "-" and len(c) == 10
    }
    book = read(an_xlsx({**FULL, **days, "Cliëntnummer": 1001, "BSN": int(BSNS[0]), "Bedrag": 1234.5, "Uren": 600}), 50)
    plan = preview(with_full, make.COORDINATOR, book, book.as_suggested()).plan
    assert plan.sheets[0].count(Status.UNCHANGED) == 1
    assert not plan.refused


def test_an_import_computes_the_retention_dates(with_full: Store) -> None:
    with with_full.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        stored = reader.all(dict[str, Any], "select category, last_day from due order by category")
        assert reader.value("select last_day from due where category = 'invoices'") == date(2025, 12, 31)
    assert len(stored) > 8
    with with_full.change(THE_DESK, Act.STORE_FILL) as change:
        due.refresh(change, None)
        assert change.all(dict, "select category, last_day from due order by category") == stored
        change.undo()


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    rows = [FULL, {**AMINA, "Cliëntnummer": "1002", "BSN": BSNS[1], "Begindatum traject": "01-01-2020"}]
    imported(store, *rows)
    tables = (
        "clients",
        "addresses",
        "phones",
        "emails",
        "residence_statuses",
        "agreements",
        "invoices",
        "payments",
        "due",
    )
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        before = {t: reader.value(f"select bit_xor(hash(t)) from {t} t") for t in tables}  # noqa: S608 - names here
    report = imported(store, *rows)
    assert (report.added, report.changed, report.unchanged, report.refused) == (0, 0, 2, 0)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert {t: reader.value(f"select bit_xor(hash(t)) from {t} t") for t in tables} == before  # noqa: S608 - names here
    assert last_entry(store)["count"] == 0


def test_a_changed_field_is_changed_alone_and_named(with_full: Store) -> None:
    plan = previewed(with_full, {**FULL, "Achternaam": "Nieuw", "Einddatum traject": "30-09-2018"}).plan
    assert plan.sheets[0].with_status(Status.CHANGED)[0].changed == ("clients.surname", "agreements.ended_on")
    report = imported(with_full, {**FULL, "Achternaam": "Nieuw", "Einddatum traject": "30-09-2018"})
    assert (report.added, report.changed, report.unchanged) == (0, 1, 0)
    client = rows_of(with_full, "clients", "surname, search_name, version, first_names")[0]
    assert client == {
        "surname": "Nieuw",
        "search_name": "amina van den nieuw mina",
        "version": 2,
        "first_names": "Amina",
    }
    assert rows_of(with_full, "agreements", "ended_on, version, hours") == [
        {"ended_on": date(2018, 9, 30), "version": 2, "hours": Decimal("600.00")}
    ]
    assert rows_of(with_full, "phones", "version") == [{"version": 1}]


def test_an_empty_cell_never_erases_what_is_stored(with_full: Store) -> None:
    report = imported(with_full, dict.fromkeys(FULL, "") | {"Cliëntnummer": "1001"})
    assert report.unchanged == 1
    assert rows_of(with_full, "clients", "surname, bsn")[0] == {"surname": "Proef", "bsn": BSNS[0]}
    assert rows_of(with_full, "agreements", "ended_on") == [{"ended_on": date(2018, 8, 31)}]


def test_the_bsn_that_excel_robbed_of_its_zero_is_the_same_bsn(store: Store) -> None:
    imported(store, {**AMINA, "BSN": "012345672"})
    assert imported(store, {**AMINA, "BSN": "12345672"}).unchanged == 1


def test_who_moved_gets_a_new_address_and_the_old_one_ends(with_full: Store) -> None:
    moved = {**FULL, "Adres": "Dorpsstraat 3", "Postcode": "", "Woonplaats": "Arnhem"}
    imported(with_full, moved)
    assert rows_of(with_full, "addresses", "street, postcode, city, valid_from, valid_until") == [
        {
            "street": "Kerkstraat",
            "postcode": "6511 AB",
            "city": "Nijmegen",
            "valid_from": None,
            "valid_until": make.TODAY,
        },
        {"street": "Dorpsstraat", "postcode": None, "city": "Arnhem", "valid_from": make.TODAY, "valid_until": None},
    ]
    assert imported(with_full, moved).unchanged == 1


def test_an_address_that_was_incomplete_is_completed(store: Store) -> None:
    imported(store, {**AMINA, "Woonplaats": "Nijmegen"})
    imported(store, {**AMINA, "Woonplaats": "Nijmegen", "Straat": "Kerkstraat"})
    assert rows_of(store, "addresses", "street, city, version") == [
        {"street": "Kerkstraat", "city": "Nijmegen", "version": 2}
    ]


def test_another_phone_is_added_beside_the_first(with_full: Store) -> None:
    imported(with_full, {**FULL, "Mobiel": "024 323 32 35"})
    assert [row["phone"] for row in rows_of(with_full, "phones", "phone")] == ["+31612345678", "+31243233235"]


def test_several_courses_come_from_numbered_columns_and_from_several_rows(store: Store) -> None:
    first = {**AMINA, "Begindatum traject": "01-01-2018", "Einddatum traject": "01-01-2019"}
    second = {"Begindatum traject 2": "01-02-2020", "Einddatum traject 2": ""}
    third = {"Cliëntnummer": "1001", "Begindatum traject": "01-03-2022"}
    report = imported(store, {**first, **second}, third)
    assert (report.rows, report.added) == (2, 1)
    assert [(r["started_on"], r["ended_on"]) for r in rows_of(store, "agreements", "started_on, ended_on")] == [
        (date(2018, 1, 1), date(2019, 1, 1)),
        (date(2020, 2, 1), None),
        (date(2022, 3, 1), None),
    ]
    again = imported(store, {**first, **second, "Einddatum traject 2": "31-12-2021"}, third)
    assert (again.changed, again.unchanged) == (1, 0)
    assert len(rows_of(store, "agreements", "id")) == 3


def test_an_end_without_start_is_of_the_only_course(store: Store) -> None:
    imported(store, {**AMINA, "Begindatum traject": "01-01-2018"})
    imported(store, {**AMINA, "Einddatum traject": "01-01-2019"})
    assert rows_of(store, "agreements", "started_on, ended_on") == [
        {"started_on": date(2018, 1, 1), "ended_on": date(2019, 1, 1)}
    ]


def test_a_course_that_was_known_by_its_start_gets_its_number(store: Store) -> None:
    imported(store, {**AMINA, "Begindatum traject": "01-01-2018"})
    imported(store, {**AMINA, "Begindatum traject": "01-01-2018", "Trajectnummer": "T9"})
    assert rows_of(store, "agreements", "number") == [{"number": "T9"}]


def test_payments_of_one_day_are_told_apart_by_their_amount(store: Store) -> None:
    paid = {**AMINA, "Laatste betaling": "01-02-2020", "Bedrag betaling": "100"}
    imported(store, paid, {**paid, "Bedrag betaling": "50"})
    assert imported(store, paid, {**paid, "Bedrag betaling": "50"}).unchanged == 1
    assert [row["amount"] for row in rows_of(store, "payments", "amount")] == [Decimal("100.00"), Decimal("50.00")]


def test_a_payment_without_amount_does_not_take_the_place_of_one_with(store: Store) -> None:
    paid = {**AMINA, "Laatste betaling": "01-02-2020", "Bedrag betaling": "5"}
    imported(store, paid)
    both = ({**paid, "Bedrag betaling": ""}, paid)
    imported(store, *both)
    assert imported(store, *both).unchanged == 1
    assert len(rows_of(store, "payments", "id")) == 2


def test_rows_of_one_client_must_agree_and_the_later_one_is_refused(store: Store) -> None:
    report = imported(store, AMINA, {**AMINA, "Achternaam": "Anders"}, {**AMINA, "Voornamen": ""})
    assert (report.added, report.refused) == (1, 1)
    (refusal,) = report.sheets[0].refused[0]
    assert (refusal.row, refusal.heading) == (1, "Achternaam")
    assert dict(refusal.reason.facts) == {"row": 2}
    assert rows_of(store, "clients", "surname") == [{"surname": "Proef"}]


def test_a_refused_row_does_not_decide_about_the_rows_after_it(store: Store) -> None:
    bad = {**AMINA, "Achternaam": "Fout", "BSN": "123456789"}
    report = imported(store, bad, AMINA)
    assert (report.added, report.refused) == (1, 1)
    assert rows_of(store, "clients", "surname") == [{"surname": "Proef"}]


def test_all_or_nothing_writes_nothing_when_one_row_is_bad(store: Store) -> None:
    bad = {**AMINA, "Cliëntnummer": "1002", "Geboortedatum": "31-02-1990"}
    report = imported(store, AMINA, bad, only_if_all_good=True)
    assert not report.written
    assert rows_of(store, "clients", "id") == []
    assert rows_of(store, "imports", "id") == []
    assert imported(store, AMINA, only_if_all_good=True).written


def test_the_good_rows_are_written_and_the_bad_one_is_not(store: Store) -> None:
    bad = {**AMINA, "Cliëntnummer": "1002", "Geboortedatum": "31-02-1990"}
    report = imported(store, AMINA, bad)
    assert (report.written, report.added, report.refused) == (True, 1, 1)
    assert rows_of(store, "clients", "number") == [{"number": "1001"}]


def test_a_file_without_a_good_row_writes_nothing(store: Store) -> None:
    report = imported(store, {**AMINA, "Geboortedatum": "31-02-1990"})
    assert not report.written
    assert rows_of(store, "imports", "id") == []


def test_an_import_is_one_entry_in_the_log_without_a_value(store: Store) -> None:
    report = imported(store, FULL, {**AMINA, "Cliëntnummer": "1002"})
    entry = last_entry(store)
    assert (entry["act"], entry["staff_id"], entry["count"]) == ("clients.import", make.COORDINATOR.staff_id, 2)
    assert {"clients.surname", "agreements.ended_on"} <= set(entry["fields"])
    assert entry["bulk_digest"]
    assert not any(str(value) in str(entry) for value in (FULL["BSN"], "Proef", "Amina"))
    kept = rows_of(store, "imports", "*")[0]
    assert (kept["rows"], kept["added"], kept["refused"], kept["file_digest"]) == (2, 2, 0, report.file.digest)


def test_a_double_click_imports_once(store: Store) -> None:
    seen = previewed(store, FULL)
    first = apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    second = apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    assert first.written
    assert (second.written, second.added) == (True, 1)
    assert len(rows_of(store, "imports", "id")) == 1


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR])
def test_who_does_not_handle_files_of_persons_cannot_import(store: Store, actor: Any) -> None:
    with pytest.raises(NotAllowed):
        previewed(store, AMINA, actor=actor)
    seen = previewed(store, AMINA)
    with pytest.raises(NotAllowed):
        apply(store, actor, seen, only_if_all_good=False)
    assert rows_of(store, "clients", "id") == []


def test_a_preview_writes_nothing(store: Store) -> None:
    before = last_entry(store)["seq"]
    previewed(store, FULL)
    assert rows_of(store, "clients", "id") == []
    assert last_entry(store)["seq"] == before


@pytest.mark.parametrize("what", ["the client", "a course", "a new phone"])
def test_what_somebody_changed_after_the_preview_is_not_overwritten(with_full: Store, what: str) -> None:
    make.a_client(with_full, "1002", first_names="Amina", prefix="van den", surname="Proef")
    seen = previewed(
        with_full, {**FULL, "Achternaam": "Uit het bestand"}, {**AMINA, "Cliëntnummer": "1002", "Roepnaam": "Mo"}
    )
    with with_full.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        client_id = reader.value("select id from clients where number = '1001'")
        course_id = reader.value("select id from agreements")
    with with_full.change(make.COORDINATOR, Act.CLIENT_CHANGE, Subject("client", client_id)) as change:
        if what == "the client":
            change.update("clients", client_id, 1, surname="Van de collega")
        elif what == "a course":
            change.update("agreements", course_id, 1, ended_on=date(2018, 1, 1))
    if what == "a new phone":
        make.a_record(with_full, "phones", client_id, phone="+31243233235")
    report = apply(with_full, make.COORDINATOR, seen, only_if_all_good=False)
    assert (report.changed, report.refused) == (1, 1)
    assert "after the preview" in report.sheets[0].refused[0][0].reason.msgid
    assert "Uit het bestand" not in {row["surname"] for row in rows_of(with_full, "clients", "surname")}
    assert "Mo" in {row["call_name"] for row in rows_of(with_full, "clients", "call_name")}


def test_a_client_that_appeared_after_the_preview_is_not_overwritten(store: Store) -> None:
    seen = previewed(store, AMINA)
    make.a_client(store, "1001", surname="Van de collega")
    report = apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    assert (report.written, report.refused) == (False, 1)
    assert rows_of(store, "clients", "surname") == [{"surname": "Van de collega"}]


def test_all_or_nothing_counts_what_changed_after_the_preview(store: Store) -> None:
    seen = previewed(store, AMINA, {**AMINA, "Cliëntnummer": "1002"})
    make.a_client(store, "1001")
    assert not apply(store, make.COORDINATOR, seen, only_if_all_good=True).written
    assert len(rows_of(store, "clients", "id")) == 1


def test_the_mapping_that_a_person_corrected_is_followed(store: Store) -> None:
    file = a_file({"Klantnummer": "7", "Achternaam": "Ex", "Familienaam": "Proef", "Opmerking": "Amina"})
    (taking,) = file.as_suggested()
    taking = replace(taking, mapping={**taking.mapping, 1: None, 3: "clients.first_names"})
    apply(store, make.COORDINATOR, preview(store, make.COORDINATOR, file, [taking]), only_if_all_good=True)
    assert rows_of(store, "clients", "surname, first_names") == [{"surname": "Proef", "first_names": "Amina"}]


def test_an_import_under_way_says_how_far_it_is(store: Store) -> None:
    told: list[tuple[int, int, str]] = []
    file = read(a_csv(FULL), 50)
    seen = preview(store, make.COORDINATOR, file, file.as_suggested(), lambda *step: told.append(step))
    apply(store, make.COORDINATOR, seen, only_if_all_good=False, progress=lambda *step: told.append(step))
    assert {stage for _, _, stage in told} == {"checking", "comparing", "writing", "dates"}
    assert all(0 <= done <= total for done, total, _ in told)


def test_ten_thousand_rows_ask_the_store_no_more_often_than_ten_also_the_second_time(store: Store) -> None:
    def asked_for(rows: range, expected: tuple[int, int]) -> int:
        recorder = Recorder()
        with recorder.listening():
            report = imported(
                store,
                *({**FULL, "BSN": "", "Cliëntnummer": str(n), "Mobiel": f"06{n}", "E-mail": f"p{n}@voorbeeld.nl"}
                  for n in rows),
            )  # fmt: skip
        assert (report.added, report.unchanged) == expected
        return len(recorder.statements)

    few, many = range(12_000_000, 12_000_010), range(13_000_000, 13_010_000)
    assert asked_for(few, (10, 0)) == asked_for(many, (10_000, 0))
    assert asked_for(few, (0, 10)) == asked_for(many, (0, 10_000))


def test_a_name_that_was_stored_before_letters_were_written_in_one_way_is_no_change(store: Store) -> None:
    imported(store, AMINA | {"Achternaam": "José"})
    with store._file.cursor() as cursor:  # as before there was a door for texts
        cursor.execute("update clients set surname = $surname", {"surname": "Jose\u0301"})
    plan = previewed(store, AMINA | {"Achternaam": "José"}).plan
    assert plan.sheets[0].count(Status.UNCHANGED) == 1
