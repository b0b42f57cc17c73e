"""The queue of privacy requests: the most urgent first, each leading to its case."""

from dataclasses import replace
from functools import partial
from typing import Any, cast

import streamlit as st

from data_layer import request_queue
from data_layer.exporting import lists
from data_layer.request_queue import PHASE_LABELS, Filter, Handler, Stand
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import Phase
from data_layer.vocabulary import RIGHT_LABELS, Right
from pages.shared import calendar_file, choices, links, phases, searches, session, tables, toolbar
from pages.shared.charts import month_label
from pages.shared.navigation import NEW_REQUEST, REQUEST, REQUESTS
from pages.shared.wording import _, in_words

STANDS = {
    "week": _("to be answered this week"),
    "answered": _("answered, not finished"),
    "finished": _("finished"),
    "judged": _("due in the past year"),
    "late": _("not on time, past year"),
    "past_safe": _("past the safe day, past year"),
    "all": _("all requests"),
}
HANDLERS = {"mine": _("mine"), "nobody": _("without handler")}

store, actor = session.the_store(), session.actor()
opens_cases, sees_names = may(actor.roles, Act.REQUEST_VIEW), may(actor.roles, Act.CLIENT_LIST)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(REQUESTS.title))
    if may(actor.roles, Act.REQUEST_REGISTER) and st.button(
        _(NEW_REQUEST.title), icon=":material/add:", type="primary", key="register"
    ):
        links.go(NEW_REQUEST)

pills = st.container()
with choices.side_by_side(4):
    search = searches.box("request_search", _("Number or name") if sees_names else _("case number"))
    rights = {code.value: _(words) for code, words in RIGHT_LABELS.items()}
    right = choices.selectbox(_("Right"), "recht", rights, _("all rights"))
    handler = choices.selectbox(_("Handler"), "behandelaar", HANDLERS, _("everybody"))
    stand = choices.selectbox(_("State"), "stand", STANDS, _("open"))

month = choices.month()
if month:
    choices.only(_("Legal last day in %(month)s", month=month_label(month, long=True)), choices.MONTH, "event")
chosen = Filter(
    month=month,
    stand=cast(Stand, stand or "open"),
    right=Right(right) if right else None,
    handler=cast(Handler | None, handler),
    search=search,
    order=tables.order(request_queue.ORDERS),
)
with store.read(actor, Act.REQUEST_LIST) as reader:
    counts = request_queue.open_counts(reader, actor, chosen)
if stand is None:
    with pills:
        labels = {phase.value: f"{_(PHASE_LABELS[phase])} · {in_words(n)}" for phase, n in counts.items()}
        phase = choices.pills(_("Phase"), "fase", labels)
        chosen = replace(chosen, phase=Phase(phase) if phase else None)
with store.read(actor, Act.REQUEST_LIST) as reader:
    page = request_queue.open_requests(reader, actor, chosen, tables.position())

if not page.rows:
    if chosen == Filter(order=chosen.order):
        st.info(
            _("No request is open. A request that comes in is registered with the button above.")
            if may(actor.roles, Act.REQUEST_REGISTER)
            else _("No request is open. Nothing has to be done."),
            icon=":material/check_circle:",
        )
    else:
        st.info(_("No request fits this choice. Change the choice or the search above."), icon=":material/search_off:")
        links.link(REQUESTS, _("All open requests"), icon=":material/inbox:")
    st.stop()

toolbar.above(page.total, lists.requests(chosen), request_queue.ORDERS, beside=partial(calendar_file.button, chosen))
columns: dict[str, list[Any]] = {
    "phase": [[phases.label(row)] for row in page.rows],
    "number": [row.number for row in page.rows],
    "safe": [row.work_to for row in page.rows],
    "legal": [row.legal_last_day for row in page.rows],
    "left": [row.days_left for row in page.rows],
    "right": [rights[row.right] for row in page.rows],
}
if sees_names:
    columns["who"] = [row.who for row in page.rows]
columns["handler"] = [row.handler for row in page.rows]
column = st.column_config
clicked = tables.table(
    columns,
    {
        "phase": phases.column(_("Phase")),
        **phases.day_columns(),
        "number": column.TextColumn(_("Number")),
        "right": column.TextColumn(_("Right"), width=165),
        "who": column.TextColumn(_("Who"), width=170),
        "handler": column.TextColumn(_("Handler"), width=130),
    },
    key="requests",
    opens=opens_cases,
    alt=_("The requests that fit the choice above"),
    sorts={
        "phase": ["urgency"],
        "number": ["number"],
        "safe": ["safe_day"],
        "left": ["urgency"],
    },
)
tables.pager(page)
if clicked is not None:
    links.go(REQUEST, nummer=page.rows[clicked].number)
if not opens_cases:
    st.caption(_("Your role sees the queue, not the cases in it. A coordinator or the privacy officer can tell more."))
