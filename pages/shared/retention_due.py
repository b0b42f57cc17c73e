"""Clients of whom something is due for deletion now."""

from datetime import date
from typing import cast

import streamlit as st

from data_layer import retention
from data_layer.due_categories import DUE_CATEGORIES, DUE_CATEGORY
from data_layer.exporting import retention_lists
from data_layer.retention import EXTENT_LABELS, Extent, Span
from data_layer.transactions import Reader
from pages.shared import choices, links, session, tables, toolbar
from pages.shared.navigation import CLIENT
from pages.shared.wording import DAY_FORMAT, _

column = st.column_config


def shown(reader: Reader) -> None:
    """Who has something due for deletion, longest overdue first."""
    labels = {category.code: _(category.label) for category in DUE_CATEGORIES}
    with st.container(width=560), choices.side_by_side(2):
        code = choices.selectbox(_("Category"), "categorie", labels, _("all categories"))
        extents = {extent: _(words) for extent, words in EXTENT_LABELS.items()}
        extent = choices.selectbox(_("How much"), "omvang", extents, _("everything or a part"))
    order = tables.order(retention.ORDERS)
    category = DUE_CATEGORY[code] if code else None
    span = Span(date.min, session.today(), category, cast("Extent | None", extent))
    page = retention.due_now(reader, tables.position(), category, order, span.extent)
    if not page.rows:
        st.info(
            _("Of no client is this due for deletion. Choose another category, or everything.")
            if code or extent
            else _("Nothing is due for deletion, so nothing has to be done. “Coming” shows what falls due later."),
            icon=":material/check_circle:",
        )
        return
    toolbar.above(page.total, retention_lists.due(span, order), retention.ORDERS)
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
