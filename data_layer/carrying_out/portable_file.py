"""The file with which a person takes data along: JSON with its schema, a table per category, and what all that is."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from data_layer.carrying_out import archives
from data_layer.carrying_out.portable_records import Counted, Value, counted, fields_of, records_of
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.transactions import Reader
from data_layer.vocabulary import SCHOOL
from data_layer.wording import LANGUAGES, Language, put, shown

DATA, SCHEMA, README = "gegevens.json", "schema.json", "LEESMIJ.txt"
PUBLISHED = Path(__file__).with_name("portable_data.schema.json")
"""The schema of the data, as it stands in the repository and goes along in each file."""
_TITLE = say("Your data to take along")
_HOW = (
    say(
        "In gegevens.json is everything together. A program reads it; schema.json says how it is built. In the folder"
        " csv each kind of data is a table."
    ),
    say(
        "Days are written as 2026-11-23. Countries and languages are codes (ISO 3166, ISO 639). Numbers have a dot"
        " before the decimals. The tables are UTF-8, with commas between the columns."
    ),
)
_NOT_IN_IT = (
    say(
        "Not in this file: your BSN, and what the school itself wrote or concluded: the intake, notes, evaluations,"
        " results, complaints and invoices. The law does not give the right to take those along."
    ),
    say("You may see all data that we have of you. Ask us for access."),
)


def made(reader: Reader, client_id: int, number: str, today: date) -> bytes:
    """The whole file for this case: the same bytes for the same data on one day."""
    counts = counted(reader, client_id)
    found = {one.category.code: list(records_of(reader, client_id, one.category)) for one in counts if one.going}
    data = {"version": 1, "controller": SCHOOL, "request": number, "made_on": today.isoformat(), "categories": found}
    return archives.packed(
        (
            (README, _readme(counts, number, today)),
            (DATA, json.dumps(data, ensure_ascii=False, indent=2).encode()),
            (SCHEMA, PUBLISHED.read_bytes()),
            *((_table_name(one), _table(one, found[one.category.code])) for one in counts if one.going),
        )
    )


def _table_name(one: Counted) -> str:
    return f"csv/{one.category.code}.csv"


def _table(one: Counted, records: Sequence[dict[str, Value]]) -> bytes:
    """One category as RFC 4180 has it. Nothing is defused as for a spreadsheet: a machine reads what is there."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*(field.column for field in fields_of(one.category)), "source"])
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in record.items()} for record in records)
    return text.getvalue().encode()


def _cell(value: Value) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _readme(counts: Sequence[Counted], number: str, today: date) -> bytes:
    """What the file is, first in Dutch, for a person who opens it."""
    parts = ["\r\n".join(_lines(counts, number, today, language)) for language in LANGUAGES]
    return "\r\n\r\n---\r\n\r\n".join(parts).encode("utf-8-sig")


def _lines(counts: Sequence[Counted], number: str, today: date, language: Language) -> Iterator[str]:
    def paragraph(sentence: Sentence) -> Iterator[str]:
        yield from ("", put(sentence, language))

    yield put(_TITLE, language)
    made_here = say(
        "%(school)s made this file on %(day)s, for request %(number)s (article 20 GDPR).",
        school=SCHOOL,
        day=today,
        number=number,
    )
    for sentence in (made_here, *_HOW, say("In this file:")):
        yield from paragraph(sentence)
    for one in counts:
        if one.going:
            yield f"- {put(one.category.label, language)}: {_table_name(one)} ({shown(one.going, language)})"
    left_out = sum(one.left_out for one in counts)
    if left_out:
        yield from paragraph(left_out_words(left_out))
    for sentence in _NOT_IN_IT:
        yield from paragraph(sentence)


def left_out_words(n: int) -> Sentence:
    """That so many records are left out, and why."""
    return say_n(
        "One record is left out, because somebody else gave it to us.",
        "%(n)s records are left out, because somebody else gave them to us.",
        n,
    )
