"""What is held, on the screen: the list, a hold in its drawer, and what people do with it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from data_layer import hold_lists
from data_layer.hold_lists import Hold
from data_layer.rules.access import Act
from data_layer.store import Store
from pages.shared.navigation import CLIENT, RETENTION
from tests import make
from tests.data.test_holding import AGAIN, LONG_AGO, set_one
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import field, numbers_in, press, told_at, words_of

REASON = "**brief** van de advocaat"


def fill(store: Store) -> None:
    make.a_leaver(store, "1001", LONG_AGO, surname="Eerste")
    second = make.a_leaver(store, "1002", LONG_AGO, surname="Tweede")
    set_one(store, "1001", reason=REASON, review_on=make.TODAY + timedelta(40))
    set_one(store, "1002", kind="tax_audit", categories=["invoices"])
    with make.at_once(store):
        make.a_record(store, "holds", second, kind="investigation", since=date(2026, 1, 5), review_on=make.TODAY)
    make.restrict(store, second, date(2026, 3, 2))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("holds"), new_store_file, fill)


@pytest.fixture
def store(file: Path, store_file: Path) -> Store:
    return opened_with(file, store_file)


def the_hold(store: Store, number: str, kind: str) -> Hold:
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        client_id = reader.value("select id from clients where number = $number", number=number)
        (found,) = [hold for hold in hold_lists.holds_of(reader, client_id) if hold.kind == kind]
    return found


def test_the_list_shows_what_is_to_be_reviewed_first_and_the_url_narrows_it(store: Store, open_screen: Opened) -> None:
    at = open_screen(RETENTION, weergave="held")
    rows = at.dataframe[0].value.to_dict("records")
    assert [(row["number"], list(row["kinds"]), list(row["review"])) for row in rows] == [
        ("1002", ["onderzoek"], ["nu"]),
        ("1001", ["geschil"], ["02-01-2027"]),
        ("1002", ["belastingcontrole"], ["23-05-2027"]),
        ("1002", ["afscherming"], []),
    ]
    assert [(row["owner"], row["reason"]) for row in rows][1] == (make.COORDINATOR.name, REASON)
    assert numbers_in(open_screen(RETENTION, weergave="held", herzien="yes")) == ["1002"]
    assert numbers_in(open_screen(RETENTION, weergave="held", soort="dispute")) == ["1001"]
    assert "Geen aanhouding past" in words_of(open_screen(RETENTION, weergave="held", soort="collection"))


def test_a_coordinator_sets_a_hold_for_several_clients_in_one_go(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(RETENTION, weergave="held"), "Aanhouding instellen")
    press(at, "Deze gegevens aanhouden")
    assert "ten minste één cliëntnummer" in told_at(at, "Cliëntnummers")
    field(at, "text_area", "hold_numbers").input("1001, 1002")
    field(at, "selectbox", "hold_kind").select("investigation")
    field(at, "text_area", "hold_reason").input("De accountant kijkt mee")
    field(at, "date_input", "hold_review_on").set_value(make.TODAY)
    press(at, "Deze gegevens aanhouden")
    assert "na vandaag, t/m 23 mei 2027" in told_at(at, "Opnieuw bekijken op")
    field(at, "date_input", "hold_review_on").set_value(AGAIN)
    press(at, "Deze gegevens aanhouden")
    assert "De aanhouding is ingesteld." in words_of(at)
    assert len(at.dataframe[0].value) == 6
    hold = the_hold(store, "1001", "investigation")
    assert (hold.owner, hold.reason) == (make.COORDINATOR.name, "De accountant kijkt mee")


def test_the_officer_reviews_and_lifts_after_a_question(store: Store, open_screen: Opened) -> None:
    hold = the_hold(store, "1001", "dispute")
    at = open_screen(RETENTION, actor=make.OFFICER, weergave="held", aanhouding=str(hold.id))
    said = words_of(at)
    assert "\\*\\*brief\\*\\*" in said, "what was typed stays text"
    assert "alle gegevens van de cliënt" in said
    press(at, "Blijven aanhouden")
    assert "Schrijf op waarom" in told_at(at, "Waarom moeten de gegevens aangehouden blijven?")
    field(at, "text_area", "hold_remark").input("De zaak loopt nog")
    press(at, "Blijven aanhouden")
    assert the_hold(store, "1001", "dispute").reviewed_on is None, "asked first"
    press(at, "Ja, blijven aanhouden")
    assert the_hold(store, "1001", "dispute").review_on == AGAIN
    assert any("herzien" in text.value and "De zaak loopt nog" in text.value for text in at.text)
    field(at, "text_area", "hold_why").input("Geschikt")
    press(at, "Aanhouding opheffen")
    press(at, "Ja, opheffen")
    assert the_hold(store, "1001", "dispute").until == make.TODAY
    assert "geëindigd op 23 november 2026" in str([badge.proto.body for badge in at.get("markdown")])


def test_a_hold_from_a_fact_says_what_ends_it_and_a_coordinator_only_looks(store: Store, open_screen: Opened) -> None:
    by_fact, by_people = the_hold(store, "1002", "restriction"), the_hold(store, "1002", "tax_audit")
    at = open_screen(RETENTION, actor=make.OFFICER, weergave="held", aanhouding=str(by_fact.id))
    assert "eindigt vanzelf als de afscherming wordt opgeheven" in words_of(at)
    assert "Aanhouding opheffen" not in [button.label for button in at.button]
    at = open_screen(RETENTION, weergave="held", aanhouding=str(by_people.id))
    assert "De functionaris privacy herziet" in words_of(at)
    assert "factuurgegevens" in words_of(at)
    assert "Aanhouding opheffen" not in [button.label for button in at.button]
    assert "Deze aanhouding is er niet meer" in words_of(open_screen(RETENTION, weergave="held", aanhouding="x"))


def test_the_dossier_has_the_same_drawer_for_its_own_holds(store: Store, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001", deel="retention")
    assert "geschil sinds 2 februari 2026" in [button.label for button in at.button]
    press(at, "Aanhouding instellen")
    field(at, "selectbox", "hold_kind").select("tax_audit")
    field(at, "text_area", "hold_reason").input("Controle over 2015")
    press(at, "Deze gegevens aanhouden")
    assert the_hold(store, "1001", "tax_audit").reason == "Controle over 2015"
    other = the_hold(store, "1002", "tax_audit")
    at = open_screen(CLIENT, nummer="1001", deel="retention", aanhouding=str(other.id))
    assert "hoort bij een andere cliënt" in words_of(at)
