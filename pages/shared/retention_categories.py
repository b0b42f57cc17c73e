"""Retention per category of data."""

import streamlit as st

from data_layer.retention_categories import per_category
from data_layer.transactions import Reader
from pages.shared import links, tables
from pages.shared.wording import DAY_FORMAT, _

column = st.column_config


def shown(reader: Reader) -> None:
    """Of how many clients each category is kept, due, held and coming; a row leads to the clients of whom it is due."""
    rows = per_category(reader)
    clicked = tables.table(
        {
            "category": [_(row.category.label) for row in rows],
            "clients": [row.clients for row in rows],
            "due": [row.due_now for row in rows],
            "red": [row.red for row in rows],
            "held": [row.held for row in rows],
            "coming": [row.coming for row in rows],
            "next": [row.next_on for row in rows],
        },
        {
            "category": column.TextColumn(_("Category"), width=320),
            "clients": column.NumberColumn(_("Kept of clients"), width=75),
            "due": column.NumberColumn(_("Due for deletion now"), width=125),
            "red": column.NumberColumn(_("> 30 days"), help=_("Over 30 days"), width=90),
            "held": column.NumberColumn(_("Held"), width=100),
            "coming": column.NumberColumn(_("Coming"), help=_("Coming 12 months"), width=80),
            "next": column.DateColumn(_("Next day"), format=DAY_FORMAT, width=112),
        },
        key="categories",
        alt=_("Retention per category; a row shows the clients of whom it is due"),
        leaves=False,
    )
    if clicked is not None:
        tables.first_page()
        for name, value in (("weergave", None), ("omvang", None), ("categorie", rows[clicked].category.code)):
            links.put(name, value)
        st.rerun()
