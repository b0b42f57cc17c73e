"""How the desk stands today: what comes first, the figures, and charts that lead to their rows."""

import streamlit as st

from data_layer import disclosure_totals, reports, retention
from data_layer.paging import Position
from data_layer.requests import queue_counts, request_queue
from data_layer.requests.request_queue import Filter
from data_layer.rules.access import Act
from data_layer.rules.deadlines import Phase
from data_layer.vocabulary import RIGHT_LABELS
from pages.shared import links, overview_charts, overview_figures, phases, session, tables
from pages.shared.navigation import DISCLOSURES, OVERVIEW, REQUEST, REQUESTS
from pages.shared.wording import _, _n

FIRST_FEW = 6
store, actor = session.the_store(), session.actor()
column = st.column_config

with store.read(actor, Act.OVERVIEW_VIEW) as reader:
    counts = queue_counts.open_counts(reader)
    week = request_queue.open_requests(reader, actor, Filter(stand="week"), Position(), FIRST_FEW)
    months, people, kept = reports.on_time_per_month(reader), reports.clients(reader), retention.totals(reader)
    delivered = disclosure_totals.sent_in_twelve_months(reader, actor)
    flagged = reports.flagged_disclosures(reader)
    years = retention.coming(reader)

st.title(_(OVERVIEW.title))
if not session.opens(REQUESTS):
    st.info(_("Here you see how the desk stands; the lists behind the figures are for those who work with them."))
elif late := counts[Phase.overdue]:
    st.error(
        _n(
            "One request is past its legal last day. Answer it first.",
            "%(n)s requests are past their legal last day. Answer them first.",
            late,
        ),
        icon=":material/alarm:",
    )
elif week.total:
    st.warning(
        _n("One request must be answered this week.", "%(n)s requests must be answered this week.", week.total),
        icon=":material/schedule:",
    )
else:
    st.success(_("No request is late and none has to be answered this week."), icon=":material/check_circle:")
overview_figures.cards(counts, week.total, reports.added_up(months), people, kept)

if week.rows and session.opens(REQUESTS):
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

if session.opens(REQUESTS):
    st.caption(_("A click on a bar, or on a line of the table beside it, opens what it counts."))
st.subheader(_("Open requests per phase"), anchor=False)
overview_charts.phases(counts)
st.subheader(_("Answered on time, per month"), anchor=False)
overview_charts.on_time(months)
st.subheader(_("Disclosures per recipient, per month"), anchor=False)
overview_charts.delivered(delivered)
if flagged and session.opens(DISCLOSURES):
    words = _n("%(n)s disclosure should not have happened", "%(n)s disclosures should not have happened", flagged)
    links.link(DISCLOSURES, words, icon=":material/flag:", aandacht="flagged", stand="counting")
st.subheader(_("What falls due for deletion"), anchor=False)
overview_charts.falls_due(kept, years)
