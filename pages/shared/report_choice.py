"""Which report: a month, a quarter or a year, and in which language; both stand in the URL."""

from datetime import date
from typing import cast

import streamlit as st

from data_layer.rules.periods import Kind, Period, period_of
from data_layer.rules.report_periods import kind_of, name_of, offered, usual, why_not
from data_layer.wording import Language
from pages.shared import choices, links
from pages.shared.wording import _, capitalised, in_words, language, shown_as_text

_PERIOD = "periode"  # the name in the URL; its value is like 2026-10, 2026-Q3 or 2026
_IN = "taal"  # the name in the URL of the language of the report, which need not be that of the screen


def period(first: date, today: date) -> Period:
    """The period that is chosen, at first the last whole month; says why when another was asked for in vain."""
    asked = st.query_params.get(_PERIOD)
    if asked is not None and (sentence := why_not(asked, first, today)) is not None:
        st.warning(shown_as_text(sentence), icon=":material/event_busy:")
        asked = None
    now = period_of(asked) or usual(first, today, "month")
    kind = _kind(kind_of(now), first, today)
    names = {one.code: _name(one, today) for one in offered(first, today, kind)}
    codes = list(names)
    picked = st.selectbox(
        _("Period"), codes, index=codes.index(now.code), format_func=names.__getitem__, key=f"{_PERIOD}:{now.code}"
    )
    if picked != now.code:
        _choose(picked)
    return now


def in_language() -> Language:
    """The language of the report, at first that of the screen."""
    names = {"nl": "Nederlands", "en": "English"}
    return cast(Language, choices.segments(_("Language of the report"), _IN, names, language()))


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
