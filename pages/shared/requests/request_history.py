"""What happened to a request, in the words of the screen."""

from collections.abc import Iterable

import streamlit as st

from data_layer.carrying_out.event_words import what_happened
from data_layer.requests.request_case import Event
from data_layer.rules.request_moves import Moved
from pages.shared.wording import _, day, plain, shown_as_text


def show(events: Iterable[Event]) -> None:
    """One line per event: day, what, by whom and what it moved; beneath it what was written, as it was written."""
    with st.container(gap="xsmall"):
        for event in events:
            st.markdown(f"**{day(event.happened_on)}** {' · '.join(_parts(event))}")
            if event.body:
                st.text(event.body)


def _parts(event: Event) -> Iterable[str]:
    yield shown_as_text(what_happened(event))
    if event.moved:
        yield _moved(event.moved)
    if event.by:
        yield _("by %(name)s", name=plain(event.by))
    if event.recorded_on != event.happened_on:
        yield _("recorded on %(day)s", day=day(event.recorded_on))


def _moved(moved: Moved) -> str:
    before, after = moved.before, moved.after
    if before.legal_last_day != after.legal_last_day:
        days = {"before": day(before.legal_last_day), "after": day(after.legal_last_day)}
        return _("last day from %(before)s to %(after)s", **days)
    days = {"before": day(before.safe_last_day), "after": day(after.safe_last_day)}
    return _("safe day from %(before)s to %(after)s", **days)
