"""One hold of a client, in a drawer that the URL opens, with the client's other holds beneath it."""

import streamlit as st

from data_layer import hold_lists
from data_layer.complaints import complaint_case
from data_layer.errors import NotFound
from data_layer.hold_lists import Hold
from data_layer.ids import id_in
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.access import Act, may
from data_layer.rules.holds import lifting_problem
from data_layer.transactions import Reader
from pages.shared import drawers, hold_steps, hold_words, links, session
from pages.shared.navigation import CLIENT, COMPLAINT
from pages.shared.wording import _, in_words, plain

HOLD = "aanhouding"  # the name in the URL; its value is the hold's id


def opened_by_url(client_number: str | None = None) -> None:
    """Opens the drawer of the hold in the URL, or says that there is none; only of this client, if given."""
    hold = drawers.asked_for(HOLD, _now)
    if hold is None:
        return
    if client_number not in (None, hold.client_number):
        st.error(_("This hold is of another client. Choose one from the list."), icon=":material/error:")
        return

    def closed() -> None:
        hold_steps.forget(hold.id)
        links.put(HOLD, None)

    title = _("Holds of client %(number)s", number=hold.client_number)
    drawers.drawer(title, _drawn, hold, client_number is None, on_dismiss=closed)


def of_client(reader: Reader, client_id: int) -> None:
    """The holds of a client as buttons, each opening its drawer; nothing where there is none."""
    for hold in hold_lists.holds_of(reader, client_id):
        _opener(hold)


def _now(written: str) -> Hold:
    hold_id = id_in(written)
    if hold_id is None:
        raise NotFound(hold_lists.GONE)
    with session.the_store().read(session.actor(), Act.RETENTION_VIEW) as reader:
        return hold_lists.hold_by_id(reader, hold_id)


def _drawn(opened: Hold, leads_to_dossier: bool) -> None:
    store, actor = session.the_store(), session.actor()
    with store.read(actor, Act.RETENTION_VIEW) as reader:
        hold = hold_lists.hold_by_id(reader, opened.id)
        others = [other for other in hold_lists.holds_of(reader, hold.client_id) if other.id != hold.id]
        happenings = hold_lists.history(reader, hold)
    drawers.told_of_change(opened.seen, hold.seen)
    with st.container(horizontal=True):
        drawers.badge(_(HOLD_LABELS[hold.kind]), "violet")
        if hold.until is None:
            drawers.badge(_("held"), "orange")
        else:
            drawers.badge(_("ended on %(day)s", day=hold.until), "gray")
    _what_ends_it(hold)
    _facts(hold)
    if hold.until is None and hold.is_minded:
        if may(actor.roles, Act.HOLD_LIFT):
            hold_steps.offered(hold)
        else:
            st.caption(_("The privacy officer reviews and lifts it."))
    if happenings:
        with st.expander(_("History"), icon=":material/history:"):
            for happening in happenings:
                st.text(hold_words.happened(happening))
    if leads_to_dossier:
        words = _("To the dossier of client %(number)s", number=plain(hold.client_number))
        links.link(CLIENT, words, icon=":material/person:", nummer=hold.client_number, deel="retention")
    if others:
        drawers.heading(_("Other holds of this client"))
        for other in others:
            _opener(other)


def _what_ends_it(hold: Hold) -> None:
    if hold.until is not None:
        return
    why = lifting_problem(hold.kind, follows_fact=hold.fact_id is not None, was_late=hold.was_late)
    if why is not None:
        st.info(_(why), icon=":material/front_hand:")
        _to_the_complaint(hold)
    elif hold.was_late:
        st.warning(
            _("The request was answered too late. This hold stands until the privacy officer lifts it."),
            icon=":material/front_hand:",
        )
    elif hold.review_on is None or hold.review_on <= session.today():
        st.warning(_("Look at this hold again: is it still needed?"), icon=":material/event_repeat:")


def _to_the_complaint(hold: Hold) -> None:
    if hold.kind != "complaint" or hold.fact_id is None or not session.opens(COMPLAINT):
        return
    with session.the_store().read(session.actor(), Act.COMPLAINT_LIST) as reader:
        number = complaint_case.number_of(reader, hold.fact_id)
    if number is not None:
        words = _("To complaint %(number)s", number=plain(number))
        links.link(COMPLAINT, words, icon=f":material/{COMPLAINT.icon}:", nummer=number)


def _facts(hold: Hold) -> None:
    drawers.facts(
        {
            _("Reason"): plain(hold.reason),
            _("Data"): hold_words.scope(hold),
            _("Held since"): in_words(hold.since),
            _("Up to and including"): in_words(hold.until) if hold.until else "",
            _("Owner"): plain(hold.owner),
            _("Set by"): plain(hold.set_by),
            _("Reviewed on"): in_words(hold.reviewed_on) if hold.reviewed_on else "",
            _("Look at it again on"): in_words(hold.review_on) if hold.review_on and hold.until is None else "",
        }
    )


def _opener(hold: Hold) -> None:
    kind = _(HOLD_LABELS[hold.kind])
    if hold.until is None:
        words = _("%(kind)s since %(since)s", kind=kind, since=hold.since)
    else:
        words = _(
            "%(kind)s from %(since)s up to and including %(until)s", kind=kind, since=hold.since, until=hold.until
        )
    if st.button(words, icon=":material/front_hand:", type="tertiary", key=f"hold:{hold.id}"):
        st.query_params[HOLD] = str(hold.id)
        st.rerun()
