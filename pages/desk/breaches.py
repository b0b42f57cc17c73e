"""The register of data breaches: the most urgent first, each opening beside the list."""

from datetime import timedelta

import streamlit as st

from data_layer import breach_lists
from data_layer.breach_lists import REPORTING_LABELS, RISK_LABELS, STATES, Filter, Row
from data_layer.exporting import disclosure_lists
from data_layer.rules.access import Act, may
from data_layer.rules.breaches import Reporting
from data_layer.rules.checks import AMSTERDAM, begins
from pages.shared import (
    breach_drawer,
    breach_recording,
    choices,
    figures,
    links,
    searches,
    session,
    tables,
    time_filters,
    toolbar,
)
from pages.shared.navigation import BREACHES, NEW_BREACH
from pages.shared.wording import DAY_FORMAT, _, _n, in_words, moment

DAYS = (time_filters.SINCE, time_filters.UNTIL, time_filters.AS_OF)
store, actor, now = session.the_store(), session.actor(), session.the_store().clock()


def in_time_until(row: Row) -> str | None:
    """Until when reporting is in time, as long as it was not done."""
    return moment(row.report_by) if row.reporting in (Reporting.DUE, Reporting.OVERDUE) else None


with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(BREACHES.title))
    if may(actor.roles, Act.BREACH_RECORD) and st.button(
        _(NEW_BREACH.title), icon=":material/add:", type="primary", key="record"
    ):
        links.go(NEW_BREACH)

cards = st.grid(4, min_column_width=150)
with store.read(actor, Act.BREACH_VIEW) as reader:
    years = {str(year): str(year) for year in breach_lists.years(reader)}
with choices.side_by_side(4):
    search = searches.box("breach_search", _("Number"))
    state = choices.selectbox(_("State"), "stand", {code: _(words) for code, words in STATES.items()}, _("all"))
    risk = choices.selectbox(_("Risk"), "risico", {code: _(words) for code, words in RISK_LABELS.items()}, _("all"))
    year = choices.selectbox(_("Year"), "jaar", years, _("all"))
of_days = {name: st.query_params[name] for name in ("jaar", *DAYS) if name in st.query_params}

time_filters.days_told(*DAYS)
since, until, then = map(time_filters.day_asked, DAYS)
now = min(now, begins(then + timedelta(days=1))) if then else now

chosen = Filter(state, risk, int(year) if year else None, search, since, until, tables.order(breach_lists.ORDERS))
with store.read(actor, Act.BREACH_VIEW) as reader:
    totals = breach_lists.totals(reader, Filter(year=chosen.year, since=since, until=until), now)
    page = breach_lists.listed(reader, chosen, now, tables.position())

CARDS = (
    (
        _("Open data breaches"), totals.open, _("of %(n)s in all", n=totals.total),
        _("Data breaches with which something is still to be done."), "open",
    ),
    (
        _("Still to be reported"), totals.to_report, _n("%(n)s too late", "%(n)s too late", totals.overdue),
        _("To be reported to the data protection authority within 72 hours, or the 72 hours are over already."),
        "to_report",
    ),
    (
        _("Reported late"), totals.told_late, _("after 72 hours"),
        _("Reported to the data protection authority, with the reason why it was late."), "told_late",
    ),
    (
        _("Not reported"), totals.not_needed, _("risk unlikely"),
        _("They stay in the register with the reason: article 33, paragraph 5."), "not_needed",
    ),
)  # fmt: skip
with cards:
    for label, n, note, meaning, which in CARDS:
        shown_by = BREACHES if n else None
        figures.card(label, in_words(n), shown_by, note=note, meaning=meaning, stand=which, **of_days)

breach_drawer.opened_by_url()
if not page.rows:
    if years:
        st.info(_("No data breach fits this choice. Change the choice above."), icon=":material/search_off:")
        links.link(BREACHES, _("All data breaches"), icon=":material/gpp_bad:")
    else:
        st.info(_("No data breach was recorded yet."), icon=":material/check_circle:")
    st.stop()
toolbar.above(page.total, disclosure_lists.breaches(chosen, now), breach_lists.ORDERS)
column = st.column_config
clicked = tables.table(
    {
        "number": [row.number for row in page.rows],
        "reporting": [[_(REPORTING_LABELS[row.reporting])] for row in page.rows],
        "until": [in_time_until(row) for row in page.rows],
        "state": [_("closed") if row.closed_at else _("open") for row in page.rows],
        "risk": [_(RISK_LABELS[row.risk]) if row.risk else None for row in page.rows],
        "aware": [row.aware_at.astimezone(AMSTERDAM).date() for row in page.rows],
        "what": [row.what for row in page.rows],
    },
    {
        "number": column.TextColumn(_("Number"), width=105),
        "reporting": column.MultiselectColumn(
            _("Reporting"),
            options=[_(words) for words in REPORTING_LABELS.values()],
            color=[breach_drawer.COLOURS[code] for code in Reporting],
            width=160,
        ),
        "until": column.TextColumn(_("In time until"), width=130),
        "state": column.TextColumn(_("State"), width=95),
        "risk": column.TextColumn(_("Risk"), width=150),
        "aware": column.DateColumn(_("Discovered on"), format=DAY_FORMAT, width=100),
        "what": column.TextColumn(_("What happened"), width=210),
    },
    key=tables.drawn("breaches"),
    alt=_("Data breaches that fit the choice above"),
    leaves=False,
    sorts={"number": ["number"], "until": ["urgent"], "aware": ["newest"]},
)
tables.pager(page)
if clicked is not None:
    tables.open_beside("breaches", breach_recording.NUMBER, page.rows[clicked].number)
