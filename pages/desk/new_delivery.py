"""Makes the file of a delivery together with its entry in the register, after showing who goes along and who not."""

from dataclasses import replace

import streamlit as st

from data_layer import recipients
from data_layer.delivering.preparing import prepare
from data_layer.delivering.weighing import weighed
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from pages.shared import delivery_form, delivery_outcome, forms, links, session
from pages.shared.navigation import DISCLOSURES, NEW_DELIVERY
from pages.shared.wording import _

FORM, SEEN = "delivery", "delivery_seen"
store, actor, form = session.the_store(), session.actor(), forms.Form(FORM, leads_away=True)

links.back(DISCLOSURES)
st.title(_(NEW_DELIVERY.title))
st.markdown(
    _("Here the file for a recipient is made, and its entry in the register with it. After that you send the file.")
)
with store.read(actor, Act.DISCLOSURE_DELIVER) as reader:
    known = {recipient.id: recipient for recipient in recipients.active(reader)}
asked = delivery_form.asked(form, known)
if asked is None:
    st.stop()
recipient, delivery = asked
if recipient.warning:
    st.warning(_(recipient.warning), icon=":material/info:")

outcome, seen = None, st.session_state.get(SEEN, "")
with form.problems_shown(), store.read(actor, Act.DISCLOSURE_DELIVER) as reader:
    outcome = weighed(reader, actor, delivery)
    why = delivery_outcome.past_restriction(form, outcome)
    if why and why.strip():
        delivery = replace(delivery, past_restriction=why)
        outcome = weighed(reader, actor, delivery)
    delivery_outcome.drawn(outcome)
    st.session_state[SEEN] = outcome.digest

is_open = outcome is not None and not outcome.problems and bool(outcome.going)
if st.button(_("Make the file"), type="primary", icon=":material/outbox:", disabled=not is_open, key="make_delivery"):
    with form.problems_shown():
        # for those who stood on the screen when the button was pressed
        made = prepare(store, actor, id=form.id, delivery=delivery, seen=seen)
        forms.done(FORM, say("The file was made. Download it here, send it, and record below that it was sent."))
        links.go(DISCLOSURES, nummer=made.number)
