"""What is hard to undo is asked first: written on yes only, once, and never over somebody else's change."""

from datetime import date
from typing import Any

import pytest

from data_layer.ids import new_id
from data_layer.requests import request_events
from data_layer.requests.request_steps import Step
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from pages.shared import forms
from pages.shared.navigation import CLIENT, NEW_DISCLOSURE, NEW_REQUEST, REQUEST, SCREENS, Screen
from tests import make
from tests.data.test_register_request import case_of
from tests.screens.conftest import Opened
from tests.screens.reading import choose_step, primary_buttons, told_at
from tests.screens.test_request_screen import RECEIVED
from tests.screens.test_requests_screen import count, labelled, press, texts

YES = "Ja, het antwoord is verstuurd"


def answers(store: Store, number: str) -> int:
    case = case_of(store, number)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return int(
            reader.value("select count(*) from request_events where request_id = $id and kind = 'answered'", id=case.id)
        )


def asked(
    store: Store, open_screen: Opened, number: str, reason: str = "Alles gestuurd.", outcome: Outcome = Outcome.GRANTED
) -> Any:
    """The screen that asks whether this answer is to be saved."""
    make.identified(store, number)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.ANSWER)
    labelled(at.selectbox, "Uitkomst").select(outcome)
    labelled(at.date_input, "Antwoord verstuurd op").set_value(date(2026, 11, 20))
    labelled(at.text_area, "Toelichting").input(reason)
    press(at, "Antwoord opslaan")
    assert answers(store, number) == 0, "asked first"
    return at


@pytest.mark.parametrize(
    ("received", "right", "words"),
    [
        (RECEIVED, Right.ACCESS, "op 20 november 2026, op tijd: de uiterste dag is 2 december 2026."),
        (date(2026, 10, 1), Right.ACCESS, "op 20 november 2026, na de uiterste dag 2 november 2026."),
        (RECEIVED, Right.CONSENT_WITHDRAWAL, "(toegewezen) geldt als verstuurd op 20 november 2026."),
    ],
)
def test_before_an_answer_is_saved_it_is_said_what_follows(
    store: Store, open_screen: Opened, received: date, right: Right, words: str
) -> None:
    number = make.a_request(store, received, right=right)
    at = asked(store, open_screen, number)
    assert words in texts(at)
    assert "Het antwoord kan daarna niet meer worden gewijzigd." in texts(at)
    press(at, YES)
    assert case_of(store, number).answered_on == date(2026, 11, 20)
    assert not [button for button in at.button if button.label == YES]


