"""The register of destruction: what waits first, each batch opening beside the list."""

import streamlit as st

from data_layer.destroying import batches
from data_layer.destroying.batches import STATE_LABELS, Filter
from data_layer.destroying.labels import KIND_LABELS
from data_layer.exporting import retention_lists
from data_layer.rules.access import Act, may
from data_layer.rules.checks import AMSTERDAM
from pages.shared import batch_drawer, batch_words, choices, figures, links, session, tables, time_filters, toolbar
from pages.shared.navigation import DESTRUCTION
from pages.shared.wording import DAY_FORMAT, _, _n, in_words

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(DESTRUCTION.title))
    batch_words.offered()

DAYS = (time_filters.SINCE, time_filters.UNTIL)
states = {code: _(words) for code, words in STATE_LABELS.items()}
kinds = {code: _(words) for code, words in KIND_LABELS.items()}
cards = st.grid(3, min_column_width=150)
with choices.side_by_side(4):
    state = choices.selectbox(_("State"), "stand", {batches.OPEN: _("not carried out yet"), **states}, _("all"))
    kind = choices.selectbox(_("Kind"), "soort", kinds, _("all"))
time_filters.days_told(*DAYS)
since, until = map(time_filters.day_asked, DAYS)
which = Filter(state, kind, since, until, tables.order(batches.ORDERS))
with session.the_store().read(session.actor(), Act.DESTRUCTION_VIEW) as reader:
    totals, mine = batches.totals(reader), batches.waiting_for(reader, session.actor())
    page = batches.listed(reader, which, tables.position())

may_approve = may(session.actor().roles, Act.DESTRUCTION_APPROVE)
CARDS = (
    (
        _("Waits for approval"), totals.to_approve,
        _n("%(n)s of them for you", "%(n)s of them for you", mine) if may_approve else _("by somebody else"),
        _("Proposed by one person. Another one, a privacy officer, approves it or does not."), "proposed",
    ),
    (
        _("To be carried out"), totals.to_run, _("approved"),
        _("Approved, and not carried out yet."), "approved",
    ),
    (
        _("Carried out"), totals.done, _("with a certificate"),
        _("Destroyed for good. The certificate says how much of what went, and tells of nobody who it was."), "done",
    ),
)  # fmt: skip
with cards:
    for label, n, note, meaning, stand in CARDS:
        figures.card(label, in_words(n), DESTRUCTION if n else None, note=note, meaning=meaning, stand=stand)

batch_drawer.opened_by_url()
if not page.rows:
    if state or kind or since or until:
        st.info(_("No destruction fits this choice. Change the choice above."), icon=":material/search_off:")
        links.link(DESTRUCTION, _("All destructions"), icon=":material/delete_forever:")
    else:
        st.info(_("Nothing was destroyed yet, and nothing was proposed."), icon=":material/check_circle:")
    st.stop()
toolbar.above(page.total, retention_lists.batches(which), batches.ORDERS)
column = st.column_config
clicked = tables.table(
    {
        "number": [row.number for row in page.rows],
        "state": [[states[row.state]] for row in page.rows],
        "proposed": [row.proposed_at.astimezone(AMSTERDAM).date() for row in page.rows],
        "approver": [row.approved_by for row in page.rows],
        "ran": [row.ran_at.astimezone(AMSTERDAM).date() if row.ran_at else None for row in page.rows],
        "clients": [row.clients for row in page.rows],
        "skipped": [row.skipped if row.ran_at else None for row in page.rows],
        "kind": [kinds[row.kind] for row in page.rows],
    },
    {
        "number": column.TextColumn(_("Number"), width=95),
        "state": column.MultiselectColumn(
            _("State"),
            options=list(states.values()),
            color=[batch_words.STATE_COLOURS[code] for code in states],
            width=150,
        ),
        "proposed": column.DateColumn(_("Proposed on"), format=DAY_FORMAT, width=105),
        "approver": column.TextColumn(_("Approved by"), width=125),
        "ran": column.DateColumn(_("Carried out on"), format=DAY_FORMAT, width=100),
        "clients": column.NumberColumn(_("Clients"), width=70),
        "skipped": column.NumberColumn(_("Skipped"), width=95),
        "kind": column.TextColumn(_("Kind"), width=165),
    },
    key=tables.drawn("batches"),
    alt=_("Destructions that fit the choice above; a row opens the destruction"),
    leaves=False,
    sorts={"number": ["number"], "proposed": ["newest"], "state": ["waiting"]},
)
tables.pager(page)
if clicked is not None:
    tables.open_beside("batches", batch_drawer.BATCH, page.rows[clicked].number)
