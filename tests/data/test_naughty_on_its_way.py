"""What people type comes out of every kind of file as the text that it is, and nothing computes or obeys it."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from email import message_from_bytes
from html import escape
from typing import Any
from xml.etree import ElementTree

import docx
import pyarrow.parquet as pq
import pypdf
import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from data_layer.digests.calendars import LastDay, calendar
from data_layer.digests.work import Kind
from data_layer.documents.letters import Letter, as_pdf, as_word
from data_layer.exporting import lists
from data_layer.exporting.running import Export, Format
from data_layer.mailing import Mail, _message
from data_layer.rules.sentences import say
from data_layer.rules.spreadsheets import FORMULA_STARTS, kept_as_text
from data_layer.settings import Settings
from data_layer.store import Store
from tests import make, naughty
from tests.data.test_export import FILE, taken

NAMES = [text for text in naughty.TYPED if text == " ".join(text.split())]


@pytest.fixture
def desk(store: Store) -> Store:
    """A client with each of the names."""
    for nth, name in enumerate(NAMES):
        make.a_client(store, f"{nth:04}", surname=name, first_names=None, prefix=None, call_name=None)
    return store


def export(store: Store, form: Format) -> bytes:
    listing = lists.the_clients("", "number")
    return taken(store, Export(listing, ("number", "surname"), form, FILE, "nl"), make.OFFICER)


def test_names_come_out_of_csv_with_what_would_be_computed_behind_an_apostrophe(desk: Store) -> None:
    cells = list(csv.reader(io.StringIO(export(desk, "csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    told = [row[1] for row in cells[1:]]
    assert told == [kept_as_text(name) for name in NAMES]
    computed = [cell for cell in told if cell.startswith(FORMULA_STARTS)]
    assert computed
    assert all(re.fullmatch(r'="[^"=(|]*"', cell) for cell in computed)  # a text that Excel would take for a number


def test_names_come_out_of_a_workbook_as_texts_and_there_is_no_formula(desk: Store) -> None:
    content = export(desk, "xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    told = [row[1] for row in rows if row[0] in {f"{nth:04}" for nth in range(len(NAMES))}]
    assert told == NAMES
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet


def test_names_come_out_of_json_and_parquet_as_they_are(desk: Store) -> None:
    rows: list[dict[str, Any]] = json.loads(export(desk, "json"))
    assert [list(row.values())[1] for row in rows] == NAMES
    assert pq.read_table(io.BytesIO(export(desk, "parquet"))).column(1).to_pylist() == NAMES


LETTER = [text for text in naughty.TYPED if text.isascii() and text == " ".join(text.split()) and len(text) < 100]


def letter(*said: str) -> Letter:
    return Letter(say("Request"), ["{{7*7}}", "#read(1)"], "V2026-0001", date(2026, 11, 23), said, "{% x %}")


def test_words_come_out_of_a_word_file_as_they_are(settings: Settings) -> None:
    content = as_word(letter(*NAMES), settings, "nl")
    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert {name for name in NAMES if name not in said} == set()
    assert {"{{7*7}}", "#read(1)", "{% x %}"} <= set("\n".join(said).splitlines())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))  # noqa: S314 - our own


def test_words_come_out_of_a_pdf_as_they_are(settings: Settings) -> None:
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(letter(*LETTER), settings, "nl"))).pages
    told = "".join("".join(page.extract_text() for page in pages).split())
    assert {text for text in LETTER if "".join(text.split()) not in told} == set()


def test_a_mail_gets_no_header_from_what_is_in_it() -> None:
    for typed in naughty.TYPED:
        mail = Mail("a@example.test", typed, typed, escape(typed))
        sent = message_from_bytes(_message(mail, "desk@example.test", make.NOW).as_bytes())
        assert sent["Bcc"] is None
        assert len(sent.get_all("Subject", [])) == 1
    for typed in ("een\ntwee", "Bcc: x@x.test\r\n\r\n<b>"):
        with pytest.raises(ValueError, match="linefeed"):
            _message(Mail("a@example.test", typed, typed, typed), "desk@example.test", make.NOW)


def test_a_calendar_gets_no_entry_from_what_is_in_it() -> None:
    days = [
        LastDay(Kind.REQUEST, typed, say("Request"), make.DAY, make.DAY, None, 1, make.NOW)
        for typed in (*naughty.TYPED, *naughty.LINES)
    ]
    content = calendar(days, None)
    made = Calendar.from_ical(content)
    assert len(made.walk("VEVENT")) == len(days)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
