"""What stands above a case: what it is, about whom, in which phase, and its days."""

import streamlit as st

from data_layer.requests.request_case import Case
from data_layer.vocabulary import OUTCOME_LABELS, RIGHT_LABELS
from pages.shared import links, phases
from pages.shared.navigation import CLIENT
from pages.shared.wording import _, _n, day, in_words, plain


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
        if case.client_number:
            who = f"{case.client_number} · {plain(case.who)}"
            links.link(CLIENT, who, icon=":material/person:", nummer=case.client_number)
        else:
            st.markdown(_("%(who)s, not found among the clients yet", who=plain(case.who)), width="content")
        handler = _("Handler: %(name)s", name=plain(case.handler) or _("nobody yet"))
        st.markdown(f":small[{handler}]", width="content")
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
    if case.days_left is None:
        st.metric(_("Answered on"), day(case.answered_on))
    elif case.days_left < 0:
        st.metric(_("Days left"), _n("%(n)s day late", "%(n)s days late", -case.days_left))
    else:
        st.metric(_("Days left"), in_words(case.days_left))
    if case.answered_on:
        st.metric(_("Finished on"), day(case.finished_on))
