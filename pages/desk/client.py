"""The dossier of one client: data, requests, disclosures, consents and retention."""

import streamlit as st

from data_layer import clients, disclosure_trail, dossier, dossier_lists
from data_layer.clients import Client
from data_layer.errors import NotFound
from data_layer.rules.access import Act, may
from data_layer.transactions import Reader
from pages.shared import (
    choices,
    client_consents,
    client_export,
    client_head,
    client_kept,
    client_lists,
    hold_drawer,
    hold_form,
    links,
    look_alikes,
    record_drawer,
    record_sections,
    session,
)
from pages.shared.navigation import CLIENT, CLIENTS, NEW_DISCLOSURE, NEW_REQUEST
from pages.shared.wording import _, plain

number, actor = st.query_params.get("nummer"), session.actor()


def person(reader: Reader, client: Client) -> None:
    """What is recorded, per category in the order of the statement."""
    record_sections.drawn(reader, client)


def requests(reader: Reader, client: Client) -> None:
    """The requests, and the way to a new one."""
    if may(actor.roles, Act.REQUEST_REGISTER) and st.button(
        _("Register request for this client"), icon=":material/add:", type="primary", key="new_request"
    ):
        links.go(NEW_REQUEST, client=client.number)
    client_lists.requests(dossier_lists.requests_of(reader, client.id))


def disclosures(reader: Reader, client: Client) -> None:
    """What was exchanged, and the way to a new entry."""
    if may(actor.roles, Act.DISCLOSURE_RECORD) and st.button(
        _("Record disclosure of this client"), icon=":material/add:", type="primary", key="new_disclosure"
    ):
        links.go(NEW_DISCLOSURE, client=client.number)
    client_lists.trail(disclosure_trail.trail_of(reader, client.id))
    client_lists.disclosures(dossier_lists.disclosures_of(reader, client.id), client.number)


def consents(reader: Reader, client: Client) -> None:
    """What the client agreed to."""
    client_consents.section(reader, client)


def retention(reader: Reader, client: Client) -> None:
    """Until when everything is kept."""
    client_kept.together(client)
    if client.merged_with is None:
        hold_form.offered(client.number)
    hold_drawer.of_client(reader, client.id)
    if record_drawer.RECORD not in st.query_params:  # one drawer at a time
        hold_drawer.opened_by_url(client.number)
    client_kept.table(dossier.kept(reader, client.id), client)


PARTS = {
    "person": person,
    "requests": requests,
    "disclosures": disclosures,
    "consents": consents,
    "retention": retention,
}
LABELS = {
    "person": _("Data"),
    "requests": _("Requests"),
    "disclosures": _("Disclosures"),
    "consents": _("Consents"),
    "retention": _("Retention periods"),
}

links.back(CLIENTS)
if not number:
    st.title(_(CLIENT.title))
    st.info(_("No client is chosen. Look the client up in the list."), icon=":material/group:")
    links.link(CLIENTS, _("To the clients"), icon=":material/group:")
    st.stop()
try:
    with clients.opened_dossier(session.the_store(), actor, number, sitting=session.sitting()) as (reader, client):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.title(plain(client.name) or _("Client %(number)s", number=plain(client.number)))
            client_export.button(client)
        if client.flags:
            with st.container(horizontal=True):
                client_head.badges(client)
        client_head.facts(client)
        look_alikes.point_out(reader, client)
        if client.restricted_since is not None:
            st.warning(
                _(
                    "The data of this client are restricted since %(day)s (art. 18 GDPR): do not disclose, export,"
                    " change or destroy them. Only the privacy officer may, with a reason.",
                    day=client.restricted_since,
                ),
                icon=":material/lock:",
            )
        record_drawer.opened_by_url(reader, client)
        part = choices.segments(_("Part of the dossier"), "deel", LABELS)
        PARTS[part](reader, client)
except NotFound as error:
    st.title(_(CLIENT.title))
    st.error(plain(_(error.sentence)), icon=":material/search_off:")
    links.link(CLIENTS, _("To the clients"), icon=":material/group:")
