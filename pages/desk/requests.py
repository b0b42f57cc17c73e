"""The queue of privacy requests: what is to be done first, what waits, and whose it is; each row leads to its case."""

from functools import partial

import streamlit as st

from data_layer.exporting import case_lists
from data_layer.requests import request_queue
from data_layer.rules.access import Act, may
from pages.shared import links, searches, session, tables, toolbar
from pages.shared.navigation import NEW_REQUEST, REQUEST, REQUESTS
from pages.shared.requests import absence_drawer, assign_bar, calendar_file, queue_columns, queue_filters, queue_walk
from pages.shared.wording import _

TABLE = "requests"
store, actor = session.the_store(), session.actor()
registers = may(actor.roles, Act.REQUEST_REGISTER)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(REQUESTS.title), width="content")
    actions = st.container(horizontal=True, vertical_alignment="center", width="content")
queue_filters.arrive()
chosen = queue_filters.chosen()
with actions:
    absence_drawer.offered(chosen.people)
    if registers and st.button(_(NEW_REQUEST.title), icon=":material/add:", type="primary", key="register"):
        links.go(NEW_REQUEST)
if chosen.which.handler == "mine":
    absence_drawer.replaced(chosen.people)
handlers = {person.id: person.name for person in chosen.people}
assign_bar.carried_out(handlers, TABLE)
with store.read(actor, Act.REQUEST_LIST) as reader:
    page = request_queue.open_requests(reader, actor, chosen.which, tables.position())

if not page.rows:
    if chosen.is_narrowed:
        st.info(_("No request fits this choice. Change the choice or the search above."), icon=":material/search_off:")
        if chosen.which.search and chosen.is_narrower_than_all:
            sought = {searches.NAME: searches.in_url(chosen.which.search)}
            links.link(REQUESTS, _("Search all requests"), icon=":material/search:", weergave="all", **sought)
        links.link(REQUESTS, _("All open requests"), icon=":material/inbox:", stand="open")
    elif chosen.part == "waiting":
        st.info(_("No request waits for an answer."), icon=":material/check_circle:")
    elif chosen.part == "unverified":
        words = _("Of every open request it is certain who asks, and no copy of an identity document lies here.")
        st.info(words, icon=":material/check_circle:")
    elif chosen.counts.parts["waiting"]:
        words = _("Nothing has to be done now: what is open waits for an answer.")
        st.info(words, icon=":material/check_circle:")
    else:
        st.info(
            _("No request is open. A request that comes in is registered with the button above.")
            if registers
            else _("No request is open. Nothing has to be done."),
            icon=":material/check_circle:",
        )
    st.stop()

above = st.container()
cells, config = queue_columns.of_part(chosen.part, page.rows, chosen.which.as_of or session.today())
sorts = {"phase": ["urgency"], "number": ["number"], "safe": ["safe_day"], "left": ["urgency"], "due": ["urgency"]}
alt = _("The requests that fit the choice above")
if may(actor.roles, Act.REQUEST_ASSIGN):
    clicked, ticked = tables.ticked(cells, config, key=tables.drawn(TABLE), alt=alt, sorts=sorts)
else:
    clicked, ticked = tables.table(cells, config, key=tables.drawn(TABLE), alt=alt, opens=False, sorts=sorts), []
with above:
    if ticked:
        assign_bar.shown([page.rows[index] for index in ticked], handlers)
    else:
        calendar = partial(calendar_file.button, chosen.which)
        toolbar.above(page.total, case_lists.requests(chosen.which), request_queue.ORDERS, beside=calendar)
tables.pager(page)
if clicked is not None:
    queue_walk.begin(chosen.which, page.rows[clicked].number)
    links.go(REQUEST, nummer=page.rows[clicked].number)
if not may(actor.roles, Act.REQUEST_VIEW):
    st.caption(_("Your role sees the queue, not the cases in it. A coordinator or the privacy officer can tell more."))
