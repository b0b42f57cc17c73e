"""Puts sentences in the reader's language: English is in the code, Dutch in `locale/nl.po`."""

import gettext
import io
import threading
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from data_layer.rules.checks import AMSTERDAM
from data_layer.rules.sentences import Fact, Sentence, Stored

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
LOCALE = Path(__file__).parent / "locale"
_READING = threading.Lock()
_MONTHS = {"month": "LLL", "long_month": "LLL y", "full_month": "LLLL y"}


def _catalogue(language: Language) -> gettext.NullTranslations:
    with _READING:  # else everybody who comes at the start reads the file
        return _read(language)


@lru_cache
def _read(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with (LOCALE / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def put(sentence: Sentence | str, language: Language) -> str:
    """The sentence, or bare msgid, in the language."""
    if isinstance(sentence, str):
        return _catalogue(language).gettext(sentence) if sentence else ""
    facts = dict(sentence.facts)
    catalogue = _catalogue(language)
    if sentence.plural is not None:
        n = facts["n"]
        assert isinstance(n, int)  # noqa: S101 - say_n is the only maker of plurals
        words = catalogue.ngettext(sentence.msgid, sentence.plural, n)
    else:
        words = catalogue.gettext(sentence.msgid)
    return words % {name: shown(fact, language) for name, fact in facts.items()} if facts else words


def shown(fact: Fact, language: Language) -> str:
    """A fact as the language writes it: dates in words, instants in Dutch time, numbers with separators."""
    if isinstance(fact, Sentence):
        return put(fact, language)
    if isinstance(fact, Stored):
        return _written(fact, language)
    if isinstance(fact, datetime):
        return format_datetime(fact, "d MMMM y HH:mm", tzinfo=AMSTERDAM, locale=language)
    if isinstance(fact, date):
        return format_date(fact, "d MMMM y", locale=language)
    if isinstance(fact, (int, float)):
        return format_decimal(fact, locale=language)
    return fact


def _written(stored: Stored, language: Language) -> str:
    if stored.kind == "amount":
        return format_currency(Decimal(stored.value), "EUR", locale=language)
    if stored.kind in _MONTHS:
        return format_date(date.fromisoformat(stored.value), _MONTHS[stored.kind], locale=language)
    locale = Locale(language)
    names = locale.territories if stored.kind == "country" else locale.languages
    return str(names.get(stored.value, stored.value))
