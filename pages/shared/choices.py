"""A choice that narrows a list: it stands in the URL as a code, so that a link, reload and Back keep it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from data_layer.paging import Order
from data_layer.rules.months import day_of, month_of
from pages.shared import links, tables
from pages.shared.wording import DAY_FORMAT, _, plain

_MOST_OF_A_LINK = 60  # characters of what a link says that are repeated on the screen
MONTH = "maand"  # the name in the URL; its value is like 2026-03
RECIPIENT = "ontvanger"  # the name in the URL; its value is the code of a recipient
Draw = Callable[[str | None, str], str | None]
"""Draws the widget with what is chosen now and with its key; what is chosen after it."""


def in_url(name: str, options: Mapping[str, str], draw: Draw, default: str | None = None) -> str | None:
    """The code that is chosen among `options`; a new choice goes into the URL and begins at the first page."""
    now = st.query_params.get(name, default)
    if now not in options:
        now = default
    picked = draw(now, f"{name}:{now}")
    if picked != now:
        tables.first_page()
        links.put(name, None if picked == default else picked)
        st.rerun()
    return now


def side_by_side(number: int) -> st.delta_generator.DeltaGenerator:
    """A place for so many choices: in one line where there is room, two by two on a phone."""
    return st.grid(number, min_column_width=135, vertical_alignment="bottom")


def pills(label: str, name: str, options: Mapping[str, str]) -> str | None:
    """One of some pills, or none of them."""
    return in_url(
        name,
        options,
        lambda now, key: st.pills(label, list(options), default=now, format_func=options.__getitem__, key=key),
    )


def selectbox(label: str, name: str, options: Mapping[str, str], everything: str) -> str | None:
    """One of a list, or all of it, for which `everything` is the word."""
    codes = list(options)
    return in_url(
        name,
        options,
        lambda now, key: st.selectbox(
            label,
            codes,
            index=codes.index(now) if now else None,
            format_func=options.__getitem__,
            placeholder=everything,
            key=key,
        ),
    )


def order(orders: Mapping[str, Order]) -> None:
    """The field for the order of a list, of which the first is the usual one; `tables.order` reads what was chosen."""
    labels = {code: _(order.label) for code, order in orders.items()}
    codes = list(labels)
    in_url(
        tables.ORDER,
        labels,
        lambda now, key: st.selectbox(
            _("Order"),
            codes,
            index=codes.index(now or codes[0]),
            format_func=labels.__getitem__,
            label_visibility="collapsed",
            width=215,
            key=key,
        ),
        codes[0],
    )


def day(label: str, name: str, earliest: date, latest: date) -> date | None:
    """A day between these two, or none; a new one goes into the URL as 2026-03-31 and begins at the first page."""
    now = day_in_url(name, earliest, latest)
    picked = st.date_input(label, now, min_value=earliest, max_value=latest, format=DAY_FORMAT, key=f"{name}:{now}")
    if picked != now:
        tables.first_page()
        links.put(name, picked.isoformat() if isinstance(picked, date) else None)
        st.rerun()
    return now


def day_in_url(name: str, earliest: date, latest: date) -> date | None:
    """The day between these two that the URL asks for."""
    asked = day_of(st.query_params.get(name))
    return asked if asked is not None and earliest <= asked <= latest else None


def only(words: str, name: str, icon: str, away: str | None = None, *, also: Sequence[str] = ()) -> None:
    """A narrowing that has no field in sight: what it is, and the way to be rid of it.

    `away` are the words of that way, where others stand beside it; `also` what else goes with it out of the URL.
    """
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
        st.badge(plain(words[:_MOST_OF_A_LINK]), icon=f":material/{icon}:", color="gray")
        if st.button(away or _("Show all"), type="tertiary", icon=":material/close:", key=f"without:{name}"):
            tables.first_page()
            for gone in (name, *also):
                links.put(gone, None)
            st.rerun()


def month() -> date | None:
    """The first day of the month that the URL asks for, said on the screen by `only`."""
    return month_of(st.query_params.get(MONTH))


def segments(label: str, name: str, options: Mapping[str, str], usual: str | None = None) -> str:
    """One of a few views, the usual or else the first unless chosen otherwise."""
    codes = list(options)
    usual = usual or codes[0]
    return (
        in_url(
            name,
            options,
            lambda now, key: st.segmented_control(
                label,
                codes,
                default=now,
                required=True,
                format_func=options.__getitem__,
                label_visibility="collapsed",
                wrap=True,
                key=key,
            ),
            usual,
        )
        or usual
    )
