"""The certificate of a destruction proves it, to people and to machines, without keeping anybody's data."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pypdf
import pytest

from data_layer.destroying.certificate import Certificate, certificate_of, digest
from data_layer.destroying.certifying import as_pdf, certify, facts
from data_layer.destroying.labels import WHAT_LABELS
from data_layer.destroying.proving import proved
from data_layer.destroying.skips import SKIPS
from data_layer.errors import BadInput, NotFound
from data_layer.log import FIRST, Subject
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.verifying import findings
from tests import make

BATCH, NUMBER = 77, "B2026-0001"
AT = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
IN_THE_LOG = hashlib.sha256(b"what went").hexdigest()


def a_done_batch(store: Store, batch_id: int = BATCH, number: str = NUMBER) -> None:
    """A batch as it stands in the register when its rows are gone and the store was rebuilt; with its certificate."""
    with store.change(make.OFFICER, Act.DESTRUCTION_RUN, Subject("batch", batch_id)) as change:
        change.insert(
            "batches", id=batch_id, number=number, kind="retention", state="done", due_until=make.TODAY,
            proposed_by=make.COORDINATOR.staff_id, proposed_at=AT, approved_by=make.OFFICER.staff_id, approved_at=AT,
            ran_by=make.OFFICER.staff_id, ran_at=AT, rebuilt_at=AT, clients=1200, whole=2,
            first_last_day=date(2024, 6, 30), last_last_day=date(2025, 12, 31), digest=IN_THE_LOG,
            backups_until=date(2026, 12, 23),
        )  # fmt: skip
        for what, clients, records in (("invoices", 2, 5), ("names", 1200, 1200), ("request", 1, 1)):
            change.insert(
                "batch_counts", batch_id=batch_id, what=what, clients=clients, records=records,
                first_last_day=date(2025, 12, 31), last_last_day=date(2025, 12, 31),
            )  # fmt: skip
        change.insert("batch_skips", batch_id=batch_id, reason_code="held", clients=3, items=7)
        certify(change, batch_id)
        change.bulk(1206, IN_THE_LOG)


def the_file(store: Store, batch_id: int = BATCH) -> bytes:
    return bytes(make.asked(store, "select certificate from batches where id = $id", id=batch_id))


def the_certificate(store: Store) -> Certificate:
    with store.read(make.OFFICER, Act.DESTRUCTION_VIEW) as reader:
        return certificate_of(reader, BATCH)


def why_not(store: Store, file: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        proved(store, make.OFFICER, file)
    return str(refused.value)


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """A client, and a destruction of others that was certified."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("certified") / "desk.duckdb", new_store_file):
        make.a_client(store, "40817", first_names="Amina", surname="Testpersoon", bsn=make.BSN)
        a_done_batch(store)
        yield store


def test_it_is_a_tagged_document_with_a_title_in_its_language(certified: Store) -> None:
    read = pypdf.PdfReader(io.BytesIO(the_file(certified)))
    root: Any = read.root_object
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == "Certificaat van vernietiging"
    about = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert read.metadata.creation_date == AT


def test_it_says_what_went_by_whose_hands_and_what_was_left(certified: Store) -> None:
    read = pypdf.PdfReader(io.BytesIO(the_file(certified)))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for words in (
        NUMBER, "STEP Inburgering", "Vernietigd op 23 november 2026: 1.206 gegevens van 1.200 cliënten.",
        "alles wat op 23 november 2026 te verwijderen was", "Cor Coördinator, 23 november 2026 09:15",
        "Fenna Functionaris", "naamgegevens 1.200 1.200 31-12-2025", "verzoeken 1 1",
        "Samen 1.200 1.206 30-06-2024 31-12-2025", "aangehouden 3 7", "tot en met 23 december 2026",
        IN_THE_LOG, digest(the_certificate(certified)), "1 / ",
    ):  # fmt: skip
        assert words in text
    english = pypdf.PdfReader(io.BytesIO(as_pdf(the_certificate(certified), "en")))
    assert str(english.root_object["/Lang"]) == "en"
    assert "1,206 records of 1,200 clients went for good" in " ".join(english.pages[0].extract_text().split())


def test_nothing_of_a_person_is_in_it(certified: Store) -> None:
    file = the_file(certified)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    (person,) = make.rows(certified, "select number, bsn, surname, first_names from clients")
    for fact in map(str, person.values()):
        for kept in (fact, hashlib.sha256(fact.encode()).hexdigest()):
            assert kept not in text
            assert kept.encode() not in file


def test_the_same_destruction_gives_the_same_file(certified: Store) -> None:
    assert as_pdf(the_certificate(certified)) == the_file(certified)


