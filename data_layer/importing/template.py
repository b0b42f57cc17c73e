"""An empty workbook to fill in and import: a sheet per kind of record, made from the declaration."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import xlsxwriter

from data_layer.categories import FieldKind
from data_layer.importing.fields import ImportField
from data_layer.importing.record_words import SHEET_WORDS
from data_layer.importing.subjects import CLIENTS, SUBJECTS, Subject
from data_layer.importing.template_words import (
    EXAMPLES,
    EXPLANATION,
    FORMS,
    HEADINGS,
    INTRODUCTION,
    NO,
    YES,
    purposes_of,
)
from data_layer.rules.sentences import say
from data_layer.rules.spreadsheets import AS_WRITTEN, LONGEST_SHEET_NAME
from data_layer.wording import Language, put

LAST_ROW = 1_048_575  # of a sheet of Excel, counted from 0
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255  # what Excel shows beside a cell
_NUMBER_FORMATS: dict[FieldKind, str] = {
    "date": "dd-mm-yyyy",
    "past": "dd-mm-yyyy",
    "time": "hh:mm",
    "amount": "#,##0.00",
    "hours": "0.##",
}
_WIDTHS: dict[FieldKind, int] = {"long": 50, "text": 24, "email": 28}
_WIDTH = 16  # characters


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of the workbook: its heading as the import knows it, what it may hold, and an example."""

    field: ImportField
    heading: str
    options: tuple[str, ...]
    form: str
    example: str


def sheet_name(subject: Subject, language: Language) -> str:
    """What the sheet is called: the category of the statement, or something shorter where Excel has no room for it."""
    name = put(subject.label, language)
    if len(name) > LONGEST_SHEET_NAME:
        name = SHEET_WORDS[subject.code].split("|")[0].strip() if language == "nl" else subject.code.replace("_", " ")
    return name[:1].upper() + name[1:]


def columns_of(subject: Subject, language: Language) -> tuple[TemplateColumn, ...]:
    """The columns of its sheet: the client's number, every field of the records, and who provided them."""
    kept = subject.kind.fields if subject.kind else ()
    own = {f"{subject.code}.{known.column}" for known in kept} | {"clients.number", f"{subject.code}.source"}
    return tuple(
        _column(field, language)
        for field in subject.fields
        if field.code in own or (subject is CLIENTS and field.table == "clients")
    )


def made(language: Language, *, with_examples: bool = False) -> bytes:
    """The whole workbook; `with_examples` has a row of examples in every sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, AS_WRITTEN) as book:
        _write_explanation(book, language)
        for subject in SUBJECTS.values():
            columns = columns_of(subject, language)
            sheet = book.add_worksheet(sheet_name(subject, language))
            _write_columns(book, sheet, columns)
            if with_examples:
                for at, column in enumerate(columns):
                    _write_example(sheet, at, column)
    return content.getvalue()


def _column(field: ImportField, language: Language) -> TemplateColumn:
    options: tuple[str, ...] = ()
    if field.kind == "yes_no":
        options = (put(YES, language), put(NO, language))
    elif field.options:
        options = tuple(put(label, language).split(" (")[0] for label in field.options.values())
    found = EXAMPLES.get(field.code) or EXAMPLES.get(field.column) or EXAMPLES.get(field.kind)
    example = put(found, language) if found else options[-1] if field.kind == "yes_no" else options[0]
    return TemplateColumn(field, put(field.label, language), options, put(FORMS[field.kind], language), example)


def _write_columns(book: Any, sheet: Any, columns: tuple[TemplateColumn, ...]) -> None:
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F9D9B4"})
    usual = book.add_format({"bold": True, "bottom": 1, "bg_color": "#ECEFF4"})
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        kind = column.field.kind
        cells = book.add_format({"num_format": _NUMBER_FORMATS.get(kind, "@"), "text_wrap": kind == "long"})
        sheet.set_column(at, at, max(_WIDTHS.get(kind, _WIDTH), len(column.heading) + 2), cells)
        sheet.write_string(0, at, column.heading, needed if column.field.is_needed else usual)
        sheet.data_validation(1, at, LAST_ROW, at, _validation(column))


def _validation(column: TemplateColumn) -> dict[str, Any]:
    """What Excel says beside a cell of the column, and the list it offers."""
    told = {
        "input_title": column.heading[:_LONGEST_TITLE],
        "input_message": f"{column.form}. {column.example}"[:_LONGEST_MESSAGE],
    }
    if column.options:
        return told | {"validate": "list", "source": list(column.options)}
    return told | {"validate": "any"}


def _write_example(sheet: Any, at: int, column: TemplateColumn) -> None:
    if column.field.kind in ("date", "past"):
        day = datetime.strptime(column.example, "%d-%m-%Y")  # noqa: DTZ007 - a day without a time
        sheet.write_datetime(1, at, day)
    elif column.field.kind == "time":
        sheet.write_datetime(1, at, time.fromisoformat(column.example))
    else:
        sheet.write_string(1, at, column.example)


def _write_explanation(book: Any, language: Language) -> None:
    sheet = book.add_worksheet(put(EXPLANATION, language))
    title, strong = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, put(say("Clients and their records, to be imported"), language), title)
    for at, sentence in enumerate(INTRODUCTION, start=1):
        sheet.write_string(at, 0, put(sentence, language))
    first = len(INTRODUCTION) + 2
    for at, (heading, width) in enumerate(zip(HEADINGS, (30, 32, 10, 34, 26, 60, 60), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(first, at, put(heading, language), strong)
    for at, line in enumerate(_explained(language), start=first + 1):
        for column, cell in enumerate(line):
            sheet.write_string(at, column, cell, wrapped)
    sheet.freeze_panes(first + 1, 2)


def _explained(language: Language) -> Iterator[tuple[str, ...]]:
    for subject in SUBJECTS.values():
        for column in columns_of(subject, language):
            field = column.field
            yield (
                sheet_name(subject, language),
                column.heading,
                put(YES if field.is_needed else NO, language),
                f"{column.form}: {', '.join(column.options)}" if column.options else column.form,
                column.example,
                put(field.help, language) if field.help else "",
                purposes_of(subject, field, language),
            )
