"""The words of the screens in the language of this session."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, datetime
from typing import cast

import streamlit as st

from data_layer.rules.checks import AMSTERDAM, TURNS_THE_LINE
from data_layer.rules.sentences import Fact, Sentence, say, say_n
from data_layer.wording import LANGUAGES, Language, put, shown

DAY_FORMAT = "DD-MM-YYYY"  # of dates in tables and fields, as Dutch offices write them
_NOW: ContextVar[Language | None] = ContextVar("language", default=None)
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}  # each in itself
LANGUAGE_KEY = "lang"  # also the name in the URL


def language() -> Language:
    """The language chosen in this session; Dutch unless chosen otherwise."""
    if (now := _NOW.get()) is not None:
        return now
    chosen = st.session_state.get(LANGUAGE_KEY)
    return cast(Language, chosen) if chosen in LANGUAGES else "nl"


@contextmanager
def kept(chosen: Language) -> Iterator[None]:
    """Within, the language is this one: to ask the session for every text takes long. Fragments ask the session."""
    before = _NOW.set(chosen)
    try:
        yield
    finally:
        _NOW.reset(before)


def _(msgid: str | Sentence, **facts: Fact) -> str:
    """The text in the session's language, with its facts."""
    return put(say(msgid, **facts) if isinstance(msgid, str) else msgid, language())


def _n(singular: str, plural: str, n: int, **facts: Fact) -> str:
    """The text that counts, in the session's language."""
    return put(say_n(singular, plural, n, **facts), language())


def in_words(fact: Fact | None) -> str:
    """A date, number or sentence as this language writes it; a dash for nothing."""
    return "–" if fact is None else shown(fact, language())


def capitalised(words: str) -> str:
    """The words as they stand on their own, in a list of choices; what is in capitals stays so."""
    return words[:1].upper() + words[1:]


def day(on: date | None) -> str:
    """A date in figures, as Dutch offices write it."""
    return "–" if on is None else f"{on:%d-%m-%Y}"


def moment(at: datetime) -> str:
    """An instant in figures, in Dutch time, as `day` writes its date in either language."""
    return f"{at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


def shown_as_text(sentence: Sentence) -> str:
    """A sentence for a place that knows markup: what people typed into its facts stays text."""
    facts = tuple(
        (name, _unmarked(fact, _INLINE_MARKS) if isinstance(fact, str) else fact) for name, fact in sentence.facts
    )
    return _(replace(sentence, facts=facts))


def _unmarked(text: str, marks: frozenset[str]) -> str:
    text = _AUTOMATIC_LINK.sub(f"\\1{_WORD_JOINER}", TURNS_THE_LINE.sub("", text))
    return "".join(f"\\{c}" if c in marks else c for c in text)


def plain(text: str | None) -> str:
    """Text that people typed, so that no part of it becomes markup, a link, or turns the words around it."""
    return _unmarked(text or "", _MARKS).replace("\n", "  \n")


_INLINE_MARKS = frozenset("\\`*_{}[]<>#|~$:^=&")
_MARKS = _INLINE_MARKS | frozenset("()+-.!@/")
_AUTOMATIC_LINK = re.compile(r"(://|www(?=\.)|@)", re.IGNORECASE)
_WORD_JOINER = "\u2060"  # seen by no reader, but what follows it is no address
