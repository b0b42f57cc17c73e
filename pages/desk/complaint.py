"""One complaint: its days, what to do next, and everything that was done about it."""

import streamlit as st

from data_layer.complaints import complaint_case
from data_layer.complaints.complaint_case import STEP_ACTS, STEP_LABELS
from data_layer.errors import NotFound
from data_layer.rules.access import Act, may
from data_layer.rules.complaints import Step, next_step, possible_steps
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import case_facts, case_forms, case_steps, links, session
from pages.shared.complaints import complaint_desk, complaint_forms, complaint_head, complaint_history
from pages.shared.navigation import COMPLAINT, COMPLAINTS
from pages.shared.wording import _, capitalised, in_words, shown_as_text

RARE = (Step.ASSIGN, Step.CLIENT, Step.WITHDRAW, Step.TO_AUTHORITY, Step.RECEIPT)

store, actor, today = session.the_store(), session.actor(), session.today()
number = st.query_params.get("nummer")
links.back(COMPLAINTS)
if not number:
    st.title(_(COMPLAINT.title))
    st.info(_("No complaint is chosen. Choose one in the list."), icon=":material/feedback:")
    links.link(COMPLAINTS, _("To the complaints"), icon=":material/feedback:")
    st.stop()
try:
    complaint, events = complaint_case.opened(store, actor, number, sitting=session.sitting())
except NotFound as error:
    st.title(_(COMPLAINT.title))
    st.error(shown_as_text(error.sentence), icon=":material/search_off:")
    links.link(COMPLAINTS, _("To the complaints"), icon=":material/feedback:")
    st.stop()
facts = complaint.facts
complaint_head.shown(complaint)

steps = possible_steps(facts) if may(actor.roles, Act.COMPLAINT_CHANGE) else []
advice = next_step(facts, complaint.clock, today)
desk = complaint_desk.Desk(store, actor, complaint, complaint_desk.seen_before(complaint))
with st.container(border=True):
    doing = case_steps.chosen(
        advice.sentence, advice.step, steps, STEP_LABELS, key=case_forms.chooser(desk), does=STEP_ACTS, rare=RARE
    )
    if doing:
        complaint_forms.show(doing, desk)

about, clock = st.columns([3, 2], gap="large")
with about:
    st.subheader(_("The complaint"))
    case_facts.fact(_("In the person's own words"), complaint.subject or "–")
    channel = _(CHANNEL_LABELS[complaint.channel]) if complaint.channel else ""
    passed_on = in_words(facts.passed_on) if facts.passed_on else ""
    told = {
        _("Received on"): ", ".join(part for part in (in_words(facts.received_on), channel) if part),
        _("Where the answer goes"): complaint.person_contact or "",
        _("Passed on to the authority on"): passed_on,
    }
    case_facts.beside(told, (4, 4, 4))
    if complaint.outcome:
        case_facts.fact(_("Outcome"), complaint.outcome)
with clock:
    st.subheader(_("The clock"))
    st.markdown("\n".join(f"- {capitalised(_(line))}" for line in complaint.clock.steps))
    if complaint.client_number and facts.closed_on is None:
        st.caption(_("As long as it is open, everything of the client is held."))

st.subheader(_("What happened"))
if not events:
    st.caption(_("Nothing was recorded at the desk yet: the days above come from the dossier."))
complaint_history.show(events)
