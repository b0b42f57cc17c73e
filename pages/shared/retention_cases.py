"""Requests that are due for deletion now."""

import streamlit as st

from data_layer import retention_cases
from data_layer.exporting import retention_lists
from data_layer.retention_cases import WHAT_LABELS
from data_layer.transactions import Reader
from pages.shared import links, tables, toolbar
from pages.shared.navigation import COMPLAINT, REQUEST
from pages.shared.wording import DAY_FORMAT, _

column = st.column_config


def shown(reader: Reader) -> None:
    """Which requests are due themselves, due longest first."""
    order = tables.order(retention_cases.ORDERS)
    page = retention_cases.due_now(reader, tables.position(), order)
    if not page.rows:
        st.info(
            _("No request is due for deletion. One goes five years after it was finished, or with its client's data."),
            icon=":material/check_circle:",
        )
        return
    toolbar.above(page.total, retention_lists.due_cases(order), retention_cases.ORDERS)
    red = _("> 30 days")
    clicked = tables.table(
        {
            "number": [row.number for row in page.rows],
            "right": [_(WHAT_LABELS[row.request_right]) for row in page.rows],
            "finished": [row.finished_on for row in page.rows],
            "since": [row.due_from for row in page.rows],
            "red": [[red] if row.red else [] for row in page.rows],
            "client": [row.client_number for row in page.rows],
        },
        {
            "number": column.TextColumn(_("Case number"), width=115),
            "right": column.TextColumn(_("Right"), width="medium"),
            "finished": column.DateColumn(_("Finished on"), format=DAY_FORMAT),
            "since": column.DateColumn(_("Due since"), format=DAY_FORMAT),
            "red": column.MultiselectColumn(_("Overdue for deletion"), options=[red], color="red", width=115),
            "client": column.TextColumn(_("Client number"), width="small"),
        },
        key="due_cases",
        alt=_("Requests due for deletion; a row opens the request"),
        sorts={"number": ["number"], "since": ["longest"]},
    )
    tables.pager(page)
    if clicked is not None:
        is_request = bool(page.rows[clicked].request_right)
        links.go(REQUEST if is_request else COMPLAINT, nummer=page.rows[clicked].number)
