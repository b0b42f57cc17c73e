"""The recipients that are to be told what was changed: their letters, and how far each is."""

from collections.abc import Callable

import streamlit as st

from data_layer.carrying_out import notice_steps, notices
from data_layer.carrying_out.notices import CHANGE_LABELS, STATE_LABELS, Notice, NoticeState
from data_layer.categories import CATEGORY
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from pages.shared import case_forms, confirm, drawers
from pages.shared.forms import Form
from pages.shared.requests import request_papers
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, plain

_COLOURS = {
    NoticeState.OPEN: "orange",
    NoticeState.SENT: "blue",
    NoticeState.CONFIRMED: "green",
    NoticeState.DISPROPORTIONATE: "gray",
}


def shown(desk: Desk) -> None:
    """Each recipient with what it is told; nothing where there is nobody to tell."""
    with desk.reading() as reader:
        found = notices.of_case(reader, desk.case.id)
        client_id = desk.case.client_id
        kept = {
            notice.id: notices.kept_from(reader, client_id, notice)
            for notice in found
            if client_id is not None and notice.state is NoticeState.OPEN
        }
    if not found:
        return
    with st.container(gap="small"):
        st.markdown(_("**Recipients to be told**"))
        st.caption(_("They got these data from the school, so they must hear what was changed (article 19)."))
        for notice in found:
            _row(desk, notice, kept.get(notice.id, ((), ())))


def _row(desk: Desk, notice: Notice, kept_from: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    with st.container(border=True):
        what, does = st.columns([3, 2], vertical_alignment="center", gap="small")
        with what, st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{plain(notice.recipient_name)}**", width="content")
                drawers.badge(_(STATE_LABELS[notice.state]), _COLOURS[notice.state])
            st.caption(_facts(notice))
            _kept_from(*kept_from)
            if notice.reason:
                st.caption(plain(notice.reason))
        with does, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            if notice.document_id is not None and may(desk.actor.roles, Act.DOCUMENT_VIEW):
                request_papers.fetching(notice.document_id, _("Letter"), "notice:")
            if may(desk.actor.roles, Act.NOTICE_SEND):
                if _lacks_letter(notice):
                    _making(desk, notice)
                _steps(desk, notice)


def _kept_from(wrong: tuple[str, ...], untold: tuple[str, ...]) -> None:
    if wrong:
        st.caption(
            _(
                "This recipient should not have got: %(categories)s. The letter asks to erase them. Look in the"
                " register whether this is a data breach.",
                categories=_named(wrong),
            )
        )
    if untold:
        st.caption(
            _(
                "This recipient may not get now: %(categories)s. The letter does not say how they read.",
                categories=_named(untold),
            )
        )


def _named(categories: tuple[str, ...]) -> str:
    return ", ".join(_(CATEGORY[code].label) for code in categories)


def _facts(notice: Notice) -> str:
    categories = _named(notice.categories)
    changed = _(CHANGE_LABELS[notice.change]) if notice.change else ""
    days = (
        _("sent on %(day)s", day=notice.sent_on) if notice.sent_on else "",
        _("confirmed on %(day)s", day=notice.confirmed_on) if notice.confirmed_on else "",
    )
    said = f"{capitalised(changed)}: {categories}" if changed else categories
    return " · ".join(part for part in (said, *days) if part)


def _lacks_letter(notice: Notice) -> bool:
    return notice.state is NoticeState.OPEN and notice.opened_on is not None and notice.document_id is None


def _making(desk: Desk, notice: Notice) -> None:
    form = Form(f"notice_letter:{notice.id}")
    case_forms.written(
        desk,
        form,
        lambda store: notice_steps.letter_again(store, desk.actor, desk.seen, event_id=form.id, notice_id=notice.id),
        say("The letter was made. It lies with the documents."),
        pressed=st.button(_("Make the letter"), key=f"notice_letter:{notice.id}"),
    )


def _steps(desk: Desk, notice: Notice) -> None:
    offers: dict[NoticeState, tuple[tuple[str, str, Callable[[Desk, Notice], None]], ...]] = {
        NoticeState.OPEN: (
            (_("Sent"), "sent", _sending),
            (_("Disproportionate"), "waived", _waiving),
        ),
        NoticeState.SENT: ((_("Confirmed"), "confirmed", _confirming),),
    }
    for words, code, draw in offers.get(notice.state, ()):
        name = f"notice_{code}:{notice.id}"
        if st.button(words, key=name):
            drawers.put_open(name)
        if drawers.is_open(name):
            title = f"{words}: {notice.recipient_name}"
            drawers.drawer(title, draw, desk, notice, on_dismiss=drawers.close)


def _sending(desk: Desk, notice: Notice) -> None:
    form = Form(f"notice_sent:{notice.id}")
    st.markdown(_("Did the letter go to this recipient? Record the day on which it left."))
    with form.field("sent_on", _("Sent on")) as label:
        first = notice.opened_on or desk.received_on
        sent_on = case_forms.day_since(label, first, f"notice_sent_on:{form.id}")
    confirm.in_drawer(
        form,
        lambda store: notice_steps.sent(
            store, desk.actor, desk.seen, event_id=form.id, notice_id=notice.id, sent_on=sent_on
        ),
        say("It was recorded that the recipient was told."),
        pressed=st.button(_("Record"), type="primary", key="notice_sent_now"),
        then=drawers.shut,
    )


def _confirming(desk: Desk, notice: Notice) -> None:
    form = Form(f"notice_confirmed:{notice.id}")
    assert notice.sent_on is not None  # noqa: S101 - the button is there only then
    with form.field("confirmed_on", _("Confirmed on")) as label:
        confirmed_on = case_forms.day_since(label, notice.sent_on, f"notice_confirmed_on:{form.id}")
    confirm.in_drawer(
        form,
        lambda store: notice_steps.confirmed(
            store, desk.actor, desk.seen, event_id=form.id, notice_id=notice.id, confirmed_on=confirmed_on
        ),
        say("It was recorded that the recipient confirmed."),
        pressed=st.button(_("Record"), type="primary", key="notice_confirmed_now"),
        then=drawers.shut,
    )


def _waiving(desk: Desk, notice: Notice) -> None:
    form = Form(f"notice_waived:{notice.id}")
    st.markdown(_("Not telling a recipient is possible only if it cannot be done, or takes far too much effort."))
    with form.field("why", _("Why is this recipient not told?")) as label:
        why = st.text_area(label, max_chars=1000, key=f"notice_why:{form.id}")
    st.caption(_("The person can ask who was told, and then reads this reason."))
    confirm.in_drawer(
        form,
        lambda store: notice_steps.waived(store, desk.actor, desk.seen, event_id=form.id, notice_id=notice.id, why=why),
        say("It was recorded why the recipient is not told."),
        pressed=st.button(_("Record"), type="primary", key="notice_waived_now"),
        then=drawers.shut,
    )
