"""The widget that fits a field of a record, drawn in a form with the place for its errors beneath it."""

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any, Literal

import streamlit as st
from babel import Locale
from babel.numbers import format_decimal

from data_layer import fact_words
from data_layer.categories import Field
from data_layer.record_checks import AHEAD_YEARS
from data_layer.rules.checks import LONGEST_LINE, LONGEST_NUMBER, LONGEST_TEXT, OLDEST_YEAR
from data_layer.rules.countries import NO_COUNTRY
from data_layer.rules.searching import folded
from data_layer.rules.working_days import add_months
from data_layer.vocabulary import SOURCES
from data_layer.wording import Language
from pages.shared import session
from pages.shared.forms import Form, choice
from pages.shared.wording import DAY_FORMAT, _, language

_FIGURES = {"amount": "#,##0.00", "hours": "0.##"}
_KEYBOARDS: dict[str, Literal["phone", "email"]] = {"phone": "phone", "email": "email"}
_SHORT = ("number", "postcode", "bsn", "phone", "amount", "hours")


def field_input(form: Form, field: Field, key: str, value: Any = None) -> Any:
    """Draws the widget for this field, an error about its column beneath it; what it holds.

    `value` is what the record has. A BSN is never filled in: its `value` is the masked number, shown as a hint, and
    an empty field means that it stays. The keys of choices end in the language, as `Form` fields with words need.
    """
    with form.field(field.column, _(field.label)) as label:
        match field.kind:
            case "long":
                return _text(
                    st.text_area(
                        label,
                        value or "",
                        height="content",
                        help=_help(field),
                        key=key,
                        max_chars=max(LONGEST_TEXT, len(value or "")),
                    )
                )
            case "date" | "past":
                return _day(label, field, key, value)
            case "time":
                _proposed(key, time.fromisoformat(value) if value else None)
                return st.time_input(label, None, help=_help(field), key=key)
            case "yes_no":
                return _yes_no(label, field, key, value)
            case "choice" | "gender" | "country" | "language":
                return _choice(label, field, f"{key}:{language()}", value)
            case _other:
                return _line(label, field, key, value)


def language_words(code: str) -> str:
    """The name of a language in the language of the screen; its code where it has none."""
    return fact_words.language_words(code, language())


def source_input(form: Form, key: str, usual: str) -> str:
    """Who provided what is typed in this form; empty while nobody is chosen."""
    labels = {code: _(words) for code, words in SOURCES.items()}
    with form.field("source", _("Source")) as label:
        return choice(label, labels, usual=usual, key=f"{key}:{language()}") or ""


def country_names(of: Language) -> Mapping[str, str]:
    """The countries by their codes, in the order of their names in this language."""
    return _countries(of)


def language_names(of: Language) -> Mapping[str, str]:
    """The languages by their codes, in the order of their names in this language."""
    return _languages(of)


def _line(label: str, field: Field, key: str, value: Any) -> str | None:
    is_bsn = field.kind == "bsn"
    shown = "" if value is None or is_bsn else str(value)
    if value is not None and field.kind in _FIGURES:
        shown = format_decimal(value, _FIGURES[field.kind], locale="nl")
    typed = st.text_input(
        label,
        shown,
        max_chars=max(LONGEST_NUMBER if field.kind in _SHORT else LONGEST_LINE, len(shown)),
        type=_KEYBOARDS.get(field.kind, "default"),
        placeholder=str(value) if is_bsn and value else "",
        icon="",
        validate="",  # what is wrong is said by the desk itself, beneath the field
        autocomplete="off",
        help=_help(field),
        key=key,
    )
    return _text(typed)


def _text(typed: str | None) -> str | None:
    return typed if typed and typed.strip() else None


def _day(label: str, field: Field, key: str, value: date | None) -> date | None:
    today = session.today()
    earliest = date(OLDEST_YEAR, 1, 1)
    latest = today if field.kind == "past" else add_months(today, 12 * AHEAD_YEARS)
    if value is not None:
        earliest, latest = min(earliest, value), max(latest, value)
    _proposed(key, value)
    return st.date_input(label, None, earliest, latest, format=DAY_FORMAT, help=_help(field), key=key)


def _yes_no(label: str, field: Field, key: str, value: bool | None) -> bool | None:
    if not field.is_needed:
        return st.checkbox(label, bool(field.usual if value is None else value), help=_help(field), key=key)
    words = {True: _("yes"), False: _("no")}
    return st.radio(
        label,
        list(words),
        index=None if value is None else list(words).index(value),
        format_func=words.__getitem__,
        horizontal=True,
        help=_help(field),
        key=f"{key}:{language()}",
    )


def _choice(label: str, field: Field, key: str, value: str | None) -> str | None:
    words = _options(field)
    if value is None:
        value = str(field.usual) if field.usual else None
    elif value not in words:
        words = {value: value, **words}  # the record keeps what it has until somebody chooses otherwise
    if field.kind == "gender":
        return st.segmented_control(
            label, list(words), default=value, format_func=words.__getitem__, help=_help(field), key=key
        )
    _proposed(key, value)
    return st.selectbox(
        label,
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=_("Choose"),
        help=_help(field),
        key=key,
    )


def _options(field: Field) -> dict[str, str]:
    if field.kind == "country":
        return dict(_countries(language()))
    if field.kind == "language":
        return dict(_languages(language()))
    return {code: _(words) for code, words in field.options.items()}


@lru_cache
def _countries(of: Language) -> Mapping[str, str]:
    names = Locale(of).territories
    return _sorted({c: n for c, n in names.items() if len(c) == 2 and c.isalpha() and c not in NO_COUNTRY})


@lru_cache
def _languages(of: Language) -> Mapping[str, str]:
    return _sorted(fact_words.language_names(of))


def _sorted(names: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(names.items(), key=lambda item: folded(item[1])))


def _proposed(key: str, value: Any) -> None:
    """What a widget begins with that must be able to be emptied: with a default of its own it has no cross."""
    if value is not None:
        st.session_state.setdefault(key, value)


def _help(field: Field) -> str | None:
    return _(field.help) if field.help else None
