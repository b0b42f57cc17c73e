"""What stands above a case: what it is, about whom, in which phase, and its days."""

import streamlit as st

from data_layer.requests.request_case import Case
from data_layer.vocabulary import OUTCOME_LABELS, RIGHT_LABELS
from pages.shared import case_head, phases
from pages.shared.wording import _, day, plain


def shown(case: Case) -> None:
    """Number and right, badges, the person concerned, and the figures of the clock."""
    st.title(f"{case.number} · {_(RIGHT_LABELS[case.right])}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        phases.badge(case)
        if case.outcome:
            st.badge(_(OUTCOME_LABELS[case.outcome]), color="gray")
        if case.extended:
            st.badge(_("extended"), icon=":material/more_time:", color="violet")
        if case.restricted_since:
            st.badge(_("restricted"), icon=":material/lock:", color="red")
        not_found = _("%(who)s, not found among the clients yet", who=plain(case.who))
        case_head.person(case.client_number, case.who, not_found)
        case_head.handled_by(case.handler)
    with st.container(horizontal=True):
        _figures(case)


def _figures(case: Case) -> None:
    if case.carry_out_on:
        st.metric(_("To be carried out on"), day(case.carry_out_on))
    else:
        st.metric(_("Safe last day"), day(case.safe_last_day))
        st.metric(_("Legal last day"), day(case.legal_last_day))
        if case.suspended_days or case.waiting_since:
            not_disputed = _("Without the days of waiting: nobody can dispute it.")
            st.metric(_("Strict day"), day(case.strict_day), help=not_disputed)
    case_head.days_left(case.days_left, case.answered_on)
    if case.answered_on:
        st.metric(_("Finished on"), day(case.finished_on))
