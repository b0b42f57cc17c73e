"""How certain it is who asks: what was established, what is waited for, and a copy that must go."""

from collections.abc import Callable, Collection

import streamlit as st

from data_layer.requests.identity_checks import Check, contacts_on_file
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_steps import Step
from data_layer.rules.identity_copies import CopyAlarm, alarm_words, copy_alarm
from data_layer.rules.identity_ladder import METHOD_LABELS, Method, masking_warning
from data_layer.vocabulary import Right
from pages.shared import session
from pages.shared.requests.request_desk import Desk, choosing
from pages.shared.wording import _, plain

_LOUD: dict[CopyAlarm, Callable[..., object]] = {
    CopyAlarm.DESTROY: st.info,
    CopyAlarm.LATE: st.warning,
    CopyAlarm.TOO_LATE: st.error,
}


def shown(desk: Desk, steps: Collection[Step]) -> None:
    """Who asks, in one line; beneath it only what is still to be done, with its buttons."""
    with st.container(gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("**Identity:** %(what)s", what=_established(desk)), width="content")
            if Step.IDENTITY in steps and desk.case.identified_on is None:
                choosing(desk, Step.IDENTITY, _("Record identity"), "do_identity")
        if Step.IDENTITY_RESULT in steps and desk.open_check is not None:
            _waiting_for(desk, desk.open_check)
        for check in desk.checks:
            if check.has_copy:
                _copy(desk, check)
        if Step.COPY_DESTROYED in steps:
            choosing(desk, Step.COPY_DESTROYED, _("The copy is destroyed"), "do_copy_destroyed")


def _established(desk: Desk) -> str:
    check = next((check for check in reversed(desk.checks) if check.result == "verified"), None)
    if desk.case.identified_on is None and check is not None:
        found = _("not established any more: since then a check failed, or it is about somebody else")
    elif check is not None and check.verified_on is not None:
        found = _(
            "established on %(day)s (%(method)s) by %(name)s",
            day=check.verified_on,
            method=METHOD_LABELS[check.method],
            name=plain(check.verified_by) or "–",
        )
    elif desk.case.identified_on:
        found = _("established on %(day)s", day=desk.case.identified_on)
    elif desk.case.right is Right.CONSENT_WITHDRAWAL:
        found = _("not established; a withdrawal of consent waits for it only where data about health go")
    else:
        found = _("not established yet")
    if desk.case.applicant_kind is Applicant.UNKNOWN:
        found += " · " + _("it is not recorded yet who asks")
    if desk.case.applicant_kind is Applicant.REPRESENTATIVE:
        found += " · " + _("it is about who asks: the representative")
        if desk.case.right is Right.CONSENT_WITHDRAWAL and desk.case.authorised_on is None:
            found += " · " + _("no authorisation was seen, and a withdrawal of consent does not wait for it")
    return found


def _waiting_for(desk: Desk, check: Check) -> None:
    clock = (
        _("The clock waits.")
        if desk.case.waiting_since is not None and check.question_id is not None
        else _("The clock runs on.")
    )
    asked = _("Asked on %(day)s: %(method)s.", day=check.asked_on, method=METHOD_LABELS[check.method])
    with st.container(border=True, gap="small"):
        st.markdown(f"{asked} {_awaited(check)} {clock}")
        if check.method is Method.CODE_TO_CONTACT:
            _code(desk, check)
        with st.container(horizontal=True):
            if check.awaits_copy:
                choosing(desk, Step.COPY_RECEIVED, _("The copy came in"), "do_copy_received")
            choosing(desk, Step.IDENTITY_RESULT, _("Record the result"), "do_identity_result")


def _awaited(check: Check) -> str:
    match check.method:
        case Method.CODE_TO_CONTACT:
            return _("The person must tell you the code.")
        case Method.MASKED_COPY if check.awaits_copy:
            return _("The copy has not come in yet.")
        case Method.MASKED_COPY:
            return _("The copy is here: look at it and record the result.")
        case _:
            return _("The person must still show the document.")


def _code(desk: Desk, check: Check) -> None:
    code = desk.store.code_for(check.id)
    contacts = contacts_on_file(desk.store, desk.actor, desk.case, sitting=session.sitting())
    st.markdown(
        _(
            "Send the code **%(code)s** to one of these contacts, and to no other: not to an address from the request.",
            code=f"{code[:3]} {code[3:]}",
        )
    )
    st.markdown(
        "\n".join(f"- {' · '.join(plain(part) for part in (c.value, c.remark) if part)}" for c in contacts),
    )


def _copy(desk: Desk, check: Check) -> None:
    since = check.copy_received_on
    alarm = copy_alarm(since, session.today(), desk.store.settings.is_free_day)
    if since is None or alarm is None:
        return
    words = [_(alarm_words(alarm, since))]
    warning = masking_warning(photo_masked=bool(check.photo_masked), bsn_masked=bool(check.bsn_masked))
    if warning is not None:
        words.append(_(warning))
    _LOUD[alarm](" ".join(words), icon=":material/badge:")
