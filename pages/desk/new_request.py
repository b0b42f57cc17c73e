"""Registers a request that came in: who, which right, by which way, and when."""

import streamlit as st

from data_layer import request_case, requests
from data_layer.request_case import APPLICANT_LABELS, Applicant
from data_layer.rules.access import Act
from data_layer.rules.request_course import GDPR_APPLIES_FROM, withdrawal_target
from data_layer.rules.sentences import say
from data_layer.vocabulary import CHANNEL_LABELS, RIGHT_LABELS, Right
from pages.shared import forms, links, request_desk, session
from pages.shared.navigation import NEW_REQUEST, REQUEST, REQUESTS
from pages.shared.wording import DAY_FORMAT, _

NOBODY = 0  # not among the clients, or not known yet

store, actor, today = session.the_store(), session.actor(), session.today()
form = forms.Form("new_request", leads_away=True)
draft = form.id
rights = {right: _(words) for right, words in RIGHT_LABELS.items()}
channels = {channel: _(words) for channel, words in CHANNEL_LABELS.items()}
applicants = {kind: _(words) for kind, words in APPLICANT_LABELS.items()}
handlers = request_desk.handlers(store)

links.back(REQUESTS)
st.title(_(NEW_REQUEST.title))
search = st.text_input(
    _("Who is it about?"),
    st.query_params.get("client", ""),
    type="search",
    placeholder=_("client number or name"),
    key=f"who:{draft}",
)
found = request_desk.found(store, actor, search)
people = {**found, NOBODY: _("not a client, or not known yet")}
if search and not found:
    st.info(_("No client fits. Try another spelling, or register with the name as it was given."))
client: int | None = NOBODY
if found:
    with form.field("client_id", _("Client"), "person_name") as label:
        client = st.selectbox(
            label,
            list(people),
            index=0 if len(found) == 1 else None,
            format_func=people.__getitem__,
            placeholder=_("choose the client"),
            key=f"client:{draft}:{search}",
        )
kind = st.segmented_control(
    _("Who asks?"),
    list(applicants),
    default=Applicant.SELF,
    required=True,
    format_func=applicants.__getitem__,
    key=f"kind:{draft}",
)

with st.form(f"new_request:{draft}", enter_to_submit=False):
    person_name = applicant_name = contact = None
    if client == NOBODY:
        with form.field("person_name", _("Name of the person, as given")) as label:
            person_name = st.text_input(label, key=f"person:{draft}")
    if kind is not Applicant.SELF:
        with form.field("applicant_name", _("Name of who asks")) as label:
            applicant_name = st.text_input(label, key=f"applicant:{draft}")
    if kind is not Applicant.SELF or client == NOBODY:
        contact = st.text_input(
            _("Where the answer goes"), placeholder=_("e-mail, phone or address"), key=f"contact:{draft}"
        )
    first, second, third = st.columns(3)
    right = first.selectbox(
        _("Right"), list(rights), format_func=rights.__getitem__, key=request_desk.words_key("right", draft)
    )
    channel = second.selectbox(
        _("Came in by"),
        list(channels),
        index=1,
        format_func=channels.__getitem__,
        key=request_desk.words_key("channel", draft),
    )
    with third, form.field("received_on", _("Received on")) as label:
        received_on = st.date_input(label, today, GDPR_APPLIES_FROM, today, format=DAY_FORMAT, key=f"received:{draft}")
    asked = st.text_area(_("What is asked, in the person's own words"), key=f"asked:{draft}")
    codes = list(handlers)
    with form.field("handler_id", _("Handler")) as label:
        handler = st.selectbox(
            label,
            codes,
            index=codes.index(actor.staff_id) if actor.staff_id in codes else None,
            format_func=handlers.__getitem__,
            placeholder=_("nobody yet"),
            key=f"handler:{draft}",
        )
    pressed = st.form_submit_button(_("Register"), type="primary")

if pressed:
    with form.problems_shown():
        number = requests.register(
            store,
            actor,
            id=draft,
            right=right,
            channel=channel,
            received_on=received_on,
            client_id=client or None,
            applicant_kind=kind,
            applicant_name=applicant_name,
            applicant_contact=contact,
            person_name=person_name,
            asked=asked,
            handler_id=handler,
        )
        with store.read(actor, Act.REQUEST_LIST) as reader:
            case = request_case.the_request(reader, number)
        said = say("Request %(number)s is registered. The last day is %(day)s.", number=number, day=case.legal_last_day)
        if right is Right.CONSENT_WITHDRAWAL:
            target = withdrawal_target(received_on, store.settings.is_free_day)
            said = say("Request %(number)s is registered. Carry it out on %(day)s.", number=number, day=target)
        forms.done(form.name, said)
        links.go(REQUEST, nummer=number)
