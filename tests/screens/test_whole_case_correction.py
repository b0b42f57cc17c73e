"""Whole requests for rectification and completion, from the letter on the mat to their end, on the screens."""

from datetime import date

from data_layer.requests.request_documents import DocumentKind
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from pages.shared.navigation import CLIENT
from tests import make
from tests.data.test_disclosures import TO_DUO, TO_ICE, recorded
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of

STATED = "Ik was er op 3 maart wel. Mijn docent weet dat."


def test_what_is_wrong_is_corrected_what_the_school_keeps_gets_a_statement_and_who_got_it_hears_it(
    store: Store, open_screen: Opened
) -> None:
    whole_case.an_addressed_client(store, birth_date=date(1990, 3, 3))
    recorded(store, **{**TO_DUO, "categories": ["names", "birth"]})
    recorded(store, **{**TO_ICE, "categories": ["names"]})
    at = whole_case.registered(open_screen, Right.RECTIFICATION, "Ik ben op 4 maart geboren, en ik was er wel.")
    whole_case.known_in_person(at)
    whole_case.acknowledged(at, store, "Teststraat 7", "16 november 2026", "16 december 2026", "aanpassing")
    assert "Pas de gegevens aan" in whole_case.next_step(at)
    press(at, "Gegevens aanpassen")
    field(at, "selectbox", "correct_kind").select("birth").run()
    field(at, "date_input", "birth_date").set_value(date(1990, 3, 4))
    press(press(at, "Opslaan"), "Ja, opslaan")
    press(at, "Verklaring toevoegen")
    field(at, "selectbox", "statement_category").select("attendance")
    field(at, "text_area", "statement_body").input(STATED)
    press(at, "Opslaan")
    assert STATED in [text.value for text in at.text]

    assert "Maak de brief met het antwoord" in whole_case.next_step(at)
    number = whole_case.made(
        at, DocumentKind.DECISION, "De presentielijst is door twee docenten getekend.", outcome=Outcome.PARTLY_GRANTED
    )
    assert "Verstuur de brief die hier ligt" in whole_case.next_step(at)
    text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.DECISION))
    for words in (
        *whole_case.THE_THREE, "3 maart 1990", "4 maart 1990", STATED, "door twee docenten getekend", "DUO",
    ):  # fmt: skip
        assert words in text
    assert "Bureau ICE" not in text
    whole_case.sent(at)
    whole_case.answered_as_decided(at)

    (letter,) = map(whole_case.pages_of, whole_case.all_fetched(at, store)[DocumentKind.RECIPIENT_NOTICE])
    for words in ("Dienst Uitvoering Onderwijs", number, "Amina Testpersoon", "4 maart 1990", "artikel 19"):
        assert words in letter
    press(press(at, "Verstuurd"), "Vastleggen")
    whole_case.finished(at, store, Outcome.PARTLY_GRANTED)
    assert make.asked(store, "select birth_date from clients") == date(1990, 3, 4)
    assert make.rows(store, "select category, field from corrections") == [{"category": "birth", "field": "birth_date"}]
    assert make.asked(store, "select count(*) from protected_fields") == 1
    labels = [part.label for part in open_screen(CLIENT, nummer="1001").expander]
    assert "presentie · 0 · met een verklaring van de cliënt" in labels


def test_what_is_missing_is_added_and_nobody_has_to_hear_of_what_nobody_got(store: Store, open_screen: Opened) -> None:
    whole_case.an_addressed_client(store)
    recorded(store, **{**TO_DUO, "categories": ["names"]})
    at = whole_case.registered(open_screen, Right.COMPLETION, "Mijn telefoonnummer ontbreekt.")
    whole_case.known_in_person(at)
    whole_case.acknowledged(at, store, "aanvulling")
    press(at, "Gegevens aanvullen")
    field(at, "selectbox", "correct_kind").select("phones").run()
    field(at, "text_input", "phone").input("0612345678")
    press(press(at, "Toevoegen"), "Ja, toevoegen")
    number = whole_case.made(at, DocumentKind.DECISION, outcome=Outcome.GRANTED)
    text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.DECISION))
    assert "dit ontbrak" in text
    assert "612345678" in text
    assert "Postbus 93374" not in text
    whole_case.sent(at)
    whole_case.answered_as_decided(at)
    assert "Kennisgevingen aan ontvangers" not in words_of(at)
    whole_case.finished(at, store, Outcome.GRANTED)
    assert make.rows(store, "select phone from phones") == [{"phone": "+31612345678"}]
