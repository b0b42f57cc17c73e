"""Several sheets in one file: what each holds, together or not at all, and what they say about each other."""

from datetime import date
from typing import Any

import pytest

from data_layer.errors import BadInput, NotAllowed
from data_layer.ids import new_id
from data_layer.importing.outcomes import Status
from data_layer.importing.reading import read
from data_layer.importing.running import apply, preview
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.wording import put
from tests import make
from tests.bench.recording import Recorder
from tests.category_files import a_sheet, a_workbook, brought_in, figures, looked_at, stored
from tests.client_files import AMINA, BSNS

LESSON = {"Cliëntnummer": "1001", "Datum": "05-02-2024", "Uren": "2,5", "Aanwezig": "ja"}
NOTE = {"Cliëntnummer": "1001", "Datum": "05-02-2024", "Notitie": "Gaat goed"}
BAD_LESSON = {**LESSON, "Datum": "31-02-2024"}


def value(store: Store, sql: str) -> Any:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.value(sql)


def taken_for(content: bytes) -> list[str]:
    return [sheet.subject.code for sheet in read(content, 50).sheets]


def reasons(report: Any) -> list[str]:
    return [refusal.reason.msgid for sheet in report.sheets for found in sheet.refused for refusal in found]


def test_sheets_are_known_by_name_or_else_by_their_headings() -> None:
    book = a_workbook({"Blad1": [AMINA], "VOORTGANGSNOTITIES": [NOTE], "Blad3": [LESSON], "lessen 2024": [LESSON]})
    assert taken_for(book) == ["clients", "progress_notes", "attendance", "attendance"]


def test_a_sheet_that_is_not_read_is_listed_with_the_reason() -> None:
    book = a_workbook(
        {"Uitleg": [{"Cliëntnummer": "zo", "Datum": "zo"}], "Presentie": [LESSON], "Draaitabel": [{"Som": "3"}]}
    )
    assert [(sheet.name, sheet.why.msgid) for sheet in read(book, 50).not_read] == [
        ("Uitleg", "it is an explanation"),
        ("Draaitabel", "its name and its headings are not known"),
    ]


def test_a_new_client_and_its_records_come_in_with_one_file(store: Store) -> None:
    report = brought_in(store, a_workbook({"Presentie": [LESSON], "Cliënten": [AMINA], "Notities": [NOTE]}))
    assert figures(report) == (3, 0, 0, 0)
    client_id = value(store, "select id from clients where number = '1001'")
    assert [record["client_id"] for record in stored(store, "attendance")] == [client_id]
    assert value(store, "select count(*) from due where category = 'attendance'") == 1


def test_it_is_one_entry_in_the_log_without_a_value(store: Store) -> None:
    brought_in(store, a_workbook({"Presentie": [LESSON], "Cliënten": [AMINA]}))
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        entries = reader.all(dict[str, Any], "select * from log where act = 'clients.import'")
    (entry,) = entries
    assert {"attendance.hours", "clients.surname"} <= set(entry["fields"])
    assert entry["count"] == 1
    assert "Proef" not in str(entry)


def test_a_mistake_in_one_sheet_writes_nothing_of_another_when_all_must_be_good(store: Store) -> None:
    make.a_client(store, "1001")
    book = a_workbook({"Notities": [NOTE], "Presentie": [LESSON, BAD_LESSON]})
    assert not brought_in(store, book, only_if_all_good=True).written
    assert stored(store, "progress_notes") == stored(store, "attendance") == []
    assert figures(brought_in(store, book)) == (2, 0, 0, 1)


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ([{"Datum": "05-02-2024", "Uren": "2", "Aanwezig": "ja"}], "client number"),
        ([{**LESSON, "Lesdatum": "05-02-2024"}], "“Datum” and “Lesdatum”"),
    ],
)
def test_a_sheet_that_cannot_be_read_refuses_the_whole_file_by_name(
    store: Store, sheet: list[dict[str, str]], words: str
) -> None:
    make.a_client(store, "1001")
    with pytest.raises(BadInput) as caught:
        looked_at(store, a_workbook({"Notities": [NOTE], "Presentie": sheet}))
    said = put(caught.value.sentence, "en")
    assert said.startswith("Sheet “Presentie”: ")
    assert words in said
    assert "nothing was imported" in said


