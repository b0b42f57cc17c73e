"""One complaint: its days, what to do next, and everything that was done about it."""

import streamlit as st

from data_layer import complaint_case
from data_layer.complaint_case import STEP_ACTS, STEP_LABELS
from data_layer.complaint_lists import KIND_LABELS
from data_layer.errors import NotFound
from data_layer.rules.access import Act, may
from data_layer.rules.complaints import VERDICT_LABELS, Step, next_step, possible_steps
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import case_steps, complaint_desk, complaint_forms, complaint_history, forms, links, phases, session
from pages.shared.navigation import CLIENT, COMPLAINT, COMPLAINTS
from pages.shared.wording import _, _n, day, in_words, plain, shown_as_text

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

st.title(f"{complaint.number} · {_(KIND_LABELS[complaint.kind])}")
with st.container(horizontal=True, vertical_alignment="center"):
    phases.badge_of(complaint.phase, complaint_desk.stand(complaint))
    if facts.verdict:
        st.badge(_(VERDICT_LABELS[facts.verdict]), color="gray")
    if facts.passed_on:
        st.badge(_("passed on to the authority"), icon=":material/gavel:", color="violet")
    if complaint.restricted_since:
        st.badge(_("restricted"), icon=":material/lock:", color="red")
    if complaint.client_number:
        words = f"{complaint.client_number} · {plain(complaint.who)}"
        links.link(CLIENT, words, icon=":material/person:", nummer=complaint.client_number)
    else:
        st.markdown(_("%(who)s, not found among the clients", who=plain(complaint.who)))

with st.container(horizontal=True):
    if facts.acknowledged_on:
        st.metric(_("Acknowledged on"), day(facts.acknowledged_on))
    elif complaint.phase:
        st.metric(_("Acknowledge by"), day(complaint.clock.acknowledge_by))
    st.metric(_("Safe last day"), day(complaint.clock.deadline.safe_last_day))
    st.metric(_("Legal last day"), day(complaint.clock.deadline.legal_last_day))
    if complaint.days_left is None:
        st.metric(_("Answered on"), day(facts.answered_on))
    elif complaint.days_left < 0:
        st.metric(_("Days left"), _n("%(n)s day late", "%(n)s days late", -complaint.days_left))
    else:
        st.metric(_("Days left"), in_words(complaint.days_left))
    st.metric(_("Handler"), complaint.handler or _("nobody yet"))

steps = possible_steps(facts) if may(actor.roles, Act.COMPLAINT_CHANGE) else []
advice = next_step(facts, complaint.clock, today)
desk = complaint_desk.Desk(store, actor, complaint, complaint_desk.seen_before(complaint))
chooser = f"doing:{forms.draft_id(desk.draft)}"  # a form that was saved closes
with st.container(border=True):
    doing = case_steps.chosen(advice.sentence, advice.step, steps, STEP_LABELS, key=chooser, does=STEP_ACTS, rare=RARE)
    if doing:
        complaint_forms.show(doing, desk)

about, clock = st.columns([3, 2], gap="large")
with about:
    st.subheader(_("The complaint"))
    channel = _(CHANNEL_LABELS[complaint.channel]) if complaint.channel else ""
    told = {
        _("Received on"): ", ".join(part for part in (in_words(facts.received_on), channel) if part),
        _("In the person's own words"): complaint.subject,
        _("Where the answer goes"): complaint.person_contact,
        _("Outcome"): complaint.outcome,
        _("Passed on to the authority on"): facts.passed_on and in_words(facts.passed_on),
        _("Closed on"): facts.closed_on and in_words(facts.closed_on),
    }
    for heading, fact in told.items():
        if fact:
            with st.container(gap=None):
                st.markdown(f"**{heading}**")
                st.text(fact)  # typed text: nothing in it becomes markup or a link
with clock:
    st.subheader(_("The clock"))
    st.markdown("\n".join(f"- {_(line)[:1].upper()}{_(line)[1:]}" for line in complaint.clock.steps))
    if complaint.client_number and facts.closed_on is None:
        st.caption(_("As long as it is open, everything of the client is held."))

st.subheader(_("What happened"))
if not events:
    st.caption(_("Nothing was recorded at the desk yet: the days above come from the dossier."))
complaint_history.show(events)
