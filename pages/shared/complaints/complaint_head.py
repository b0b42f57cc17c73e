"""What stands above a complaint: what it is, whose, in which phase, and its days."""

import streamlit as st

from data_layer.complaints.complaint_case import Complaint
from data_layer.complaints.complaint_lists import KIND_LABELS
from data_layer.rules.complaints import VERDICT_LABELS
from pages.shared import case_head, phases
from pages.shared.complaints import complaint_desk
from pages.shared.wording import _, day, plain


def shown(complaint: Complaint) -> None:
    """Number and kind, badges, who complains, the handler, and the figures of the clock."""
    facts = complaint.facts
    st.title(f"{complaint.number} · {_(KIND_LABELS[complaint.kind])}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        phases.badge_of(complaint.phase, complaint_desk.stand(complaint))
        if facts.verdict:
            st.badge(_(VERDICT_LABELS[facts.verdict]), color="gray")
        if facts.passed_on:
            st.badge(_("passed on to the authority"), icon=":material/gavel:", color="violet")
        if complaint.restricted_since:
            st.badge(_("restricted"), icon=":material/lock:", color="red")
        not_found = _("%(who)s, not found among the clients", who=plain(complaint.who))
        case_head.person(complaint.client_number, complaint.who, not_found)
        case_head.handled_by(complaint.handler)
    with st.container(horizontal=True):
        _figures(complaint)


def _figures(complaint: Complaint) -> None:
    facts, clock = complaint.facts, complaint.clock
    if facts.acknowledged_on:
        st.metric(_("Acknowledged on"), day(facts.acknowledged_on))
    elif complaint.phase:
        st.metric(_("Acknowledge by"), day(clock.acknowledge_by))
    st.metric(_("Safe last day"), day(clock.deadline.safe_last_day))
    st.metric(_("Legal last day"), day(clock.deadline.legal_last_day))
    case_head.days_left(complaint.days_left, facts.answered_on)
    if facts.closed_on:
        st.metric(_("Closed on"), day(facts.closed_on))
