"""Agreements without an end date, which keep everything of their client."""

import streamlit as st

from data_layer import retention_kept
from data_layer.exporting import retention_lists
from data_layer.transactions import Reader
from pages.shared import links, tables, toolbar
from pages.shared.navigation import CLIENT
from pages.shared.wording import DAY_FORMAT, _

column = st.column_config


def shown(reader: Reader) -> None:
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
    toolbar.above(page.total, retention_lists.endless())
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