def test_records_of_a_client_whose_row_is_refused_are_refused_too(store: Store) -> None:
    book = a_workbook({"Cliënten": [{**AMINA, "Geboortedatum": "31-02-1990"}], "Presentie": [LESSON]})
    report = brought_in(store, book)
    assert figures(report) == (0, 0, 0, 2)
    assert not report.written


def test_a_day_before_the_birth_in_the_sheet_with_the_clients_is_refused(store: Store) -> None:
    book = a_workbook({"Cliënten": [AMINA], "Presentie": [{**LESSON, "Datum": "16-05-1990"}, LESSON]})
    report = brought_in(store, book)
    assert figures(report) == (2, 0, 0, 1)
    assert "%(reason)s Part of it" in reasons(report)[0]


def test_a_birth_after_records_of_the_store_is_refused(store: Store) -> None:
    client_id = make.a_client(store, "1001", birth_date=None)
    make.a_record(store, "attendance", client_id, held_on=date(2010, 1, 1), hours=2, present=True)
    report = brought_in(store, a_sheet([{"Cliëntnummer": "1001", "Geboortedatum": "01-01-2011"}]))
    assert reasons(report) == ["There are records from before this birth: the first is of %(day)s."]
    assert value(store, "select birth_date from clients") is None


def test_two_sheets_of_one_kind_count_together(store: Store) -> None:
    make.a_client(store, "1001")
    book = a_workbook({"Presentie": [LESSON], "Lessen 2": [LESSON, {**LESSON, "Datum": "06-02-2024"}]})
    assert figures(brought_in(store, book)) == (3, 0, 0, 0)
    assert figures(brought_in(store, book)) == (0, 0, 3, 0)


def test_more_than_one_sheet_with_clients_the_fullest_is_read() -> None:
    file = read(a_workbook({"Oud": [{"Cliëntnummer": "1", "Achternaam": "X"}], "Cliënten": [AMINA]}), 50)
    assert [sheet.name for sheet in file.sheets] == ["Cliënten"]
    assert [sheet.name for sheet in file.not_read] == ["Oud"]


def test_a_sheet_per_category_of_the_clients_own_row_makes_one_client(store: Store) -> None:
    book = {
        "BSN": [{"Cliëntnummer": "1001", "BSN": BSNS[0]}],
        "Naamgegevens": [AMINA],
        "Geslacht": [{"Cliëntnummer": "1001", "Geslacht": "vrouw"}, {"Cliëntnummer": "1002", "Geslacht": "man"}],
        "Presentie": [LESSON],
    }
    report = brought_in(store, a_workbook(book))
    assert [sheet.count(Status.NEW) for sheet in report.sheets] == [1, 0, 0, 1]
    assert reasons(report) == ["This client is new and has no name."]
    (client,) = stored(store, "clients")
    assert (client["surname"], client["bsn"], client["gender"]) == ("Proef", BSNS[0], "f")
    again = brought_in(store, a_workbook({**book, "Geslacht": [{"Cliëntnummer": "1001", "Geslacht": "x"}]}))
    assert [sheet.count(Status.CHANGED) for sheet in again.sheets] == [0, 0, 1, 0]


def test_two_sheets_of_clients_must_agree(store: Store) -> None:
    book = a_workbook({"Cliënten": [AMINA], "Naamgegevens": [{**AMINA, "Achternaam": "Anders"}]})
    report = brought_in(store, book)
    assert reasons(report) == ["Row %(row)s of sheet “%(sheet)s” says something else about the same."]
    assert value(store, "select surname from clients") == "Proef"


def test_a_refused_row_says_nothing_about_another_table_either(store: Store) -> None:
    names = {**AMINA, "Trajectnummer": "T1", "Uren": "10"}
    book = a_workbook(
        {
            "Cliënten": [names],
            "Geslacht": [{"Cliëntnummer": "1001", "Geslacht": "x", "Trajectnummer": "T1", "Uren": "20"}],
        }
    )
    assert figures(brought_in(store, book)) == (1, 0, 0, 1)
    assert value(store, "select gender from clients") is None


def test_a_sheet_of_the_workbook_to_fill_in_that_stayed_empty_is_in_nobodys_way() -> None:
    file = read(a_workbook({"Cliënten": [dict.fromkeys({**AMINA, "Taal": ""}, "")], "Blad2": [AMINA]}), 50)
    assert [sheet.name for sheet in file.sheets] == ["Blad2"]


