"""The work of a request for rectification or completion: what was corrected, and the way to do more."""

from collections.abc import Sequence

import streamlit as st

from data_layer.carrying_out import corrections, statements
from data_layer.carrying_out.corrections import Correction
from data_layer.carrying_out.statements import Statement
from data_layer.requests.request_case import Applicant, Case
from data_layer.rules.access import Act, may
from data_layer.rules.request_course import REFUSALS
from data_layer.rules.sentences import Fact
from data_layer.vocabulary import Right
from pages.shared import drawers
from pages.shared.carrying_out import correction_drawer, statement_drawer
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, day, in_words, plain


def shown(desk: Desk) -> None:
    """Draws what was corrected and stated for this request, and the buttons for more."""
    with desk.reading() as reader:
        done, stated = corrections.of_request(reader, desk.case.id), statements.of_request(reader, desk.case.id)
    if done:
        _corrected(done)
    for statement in stated:
        _stated(statement)
    if not done and not stated:
        st.caption(_("Nothing was corrected or completed for this request yet."))
    _acting(desk)


def _corrected(done: Sequence[Correction]) -> None:
    columns = {
        _("What"): [plain(_(one.label)) for one in done],
        _("Was"): [_value(one.old) for one in done],
        _("Is now"): [_value(one.new) for one in done],
        _("On"): [day(one.on) for one in done],
    }
    st.table(columns, border="horizontal", hide_index=True)


def _value(fact: Fact | None) -> str:
    return plain(in_words(fact))


def _stated(statement: Statement) -> None:
    with st.container(border=True, gap="xsmall"):
        st.caption(_("Statement beside: %(category)s, %(day)s", category=statement.label, day=statement.added_on))
        st.text(statement.body)


def _acting(desk: Desk) -> None:
    case = desk.case
    if case.client_id is None:
        st.caption(_("Find the client first: then the data can be corrected here."))
        return
    if case.finished_on is not None or not may(desk.actor.roles, Act.CORRECTION_APPLY):
        return
    if not _is_certain(case):
        st.caption(_("Make sure first who asks, and that this person may: then the data can be corrected here."))
        return
    if case.restricted_since is not None:
        st.caption(_("The data are restricted. What the client asks for goes on all the same."))
    words = _("Complete data") if case.right is Right.COMPLETION else _("Correct data")
    with st.container(horizontal=True):
        if case.outcome not in REFUSALS and st.button(words, icon=":material/edit:", key="correct_data"):
            correction_drawer.open_new()
        if st.button(_("Add a statement"), icon=":material/format_quote:", key="add_statement"):
            drawers.put_open(statement_drawer.NAME)
    correction_drawer.opened(desk, case.client_id, words)
    statement_drawer.opened(desk)


def _is_certain(case: Case) -> bool:
    represents = case.applicant_kind is Applicant.REPRESENTATIVE
    is_known = case.applicant_kind is not Applicant.UNKNOWN and case.identified_on is not None
    return is_known and not (represents and case.authorised_on is None)
