"""Registering what came in: several rights of one letter, its file, who asks, and what was asked before."""

from datetime import date

from streamlit.testing.v1 import AppTest

from data_layer.ids import new_id
from data_layer.requests import request_documents
from data_layer.requests.document_files import Upload
from data_layer.requests.request_authority import Authority
from data_layer.requests.request_case import Applicant
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Channel, Right
from pages.shared.navigation import NEW_REQUEST, REQUESTS
from tests import make
from tests.data.test_register_request import REPRESENTED, case_of
from tests.screens.conftest import Opened
from tests.screens.reading import told_at, words_of
from tests.screens.test_requests_screen import count, labelled, press, rows, texts, to_english

PDF = b"%PDF-1.7"
ASKED = "Het verzoek, in de eigen woorden van de persoon"
NAME = "Naam van de persoon, zoals opgegeven"


def ask(at: AppTest, *rights: Right) -> AppTest:
    """Chooses these rights."""
    labelled(at.button_group, "Wat wordt er gevraagd? Meer dan één kan").set_value(list(rights))
    at.run()
    assert not at.exception, at.exception
    return at


def upload(at: AppTest, label: str, name: str, content: bytes) -> None:
    labelled(at.file_uploader, label).set_value((name, content, "application/octet-stream"))


def test_a_request_that_is_registered_gets_its_number_and_stands_in_the_queue(
    store: Store, open_screen: Opened
) -> None:
    make.a_client(store, "1001")
    at = open_screen(NEW_REQUEST)
    labelled(at.text_input, "Over wie gaat het?").input("1001")
    at.run()
    ask(at, Right.ERASURE)
    labelled(at.selectbox, "Binnengekomen via").select(Channel.PHONE)
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 11, 20))
    labelled(at.text_area, ASKED).input("Wis mij.")
    press(at, "Registreren")
    assert "Verzoek V2026-0001 is geregistreerd. De uiterste dag is 21 december 2026." in texts(at)
    assert at.title[0].value == "V2026-0001 · verwijdering"
    (row,) = rows(open_screen(REQUESTS))
    assert (row["number"], row["right"], row["who"]) == ("V2026-0001", "verwijdering", "Amina Testpersoon")
    assert row["phase"] == ["op schema"]


def test_a_double_submit_saves_once(store: Store, open_screen: Opened) -> None:
    first = open_screen(NEW_REQUEST)
    second = open_screen(NEW_REQUEST)
    draft, ids = first.session_state["draft:new_request"], {right: new_id() for right in Right}
    second.session_state["draft:new_request"] = draft
    second.run()
    for at in (first, second):
        ask(at, Right.ACCESS, Right.OBJECTION)
        labelled(at.text_input, NAME).input("Noor")
        at.session_state[f"ids:{draft.id}"] = ids
    press(first, "Registreren")
    press(second, "Registreren")
    assert count(store) == 2
    assert first.title[0].value == second.title[0].value == "V2026-0001 · inzage"


def test_one_letter_that_asks_several_rights_names_every_number_and_opens_the_first(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store, "1001")
    make.a_client(store, "10010")
    for days_ago in range(6):
        make.a_request(store, date(2026, 11, 10 - days_ago), client_id=client_id, right=Right.RECTIFICATION)
    at = open_screen(NEW_REQUEST, client="1001")
    assert "**6 eerdere verzoeken van deze cliënt**" in words_of(at)
    assert "De nieuwste 5 van 6." in words_of(at)
    assert not at.warning
    ask(at, Right.CONSENT_WITHDRAWAL, Right.RECTIFICATION)
    assert len(at.warning) == 2, "the newest ones"
    assert "V2026-0001 vraagt hetzelfde en is nog niet beantwoord. Is dit hetzelfde verzoek?" in words_of(at)
    upload(at, "De brief zelf", "virus.pdf", b"MZ")
    labelled(at.text_area, ASKED).input("Verbeter mijn naam.")
    press(at, "Registreren")
    assert "In dit bestand zit iets anders dan PDF; er is niets opgeslagen." in told_at(at, "De brief zelf")
    assert labelled(at.file_uploader, "De brief zelf").value.name == "virus.pdf"
    assert labelled(at.text_area, ASKED).value == "Verbeter mijn naam."
    assert count(store) == 6
    upload(at, "De brief zelf", "Brief van Amina.pdf", PDF)
    press(at, "Registreren")
    assert (
        "Verzoeken V2026-0007, V2026-0008 zijn geregistreerd. De uiterste dag is 23 december 2026;"
        " voer V2026-0008 uit op 23 november 2026." in texts(at)
    )
    assert at.title[0].value == "V2026-0007 · aanpassing"
    assert "De brief: Brief van Amina\\.pdf" in words_of(at)
    assert "dezelfde brief · ontvangen 23-11-2026" in words_of(at)
    with store.read(make.OFFICER, Act.REQUEST_LIST) as reader:
        (document,) = request_documents.listed(reader, case_of(store, "V2026-0008").id)
    assert document.file_name == "Brief van Amina.pdf"