def test_text_never_becomes_markup_and_every_code_has_words(certified: Store) -> None:
    one = the_certificate(certified)
    sly = replace(one, proposed=replace(one.proposed, name="*Cor* #lorem(9) $x$ _y_"), request_number="V2026-0001")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(as_pdf(sly))).pages)
    assert "*Cor* #lorem(9) $x$ _y_" in text
    row, skip = one.counts[0], one.skips[0]
    full = replace(
        one,
        kind="erasure",
        clients=0,
        backups_until=None,
        request_number="V2026-0001",
        counts=tuple(replace(row, what=what, first_last_day=None) for what in WHAT_LABELS),
        skips=tuple(replace(skip, reason_code=code) for code in SKIPS),
    )
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(full))).pages
    assert len(pages) == 2
    text = " ".join("".join(page.extract_text() for page in pages).split())
    assert "wat is gekozen bij verzoek V2026-0001" in text
    assert "Geen enkele reservekopie" in text
    rules = {
        str(facts(replace(one, kind=kind, category=category, is_chosen=is_chosen))["parts"][0]["pairs"][1][1])
        for kind, category, is_chosen in (
            ("retention", None, True), ("retention", None, False), ("retention", "phone", True),
            ("retention", "phone", False), ("erasure", None, True),
        )
    }  # fmt: skip
    assert len(rules) == 5


def test_it_proves_the_destruction_until_a_byte_is_changed(certified: Store) -> None:
    file = the_file(certified)
    assert NUMBER in dict(proved(certified, make.OFFICER, file).facts).values()
    for at in (10, len(file) // 2, len(file) - 1):
        assert "was changed" in why_not(certified, file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :])
    assert "was changed" in why_not(certified, b"")
    assert findings(certified, make.OFFICER) == []


def test_what_was_not_carried_out_has_no_certificate(store: Store) -> None:
    with store.change(make.OFFICER, Act.DESTRUCTION_PROPOSE) as change:
        change.insert(
            "batches", id=1, number="B2026-0009", kind="retention", state="proposed", due_until=make.TODAY,
            proposed_by=2, proposed_at=AT,
        )  # fmt: skip
        with pytest.raises(NotFound):
            certify(change, 1)


def tampered(store: Store, sql: str) -> None:
    with store.change(make.ADMINISTRATOR, Act.SETTINGS_CHANGE) as change:
        change.execute(sql)


def test_a_register_or_a_log_that_was_tampered_with_is_told(store: Store) -> None:
    a_done_batch(store)
    file = the_file(store)
    tampered(store, "update batch_counts set records = 1 where what = 'invoices'")
    assert "something else" in why_not(store, file)
    tampered(store, "update batch_counts set records = 5 where what = 'invoices'")
    tampered(store, "update batches set certificate = 'x'::blob")
    assert "has no certificate" in str([finding.msgid for finding in findings(store, make.OFFICER)])
    with store.change(make.OFFICER, Act.DESTRUCTION_RUN) as change:
        certify(change, BATCH)
    tampered(store, "update log set bulk_digest = 'other' where act = 'destruction.run' and bulk_digest is not null")
    assert "does not know" in why_not(store, file)
    tampered(store, "update log set bulk_digest = (select digest from batches) where bulk_digest = 'other'")
    tampered(store, "update log set count = 3 where act = 'settings.change' and seq = (select max(seq) from log)")
    assert "does not follow" in why_not(store, file)


def test_the_log_confirms_it_wherever_the_entry_stands_until_its_part_was_dropped(store: Store) -> None:
    """A clock that jumped ahead and back leaves entries of November in the run that bears a later month."""
    a_done_batch(store)
    file = the_file(store)
    for month, said in (("2026-10", "confirms it"), ("2026-11", "confirms it")):
        tampered(store, "delete from log_segments")
        tampered(
            store,
            f"insert into log_segments (chain, segment, last_seq, last_digest, sealed_at, dropped_at)"
            f" select 'change', '{month}', 0, '{FIRST}', now(), now()",
        )
        assert said in proved(store, make.OFFICER, file).msgid, month
    tampered(store, "delete from log where act = 'destruction.run'")
    assert "has ended since" in proved(store, make.OFFICER, file).msgid
    tampered(store, "update log_segments set segment = '2026-10'")
    assert "does not know" in why_not(store, file)


def test_the_command_says_in_one_sentence_what_the_file_proves(
    store: Store, tmp_path: Path, run_command: Callable[..., CompletedProcess[str]]
) -> None:
    a_done_batch(store)
    path = tmp_path / "certificaat.pdf"
    path.write_bytes(the_file(store))
    store.close()
    for wrong, said in ((path.with_name("no.pdf"), "bestaat niet"), (path.parent, "het is een map")):
        told = run_command("certificate", str(wrong))
        assert (told.returncode, len(told.stderr.splitlines())) == (1, 1)
        assert said in told.stderr
    told = run_command("certificate", str(path))
    assert (told.returncode, told.stderr) == (0, "")
    assert f"certificaat van vernietiging {NUMBER}, uitgevoerd op 23 november 2026" in told.stdout
    path.write_bytes(path.read_bytes() + b"\n")
    told = run_command("certificate", str(path))
    assert told.returncode == 1
    assert "er is iets in het bestand veranderd" in told.stderr
