"""A choice that narrows a list: it stands in the URL as a code, so that a link, reload and Back keep it."""

from collections.abc import Callable, Mapping

import streamlit as st

from pages.shared import tables

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
        if picked is None or picked == default:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = picked
        st.rerun()
    return now


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


def segments(label: str, name: str, options: Mapping[str, str]) -> str:
    """One of a few views, the first unless chosen otherwise."""
    codes = list(options)
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
            codes[0],
        )
        or codes[0]
    )
