"""Documents are kept with their request, told by their contents, fetched one by one, and go with it."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import rebuilds, schedule
from data_layer.backups import copies, restoring
from data_layer.destroying import running
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound, StoreUnavailable
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.requests import document_removals, request_authority, request_documents
from data_layer.requests.document_files import CheckedFile, Upload, checked_file, clean_name
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_documents import Document, DocumentKind
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.verifying import findings
from tests import make
from tests.data.bytes import MARKER, checkpoint, holding_marker
from tests.data.test_merging import merged, the_pair
from tests.data.test_register_request import case_of
from tests.data.test_request_events import answer

PDF = b"%PDF-1.7\n% made for a test\n%%EOF\n"
RECEIVED = date(2026, 11, 2)
LONG_AGO = date(2019, 3, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here but those that destroy."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("documents") / "desk.duckdb", new_store_file)


def attach(store: Store, number: str, actor: Actor = make.COORDINATOR, **facts: Any) -> int:
    event_id = int(facts.pop("event_id", None) or new_id())
    usual = {"kind": DocumentKind.LETTER, "file_name": "Brief van Amina.pdf", "content": PDF}
    seen = facts.pop("seen", None) or make.seen(store, number)
    request_documents.attach(store, actor, seen, event_id=event_id, **(usual | facts))
    return event_id


def listed(store: Store, number: str) -> list[Document]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return request_documents.listed(reader, case_of(store, number).id)


def events(store: Store, number: str) -> list[tuple[Any, ...]]:
    found = make.rows(
        store,
        "select kind, reason_code, about, body from request_events where request_id = $id order by recorded_at",
        id=case_of(store, number).id,
    )
    return [tuple(row.values()) for row in found]


def docx(*more: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(zipfile.ZipInfo(name), "<x/>")  # of 1980, so that the bytes are the same each time
    return made.getvalue()


MSG = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "__properties_version1.0".encode("utf-16-le")
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("brief.pdf", PDF, "application/pdf"),
        ("FOTO.JPEG", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("foto.png", b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("brief.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("mail.eml", b"\r\nReceived: by mail.example\r\nSubject: verzoek\r\n\r\nTekst", "message/rfc822"),
        ("mail.msg", MSG, "application/vnd.ms-outlook"),
        ("tekst.txt", "Graag inzage. \N{EURO SIGN}".encode("cp1252"), "text/plain"),
        ("tekst.txt", "Graag inzage.".encode("utf-16"), "text/plain"),
    ],
)
def test_a_file_is_of_the_kind_that_its_contents_and_its_name_say(name: str, content: bytes, media_type: str) -> None:
    assert checked_file(Upload(name, content), 1, "file") == CheckedFile(name, media_type, content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.pdf", b" \n", "empty"),
        ("leeg.txt", b"\xef\xbb\xbf", "empty"),
        ("groot.pdf", PDF + b"x" * 1_000_000, "larger than 1 MB"),
        ("virus.exe", EXE, "this kind"),
        ("zonder", PDF, "this kind"),
        ("virus.pdf", EXE, "not those of a PDF"),
        ("virus.txt", EXE, "not those of a TXT"),
        ("virus.eml", EXE, "not those of a EML"),
        ("tekst.eml", b"Beste mensen, graag inzage", "not those of a EML"),
        ("oud.docx", MSG, "not those of a DOCX"),
        ("macro.docx", docx("word/vbaProject.bin"), "not those of a DOCX"),
        ("zip.docx", docx()[:60], "not those of a DOCX"),
        ("tabel.msg", MSG[:40], "not those of a MSG"),
        ("scan.jpg", PDF, "not those of a JPG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_file_is_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        checked_file(Upload(name, content), 1, "file")
    assert caught.value.field == "file"
    assert "nothing was saved" in str(caught.value)


def test_the_name_of_a_file_is_cleaned_and_shortened_before_its_ending() -> None:
    assert clean_name("C:\\mijn map\\brief \u202e van\n\x07mij.PDF") == "brief vanmij.PDF"
    assert clean_name("../../etc/brief.pdf") == "brief.pdf"
    assert clean_name("x" * 300 + ".pdf") == "x" * 96 + ".pdf"


def test_a_document_is_listed_without_its_contents_and_told_in_the_history(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    document = attach(store, number, happened_on=RECEIVED)
    (found,) = listed(store, number)
    assert (found.id, found.kind, found.file_name) == (document, DocumentKind.LETTER, "Brief van Amina.pdf")
    assert (found.size, found.happened_on, found.by) == (len(PDF), RECEIVED, make.COORDINATOR.name)
    assert events(store, number)[-1] == ("document_added", "letter", None, None)
    attach(store, number, event_id=document, seen=make.seen(store, number), content=b"%PDF-other")  # a double click
    assert len(listed(store, number)) == 1
    assert "Amina" not in str(make.rows(store, "select log::text as line from log where act = 'request.document'"))


def test_what_cannot_be_kept_is_refused_and_nothing_is_saved(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    seen = make.seen(store, number)
    for facts, field in (
        ({"content": EXE}, "file"),
        ({"happened_on": date(2026, 11, 24)}, "happened_on"),
        ({"happened_on": date(2026, 11, 1)}, "happened_on"),
    ):
        with pytest.raises(BadInput) as caught:
            attach(store, number, **facts)
        assert caught.value.field == field
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            attach(store, number, actor)
    attach(store, number, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        attach(store, number, seen=seen)
    assert len(listed(store, number)) == 1


def test_a_document_is_fetched_under_a_name_of_nobody_and_each_time_is_in_the_log(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    first, second = attach(store, number), attach(store, number, content=PDF + b"2")
    attach(store, number, kind=DocumentKind.OTHER)
    looks = "select count(*) from log where act = 'document.view' and subject_id = $id"
    case_id = case_of(store, number).id
    file = request_documents.fetch(store, make.OFFICER, first)
    assert (file.name, file.media_type, file.content) == (f"{number}-brief.pdf", "application/pdf", PDF)
    assert request_documents.fetch(store, make.OFFICER, second).name == f"{number}-brief-2.pdf"
    assert make.asked(store, looks, id=case_id) == 2
    with pytest.raises(NotAllowed):
        request_documents.fetch(store, make.MANAGER, first)
    with pytest.raises(NotFound):
        request_documents.fetch(store, make.OFFICER, 5)


def test_a_wrong_document_goes_for_a_reason_and_its_history_stays(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    document = attach(store, number)
    seen, event_id = make.seen(store, number), new_id()

    def remove(actor: Actor = make.COORDINATOR, **facts: Any) -> None:
        usual: dict[str, Any] = {"event_id": event_id, "document_id": document, "why": "Hoort bij een ander."}
        document_removals.remove(store, actor, facts.pop("seen", seen), **(usual | facts))

    for facts, field in (({"why": " "}, "why"), ({"document_id": 5}, "document_id")):
        with pytest.raises(BadInput) as caught:
            remove(**facts)
        assert caught.value.field == field
    with pytest.raises(NotAllowed):
        remove(make.MANAGER)
    attach(store, number, kind=DocumentKind.OTHER)
    with pytest.raises(ChangedMeanwhile):
        remove()
    seen = make.seen(store, number)
    remove()
    remove()  # a double click
    assert [found.kind for found in listed(store, number)] == [DocumentKind.OTHER]
    assert events(store, number)[-1] == ("document_removed", None, document, "Hoort bij een ander.")
    with pytest.raises(NotFound):
        request_documents.fetch(store, make.OFFICER, document)
    assert findings(store, make.OFFICER) == []


def test_a_document_that_was_changed_in_the_file_is_not_handed_out(store: Store) -> None:
    document = attach(store, make.a_request(store, RECEIVED))

    def written(content: bytes) -> None:
        with store.change(make.OFFICER, Act.REQUEST_DOCUMENT, Subject("request", 1)) as change:
            change.execute("update request_documents set content = $it where id = $id", it=content, id=document)

    written(b"%PDF-changed")
    with pytest.raises(StoreUnavailable, match="not as it was kept"):
        request_documents.fetch(store, make.OFFICER, document)
    written(PDF)


def test_a_large_file_is_refused(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="larger than 20 MB"):
        attach(store, number, content=PDF + b"x" * 20_000_000)


def test_of_what_was_removed_nothing_is_left_after_the_night_nor_when_a_backup_is_put_back(
    plain_store: Store, tmp_path: Path
) -> None:
    store = plain_store
    number = make.a_request(store, RECEIVED, file=Upload("brief.pdf", PDF + MARKER.encode()))
    (document,) = listed(store, number)
    checkpoint(store)
    backup = copies.make(store, make.OFFICER)
    document_removals.remove(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), document_id=document.id, why="Van Jo."
    )
    checkpoint(store)
    assert "desk.duckdb" in holding_marker(tmp_path)
    schedule.after_start(store)  # there is a backup of today, so that nothing else is to be done
    assert "desk.duckdb" not in holding_marker(tmp_path)
    assert not rebuilds.rebuild_if_asked(store, THE_DESK)

    restored = restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert restored.redone.done == Counter(document_removed=1)
    assert listed(store, number) == []
    assert events(store, number)[-1] == ("document_removed", None, document.id, None)
    assert findings(store, make.OFFICER) == []


def test_an_authorisation_is_seen_once_and_of_a_representative_only(store: Store) -> None:
    facts = {"applicant_kind": Applicant.REPRESENTATIVE, "applicant_name": "Jo Gemachtigde"}
    number, own = make.a_request(store, RECEIVED, **facts), make.a_request(store, RECEIVED)

    def authorise(number: str, actor: Actor = make.COORDINATOR, **facts: Any) -> None:
        usual: dict[str, Any] = {"event_id": new_id(), "seen_on": make.TODAY, "what": "Getekende machtiging."}
        seen = facts.pop("seen", None) or make.seen(store, number)
        request_authority.authorise(store, actor, seen, **(usual | facts))

    for wrong, field in (
        ({"what": " "}, "what"),
        ({"seen_on": date(2026, 11, 24)}, "seen_on"),
        ({"file": Upload("machtiging.pdf", EXE)}, "file"),
    ):
        with pytest.raises(BadInput) as caught:
            authorise(number, **wrong)
        assert caught.value.field == field
    with pytest.raises(BadInput, match="No representative"):
        authorise(own)
    with pytest.raises(NotAllowed):
        authorise(number, make.MANAGER)
    seen, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        authorise(number, seen=seen, event_id=event_id, file=Upload("machtiging.pdf", PDF))
    assert case_of(store, number).authorised_on == make.TODAY
    assert [found.kind for found in listed(store, number)] == [DocumentKind.AUTHORISATION]
    assert events(store, number)[-1] == ("authorised", "attached", None, "Getekende machtiging.")
    with pytest.raises(ChangedMeanwhile):
        authorise(number, seen=seen)
    with pytest.raises(BadInput, match="already"):
        authorise(number)


def test_with_their_requests_letters_are_gone_from_the_file_also_of_a_client_who_was_merged(
    plain_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = plain_store
    clients = [make.a_due_client(store, "1001"), make.a_client(store, "1002", registered_on=make.LONG_AGO), None]
    with monkeypatch.context() as patch:
        patch.setattr(store, "settings", store.settings.model_copy(update={"today": LONG_AGO}))
        for client_id in clients:
            number = make.a_request(
                store, LONG_AGO, client_id=client_id, person_name="Noor",
                file=Upload("brief.pdf", PDF + MARKER.encode()),
            )  # fmt: skip
            answer(store, number, LONG_AGO)
            make.finished(store, number, LONG_AGO)
    merged(store, the_pair(store))
    checkpoint(store)
    assert holding_marker(tmp_path) == ["desk.duckdb"]
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    assert make.asked(store, "select count(*) from request_documents") == 0
    assert make.asked(store, "select count(*) from requests") == 0
    assert holding_marker(tmp_path) == []
    assert findings(store, make.OFFICER) == []
