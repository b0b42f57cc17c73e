"""The screen of a request restricts the data after a question, and follows the notice to each recipient."""

from datetime import date

from data_layer import disclosing
from data_layer.ids import new_id
from data_layer.requests import request_documents
from data_layer.requests.document_files import CheckedFile
from data_layer.requests.request_documents import DocumentKind
from data_layer.requests.request_history import current
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of


def disclosed(store: Store, recipient_id: int) -> None:
    disclosing.record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=date(2026, 3, 3), client_numbers=["1001"],
        categories=["names", "phone"], ground="contract", channel="email", recipient_id=recipient_id, purpose=9,
    )  # fmt: skip


def told(store: Store, number: str) -> None:
    """The letter that says that the restriction ends, made and sent today."""
    seen, document_id = make.seen(store, number), new_id()
    with store.change(make.OFFICER, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, document_id)
        assert case is not None
        file = CheckedFile("brief.pdf", "application/pdf", b"%PDF-1.7")
        request_documents.keep(change, case, document_id, DocumentKind.LIFT_NOTICE, file, on=make.TODAY)
        request_documents.mark_sent(change, case, new_id(), document_id, make.TODAY)


def test_the_data_are_restricted_after_a_question_and_each_recipient_is_followed_until_told(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store)
    for recipient_id in (1, 3):
        disclosed(store, recipient_id)
    number = make.a_request(store, date(2026, 11, 2), right=Right.RESTRICTION, client_id=client_id)
    make.identified(store, number)
    at = open_screen(REQUEST, nummer=number)
    assert "niet afgeschermd" in words_of(at)
    press(at, "Gegevens afschermen")
    press(at, "Afschermen")
    assert "Kies waarom de gegevens worden afgeschermd." in words_of(at)
    field(at, "selectbox", "restrict_why").set_value("claim")
    press(at, "Afschermen")
    assert "Alle gegevens van deze cliënt afschermen?" in words_of(at)
    press(at, "Ja, afschermen")
    said = words_of(at)
    for words in ("De gegevens zijn afgeschermd.", "sinds 23 november 2026", "rechtsvordering", "Stuur de persoon dan",
                  "Kennisgevingen aan ontvangers", "Afgeschermd: naamgegevens, telefoonnummers"):  # fmt: skip
        assert words in said
    press(at, "Verstuurd")
    press(at, "Vastleggen")
    assert "verstuurd op 23 november 2026" in words_of(at)
    press(at, "Bevestigd")
    press(at, "Vastleggen")
    press(at, "Niet haalbaar")
    press(at, "Vastleggen")
    assert "Er staat niet waarom" in words_of(at)
    field(at, "text_area", "notice_why").set_value("De ontvanger bestaat niet meer.")
    press(at, "Vastleggen")
    assert make.rows(store, "select state from notices order by id") == [
        {"state": "confirmed"}, {"state": "disproportionate"},
    ]  # fmt: skip
    told(store, number)
    at = open_screen(REQUEST, nummer=number)
    assert "De functionaris privacy kan de afscherming opheffen." in words_of(at)
    at = open_screen(REQUEST, nummer=number, actor=make.OFFICER)
    press(at, "Afscherming opheffen")
    press(at, "Opheffen")
    assert "De afscherming is opgeheven." in words_of(at)
    assert make.asked(store, "select restricted_since from clients") is None
