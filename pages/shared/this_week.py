"""What must be answered this week: said in one line, and the first of the requests with the way to the others."""

import streamlit as st

from data_layer.paging import Page
from data_layer.requests.request_queue import Row
from data_layer.vocabulary import RIGHT_LABELS
from pages.shared import links, phases, session, tables
from pages.shared.navigation import REQUEST, REQUESTS
from pages.shared.wording import _, _n

column = st.column_config


def said(late: int, due: int) -> None:
    """How many are late, or else due this week, or that there is none."""
    if late:
        st.error(
            _n(
                "One request is past its legal last day. Answer it first.",
                "%(n)s requests are past their legal last day. Answer them first.",
                late,
            ),
            icon=":material/alarm:",
        )
    elif due:
        st.warning(
            _n("One request must be answered this week.", "%(n)s requests must be answered this week.", due),
            icon=":material/schedule:",
        )
    else:
        st.success(_("No request is late and none has to be answered this week."), icon=":material/check_circle:")


def listed(week: Page[Row]) -> None:
    """The first of them, most urgent first; a row opens its case."""
    st.subheader(_("To be answered this week"), anchor=False)
    clicked = tables.table(
        {
            "phase": [[phases.label(row)] for row in week.rows],
            "number": [row.number for row in week.rows],
            "right": [_(RIGHT_LABELS[row.right]) for row in week.rows],
            "safe": [row.work_to for row in week.rows],
            "legal": [row.legal_last_day for row in week.rows],
            "left": [row.days_left for row in week.rows],
            "handler": [row.handler for row in week.rows],
        },
        {
            "phase": phases.column(_("Phase")),
            "number": column.TextColumn(_("Number"), width=115),
            "right": column.TextColumn(_("Right"), width="medium"),
            **phases.day_columns(),
            "handler": column.TextColumn(_("Handler"), width="medium"),
        },
        key="week",
        opens=session.opens(REQUEST),
        alt=_("Requests to be answered this week, the most urgent first"),
    )
    if clicked is not None:
        links.go(REQUEST, nummer=week.rows[clicked].number)
    if week.total > len(week.rows):
        links.link(REQUESTS, _("All of this week"), icon=":material/arrow_forward:", stand="week")
