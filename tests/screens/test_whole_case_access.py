"""A whole request for access, from the letter on the mat to its end, answered in English, on the screens."""

from datetime import date

from data_layer.requests.request_documents import DocumentKind
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_disclosures import TO_DUO, recorded
from tests.data.test_places import search
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import field, press
from tests.screens.test_new_request_screen import PDF, upload

NOTE = "Her sister Jamila called. She comes later."


def test_all_that_there_is_is_gathered_blacked_out_read_and_sent_in_english(store: Store, open_screen: Opened) -> None:
    client_id = whole_case.an_addressed_client(store, bsn=make.BSN, language="en")
    make.a_record(store, "progress_notes", client_id, written_on=date(2026, 3, 4), body=NOTE)
    recorded(store, **{**TO_DUO, "categories": ["names", "bsn"]})
    at = whole_case.registered(open_screen, Right.ACCESS, "All my data, please.")
    whole_case.known_in_person(at)
    whole_case.acknowledged(at, store, "Teststraat 7", "16 November 2026", "16 December 2026", "access", language="en")
    assert "Doorzoek de plaatsen buiten de balie" in whole_case.next_step(at)
    number = whole_case.number_of(at)
    for place in ("messages", "paper", "lessons"):
        search(store, number, place, found="Niets gevonden.")
    at = open_screen(REQUEST, nummer=number)
    press(at, "Vastleggen")
    field(at, "text_area", "place_found").input("An e-mail about a lesson.")
    upload(at, "Wat is gevonden, als de persoon het als bestand krijgt", "mail.pdf", PDF)
    press(at, "Vastleggen", 1)
    press(at, "Teksten nalopen")
    at.text_input(key="redaction_word").input("Jamila").run()
    field(at, "text_input", "redaction_words").input("Jamila")
    press(at, "Weglakken")
    at = open_screen(REQUEST, nummer=number)
    assert "Maak het overzicht van de gegevens" in whole_case.next_step(at)
    press(at, "Overzicht maken")
    assert "Kijk na of er niets meer over anderen in het overzicht staat, uiter" in whole_case.next_step(at)
    press(press(at, "Nagekeken"), "Ja, het mag verstuurd worden")
    whole_case.made(at, DocumentKind.DECISION, outcome=Outcome.GRANTED)
    papers = whole_case.all_fetched(at, store)
    says_all(whole_case.pages_of(papers[DocumentKind.ACCESS_OVERVIEW][0], "en"), number)
    letter = whole_case.text_of(papers[DocumentKind.DECISION][0], "en")
    for words in ("We agree with your request.", "You get an overview", "We also searched 4 places", "blacked out"):
        assert words in letter
    assert papers[DocumentKind.FOUND_ELSEWHERE] == [PDF]
    press(press(at, "Het overzicht is verstuurd"), "Ja, het is verstuurd")
    whole_case.sent(at)
    assert "Het antwoord is verstuurd. Leg het vast" in whole_case.next_step(at)
    whole_case.answered_as_decided(at)
    whole_case.finished(at, store, Outcome.GRANTED)


def says_all(overview: str, number: str) -> None:
    """Per category what, why, from whom, to whom and until when; where was searched; and nothing of anybody else."""
    for words in (
        "Amina Testpersoon Teststraat 7", "Overview of your data", "An e-mail about a lesson.", "The lesson system",
        "With this overview you also get what we found in: • The mailboxes", f"BSN {make.BSN}", "legal obligation",
        "Given to Dienst Uitvoering Onderwijs (20 November 2026)", "keep up to and including 6 January 2027",
        "Her sister blacked out: is about somebody else called.", "Known in person", "All my data, please.", number,
        "What we do not have of you", "Postbus 93374, 2509 AJ Den Haag",
    ):  # fmt: skip
        assert words in overview
    assert "Jamila" not in overview
