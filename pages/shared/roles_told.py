"""Who got a role lately, told to the privacy officer: whoever gives roles decides who opens dossiers."""

from datetime import timedelta

import streamlit as st

from data_layer import staff_lists
from data_layer.rules.access import Act, may
from data_layer.staff import ROLE_LABELS
from data_layer.staff_lists import Given
from pages.shared import links, session, tables
from pages.shared.navigation import STAFF
from pages.shared.wording import _, _n, day, plain

_FOR = timedelta(days=30)
_MOST = 5  # of whom the names are told


def drawn() -> None:
    """Says who got which roles, with the way to the list of staff; nothing when nobody did, or to anybody else."""
    store, actor = session.the_store(), session.actor()
    if not may(actor.roles, Act.LOG_VIEW) or not may(actor.roles, Act.STAFF_LIST):
        return
    since = session.today() - _FOR
    with store.read(actor, Act.STAFF_LIST) as reader:
        given = staff_lists.roles_given(reader, since)
    if not given:
        return
    told = "; ".join(map(_told, given[:_MOST])) + ("; …" if len(given) > _MOST else "")
    st.info(
        _n(
            "Since %(day)s one person got a role: %(who)s.",
            "Since %(day)s %(n)s people got a role: %(who)s.",
            len(given),
            day=day(since),
            who=told,
        )
        + " "
        + _("Is it not as agreed? Ask the administrator."),
        icon=":material/badge:",
    )
    links.link(STAFF, _("Staff, last changed first"), icon=":material/arrow_forward:", **{tables.ORDER: "changed"})


def _told(one: Given) -> str:
    return f"{plain(one.name)} ({', '.join(_(ROLE_LABELS[role]) for role in one.roles)})"
