"""The log: who saw or changed what, when and why; what it says of one person; and whether it is whole."""

import streamlit as st

from data_layer.exporting import log_list
from data_layer.logbook import log_pages
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from pages.shared import (
    choices,
    links,
    log_drawer,
    log_extract_drawer,
    log_filters,
    log_wholeness,
    log_words,
    roles_told,
    session,
    tables,
    toolbar,
)
from pages.shared.navigation import LOG
from pages.shared.wording import _, capitalised, moment, plain

store, actor = session.the_store(), session.actor()
st.title(_(LOG.title))
VIEWS = {"list": _("Entries"), "whole": _("Is the log whole?")}
if choices.segments(_("View"), "weergave", VIEWS) == "whole":
    log_wholeness.drawn()
    st.stop()

roles_told.drawn()
with store.read(actor, Act.LOG_VIEW) as reader:
    staff = {
        str(THE_DESK.staff_id): capitalised(_("the desk itself")),
        **{str(row["id"]): plain(row["name"]) for row in log_pages.staff(reader)},
    }
chosen = log_filters.chosen(staff)
log_drawer.opened_by_url()
page = log_pages.listed(store, actor, chosen, tables.position(), sitting=session.sitting())
if number := chosen.client_number:
    st.caption(_("The log has that you looked at what it says of this person."))
if not page.rows:
    st.info(_("No entry of the log fits this choice. Change the choice above."), icon=":material/search_off:")
    links.link(LOG, _("All entries"), icon=":material/manage_search:")
    if number:
        log_extract_drawer.button(number)
    st.stop()
toolbar.above(
    page.total,
    log_list.log(chosen),
    beside=lambda: log_extract_drawer.button(number) if number else None,
)
column = st.column_config
clicked = tables.table(
    {
        "at": [moment(row.happened_at) for row in page.rows],
        "who": [log_words.who(row) for row in page.rows],
        "what": [log_words.what(row) for row in page.rows],
        "about": [log_words.about(row) for row in page.rows],
        "why": [log_words.why(row) or None for row in page.rows],
        "rows": [row.rows if row.rows != 1 else None for row in page.rows],
    },
    {
        "at": column.TextColumn(_("Moment"), width=125),
        "who": column.TextColumn(_("Who"), width=105),
        "what": column.TextColumn(_("What was done"), width=240),
        "about": column.TextColumn(_("About"), width=160),
        "why": column.TextColumn(_("Reason"), width=150),
        "rows": column.NumberColumn(_("How many"), format="localized", width=75),
    },
    key=tables.drawn("log"),
    alt=_("Entries of the log that fit the choice above, the newest first"),
    leaves=False,
)
tables.pager(page)
if clicked is not None:
    tables.open_beside("log", log_drawer.ENTRY, page.rows[clicked].number)