def test_addresses_both_beside_the_clients_and_in_a_sheet_of_their_own_are_refused(store: Store) -> None:
    address = {"Cliëntnummer": "1001", "Soort adres": "home", "Straat": "Kerkstraat"}
    with pytest.raises(BadInput, match="Leave these columns"):
        looked_at(store, a_workbook({"Cliënten": [{**AMINA, "Woonplaats": "Nijmegen"}], "Adressen": [address]}))


def test_a_phone_both_beside_the_client_and_in_its_sheet_is_one(store: Store) -> None:
    phone = {"Cliëntnummer": "1001", "Telefoon": "0612345678", "Opmerking": "van haar zus"}
    book = a_workbook({"Cliënten": [{**AMINA, "Telefoon": "06-12345678"}], "Telefoonnummers": [phone]})
    brought_in(store, book)
    assert [record["remark"] for record in stored(store, "phones")] == ["van haar zus"]


def test_rows_of_one_thing_must_agree(store: Store) -> None:
    make.a_client(store, "1001")
    invoice = {
        "Cliëntnummer": "1001",
        "Factuurnummer": "F1",
        "Bedrag": "100",
        "Factuurdatum": "01-02-2024",
        "Bron": "DUO",
    }
    report = brought_in(store, a_sheet([invoice, {**invoice, "Bedrag": "200"}, invoice]), "invoices")
    assert figures(report) == (1, 0, 0, 1)
    (refusal,) = report.sheets[0].refused[0]
    assert (refusal.row, refusal.heading) == (1, "Bedrag")
    assert dict(refusal.reason.facts) == {"row": 2}


def test_what_stands_beside_a_client_and_in_a_sheet_must_agree(store: Store) -> None:
    beside = {**AMINA, "Trajectnummer": "T1", "Einddatum traject": "01-02-2024"}
    apart = {"Cliëntnummer": "1001", "Overeenkomstnummer": "T1", "Einde traject": "01-03-2024"}
    report = brought_in(store, a_workbook({"Trajecten": [apart], "Cliënten": [beside]}))
    assert reasons(report) == ["Row %(row)s of sheet “%(sheet)s” says something else about the same."]
    assert [record["ended_on"] for record in stored(store, "agreements")] == [date(2024, 2, 1)]


def test_a_text_with_only_a_number_and_a_gender_is_a_client_file(store: Store) -> None:
    make.a_client(store, "1001", gender="f")
    report = brought_in(store, a_sheet([{"Cliëntnummer": "1001", "Geslacht": "man"}]))
    assert report.sheets[0].taking.subject.code == "clients"
    assert value(store, "select gender from clients") == "m"


def test_who_provided_it_is_kept_and_the_usual_one_stands_in(store: Store) -> None:
    make.a_client(store, "1001")
    brought_in(store, a_sheet([LESSON, {**LESSON, "Datum": "06-02-2024", "Bron": "Panteia"}]))
    brought_in(store, a_sheet([{**LESSON, "Bron": "municipality"}]))
    assert [record["source"] for record in stored(store, "attendance")] == ["municipality", "panteia"]
    assert stored_fields(store)[-1] == ["source"]


def stored_fields(store: Store) -> list[list[str]]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.values("select fields from record_changes order by seq")


def test_a_lesson_has_at_most_a_day(store: Store) -> None:
    make.a_client(store, "1001")
    assert reasons(brought_in(store, a_sheet([{**LESSON, "Uren": "25"}]))) == [
        "“%(field)s” is at most %(most)s: fill in less."
    ]


def test_a_reason_of_absence_is_only_for_who_was_absent(store: Store) -> None:
    make.a_client(store, "1001")
    row = {**LESSON, "Reden van afwezigheid": "ziek"}
    assert "Who was present" in reasons(brought_in(store, a_sheet([row])))[0]
    assert figures(brought_in(store, a_sheet([{**row, "Aanwezig": "nee"}]))) == (1, 0, 0, 0)
    assert "Who was present" in reasons(brought_in(store, a_sheet([LESSON])))[0]


