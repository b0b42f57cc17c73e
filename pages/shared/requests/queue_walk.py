"""From one request of the queue to the next: by urgency, within the list from which the first one was opened."""

from dataclasses import dataclass

import streamlit as st

from data_layer.requests import queue_counts, queue_places
from data_layer.requests.queue_places import Next, Place
from data_layer.requests.request_case import Case
from data_layer.requests.request_queue import Filter
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from pages.shared import forms, links, session
from pages.shared.navigation import REQUEST, REQUESTS
from pages.shared.wording import _, _n

_WALK = "queue_walk"


@dataclass(frozen=True, slots=True)
class _Walk:
    which: Filter
    place: Place


def begin(which: Filter, number: str) -> None:
    """Notes the list, and where in it the request stands that is opened now."""
    with session.the_store().read(session.actor(), Act.REQUEST_LIST) as reader:
        place = queue_places.place_of(reader, session.actor(), which, number)
    st.session_state[_WALK] = _Walk(which, place)


def shown(case: Case) -> None:
    """The way to the request that comes after this one, with how many are left; after the last one back to the list."""
    walk = _walk(case.number)
    with session.the_store().read(session.actor(), Act.REQUEST_LIST) as reader:
        found = queue_places.next_of(reader, session.actor(), walk.which, walk.place)
    words = _("The last one: back to the list")
    if found is not None:
        words = _n("Next request (one left)", "Next request (%(n)s left)", found.left)
    icon = ":material/inbox:" if found is None else ":material/arrow_forward:"
    if st.button(words, icon=icon, key=f"next_after:{case.id}"):
        _leave(walk, found)


def _walk(number: str) -> _Walk:
    walk = st.session_state.get(_WALK)
    if isinstance(walk, _Walk) and walk.place.number == number:
        return walk
    with session.the_store().read(session.actor(), Act.REQUEST_LIST) as reader:
        usual = queue_counts.usual(reader, session.actor())
    begin(usual, number)
    return _walk(number)


def _leave(walk: _Walk, found: Next | None) -> None:
    if found is None:
        forms.done(_WALK, say("That was the last one."))
        links.go_back(REQUESTS)
    st.session_state[_WALK] = _Walk(walk.which, found.place)
    links.go(REQUEST, nummer=found.place.number)
