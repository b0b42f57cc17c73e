"""The drawer in which it is recorded that a place outside the desk was searched, or what was found there is changed."""

from collections.abc import Sequence

import streamlit as st

from data_layer.carrying_out import places
from data_layer.carrying_out.places import LONGEST_PLACE, Place
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.sentences import say
from data_layer.store import Store
from pages.shared import confirm, drawers, session
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.requests.request_paper_forms import upload
from pages.shared.wording import DAY_FORMAT, _, plain


def name_of(desk: Desk, place: Place | None) -> str:
    """What the drawer of this place is called; of a place that is added without one."""
    return f"place:{desk.case.id}:{place.place if place else ''}"


def opened(desk: Desk, found: Sequence[Place]) -> None:
    """Draws the drawer that is open, if one of these is."""
    for place in (*found, None):
        if drawers.is_open(name_of(desk, place)):
            words = (place.label if isinstance(place.label, str) else _(place.label)) if place else _("another place")
            drawers.drawer(_("Searched: %(place)s", place=plain(words)), _drawn, desk, place, on_dismiss=drawers.close)


def _drawn(desk: Desk, place: Place | None) -> None:
    form = Form(name_of(desk, place))
    typed = ""
    if place is None:
        with form.field("place", _("Which place")) as label:
            typed = st.text_input(label, max_chars=LONGEST_PLACE, key=f"place_name:{form.id}", autocomplete="off")
    with form.field("found", _("What was found")) as label:
        found = st.text_area(
            label,
            (place.found if place else None) or "",
            max_chars=LONGEST_TEXT,
            placeholder=_("such as: nothing found"),
            help=_("The person reads this in the overview. Who else stands in it can be blacked out there."),
            key=f"place_found:{form.id}",
        )
    today = session.today()
    with form.field("searched_on", _("Searched on")) as label:
        on = st.date_input(label, today, desk.received_on, today, format=DAY_FORMAT, key=f"place_day:{form.id}")
    with form.field("file", _("What was found, if the person gets it as a file")) as label:
        file = upload(label, f"place_file:{form.id}")
    st.caption(_("A file goes along as it is: black out what is about somebody else before you choose it."))

    def write(store: Store) -> None:
        if place is not None and place.row is not None:
            places.correct_search(
                store, desk.actor, desk.seen, event_id=form.id, row=place.row, searched_on=on, found=found, file=file
            )
        else:
            places.record_search(
                store, desk.actor, desk.seen, event_id=form.id, place=place.place if place else typed,
                searched_on=on, found=found, file=file,
            )  # fmt: skip

    confirm.in_drawer(
        form,
        write,
        say("What was found is recorded."),
        pressed=st.button(_("Record"), type="primary", key=f"record_place:{form.id}"),
        then=drawers.shut,
    )
