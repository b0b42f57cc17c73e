"""Which report: a month, a quarter or a year, and in which language; both stand in the URL."""

from collections.abc import Iterable
from datetime import date
from typing import cast

import streamlit as st

from data_layer.rules.periods import Kind, Period, kind_of, period_of
from data_layer.rules.report_periods import name_of, offered, usual, why_not
from data_layer.wording import Language
from pages.shared import choices, links
from pages.shared.wording import LANGUAGE_NAMES, _, capitalised, in_words, language, shown_as_text

_PERIOD = "periode"  # the name in the URL; its value is like 2026-10, 2026-Q3 or 2026
_IN = "taal"  # the name in the URL of the language of the report, which need not be that of the screen


def drawn(first: date, today: date) -> tuple[Period, Language]:
    """The period and the language that are chosen, at first the last whole month; why not, for one asked in vain."""
    asked = st.query_params.get(_PERIOD)
    if asked is not None and (sentence := why_not(asked, first, today)) is not None:
        st.warning(shown_as_text(sentence), icon=":material/event_busy:")
        asked = None
    now = period_of(asked) or usual(first, today, "month")
    with st.grid(3, min_column_width=220, vertical_alignment="bottom"):
        kind = _kind(kind_of(now), first, today)
        _period(now, offered(first, today, kind), today)
        in_language = choices.segments(_("Language of the report"), _IN, LANGUAGE_NAMES, language())
    return now, cast(Language, in_language)


def _period(now: Period, periods: Iterable[Period], today: date) -> None:
    names = {one.code: _name(one, today) for one in periods}
    codes = list(names)
    picked = st.selectbox(
        _("Period"), codes, index=codes.index(now.code), format_func=names.__getitem__, key=f"{_PERIOD}:{now.code}"
    )
    if picked != now.code:
        _choose(picked)


def _kind(now: Kind, first: date, today: date) -> Kind:
    kinds: dict[Kind, str] = {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
    picked = st.segmented_control(
        _("Report of a"), list(kinds), default=now, required=True, format_func=kinds.__getitem__, key=f"kind:{now}"
    )
    if picked is not None and picked != now:
        _choose(usual(first, today, picked).code)
    return now


def _choose(code: str) -> None:
    links.put(_PERIOD, code)
    st.rerun()


def _name(one: Period, today: date) -> str:
    name = capitalised(in_words(name_of(one)))
    return name if one.until <= today else _("%(period)s, until today", period=name)
