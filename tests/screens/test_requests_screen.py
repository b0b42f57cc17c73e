"""The queue and the registering of requests, as somebody at the desk meets them."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.request_case import Applicant
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Channel, Right
from pages.shared.navigation import NEW_REQUEST, REQUESTS
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import told_at, ways


def labelled(widgets: Any, label: str) -> Any:
    """The one widget with this label."""
    (found,) = [widget for widget in widgets if widget.label == label]
    return found


def press(at: AppTest, label: str) -> AppTest:
    labelled(at.button, label).click()
    at.run()
    assert not at.exception, at.exception
    return at


def rows(at: AppTest) -> list[dict[Any, Any]]:
    return list(at.dataframe[0].value.to_dict("records"))


def to_english(at: AppTest) -> None:
    at.session_state["lang"] = "en"
    at.run()
    assert not at.exception, at.exception


def texts(at: AppTest) -> str:
    return " ".join(e.value for kind in (at.title, at.markdown, at.success, at.error, at.info) for e in kind)


def count(store: Store) -> int:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return int(reader.value("select count(*) from requests"))


def test_a_request_that_is_registered_gets_its_number_and_stands_in_the_queue(
    store: Store, open_screen: Opened
) -> None:
    make.a_client(store, "1001")
    at = open_screen(NEW_REQUEST)
    labelled(at.text_input, "Over wie gaat het?").input("1001")
    at.run()
    labelled(at.selectbox, "Recht").select(Right.ERASURE)
    labelled(at.selectbox, "Binnengekomen via").select(Channel.PHONE)
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 11, 20))
    labelled(at.text_area, "Wat wordt er gevraagd, in de eigen woorden van de persoon").input("Wis mij.")
    press(at, "Registreren")
    assert "Verzoek V2026-0001 is geregistreerd. De uiterste dag is 21 december 2026." in texts(at)
    assert at.title[0].value == "V2026-0001 · verwijdering"
    (row,) = rows(open_screen(REQUESTS))
    assert (row["number"], row["right"], row["who"]) == ("V2026-0001", "verwijdering", "Amina Testpersoon")
    assert row["phase"] == ["op schema"]


def test_a_double_submit_saves_once(store: Store, open_screen: Opened) -> None:
    first = open_screen(NEW_REQUEST)
    labelled(first.text_input, "Naam van de persoon, zoals opgegeven").input("Noor")
    second = open_screen(NEW_REQUEST)
    second.session_state["draft:new_request"] = first.session_state["draft:new_request"]
    second.run()
    labelled(second.text_input, "Naam van de persoon, zoals opgegeven").input("Noor")
    press(first, "Registreren")
    press(second, "Registreren")
    assert count(store) == 1
    assert first.title[0].value == second.title[0].value


def test_an_error_shows_beneath_its_field_and_nothing_typed_is_lost(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.text_area, "Wat wordt er gevraagd, in de eigen woorden van de persoon").input("Mijn gegevens, graag.")
    press(at, "Registreren")
    assert "Er staat niet over wie het gaat; er is niets opgeslagen." in told_at(
        at, "Naam van de persoon, zoals opgegeven"
    )
    assert [error.value for error in at.error] == [
        "Dat is nog niet gelukt: kijk bij ‘Naam van de persoon, zoals opgegeven’."
    ]
    asked = labelled(at.text_area, "Wat wordt er gevraagd, in de eigen woorden van de persoon")
    assert asked.value == "Mijn gegevens, graag."
    labelled(at.text_input, "Naam van de persoon, zoals opgegeven").input("Noor")
    press(at, "Registreren")
    assert count(store) == 1


def test_of_more_clients_that_fit_none_is_chosen_for_you(store: Store, open_screen: Opened) -> None:
    for number in ("1001", "1002"):
        make.a_client(store, number)
    at = open_screen(NEW_REQUEST, client="testpersoon")
    assert labelled(at.selectbox, "Cliënt").value is None
    press(at, "Registreren")
    assert count(store) == 0
    assert "Er staat niet over wie het gaat; er is niets opgeslagen." in told_at(at, "Cliënt")


def test_what_is_typed_survives_another_language_and_words_are_chosen_again(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.button_group, "Wie vraagt het?").set_value(Applicant.REPRESENTATIVE)
    at.run()
    labelled(at.text_input, "Naam van de persoon, zoals opgegeven").input("Noor")
    labelled(at.text_input, "Waar het antwoord naartoe gaat").input("Postbus 1")
    labelled(at.selectbox, "Behandelaar").select(make.OFFICER.staff_id)
    labelled(at.selectbox, "Recht").select(Right.ERASURE)
    labelled(at.selectbox, "Binnengekomen via").select(Channel.PHONE)
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 11, 20))
    labelled(at.text_area, "Wat wordt er gevraagd, in de eigen woorden van de persoon").input("Wis mij.")
    press(at, "Registreren")
    assert "De naam van de gemachtigde ontbreekt" in texts(at)
    to_english(at)
    assert labelled(at.button_group, "Who asks?").value is Applicant.REPRESENTATIVE
    assert labelled(at.text_input, "Where the answer goes").value == "Postbus 1"
    assert labelled(at.selectbox, "Handler").value == make.OFFICER.staff_id
    assert labelled(at.text_input, "Name of the person, as given").value == "Noor"
    assert labelled(at.selectbox, "Right").value is Right.ACCESS
    assert labelled(at.selectbox, "Came in by").value is Channel.EMAIL
    assert labelled(at.date_input, "Received on").value == date(2026, 11, 20)
    assert labelled(at.text_area, "What is asked, in the person's own words").value == "Wis mij."


def test_a_representative_gives_a_name(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.button_group, "Wie vraagt het?").set_value(Applicant.REPRESENTATIVE)
    at.run()
    labelled(at.text_input, "Naam van de persoon, zoals opgegeven").input("Noor")
    press(at, "Registreren")
    assert "De naam van de gemachtigde ontbreekt" in told_at(at, "Naam van wie het vraagt")


def test_management_sees_the_queue_without_names(store: Store, open_screen: Opened) -> None:
    make.a_request(store, client_id=make.a_client(store))
    at = open_screen(REQUESTS, actor=make.MANAGER)
    (row,) = rows(at)
    assert "who" not in row
    assert row["number"] == "V2026-0001"
    assert "Testpersoon" not in str(row)
    assert not [button for button in at.button if button.label == "Verzoek registreren"]


def test_the_phases_are_counted_and_one_of_them_is_kept_in_the_url(store: Store, open_screen: Opened) -> None:
    make.a_request(store)
    late = make.a_request(store, date(2026, 10, 1))
    at = open_screen(REQUESTS)
    pills = labelled(at.button_group, "Fase")
    assert pills.options[0] == "te laat · 1"
    assert len(rows(at)) == 2
    assert [row["number"] for row in rows(open_screen(REQUESTS, fase="overdue"))] == [late]


@pytest.mark.parametrize(
    ("params", "left"),
    [({"recht": "erasure"}, 1), ({"behandelaar": "mine"}, 1), ({"stand": "all"}, 2), ({"recht": "nonsense"}, 2)],
)
def test_filters_come_from_the_url_and_nonsense_is_left_aside(
    store: Store, open_screen: Opened, params: dict[str, str], left: int
) -> None:
    make.a_request(store, right=Right.ERASURE, handler_id=make.COORDINATOR.staff_id)
    make.a_request(store)
    assert len(rows(open_screen(REQUESTS, **params))) == left


def test_a_search_narrows_the_queue_and_does_not_stand_in_the_url(store: Store, open_screen: Opened) -> None:
    make.a_request(store, client_id=make.a_client(store))
    make.a_request(store)
    at = open_screen(REQUESTS)
    labelled(at.text_input, "Zoeken").input("testpersoon")
    at.run()
    assert len(rows(at)) == 1
    assert "testpersoon" not in str(dict(at.query_params))


def test_an_empty_queue_and_an_empty_choice_say_so(store: Store, open_screen: Opened) -> None:
    assert "Er staat geen verzoek open." in texts(open_screen(REQUESTS))
    idle = texts(open_screen(REQUESTS, actor=make.MANAGER))
    assert "U hoeft niets te doen." in idle
    assert "knop" not in idle, "management registers nothing"
    make.a_request(store)
    at = open_screen(REQUESTS, recht="erasure")
    assert "Geen verzoek past bij deze keuze." in texts(at)
    assert "Alle open verzoeken" in ways(at)


def test_the_queue_speaks_english_too(store: Store, open_screen: Opened) -> None:
    make.a_request(store)
    at = open_screen(REQUESTS, lang="en")
    assert rows(at)[0]["phase"] == ["on track"]
    assert rows(at)[0]["right"] == "access"
