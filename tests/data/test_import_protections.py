"""Whom and what an import leaves alone, and says so."""

from datetime import date
from typing import Any

import pytest

from data_layer.ids import new_id
from data_layer.importing.deciding import Kept
from data_layer.importing.running import apply
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make
from tests.client_files import AMINA, BSNS, imported, previewed

BOB: dict[str, Any] = {**AMINA, "Cliëntnummer": "1002", "Voornamen": "Bob", "Geboortedatum": "01-01-1980"}


def value(store: Store, sql: str) -> Any:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.value(sql)


def is_destroyed(store: Store, number: str) -> None:
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("destroyed_numbers", number=number, destroyed_on=date(2026, 1, 2))


def is_protected(store: Store, client_id: int, category: str, field: str) -> None:
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert(
            "protected_fields", id=new_id(), client_id=client_id, category=category, field=field, since=make.TODAY
        )


@pytest.mark.parametrize(("number", "in_file"), [("0042", "0042"), ("0042", "42"), ("0042", "00042"), ("X01", "x01")])
def test_a_destroyed_client_is_not_brought_back_however_its_number_is_written(
    store: Store, number: str, in_file: str
) -> None:
    is_destroyed(store, number)
    report = imported(store, {**AMINA, "Cliëntnummer": in_file}, BOB)
    assert (report.added, report.refused, report.skipped) == (1, 0, 1)
    assert report.sheets[0].skipped[0].why == Kept.DESTROYED
    assert value(store, "select count(*) from clients") == 1


def test_a_restricted_client_is_left_as_it_is_and_listed(store: Store) -> None:
    make.a_client(store, "1001", surname="Oud", restricted_since=date(2026, 3, 1))
    report = imported(store, {**AMINA, "Begindatum traject": "01-01-2020"}, BOB)
    assert (report.added, report.changed, report.skipped) == (1, 0, 1)
    assert (report.sheets[0].skipped[0].number, report.sheets[0].skipped[0].why) == ("1001", Kept.RESTRICTED)
    assert value(store, "select surname from clients where number = '1001'") == "Oud"
    assert value(store, "select count(*) from agreements") == 0


def test_a_client_restricted_after_the_preview_is_left_as_it_is(store: Store) -> None:
    client_id = make.a_client(store, "1001", surname="Oud")
    seen = previewed(store, AMINA)
    with store.change(make.OFFICER, Act.RESTRICTION_SET, Subject("client", client_id)) as change:
        change.update("clients", client_id, 1, restricted_since=make.TODAY)
    report = apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    assert (report.written, report.skipped) == (False, 1)
    assert value(store, "select surname from clients") == "Oud"


def test_those_left_out_do_not_stand_in_the_way_of_all_or_nothing(store: Store) -> None:
    is_destroyed(store, "1001")
    assert imported(store, AMINA, BOB, only_if_all_good=True).written


def test_a_merged_client_does_not_come_back_to_life(store: Store) -> None:
    kept = make.a_client(store, "1000")
    make.a_client(store, "1001", surname="Oud", merged_into=kept)
    report = imported(store, AMINA)
    assert report.sheets[0].skipped[0].why == Kept.MERGED
    assert value(store, "select surname from clients where number = '1001'") == "Oud"


def test_a_field_corrected_on_request_is_left_alone_and_the_rest_goes_on(store: Store) -> None:
    client_id = make.a_client(store, "1001", surname="Verbeterd", birth_place="Homs")
    is_protected(store, client_id, "names", "surname")
    report = imported(store, {**AMINA, "Geboorteplaats": "Aleppo"})
    assert (report.changed, report.left_alone) == (1, 1)
    assert report.sheets[0].guarded()[0].left_alone == ("clients.surname",)
    assert value(store, "select surname || birth_place from clients") == "VerbeterdAleppo"


