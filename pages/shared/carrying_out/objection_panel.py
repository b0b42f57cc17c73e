"""The work of an objection: what it is against, that the data are restricted meanwhile, and how it was decided."""

import streamlit as st

from data_layer.carrying_out import objecting
from data_layer.carrying_out.objecting import DECISION_LABELS, OBJECTABLE, Decision, Objection
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.request_course import NOT_HONOURED
from data_layer.rules.sentences import say
from data_layer.vocabulary import PURPOSES
from pages.shared import forms
from pages.shared.case_forms import words_key, written
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, plain


def shown(desk: Desk) -> None:
    """What the client objects to and what was decided; the forms to record and to decide it."""
    if desk.case.client_id is None:
        st.info(_("Choose the client first: then you can record the objection."), icon=":material/person_search:")
        return
    with desk.reading() as reader:
        found = objecting.of_request(reader, desk.case.id)
    for objection in found:
        _facts(objection)
    if desk.case.finished_on is not None:
        return
    waiting = [objection for objection in found if objection.waits or objection.lacks_reasons]
    if waiting:
        if desk.case.restricted_since:
            st.caption(_("All data of the client are restricted until this is decided."))
        if may(desk.actor.roles, Act.OBJECTION_DECIDE):
            _deciding(desk, waiting)
        else:
            st.caption(_("The privacy officer decides on an objection."))
    left = [purpose for purpose in OBJECTABLE if purpose not in {objection.purpose for objection in found}]
    if left and desk.case.outcome not in NOT_HONOURED and may(desk.actor.roles, Act.RESTRICTION_SET):
        if not found:
            _recording(desk, left)
        else:
            with st.expander(_("Record another objection"), icon=":material/add:"):
                _recording(desk, left)


def _facts(objection: Objection) -> None:
    with st.container(border=True, gap="xsmall"):
        purpose = _(PURPOSES[objection.purpose])
        st.markdown(f"**{capitalised(purpose)}**")
        st.caption(_("The client objects since %(day)s.", day=objection.since))
        if objection.decision is None or objection.decided_on is None:
            if objection.ended_on is None:
                st.badge(_("not decided yet"), color="orange")
            else:
                st.markdown(_("Ended with the request on %(day)s.", day=objection.ended_on))
            return
        decision = _("%(what)s (%(day)s)", what=DECISION_LABELS[objection.decision], day=objection.decided_on)
        st.markdown(capitalised(decision))
        if objection.lacks_reasons:
            st.caption(_("The reasons were lost when a backup was put back. Record the decision again, with them."))
        elif objection.reasons:
            st.text(objection.reasons)


def _recording(desk: Desk, purposes: list[int]) -> None:
    form = Form(f"objecting:{desk.case.id}")
    st.caption(
        _(
            "Objection is possible only where the school uses data for an interest of its own. What rests on an"
            " agreement, a law or a consent cannot be objected to: say so in the answer."
        )
    )
    with st.form(f"objecting:{form.id}"):
        with form.field("purposes", _("The client objects to")) as label:
            st.markdown(label)
            chosen = [one for one in purposes if st.checkbox(_(PURPOSES[one]), key=f"objecting:{form.id}:{one}")]
        pressed = st.form_submit_button(_("Record the objection"), type=desk.loud)
    written(
        desk,
        form,
        lambda store: objecting.object_to(store, desk.actor, desk.seen, event_id=form.id, purposes=chosen),
        say("The objection is recorded, and the data are restricted until it is decided."),
        pressed=pressed,
        asks=lambda: Question(
            _("Record the objection?"),
            [
                *(_(PURPOSES[one]) for one in chosen),
                _("All data of the client are restricted at once, until the privacy officer decides."),
                _("Recipients who got data of the client are told of that, as soon as it is certain who asks."),
            ],
            _("Yes, record it"),
        ),
    )


def _deciding(desk: Desk, waiting: list[Objection]) -> None:
    form = Form(f"weighing:{desk.case.id}")
    labels = {objection.id: _(PURPOSES[objection.purpose]) for objection in waiting}
    decisions = {decision: _(words) for decision, words in DECISION_LABELS.items()}
    with st.form(f"weighing:{form.id}"):
        with form.field("objection_id", _("Objection to")) as label:
            which = forms.choice(label, labels, key=words_key("weighing", form.id), usual=waiting[0].id)
        with form.field("decision", _("Decision")) as label:
            decision = forms.choice(label, decisions, key=words_key("weighing_decision", form.id))
        with form.field("reasons", _("Reasons, in words for the person")) as label:
            reasons = st.text_area(
                label,
                height="content",
                help=_("Needed to reject it: the grounds of the school must weigh more than those of the person."),
                key=f"weighing_reasons:{form.id}",
                max_chars=LONGEST_TEXT,
            )
        pressed = st.form_submit_button(_("Decide"), type=desk.loud)
    written(
        desk,
        form,
        lambda store: objecting.decide(
            store, desk.actor, desk.seen, event_id=form.id, objection_id=which, decision=decision, reasons=reasons
        ),
        say("The decision is recorded. Tell the person before you lift the restriction."),
        pressed=pressed,
        asks=lambda: Question(_("Decide on this objection?"), _consequences(decision, which, labels), _("Yes, decide")),
    )


def _consequences(decision: Decision | None, which: int | None, labels: dict[int, str]) -> list[str]:
    about = plain(labels.get(which or 0, ""))
    if decision is Decision.UPHELD:
        follows = _("Deliveries leave this client out from now on, where they rest on an interest of the school.")
    else:
        follows = _("The objection ends today. The letter gives the person your reasons.")
    return [about, follows, _("The decision cannot be changed afterwards.")]
