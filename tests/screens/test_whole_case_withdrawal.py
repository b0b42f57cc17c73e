"""A whole withdrawal of consent on its screens: on the day that it comes in everything is stopped and confirmed."""

from typing import Any

from data_layer.requests.request_documents import DocumentKind
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from pages.shared.navigation import NEW_REQUEST, REQUEST
from tests import make
from tests.data.test_consents import LIBRARY, a_precondition, about_health, given
from tests.data.test_delivering import outcome
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import press
from tests.screens.test_new_request_screen import ask


def test_everything_that_rested_on_the_consents_stops_on_the_same_day(store: Store, open_screen: Opened) -> None:
    client_id = whole_case.an_addressed_client(store)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    given(store, client_id)
    about_health(store, client_id)
    a_precondition(store, client_id)
    by_consent: dict[str, Any] = {"categories": ("phone",), "recipient_id": LIBRARY, "purpose": 5, "ground": "consent"}
    assert not outcome(store, client_numbers=("1001",), **by_consent).first_left_out

    at = press(ask(open_screen(NEW_REQUEST, client="1001"), Right.CONSENT_WITHDRAWAL), "Registreren")
    number = whole_case.number_of(at)
    make.identified(store, number)  # else what was told of health would stay
    at = open_screen(REQUEST, nummer=number)
    assert "Stop direct, op 23 november 2026" in whole_case.next_step(at)
    for box in at.checkbox:
        box.check()
    press(press(at, "Deze toestemmingen intrekken"), "Ja, intrekken")
    assert "Stop direct" not in whole_case.next_step(at)
    assert make.asked(store, "select count(*) from preconditions") == 0
    (left_out,) = outcome(store, client_numbers=("1001",), **by_consent).first_left_out
    assert left_out.why == ("no_consent",)

    whole_case.made(at, DocumentKind.DECISION, outcome=Outcome.GRANTED)
    text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.DECISION))
    for words in (number, "Amina Testpersoon", "begeleiding op maat, aan Bibliotheek. Wij zijn daarmee gestopt op 23",
                  "Wat u ons over uw gezondheid hebt verteld, hebben wij verwijderd."):  # fmt: skip
        assert words in text
    whole_case.sent(at)
    whole_case.answered_as_decided(at)
    whole_case.finished(at, store, Outcome.GRANTED)