def test_a_corrected_end_of_course_is_left_alone(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    make.an_agreement(store, client_id, date(2020, 1, 1), started_on=date(2019, 1, 1))
    is_protected(store, client_id, "agreements", "ended_on")
    row = {**AMINA, "Begindatum traject": "01-01-2019", "Einddatum traject": "01-06-2020", "Uren": "100"}
    report = imported(store, row)
    assert "agreements.ended_on" in report.sheets[0].guarded()[0].left_alone
    assert value(store, "select ended_on from agreements") == date(2020, 1, 1)
    assert value(store, "select hours from agreements") == 100


@pytest.mark.parametrize(
    ("category", "place", "facts", "row"),
    [
        ("phone", "phones.phone", {"phone": "+31612345678"}, {"Mobiel": "0687654321"}),
        ("email", "emails.email", {"email": "goed@voorbeeld.nl"}, {"E-mail": "fout@voorbeeld.nl"}),
        ("address", "addresses.street", {"street": "Kerkstraat", "city": "Nijmegen"}, {"Straat": "Foutweg"}),
        ("agreements", "agreements.started_on", {"started_on": date(2019, 1, 8)}, {"Begindatum traject": "01-01-2019"}),
    ],
)
def test_what_was_corrected_does_not_come_back_beside_its_correction(
    store: Store, category: str, place: str, facts: dict[str, Any], row: dict[str, str]
) -> None:
    table, field = place.split(".")
    client_id = make.a_client(store, "1001")
    make.a_record(store, table, client_id, **facts)
    is_protected(store, client_id, category, field)
    report = imported(store, {**AMINA, **row})
    assert place in report.sheets[0].guarded()[0].left_alone
    assert value(store, f"select count(*) from {table}") == 1  # noqa: S608 - names of the test
    assert value(store, f"select version from {table}") == 1  # noqa: S608 - names of the test


def test_a_second_client_with_the_same_bsn_is_refused_with_the_number_of_the_first(store: Store) -> None:
    make.a_client(store, "1000", bsn=BSNS[0])
    report = imported(
        store, {**AMINA, "BSN": BSNS[0]}, {**BOB, "BSN": BSNS[1]}, {**BOB, "Cliëntnummer": "1003", "BSN": BSNS[1]}
    )
    assert (report.added, report.refused) == (1, 2)
    reasons = [refusals[0] for refusals in report.sheets[0].refused]
    assert [dict(r.reason.facts) for r in reasons] == [{"number": "1000"}, {"number": "1002"}]
    assert {r.heading for r in reasons} == {"BSN"}
    assert not any(bsn in str(reasons) for bsn in BSNS[:2])


def test_a_row_without_a_number_is_the_one_client_with_that_name_and_birth_date(store: Store) -> None:
    make.a_client(store, "1001", first_names="Amina", prefix="van den", surname="Proef", birth_date=date(1990, 5, 17))
    report = imported(
        store, {**AMINA, "Cliëntnummer": "", "Voornamen": "AMINA", "Achternaam": "proef", "Roepnaam": "Mina"}
    )
    assert (report.added, report.changed, report.refused) == (0, 1, 0)
    assert value(store, "select call_name from clients") == "Mina"


def test_a_row_without_a_number_that_fits_nobody_or_two_is_refused(store: Store) -> None:
    nameless = {**AMINA, "Cliëntnummer": "", "Voornamen": ""}
    assert "no client" in imported(store, nameless).sheets[0].refused[0][0].reason.msgid
    for number in ("1001", "1002"):
        make.a_client(
            store, number, first_names=number, prefix="van den", surname="Proef", birth_date=date(1990, 5, 17)
        )
    assert "more than one" in imported(store, nameless).sheets[0].refused[0][0].reason.msgid
    without_birth = {**nameless, "Geboortedatum": ""}
    assert "missing" in imported(store, without_birth).sheets[0].refused[0][0].reason.msgid
    assert imported(store, {**nameless, "Voornamen": "1002"}).refused == 0


def test_a_number_that_lost_its_zeros_does_not_double_the_client(store: Store) -> None:
    make.a_client(store, "001001")
    report = imported(store, AMINA)
    assert (report.added, report.refused) == (0, 1)
    assert dict(report.sheets[0].refused[0][0].reason.facts) == {"number": "001001"}


def test_a_new_client_without_a_name_is_refused(store: Store) -> None:
    report = imported(store, {"Cliëntnummer": "9", "Achternaam": "", "Woonplaats": "Nijmegen"})
    assert (report.written, report.refused) == (False, 1)


@pytest.mark.parametrize(
    ("stored", "row"),
    [
        (
            {"table": "agreements", "number": "T1", "started_on": date(2020, 1, 1)},
            {"Trajectnummer": "T1", "Einddatum": "01-01-2019"},
        ),
        (
            {"table": "invoices", "number": "F1", "issued_on": date(2020, 1, 1)},
            {"Factuurnummer": "F1", "Betaald op": "01-01-2019"},
        ),
        ({"table": "clients", "arrived_on": date(1989, 1, 1)}, {"Plaats": "Nijmegen"}),
    ],
)
def test_what_contradicts_the_store_is_refused_and_the_other_rows_go_on(
    store: Store, stored: dict[str, Any], row: dict[str, str]
) -> None:
    table = stored.pop("table")
    if table == "clients":
        make.a_client(store, "1001", birth_date=None, **stored)
    else:
        make.a_record(store, table, make.a_client(store, "1001"), **stored)
    report = imported(store, {**AMINA, **row}, BOB)
    assert (report.added, report.changed, report.refused) == (1, 0, 1)
    assert "store already" in report.sheets[0].refused[0][0].reason.msgid
