"""The lists in a dossier beside the records: requests and disclosures."""

from collections.abc import Sequence

import streamlit as st

from data_layer.categories import CATEGORY
from data_layer.disclosure_trail import Step
from data_layer.disclosures import STATE_LABELS as DISCLOSURE_STATES
from data_layer.dossier_lists import Disclosure, Newest, Request
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.vocabulary import DIRECTION_LABELS, OUTCOME_LABELS, PURPOSES, RIGHT_LABELS, STATE_LABELS
from pages.shared import disclosure_drawer, links, tables
from pages.shared.navigation import DISCLOSURES, REQUEST
from pages.shared.wording import DAY_FORMAT, _, _n, day, in_words, plain


def requests(found: Newest[Request]) -> None:
    """The requests of the client; a row opens the case."""
    if not found.rows:
        st.info(_("This client has made no request. One that comes in is registered with the button above."))
        return
    column = st.column_config
    clicked = tables.table(
        {
            "number": [row.number for row in found.rows],
            "right": [_(RIGHT_LABELS[row.right]) for row in found.rows],
            "received": [row.received_on for row in found.rows],
            "state": [_(STATE_LABELS[row.state]) for row in found.rows],
            "legal": [row.legal_last_day for row in found.rows],
            "answered": [row.answered_on for row in found.rows],
            "outcome": [_(OUTCOME_LABELS[row.outcome]) if row.outcome else None for row in found.rows],
        },
        {
            "number": column.TextColumn(_("Number")),
            "right": column.TextColumn(_("Right")),
            "received": column.DateColumn(_("Received on"), format=DAY_FORMAT),
            "state": column.TextColumn(_("State")),
            "legal": column.DateColumn(_("Legal last day"), format=DAY_FORMAT),
            "answered": column.DateColumn(_("Answered on"), format=DAY_FORMAT),
            "outcome": column.TextColumn(_("Outcome")),
        },
        key="client_requests",
        alt=_("Requests of this client, the newest first; a row opens the case"),
    )
    _rest(found)
    if clicked is not None:
        links.go(REQUEST, nummer=found.rows[clicked].number)


def trail(steps: Sequence[Step]) -> None:
    """Where the client's data went and came from, in a line per recipient."""
    if not steps:
        return
    with st.container(border=True, gap="xsmall"):
        for step in steps:
            when = day(step.first_on)
            if step.last_on != step.first_on:
                when = _("%(first)s up to and including %(last)s", first=when, last=day(step.last_on))
            data = ", ".join(_(CATEGORY[code].label) for code in step.categories)
            times = _n("%(n)s time", "%(n)s times", step.entries)
            st.markdown(f"**{plain(disclosure_drawer.whom(step))}** · {times} · {when} · {data}")


def disclosures(found: Newest[Disclosure], client_number: str) -> None:
    """What was exchanged of the client's data; a row opens the entry, the register has the rest."""
    if not found.rows:
        st.info(
            _("Nothing of this client has been disclosed or obtained. What goes out is recorded with the button above.")
        )
        return
    column = st.column_config
    clicked = tables.table(
        {
            "number": [row.number for row in found.rows],
            "day": [row.happened_on for row in found.rows],
            "direction": [_(DIRECTION_LABELS[row.direction]) for row in found.rows],
            "recipient": [row.recipient for row in found.rows],
            "state": [_(DISCLOSURE_STATES[row.state]) for row in found.rows],
            "flags": [[_(FLAG_LABELS[flag]) for flag in row.flags] for row in found.rows],
            "categories": [", ".join(_(CATEGORY[code].label) for code in row.categories) for row in found.rows],
            "purpose": [_(PURPOSES[row.purpose]) if row.purpose else row.statute for row in found.rows],
        },
        {
            "number": column.TextColumn(_("Number"), pinned=True),
            "day": column.DateColumn(_("Date"), format=DAY_FORMAT),
            "direction": column.TextColumn(_("Direction")),
            "recipient": column.TextColumn(_("Recipient")),
            "state": column.TextColumn(_("State")),
            "flags": column.MultiselectColumn(
                _("Remarks of the desk"), options=[_(words) for words in FLAG_LABELS.values()], color="red"
            ),
            "categories": column.TextColumn(_("Data"), width="large"),
            "purpose": column.TextColumn(_("Purpose"), width="medium"),
        },
        key="client_disclosures",
        alt=_("Disclosures of this client, the newest first; a row opens the entry"),
    )
    _rest(found)
    if clicked is not None:
        links.go(DISCLOSURES, nummer=found.rows[clicked].number, client=client_number)
    links.link(DISCLOSURES, _("All of them in the register"), icon=":material/send:", client=client_number)


def _rest(found: Newest[Request] | Newest[Disclosure]) -> None:
    if found.total > len(found.rows):
        shown = in_words(len(found.rows))
        st.caption(_("The newest %(shown)s of %(total)s are shown here.", shown=shown, total=in_words(found.total)))
