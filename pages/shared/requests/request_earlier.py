"""The other requests of a person: each with the way to it, and what to think of the same right asked once more."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode

import streamlit as st

from data_layer.requests.request_earlier import Earlier, requests_of_person
from data_layer.rules.access import Act, may
from data_layer.rules.repeats import repeat_doubts
from data_layer.vocabulary import OUTCOME_LABELS, RIGHT_LABELS, STATE_LABELS, Right
from pages.shared import links, session
from pages.shared.navigation import NEW_REQUEST, REQUEST
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import LANGUAGE_KEY, _, _n, day, language, shown_as_text

_MOST, _MOST_DOUBTS = 5, 2
FROM = "bij"  # the name in the URL: the request whose letter asks something more


def shown(desk: Desk) -> None:
    """On the screen of a case: those of the same letter, the others of the same person, and the way to one more."""
    case = desk.case
    with desk.reading() as reader:
        found = requests_of_person(
            reader,
            client_id=case.client_id,
            name=case.person_name,
            letter_group=case.letter_group,
            besides=case.id,
        )
    for other in found[:_MOST]:
        with _line(other):
            # a link from a screen to itself would be drawn as where one is
            if st.button(_named(other), type="tertiary", key=f"other:{other.number}"):
                links.go(REQUEST, nummer=other.number)
    _how_many(found)
    if not found:
        st.caption(_("No other request of this person is known."))
    if may(desk.actor.roles, Act.REQUEST_REGISTER):
        words = _("Another request from this letter")
        links.link(NEW_REQUEST, words, icon=":material/note_add:", **{FROM: case.number})


def told(rights: Collection[Right], *, client_id: int | None, name: str | None) -> None:
    """On the form for a new request: what this person asked before, and what in it is to be thought of."""
    if client_id is None and not (name or "").strip():
        return
    with session.the_store().read(session.actor(), Act.REQUEST_REGISTER) as reader:
        found = requests_of_person(reader, client_id=client_id, name=name)
    if not found:
        return
    for doubt in list(repeat_doubts(rights, (other.before for other in found), session.today()))[:_MOST_DOUBTS]:
        st.warning(shown_as_text(doubt), icon=":material/content_copy:")
    n = len(found)
    st.markdown(
        _n("**%(n)s earlier request of this client**", "**%(n)s earlier requests of this client**", n)
        if client_id is not None
        else _n("**%(n)s earlier request under this name**", "**%(n)s earlier requests under this name**", n)
    )
    for other in found[:_MOST]:
        with _line(other):
            # beside this screen, so that what was typed in it stays
            url = f"/{REQUEST.address}?{urlencode({'nummer': other.number, LANGUAGE_KEY: language()})}"
            st.link_button(_named(other), url, type="tertiary", icon=":material/open_in_new:")
    _how_many(found)


@contextmanager
def _line(other: Earlier) -> Iterator[None]:
    with st.container(gap=None):
        yield
        st.caption(_facts(other))


def _how_many(found: Sequence[Earlier]) -> None:
    if len(found) > _MOST:
        st.caption(_("The newest %(shown)s of %(total)s.", shown=_MOST, total=len(found)))


def _named(other: Earlier) -> str:
    return f"{other.number} · {_(RIGHT_LABELS[other.right])}"


def _facts(other: Earlier) -> str:
    ended = _(OUTCOME_LABELS[other.outcome]) if other.outcome else _(STATE_LABELS[other.state])
    received = _("received %(day)s", day=day(other.received_on))
    return " · ".join((*([_("the same letter")] if other.is_same_letter else []), received, ended))
