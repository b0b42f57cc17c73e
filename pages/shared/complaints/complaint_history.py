"""What was done about a complaint, in the words of the screen."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from data_layer.complaints.complaint_case import EVENT_LABELS, Event
from data_layer.rules.complaints import VERDICT_LABELS, ComplaintEvent, Verdict
from pages.shared.wording import _, day, in_words, plain


def show(events: Iterable[Event]) -> None:
    """One line per event: day, what, by whom; beneath it what was written, as it was written."""
    with st.container(gap="xsmall"):
        for event in events:
            detail = _detail(event)
            what = _(EVENT_LABELS[event.kind]) + (f": {detail}" if detail else "")
            by = _("by %(name)s", name=plain(event.by)) if event.by else ""
            st.markdown(f"**{day(event.happened_on)}** {' · '.join(part for part in (what, by) if part)}")
            if event.body:
                st.text(event.body)


def _detail(event: Event) -> str:
    if event.kind is ComplaintEvent.CORRECTED and event.code:
        before, _stroke, after = event.code.partition("/")
        return _(
            "from %(before)s to %(after)s",
            before=in_words(date.fromisoformat(before)),
            after=in_words(date.fromisoformat(after)),
        )
    if event.kind in (ComplaintEvent.ANSWERED, ComplaintEvent.CLOSED) and event.code:
        return _(VERDICT_LABELS[Verdict(event.code)])
    return plain(event.handler)
