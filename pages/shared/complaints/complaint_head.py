"""What stands above a complaint: what it is, whose, in which phase, and its days."""

import streamlit as st

from data_layer.complaints.complaint_case import Complaint
from data_layer.complaints.complaint_lists import KIND_LABELS
from data_layer.rules.complaints import VERDICT_LABELS
from pages.shared import links, phases
from pages.shared.complaints import complaint_desk
from pages.shared.navigation import CLIENT
from pages.shared.wording import _, _n, day, in_words, plain


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
        if complaint.client_number:
            words = f"{complaint.client_number} · {plain(complaint.who)}"
            links.link(CLIENT, words, icon=":material/person:", nummer=complaint.client_number)
        else:
            st.markdown(_("%(who)s, not found among the clients", who=plain(complaint.who)), width="content")
        handler = _("Handler: %(name)s", name=plain(complaint.handler) or _("nobody yet"))
        st.markdown(f":small[{handler}]", width="content")
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
    if complaint.days_left is None:
        st.metric(_("Answered on"), day(facts.answered_on))
    elif complaint.days_left < 0:
        st.metric(_("Days left"), _n("%(n)s day late", "%(n)s days late", -complaint.days_left))
    else:
        st.metric(_("Days left"), in_words(complaint.days_left))
    if facts.closed_on:
        st.metric(_("Closed on"), day(facts.closed_on))
