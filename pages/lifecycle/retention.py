"""Retention periods: what is due for deletion, what is held and why, what is coming, what never ends."""

from datetime import date

import streamlit as st

from data_layer import retention, retention_kept
from data_layer.categories import CATEGORIES, CATEGORY
from data_layer.exporting import lists
from data_layer.retention import Span
from data_layer.rules.access import Act
from data_layer.transactions import Reader
from pages.shared import batch_words, choices, coming, hold_list, links, session, tables, toolbar
from pages.shared.navigation import CLIENT, RETENTION
from pages.shared.wording import DAY_FORMAT, _, in_words

column = st.column_config


def due(reader: Reader) -> None:
    """Who has something due for deletion, longest overdue first."""
    labels = {category.code: _(category.label) for category in CATEGORIES}
    with st.container(width=420):
        code = choices.selectbox(_("Category"), "categorie", labels, _("all categories"))
    order = tables.order(retention.ORDERS)
    category = CATEGORY[code] if code else None
    page = retention.due_now(reader, tables.position(), category, order)
    if not page.rows:
        st.info(
            _("Nothing of this category is due for deletion. Choose another, or all categories.")
            if code
            else _("Nothing is due for deletion, so nothing has to be done. “Coming” shows what falls due later."),
            icon=":material/check_circle:",
        )
        return
    toolbar.above(page.total, lists.due(Span(date.min, session.today(), category), order), retention.ORDERS)
    red = _("> 30 days")
    clicked = tables.table(
        {
            "number": [row.number for row in page.rows],
            "name": [row.name for row in page.rows],
            "since": [row.due_from for row in page.rows],
            "red": [[red] if row.red else [] for row in page.rows],
            "extent": [_("everything") if row.whole else _("part") for row in page.rows],
            "all": [row.all_due_from for row in page.rows],
            "categories": [tables.first_of([labels[c.code] for c in row.categories]) for row in page.rows],
        },
        {
            "number": column.TextColumn(_("Number"), width=95),
            "name": column.TextColumn(_("Name"), width="medium"),
            "since": column.DateColumn(_("Due since"), format=DAY_FORMAT),
            "red": column.MultiselectColumn(_("Overdue for deletion"), options=[red], color="red", width=115),
            "extent": column.TextColumn(_("How much"), width="small"),
            "all": column.DateColumn(_("Everything from"), format=DAY_FORMAT),
            "categories": column.TextColumn(_("Categories due")),
        },
        key="due",
        alt=_("Clients with data due for deletion; a row opens the dossier"),
        sorts={"number": ["number"], "name": ["name"], "since": ["longest"]},
    )
    tables.pager(page)
    if clicked is not None:
        links.go(CLIENT, nummer=page.rows[clicked].number, deel="retention")


def endless(reader: Reader) -> None:
    """Agreements that were never closed."""
    st.caption(
        _(
            "These agreements began more than five years ago and have no end date. As long as that is so, nothing of"
            " the client falls due. Give them their end date in the school's file, and import it again."
        )
    )
    page = retention_kept.endless(reader, tables.position())
    if not page.rows:
        st.info(_("Every agreement of more than five years ago has an end date."), icon=":material/check_circle:")
        return
    toolbar.above(page.total, lists.endless())
    clicked = tables.table(
        {
            "number": [row.client_number for row in page.rows],
            "name": [row.name for row in page.rows],
            "agreement": [row.agreement for row in page.rows],
            "started": [row.started_on for row in page.rows],
        },
        {
            "number": column.TextColumn(_("Number"), width=95),
            "name": column.TextColumn(_("Name"), width="medium"),
            "agreement": column.TextColumn(_("Agreement number"), width="medium"),
            "started": column.DateColumn(_("Start of course"), format=DAY_FORMAT),
        },
        key="endless",
        alt=_("Agreements without an end date, the oldest first; a row opens the dossier"),
        sorts={},
    )
    tables.pager(page)
    if clicked is not None:
        links.go(CLIENT, nummer=page.rows[clicked].client_number)


VIEWS = {"due": due, "held": hold_list.shown, "coming": coming.shown, "endless": endless}
LABELS = {
    "due": _("Due for deletion now"),
    "held": _("Held"),
    "coming": _("Coming"),
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
    VIEWS[choices.segments(_("List"), "lijst", LABELS)](reader)
