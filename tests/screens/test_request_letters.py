"""A letter on the screen of its case: made, listed as a draft, sent as it was edited, and taken over by the answer."""

import io
from datetime import date

import docx

from data_layer.requests.request_documents import DocumentKind
from data_layer.requests.request_steps import Step
from data_layer.store import Store
from data_layer.vocabulary import Outcome
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_register_request import case_of
from tests.screens.conftest import Opened
from tests.screens.reading import choose_step, field, press, told_at, words_of
from tests.screens.test_export_drawer import Browser
from tests.screens.test_new_request_screen import PDF, upload
from tests.screens.test_request_papers import addresses, listed


def test_a_decision_is_made_edited_sent_and_taken_over_by_the_answer(store: Store, open_screen: Opened) -> None:
    number = make.identified(store, make.a_request(store, date(2026, 11, 2), client_id=make.a_client(store)))
    at = choose_step(open_screen(REQUEST, actor=make.OFFICER, nummer=number), Step.LETTER)
    field(at, "selectbox", "letter_kind").set_value(DocumentKind.DECISION).run()
    field(at, "selectbox", "letter_outcome").set_value(Outcome.REFUSED)
    press(at, "Brief maken")
    assert "horen redenen" in told_at(at, "De redenen, in woorden voor de persoon")
    field(at, "text_area", "letter_words").input("Dit is van *iemand* anders.")
    press(at, "Brief maken")
    assert "concept, nog niet verstuurd" in words_of(at)
    address, _the_case_file = addresses(at)
    fetched = Browser().get(address)
    assert fetched.headers["content-disposition"] == f'attachment; filename="{number}-besluit.docx"'
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(fetched.content)).paragraphs]
    assert "Dit is van *iemand* anders." in paragraphs

    choose_step(at, Step.LETTER_SENT)
    upload(at, "De brief zoals die is verstuurd, als u die hebt aangepast (Word of PDF)", "Besluit.pdf", PDF)
    press(at, "De brief is verstuurd")
    assert "verstuurd op 23-11-2026" in words_of(at)
    assert [(d.file_name, d.sent_on) for d in listed(store, number)] == [("Besluit.pdf", make.TODAY)]
    assert not case_of(store, number).has_unsent_letter

    choose_step(at, Step.ANSWER)
    assert "Overgenomen uit het besluit dat op 23 november 2026 is verstuurd." in words_of(at)
    press(at, "Antwoord opslaan")
    press(at, "Ja, het antwoord is verstuurd")
    case = case_of(store, number)
    assert (case.outcome, case.answered_on) == (Outcome.REFUSED, make.TODAY)


def test_two_persons_find_a_request_excessive_on_its_screen(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 11, 2))
    at = open_screen(REQUEST, nummer=number)
    at.session_state[f"excess_open:{case_of(store, number).id}"] = True
    field(at.run(), "text_area", "excess_reasons").input("Het *vierde* verzoek in een week.")
    press(at, "Voorstellen")
    assert "**Kennelijk ongegrond of buitensporig:** voorgesteld door Cor Coördinator" in words_of(at)
    assert "De functionaris privacy beslist hierover." in words_of(at)
    at = open_screen(REQUEST, actor=make.OFFICER, nummer=number)
    press(at, "Akkoord")
    press(at, "Ja, akkoord")
    assert "goedgekeurd door Fenna Functionaris op 23 november 2026" in words_of(at)
