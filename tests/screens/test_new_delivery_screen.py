"""Preparing a delivery on the screen: what is proposed, who is left out, and the file beside its entry."""

from datetime import date
from pathlib import Path

import pytest

from data_layer.disclosures import Filter, Row, listed
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.store import Store
from pages.shared import session
from pages.shared.navigation import CLIENTS, DISCLOSURES, NEW_DELIVERY
from tests import make
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import button, field, told_at, words_of


def fill(store: Store) -> None:
    """Three with a course: one without a BSN, one restricted; and one whose course is over."""
    for number, ended_on, bsn in (("1001", None, make.BSN), ("1002", None, None), ("1003", None, make.OTHER_BSN)):
        make.an_agreement(store, make.a_client(store, number, bsn=bsn), ended_on)
    make.an_agreement(store, make.a_client(store, "1004"), date(2025, 12, 31))
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        restricted = reader.value("select id from clients where number = '1003'")
    make.restrict(store, restricted, make.TODAY)


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("delivery"), new_store_file, fill)


@pytest.fixture
def courses(store_file: Path, filled_file: Path) -> Store:
    """The store of the screens, with these clients."""
    return opened_with(filled_file, store_file)


def entries(store: Store) -> list[Row]:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return listed(reader, make.COORDINATOR, Filter(), Position()).rows


def test_what_is_proposed_shows_who_goes_along_and_makes_file_and_entry(courses: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_DELIVERY, ontvanger="duo")
    assert field(at, "multiselect", "delivery_categories").value[:3] == ["names", "gender", "bsn"]
    assert "complaints" not in field(at, "multiselect", "delivery_categories").options
    assert {metric.label: metric.value for metric in at.metric} == {"Gaan mee": "1", "Weggelaten": "2"}
    assert {"1 · afgeschermde cliënt", "1 · geen BSN"} <= set(words_of(at).splitlines())
    assert not any(str(area.key).startswith("delivery_past") for area in at.text_area)
    button(at, "Bestand maken").click().run()
    assert not at.exception
    (row,) = entries(courses)
    assert (row.state, row.clients, row.client_number, row.recipient_code) == ("made", 1, "1001", "duo")
    assert at.query_params["nummer"] == row.number
    assert "Het bestand is gemaakt" in words_of(at)
    assert [link.proto.label for link in at.get("link_button")] == ["Bestand downloaden"]
    again = open_screen(NEW_DELIVERY, ontvanger="duo")
    assert any(row.number in info.value for info in again.info)


def test_what_may_not_go_is_said_and_cannot_be_made(courses: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_DELIVERY, ontvanger="bureau_ice")
    (refusal,) = at.error
    assert "geen verwerkersovereenkomst" in refusal.value
    assert button(at, "Bestand maken").disabled
    at = open_screen(NEW_DELIVERY, ontvanger="library")
    assert {metric.label: metric.value for metric in at.metric} == {"Gaan mee": "0", "Weggelaten": "3"}
    assert button(at, "Bestand maken").disabled
    assert entries(courses) == []


def test_numbers_are_typed_and_a_wrong_one_is_told_beneath_the_field(courses: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_DELIVERY, ontvanger="duo", client="1001")
    assert {metric.label: metric.value for metric in at.metric}["Gaan mee"] == "1"
    field(at, "text_area", "delivery_numbers").set_value("1001; 9999").run()
    assert "9999" in told_at(at, "Cliëntnummers")
    assert button(at, "Bestand maken").disabled
    field(at, "text_area", "delivery_numbers").set_value("").run()
    assert "Typ of plak cliëntnummers" in words_of(at)
    assert not at.metric


def test_what_the_list_shows_goes_along_and_what_nobody_remembers_is_not_everybody(
    courses: Store, open_screen: Opened
) -> None:
    at = open_screen(NEW_DELIVERY, ontvanger="duo", keuze="list", zoek="1001")
    assert {metric.label: metric.value for metric in at.metric} == {"Gaan mee": "1", "Weggelaten": "0"}
    at = open_screen(NEW_DELIVERY, ontvanger="duo", keuze="list", zoek="~forgotten")
    assert "is hier niet meer bekend" in words_of(at)
    assert not at.metric
    listed_clients = open_screen(CLIENTS, zoek="1001")
    (way,) = [link for link in listed_clients.main.get("page_link") if "klaarmaken" in link.proto.label]
    assert "zoek=1001" in way.proto.query_string


def test_the_officer_lets_a_restricted_client_go_along_with_a_reason(courses: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_DELIVERY, actor=make.OFFICER, ontvanger="duo", client="1003")
    field(at, "multiselect", "delivery_required").set_value(["names"]).run()
    assert button(at, "Bestand maken").disabled
    field(at, "text_area", "delivery_past").set_value("vordering").run()
    button(at, "Bestand maken").click().run()
    assert [(row.clients, row.flags) for row in entries(courses)] == [(1, ["restricted_client"])]


def test_what_changed_since_it_was_looked_at_makes_nothing(courses: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_DELIVERY, ontvanger="duo")
    with courses.change(make.OFFICER, Act.CLIENT_CHANGE, Subject("client", id_of(courses, "1002"))) as change:
        change.execute("update clients set bsn = '999990032' where number = '1002'")
    button(at, "Bestand maken").click().run()
    assert next(error.value for error in at.error).startswith("Intussen is er iets veranderd")
    assert {metric.label: metric.value for metric in at.metric} == {"Gaan mee": "2", "Weggelaten": "1"}
    assert entries(courses) == []
    button(at, "Bestand maken").click().run()
    assert [row.clients for row in entries(courses)] == [2]


def id_of(store: Store, number: str) -> int:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return int(reader.value("select id from clients where number = $number", number=number))


def test_a_file_that_may_not_be_used_any_more_is_shut(courses: Store, open_screen: Opened) -> None:
    made = make.a_delivery(courses, id=new_id())
    make.restrict(courses, id_of(courses, "1001"), make.TODAY)
    at = open_screen(DISCLOSURES, nummer=made.number)
    assert any("kan niet meer worden gebruikt" in warning.value for warning in at.warning)
    assert not at.get("link_button")
    assert session.the_store() is courses
