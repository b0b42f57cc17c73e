"""Restricting the client's data, on the screen of the request that asks it, and lifting that again."""

import streamlit as st

from data_layer.carrying_out import restricting, restrictions
from data_layer.carrying_out.restrictions import USUAL_WHY, WHY_LABELS, Restriction
from data_layer.rules.access import Act, may
from data_layer.rules.request_course import NOT_HONOURED
from data_layer.rules.sentences import say
from data_layer.vocabulary import State
from pages.shared import case_forms, confirm, drawers, forms, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _

_RESTRICT, _LIFT = "restrict_data", "lift_restriction"


def shown(desk: Desk) -> None:
    """Whether the data are restricted, since when and why, and what can be done about it now."""
    if desk.case.right not in USUAL_WHY:
        return
    with desk.reading() as reader:
        standing = restrictions.of_case(reader, desk.case.id)
    with st.container(gap="small"):
        st.markdown(_("**Restriction**"))
        if standing is None:
            st.caption(_("It is not known yet which client this is about. First record who it is."))
            return
        _stands(standing)
        if standing.on is not None:
            _liftable(desk, standing)
        elif _may_restrict(desk):
            if st.button(_("Restrict the data"), icon=":material/lock:", key=_RESTRICT):
                drawers.put_open(_RESTRICT)
            if drawers.is_open(_RESTRICT):
                drawers.drawer(_("Restrict the data"), _restricting, desk, on_dismiss=drawers.close)


def _stands(standing: Restriction) -> None:
    if standing.since is None:
        st.markdown(_("The data of this client are not restricted."))
        return
    if standing.on is None:
        st.markdown(_("The data are restricted since %(day)s, but not by this request.", day=standing.since))
        return
    st.markdown(_("This request restricts all data of the client since %(day)s.", day=standing.on))
    if standing.why is not None:
        st.caption(_("Reason: %(why)s.", why=WHY_LABELS[standing.why]))
    if standing.others:
        numbers = ", ".join(standing.others)
        st.caption(
            _("Also restricted by: %(numbers)s. The data stay restricted until all are lifted.", numbers=numbers)
        )


def _may_restrict(desk: Desk) -> bool:
    is_open = desk.case.state != State.FINISHED and desk.case.outcome not in NOT_HONOURED
    return is_open and may(desk.actor.roles, Act.RESTRICTION_SET)


def _liftable(desk: Desk, standing: Restriction) -> None:
    if standing.told_on is None:
        st.caption(_("To lift it, first send the person the letter that says that the restriction ends."))
        return
    st.caption(_("The person was told on %(day)s that the restriction ends.", day=standing.told_on))
    if standing.lifts_on is not None:
        st.caption(_("The letter says that it ends on %(day)s: it cannot be lifted before.", day=standing.lifts_on))
        if standing.lifts_on > session.today():
            return
    if not may(desk.actor.roles, Act.RESTRICTION_LIFT):
        st.caption(_("The privacy officer can lift it."))
        return
    if st.button(_("Lift the restriction"), icon=":material/lock_open:", key=_LIFT):
        drawers.put_open(_LIFT)
    if drawers.is_open(_LIFT):
        drawers.drawer(_("Lift the restriction"), _lifting, desk, standing, on_dismiss=drawers.close)


def _restricting(desk: Desk) -> None:
    form = Form(f"restrict:{desk.case.id}")
    st.markdown(_("While data are restricted, nobody delivers, exports, changes or destroys them."))
    with form.field("why", _("Why are the data restricted?")) as label:
        words = {code: _(sentence) for code, sentence in WHY_LABELS.items()}
        why = forms.choice(label, words, key=f"restrict_why:{form.id}", usual=USUAL_WHY[desk.case.right])
    with form.field("on", _("Restricted since")) as label:
        on = case_forms.day_field(label, desk, f"restrict_on:{form.id}")
    with form.field("body", _("Explanation")) as label:
        body = st.text_area(label, max_chars=1000, key=f"restrict_body:{form.id}")
    confirm.in_drawer(
        form,
        lambda store: restricting.restrict(
            store, desk.actor, desk.seen, event_id=form.id, on=on, why=why, body=body or None
        ),
        say("The data are restricted. Those who got them before are told as soon as it is certain who asks."),
        pressed=st.button(_("Restrict"), type="primary", key="restrict_now"),
        asks=lambda: Question(
            _("Restrict all data of this client?"),
            (
                _("Only the privacy officer can go on using them, with a written reason."),
                _("A notice is made for each recipient who got the data, as soon as it is certain who asks."),
                _("Lifting it is possible only after the person was told."),
            ),
            _("Yes, restrict"),
        ),
        then=drawers.shut,
    )


def _lifting(desk: Desk, standing: Restriction) -> None:
    form = Form(f"lift:{desk.case.id}")
    assert standing.told_on is not None  # noqa: S101 - the button is there only then
    if standing.others:
        st.markdown(_("Another request restricts these data too, so they stay restricted."))
    else:
        st.markdown(_("From then on the data can be delivered, exported, changed and destroyed as before."))
    with form.field("on", _("Lifted on")) as label:
        first = max(standing.told_on, standing.lifts_on or standing.told_on)
        on = case_forms.day_since(label, first, f"lift_on:{form.id}")
    confirm.in_drawer(
        form,
        lambda store: restricting.lift(store, desk.actor, desk.seen, event_id=form.id, on=on),
        say("The restriction was lifted."),
        pressed=st.button(_("Lift"), type="primary", key="lift_now"),
        then=drawers.shut,
    )
