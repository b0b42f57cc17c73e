"""What the log says of one person, for that person: who saw or changed the file, when and why (C-579/21).

Names of staff are left out, and so is whatever is about others: of what concerns several people only the act is told.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from data_layer.act_words import ACT_LABELS
from data_layer.documents.chapters import Chapter, Table, Words, capital, chapter_in
from data_layer.documents.typesetting import pdf
from data_layer.errors import NotFound
from data_layer.exporting import delimited, workbook
from data_layer.exporting.columns import Column, cell_maker
from data_layer.exporting.workbook import Sheet
from data_layer.log import Reason, Subject
from data_layer.logbook import log_purposes
from data_layer.logbook.log_lists import KIND_LABELS, Filter, chosen_entries
from data_layer.rules.access import Act
from data_layer.rules.log_terms import MONTHS
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import XLSX
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.terms import in_months
from data_layer.transactions import Reader, check_role
from data_layer.vocabulary import SCHOOL
from data_layer.wording import Language, put, shown

Format = Literal["pdf", "xlsx", "csv"]
MEDIA_TYPES: dict[Format, str] = {"pdf": "application/pdf", "xlsx": XLSX, "csv": delimited.MEDIA_TYPE}
_TITLE = say("Who saw or changed your data")
_WHO = {True: say("the desk itself, without anybody"), False: say("a member of staff")}
_WHAT = {"look": say("seen"), "change": say("changed or done")}
_COLUMNS = (
    Column("happened_at", say("Moment"), "moment"),
    Column("chain", say("Seen or changed"), words=_WHAT),
    Column("act", say("What was done"), words=ACT_LABELS),
    Column("subject_kind", say("About"), words=KIND_LABELS),
    Column("record", say("Your number"), "code"),
    Column("why", say("Reason"), words=log_purposes.WORDS),
    Column("by_desk", say("Who"), words=_WHO),
)


@dataclass(frozen=True, slots=True)
class LogExtract:
    """Of whom, in which form and language somebody wants the overview."""

    client_number: str
    format: Format
    language: Language


def file_name(store: Store, wanted: LogExtract) -> str:
    """The name of the file: what it is and the day; not even the number of the person."""
    words = put(say("who-saw-your-data"), wanted.language)
    return f"{words}-{store.today.isoformat()}.{wanted.format}"


def made(store: Store, actor: Actor, wanted: LogExtract) -> bytes:
    """The file, noted in the log before it is handed out, with how many entries it has and its digest.

    A restriction does not stop it: it is the person's own right (art. 15 GDPR). Raises NotAllowed, NotFound.
    """
    check_role(actor, Act.LOG_EXTRACT)
    with store.read(actor, Act.LOG_EXTRACT) as reader:
        client_id = _whose(reader, wanted.client_number)
        rows = _rows(reader, wanted.client_number)
        day, settings = reader.today, reader.settings
    match wanted.format:
        case "pdf":
            body = as_pdf(rows, wanted.client_number, day, settings, wanted.language)
        case "xlsx":
            sheet = Sheet(
                put(_TITLE, wanted.language), _COLUMNS, *_cells(rows, wanted.language), _above(wanted.language)
            )
            body = workbook.made([sheet], _noon(day)).getvalue()
        case _:
            body = b"".join(delimited.pieces(_COLUMNS, *_cells(rows, wanted.language)))
    with store.change(actor, Act.LOG_EXTRACT, Subject("client", client_id), Reason("access")) as change:
        change.touched(wanted.format, wanted.language)
        change.bulk(len(rows), hashlib.sha256(body).hexdigest())
    return body


def as_pdf(
    rows: Sequence[dict[str, Any]], client_number: str, day: date, settings: Settings, language: Language
) -> bytes:
    """The overview as PDF/UA-1: the same bytes for the same facts."""
    heads = ("happened_at", "act", "subject_kind", "why", "by_desk")
    table = Table(
        [column.label for column in _COLUMNS if column.code in heads],
        [_told(row, language) for row in rows],
        (False, True, True, True, True),
    )
    nothing = say("The log has nothing about you in the time that it is kept.")
    told = Chapter(say("The newest first"), (), () if rows else [nothing], [table] if rows else ())
    return pdf(
        "log_extract",
        {
            "lang": language,
            "title": put(_TITLE, language),
            "keywords": ["AVG 15"],
            "organisation": SCHOOL,
            "address": settings.address,
            "contact": settings.contact,
            "made_at": _noon(day).isoformat(),
            "number": client_number,
            "subtitle": put(
                say("Client number %(number)s. As it stood on %(day)s.", number=client_number, day=day), language
            ),
            "paragraphs": _above(language),
            "parts": [chapter_in(told, language)],
        },
        is_copy=True,
    )


def _told(row: dict[str, Any], language: Language) -> list[Words]:
    kind = row["subject_kind"] or ""
    about = put(KIND_LABELS[kind], language) if kind in KIND_LABELS else kind
    return [
        shown(row["happened_at"], language),
        ACT_LABELS.get(row["act"], Sentence(row["act"])),
        capital(" ".join(part for part in (about, row["record"]) if part)),
        log_purposes.WORDS.get(row["why"], ""),
        _WHO[row["by_desk"]],
    ]


def _above(language: Language) -> list[str]:
    return [
        put(sentence, language)
        for sentence in (
            say("Here you read who saw or changed your data in the privacy desk, when and why."),
            say(
                "Not in here is what we do not keep per person: who stood in a list that was opened or exported, or in"
                " what a search found. Of what was done for several people at once you read only that it was done."
            ),
            say("We do not name our staff. Only people who need your data for their work can see them."),
            say(
                "We keep what was changed %(changes)s, and who saw something %(looks)s.",
                changes=in_months(MONTHS["change"]),
                looks=in_months(MONTHS["look"]),
            ),
        )
    ]


def _cells(rows: Sequence[dict[str, Any]], language: Language) -> tuple[list[str], Any]:
    makers = [(column.code, cell_maker(column, language)) for column in _COLUMNS]
    return (
        [put(column.label, language) for column in _COLUMNS],
        iter([[make(row[code]) for code, make in makers] for row in rows]),
    )


def _rows(reader: Reader, client_number: str) -> list[dict[str, Any]]:
    """The entries, the newest first, with no number but those of this person."""
    chosen = chosen_entries(Filter(client_number=client_number))
    rows = reader.all(
        dict[str, Any],
        f"""
        select happened_at, chain, act, subject_kind, reason_code, staff_id = $desk as by_desk,
            case when subject_kind in $own then record end as record
        from ({chosen.sql}) order by sort_key, number
        """,  # noqa: S608 - of the list
        **chosen.facts,
        own=list(log_purposes.OWN_KINDS),
        desk=THE_DESK.staff_id,
    )
    return [{**row, "why": log_purposes.why(row["act"], row["subject_kind"], row["reason_code"])} for row in rows]


def _whose(reader: Reader, number: str) -> int:
    """The client that goes on: where this one was merged into another, that one."""
    found = reader.value(
        """
        with recursive kept as (
            select id, merged_into from clients where number = $number
            union select c.id, c.merged_into from clients c join kept on c.id = kept.merged_into
        )
        select id from kept where merged_into is null
        """,
        number=number,
    )
    if found is None:
        raise NotFound(
            say("There is no client with number %(number)s. Look the client up in the list.", number=number[:30])
        )
    return int(found)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
