"""Registers a letter that came in: who asks, which rights, by which way, and when."""

import streamlit as st

from data_layer.requests import intake
from data_layer.requests.intake import Letter
from data_layer.requests.request_authority import AUTHORITY_LABELS, Authority
from data_layer.requests.request_case import Applicant
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.request_course import GDPR_APPLIES_FROM
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import case_forms, forms, links, session
from pages.shared.navigation import NEW_REQUEST, REQUEST, REQUESTS
from pages.shared.requests import request_earlier, request_intake
from pages.shared.requests.request_intake import NOBODY
from pages.shared.requests.request_paper_forms import upload
from pages.shared.wording import DAY_FORMAT, _

store, actor, today = session.the_store(), session.actor(), session.today()
channels = {channel: _(words) for channel, words in CHANNEL_LABELS.items()}
authorities = {how: _(words) for how, words in AUTHORITY_LABELS.items()}
handlers = case_forms.handlers(store)


links.back(REQUESTS)
st.title(_(NEW_REQUEST.title))
begun = request_intake.start()
form = forms.Form(begun.form, leads_away=True)
draft = form.id
if (before := request_intake.registered_before(draft)) is not None:
    links.go(REQUEST, nummer=before)
if begun.joins:
    st.caption(_("Another request from the letter of %(number)s.", number=begun.joins))

rights = request_intake.rights(form)
left, right = st.columns([1, 1])
with left:
    kind = request_intake.who_asks(form, begun)
authority = Authority.MISSING
if kind is Applicant.REPRESENTATIVE:
    authority = right.segmented_control(
        _("Authorisation"),
        list(authorities),
        default=begun.authority,
        required=True,
        format_func=authorities.__getitem__,
        wrap=True,
        key=f"authority:{draft}",
    )
asking, beside = st.columns([5, 2], gap="medium")
with asking:
    client, name = request_intake.about(form, begun)
with beside:
    request_earlier.told(rights, client_id=client or None, name=name if client == NOBODY else None)

with asking, st.form(f"new_request:{draft}", enter_to_submit=False):
    is_client = client != NOBODY
    person_name, applicant_name, contact = request_intake.names(form, begun, kind, is_client=is_client, name=name)
    first, second, third = st.columns(3)
    channel = first.selectbox(
        _("Came in by"),
        list(channels),
        index=list(channels).index(begun.channel),
        format_func=channels.__getitem__,
        key=case_forms.words_key("channel", draft),
    )
    with second, form.field("received_on", _("Received on")) as label:
        received_on = st.date_input(
            label, begun.received_on, GDPR_APPLIES_FROM, today, format=DAY_FORMAT, key=f"received:{draft}"
        )
    with third, form.field("handler_id", _("Handler")) as label:
        handler = forms.choice(label, handlers, usual=actor.staff_id, key=f"handler:{draft}")
    words, *files = st.columns(3 if authority is Authority.ATTACHED else 2)
    with words, form.field("asked", _("What is asked, in the person's own words")) as label:
        asked = st.text_area(label, height=95, key=f"asked:{draft}", max_chars=LONGEST_TEXT)
    with files[0], form.field("file", _("The letter itself")) as label:
        letter = upload(label, f"letter:{draft}")
    authority_file = None
    if authority is Authority.ATTACHED:
        with files[1], form.field("authority_file", _("The authorisation")) as label:
            authority_file = upload(label, f"authority_file:{draft}")
    pressed = st.form_submit_button(_("Register"), type="primary")


if pressed:
    with asking, form.problems_shown():
        numbers = intake.register_letter(
            store,
            actor,
            request_intake.ids_for(rights, draft),
            Letter(
                channel=channel,
                received_on=received_on,
                client_id=client or None,
                applicant_kind=kind,
                applicant_name=applicant_name,
                applicant_contact=contact,
                person_name=person_name,
                asked=asked,
                handler_id=handler,
                file=letter,
                authority=authority,
                authority_file=authority_file,
                joins=begun.joins,
            ),
        )
        request_intake.is_registered(draft, numbers[0])
        forms.done(form.name, request_intake.told(numbers, rights))
        links.go(REQUEST, nummer=numbers[0])
