"""Retention periods: what is due for deletion, what is held and why, what is coming, what never ends."""

from datetime import date
from typing import Any

import streamlit as st

from data_layer import retention, retention_kept
from data_layer.due_categories import DUE_CATEGORIES, DUE_CATEGORY
from data_layer.exporting import lists
from data_layer.retention import Span
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.access import Act
from data_layer.transactions import Reader
from pages.shared import choices, coming, links, session, tables, toolbar
from pages.shared.navigation import CLIENT, RETENTION
from pages.shared.wording import DAY_FORMAT, _, in_words

column = st.column_config


def due(reader: Reader) -> None:
    """Who has something due for deletion, longest overdue first."""
    labels = {category.code: _(category.label) for category in DUE_CATEGORIES}
    with st.container(width=420):
        code = choices.selectbox(_("Category"), "categorie", labels, _("all categories"))
    order = tables.order(retention.ORDERS)
    category = DUE_CATEGORY[code] if code else None
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


def held(reader: Reader) -> None:
    """Whose data are held, by what, since when."""
    page = retention_kept.held(reader, tables.position())
    if not page.rows:
        st.info(
            _("Nothing is held. An open request or a restriction holds data by itself."),
            icon=":material/check_circle:",
        )
        return

    toolbar.above(page.total, lists.held())

    def joined(values: list[Any]) -> str | None:
        return " · ".join(dict.fromkeys(str(value) for value in values if value)) or None

    clicked = tables.table(
        {
            "number": [row.number for row in page.rows],
            "name": [row.name for row in page.rows],
            "since": [row.since for row in page.rows],
            "kinds": [[*dict.fromkeys(_(HOLD_LABELS[hold.kind]) for hold in row.holds)] for row in page.rows],
            "owner": [joined([hold.owner for hold in row.holds]) for row in page.rows],
            "review": [min((h.review_on for h in row.holds if h.review_on), default=None) for row in page.rows],
            "reason": [joined([hold.reason for hold in row.holds]) for row in page.rows],
        },
        {
            "number": column.TextColumn(_("Number"), width=95),
            "name": column.TextColumn(_("Name"), width=150),
            "since": column.DateColumn(_("Held since"), format=DAY_FORMAT),
            "kinds": column.MultiselectColumn(
                _("Why"), options=[_(words) for words in HOLD_LABELS.values()], color="violet", width=175
            ),
            "owner": column.TextColumn(_("Owner"), width=120),
            "review": column.DateColumn(_("Review"), format=DAY_FORMAT),
            "reason": column.TextColumn(_("Reason"), width="medium"),
        },
        key="held",
        alt=_("Clients whose data are held, the oldest hold first; a row opens the dossier"),
        sorts={},
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


VIEWS = {"due": due, "held": held, "coming": coming.shown, "endless": endless}
LABELS = {
    "due": _("Due for deletion now"),
    "held": _("Held"),
    "coming": _("Coming"),
    "endless": _("Without end date"),
}

st.title(_(RETENTION.title))
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
