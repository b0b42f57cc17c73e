"""The work of a withdrawal of consent: what the client agreed to, what is withdrawn, and what was stopped."""

import streamlit as st

from data_layer import consents
from data_layer.carrying_out import withdrawing
from data_layer.consents import Consent
from data_layer.rules.access import Act, may
from data_layer.rules.request_course import NOT_HONOURED
from data_layer.rules.sentences import say
from pages.shared.case_forms import day_field, written
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, _n, plain


def shown(desk: Desk) -> None:
    """What was ended because of this request, what still stands, and the form to end it."""
    client_id = desk.case.client_id
    if client_id is None:
        st.info(_("Choose the client first: then you see here what was agreed to."), icon=":material/person_search:")
        return
    with desk.reading() as reader:
        standing, ended = withdrawing.standing(reader, client_id), withdrawing.ended_by(reader, desk.case.id)
        is_held = consents.held_since(reader, client_id) is not None if any(one.resting for one in standing) else False
    for one in ended:
        what = _(consents.what_for(one.purpose, one.recipient, about_health=one.about_health))
        words = _("%(what)s: ended on %(day)s", what=what, day=one.withdrawn_on)
        st.markdown(f":material/check_circle: {plain(words)}")
    if not standing:
        st.caption(_("No other consent stands.") if ended else _("The client has given no consent that still stands."))
    elif _may_work(desk):
        _withdrawing(desk, standing, is_held=is_held)


def _may_work(desk: Desk) -> bool:
    is_open = desk.case.finished_on is None and desk.case.outcome not in NOT_HONOURED
    return is_open and may(desk.actor.roles, Act.CONSENT_WITHDRAW)


def _withdrawing(desk: Desk, standing: list[Consent], *, is_held: bool) -> None:
    form = Form(f"ending:{desk.case.id}")
    if not is_held and desk.case.identified_on is None and any(one.resting for one in standing):
        st.caption(
            _(
                "A withdrawal is carried out on the same day. Data about health are erased with their consent: for that"
                " it must be certain who asks. That a colleague knows the person is enough."
            )
        )
    else:
        st.caption(_("A withdrawal is carried out on the same day. It need not be certain who asks: it harms nobody."))
    with st.form(f"ending:{form.id}"):
        with form.field("consents", _("What the person withdraws")) as label:
            st.markdown(label)
            chosen = [one for one in standing if st.checkbox(_words(one), key=f"ending:{form.id}:{one.id}")]
        with st.container(width=220), form.field("withdrawn_on", _("Withdrawn on")) as label:
            on = day_field(label, desk, f"ending_day:{form.id}")
        pressed = st.form_submit_button(_("End these consents"), type=desk.loud)
    written(
        desk,
        form,
        lambda store: withdrawing.withdraw(
            store, desk.actor, desk.seen, event_id=form.id, consent_ids=[one.id for one in chosen], on=on
        ),
        say("The consents ended, and with them what was done because of them."),
        pressed=pressed,
        asks=lambda: _question(chosen, is_held=is_held),
    )


def _words(consent: Consent) -> str:
    what = _(consents.what_for(consent.purpose, consent.recipient, about_health=consent.about_health))
    return plain(_("%(what)s (given on %(day)s)", what=what, day=consent.given_on))


def _question(chosen: list[Consent], *, is_held: bool) -> Question:
    follows = [_words(one) for one in chosen]
    follows.append(_("From then on this may no longer be done with the data of the client. This cannot be undone."))
    if any(one.recipient for one in chosen):
        follows.append(
            _("A file for a recipient that is made and not sent, and rests on it, cannot be fetched any more.")
        )
    resting = sum(one.resting for one in chosen)
    if resting and is_held:
        follows.append(
            _n(
                "One precondition that concerns health stays because of a hold.",
                "%(n)s preconditions that concern health stay because of a hold.",
                resting,
            )
        )
    elif resting:
        follows.append(
            _n(
                "One precondition that concerns health is removed at once.",
                "%(n)s preconditions that concern health are removed at once.",
                resting,
            )
        )
        follows.append(_("Recipients who got them are to be told of that."))
    return Question(_("End these consents?"), follows, _("Yes, end them"))
