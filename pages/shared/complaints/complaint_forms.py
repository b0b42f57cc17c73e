"""The forms with which one records what was done about a complaint; one of them is shown at a time."""

from collections.abc import Callable

import streamlit as st

from data_layer.complaints import complaint_acts
from data_layer.rules.complaints import Step
from data_layer.rules.sentences import say
from pages.shared import forms
from pages.shared.case_forms import found, handlers, save, with_day
from pages.shared.complaints import complaint_decisions
from pages.shared.complaints.complaint_desk import Desk, day_field, form, written
from pages.shared.wording import _


def show(step: Step, desk: Desk) -> None:
    """Draws the form of this step."""
    _FORMS[step](desk)


def _acknowledge(desk: Desk) -> None:
    with form(desk, "acknowledge") as drawn:
        with drawn.field("on", _("Acknowledged on")) as label:
            on = day_field(label, desk, f"acknowledge_day:{drawn.id}")
        pressed = save(_("Save the acknowledgement"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.acknowledge(store, desk.actor, desk.seen, event_id=drawn.id, on=on),
        say("It is saved that the receipt was acknowledged."),
        pressed=pressed,
    )


def _assign(desk: Desk) -> None:
    names = handlers(desk.store)
    with form(desk, "assign") as drawn:
        with drawn.field("handler_id", _("Handler")) as label:
            handler = forms.choice(label, names, usual=desk.actor.staff_id, key=f"assign_handler:{drawn.id}")
        pressed = save(_("Assign"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.assign(store, desk.actor, desk.seen, event_id=drawn.id, handler_id=handler),
        say("%(name)s handles this complaint now.", name=names.get(handler or 0, "")),
        pressed=pressed,
    )


def _note(desk: Desk) -> None:
    with form(desk, "note") as drawn:
        left, right = with_day()
        with left, drawn.field("body", _("What was done")) as label:
            body = st.text_area(label, key=f"note_body:{drawn.id}")
        with right, drawn.field("on", _("On")) as label:
            on = day_field(label, desk, f"note_day:{drawn.id}")
        pressed = save(_("Save note"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.note(store, desk.actor, desk.seen, event_id=drawn.id, on=on, body=body),
        say("The note is saved."),
        pressed=pressed,
    )


def _client(desk: Desk) -> None:
    search = st.text_input(
        _("Search client"), type="search", placeholder=_("client number or name"), key=f"client_of:{desk.complaint.id}"
    )
    labels = found(desk.store, desk.actor, search)
    if search and not labels:
        st.info(_("No client fits. Try another spelling, or part of the name."))
    if not labels:
        return
    with form(desk, "client") as drawn:
        with drawn.field("client_id", _("Client")) as label:
            client = st.selectbox(
                label, list(labels), format_func=labels.__getitem__, key=f"client_id:{drawn.id}:{search}"
            )
        why = None
        if desk.complaint.restricted_since:  # it leaves the dossier of this client
            with drawn.field("why", _("Why, although the data are restricted?")) as label:
                why = st.text_input(label, key=f"client_why:{drawn.id}", autocomplete="off")
        pressed = save(_("This is the client"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.link_client(
            store, desk.actor, desk.seen, event_id=drawn.id, client_id=client, why=why
        ),
        say("The client is chosen. As long as the complaint is open, everything of this client is held."),
        pressed=pressed,
    )


_FORMS: dict[Step, Callable[[Desk], None]] = {
    Step.ACKNOWLEDGE: _acknowledge,
    Step.ANSWER: complaint_decisions.answer,
    Step.CLOSE: complaint_decisions.close,
    Step.NOTE: _note,
    Step.ASSIGN: _assign,
    Step.CLIENT: _client,
    Step.WITHDRAW: complaint_decisions.withdraw,
    Step.TO_AUTHORITY: complaint_decisions.pass_on,
    Step.RECEIPT: complaint_decisions.receipt,
    Step.REOPEN: complaint_decisions.reopen,
}
