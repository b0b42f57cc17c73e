"""The screen of one request: its days explained, one next step, and forms that lose nothing."""

from datetime import date
from typing import Any, cast

import pytest

from data_layer.ids import new_id
from data_layer.requests import request_events
from data_layer.requests.request_steps import Step
from data_layer.rules.access import Act
from data_layer.rules.request_course import Question
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right, State
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_register_request import case_of
from tests.data.test_request_events import ask
from tests.screens.conftest import Opened
from tests.screens.reading import choose_step
from tests.screens.test_requests_screen import labelled, press, texts, to_english

RECEIVED = date(2026, 11, 2)


def metrics(at: Any) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def test_the_days_are_shown_and_explained(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 10, 31), client_id=make.a_client(store))
    at = open_screen(REQUEST, nummer=number)
    shown = metrics(at)
    assert shown["Veilige dag"] == shown["Uiterste dag"] == "30-11-2026"
    assert shown["Resterende dagen"] == "7"
    assert "November heeft geen 31e" in texts(at)
    assert "1001 · Amina Testpersoon" in [link.proto.label for link in cast(list[Any], at.get("page_link"))]


@pytest.mark.parametrize(("received", "words"), [(date(2026, 10, 9), "14 dagen te laat"), (date(2026, 10, 22), "0")])
def test_the_days_after_the_last_one_are_told_in_words(
    store: Store, open_screen: Opened, received: date, words: str
) -> None:
    at = open_screen(REQUEST, nummer=make.a_request(store, received))
    assert metrics(at)["Resterende dagen"] == words


def test_a_withdrawal_of_consent_shows_the_day_of_carrying_it_out_and_cannot_be_extended(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store)
    number = make.a_request(store, date(2026, 11, 21), right=Right.CONSENT_WITHDRAWAL, client_id=client_id)
    at = open_screen(REQUEST, nummer=number)
    assert at.metric[0].label == "Uitvoeren op"
    assert metrics(at)["Uitvoeren op"] == "23-11-2026"
    assert metrics(at)["Resterende dagen"] == "0"
    assert {"Veilige dag", "Uiterste dag", "Strikte laatste dag"}.isdisjoint(metrics(at))
    assert "Stop direct, op 23 november 2026" in texts(at)  # before anybody is asked to handle it
    assert "Verlengen" not in at.menu_button(key="more_steps").options
    other = open_screen(REQUEST, nummer=make.a_request(store, RECEIVED, client_id=client_id))
    assert "Verlengen" in other.menu_button(key="more_steps").options
    assert "Nog niemand behandelt" in texts(other)


def test_what_is_typed_survives_another_language_and_the_outcome_is_chosen_again(
    store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.ANSWER)
    labelled(at.selectbox, "Uitkomst").select(Outcome.PARTLY_GRANTED)
    labelled(at.date_input, "Antwoord verstuurd op").set_value(date(2026, 11, 20))
    labelled(at.text_area, "Toelichting").input(" ")
    press(at, "Antwoord opslaan")
    assert "horen redenen" in texts(at)
    to_english(at)
    assert labelled(at.selectbox, "Outcome").value is None
    assert labelled(at.date_input, "Answer sent on").value == date(2026, 11, 20)
    assert labelled(at.text_area, "Explanation").value == " "


def test_an_answer_has_no_outcome_until_one_is_chosen(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.ANSWER)
    assert labelled(at.selectbox, "Uitkomst").value is None
    press(at, "Antwoord opslaan")
    assert "De uitkomst is niet gekozen; er is niets opgeslagen." in texts(at)
    assert case_of(store, number).answered_on is None


def test_a_note_is_saved_and_stands_in_the_history(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.NOTE)
    labelled(at.text_area, "Wat is er gedaan").input("Gebeld, *belt* terug.")
    press(at, "Notitie opslaan")
    assert "De notitie is opgeslagen." in texts(at)
    assert "Gebeld, *belt* terug." in [text.value for text in at.text]
    assert not at.text_area  # the form has closed


