"""Clients that may be one person, pointed out: in a dossier, before one more is registered, and as a list."""

from functools import partial

import streamlit as st

from data_layer import duplicates
from data_layer.clients import Client
from data_layer.duplicates import LookAlike
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from pages.shared import forms, links, session, tables
from pages.shared.confirm import Question
from pages.shared.navigation import CLIENT, MERGE
from pages.shared.wording import DAY_FORMAT, _, _n, day, plain


def point_out(reader: Reader, client: Client) -> None:
    """For the head of a dossier: that it went into another one, or which others may be of the same person."""
    if client.merged_with is not None:
        with st.container(border=True):
            st.markdown(
                _(
                    "This client was merged with client %(number)s. Everything is in that dossier; here stands only"
                    " what was recorded otherwise.",
                    number=plain(client.merged_with),
                )
            )
            links.link(
                CLIENT,
                _("To client %(number)s", number=plain(client.merged_with)),
                icon=":material/person:",
                nummer=client.merged_with,
            )
        return
    found = duplicates.look_alikes(reader, client.id)
    if not found:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            ":material/group: "
            + _n(
                "Another client with this date of birth has nearly the same name. Is it the same person?",
                "%(n)s other clients with this date of birth have nearly the same name. Is it the same person?",
                len(found),
            )
        )
        for other in found:
            _other(client, other)


def _other(client: Client, other: LookAlike) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        links.link(CLIENT, described(other), icon=":material/person:", nummer=other.number)
        if not session.opens(MERGE):
            return
        links.link(MERGE, _("Merge"), icon=":material/merge:", nummer=client.number, met=other.number)
        told_apart(client.id, client.number, other.id, other.number)


def told_apart(client_id: int, number: str, other_id: int, other: str) -> None:
    """The button that says that two clients are two people, and leads to the dossier of the first."""
    form = forms.Form(f"told_apart:{client_id}:{other_id}")
    key = f"told_apart:{other_id}"
    if st.button(_("They are two people"), icon=":material/call_split:", type="tertiary", key=key):
        with form.problems_shown():
            form.write(partial(duplicates.tell_apart, session.the_store(), session.actor(), client_id, other_id))
            forms.done(form.name, say("Noted: %(one)s and %(other)s are two people.", one=number, other=other))
            links.go(CLIENT, nummer=number)


def described(client: LookAlike) -> str:
    """A client in a line: number, name and date of birth."""
    return plain(" · ".join((client.number, client.name or "–", day(client.birth_date))))


def question(found: list[LookAlike]) -> Question | None:
    """What is asked before somebody is registered who looks like these; nothing where nobody does."""
    if not found:
        return None
    return Question(
        _("Is this client here already?"),
        [
            _("Born on the same day, with nearly the same name:"),
            "\n".join(f"- {described(client)}" for client in found),
            _("Is it the same person? Then go back, and go on in that dossier."),
        ],
        _("No, register all the same"),
    )


def listed() -> None:
    """The list of all pairs; a click opens the dossier of the client that was clicked."""
    with session.the_store().read(session.actor(), Act.CLIENT_LIST) as reader:
        page = duplicates.all_look_alikes(reader, tables.position())
    if not page.rows:
        st.info(_("No two clients look alike."), icon=":material/check_circle:")
        return
    st.markdown(_n("**%(n)s** pair in total", "**%(n)s** pairs in total", page.total))
    text, width = st.column_config.TextColumn, 95
    clicked = tables.cell(
        {
            "number": [pair.one.number for pair in page.rows],
            "name": [pair.one.name for pair in page.rows],
            "other_number": [pair.other.number for pair in page.rows],
            "other_name": [pair.other.name for pair in page.rows],
            "born": [pair.one.birth_date for pair in page.rows],
        },
        {
            "number": text(_("Number"), width=width),
            "name": text(_("Name"), width="medium"),
            "other_number": text(_("Looks like"), width=width),
            "other_name": text(_("Name"), width="medium"),
            "born": st.column_config.DateColumn(_("Date of birth"), format=DAY_FORMAT, width=115),
        },
        key="look_alikes",
        alt=_("Clients that look alike; a click on one of the two opens the dossier"),
        sorts={},
    )
    st.caption(_("Click one of the two to open the dossier, and compare them there."))
    tables.pager(page)
    if clicked is not None:
        row, column = clicked
        pair = page.rows[row]
        links.go(CLIENT, nummer=(pair.other if column.startswith("other_") else pair.one).number)
