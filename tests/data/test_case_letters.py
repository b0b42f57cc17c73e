"""The letters of a case: each says what the law wants said, in Dutch or English, and is kept as it was really sent."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from data_layer.documents.decision import Decision, decision_letter
from data_layer.documents.letters import as_word
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import case_letters, extending, letter_sending, request_answers
from data_layer.requests.document_files import Upload
from data_layer.requests.letter_facts import about_case
from data_layer.requests.request_authority import authorise
from data_layer.requests.request_documents import DocumentKind
from data_layer.requests.request_history import current, record
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind, ExtensionReason
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right
from tests import make
from tests.data.test_correcting import correct, known
from tests.data.test_register_request import REPRESENTED, case_of
from tests.data.test_request_events import ask

RECEIVED = date(2026, 11, 2)
HARD = "Regel {{ settings }} <w:p> & {% if %}\ntweede regel \u0645\u0631\u062d\u0628\u0627"
PDF = b"%PDF-1.7\nwhat was really sent"
THE_THREE = {
    "nl": ("Dit is de reden:", "Postbus 93374", "rechtbank", "binnen zes weken", "artikel 35"),
    "en": ("This is why:", "Postbus 93374", "court (rechtbank)", "within six weeks", "article 35"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("letters") / "desk.duckdb", new_store_file)


@pytest.fixture
def number(store: Store) -> str:
    return a_case(store)


def a_case(store: Store, **facts: Any) -> str:
    """A request of a client with an address, handled by the coordinator."""
    row = make.rows(store, "select count(*) as n from clients")[0]
    client_id = make.a_client(store, str(1001 + row["n"]))
    for kind, street, until in (
        ("home", "Oude Straat", date(2026, 1, 1)), ("home", "Keizer Karelplein", None),
    ):  # fmt: skip
        make.a_record(
            store, "addresses", client_id, kind=kind, street=street, house_number="6", postcode="6511 NC",
            city="Nijmegen", country="NL", valid_until=until,
        )  # fmt: skip
    usual = {"client_id": client_id, "handler_id": make.COORDINATOR.staff_id}
    return make.a_request(store, RECEIVED, **usual | facts)


def make_letter(store: Store, number: str, kind: DocumentKind, actor: Actor = make.COORDINATOR, **facts: Any) -> int:
    usual: dict[str, Any] = {"seen": make.seen(store, number), "event_id": new_id(), "dated": make.TODAY}
    facts = usual | facts
    case_letters.make(store, actor, kind=kind, **facts)
    return int(facts["event_id"])


def send(store: Store, number: str, document_id: int, actor: Actor = make.COORDINATOR, **facts: Any) -> None:
    usual: dict[str, Any] = {"seen": make.seen(store, number), "event_id": new_id(), "sent_on": make.TODAY}
    letter_sending.sent(store, actor, document_id=document_id, **usual | facts)


def documents(store: Store, number: str) -> list[dict[str, Any]]:
    return make.rows(
        store,
        """
        select d.* from request_documents d join requests r on r.id = d.request_id
        where r.number = $number order by d.id
        """,
        number=number,
    )


def opened(store: Store, number: str) -> Any:
    """The newest document of the case, as Word opens it."""
    return docx.Document(io.BytesIO(documents(store, number)[-1]["content"]))


def says(store: Store, number: str) -> str:
    return "\n".join(paragraph.text for paragraph in opened(store, number).paragraphs)


def restricted(store: Store, number: str) -> None:
    """The client is restricted by this request."""
    case = case_of(store, number)
    assert case.client_id is not None
    make.restrict(store, case.client_id, make.TODAY)
    seen, event_id = make.seen(store, number), new_id()
    with store.change(make.OFFICER, Act.RESTRICTION_SET, seen.subject) as change:
        now = current(change, seen, event_id)
        assert now is not None
        record(change, now, event_id, EventKind.RESTRICTED, make.TODAY)


def test_a_letter_is_a_word_file_in_its_language_with_the_facts_of_its_case(store: Store, number: str) -> None:
    for language, words in (
        ("nl", ("2 november 2026", "inzage", "uiterlijk op 2 december 2026", "Zaaknummer", "Dit kost u niets.")),
        ("en", ("2 November 2026", "access", "2 December 2026 at the latest", "Case number", "costs you nothing")),
    ):
        make_letter(store, number, DocumentKind.ACKNOWLEDGEMENT, language=language)
        file, text = opened(store, number), says(store, number)
        for said in ("Amina Testpersoon\nKeizer Karelplein 6\n6511 NC  Nijmegen", number, "Cor Coördinator", *words):
            assert said in text, said
        properties, (section,) = file.core_properties, file.sections
        title = {"nl": "Wij hebben uw verzoek ontvangen", "en": "We received your request"}[language]
        assert (properties.title, properties.author, properties.last_modified_by, properties.comments) == (
            title, "STEP Inburgering", "STEP Inburgering", "",
        )  # fmt: skip
        assert properties.language == {"nl": "nl-NL", "en": "en-GB"}[language]
        assert {e.get(f"{{{e.nsmap['w']}}}val") for e in file.styles.element.iter("{*}lang")} == {properties.language}
        assert [p.text for p in file.paragraphs if p.style.name == "Title"] == [title]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert section.header.paragraphs[0].text == "STEP Inburgering"
        footer = "".join(p.text for p in section.footer.paragraphs)
        assert "6542 JP Nijmegen" in footer
        assert "info@step-inburgering.nl" in footer
        assert {e.text.strip() for e in section.footer._element.iter("{*}instrText")} == {"PAGE", "NUMPAGES"}
        assert "{" not in text + footer
    (document,) = documents(store, number)
    assert (document["language"], document["sent_on"], document["file_name"]) == (
        "en",
        None,
        "ontvangstbevestiging.docx",
    )
    assert document["digest"] == hashlib.sha256(document["content"]).hexdigest()
    make_letter(store, number, DocumentKind.ACKNOWLEDGEMENT, language="en")
    assert documents(store, number)[-1]["digest"] == document["digest"], "the same letter has the same bytes"


def test_what_was_typed_stays_text(store: Store, number: str) -> None:
    make_letter(store, number, DocumentKind.CLARIFICATION_QUESTION, words=HARD)
    assert HARD in says(store, number)


def test_who_is_asked_who_they_are_is_told_the_lightest_way_first_and_never_to_send_an_open_copy(store: Store) -> None:
    number = a_case(store)
    for language, words in (
        ("nl", ("Kom bij ons langs", "een code", "Stuur ons alstublieft geen kopie", "burgerservicenummer (BSN)")),
        ("en", ("Come by", "a code", "Please do not send a copy", "black out your photo")),
    ):
        make_letter(store, number, DocumentKind.IDENTITY_QUESTION, language=language, words="Twee Amina's.")
        text = says(store, number)
        places = [text.index(said) for said in ("Twee Amina's.", *words)]
        assert places == sorted(places)
    make.identified(store, number)
    with pytest.raises(BadInput, match="does not fit"):
        make_letter(store, number, DocumentKind.IDENTITY_QUESTION, words="Toch nog.")


def test_a_letter_goes_to_the_representative_who_asks_and_offers_no_code(store: Store) -> None:
    number = a_case(store, **REPRESENTED, applicant_contact="Kade 1\n6511 AA Nijmegen")
    make_letter(store, number, DocumentKind.IDENTITY_QUESTION, words="Onbekend.")
    text = says(store, number)
    assert text.startswith(f"{case_of(store, number).applicant_name}\nKade 1\n6511 AA Nijmegen\n")
    assert "U vroeg dit namens iemand anders." in text, "who may not ask yet learns no name of the file"
    assert "machtiging" in text
    assert "een code" not in text
    assert "Karelplein" not in text
    authorise(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), seen_on=make.TODAY, what="Brief")
    make_letter(store, number, DocumentKind.ACKNOWLEDGEMENT)
    assert "U vroeg dit namens Amina Testpersoon." in says(store, number)


def test_where_the_data_are_gone_the_letter_goes_to_the_address_that_was_kept_for_the_answer(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    case = case_of(store, number)
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS, make.seen(store, number).subject) as change:
        change.update(
            "requests", case.id, case.version, person_name=None, reply_name="Amina T.", reply_address="Kade 2\nNijmegen"
        )
    make_letter(store, number, DocumentKind.ACKNOWLEDGEMENT)
    assert says(store, number).startswith("Amina T.\nKade 2\nNijmegen\n")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_decision_says_what_was_done_and_unless_granted_carries_the_three_texts(store: Store, language: Any) -> None:
    number = make.identified(store, a_case(store))
    reasons = "Uw bezwaar gaat over {{ iets }} anders."
    usual = {"language": language, "words": reasons, "actor": make.OFFICER}
    for outcome in (Outcome.PARTLY_GRANTED, Outcome.REFUSED):
        make_letter(store, number, DocumentKind.DECISION, outcome=outcome, **usual)
        text = says(store, number)
        places = [text.index(said) for said in (reasons, *THE_THREE[language][1:])]
        assert places == sorted(places), outcome
        assert THE_THREE[language][0] in text
        assert documents(store, number)[-1]["reason_code"] == outcome
    make_letter(store, number, DocumentKind.DECISION, outcome=Outcome.GRANTED, **usual)
    text = says(store, number)
    assert reasons in text
    for said in ("Wij hebben gedaan wat u vroeg.", "We did what you asked.", "Dit hebben wij gedaan", "rechtbank"):
        assert said not in text, "nothing that the desk does not know"
    with make.on_day(store, date(2026, 10, 5)):
        unknown = make.a_request(store, date(2026, 10, 1))
        ask(store, unknown, date(2026, 10, 2))
    make_letter(store, unknown, DocumentKind.DECISION, outcome=Outcome.NOT_IDENTIFIED, **usual)
    assert all(said in says(store, unknown) for said in (reasons, *THE_THREE[language]))


def test_a_decision_tells_what_was_done_before_why_the_rest_was_not(store: Store, settings: Settings) -> None:
    done = ("Straat: {{ x }} werd Kade.", say("Received on"))
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        about = about_case(reader, case_of(store, a_case(store)).id)
    for asks, whose in (
        (about, ":"),
        (replace(about, on_behalf_of="Amina T."), ". Waar hier ‘u’ of ‘uw’ staat, bedoelen wij Amina T.:"),
    ):
        letter = decision_letter(asks, Decision(Outcome.PARTLY_GRANTED, "De rest klopt.", done), make.TODAY)
        file = docx.Document(io.BytesIO(as_word(letter, settings, "nl")))
        said = ("Straat: {{ x }} werd Kade.", "Ontvangen op", "Dit is de reden:", "De rest klopt.")
        assert "\n".join((f"Dit hebben wij gedaan{whose}", *said)) in "\n".join(each.text for each in file.paragraphs)


def test_a_decision_needs_its_outcome_reasons_role_and_a_person_who_is_certain(store: Store, number: str) -> None:
    decision = DocumentKind.DECISION
    with pytest.raises(NotAllowed):
        make_letter(store, number, decision, outcome=Outcome.REFUSED, words="Nee.")
    for outcome, words, field in (
        (Outcome.REFUSED, " ", "words"), (Outcome.PARTLY_GRANTED, None, "words"), (None, "x", "outcome"),
        (Outcome.WITHDRAWN, "x", "outcome"), (Outcome.GRANTED, None, "outcome"),
        (Outcome.NOT_IDENTIFIED, "x", "outcome"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match="othing was saved") as refused:
            make_letter(store, number, decision, make.OFFICER, outcome=outcome, words=words)
        assert refused.value.field == field, outcome
    make.identified(store, number)
    facts: dict[str, Any] = {"event_id": new_id(), "outcome": Outcome.GRANTED, "answered_on": make.TODAY}
    request_answers.answer(store, make.COORDINATOR, make.seen(store, number), **facts)
    with pytest.raises(BadInput, match="another outcome"):
        make_letter(store, number, decision, make.OFFICER, outcome=Outcome.REFUSED, words="Nee.")
    with pytest.raises(BadInput, match="does not fit"):
        make_letter(store, number, DocumentKind.ACKNOWLEDGEMENT)
    for actor, words, field in (make.COORDINATOR, "Op papier gedaan.", "outcome"), (make.OFFICER, None, "words"):
        with pytest.raises(BadInput, match="not done yet") as refused:
            make_letter(store, number, decision, actor, outcome=Outcome.GRANTED, words=words)
        assert refused.value.field == field
    make_letter(store, number, decision, make.OFFICER, outcome=Outcome.GRANTED, words="Op papier gedaan.")
    assert len(documents(store, number)) == 1


def test_a_decision_that_is_not_true_any_more_is_not_sent_and_what_was_done_is_not_refused(store: Store) -> None:
    number = make.identified(store, a_case(store, right=Right.RECTIFICATION))
    client_id = case_of(store, number).client_id or 0
    decision = DocumentKind.DECISION
    words: dict[str, Any] = {"words": "Dat klopt niet.", "actor": make.OFFICER}
    refusal = make_letter(store, number, decision, outcome=Outcome.REFUSED, **words)
    correct(store, number, "names", known(store, "names", client_id), first_names="Aminah")
    with pytest.raises(BadInput, match="carried out") as refused:
        send(store, number, refusal)
    for outcome in (Outcome.REFUSED, Outcome.NOT_IDENTIFIED):
        with pytest.raises(BadInput, match="othing was saved") as refused:
            make_letter(store, number, decision, outcome=outcome, **words)
        assert refused.value.field == "outcome"
    facts: dict[str, Any] = {"event_id": new_id(), "outcome": Outcome.REFUSED, "answered_on": make.TODAY}
    with pytest.raises(BadInput, match="carried out"):
        request_answers.answer(store, make.OFFICER, make.seen(store, number), reason="Nee.", **facts)
    first = make_letter(store, number, decision, outcome=Outcome.GRANTED)
    assert "Aminah" in says(store, number)
    correct(store, number, "names", known(store, "names", client_id), first_names="Amineh")
    for file in (None, Upload("Besluit.pdf", PDF)):
        with pytest.raises(BadInput, match="Make the letter anew") as refused:
            send(store, number, first, file=file)
        assert refused.value.field == "document_id"
    send(store, number, make_letter(store, number, decision, outcome=Outcome.GRANTED))
    assert "Amineh" in says(store, number)


def test_the_person_is_told_before_a_restriction_is_lifted_also_when_the_case_is_finished(store: Store) -> None:
    number, kind = make.identified(store, a_case(store, right=Right.RESTRICTION)), DocumentKind.LIFT_NOTICE
    facts: dict[str, Any] = {"words": "De gegevens kloppen.", "lifts_on": date(2026, 12, 1)}
    with pytest.raises(BadInput, match="does not fit"):
        make_letter(store, number, kind, **facts)
    restricted(store, number)
    closing: dict[str, Any] = {"outcome": Outcome.GRANTED, "answered_on": make.TODAY}
    request_answers.answer(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), **closing)
    request_answers.finish(store, make.OFFICER, make.seen(store, number), event_id=new_id(), finished_on=make.TODAY)
    for wrong, field in ({"lifts_on": make.TODAY}, "lifts_on"), ({"words": ""}, "words"):
        with pytest.raises(BadInput, match="othing was saved") as refused:
            make_letter(store, number, kind, **facts | wrong)
        assert refused.value.field == field
    for language, words in (
        ("nl", "Op 1 december 2026 eindigt de afscherming"),
        ("en", "restriction on 1 December 2026"),
    ):
        made = make_letter(store, number, kind, language=language, **facts)
        text = says(store, number)
        assert all(said in text for said in (words, "De gegevens kloppen.", *THE_THREE[language][1:]))
    send(store, number, made)
    assert documents(store, number)[0]["sent_on"] == make.TODAY


def test_the_edited_file_that_was_really_sent_takes_the_place_of_the_draft(store: Store, number: str) -> None:
    make.identified(store, number)
    facts: dict[str, Any] = {"outcome": Outcome.PARTLY_GRANTED, "words": "Een deel.", "language": "en"}
    made = make_letter(store, number, DocumentKind.DECISION, make.OFFICER, **facts)
    for file in (Upload("brief.txt", b"tekst"), Upload("brief.docx", b"geen Word")):
        with pytest.raises(BadInput, match="othing was saved") as refused:
            send(store, number, made, file=file)
        assert refused.value.field == "file"
    for on in (date(2026, 11, 22), date(2026, 11, 24)):
        with pytest.raises(BadInput, match="Nothing was saved") as refused:
            send(store, number, made, sent_on=on, file=Upload("brief.pdf", PDF))
        assert refused.value.field == "sent_on"
    assert case_of(store, number).has_unsent_letter
    send(store, number, made, file=Upload("Besluit Amina.pdf", PDF))
    (document,) = documents(store, number)
    assert (document["kind"], document["content"], document["digest"]) == (
        "decision", PDF, hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    assert (document["sent_on"], document["language"], document["reason_code"]) == (make.TODAY, "en", "partly_granted")
    assert not case_of(store, number).has_unsent_letter
    (gone,) = make.rows(store, "select about, reason_code from request_events where about = $id", id=made)
    assert gone == {"about": made, "reason_code": "replaced"}
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        found = letter_sending.sent_decision(reader, case_of(store, number).id)
    assert found == letter_sending.SentDecision(make.TODAY, Outcome.PARTLY_GRANTED, "Een deel.")
    with pytest.raises(BadInput, match="already"):
        send(store, number, document["id"])
    assert findings(store, make.OFFICER) == []


def test_a_question_that_was_sent_starts_the_waiting_once_and_in_time(store: Store, number: str) -> None:
    kind = DocumentKind.CLARIFICATION_QUESTION
    first = make_letter(store, number, kind, words="Welke lessen?")
    send(store, number, first)
    assert case_of(store, number).waiting_since is None, "only when that is asked"
    for _ in range(2):
        send(store, number, make_letter(store, number, kind, words="Welke lessen?"), asks=True)
    assert case_of(store, number).waiting_since == make.TODAY
    questions = "select body from request_events where request_id = $id and kind = 'question_asked'"
    assert make.rows(store, questions, id=case_of(store, number).id) == [{"body": "Welke lessen?"}]
    late = make.a_request(store, date(2026, 10, 12))
    made = make_letter(store, late, kind, words="Welke?")
    with pytest.raises(BadInput, match="had to be asked") as refused:
        send(store, late, made, asks=True)
    assert refused.value.field == "asks"
    assert findings(store, make.OFFICER) == []


def test_roles_double_clicks_other_documents_and_somebody_else_s_change(store: Store, number: str) -> None:
    kind = DocumentKind.ACKNOWLEDGEMENT
    with pytest.raises(BadInput, match="dated earlier"):
        make_letter(store, number, kind, dated=date(2026, 11, 22))
    with pytest.raises(NotAllowed):
        make_letter(store, number, kind, make.MANAGER)
    early, made = make.seen(store, number), new_id()
    for _ in range(2):
        make_letter(store, number, kind, seen=early, event_id=made)
    with pytest.raises(ChangedMeanwhile):
        make_letter(store, number, kind, seen=early)
    with pytest.raises(NotAllowed):
        send(store, number, made, make.MANAGER)
    now, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        send(store, number, made, seen=now, event_id=event_id)
    with pytest.raises(ChangedMeanwhile):
        send(store, number, made, seen=now)
    with pytest.raises(BadInput, match="not with this request"):
        send(store, a_case(store), made)
    notice = new_id()
    extending.make_notice(
        store, make.COORDINATOR, make.seen(store, number), event_id=notice, reason=ExtensionReason.NUMBER, why="Veel.",
        dated=make.TODAY,
    )  # fmt: skip
    with pytest.raises(BadInput, match="no letter of this kind"):
        send(store, number, notice)
    text = pypdf.PdfReader(io.BytesIO(documents(store, number)[-1]["content"])).pages[0].extract_text()
    assert "Keizer Karelplein 6" in text
