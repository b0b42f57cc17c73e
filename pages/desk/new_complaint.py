"""Registers a complaint that came in: who complains, what about, by which way, and when."""

import streamlit as st

from data_layer.complaints import complaint_acts, complaint_case
from data_layer.complaints.complaint_lists import KIND_LABELS
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.rules.sentences import say
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import forms, links, session
from pages.shared.case_forms import found, handlers, words_key
from pages.shared.navigation import COMPLAINT, COMPLAINTS, NEW_COMPLAINT
from pages.shared.wording import DAY_FORMAT, _

NOBODY = 0  # not among the clients

store, actor, today = session.the_store(), session.actor(), session.today()
form = forms.Form("new_complaint", leads_away=True)
draft = form.id
kinds = {code: _(words) for code, words in KIND_LABELS.items()}
channels = {channel: _(words) for channel, words in CHANNEL_LABELS.items()}
names = handlers(store)

links.back(COMPLAINTS)
st.title(_(NEW_COMPLAINT.title))
left, right = st.columns([2, 3])
search = left.text_input(
    _("Who complains?"),
    st.query_params.get("client", ""),
    type="search",
    placeholder=_("client number or name"),
    key=f"who:{draft}",
    max_chars=LONGEST_LINE,
)
fitting = found(store, actor, search)
people = {**fitting, NOBODY: _("not a client, or not known yet")}
if search and not fitting:
    right.caption(_("No client fits. Try another spelling, or register with the name as it was given."))
client: int | None = NOBODY
if fitting:
    with right, form.field("client_id", _("Client"), "person_name") as label:
        client = st.selectbox(
            label,
            list(people),
            index=0 if len(fitting) == 1 else None,
            format_func=people.__getitem__,
            placeholder=_("choose the client"),
            key=f"client:{draft}:{search}",
        )

with st.form(f"new_complaint:{draft}", enter_to_submit=False):
    person_name = contact = None
    if client == NOBODY:
        who, where = st.columns(2)
        with who, form.field("person_name", _("Name of the person, as given")) as label:
            person_name = st.text_input(label, key=f"person:{draft}", max_chars=LONGEST_LINE)
        contact = where.text_input(
            _("Where the answer goes"),
            placeholder=_("e-mail, phone or address"),
            key=f"contact:{draft}",
            max_chars=LONGEST_LINE,
        )
    first, second, third = st.columns(3)
    kind = first.selectbox(
        _("Kind of complaint"), list(kinds), format_func=kinds.__getitem__, key=words_key("kind", draft)
    )
    channel = second.selectbox(
        _("Came in by"), list(channels), index=1, format_func=channels.__getitem__, key=words_key("channel", draft)
    )
    with third, form.field("received_on", _("Received on")) as label:
        received_on = st.date_input(label, today, max_value=today, format=DAY_FORMAT, key=f"received:{draft}")
    with form.field("complaint", _("The complaint, in the person's own words")) as label:
        body = st.text_area(label, key=f"complaint:{draft}", max_chars=LONGEST_TEXT)
    with form.field("handler_id", _("Handler")) as label:
        handler = forms.choice(label, names, usual=actor.staff_id, key=f"handler:{draft}")
    pressed = st.form_submit_button(_("Register"), type="primary")

if pressed:
    with form.problems_shown():
        number = complaint_acts.register(
            store,
            actor,
            id=draft,
            kind=kind,
            channel=channel,
            received_on=received_on,
            complaint=body,
            client_id=client or None,
            person_name=person_name,
            person_contact=contact,
            handler_id=handler,
        )
        with store.read(actor, Act.COMPLAINT_LIST) as reader:
            by = complaint_case.the_complaint(reader, number).clock.acknowledge_by
        forms.done(
            form.name, say("Complaint %(number)s is registered. Acknowledge it by %(day)s.", number=number, day=by)
        )
        links.go(COMPLAINT, nummer=number)
