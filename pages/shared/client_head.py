"""The head of a dossier: who it is, what stands out, and the ways to what is shown for a reason only."""

from typing import Literal

import streamlit as st
from streamlit.column_config import MultiselectColumn

from data_layer import clients, fiscal_identity_looks
from data_layer.categories import CARD
from data_layer.clients import DUE, FLAG_LABELS, HELD, OPEN_REQUEST, RESTRICTED, REVEAL_REASONS, Client
from data_layer.log import Reason
from data_layer.rules.access import Act, may
from pages.shared import links, record_drawer, reveals, session
from pages.shared.navigation import LOG
from pages.shared.record_fields import language_words
from pages.shared.reveals import Secret
from pages.shared.wording import _, day, in_words

Colour = Literal["red", "orange", "blue", "violet"]
_COLOURS: dict[str, Colour] = {RESTRICTED: "red", HELD: "violet", OPEN_REQUEST: "blue", DUE: "orange"}
_ICONS = {RESTRICTED: "lock", HELD: "front_hand", OPEN_REQUEST: "mail", DUE: "auto_delete"}


def flag_words(client: Client) -> list[str]:
    """What stands out about a client, in words."""
    return [_(FLAG_LABELS[flag]) for flag in client.flags]


def flag_column(heading: str) -> object:
    """The column of a table whose cells hold `flag_words(client)`."""
    return MultiselectColumn(
        heading,
        options=[_(words) for words in FLAG_LABELS.values()],
        color=[_COLOURS[flag] for flag in FLAG_LABELS],
        width="medium",
    )


def course(client: Client) -> str | None:
    """Whether the course runs, and until when; nothing without an agreement."""
    if not client.has_agreement:
        return None
    if client.ended_on is None:
        return _("runs")
    if client.is_running:
        return _("runs until %(day)s", day=client.ended_on)
    return _("ended %(day)s", day=client.ended_on)


def badges(client: Client) -> None:
    """What stands out, beneath the name."""
    for flag in client.flags:
        st.badge(_(FLAG_LABELS[flag]), icon=f":material/{_ICONS[flag]}:", color=_COLOURS[flag])


def facts(client: Client) -> None:
    """Number, birth, language, course and BSN, side by side."""
    with st.container(horizontal=True, gap="medium"):
        _fact(_("Number"), client.number)
        _fact(_("Date of birth"), day(client.birth_date))
        _fact(_("Language"), language_words(client.language) if client.language else in_words(None))
        _fact(_("Registered on"), day(client.registered_on))
        _fact(_("Course"), in_words(course(client)))
        with st.container(width="content", gap="xxsmall"):
            st.caption(_("BSN"))
            if client.masked_bsn is None:
                st.text(in_words(None))
            else:
                reveals.offered(_bsn(client, client.masked_bsn))
        if client.is_put_away and may(session.actor().roles, Act.FISCAL_IDENTITY_REVEAL):
            with st.container(width="content", gap="xxsmall"):
                st.caption(_("Name on invoices"))
                reveals.offered(_on_papers(client))
        if session.opens(LOG):
            links.link(LOG, _("Who saw this file"), icon=":material/manage_search:", client=client.number)
        if record_drawer.may_write(client) and st.button(
            _("Change general facts"), type="tertiary", icon=":material/edit:", key="open:card"
        ):
            record_drawer.open_record(CARD, client.id)


def _bsn(client: Client, masked: str) -> Secret:
    """The whole of the masked number."""
    return Secret(
        "reveal",
        masked,
        _("Why must the BSN be seen?"),
        REVEAL_REASONS,
        _("Show BSN"),
        _("The BSN is hidden again."),
        lambda reason: clients.reveal_bsn(session.the_store(), session.actor(), client.id, reason),
    )


def _on_papers(client: Client) -> Secret:
    """The name and the address of who was erased, as invoices and agreements bear them."""

    def look(reason: Reason) -> str:
        found = fiscal_identity_looks.reveal(session.the_store(), session.actor(), client.id, reason)
        return "\n".join(line for one in found for line in (one.name, one.address) if line)

    return Secret(
        "put_away",
        _("out of ordinary sight"),
        _("Why must the name and the address be seen?"),
        fiscal_identity_looks.REASONS,
        _("Show name and address"),
        _("The name and the address are hidden again."),
        look,
    )


def _fact(label: str, value: str) -> None:
    with st.container(width="content", gap="xxsmall"):
        st.caption(label)
        st.text(value)
