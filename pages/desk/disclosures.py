"""The register of disclosures: what went to whom, the newest first, each entry opening beside the list."""

from typing import Any

import streamlit as st

from data_layer import disclosure_totals, disclosures, recipients
from data_layer.categories import CATEGORY
from data_layer.disclosures import STATE_LABELS, Filter, Row
from data_layer.exporting import disclosure_lists
from data_layer.rules.access import Act, may
from data_layer.rules.disclosure import FLAG_LABELS
from pages.shared import (
    choices,
    disclosure_drawer,
    disclosure_filters,
    disclosure_months,
    disclosure_untold,
    figures,
    links,
    session,
    tables,
    toolbar,
)
from pages.shared.navigation import DISCLOSURES, NEW_BREACH, NEW_DELIVERY, NEW_DISCLOSURE
from pages.shared.wording import DAY_FORMAT, _, _n, in_words, plain

MOST_SIDE_BY_SIDE = 5
store, actor = session.the_store(), session.actor()


def persons(row: Row) -> str:
    """The client's number where it is known here, or how many there are."""
    return row.client_number or _n("%(n)s client", "%(n)s clients", row.clients)


with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(DISCLOSURES.title))
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        if session.opens(NEW_BREACH):
            links.link(NEW_BREACH, _(NEW_BREACH.title), icon=":material/gpp_bad:")
        if session.opens(NEW_DELIVERY) and st.button(
            _(NEW_DELIVERY.title), icon=":material/outbox:", type="primary", key="deliver"
        ):
            links.go(NEW_DELIVERY)
        if session.opens(NEW_DISCLOSURE) and st.button(_(NEW_DISCLOSURE.title), icon=":material/add:", key="record"):
            links.go(NEW_DISCLOSURE)

with store.read(actor, Act.DISCLOSURE_LIST) as reader:
    known = recipients.all_of_them(reader)
    years = disclosures.years(reader)

others = {r.code: r.name for r in known if not r.is_stranger}
if strangers := {r.code: r.name for r in known if r.is_stranger}:
    others |= {disclosures.STRANGERS: _(FLAG_LABELS[disclosures.STRANGERS])}
    if may(actor.roles, Act.CLIENT_LIST):  # a name may be a person's
        others |= strangers
cards = st.container()
VIEWS = {"list": _("List"), "months": _("Per month")}
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    is_per_month = choices.segments(_("View"), "weergave", VIEWS) == "months"
    to_tell = st.container(width="content")
chosen = disclosure_filters.chosen(others, years, _("last 12 months") if is_per_month else _("all"))
if is_per_month:
    chosen = disclosure_months.with_usual_period(chosen)
with store.read(actor, Act.DISCLOSURE_LIST) as reader:
    totals = disclosure_totals.totals(reader, actor, Filter(since=chosen.since, until=chosen.until, as_of=chosen.as_of))
    untold = disclosure_totals.untold_counts(reader)

with cards, st.grid(min(len(totals), MOST_SIDE_BY_SIDE), min_column_width=150):
    for total in totals:
        where = {choices.RECIPIENT: total.code, "aandacht": "flagged", "stand": disclosure_filters.COUNTING}
        figures.card(
            plain(total.name) or others[total.code],
            in_words(total.entries),
            DISCLOSURES if total.flagged else None,
            note=_n("%(n)s client", "%(n)s clients", total.clients),
            meaning=_("Entries that were not annulled, and the clients each counts, added up."),
            leads_to=_n("%(n)s remark", "%(n)s remarks", total.flagged),
            icon="flag",
            **where,
            **disclosure_filters.same_period(chosen),
        )
with to_tell:
    disclosure_untold.counted(untold)

if is_per_month:
    disclosure_months.shown(chosen)
    st.stop()
disclosure_drawer.opened_by_url()
with store.read(actor, Act.DISCLOSURE_LIST) as reader:
    page = disclosures.listed(reader, actor, chosen, tables.position())
if not page.rows:
    if years:
        disclosure_filters.nothing_fits()
        links.link(DISCLOSURES, _("All disclosures"), icon=":material/send:")
    else:
        st.info(
            _(
                "Nothing has been disclosed or obtained yet. What goes out or comes in is recorded with the button"
                " above."
            )
            if may(actor.roles, Act.DISCLOSURE_RECORD)
            else _("Nothing has been disclosed or obtained yet."),
            icon=":material/send:",
        )
    st.stop()
toolbar.above(page.total, disclosure_lists.register(chosen), disclosure_filters.orders())
is_to_tell = bool(chosen.is_source_untold)
columns: dict[str, list[Any]] = {
    "number": [row.number for row in page.rows],
    "day": [row.happened_on for row in page.rows],
    "whom": [disclosure_drawer.whom(row) for row in page.rows],
    "persons": [persons(row) for row in page.rows],
    **(
        {"tell_by": disclosure_untold.days(page.rows)}  # all of them were received
        if is_to_tell
        else {"state": [_(STATE_LABELS[row.state]) for row in page.rows]}
    ),
    "flags": [[_(FLAG_LABELS[flag]) for flag in row.flags] for row in page.rows],
    "categories": [tables.first_of([_(CATEGORY[code].label) for code in row.categories]) for row in page.rows],
}
clicked = tables.table(
    columns,
    {
        "number": st.column_config.TextColumn(_("Number"), width=115),
        "day": st.column_config.DateColumn(_("Date"), format=DAY_FORMAT, width=100),
        "whom": st.column_config.TextColumn(_("To or from"), width=165),
        "persons": st.column_config.TextColumn(_("Clients"), width=100),
        "tell_by": disclosure_untold.column(page.rows),
        "state": st.column_config.TextColumn(_("State"), width=135),
        "flags": st.column_config.MultiselectColumn(
            _("Remarks of the desk"), options=[_(words) for words in FLAG_LABELS.values()], color="red", width=155
        ),
        "categories": st.column_config.TextColumn(_("Data"), width=150),
    },
    key=tables.drawn("disclosures"),
    alt=_("Disclosures that fit the choice above"),
    sorts={"number": ["number"], "day": ["newest", "oldest"], "persons": ["most_clients"], "tell_by": ["tell_by"]},
)
tables.pager(page)
if clicked is not None:
    tables.open_beside("disclosures", disclosure_drawer.NUMBER, page.rows[clicked].number)
