"""The record of processing as a file for the regulator: a tagged PDF, or a workbook with a sheet per chapter."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from data_layer.documents.chapters import Chapter, Words, chapter_in, words_in
from data_layer.documents.typesetting import pdf
from data_layer.exporting import workbook
from data_layer.exporting.columns import Column
from data_layer.exporting.workbook import Sheet
from data_layer.log import Subject
from data_layer.processing.record import chapters
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import XLSX
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import SCHOOL
from data_layer.wording import Language, put, shown

Format = Literal["pdf", "xlsx"]
MEDIA_TYPES: dict[Format, str] = {"pdf": "application/pdf", "xlsx": XLSX}
_TITLE = say("Record of processing activities")
_ABOUT = say(
    "This record is read from what the desk declares, keeps and does: it changes with the terms, the recipients and the"
    " privacy statement."
)


@dataclass(frozen=True, slots=True)
class ProcessingRecordFile:
    """Which file of the record of processing somebody wants to fetch."""

    format: Format
    language: Language


def file_name(store: Store, wanted: ProcessingRecordFile) -> str:
    """The name of the file: what it is and the day."""
    words = put(say("record-of-processing"), wanted.language)
    return f"{words}-{store.today.isoformat()}.{wanted.format}"


def made(store: Store, actor: Actor, wanted: ProcessingRecordFile) -> bytes:
    """The file as of today; that it was fetched stands in the log, with its form and its digest. Raises NotAllowed."""
    with store.read(actor, Act.PROCESSING_REGISTER_VIEW) as reader:
        record = chapters(reader, actor, wanted.language)
        day, settings = reader.today, reader.settings
    as_file = as_workbook if wanted.format == "xlsx" else as_pdf
    body = as_file(record, day, settings, wanted.language)
    with store.change(actor, Act.PROCESSING_REGISTER_MAKE, Subject("processing_register")) as change:
        change.touched(wanted.format, wanted.language)
        change.bulk(len(record), hashlib.sha256(body).hexdigest())
    return body


def as_pdf(record: Mapping[str, Chapter], day: date, settings: Settings, language: Language) -> bytes:
    """The record as PDF/UA-1: the same bytes for the same facts."""
    return pdf(
        "processing_register",
        {
            "lang": language,
            "title": put(_TITLE, language),
            "keywords": ["AVG 30"],
            "organisation": SCHOOL,
            "address": settings.address,
            "contact": settings.contact,
            "made_at": _made_at(day).isoformat(),
            "number": shown(day, language),
            "subtitle": put(say("Article 30 of the GDPR. As it stood on %(day)s.", day=day), language),
            "paragraphs": [put(_ABOUT, language)],
            "contents": put(say("Contents"), language),
            "parts": [chapter_in(one, language) for one in record.values()],
        },
        is_copy=True,
    )


def as_workbook(record: Mapping[str, Chapter], day: date, settings: Settings, language: Language) -> bytes:
    """The record as an XLSX workbook, with a first sheet that says what it is, of whom and of which day."""
    sheets = [_sheet(one, language) for one in (_front(day, settings), *record.values())]
    return workbook.made(sheets, _made_at(day)).getvalue()


def _front(day: date, settings: Settings) -> Chapter:
    return Chapter(
        say("Contents"),
        [
            (say("What this is"), _TITLE),
            (say("Controller"), SCHOOL),
            (say("Address"), settings.address),
            (say("How to reach it"), settings.contact),
            (say("As it stood on"), say("%(day)s", day=day)),
        ],
        [_ABOUT],
    )


def _made_at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _sheet(chapter: Chapter, language: Language) -> Sheet:
    """Its records as rows beneath their labels, or its table, or its pairs, beneath its sentences; or these alone."""

    def cells(words: Sequence[Words]) -> list[str]:
        return [str(words_in(one, language)) for one in words]

    title, sentences = put(chapter.title, language), cells(chapter.sentences)
    heads: Sequence[Words]
    rows: Sequence[Sequence[Words]]
    if chapter.records:
        heads = labels = list(dict.fromkeys(label for pairs in chapter.records for label, _fact in pairs))
        rows = [[dict(pairs).get(head, "") for head in labels] for pairs in chapter.records]
    elif chapter.tables:
        heads, rows = chapter.tables[0].heads, chapter.tables[0].rows
    elif chapter.about:
        heads, rows = [say("Fact"), say("What it is")], chapter.about
    else:
        return _sheet_of(title, [title], [[sentence] for sentence in sentences])
    return _sheet_of(title, cells(heads), map(cells, rows), sentences)


def _sheet_of(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], above: Sequence[str] = ()) -> Sheet:
    columns = [Column(str(at), Sentence(heading)) for at, heading in enumerate(headings)]
    return Sheet(title, columns, headings, iter(rows), above)
