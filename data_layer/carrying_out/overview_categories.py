"""What an overview says per category of the statement: the records in words, what for, from whom, to whom, how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data_layer.carrying_out.free_texts import TextPlace
from data_layer.carrying_out.redacting import Read
from data_layer.categories import CATEGORIES, Category, Field, RecordKind, label_of
from data_layer.disclosure_trail import recipients_who_got
from data_layer.documents.chapters import Chapter, Table, Words, capital
from data_layer.dossier import Kept
from data_layer.fact_words import fact_words
from data_layer.record_lists import Record, person, records_of
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader
from data_layer.vocabulary import GROUND_LABELS, PURPOSES, SOURCES
from data_layer.wording import Language, put, shown

_ROOM = 8  # of a page, for the columns of a table; a record with more facts gets lines of its own
_TAKES = {"long": 3, "text": 2, "choice": 2, "email": 2}
_MOST_DAYS = 6  # of one recipient; more of them stand in the list of all exchanges
BY_REQUEST = "request"
"""The hold that every privacy request is, until some weeks after its answer."""
_YOURSELF = say("yourself")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom, as of which day, in which language; with those that went into the client, and what is blacked out."""

    client_id: int
    merged: Sequence[int]
    dated: date
    covered: Mapping[TextPlace, Read]
    language: Language

    def words(self, sentence: Sentence) -> str:
        """The sentence in the language of the overview."""
        return put(sentence, self.language)

    def text(self, table: str, record_id: int, column: str, words: str) -> Words:
        """The text, with what is blacked out of it."""
        read = self.covered.get(TextPlace(table, record_id, column))
        return read.pieces if read and read.ranges else words


def of_categories(reader: Reader, asked: Asked, kept: Sequence[Kept]) -> tuple[list[Chapter], list[Sentence]]:
    """A chapter per category of which there is something, and the categories of which there is nothing."""
    own = _own_rows(reader, asked)
    until = {row.category.code: row for row in kept if row.category is not None}
    chapters: list[Chapter] = []
    none: list[Sentence] = []
    for category in CATEGORIES:
        found = [
            (kind, own.get(kind.code, []) if kind.is_of_person else records_of(reader, kind, asked.client_id))
            for kind in category.kinds
        ]
        found = [(kind, records) for kind, records in found if records]
        if not found:
            none.append(category.label)
            continue
        sources = list(dict.fromkeys(record.source for _, records in found for record in records))
        about = _about(reader, asked, category, sources, until.get(category.code))
        drawn = [_records(asked, kind, records, is_titled=len(category.kinds) > 1) for kind, records in found]
        chapters.append(
            Chapter(
                category.label,
                about,
                tables=[table for table, _ in drawn if table],
                records=[record for _, records in drawn for record in records],
            )
        )
    return chapters, none


def _own_rows(reader: Reader, asked: Asked) -> dict[str, list[Record]]:
    """The chapters of the client's own row, and of the rows of clients that went into it; the BSN in full."""
    found: dict[str, list[Record]] = {}
    for client_id in (asked.client_id, *asked.merged):
        for code, record in person(reader, client_id).items():
            if code == "bsn":  # the person's own number, in their own overview
                number = reader.value("select bsn from clients where id = $id", id=client_id)
                record = replace(record, values={"bsn": number})  # noqa: PLW2901 - the same record, unmasked
            found.setdefault(code, []).append(record)
    return found


def _about(
    reader: Reader, asked: Asked, category: Category, sources: Sequence[str], kept: Kept | None
) -> list[tuple[Sentence, Words]]:
    def listed(words: Sequence[Sentence]) -> str:
        return capital(", ".join(map(asked.words, words)))

    return [
        (say("What for"), listed([PURPOSES[number] for number in category.purposes])),
        (say("Legal ground"), listed([GROUND_LABELS[ground] for ground in category.grounds])),
        (say("We got it from"), listed([source_label(source) for source in sources])),
        (say("Given to"), capital(_given_to(reader, asked, category))),
        (say("How long we keep it"), capital(_how_long(asked, kept, _held_by(reader, asked, category)))),
    ]


def source_label(source: str) -> Sentence:
    """Who provided something, as the person is told."""
    return _YOURSELF if source == "client" else SOURCES.get(source, SOURCES["third_party"])


def days_in_words(days: Sequence[date], language: Language) -> str:
    """All these days."""
    return ", ".join(shown(day, language) for day in days)


def _given_to(reader: Reader, asked: Asked, category: Category) -> str:
    said = []
    for step in recipients_who_got(reader, asked.client_id, [category.code]):
        days = days_in_words(step.days, asked.language)
        if len(step.days) > _MOST_DAYS:
            days = asked.words(
                say(
                    "%(n)s times from %(first)s up to and including %(last)s",
                    n=len(step.days),
                    first=step.first_on,
                    last=step.last_on,
                )
            )
        said.append(f"{step.legal_name} ({days})")
    return "; ".join(said) or asked.words(say("nobody"))


def _held_by(reader: Reader, asked: Asked, category: Category) -> list[str]:
    """The kinds of open holds on this category."""
    return reader.values(
        """
        select distinct kind from holds
        where client_id = $client_id and kind <> $by_request and (until is null or until >= $today)
            and (categories is null or list_contains(categories, $category))
        order by kind
        """,
        client_id=asked.client_id,
        by_request=BY_REQUEST,
        today=asked.dated,
        category=category.code,
    )


def _how_long(asked: Asked, kept: Kept | None, held: Sequence[str]) -> str:
    """The term with its steps; a request that runs, this one first of all, is told of once for all categories."""
    if kept is None:
        return asked.words(say("as long as the rest of your file"))
    said = list(kept.why)
    said += [say("longer, as long as this is going on: %(kind)s", kind=HOLD_LABELS[kind]) for kind in held]
    return "; ".join(map(asked.words, said))


def _records(
    asked: Asked, kind: RecordKind, records: Sequence[Record], *, is_titled: bool
) -> tuple[Table | None, list[list[tuple[Sentence, Words]]]]:
    """The records as a table where that fits the page, or each with lines of its own; only what is filled."""
    fields = [f for f in kind.shown if any(record.values[f.column] is not None for record in records)]
    has_sources = len({record.source for record in records}) > 1
    rows = [[_cell(asked, kind, record, field) for field in fields] for record in records]
    labels = [field.label for field in fields]
    if has_sources:
        labels.append(say("Source"))
        rows = [[*row, source_label(record.source)] for row, record in zip(rows, records, strict=True)]
    if sum(_TAKES.get(field.kind, 1) for field in fields) + has_sources > _ROOM:
        return None, [[(label, cell) for label, cell in zip(labels, row, strict=True) if cell] for row in rows]
    wide = [field.kind in _TAKES for field in fields] + [False] * has_sources
    title = label_of(kind) if is_titled else None
    return Table(labels, rows, wide if any(wide) else [True, *wide[1:]], title), []


def _cell(asked: Asked, kind: RecordKind, record: Record, field: Field) -> Words:
    value: Any = record.values[field.column]
    words = fact_words(field, value, asked.language)
    return asked.text(kind.table, record.id, field.column, words) if words else ""
