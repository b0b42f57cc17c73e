"""The work of a request for access on its screen: places, texts, and the overview, one step after another."""

from datetime import date

from data_layer.ids import new_id
from data_layer.requests import request_documents
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_places import of_case, search
from tests.data.test_register_request import case_of
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, primary_buttons, told_at, words_of

RECEIVED = date(2026, 11, 2)


def test_a_case_is_searched_blacked_out_made_read_and_sent_on_its_screen(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store)
    make.a_record(store, "progress_notes", client_id, written_on=date(2026, 3, 4), body="Haar zus *Jamila* belde.")
    number = make.identified(store, make.a_request(store, RECEIVED, client_id=client_id, handler_id=2))
    for place in ("messages", "paper", "lessons"):
        search(store, number, place, found="Niets gevonden.")
    at = open_screen(REQUEST, nummer=number)
    assert "Het kan gemaakt worden als elke plaats is doorzocht." in words_of(at)
    assert "Overzicht maken" not in [button.label for button in at.button]
    press(at, "Vastleggen")
    press(at, "Vastleggen", 1)
    assert "Er staat niet wat er is gevonden" in told_at(at, "Wat is gevonden")
    field(at, "text_area", "place_found").input("Een bericht van Jamila.")
    press(at, "Vastleggen", 1)
    assert of_case(store, number)["mailbox"].found == "Een bericht van Jamila."
    press(at, "Teksten nalopen")
    assert "5 van 5 teksten" in words_of(at)
    at.text_input(key="redaction_word").input("zus").run()
    field(at, "text_input", "redaction_words").input("Fatima")
    press(at, "Weglakken")
    assert "Deze woorden staan niet in de tekst" in told_at(at, "Woorden om weg te lakken")
    field(at, "text_input", "redaction_words").input("*Jamila*")
    press(at, "Weglakken")
    assert "Haar zus  ▮▮▮  belde" in words_of(at).replace("\\", "")
    press(at, "Weer tonen: \\*Jamila\\*")
    assert make.asked(store, "select count(*) from redactions") == 0
    at = open_screen(REQUEST, nummer=number)
    assert "Overzicht maken" in primary_buttons(at)
    press(at, "Overzicht maken")
    assert "Het overzicht is gemaakt en ligt bij de documenten." in words_of(at)
    press(at, "Nagekeken")
    press(at, "Ja, het mag verstuurd worden")
    press(at, "Het overzicht is verstuurd")
    press(at, "Ja, het is verstuurd")
    assert "verstuurd op 23-11-2026" in words_of(at)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        (document,) = request_documents.listed(reader, case_of(store, number).id)
    assert (document.kind, document.sent_on) == ("access_overview", make.TODAY)


def test_another_right_has_no_places_and_without_a_client_there_is_no_overview(
    store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, RECEIVED, right=Right.PORTABILITY, id=new_id())
    assert "Gezocht buiten de balie" not in words_of(open_screen(REQUEST, nummer=number))
    number = make.a_request(store, RECEIVED)
    at = open_screen(REQUEST, nummer=number)
    assert "Kies eerst de cliënt." in words_of(at)
    assert "Teksten nalopen" not in [button.label for button in at.button]
