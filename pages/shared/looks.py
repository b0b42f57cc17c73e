"""What people found who looked themselves, the newest first, and the form to record what one finds now."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data_layer.promises import checks
from data_layer.promises.checks import LONGEST_REMARK, Check
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers, session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, capitalised, in_words, plain


def drawn(code: str, answers: Mapping[bool, str] | None = None) -> None:
    """Draws the looks at what has this code; `answers` are the words for what can be found, good and bad."""
    answers = answers or {True: _("in order"), False: _("not in order")}
    with session.the_store().read(session.actor(), Act.PROMISES_VIEW) as reader:
        found = checks.checks_of(reader, code)
    _told(found, answers)
    if may(session.actor().roles, Act.PROMISE_CHECK):
        _recording(code, found[0] if found else None, answers)
    else:
        st.caption(_("The privacy officer looks at it and records what was found."))


def _told(looks: Sequence[Check], answers: Mapping[bool, str]) -> None:
    if not looks:
        st.caption(_("Nobody has looked at this yet."))
        return
    st.markdown(_looked(looks[0], answers))
    if len(looks) > 1:
        with st.expander(_("Looked at before"), icon=":material/history:"):
            for look in looks[1:]:
                st.markdown(_looked(look, answers))


def _looked(look: Check, answers: Mapping[bool, str]) -> str:
    found = answers[look.is_in_order]
    who = look.who or _("somebody who left")
    first = _("%(day)s by %(who)s: **%(found)s**", day=in_words(look.checked_on), who=plain(who), found=found)
    return f"{first}  \n{plain(look.remark)}" if look.remark else first


def _recording(code: str, newest: Check | None, answers: Mapping[bool, str]) -> None:
    form = Form(f"promise_check:{code}")
    with st.form(f"{form.name}:{form.id}", enter_to_submit=False, border=True):
        drawers.heading(_("Record what you found"))
        with form.field("is_in_order", _("What did you find?")) as label:
            is_in_order = st.radio(
                label,
                list(answers),
                index=None,
                format_func=lambda found: capitalised(answers[found]),
                horizontal=True,
                key=f"check_found:{form.id}",
            )
        with form.field("checked_on", _("Looked at on")) as label:
            checked_on = st.date_input(
                label,
                session.today(),
                max_value=session.today(),
                format=DAY_FORMAT,
                key=f"check_on:{form.id}",
            )
        with form.field("remark", _("Remark, without names of clients")) as label:
            remark = st.text_area(label, max_chars=LONGEST_REMARK, height="content", key=f"check_remark:{form.id}")
        pressed = st.form_submit_button(_("Record"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: checks.record_check(
            store,
            session.actor(),
            id=form.id,
            promise=code,
            seen=newest.id if newest else None,
            checked_on=checked_on,
            is_in_order=is_in_order,
            remark=remark or "",
        ),
        say("What you found was recorded."),
        pressed=pressed,
    )
