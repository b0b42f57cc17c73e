"""One promise in a drawer that the URL opens: what proves it, its figures, and what people look at themselves."""

from collections.abc import Sequence

import streamlit as st

from data_layer.errors import NotFound
from data_layer.oversight.figure import in_a_line
from data_layer.promises import checks
from data_layer.promises.checks import LONGEST_REMARK, Check
from data_layer.promises.judging import Judged
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers, figure_rows, links, promise_rows, session
from pages.shared.forms import Form
from pages.shared.promise_rows import PROMISE
from pages.shared.wording import DAY_FORMAT, _, in_words, plain


def opened_by_url(found: Sequence[Judged]) -> None:
    """Opens the drawer of the promise in the URL, or says that there is none."""

    def asked(code: str) -> Judged:
        for one in found:
            if one.promise.code == code:
                return one
        raise NotFound(say("There is no such promise. Choose one from the list."))

    one = drawers.asked_for(PROMISE, asked)
    if one is not None:
        drawers.drawer(
            _("Promise of §%(section)s", section=one.promise.section),
            _drawn,
            one,
            on_dismiss=lambda: links.put(PROMISE, None),
        )


def _drawn(one: Judged) -> None:
    promise_rows.head(one)
    st.markdown(_(one.promise.promise))
    drawers.heading(_("What proves it"))
    st.markdown(_(one.promise.proof))
    for figure in one.figures:
        with st.container(border=True, gap="xsmall"):
            st.markdown(_(in_a_line(figure)))
            st.caption(_(figure.meaning))
            figure_rows.link(figure.behind, _("To the rows"))
    if one.promise.control is not None:
        drawers.heading(_("What people look at"))
        st.markdown(_(one.promise.control))
        with session.the_store().read(session.actor(), Act.PROMISES_VIEW) as reader:
            looks = checks.checks_of(reader, one.promise.code)
        _looks(looks)
        if may(session.actor().roles, Act.PROMISE_CHECK):
            _recording(one.promise.code, looks[0] if looks else None)
        else:
            st.caption(_("The privacy officer looks at it and records what was found."))


def _looks(looks: Sequence[Check]) -> None:
    if not looks:
        st.caption(_("Nobody has looked at this yet."))
        return
    st.markdown(_looked(looks[0]))
    if len(looks) > 1:
        with st.expander(_("Looked at before"), icon=":material/history:"):
            for look in looks[1:]:
                st.markdown(_looked(look))


def _looked(look: Check) -> str:
    found = _("in order") if look.is_in_order else _("not in order")
    who = look.who or _("somebody who left")
    first = _("%(day)s by %(who)s: **%(found)s**", day=in_words(look.checked_on), who=plain(who), found=found)
    return f"{first}  \n{plain(look.remark)}" if look.remark else first


def _recording(code: str, newest: Check | None) -> None:
    form = Form(f"promise_check:{code}")
    with st.form(f"{form.name}:{form.id}", enter_to_submit=False, border=True):
        drawers.heading(_("Record what you found"))
        answers = {True: _("In order"), False: _("Not in order")}
        with form.field("is_in_order", _("What did you find?")) as label:
            is_in_order = st.radio(
                label,
                list(answers),
                index=None,
                format_func=answers.__getitem__,
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