def test_a_question_makes_it_wait_and_shows_the_strict_day(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.QUESTION)
    press(at, "Vraag opslaan")
    assert "De vraag is leeg; er is niets opgeslagen." in texts(at)
    labelled(at.text_area, "De vraag").input("Wat is uw geboortedatum?")
    press(at, "Vraag opslaan")
    assert case_of(store, number).state is State.WAITING
    assert "Strikte laatste dag" in [metric.label for metric in at.metric]
    assert "werkdagen na ontvangst" in " ".join(warning.value for warning in at.warning)
    choose_step(at, Step.REPLY)
    press(at, "Antwoord opslaan")
    assert case_of(store, number).state is State.IN_PROGRESS


def test_a_refusal_without_reasons_is_told_at_its_field_and_nothing_is_lost(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, actor=make.OFFICER, nummer=number), Step.ANSWER)
    labelled(at.selectbox, "Uitkomst").select(Outcome.REFUSED)
    labelled(at.date_input, "Antwoord verstuurd op").set_value(date(2026, 11, 20))
    press(at, "Antwoord opslaan")
    assert "horen redenen" in texts(at)
    assert labelled(at.selectbox, "Uitkomst").value is Outcome.REFUSED
    assert labelled(at.date_input, "Antwoord verstuurd op").value == date(2026, 11, 20)
    labelled(at.text_area, "Toelichting").input("Niet van deze persoon.")
    press(at, "Antwoord opslaan")
    assert "naar de rechter kan" in texts(at)
    press(at, "Ja, het antwoord is verstuurd")
    case = case_of(store, number)
    assert (case.outcome, case.answered_on) == (Outcome.REFUSED, date(2026, 11, 20))


def test_a_coordinator_is_not_offered_a_refusal(store: Store, open_screen: Opened) -> None:
    at = choose_step(open_screen(REQUEST, nummer=make.a_request(store, RECEIVED)), Step.ANSWER)
    assert "geweigerd" not in labelled(at.selectbox, "Uitkomst").options


def test_who_acts_on_what_somebody_else_changed_is_told_keeps_the_text_and_can_repeat(
    store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.NOTE)
    labelled(at.text_area, "Wat is er gedaan").input("Teruggebeld.")
    request_events.assign(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), handler_id=make.OFFICER.staff_id
    )
    press(at, "Notitie opslaan")
    assert "Iemand anders heeft dit verzoek intussen gewijzigd" in texts(at)
    assert labelled(at.text_area, "Wat is er gedaan").value == "Teruggebeld."
    press(at, "Notitie opslaan")
    assert "De notitie is opgeslagen." in texts(at)


def test_from_registered_to_finished_there_is_always_one_next_step(store: Store, open_screen: Opened) -> None:
    number = make.identified(store, make.a_request(store, RECEIVED))
    make.a_client(store, "1001")
    at = open_screen(REQUEST, actor=make.OFFICER, nummer=number)
    at.button(key="next_step").click().run()
    labelled(at.text_input, "Cliënt zoeken").input("1001")
    at.run()
    press(at, "Dit is de cliënt")
    at.button(key="next_step").click().run()
    press(at, "Toewijzen")
    assert case_of(store, number).handler == make.OFFICER.name
    assert "Doorzoek de plaatsen buiten de balie, uiterlijk op" in texts(at)
    choose_step(at, Step.ANSWER)
    labelled(at.selectbox, "Uitkomst").select(Outcome.REFUSED)
    labelled(at.text_area, "Toelichting").input("Kennelijk niet over gegevens van deze persoon.")
    press(at, "Antwoord opslaan")
    press(at, "Ja, het antwoord is verstuurd")
    at.button(key="next_step").click().run()
    press(at, "Zaak afronden")
    press(at, "Ja, alles is gedaan")
    assert case_of(store, number).state is State.FINISHED
    assert "Deze zaak is afgerond." in texts(at)


