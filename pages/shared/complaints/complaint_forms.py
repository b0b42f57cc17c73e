"""The forms with which one records what was done about a complaint; one of them is shown at a time."""

from collections.abc import Callable

import streamlit as st

from data_layer.complaints import complaint_acts
from data_layer.rules.checks import LONGEST_LINE
from data_layer.rules.complaints import Step
from data_layer.rules.sentences import say
from pages.shared import usual_forms
from pages.shared.case_forms import day_field, form, save, written
from pages.shared.complaints import complaint_decisions
from pages.shared.complaints.complaint_desk import Desk
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
    usual_forms.assign(
        desk,
        lambda store, event_id, handler: complaint_acts.assign(
            store, desk.actor, desk.seen, event_id=event_id, handler_id=handler
        ),
        lambda name: say("%(name)s handles this complaint now.", name=name),
    )


def _note(desk: Desk) -> None:
    usual_forms.note(
        desk,
        lambda store, event_id, on, body: complaint_acts.note(
            store, desk.actor, desk.seen, event_id=event_id, on=on, body=body
        ),
        say("The note is saved."),
        day_name="on",
    )


def _client(desk: Desk) -> None:
    search, labels = usual_forms.clients_sought(desk)
    if not labels:
        return
    with form(desk, "client") as drawn:
        client = usual_forms.client(drawn, search, labels)
        why = None
        if desk.complaint.restricted_since:  # it leaves the dossier of this client
            with drawn.field("why", _("Why, although the data are restricted?")) as label:
                why = st.text_input(label, key=f"client_why:{drawn.id}", autocomplete="off", max_chars=LONGEST_LINE)
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
