"""Letters of the school: what is said, in the reader's language, laid out as a Word file or a tagged PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from data_layer.documents.typesetting import pdf
from data_layer.documents.word_file import docx
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.vocabulary import SCHOOL
from data_layer.wording import Language, put, shown

Words = Sentence | str
"""A sentence of the desk, or what somebody typed, which stands in the letter as it is."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: `to` are the lines of the addressee, `number` that of the case, `paragraphs` what it says."""

    title: Sentence
    to: Sequence[str]
    number: str
    dated: date
    paragraphs: Sequence[Words]
    signed_by: str | None


def as_pdf(letter: Letter, settings: Settings, language: Language, *, is_copy: bool = False) -> bytes:
    """The letter as PDF/UA-1, for what is final: the same bytes for the same letter.

    In one that tells how data read, names of characters that no font has may stand in their place.
    """
    return pdf("letter", _facts(letter, settings, language), is_copy=is_copy)


def as_word(letter: Letter, settings: Settings, language: Language) -> bytes:
    """The letter as a Word file, for what staff edit before it leaves: the same bytes for the same letter."""
    return docx("letter", _facts(letter, settings, language))


def _facts(letter: Letter, settings: Settings, language: Language) -> dict[str, Any]:
    """Every word of the letter, in this language."""

    def words(said: Words) -> str:
        return put(said, language) if isinstance(said, Sentence) else said.strip()

    closing = (say("Kind regards,"), letter.signed_by, SCHOOL)
    return {
        "lang": language,
        "title": put(letter.title, language),
        "keywords": [letter.number],
        "organisation": SCHOOL,
        "address": settings.address,
        "contact": settings.contact,
        "made_at": datetime.combine(letter.dated, time(12), UTC).isoformat(),
        "to": [line for line in letter.to if line],
        "pairs": [
            [put(say("Date"), language), shown(letter.dated, language)],
            [put(say("Case number"), language), letter.number],
        ],
        "paragraphs": [words(said) for said in letter.paragraphs if words(said)],
        "closing": [words(line) for line in closing if line],
    }