def test_two_lessons_of_one_day_are_found_again_in_another_order(store: Store) -> None:
    make.a_client(store, "1001")
    rows = [{**LESSON, "Uren": "2"}, {**LESSON, "Uren": "3"}, {**LESSON, "Uren": "3"}]
    brought_in(store, a_sheet(rows))
    assert figures(brought_in(store, a_sheet(rows[::-1]))) == (0, 0, 3, 0)
    assert figures(brought_in(store, a_sheet([rows[1], rows[0], {**LESSON, "Uren": "4"}]))) == (0, 1, 2, 0)


def test_what_concerns_health_needs_the_consent_of_the_client(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    row = {"Cliëntnummer": "1001", "Randvoorwaarde": "Rustige plek", "Gezondheid": "ja"}
    assert "explicit consent" in reasons(brought_in(store, a_sheet([row, {**row, "Gezondheid": "nee"}])))[0]
    newest, earlier = (
        make.a_record(
            store, "consents", client_id, purpose=5, shown_text="…", language="nl", how="signed", given_on=day,
            about_health=True,
        )
        for day in (make.TODAY, make.DAY)
    )  # fmt: skip
    assert newest < earlier
    brought_in(store, a_sheet([row]))
    assert [(r["about_health"], r["consent_id"]) for r in stored(store, "preconditions")] == [(True, newest)]


def test_complaints_get_a_number_and_their_days(store: Store) -> None:
    make.a_client(store, "1001")
    row = {"Cliëntnummer": "1001", "Soort klacht": "service", "Ontvangen op": "31-01-2026", "Onderwerp": "Te laat"}
    brought_in(store, a_sheet([row, {**row, "Ontvangen op": "05-03-2024"}]), "complaints")
    assert [(c["number"], c["safe_last_day"], c["legal_last_day"]) for c in stored(store, "complaints")] == [
        ("K2026-0001", date(2026, 2, 28), date(2026, 3, 2)),
        ("K2026-0002", date(2024, 4, 5), date(2024, 4, 5)),
    ]
    assert value(store, "select count(*) from holds where kind = 'complaint'") == 2


def test_a_lesson_corrected_on_request_does_not_come_back_as_it_was(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    brought_in(store, a_sheet([LESSON]))
    (lesson,) = stored(store, "attendance")
    with store.change(make.OFFICER, Act.RECORD_CHANGE, Subject("client", client_id)) as change:
        change.update("attendance", lesson["id"], 1, held_on=date(2024, 2, 6))
        change.recorded("attendance", lesson["id"], client_id, "corrected", "held_on")
        change.insert(
            "protected_fields",
            id=new_id(),
            client_id=client_id,
            category="attendance",
            field="held_on",
            since=make.TODAY,
        )
    report = brought_in(store, a_sheet([LESSON, {**LESSON, "Datum": "12-02-2024"}]))
    assert figures(report) == (1, 0, 1, 0)
    assert report.sheets[0].guarded()[0].left_alone == ("attendance.held_on",)
    assert [r["held_on"].day for r in stored(store, "attendance")] == [6, 12]


def test_a_client_that_was_destroyed_gets_no_records(store: Store) -> None:
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("destroyed_numbers", number="1001", destroyed_on=make.TODAY)
    report = brought_in(store, a_workbook({"Cliënten": [AMINA], "Presentie": [LESSON]}))
    assert (report.skipped, report.refused, report.written) == (2, 0, False)


def test_a_client_number_without_its_zeros_is_told(store: Store) -> None:
    make.a_client(store, "001001")
    report = brought_in(store, a_sheet([LESSON]))
    assert "without the zeros" in reasons(report)[0]


def test_a_double_click_imports_once(store: Store) -> None:
    make.a_client(store, "1001")
    seen = looked_at(store, a_workbook({"Presentie": [LESSON], "Notities": [NOTE]}))
    for _ in range(2):
        assert apply(store, make.COORDINATOR, seen, only_if_all_good=False).written
    assert len(stored(store, "attendance")) == len(stored(store, "imports")) == 1


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR])
def test_another_role_imports_nothing(store: Store, actor: Any) -> None:
    make.a_client(store, "1001")
    with pytest.raises(NotAllowed):
        looked_at(store, a_sheet([LESSON]), actor=actor)
    seen = looked_at(store, a_sheet([LESSON]))
    with pytest.raises(NotAllowed):
        apply(store, actor, seen, only_if_all_good=False)
    assert stored(store, "attendance") == []


