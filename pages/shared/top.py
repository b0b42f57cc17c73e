"""What stands above every screen: that this is a try-out, and the box that finds anything from anywhere."""

import streamlit as st

from data_layer import clients, finding
from data_layer.finding import Kind
from data_layer.paging import Position
from data_layer.rules.access import Act, may
from data_layer.sign_ins import Visitor
from pages.shared import links, searches, session, signing_in
from pages.shared.navigation import BREACHES, CLIENT, COMPLAINT, DISCLOSURES, REQUEST, SEARCH, Screen
from pages.shared.wording import _, plain

_BOX, _ASKED = "search_anywhere", "asked_anywhere"
_SCREENS: dict[Kind, Screen] = {
    "client": CLIENT,
    "request": REQUEST,
    "complaint": COMPLAINT,
    "disclosure": DISCLOSURES,
    "breach": BREACHES,
}


def bar(visitor: Visitor) -> None:
    """The banner or who is there, and the search box: what is typed there opens the record that it is, or what fits."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        if session.sign_in() is None:
            st.caption(_("Try-out without sign-in: use invented data only."), width="content")
        else:
            signing_in.who_is_there(visitor)
        if session.opens(SEARCH):
            sees_clients = may(session.actor().roles, Act.CLIENT_LIST)
            st.text_input(
                _("Search everywhere"),
                type="search",
                max_chars=100,
                placeholder=_("Search client, case, disclosure") if sees_clients else _("Search case, disclosure"),
                label_visibility="collapsed",
                width=290,
                key=_BOX,
                autocomplete="off",
                on_change=_asked,
            )
    if asked := str(st.session_state.pop(_ASKED, "")).strip():
        _answer(asked)


def _asked() -> None:
    st.session_state[_ASKED], st.session_state[_BOX] = st.session_state[_BOX], ""


def _answer(asked: str) -> None:
    store, actor = session.the_store(), session.actor()
    if exact := finding.exactly(store, actor, asked):
        kind, number = exact
        links.go(_SCREENS[kind], nummer=number)
    if not clients.is_bsn(asked) or not may(actor.roles, Act.BSN_SEARCH):
        links.go(SEARCH, **{searches.NAME: searches.in_url(asked)})
    page = clients.searched_clients(store, actor, asked, Position(), sitting=session.sitting())
    if page.total == 1:
        links.go(CLIENT, nummer=page.rows[0].number)
    if not page.rows:
        st.info(_("No client with this BSN was found."), icon=":material/search_off:")
        return
    st.info(_("More than one client fits. Open the right one:"), icon=":material/group:")
    for client in page.rows:
        links.link(CLIENT, plain(client.number), icon=":material/person:", nummer=client.number)
