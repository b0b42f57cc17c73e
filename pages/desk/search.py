"""What fits what was typed in the box above every screen: the first of each kind of record."""

from typing import Any

import streamlit as st

from data_layer import finding
from data_layer.disclosures import STATE_LABELS
from data_layer.finding import Some
from data_layer.rules.access import Act, may
from data_layer.vocabulary import RIGHT_LABELS
from pages.shared import client_head, disclosure_drawer, links, phases, searches, session, tables
from pages.shared.complaints import found_complaints
from pages.shared.navigation import (
    CLIENT,
    CLIENTS,
    COMPLAINTS,
    DISCLOSURES,
    REQUEST,
    REQUESTS,
    SEARCH,
    Screen,
)
from pages.shared.wording import DAY_FORMAT, _, in_words, plain

store, actor = session.the_store(), session.actor()
column = st.column_config


def heading(words: str, some: Some[Any], rest: Screen, **where: str) -> None:
    """The kind and its count, and the way to all of them where not all are shown."""
    st.subheader(f"{words} · {in_words(some.total)}", anchor=False)
    if some.total > len(some.rows):
        links.link(rest, _("All in the list"), icon=":material/arrow_forward:", **where)


st.title(_(SEARCH.title))
sought = searches.sought()
if searches.is_forgotten():
    st.info(_("What was looked for is no longer known here: type it again."), icon=":material/search:")
    st.stop()
if not sought:
    st.info(
        _(
            "Type a client number, a case number, a disclosure's number or a name in the box above. What a caller says"
            " will do as well: a phone number, an e-mail address, a postcode with house number, or the number of an"
            " agreement, invoice or complaint."
        ),
        icon=":material/search:",
    )
    st.stop()

found = finding.everywhere(store, actor, sought, sitting=session.sitting())
st.markdown(_("What fits “%(search)s”", search=plain(sought)))
if not found.total:
    st.info(
        _("Nothing was found. Try a part of the name or the whole number; a date of birth as day-month-year."),
        icon=":material/search_off:",
    )
    st.stop()
here = {searches.NAME: st.query_params[searches.NAME]}

if found.clients.rows:
    heading(_(CLIENTS.title), found.clients, CLIENTS, **here)
    rows = found.clients.rows
    by = [_(found.clues[client.id].words) if client.id in found.clues else None for client in rows]
    clicked = tables.table(
        {
            "number": [client.number for client in rows],
            "name": [client.listed_name for client in rows],
            "born": [client.birth_date for client in rows],
            **({"by": by} if any(by) else {}),
            "flags": [client_head.flag_words(client) for client in rows],
        },
        {
            "number": column.TextColumn(_("Number"), width=115),
            "name": column.TextColumn(_("Name"), width="medium"),
            "born": column.DateColumn(_("Date of birth"), format=DAY_FORMAT, width=115),
            "by": column.TextColumn(_("Found by"), width="medium"),
            "flags": client_head.flag_column(_("What stands out")),
        },
        key="found_clients",
        alt=_("Clients that fit; a row opens the dossier"),
    )
    if clicked is not None:
        links.go(CLIENT, nummer=rows[clicked].number)

if found.requests.rows:
    heading(_(REQUESTS.title), found.requests, REQUESTS, stand="all", **here)
    cases = found.requests.rows
    clicked = tables.table(
        {
            "number": [case.number for case in cases],
            "phase": [[phases.label(case)] for case in cases],
            "right": [_(RIGHT_LABELS[case.right]) for case in cases],
            "received": [case.received_on for case in cases],
            **({"who": [case.who for case in cases]} if may(actor.roles, Act.CLIENT_LIST) else {}),
        },
        {
            "number": column.TextColumn(_("Number"), width=115),
            "phase": phases.column(_("Phase")),
            "right": column.TextColumn(_("Right"), width=165),
            "received": column.DateColumn(_("Received on"), format=DAY_FORMAT, width=115),
            "who": column.TextColumn(_("Who"), width="medium"),
        },
        key="found_requests",
        opens=session.opens(REQUEST),
        alt=_("Requests that fit; a row opens the case"),
    )
    if clicked is not None:
        links.go(REQUEST, nummer=cases[clicked].number)

if found.complaints.rows:
    heading(_(COMPLAINTS.title), found.complaints, COMPLAINTS, stand="all", **here)
    found_complaints.shown(found.complaints.rows)

if found.disclosures.rows:
    where = {"client": found.of_client} if found.of_client else here
    heading(_(DISCLOSURES.title), found.disclosures, DISCLOSURES, **where)
    entries = found.disclosures.rows
    clicked = tables.table(
        {
            "number": [entry.number for entry in entries],
            "day": [entry.happened_on for entry in entries],
            "whom": [disclosure_drawer.whom(entry) for entry in entries],
            "state": [_(STATE_LABELS[entry.state]) for entry in entries],
        },
        {
            "number": column.TextColumn(_("Number"), width=115),
            "day": column.DateColumn(_("Date"), format=DAY_FORMAT, width=115),
            "whom": column.TextColumn(_("To or from"), width="medium"),
            "state": column.TextColumn(_("State"), width="medium"),
        },
        key="found_disclosures",
        alt=_("Disclosures that fit; a row opens the entry"),
    )
    if clicked is not None:
        links.go(DISCLOSURES, **where, nummer=entries[clicked].number)
