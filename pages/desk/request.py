"""One privacy request: its days, what to do next, and everything that happened."""

import streamlit as st

from data_layer import request_case
from data_layer.errors import NotFound
from data_layer.request_case import APPLICANT_LABELS
from data_layer.request_steps import STEP_LABELS, Step, next_step, possible_steps
from data_layer.vocabulary import CHANNEL_LABELS, OUTCOME_LABELS, RIGHT_LABELS, Right
from pages.shared import (
    erasure_piles,
    forms,
    links,
    phases,
    request_desk,
    request_earlier,
    request_forms,
    request_history,
    request_papers,
    session,
)
from pages.shared.navigation import CLIENT, REQUESTS
from pages.shared.wording import _, _n, day, in_words, plain, shown_as_text

store, actor, today = session.the_store(), session.actor(), session.today()
number = st.query_params.get("nummer")
links.back(REQUESTS)
if not number:
    st.title(_("Request"))
    st.info(_("No request is chosen. Choose one in the list."), icon=":material/inbox:")
    links.link(REQUESTS, _("To the requests"), icon=":material/inbox:")
    st.stop()
try:
    case, course, events = request_case.opened(store, actor, number, sitting=session.sitting())
except NotFound as error:
    st.title(_("Request"))
    st.error(shown_as_text(error.sentence), icon=":material/search_off:")
    links.link(REQUESTS, _("To the requests"), icon=":material/inbox:")
    st.stop()
questions = tuple(request_case.open_questions(events))

st.title(f"{case.number} · {_(RIGHT_LABELS[case.right])}")
with st.container(horizontal=True, vertical_alignment="center"):
    phases.badge(case)
    if case.outcome:
        st.badge(_(OUTCOME_LABELS[case.outcome]), color="gray")
    if case.extended:
        st.badge(_("extended"), icon=":material/more_time:", color="violet")
    if case.restricted_since:
        st.badge(_("restricted"), icon=":material/lock:", color="red")
    if case.client_number:
        links.link(
            CLIENT, f"{case.client_number} · {plain(case.who)}", icon=":material/person:", nummer=case.client_number
        )
    else:
        st.markdown(_("%(who)s, not found among the clients yet", who=plain(case.who)))

with st.container(horizontal=True):
    if case.carry_out_on:
        st.metric(_("To be carried out on"), day(case.carry_out_on))
    else:
        st.metric(_("Safe last day"), day(case.safe_last_day))
        st.metric(_("Legal last day"), day(case.legal_last_day))
        if case.suspended_days or case.waiting_since:
            not_disputed = _("Without the days of waiting: nobody can dispute it.")
            st.metric(_("Strict day"), day(case.strict_day), help=not_disputed)
    if case.days_left is None:
        st.metric(_("Answered on"), day(case.answered_on))
    elif case.days_left < 0:
        st.metric(_("Days left"), _n("%(n)s day late", "%(n)s days late", -case.days_left))
    else:
        st.metric(_("Days left"), in_words(case.days_left))
    st.metric(_("Handler"), case.handler or _("nobody yet"))

next_one = next_step(case, actor, today)
steps = possible_steps(case, actor, has_open_question=bool(questions))
labels = {step: _(words) for step, words in STEP_LABELS.items()}
next_words = {Step.ANSWER: _("Record the answer")}  # a button says what it does; the pills say what happened
seen = request_desk.seen_before(case)
desk = request_desk.Desk(store, actor, case, seen, questions)
chooser = f"doing:{forms.draft_id(desk.draft)}"  # a form that was saved closes
with st.container(border=True):
    st.markdown(_("**Next:** %(what)s", what=next_one.sentence))
    step = next_one.step if st.session_state.get(chooser) is None else None
    if step and step in steps:
        words = next_words.get(step, labels[step])
        if st.button(words, icon=":material/arrow_forward:", type="primary", key="next_step"):
            st.session_state[chooser] = step
            st.rerun()
    doing = st.pills(_("Record what happened"), steps, format_func=labels.__getitem__, key=chooser)
    if doing:
        request_forms.show(doing, desk)

about, clock = st.columns(2, gap="large")
with about:
    st.subheader(_("The request"))
    facts = {
        _("Received on"): f"{in_words(case.received_on)}, {_(CHANNEL_LABELS[case.channel])}",
        _("Registered on"): in_words(case.registered_on),
        _("Asked by"): " · ".join(
            part
            for part in (_(APPLICANT_LABELS[case.applicant_kind]), case.applicant_name, case.applicant_contact)
            if part
        ),
        _("Asked"): case.asked,
    }
    for heading, fact in facts.items():
        with st.container(gap=None):
            st.markdown(f"**{heading}**")
            st.text(fact or "–")  # typed text: nothing in it becomes markup or a link
with clock:
    st.subheader(_("The clock"))
    st.markdown("\n".join(f"- {_(step)[:1].upper()}{_(step)[1:]}" for step in course.deadline.steps))
    for doubt in course.doubts:
        st.warning(_(doubt), icon=":material/gavel:")

if case.right == Right.ERASURE and case.client_id is not None:
    erasure_piles.shown(desk, case.client_id)

papers, others = st.columns(2, gap="large")
with papers:
    st.subheader(_("Documents"))
    request_papers.shown(desk)
with others:
    st.subheader(_("Other requests"))
    request_earlier.shown(desk)

st.subheader(_("What happened"))
request_history.show(events)