def test_a_moved_client_keeps_the_old_address_in_the_history(store: Store) -> None:
    brought_in(store, a_sheet([{**AMINA, "Straat": "Kerkstraat", "BSN": BSNS[0]}]))
    brought_in(store, a_sheet([{**AMINA, "Straat": "Dorpsstraat"}]))
    assert [(r["street"], r["valid_until"]) for r in stored(store, "addresses")] == [
        ("Kerkstraat", make.TODAY),
        ("Dorpsstraat", None),
    ]
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        told = reader.all(
            dict[str, Any], "select what, fields from record_changes where in_table = 'addresses' order by seq, what"
        )
    assert [(t["what"], t["fields"]) for t in told] == [
        ("added", ["street"]),
        ("added", ["street"]),
        ("corrected", ["valid_until"]),
    ]


def test_what_changes_is_named_per_record(store: Store) -> None:
    make.a_client(store, "1001")
    brought_in(store, a_sheet([NOTE]))
    report = brought_in(store, a_workbook({"Notities": [{**NOTE, "Notitie": "Gaat beter"}], "Presentie": [LESSON]}))
    (changed,) = report.sheets[0].with_status(Status.CHANGED)
    assert (changed.number, changed.changed) == ("1001", ("progress_notes.body",))
    assert report.sheets[1].with_status(Status.NEW)[0].row == 0


def test_others_go_on_while_somebody_looks(store: Store) -> None:
    make.a_client(store, "1001")
    file = read(a_sheet([LESSON]), 50)
    meanwhile: list[int] = []

    def somebody_else_works(*_: object) -> None:
        meanwhile.append(make.a_client(store, f"2{len(meanwhile)}"))

    seen = preview(store, make.COORDINATOR, file, file.as_suggested(), somebody_else_works)
    assert len(meanwhile) > 1
    assert apply(store, make.COORDINATOR, seen, only_if_all_good=True).written


def test_a_hundred_thousand_lessons_ask_the_store_no_more_often_than_a_hundred_also_the_second_time(
    store: Store,
) -> None:
    def asked_for(numbers: list[str], expected: tuple[int, int, int, int]) -> int:
        rows = [{**LESSON, "Cliëntnummer": number, "Datum": day} for day in days for number in numbers]
        recorder = Recorder()
        with recorder.listening():
            assert figures(brought_in(store, a_sheet(rows))) == expected
        return len(recorder.statements)

    months = [f"{month:02}-{year}" for year in range(2020, 2026) for month in range(1, 13)]
    days = [f"{day}-{month}" for month in months for day in ("01", "08")][:100]
    many = make.many_clients(store, 1_001)
    few = [many.pop()]
    assert asked_for(few, (100, 0, 0, 0)) == asked_for(many, (100_000, 0, 0, 0))
    assert asked_for(few, (0, 0, 100, 0)) == asked_for(many, (0, 0, 100_000, 0))


def test_a_precondition_that_a_hold_keeps_without_its_consent_can_be_completed(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    consent_id = make.a_record(
        store, "consents", client_id, purpose=5, shown_text="Mag dit?", language="nl", how="paper", given_on=make.DAY,
        about_health=True, withdrawn_on=make.DAY,
    )  # fmt: skip
    make.a_record(store, "preconditions", client_id, subject="lift", about_health=True, consent_id=consent_id)
    row = {"Cliëntnummer": "1001", "Wat te regelen is": "lift", "Regeling": "taxi"}
    report = brought_in(store, a_sheet([row]), "preconditions")
    assert figures(report) == (0, 1, 0, 0), report.sheets[0].refused
    (record,) = stored(store, "preconditions")
    assert (record["arrangement"], record["consent_id"]) == ("taxi", consent_id)


def test_a_bsn_is_no_client_number(store: Store) -> None:
    row = {"Cliëntnummer": BSNS[0], "Achternaam": "Testpersoon", "BSN": BSNS[0]}
    report = brought_in(store, a_sheet([row]))
    assert figures(report) == (0, 0, 0, 1)
    assert "must not be the number" in report.sheets[0].refused[0][0].reason.msgid
    assert stored(store, "clients") == []


def test_a_day_too_far_ahead_is_refused(store: Store) -> None:
    make.a_client(store, "1001")
    row = {"Cliëntnummer": "1001", "Overeenkomstnummer": "O-1", "Einde traject": "31-12-2199"}
    assert figures(brought_in(store, a_sheet([row]), "agreements")) == (0, 0, 0, 1)