def test_extending_and_correcting_the_receipt_move_the_days(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.EXTEND)
    labelled(at.text_area, "Uitleg voor de persoon").input("Wij zoeken nog.")
    press(at, "Brief maken")
    assert "Verstuur de brief over de verlenging uiterlijk op 2 december 2026" in texts(at)
    at.button(key="next_step").click().run()
    press(at, "Verlengen")
    assert "De uiterste dag gaat van 2 december 2026 naar 2 februari 2027." in texts(at)
    press(at, "Ja, de brief is verstuurd")
    choose_step(at, Step.RECEIPT)
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 11, 1))
    labelled(at.text_area, "Waarom").input("Lag in de bus.")
    press(at, "Ontvangst corrigeren")
    assert "De uiterste dag gaat van 2 februari 2027 naar 1 februari 2027." in texts(at)
    press(at, "Ja, corrigeren")
    case = case_of(store, number)
    assert (case.extended, case.safe_last_day) == (True, date(2027, 2, 1))
    assert "uiterste dag van 02-02-2027 naar 01-02-2027" in texts(at)


def test_after_the_first_month_the_form_to_extend_says_so_and_offers_nothing(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 10, 20))
    at = choose_step(open_screen(REQUEST, nummer=number), Step.EXTEND)
    assert "Het bericht moest uiterlijk op 20 november 2026 weg zijn." in texts(at)
    assert "Brief maken" not in [button.label for button in at.button]


@pytest.mark.parametrize(
    ("received", "right", "words"),
    [
        (date(2026, 10, 1), Right.ACCESS, "is voorbij"),
        (make.TODAY, Right.ACCESS, "uiterlijk op 23 december 2026"),
        (make.TODAY, Right.CONSENT_WITHDRAWAL, "Stop direct, op 23 november 2026"),
    ],
)
def test_the_next_step_says_what_and_by_when(
    store: Store, open_screen: Opened, received: date, right: Right, words: str
) -> None:
    number = make.a_request(store, received, right=right, client_id=make.a_client(store), handler_id=2)
    assert words in texts(open_screen(REQUEST, nummer=number))


@pytest.mark.parametrize(
    ("asked_on", "words"),
    [
        (date(2026, 11, 12), "Wacht op"),
        (date(2026, 11, 9), "stuur een herinnering"),
        (date(2026, 10, 24), "Beslis"),
    ],
)
def test_waiting_asks_for_patience_then_a_reminder_then_a_decision(
    store: Store, open_screen: Opened, asked_on: date, words: str
) -> None:
    number = make.a_request(store, date(2026, 10, 22))
    request_events.ask_question(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), kind=Question.IDENTITY,
        asked_on=asked_on, body="Wie bent u?",
    )  # fmt: skip
    assert words in texts(open_screen(REQUEST, nummer=number))


def test_a_decision_that_is_the_privacy_officer_s_is_said_so_to_a_coordinator(
    store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, date(2026, 10, 22))
    ask(store, number, date(2026, 10, 24))
    theirs = "vraag de functionaris privacy het verzoek te sluiten"
    assert theirs in texts(open_screen(REQUEST, nummer=number))
    own = texts(open_screen(REQUEST, actor=make.OFFICER, nummer=number))
    assert theirs not in own
    assert "sluit het verzoek als niet te identificeren" in own


@pytest.mark.parametrize(
    ("params", "words"),
    [({}, "Er is geen verzoek gekozen"), ({"nummer": "V1999-1"}, "geen verzoek met nummer V1999-1")],
)
def test_a_link_without_a_request_says_so(
    store: Store, open_screen: Opened, params: dict[str, str], words: str
) -> None:
    at = open_screen(REQUEST, **params)
    assert at.title[0].value == "Verzoek"
    links = [link.proto.label for link in cast(list[Any], at.main.get("page_link"))]
    assert links == ["Verzoeken", "Naar de verzoeken"]
    assert words in texts(at)


def test_a_look_into_a_case_is_logged_once_per_sitting(store: Store, open_screen: Opened) -> None:
    at = open_screen(REQUEST, nummer=make.a_request(store, RECEIVED))
    at.run()
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        assert reader.values("select subject_kind from log where chain = 'look' and act = 'request.view'") == [
            "request"
        ]
