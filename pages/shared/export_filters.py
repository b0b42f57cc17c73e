"""The filters of what is exported: one of some codes, yes or not, or a period that moves along with the calendar."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from data_layer.disclosure_facts import EARLIEST
from data_layer.exporting import subjects
from data_layer.exporting.pickable import YES, Filter, Pickable
from data_layer.rules.access import Act
from data_layer.rules.months import day_of
from data_layer.rules.periods import RELATIVE
from data_layer.rules.sentences import Sentence
from pages.shared import session
from pages.shared.wording import DAY_FORMAT, _, capitalised, day, plain

_DAYS = "days"


def chosen(subject: Pickable) -> dict[str, str]:
    """Draws the filters of the subject; the chosen code of each that narrows it."""
    fields = [one for one in subject.filters if one.kind != "yes"]
    found: dict[str, str | None] = {}
    if fields:
        with st.grid(4, min_column_width=170, vertical_alignment="top"):
            for one in fields:
                with st.container(gap="xxsmall"):
                    found[one.name] = _period(subject, one) if one.kind == "period" else _one_of(subject, one)
    ticks = [one for one in subject.filters if one.kind == "yes"]
    if ticks:
        with st.container(horizontal=True):
            for one in ticks:
                ticked = st.checkbox(_(one.label), key=_key(subject, one))
                found[one.name] = YES if ticked else None
    return {name: code for name, code in found.items() if code}


def told(subject: Pickable, values: Mapping[str, str]) -> list[str]:
    """What narrows the subject, in words."""
    found = []
    with session.the_store().read(session.actor(), Act.EXPORT_RUN) as reader:
        for one in subject.filters:
            if (code := values.get(one.name)) is None:
                continue
            if one.kind == "yes":
                found.append(_(one.label))
                continue
            known = RELATIVE if one.kind == "period" else subjects.options(reader, one)
            word = known.get(code)
            if word is None and ".." in code:
                word = " – ".join(day(day_of(part)) for part in code.split(".."))
            found.append(f"{_(one.label)}: {_(word) if isinstance(word, Sentence) else word or code}")
    return found


def _one_of(subject: Pickable, one: Filter) -> str | None:
    with session.the_store().read(session.actor(), Act.EXPORT_RUN) as reader:
        known = subjects.options(reader, one)
    words = {code: plain(name) if isinstance(name, str) else _(name) for code, name in known.items()}
    return st.selectbox(
        _(one.label),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=_("all"),
        key=_key(subject, one),
    )


def _period(subject: Pickable, one: Filter) -> str | None:
    words = {**{code: capitalised(_(label)) for code, label in RELATIVE.items()}, _DAYS: _("From one day to another")}
    picked = st.selectbox(
        _(one.label),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=_("all"),
        key=_key(subject, one),
        help=_("A saved export takes the period of the day on which it is run."),
    )
    if picked != _DAYS:
        return picked
    today = session.today()
    days = st.date_input(
        _("From and up to and including"),
        (today.replace(day=1), today),
        min_value=EARLIEST,
        format=DAY_FORMAT,
        key=f"{_key(subject, one)}:days",
    )
    first, last = _both(days, today)
    return f"{first.isoformat()}..{last.isoformat()}"


def _both(days: object, today: date) -> tuple[date, date]:
    """The first and the last day; while only one is chosen, that day."""
    known = [one for one in days if isinstance(one, date)] if isinstance(days, tuple) else []
    return (known[0], known[-1]) if known else (today, today)


def _key(subject: Pickable, one: Filter) -> str:
    return f"export_filter:{subject.code}:{one.name}"
