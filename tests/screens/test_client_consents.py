"""The consents in a dossier: what was agreed to, giving one in a drawer, withdrawing one with a question."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.consents import Consent
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import CLIENT, CLIENTS
from tests import make
from tests.data.test_consents import FILE, TEXT, a_precondition, about_health, given, preconditions, the_consents
from tests.screens.conftest import Opened
from tests.screens.reading import field, told_at

Part = dict[str, str]
PART: Part = {"nummer": "1001", "deel": "consents"}


@pytest.fixture
def client_id(store: Store) -> int:
    return make.a_client(store, language="ar")


def said(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.warning, at.error, at.success, at.info)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


def drawer(at: AppTest) -> AppTest:
    return press(at, "new_consent")


def choose(at: AppTest, **chosen: object) -> AppTest:
    for name, value in chosen.items():
        field(at, "selectbox", f"consent_{name}").select(value).run()
    return at


def text_of(at: AppTest) -> str:
    (area,) = at.text_area
    return str(area.value)


def kept(store: Store, client_id: int) -> list[Consent]:
    return the_consents(store, client_id)


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
def test_each_consent_says_what_for_to_whom_how_and_whether_it_stands(
    store: Store, client_id: int, open_screen: Opened, actor: Actor
) -> None:
    given(store, client_id, given_on=date(2026, 3, 2), how="oral", language="ar")
    about_health(store, client_id)
    a_precondition(store, client_id)
    shown = said(open_screen(CLIENT, actor=actor, **PART))
    assert "bieden van begeleiding op maat, aan Bibliotheek" in shown
    assert "Gegeven op 2 maart 2026, mondeling, met een notitie, in het Arabisch." in shown
    assert shown.index("over gezondheid") < shown.index("aan Bibliotheek"), "the newest first"
    assert "Op deze toestemming rust één randvoorwaarde over gezondheid." in shown


def test_without_any_it_says_what_that_means(client_id: int, open_screen: Opened) -> None:
    at = open_screen(CLIENT, **PART)
    assert "Er is geen toestemming vastgelegd" in said(at)
    assert [button.key for button in at.button if button.key and button.key.startswith("withdraw:")] == []


def test_the_text_is_read_when_it_is_opened_and_stands_as_it_was_shown(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    consent_id = given(store, client_id)
    at = open_screen(CLIENT, **PART)
    assert TEXT.strip() not in [text.value for text in at.text]
    at.session_state[f"consent_text:{consent_id}"] = True
    at.run()
    assert TEXT.strip() in [text.value for text in at.text]


def test_the_form_proposes_the_text_of_what_is_chosen_and_saves_what_stands_there(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    at = drawer(open_screen(CLIENT, **PART))
    assert text_of(at) == ""
    choose(at, purpose=5)
    assert "STEP Inburgering mijn gegevens gebruikt" in text_of(at)
    choose(at, recipient=4)
    assert "Openbare Bibliotheek Gelderland Zuid" in text_of(at)
    choose(at, language="en")
    assert "I agree that STEP Inburgering gives my data" in text_of(at)
    at.text_area[0].set_value(text_of(at) + " Met de hand erbij.").run()
    choose(at, how="paper")
    press(at, "give_consent")
    assert "De toestemming is vastgelegd." in said(at)
    assert not at.text_area, "the drawer is closed"
    (row,) = kept(store, client_id)
    assert (row.purpose, row.recipient, row.language, row.how) == (5, "Bibliotheek", "en", "paper")


def test_health_is_asked_only_where_it_can_be_agreed_to(store: Store, client_id: int, open_screen: Opened) -> None:
    at = drawer(open_screen(CLIENT, **PART))
    assert not at.checkbox
    choose(at, purpose=5)
    at.checkbox[0].check().run()
    assert "gezondheid" in text_of(at)
    choose(at, how="digital")
    press(at, "give_consent")
    assert [row.about_health for row in kept(store, client_id)] == [True]
    choose(drawer(at), purpose=5, recipient=4)
    assert not at.checkbox


def test_a_language_without_a_ready_made_text_asks_for_the_one_that_was_used(
    client_id: int, open_screen: Opened
) -> None:
    at = choose(drawer(open_screen(CLIENT, **PART)), purpose=7, language="ar")
    assert text_of(at) == ""
    assert "geen kant-en-klare tekst" in said(at)


def test_what_is_wrong_is_told_at_its_field_and_the_drawer_stays(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    at = drawer(open_screen(CLIENT, **PART))
    press(at, "give_consent")
    assert "Kies waarvoor de cliënt toestemming geeft." in told_at(at, "Waarvoor geeft de cliënt toestemming?")
    choose(at, purpose=5)
    press(at, "give_consent")
    assert "Kies hoe de cliënt toestemming gaf." in told_at(at, "Hoe gaf de cliënt toestemming?")
    assert kept(store, client_id) == []


def test_the_drawer_closes_when_its_screen_is_left(client_id: int, open_screen: Opened) -> None:
    at = drawer(open_screen(CLIENT, **PART))
    at.switch_page(CLIENTS.file).run()
    at.switch_page(CLIENT.file)
    for name, value in PART.items():
        at.query_params[name] = value
    at.run()
    assert not at.text_area


def test_withdrawing_is_one_button_and_one_question_that_says_what_follows(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    consent_id = about_health(store, client_id)
    a_precondition(store, client_id)
    a_precondition(store, client_id, "pauze")
    at = press(open_screen(CLIENT, **PART), f"withdraw:{consent_id}")
    assert "Er rusten 2 randvoorwaarden over gezondheid op. Die worden meteen verwijderd." in said(at)
    assert kept(store, client_id)[0].withdrawn_on is None
    (yes,) = [button for button in at.button if str(button.key).startswith("yes:")]
    yes.click().run()
    assert kept(store, client_id)[0].withdrawn_on == make.TODAY
    assert preconditions(store) == []
    assert "2 randvoorwaarden over gezondheid zijn verwijderd" in said(at)
    assert "ingetrokken op" in " ".join(str(element.proto) for element in at.markdown) + said(at)
    assert not [button for button in at.button if button.key == f"withdraw:{consent_id}"]


def test_going_back_withdraws_nothing(store: Store, client_id: int, open_screen: Opened) -> None:
    consent_id = given(store, client_id)
    at = press(open_screen(CLIENT, **PART), f"withdraw:{consent_id}")
    (back,) = [button for button in at.button if str(button.key).startswith("back:")]
    back.click().run()
    assert kept(store, client_id)[0].withdrawn_on is None


def test_a_hold_keeps_what_rests_on_it_and_both_the_question_and_the_list_say_so(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    consent_id = about_health(store, client_id)
    a_precondition(store, client_id)
    make.a_record(store, "holds", client_id, kind="dispute", since=make.TODAY)
    at = press(open_screen(CLIENT, **PART), f"withdraw:{consent_id}")
    assert "Die blijft staan, want die wordt aangehouden sinds 23 november 2026." in said(at)
    (yes,) = [button for button in at.button if str(button.key).startswith("yes:")]
    yes.click().run()
    assert "Eén randvoorwaarde over gezondheid blijft staan vanwege een aanhouding." in said(at)
    assert "Verwijder die als de aanhouding voorbij is." in said(at)
    assert len(preconditions(store)) == 1


def test_a_day_that_cannot_be_is_refused_before_the_question(store: Store, client_id: int, open_screen: Opened) -> None:
    consent_id = given(store, client_id)
    at = open_screen(CLIENT, **PART)
    at.date_input(key=f"withdrawn_on:{consent_id}").set_value(date(2026, 11, 1)).run()
    press(at, f"withdraw:{consent_id}")
    assert "Intrekken kan op een dag vanaf 2 november 2026" in told_at(at, "Ingetrokken door de cliënt op")
    assert not [button for button in at.button if str(button.key).startswith("yes:")]
