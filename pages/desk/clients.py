"""The clients: one box finds them, a row opens the dossier."""

import streamlit as st

from data_layer import clients
from data_layer.client_states import STATE_LABELS, InState
from data_layer.exporting import lists
from pages.shared import choices, client_head, links, look_alikes, searches, session, tables, time_filters, toolbar
from pages.shared.navigation import CLIENT, CLIENTS, IMPORTS, NEW_CLIENT, NEW_DELIVERY
from pages.shared.wording import DAY_FORMAT, _, day, plain

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(CLIENTS.title), width="content")
    if session.opens(NEW_CLIENT) and st.button(
        _(NEW_CLIENT.title), icon=":material/person_add:", type="primary", key="new_client"
    ):
        links.go(NEW_CLIENT)
VIEWS = {"all": _("All clients"), "look_alikes": _("Possibly the same person")}
if choices.segments(_("List"), "weergave", VIEWS) == "look_alikes":
    look_alikes.listed()
    st.stop()
search = searches.box(
    "client_search",
    _("Client number, name, date of birth, phone or BSN"),
    _(
        "The beginning of a client number, parts of the name in any order, a date of birth such as 31-01-1990; or"
        " whole: a phone number, e-mail address, postcode with house number, the number of an agreement, invoice or"
        " complaint, or a BSN. Looking for a BSN is noted in the log, without the number."
    ),
)
is_bsn = clients.is_bsn(search)

state = st.query_params.get("stand")
then = time_filters.day_asked(time_filters.AS_OF) or session.today()
stood = InState(state, then) if state in STATE_LABELS else None
if stood is not None:
    words = _(STATE_LABELS[stood.state])
    if stood.day < session.today():
        words = _("%(state)s on %(day)s", state=words, day=day(stood.day))
    choices.only(words, "stand", "filter_alt")

page = clients.searched_clients(
    session.the_store(),
    session.actor(),
    search,
    tables.position(),
    sitting=session.sitting(),
    order=tables.order(clients.ORDERS),
    stood=stood,
)
if not page.rows:
    if is_bsn:
        st.info(_("No client with this BSN was found."), icon=":material/search_off:")
    elif stood is not None:
        st.info(_("No client fits this choice. Change the choice above."), icon=":material/search_off:")
    elif search:
        st.info(
            _("No client was found for “%(search)s”.", search=plain(search))
            + " "
            + _("Try a part of the name, the client number, or the date of birth as day-month-year."),
            icon=":material/search_off:",
        )
    else:
        st.info(_("There are no clients yet. Import the school's client file."), icon=":material/group:")
        links.link(IMPORTS, _("Import the client file"), icon=":material/upload_file:")
    st.stop()

toolbar.above(page.total, lists.the_clients(search, tables.order(clients.ORDERS), stood), clients.ORDERS)
clicked = tables.table(
    {
        "number": [client.number for client in page.rows],
        "name": [client.listed_name for client in page.rows],
        "born": [client.birth_date for client in page.rows],
        "course": [client_head.course(client) for client in page.rows],
        "flags": [client_head.flag_words(client) for client in page.rows],
    },
    {
        "number": st.column_config.TextColumn(_("Number"), width=95),
        "name": st.column_config.TextColumn(_("Name"), width="medium"),
        "born": st.column_config.DateColumn(_("Date of birth"), format=DAY_FORMAT, width=115),
        "course": st.column_config.TextColumn(_("Course"), width="medium"),
        "flags": client_head.flag_column(_("What stands out")),
    },
    key="clients",
    alt=_("Clients; a row opens the dossier"),
    sorts={"number": ["number"], "name": ["name"]},
)
tables.pager(page)
if session.opens(NEW_DELIVERY) and not is_bsn and stood is None:
    sought = {searches.NAME: searches.in_url(search)} if search else {}
    links.link(
        NEW_DELIVERY, _("Prepare a disclosure about these clients"), icon=":material/outbox:", keuze="list", **sought
    )
if clicked is not None:
    links.go(CLIENT, nummer=page.rows[clicked].number)
