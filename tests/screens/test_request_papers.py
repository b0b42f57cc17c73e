"""The papers of a case on its screen: added, fetched, removed after a question, and the authorisation that was seen."""

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from data_layer.requests import request_documents
from data_layer.requests.document_files import Upload
from data_layer.requests.request_documents import Document
from data_layer.requests.request_steps import Step
from data_layer.rules.access import Act
from data_layer.store import Store
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_register_request import REPRESENTED, case_of
from tests.data.test_request_events import answer
from tests.screens.conftest import Opened
from tests.screens.reading import choose_step, told_at, words_of
from tests.screens.test_export_drawer import Browser
from tests.screens.test_new_request_screen import PDF, upload
from tests.screens.test_requests_screen import labelled, press


def listed(store: Store, number: str) -> list[Document]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return request_documents.listed(reader, case_of(store, number).id)


def addresses(at: AppTest) -> list[str]:
    links: list[Any] = list(at.get("link_button"))
    return [link.proto.url for link in links]


def test_a_document_is_added_and_fetched_once_per_click(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 11, 2))
    at = open_screen(REQUEST, nummer=number)
    assert "Bij dit verzoek ligt geen document." in words_of(at)
    choose_step(at, Step.DOCUMENT)
    press(at, "Document toevoegen")
    assert "Het bestand is leeg; er is niets opgeslagen." in told_at(at, "Het bestand")
    upload(at, "Het bestand", "Brief van Noor.pdf", PDF)
    press(at, "Document toevoegen")
    assert "Het document is bij het verzoek bewaard." in words_of(at)
    assert "De brief: Brief van Noor\\.pdf" in words_of(at)
    (address,) = addresses(at)
    assert "Noor" not in address
    browser = Browser()
    fetched = browser.get(address)
    assert fetched.content == PDF
    assert fetched.headers["content-disposition"] == f'attachment; filename="{number}-brief.pdf"'
    assert fetched.headers["content-type"] == "application/pdf"
    assert browser.get(address).status_code == 404
    assert addresses(at.run()) != [address]


def test_a_wrong_document_is_removed_after_a_question_also_from_a_finished_case(
    store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, date(2026, 11, 2), file=Upload("Van een ander.pdf", PDF))
    answer(store, number, make.TODAY)
    make.finished(store, number)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.DOCUMENT)
    (document,) = listed(store, number)
    assert not [button for button in at.button if button.label == "Document toevoegen"]
    press(at, "Document verwijderen")
    assert "Dit document hoort niet bij dit verzoek" in told_at(at, "Document")
    labelled(at.selectbox, "Document").set_value(document.id)
    labelled(at.text_input, "Waarom het hier niet hoort").input("Van een ander.")
    press(at, "Document verwijderen")
    assert listed(store, number) == [document], "asked first"
    assert "Het verdwijnt meteen van de balie" in words_of(at)
    press(at, "Ja, verwijderen")
    assert listed(store, number) == []
    assert "Document verwijderd" in words_of(at)


def test_an_authorisation_is_recorded_with_what_was_seen_and_its_file(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 11, 2), **REPRESENTED)
    at = choose_step(open_screen(REQUEST, nummer=number), Step.AUTHORISED)
    press(at, "Machtiging opslaan")
    assert "Er staat niet wat u hebt gezien" in told_at(at, "Wat u hebt gezien")
    labelled(at.text_input, "Wat u hebt gezien").input("Ouderlijk gezag.")
    upload(at, "De machtiging, als die hier bewaard moet worden", "gezag.pdf", PDF)
    press(at, "Machtiging opslaan")
    assert case_of(store, number).authorised_on == make.TODAY
    assert [document.file_name for document in listed(store, number)] == ["gezag.pdf"]
    assert "Machtiging gezien" not in labelled(at.button_group, "Leg vast wat er is gebeurd").options
