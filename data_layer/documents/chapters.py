"""A document in chapters: what is said in each, its tables and records, and how their template takes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data_layer.rules.redaction import Pieces
from data_layer.rules.sentences import Sentence
from data_layer.wording import Language, put

Words = Sentence | str | Pieces
"""A sentence, or what was typed; in pieces where something of it is blacked out."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows beneath their heads; the columns that are `wide` share the room."""

    heads: Sequence[Words]
    rows: Sequence[Sequence[Words]]
    wide: Sequence[bool]
    title: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: what is said of all of it, its tables, and its records, each as pairs of a label and a fact."""

    title: Sentence
    about: Sequence[tuple[Sentence, Words]] = ()
    sentences: Sequence[Words] = ()
    tables: Sequence[Table] = ()
    records: Sequence[Sequence[tuple[Sentence, Words]]] = ()


def words_in(said: Words, language: Language) -> str | list[str | None]:
    """The words as a template takes them, in the language; in pieces where something is blacked out."""
    if isinstance(said, Sentence):
        return capital(put(said, language))
    return said if isinstance(said, str) else list(said)


def chapter_in(chapter: Chapter, language: Language) -> dict[str, Any]:
    """The chapter as a template takes it."""

    def pairs(of: Sequence[tuple[Sentence, Words]]) -> list[list[Any]]:
        return [[words_in(name, language), words_in(fact, language)] for name, fact in of]

    return {
        "title": words_in(chapter.title, language),
        "about": pairs(chapter.about),
        "sentences": [words_in(sentence, language) for sentence in chapter.sentences],
        "tables": [table_in(one, language) for one in chapter.tables],
        "records": [pairs(record) for record in chapter.records],
    }


def table_in(table: Table, language: Language) -> dict[str, Any]:
    """The table as a template takes it."""
    return {
        "title": words_in(table.title, language) if table.title else "",
        "heads": [words_in(head, language) for head in table.heads],
        "rows": [[words_in(cell, language) for cell in row] for row in table.rows],
        "wide": list(table.wide),
    }


def capital(words: str) -> str:
    """The words with which a cell or a sentence begins."""
    return words[:1].upper() + words[1:]
