"""Clients whose data are held, and why."""

from typing import Any

import streamlit as st

from data_layer import retention_kept
from data_layer.exporting import lists
from data_layer.retention_kept import HOLD_LABELS
from data_layer.transactions import Reader
from pages.shared import links, tables, toolbar
from pages.shared.navigation import CLIENT
from pages.shared.wording import DAY_FORMAT, _

column = st.column_config


def shown(reader: Reader) -> None:
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
