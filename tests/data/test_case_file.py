"""The file of a case for the regulator has all that happened and every document, with digests that match."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data_layer.carrying_out import case_file
from data_layer.carrying_out.case_file import WholeCase
from data_layer.errors import NotAllowed, NotFound, StoreUnavailable
from data_layer.ids import new_id
from data_layer.requests import request_documents, request_events
from data_layer.requests.document_files import Upload
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.vocabulary import Right
from tests import make
from tests.data.test_portability import made as made_portable
from tests.data.test_portability import sent
from tests.data.test_register_request import case_of
from tests.data.test_request_documents import PDF, attach

RECEIVED = date(2026, 11, 2)
FORMULA = "=1+1 staat er"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("case_file") / "desk.duckdb", new_store_file)


def a_case(store: Store, number: str, right: Right = Right.PORTABILITY) -> str:
    """A case with two letters, an identity check and a note, of a client whose names went to DUO."""
    client_id = make.a_client(store, number)
    make.a_delivery(store, client_numbers=[number])
    case = make.a_request(
        store, RECEIVED, right=right, client_id=client_id, file=Upload("Brief.pdf", PDF), asked="Mijn gegevens."
    )
    make.identified(store, case)
    attach(store, case, content=PDF + b"anders")
    request_events.note(
        store, make.COORDINATOR, make.seen(store, case), event_id=new_id(), happened_on=make.TODAY, body=FORMULA
    )
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert(
            "notices", id=new_id(), request_id=case_of(store, case).id, recipient_id=1, categories=["names"],
            change="restricted", opened_on=make.TODAY,
        )  # fmt: skip
    return case


def fetched(store: Store, number: str, actor: Actor = make.OFFICER) -> dict[str, bytes]:
    name, pieces = case_file.made(store, actor, WholeCase(case_of(store, number).id, "nl"))
    assert name == f"{number}-dossier.zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        return {entry: archive.read(entry) for entry in archive.namelist()}


def table_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def contents_of(files: dict[str, bytes]) -> list[dict[str, str]]:
    """The list of contents, of which every line is of a file with these very bytes, and every file has a line."""
    told = table_of(files["inhoud.csv"])
    assert {row["Bestand"] for row in told} == set(files) - {"inhoud.csv"}
    for row in told:
        content = files[row["Bestand"]]
        assert row["SHA-256"] == hashlib.sha256(content).hexdigest(), row["Bestand"]
        assert int(row["Bytes"]) == len(content)
    return told


def test_all_that_happened_and_every_document_is_there_and_every_digest_matches(store: Store) -> None:
    number = a_case(store, "1001")
    document = made_portable(store, number)
    sent(store, number, document)
    files = fetched(store, number)
    told = {row["Bestand"]: row for row in contents_of(files)}
    kept = request_documents.fetch(store, make.OFFICER, document)
    portable = f"documenten/{kept.name}"
    assert files[portable] == kept.content
    assert told[portable]["SHA-256 zoals vastgelegd"] == told[portable]["SHA-256"]
    assert told[portable]["Verzonden op"] == "2026-11-23"
    assert {f"documenten/{number}-brief.pdf", f"documenten/{number}-brief-2.pdf"} < set(files)
    request = json.loads(files["verzoek.json"])
    assert (request["Zaaknummer"], request["Recht"]) == (number, "overdracht")
    assert request["Wat is gevraagd"] == "Mijn gegevens."
    assert request["Ontvangen op"] == "2026-11-02"
    assert any("2 december 2026" in step for step in request["De termijn"])


def test_the_tables_say_it_in_words_and_compute_nothing(store: Store) -> None:
    files = fetched(store, a_case(store, "1002"))
    happened = table_of(files["tijdlijn.csv"])
    assert (happened[0]["Wat er is gebeurd"], happened[0]["Datum"]) == ("Ontvangen", "2026-11-02")
    assert "Document toegevoegd: de brief" in [row["Wat er is gebeurd"] for row in happened]
    assert f"'{FORMULA}" in [row["Toelichting"] for row in happened]
    (check,) = table_of(files["identiteit.csv"])
    assert (check["Manier"], check["Resultaat"]) == ("in persoon bekend", "vastgesteld")
    (notice,) = table_of(files["kennisgevingen.csv"])
    assert (notice["Gegevens"], notice["Wat er veranderde"]) == ("naamgegevens", "afgeschermd")
    (disclosure,) = table_of(files["verstrekkingen.csv"])
    assert (disclosure["Stand"], disclosure["Gegevens"]) == ("nog niet verzonden", "naamgegevens")


def test_only_the_privacy_officer_has_it_and_the_log_says_each_time(store: Store) -> None:
    number = a_case(store, "1003")
    for actor in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            fetched(store, number, actor)
    looks = "select count(*) from log where act = 'case_file.view' and subject_id = $id and staff_id = $staff"
    facts = {"id": case_of(store, number).id, "staff": make.DEPUTY.staff_id}
    for times in (1, 2):
        fetched(store, number, make.DEPUTY)
        assert make.asked(store, looks, **facts) == times
    with pytest.raises(NotFound):
        case_file.made(store, make.OFFICER, WholeCase(new_id(), "nl"))


def test_nothing_leaves_when_a_document_is_not_as_it_was_kept(store: Store) -> None:
    number = a_case(store, "1004")
    _name, pieces = case_file.made(store, make.OFFICER, WholeCase(case_of(store, number).id, "nl"))
    next(pieces)
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute(
            "update request_documents set content = $other where request_id = $id",
            other=b"%PDF-1.7 iets anders", id=case_of(store, number).id,
        )  # fmt: skip
    with pytest.raises(StoreUnavailable, match="not as it was kept"):
        list(pieces)
    with pytest.raises(StoreUnavailable, match="not as it was kept"):
        fetched(store, number)


def test_a_case_of_nobody_known_has_a_file_too(store: Store) -> None:
    files = fetched(store, make.a_request(store, RECEIVED))
    assert table_of(files["verstrekkingen.csv"]) == []
    assert json.loads(files["verzoek.json"])["Wie"] == "Noor Onbekend"


def test_of_large_documents_one_at_a_time_is_in_memory(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    large = PDF + bytes(range(256)) * 20_000
    for _ in range(3):
        attach(store, number, kind=DocumentKind.OTHER, content=large)
    _name, pieces = case_file.made(store, make.OFFICER, WholeCase(case_of(store, number).id, "nl"))
    assert max(map(len, pieces)) <= len(large)
