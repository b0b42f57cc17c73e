"""Whole objections on their screens: one that the school agrees with, and one that it has grounds to reject."""

from streamlit.testing.v1 import AppTest

from data_layer.carrying_out.objecting import Decision
from data_layer.requests.request_documents import DocumentKind
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_delivering import outcome
from tests.data.test_disclosures import TO_PANTEIA, recorded
from tests.data.test_objecting import PANTEIA
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import field, press
from tests.screens.test_portability_objection_withdrawal import tick
from tests.screens.whole_case import RECEIVED


def objected(open_screen: Opened) -> AppTest:
    """The screen of an objection to the survey, of somebody who is known."""
    at = whole_case.registered(open_screen, Right.OBJECTION, "Ik wil geen vragenlijst.")
    whole_case.known_in_person(at)
    assert "Leg vast tegen welke doeleinden het bezwaar is" in whole_case.next_step(at)
    tick(at, "verbeteren van de dienstverlening")
    press(press(at, "Bezwaar vastleggen"), "Ja, vastleggen")
    assert "Vraag de functionaris privacy om over het bezwaar te beslissen" in whole_case.next_step(at)
    return at


def weighed(open_screen: Opened, number: str, decision: Decision, reasons: str = "") -> AppTest:
    """The privacy officer's own screen of the case, who has decided."""
    at = open_screen(REQUEST, actor=make.OFFICER, nummer=number)
    assert "Beslis over het bezwaar" in whole_case.next_step(at)
    field(at, "selectbox", "weighing_decision").set_value(decision)
    field(at, "text_area", "weighing_reasons").input(reasons)
    return press(press(at, "Beslissen"), "Ja, beslissen")


def lifted(store: Store, at: AppTest, by_officer: AppTest) -> None:
    """The person is told that the restriction ends in a week, and then it does."""
    with make.on_day(store, RECEIVED):
        assert "Laat de persoon weten dat de afscherming eindigt" in whole_case.next_step(at.run())
        whole_case.made(at, DocumentKind.LIFT_NOTICE, "Wij hebben over uw bezwaar beslist.")
        whole_case.sent(at)
    press(press(by_officer.run(), "Afscherming opheffen"), "Opheffen")
    assert make.asked(store, "select restricted_since from clients") is None


def test_what_the_school_agrees_with_is_stopped_for_good_and_the_restriction_ends(
    store: Store, open_screen: Opened
) -> None:
    whole_case.an_addressed_client(store)
    recorded(store, **TO_PANTEIA | {"happened_on": RECEIVED})
    with make.on_day(store, RECEIVED):
        at = objected(open_screen)
        number = whole_case.number_of(at)
        (page,) = whole_case.all_fetched(at, store)[DocumentKind.RECIPIENT_NOTICE]
        said = whole_case.pages_of(page)
        assert "Panteia" in said
        assert "zijn afgeschermd" in said
        by_officer = weighed(open_screen, number, Decision.UPHELD)
        whole_case.made(at.run(), DocumentKind.DECISION, outcome=Outcome.GRANTED)
        text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.DECISION))
        for words in (
            "Op 16 november 2026 hebt u bezwaar gemaakt",
            "Wij geven u gelijk.",
            "Daarom eindigt de afscherming.",
            "Wij laten dit nog weten aan: Panteia",
        ):
            assert words in text
        assert "tot wij over uw bezwaar hebben beslist" not in text
        whole_case.sent(at)
        whole_case.answered_as_decided(at)
    lifted(store, at, by_officer)
    press(press(at.run(), "Verstuurd"), "Vastleggen")
    whole_case.finished(at, store, Outcome.GRANTED)
    (left_out,) = outcome(store, client_numbers=("1001",), categories=("names",), **PANTEIA).first_left_out
    assert left_out.why == ("objection",)


def test_what_the_school_rejects_goes_on_after_a_letter_with_the_reasons_the_authority_and_the_court(
    store: Store, open_screen: Opened
) -> None:
    whole_case.an_addressed_client(store)
    with make.on_day(store, RECEIVED):
        at = objected(open_screen)
        number = whole_case.number_of(at)
        why = "Er loopt een geschil."
        by_officer = weighed(open_screen, number, Decision.REJECTED, why)
        whole_case.made(by_officer, DocumentKind.DECISION, why, outcome=Outcome.REFUSED)
        letter = whole_case.fetched(by_officer, store, number, DocumentKind.DECISION)
        text = whole_case.text_of(letter)
        assert all(words in text for words in (number, "Wij doen niet wat u vroeg", why, *whole_case.THE_THREE))
        edited = whole_case.with_a_line(letter, "Bel mij als u vragen hebt.")
        whole_case.sent(by_officer, edited=edited)
        assert whole_case.all_fetched(by_officer, store)[DocumentKind.DECISION] == [edited]
        whole_case.answered_as_decided(by_officer)
    lifted(store, at, by_officer)
    whole_case.finished(at.run(), store, Outcome.REFUSED)
    assert not outcome(store, client_numbers=("1001",), categories=("names",), **PANTEIA).first_left_out
    assert make.asked(store, "select ended_on from objections") == RECEIVED