def test_back_saves_nothing_and_loses_nothing(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = press(asked(store, open_screen, number), "Terug")
    assert answers(store, number) == 0
    assert not [button for button in at.button if button.label == YES]
    assert labelled(at.selectbox, "Uitkomst").value is Outcome.GRANTED
    assert labelled(at.date_input, "Antwoord verstuurd op").value == date(2026, 11, 20)
    assert labelled(at.text_area, "Toelichting").value == "Alles gestuurd."


def test_a_double_yes_saves_once(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    first = asked(store, open_screen, number)
    second = open_screen(REQUEST, nummer=number)
    draft, question = f"draft:request:{case_of(store, number).id}", "asked_first"
    second.session_state[draft] = first.session_state[draft]
    choose_step(second.run(), Step.ANSWER)
    second.session_state[question] = first.session_state[question]
    second.run()
    press(first, YES)
    press(second, YES)
    assert answers(store, number) == 1
    assert not first.error
    assert not second.error
    assert first.title[0].value == second.title[0].value


def test_who_says_yes_to_what_somebody_else_changed_meanwhile_is_told_and_keeps_the_text(
    store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, RECEIVED)
    at = asked(store, open_screen, number)
    request_events.assign(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), handler_id=make.OFFICER.staff_id
    )
    press(at, YES)
    assert "Iemand anders heeft dit verzoek intussen gewijzigd" in texts(at)
    assert answers(store, number) == 0
    assert case_of(store, number).handler == make.OFFICER.name
    assert labelled(at.text_area, "Toelichting").value == "Alles gestuurd."
    press(at, "Antwoord opslaan")
    press(at, YES)
    assert answers(store, number) == 1


def test_a_question_that_was_left_is_not_asked_again(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    other = make.a_request(store, RECEIVED)
    at = asked(store, open_screen, number)
    at.query_params["nummer"] = other
    at.run()
    at.query_params["nummer"] = number
    choose_step(at, Step.ANSWER)
    assert not [button for button in at.button if button.label == YES]
    assert answers(store, number) == 0


def test_finishing_is_asked_and_what_stands_in_its_way_is_told_before(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = press(asked(store, open_screen, number, "De persoon belde zelf.", Outcome.WITHDRAWN), YES)
    choose_step(at, Step.FINISH)
    labelled(at.date_input, "Afgerond op").set_value(date(2026, 11, 19))
    press(at, "Zaak afronden")
    assert "vóór het antwoord" in told_at(at, "Afgerond op")
    labelled(at.date_input, "Afgerond op").set_value(make.TODAY)
    press(at, "Zaak afronden")
    assert "Daarna kunt u alleen nog notities toevoegen." in texts(at)
    assert case_of(store, number).finished_on is None
    press(at, "Terug")
    assert case_of(store, number).finished_on is None
    press(at, "Zaak afronden")
    press(at, "Ja, alles is gedaan")
    assert case_of(store, number).finished_on == make.TODAY


def test_a_correction_says_what_it_does_to_an_extension(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    make.extended(store, number)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.RECEIPT)
    press(at, "Ontvangst corrigeren")
    assert "is al de dag van ontvangst" in told_at(at, "Ontvangen op")
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 10, 1))
    press(at, "Ontvangst corrigeren")
    assert "De reden van de correctie ontbreekt" in told_at(at, "Waarom")
    labelled(at.text_area, "Waarom").input("Lag in de bus.")
    press(at, "Ontvangst corrigeren")
    assert "De uiterste dag gaat van 2 februari 2027 naar 2 november 2026." in texts(at)
    assert "telt niet mee" in texts(at), "the extension came too late now"
    press(at, "Terug")
    assert case_of(store, number).received_on == RECEIVED


@pytest.mark.parametrize(
    ("step", "pressed", "told"),
    [
        (Step.NOTE, "Notitie opslaan", ("Wat is er gedaan", "De notitie is leeg")),
        (Step.QUESTION, "Vraag opslaan", ("De vraag", "De vraag is leeg")),
        (Step.ANSWER, "Antwoord opslaan", ("Uitkomst", "De uitkomst is niet gekozen")),
    ],
)
def test_what_was_left_empty_is_told_at_its_field(
    store: Store, open_screen: Opened, step: Step, pressed: str, told: tuple[str, str]
) -> None:
    at = choose_step(open_screen(REQUEST, nummer=make.a_request(store, RECEIVED)), step)
    press(at, pressed)
    field, words = told
    assert words in told_at(at, field)
    assert [error.value for error in at.error] == [f"Dat is nog niet gelukt: kijk bij ‘{field}’."]
    at.run()
    assert told_at(at, field) == "", "told once"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda s: s.address)
def test_a_screen_has_one_button_that_stands_out_at_most(store: Store, open_screen: Opened, screen: Screen) -> None:
    number = make.a_request(store, client_id=make.a_client(store))
    params = {
        REQUEST: {"nummer": number},
        CLIENT: {"nummer": "1001", "deel": "requests"},
        NEW_DISCLOSURE: {"ontvanger": "duo"},
    }
    at = open_screen(screen, **params.get(screen, {}))
    assert len(primary_buttons(at)) <= 1
    expected = {REQUEST: "Toewijzen", NEW_REQUEST: "Registreren", NEW_DISCLOSURE: "Vastleggen"}
    if screen in expected:
        assert primary_buttons(at) == [expected[screen]]
    if screen is REQUEST:
        assert primary_buttons(choose_step(at, Step.ANSWER)) == ["Antwoord opslaan"]


def test_a_second_click_writes_nothing_more(store: Store, open_screen: Opened) -> None:
    open_screen(NEW_REQUEST)
    form, written = forms.Form("of this test"), []
    for _click in range(2):
        form.write(lambda: written.append(1))
    assert written == [1]


def test_a_second_click_that_cuts_the_next_screen_short_leads_to_what_was_saved(
    store: Store, open_screen: Opened
) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.button_group, "Wat wordt er gevraagd? Meer dan één kan").set_value([Right.ACCESS])
    labelled(at.text_input, "Naam van de persoon, zoals opgegeven").input("Noor")
    draft = at.session_state["draft:new_request"]
    press(at, "Registreren")
    saved = at.title[0].value
    at.session_state["form_done"] = ("new_request", draft)  # so it is until the screen of the case was wholly drawn
    at.switch_page(NEW_REQUEST.file).run()
    assert at.title[0].value == saved
    assert count(store) == 1
    at.switch_page(NEW_REQUEST.file).run()
    press(at, "Registreren")
    assert at.title[0].value == "Verzoek registreren", "a new form, in which everything is missing"