def test_another_request_of_a_letter_begins_with_what_is_known_and_joins_it(store: Store, open_screen: Opened) -> None:
    first = make.a_request(
        store, date(2026, 11, 20), channel=Channel.POST, person_name="Zoë de Vries", applicant_contact="jo@example.org",
        authority=Authority.ON_PAPER, file=Upload("brief.pdf", PDF), **REPRESENTED,
    )  # fmt: skip
    at = open_screen(NEW_REQUEST, bij=first)
    assert "**1 eerder verzoek onder deze naam**" in words_of(at)
    assert labelled(at.text_input, NAME).value == "Zoë de Vries"
    assert labelled(at.text_input, "Naam van wie het vraagt").value == "Jo Gemachtigde"
    assert labelled(at.button_group, "Machtiging").value is Authority.ON_PAPER
    ask(at, Right.ERASURE)
    press(at, "Registreren")
    case, joined = case_of(store, "V2026-0002"), case_of(store, first)
    assert (case.channel, case.received_on, case.applicant_contact) == (
        Channel.POST, date(2026, 11, 20), "jo@example.org",
    )  # fmt: skip
    assert case.letter_group == joined.letter_group == joined.id
    assert case.authorised_on == make.TODAY
    assert "Er is geen verzoek met nummer V2026-0099." in words_of(open_screen(NEW_REQUEST, bij="V2026-0099"))


def test_an_error_shows_beneath_its_field_and_nothing_typed_is_lost(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.text_area, ASKED).input("Mijn gegevens, graag.")
    press(at, "Registreren")
    assert "Er staat niet wat er wordt gevraagd" in told_at(at, "Wat wordt er gevraagd? Meer dan één kan")
    ask(at, Right.ACCESS)
    press(at, "Registreren")
    assert "Er staat niet over wie het gaat; er is niets opgeslagen." in told_at(at, NAME)
    assert [error.value for error in at.error] == [
        "Dat is nog niet gelukt: kijk bij ‘Naam van de persoon, zoals opgegeven’."
    ]
    asked = labelled(at.text_area, ASKED)
    assert asked.value == "Mijn gegevens, graag."
    labelled(at.text_input, NAME).input("Noor")
    press(at, "Registreren")
    assert count(store) == 1


def test_of_more_clients_that_fit_none_is_chosen_for_you(store: Store, open_screen: Opened) -> None:
    for number in ("1001", "1002"):
        make.a_client(store, number)
    at = open_screen(NEW_REQUEST, client="testpersoon")
    assert labelled(at.selectbox, "Cliënt").value is None
    ask(at, Right.ACCESS)
    press(at, "Registreren")
    assert count(store) == 0
    assert "Er staat niet over wie het gaat; er is niets opgeslagen." in told_at(at, "Cliënt")


def test_what_is_typed_survives_another_language_and_words_are_chosen_again(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.button_group, "Wie vraagt het?").set_value(Applicant.REPRESENTATIVE)
    ask(at, Right.ERASURE)
    labelled(at.text_input, NAME).input("Noor")
    labelled(at.text_input, "Waar het antwoord naartoe gaat").input("Postbus 1")
    labelled(at.selectbox, "Behandelaar").select(make.OFFICER.staff_id)
    labelled(at.selectbox, "Binnengekomen via").select(Channel.PHONE)
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 11, 20))
    labelled(at.text_area, ASKED).input("Wis mij.")
    press(at, "Registreren")
    assert "De naam van de gemachtigde ontbreekt" in texts(at)
    to_english(at)
    assert labelled(at.button_group, "Who asks?").value is Applicant.REPRESENTATIVE
    assert labelled(at.text_input, "Where the answer goes").value == "Postbus 1"
    assert labelled(at.selectbox, "Handler").value == make.OFFICER.staff_id
    assert labelled(at.text_input, "Name of the person, as given").value == "Noor"
    assert labelled(at.button_group, "What is asked? Several are possible").value == [Right.ERASURE]
    assert labelled(at.selectbox, "Came in by").value is Channel.EMAIL
    assert labelled(at.date_input, "Received on").value == date(2026, 11, 20)
    assert labelled(at.text_area, "What is asked, in the person's own words").value == "Wis mij."


def test_a_representative_gives_a_name_and_an_authorisation_that_is_attached_its_file(
    store: Store, open_screen: Opened
) -> None:
    at = open_screen(NEW_REQUEST)
    labelled(at.button_group, "Wie vraagt het?").set_value(Applicant.REPRESENTATIVE)
    ask(at, Right.ACCESS)
    labelled(at.button_group, "Machtiging").set_value(Authority.ATTACHED)
    labelled(at.text_input, NAME).input("Noor")
    press(at, "Registreren")
    assert "De naam van de gemachtigde ontbreekt" in told_at(at, "Naam van wie het vraagt")
    labelled(at.text_input, "Naam van wie het vraagt").input("Jo Gemachtigde")
    press(at, "Registreren")
    assert "Het bestand met de machtiging ontbreekt" in told_at(at, "De machtiging")
    upload(at, "De machtiging", "machtiging.pdf", PDF)
    press(at, "Registreren")
    assert case_of(store, "V2026-0001").authorised_on == make.TODAY
    assert "Machtiging gezien: nu toegevoegd" in words_of(at)
