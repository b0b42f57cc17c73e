"""The steps that every whole case has on its screens, and its documents as whoever fetches them opens them."""

import io
from datetime import date
from typing import Any

import docx
import pypdf
from streamlit.testing.v1 import AppTest

from data_layer.requests.request_documents import Document, DocumentKind
from data_layer.requests.request_steps import Step
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right, State
from data_layer.wording import Language
from pages.shared.navigation import NEW_REQUEST, REQUEST
from tests import make
from tests.data.test_register_request import case_of
from tests.screens.conftest import Opened
from tests.screens.reading import choose_step, field, press, words_of
from tests.screens.test_export_drawer import Browser
from tests.screens.test_new_request_screen import ASKED, ask, upload
from tests.screens.test_request_papers import addresses, listed
from tests.screens.test_requests_screen import labelled

RECEIVED = date(2026, 11, 16)
THE_THREE = ("Dit is de reden:", "Postbus 93374", "rechtbank", "binnen zes weken", "artikel 35")
"""What art. 12(4) GDPR wants said of whatever is not granted."""


def an_addressed_client(store: Store, number: str = "1001", **facts: Any) -> int:
    """A client who gets post. The id."""
    client_id = make.a_client(store, number, **facts)
    make.a_record(
        store, "addresses", client_id, kind="home", street="Teststraat", house_number="7", postcode="6542 JP",
        city="Nijmegen", country="NL", valid_from=date(2025, 1, 6),
    )  # fmt: skip
    return client_id


def registered(open_screen: Opened, right: Right, asked: str, client: str = "1001") -> AppTest:
    """The screen of a request of this client, just after it was registered; the coordinator handles it."""
    at = ask(open_screen(NEW_REQUEST, client=client), right)
    labelled(at.date_input, "Ontvangen op").set_value(RECEIVED)
    labelled(at.text_area, ASKED).input(asked)
    return open_screen(REQUEST, nummer=number_of(press(at, "Registreren")))


def known_in_person(at: AppTest) -> AppTest:
    """Makes certain who asks, as the next step says."""
    assert "Stel vast wie het verzoek doet" in next_step(at)
    at.button(key="next_step").click().run()
    field(at, "text_input", "known_how").input("Docent Jansen, uit de les.")
    return press(at, "Identiteit opslaan")


def acknowledged(at: AppTest, store: Store, *says: str, language: Language = "nl") -> AppTest:
    """Makes the acknowledgement, which is in the language of the client, opens it, and sends it as it is."""
    number = made(at, DocumentKind.ACKNOWLEDGEMENT)
    text = text_of(fetched(at, store, number, DocumentKind.ACKNOWLEDGEMENT), language)
    for words in (number, *says):
        assert words in text, (words, text)
    return sent(at)


def made(at: AppTest, kind: DocumentKind, words: str | None = None, **chosen: Any) -> str:
    """Makes a letter on the screen, with the `outcome` or `language` chosen and these words in it. The case number."""
    choose_step(at, Step.LETTER)
    field(at, "selectbox", "letter_kind").set_value(kind).run()
    for name, value in chosen.items():
        field(at, "selectbox", f"letter_{name}").set_value(value)
    if words is not None:
        field(at, "text_area", "letter_words").input(words)
    press(at, "Brief maken")
    assert "De brief ligt als Word-bestand bij de documenten" in words_of(at)
    return number_of(at)


def sent(at: AppTest, edited: bytes | None = None) -> AppTest:
    """Records that the letter left, as it was made or as somebody edited it."""
    choose_step(at, Step.LETTER_SENT)
    if edited is not None:
        label = "De brief zoals die is verstuurd, als u die hebt aangepast (Word of PDF)"
        upload(at, label, "Besluit van ons.docx", edited)
    return press(at, "De brief is verstuurd")


def answered_as_decided(at: AppTest) -> AppTest:
    """Records the answer, which takes everything over from the decision that was sent."""
    choose_step(at, Step.ANSWER)
    assert "Overgenomen uit het besluit" in words_of(at)
    press(at, "Antwoord opslaan")
    assert "Nog niet gedaan" not in words_of(at)
    return press(at, "Ja, het antwoord is verstuurd")


def finished(at: AppTest, store: Store, outcome: Outcome) -> None:
    """Finishes the case without a word about anything that is not done; and the store is in order."""
    assert "Rond de zaak af" in next_step(at)
    at.button(key="next_step").click().run()
    assert not [area for area in at.text_area if str(area.key).startswith("finish_why")]
    press(at, "Zaak afronden")
    press(at, "Ja, alles is gedaan")
    case = case_of(store, number_of(at))
    assert (case.state, case.outcome, case.finished_on) == (State.FINISHED, outcome, make.TODAY)
    assert "Deze zaak is afgerond" in next_step(at)
    assert findings(store, THE_DESK) == []


def next_step(at: AppTest) -> str:
    """What the screen says is to be done next."""
    (said,) = [str(m.value) for m in at.markdown if str(m.value).startswith("**Volgende stap:**")]
    return said


def number_of(at: AppTest) -> str:
    """The number of the case whose screen this is."""
    return str(at.title[0].value).split(" ")[0]


def fetched(at: AppTest, store: Store, number: str, kind: DocumentKind) -> bytes:
    """What the link of the newest document of this kind gives."""
    documents = listed(store, number)
    which = next(place for place, document in enumerate(documents) if document.kind is kind)
    return _fetched(at, documents[which], addresses(at)[which])


def all_fetched(at: AppTest, store: Store) -> dict[DocumentKind, list[bytes]]:
    """Every document of the case through its link, by its kind."""
    found: dict[DocumentKind, list[bytes]] = {}
    documents = listed(store, number_of(at))
    for document, address in zip(documents, addresses(at)[: len(documents)], strict=True):
        found.setdefault(document.kind, []).append(_fetched(at, document, address))
    return found


def _fetched(at: AppTest, document: Document, address: str) -> bytes:
    answer = Browser().get(address)
    assert answer.status_code == 200
    assert len(answer.content) == document.size
    assert f'filename="{number_of(at)}-' in answer.headers["content-disposition"]
    return answer.content


def text_of(letter: bytes, language: Language = "nl") -> str:
    """What a Word letter says, tables and all; it has a title and its language."""
    opened = docx.Document(io.BytesIO(letter))
    assert opened.core_properties.title
    assert opened.core_properties.language.startswith(language)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*cells, *(paragraph.text for paragraph in opened.paragraphs)])
    assert not {"{{", "{%", "None"} & set(text.split())
    return text


def with_a_line(letter: bytes, line: str) -> bytes:
    """The Word letter as somebody edited it."""
    opened, saved = docx.Document(io.BytesIO(letter)), io.BytesIO()
    opened.add_paragraph(line)
    opened.save(saved)
    return saved.getvalue()


def pages_of(file: bytes, language: Language = "nl") -> str:
    """What a PDF says, in one line; it is tagged, and has a title and its language."""
    read = pypdf.PdfReader(io.BytesIO(file))
    root: Any = read.root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())
