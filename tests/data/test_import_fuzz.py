"""Whatever bytes are uploaded, they end in a preview or in one sentence; what is imported is what was read."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.backups import copies, restoring
from data_layer.destroying.proving import proved
from data_layer.errors import UserError
from data_layer.importing.reading import read
from data_layer.importing.running import preview
from data_layer.importing.subjects import SUBJECTS
from data_layer.requests.document_files import Upload, checked_file
from data_layer.settings import Settings
from data_layer.store import Store
from tests import make, naughty
from tests.category_files import a_sheet, a_workbook, brought_in, heading, stored

few = settings(max_examples=25, deadline=None, derandomize=True)
texts = st.sampled_from(
    [*naughty.TYPED, *naughty.LINES, *naughty.NO_TEXT[:2], *naughty.TURNED, "", "1001", "2024-02-05"]
)
tables_of_texts = st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=4)
HEADINGS = {
    code: ["Cliëntnummer", *(heading(field.label) for field in subject.kind.fields)]
    if subject.kind
    else ["Cliëntnummer", "Achternaam", "BSN", "Geboortedatum", "Telefoon"]
    for code, subject in SUBJECTS.items()
}
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1"]
CSV_STARTS = [b"", b"Cli\xc3\xabntnummer;Achternaam\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"sep=;\r\n"]
DOCUMENT_STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"From: x\r\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]
ENDINGS = ["pdf", "docx", "jpg", "png", "eml", "msg", "txt", "exe", ""]
BOOK = a_workbook({"Presentie": [{"Cliëntnummer": "1001", "Datum": "05-02-2024", "Uren": "2", "Aanwezig": "ja"}]})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all of them: what a preview leaves behind would be seen."""
    for opened in make.a_lasting_store(tmp_path_factory.mktemp("fuzz") / "desk.duckdb", new_store_file):
        make.a_client(opened, "1001")
        yield opened


def looked_at(store: Store, content: bytes, subject: str | None = None) -> Any:
    """The preview, or None when a sentence refuses the file; anything else is raised."""
    try:
        file = read(content, 50, SUBJECTS[subject] if subject else None)
        return preview(store, make.COORDINATOR, file, file.as_suggested())
    except UserError as error:
        refused = str(error)
    assert "nothing was imported" in refused
    return None


def kept(store: Store) -> list[Any]:
    counted = (
        "select count(*) as n from clients union all select count(*) from imports union all select count(*) from log"
    )
    return make.rows(store, counted)


@pytest.mark.parametrize("subject", SUBJECTS)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(rows=tables_of_texts, separator=st.sampled_from(";,\t|"), encoding=st.sampled_from(ENCODINGS))
def test_naughty_cells_of_every_subject_end_in_a_preview_or_a_sentence(
    desk: Store, subject: str, rows: list[list[str]], separator: str, encoding: str
) -> None:
    before = kept(desk)
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([HEADINGS[subject], *(["1001", *row] for row in rows)])
    looked_at(desk, text.getvalue().encode(encoding, "replace"), subject)
    assert kept(desk) == before


@few
@given(content=st.binary(max_size=400), start=st.sampled_from(CSV_STARTS))
def test_any_bytes_end_in_a_preview_or_a_sentence(desk: Store, content: bytes, start: bytes) -> None:
    before = kept(desk)
    looked_at(desk, start + content)
    assert kept(desk) == before


@pytest.mark.parametrize(
    "content",
    [
        ";".join(["Cliëntnummer", "Achternaam", *(f"k{n}" for n in range(10_000))]).encode() + b"\n1001;X",
        b"Cli\xc3\xabntnummer;Achternaam\n1002;" + b"x" * 10_000_000,
        "Cliëntnummer;Achternaam\n1002;Één".encode("utf-16"),
        "Cliëntnummer;Achternaam\n1002;Één".encode("cp1252"),
        b"Cli\xc3\xabntnummer;Achternaam\n1002;X\0Y\n",
        b"Cli\xc3\xabntnummer;Achternaam\n1002;\xff\xfe\xc3\n",
        b"Cli\xc3\xabntnummer;Achternaam",
        b"\n" * 1_000_000,
    ],
)
def test_a_table_that_no_office_makes_ends_in_a_preview_or_a_sentence(desk: Store, content: bytes) -> None:
    before = kept(desk)
    looked_at(desk, content)
    assert kept(desk) == before


@pytest.mark.parametrize("seed", range(4))
def test_a_workbook_that_was_damaged_anywhere_ends_in_a_preview_or_a_sentence(desk: Store, seed: int) -> None:
    chance, before = random.Random(seed), kept(desk)  # noqa: S311 - the same damage each time
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for nth in range(25):
        broken = bytearray(BOOK)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        looked_at(desk, bytes(broken[: chance.randrange(len(broken))] if nth % 5 == 0 else broken))
        inside = {name: bytearray(body) for name, body in parts.items()}
        one, other = chance.sample(list(inside), 2)
        if nth % 5 == 0:
            inside[one], inside[other] = inside[other], inside[one]
        for _ in range(chance.randint(1, 4)):
            inside[one][chance.randrange(len(inside[one]))] = chance.randrange(256)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as book:
            for name, body in inside.items():
                book.writestr(name, bytes(body))
        looked_at(desk, content.getvalue())
    assert kept(desk) == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_imported_is_what_was_read(store: Store, form: str) -> None:
    notes = [*naughty.TYPED, *naughty.LINES]
    make.a_client(store, "1001")
    rows = [{"Cliëntnummer": "1001", "Datum": "05-02-2024", "Notitie": text} for text in notes]
    content = a_sheet(rows) if form == "csv" else a_workbook({"Notities": rows})
    report = brought_in(store, content, "progress_notes" if form == "csv" else None)
    assert (report.added, report.refused) == (len(notes), 0)
    assert sorted(note["body"] for note in stored(store, "progress_notes")) == sorted(notes)


@few
@given(content=st.binary(max_size=300), start=st.sampled_from(DOCUMENT_STARTS), ending=st.sampled_from(ENDINGS))
def test_a_document_a_certificate_and_a_backup_of_any_bytes_are_kept_or_refused(
    desk: Store, content: bytes, start: bytes, ending: str
) -> None:
    said = "kept"
    try:
        assert checked_file(Upload(f"brief.{ending}", start + content), 20, "file").content == start + content
    except UserError as error:
        said = str(error)
    assert said == "kept" or "nothing was saved" in said
    with pytest.raises(UserError):
        proved(desk, make.OFFICER, start + content)


def test_a_backup_of_any_bytes_is_refused(desk: Store, tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - the same bytes each time
    whole = desk.settings.store.read_bytes()
    where: Settings = desk.settings.model_copy(update={"store": tmp_path / "desk.duckdb"})
    for content in (b"", b"x", whole[:4096], whole[:-5000], chance.randbytes(20_000)):
        file = tmp_path / "2026-11-20.duckdb"
        file.write_bytes(content)
        with pytest.raises(UserError):
            restoring.restore(where, make.ADMINISTRATOR, copies.of_file(where, file), None)
        assert not where.store.exists()
