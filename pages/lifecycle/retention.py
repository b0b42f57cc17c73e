"""Retention periods: what is due for deletion, what is held and why, what is coming, what never ends."""

import streamlit as st

from data_layer import retention
from data_layer.rules.access import Act
from pages.shared import (
    batch_words,
    choices,
    coming,
    hold_list,
    retention_cases,
    retention_categories,
    retention_due,
    retention_endless,
    retention_terms,
    session,
)
from pages.shared.navigation import RETENTION
from pages.shared.wording import _, in_words

VIEWS = {
    "due": retention_due.shown,
    "cases": retention_cases.shown,
    "held": hold_list.shown,
    "coming": coming.shown,
    "categories": retention_categories.shown,
    "terms": retention_terms.shown,
    "endless": retention_endless.shown,
}
LABELS = {
    "due": _("Due for deletion now"),
    "cases": _("Requests"),
    "held": _("Held"),
    "coming": _("Coming"),
    "categories": _("Per category"),
    "terms": _("Terms"),
    "endless": _("Without end date"),
}

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(RETENTION.title))
    batch_words.offered(st.query_params.get("categorie"))
with session.the_store().read(session.actor(), Act.RETENTION_VIEW) as reader:
    totals = retention.totals(reader)
    with st.grid(5, min_column_width=150):
        for label, n in (
            (_("Due for deletion now"), totals.due_now),
            (_("Over 30 days"), totals.red),
            (_("Held"), totals.held),
            (_("Coming 12 months"), totals.coming),
            (_("Without end date"), totals.endless),
        ):
            st.metric(label, in_words(n), border=True)
    VIEWS[choices.segments(_("List"), "weergave", LABELS)](reader)
