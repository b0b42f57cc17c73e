"""The forms that requests and complaints have in common, and what they say will follow; the acts differ."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.rules.sentences import Sentence
from data_layer.store import Store
from pages.shared import forms, session
from pages.shared.case_forms import Desk, day_field, form, found, handlers, save, with_day, written
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _

Note = Callable[[Store, int, date, str], None]
"""Writes a note, given the id of its event, its day and its words."""
Assign = Callable[[Store, int, int | None], None]
"""Assigns to a handler, given the id of the event and of the handler."""


def note(desk: Desk, write: Note, said: Sentence, *, day_name: str) -> None:
    """A note; `day_name` is what the act calls its day."""
    with form(desk, "note") as drawn:
        left, right = with_day()
        with left, drawn.field("body", _("What was done")) as label:
            body = st.text_area(label, key=f"note_body:{drawn.id}", max_chars=LONGEST_TEXT)
        with right, drawn.field(day_name, _("On")) as label:
            on = day_field(label, desk, f"note_day:{drawn.id}")
        pressed = save(_("Save note"))
    written(desk, drawn, lambda store: write(store, drawn.id, on, body), said, pressed=pressed)


def assign(desk: Desk, write: Assign, said: Callable[[str], Sentence]) -> None:
    """Who handles it from now on; `said` is told with the name."""
    names = handlers(desk.store)
    with form(desk, "assign") as drawn:
        with drawn.field("handler_id", _("Handler")) as label:
            handler = forms.choice(label, names, usual=desk.actor.staff_id, key=f"assign_handler:{drawn.id}")
        pressed = save(_("Assign"))
    written(
        desk, drawn, lambda store: write(store, drawn.id, handler), said(names.get(handler or 0, "")), pressed=pressed
    )


def clients_sought(desk: Desk) -> tuple[str, dict[int, str]]:
    """What was typed to find the client of a case, and the clients that fit; says so where none does."""
    search = st.text_input(
        _("Search client"),
        type="search",
        placeholder=_("client number or name"),
        key=f"client_of:{desk.draft}",
        max_chars=LONGEST_LINE,
    )
    labels = found(desk.store, desk.actor, search)
    if search and not labels:
        st.info(_("No client fits. Try another spelling, or part of the name."))
    return search, labels


def client(drawn: Form, search: str, labels: dict[int, str]) -> int:
    """One of the clients that were found."""
    with drawn.field("client_id", _("Client")) as label:
        return st.selectbox(label, list(labels), format_func=labels.__getitem__, key=f"client_id:{drawn.id}:{search}")


def receipt(desk: Desk, drawn: Form) -> tuple[date, str]:
    """Another day of receipt, and why."""
    left, right = with_day()
    with right, drawn.field("received_on", _("Received on")) as label:
        on = st.date_input(
            label, desk.received_on, max_value=session.today(), format=DAY_FORMAT, key=f"receipt_day:{drawn.id}"
        )
    with left, drawn.field("why", _("Why")) as label:
        why = st.text_area(label, height="content", key=f"receipt_why:{drawn.id}", max_chars=LONGEST_TEXT)
    return on, why


def moved(before: date, after: date) -> str:
    """What becomes of the last day."""
    if before == after:
        return _("The last day stays %(day)s.", day=after)
    return _("The last day moves from %(before)s to %(after)s.", before=before, after=after)


def answered(outcome: str, on: date, last: date) -> str:
    """What an answer does to the clock, and whether it was sent in time."""
    if on <= last:
        return _(
            "The clock stops: the answer (%(outcome)s) counts as sent on %(day)s, in time: the last day is %(last)s.",
            outcome=outcome,
            day=on,
            last=last,
        )
    return _(
        "The clock stops: the answer (%(outcome)s) counts as sent on %(day)s, after the last day %(last)s.",
        outcome=outcome,
        day=on,
        last=last,
    )
