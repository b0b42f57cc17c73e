"""The complaints: the most urgent first, each leading to its own screen."""

from dataclasses import replace
from typing import Any, cast

import streamlit as st

from data_layer.complaints import complaint_lists
from data_layer.complaints.complaint_lists import KIND_LABELS, Filter, Handler
from data_layer.complaints.complaint_stands import WINDOWS
from data_layer.exporting import case_lists
from data_layer.requests.request_queue import PHASE_LABELS
from data_layer.rules.access import Act, may
from data_layer.rules.complaints import VERDICT_LABELS
from data_layer.rules.deadlines import Phase
from data_layer.rules.sentences import say
from pages.shared import choices, links, searches, session, tables, time_filters, toolbar
from pages.shared.complaints import complaint_desk, complaint_states
from pages.shared.navigation import COMPLAINT, COMPLAINTS, NEW_COMPLAINT
from pages.shared.wording import DAY_FORMAT, _, in_words

KIND_WORDS = {"service": say("the service"), "privacy": say("privacy")}  # there is no room for more in the table
HANDLERS = {"mine": _("mine"), "nobody": _("without handler")}

store, actor = session.the_store(), session.actor()
sees_names = may(actor.roles, Act.CLIENT_LIST)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(COMPLAINTS.title))
    if session.opens(NEW_COMPLAINT) and st.button(
        _(NEW_COMPLAINT.title), icon=":material/add:", type="primary", key="register"
    ):
        links.go(NEW_COMPLAINT)

pills = st.container()
with choices.side_by_side(4):
    search = searches.box("complaint_search", _("Number or name") if sees_names else _("complaint number"))
    kinds = {code: _(words) for code, words in KIND_LABELS.items()}
    kind = choices.selectbox(_("Kind"), "soort", kinds, _("all kinds"))
    handler = choices.selectbox(_("Handler"), "behandelaar", HANDLERS, _("everybody"))
    stand = complaint_states.state()
times = time_filters.asked(WINDOWS.get(stand or "open"))
chosen = Filter(
    stand=stand or "open",
    kind=kind,
    handler=cast(Handler | None, handler),
    search=search,
    order=tables.order(complaint_lists.ORDERS),
    since=times.since,
    until=times.until,
    as_of=times.as_of,
)
if stand in (None, "to_acknowledge"):
    with store.read(actor, Act.COMPLAINT_LIST) as reader:
        counts = complaint_lists.counts(reader, actor, chosen)
    with pills:
        labels = {phase.value: f"{_(PHASE_LABELS[phase])} · {in_words(n)}" for phase, n in counts.items()}
        phase = choices.pills(_("Phase"), "fase", labels)
        chosen = replace(chosen, phase=Phase(phase) if phase else None)
with store.read(actor, Act.COMPLAINT_LIST) as reader:
    page = complaint_lists.listed(reader, actor, chosen, tables.position())

if not page.rows:
    if chosen == Filter(order=chosen.order):
        st.info(
            _("No complaint is open. A complaint that comes in is registered with the button above.")
            if session.opens(NEW_COMPLAINT)
            else _("No complaint is open. Nothing has to be done."),
            icon=":material/check_circle:",
        )
    else:
        st.info(
            _("No complaint fits this choice. Change the choice or the search above."), icon=":material/search_off:"
        )
        links.link(COMPLAINTS, _("All open complaints"), icon=":material/feedback:")
    st.stop()

toolbar.above(page.total, case_lists.complaints(chosen), complaint_lists.ORDERS)
is_over = stand in ("answered", "closed")
columns: dict[str, list[Any]] = {
    "stand": [[complaint_desk.stand(row)] for row in page.rows],
    "number": [row.number for row in page.rows],
    **(
        {
            "answered": [row.answered_on for row in page.rows],
            "verdict": [_(VERDICT_LABELS[row.verdict]) if row.verdict else None for row in page.rows],
        }
        if is_over
        else {
            "acknowledge": [row.acknowledge_by for row in page.rows],
            "legal": [row.legal_last_day for row in page.rows],
            "left": [row.days_left for row in page.rows],
        }
    ),
    "kind": [_(KIND_WORDS[row.kind]) for row in page.rows],
    **({"who": [row.who for row in page.rows]} if sees_names else {}),
    "handler": [row.handler for row in page.rows],
}
column = st.column_config
clicked = tables.table(
    columns,
    {
        "stand": complaint_desk.stand_column(),
        "number": column.TextColumn(_("Number"), width=105),
        "answered": column.DateColumn(_("Answered on"), format=DAY_FORMAT, width=120),
        "verdict": column.TextColumn(_("Verdict"), width=130),
        "acknowledge": column.DateColumn(
            _("Acknowledge"),
            format=DAY_FORMAT,
            width=105,
            help=_("The last day for it. Empty once it is acknowledged or answered."),
        ),
        "legal": column.DateColumn(_("Legal day"), format=DAY_FORMAT, width=100),
        "left": column.NumberColumn(
            _("Days"), width=65, help=_("Calendar days to the legal day. Below zero: too late.")
        ),
        "kind": column.TextColumn(_("Kind"), width=115),
        "who": column.TextColumn(_("Who"), width=150),
        "handler": column.TextColumn(_("Handler"), width=130),
    },
    key="complaints",
    opens=session.opens(COMPLAINT),
    alt=_("The complaints that fit the choice above"),
    sorts={
        "stand": ["urgency"],
        "number": ["number"],
        "legal": ["urgency"],
        "left": ["urgency"],
    },
)
tables.pager(page)
if clicked is not None:
    links.go(COMPLAINT, nummer=page.rows[clicked].number)
if not session.opens(COMPLAINT):
    st.caption(
        _("Your role sees the list, not the complaints in it. A coordinator or the privacy officer can tell more.")
    )
