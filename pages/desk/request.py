"""One privacy request: its days, what to do next, and everything that happened."""

from dataclasses import replace

import streamlit as st

from data_layer.carrying_out import checklist
from data_layer.errors import NotFound
from data_layer.requests import identity_checks, request_case
from data_layer.requests.request_advice import next_step
from data_layer.requests.request_case import APPLICANT_LABELS
from data_layer.requests.request_steps import STEP_ACTS, STEP_LABELS, Step, possible_steps
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import case_facts, case_forms, case_steps, links, session
from pages.shared.carrying_out import case_file_button, work
from pages.shared.navigation import REQUESTS
from pages.shared.requests import (
    queue_walk,
    request_desk,
    request_earlier,
    request_excess,
    request_forms,
    request_head,
    request_history,
    request_identity,
    request_papers,
)
from pages.shared.wording import _, capitalised, in_words, shown_as_text

RARE = (
    Step.CLIENT, Step.APPLICANT, Step.ASSIGN, Step.EXTEND, Step.RECEIPT, Step.DOCUMENT, Step.COPY_RECEIVED,
)  # fmt: skip

store, actor, today = session.the_store(), session.actor(), session.today()
number = st.query_params.get("nummer")
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    links.back(REQUESTS)
    walk = st.container(width="content")
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
with walk:
    queue_walk.shown(case)
request_head.shown(case)

seen = request_desk.seen_before(case)
checks = tuple(identity_checks.of_case(store, actor, case, sitting=session.sitting()))
duties = checklist.of_case(store, actor, case, sitting=session.sitting())
desk = request_desk.Desk(store, actor, case, seen, questions, checks, duties)
next_one = next_step(case, actor, today, checks, duties)
steps = possible_steps(case, actor, has_open_question=bool(desk.unanswered), checks=checks)
with st.container(border=True):
    doing = case_steps.chosen(
        next_one.sentence, next_one.step, steps, STEP_LABELS, key=case_forms.chooser(desk), does=STEP_ACTS, rare=RARE
    )
    if doing:
        request_forms.show(doing, desk)

about, clock = st.columns([3, 2], gap="large")
with about:
    st.subheader(_("The request"))
    asked_by = (_(APPLICANT_LABELS[case.applicant_kind]), case.applicant_name, case.applicant_contact)
    case_facts.fact(_("Asked"), case.asked or "–")
    facts = {
        _("Received on"): f"{in_words(case.received_on)}, {_(CHANNEL_LABELS[case.channel])}",
        _("Registered on"): in_words(case.registered_on),
        _("Asked by"): " · ".join(part for part in asked_by if part),
    }
    case_facts.beside(facts, (4, 3, 5))
    st.subheader(_("Documents"))
    request_papers.shown(desk)
    case_file_button.shown(desk)
with clock:
    st.subheader(_("The clock"))
    st.markdown("\n".join(f"- {capitalised(_(step))}" for step in course.deadline.steps))
    for doubt in course.doubts:
        st.warning(_(doubt), icon=":material/gavel:")
    request_identity.shown(desk, steps)
    request_excess.shown(desk)

work.shown(replace(desk, is_work_next=next_one.step is None and doing is None))

history, others = st.columns([3, 2], gap="large")
with history:
    st.subheader(_("What happened"))
    request_history.show(events)
with others:
    st.subheader(_("Other requests"))
    request_earlier.shown(desk)
