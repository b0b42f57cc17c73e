"""The drawer in which somebody says that they are away, and who does their work meanwhile."""

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from data_layer import replacing
from data_layer.replacing import Colleague
from data_layer.rules.access import Act, Role, may
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers, forms, session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, plain

_NAME = "absence"


def offered(people: Sequence[Colleague]) -> None:
    """The button that opens the drawer, for those who may be replaced."""
    actor = session.actor()
    if not may(actor.roles, Act.STAFF_REPLACE):
        return
    me = next((person for person in people if person.id == actor.staff_id), None)
    words = _("I am away")
    if me is not None and me.is_away:
        words = _("You are away")
    if st.button(words, icon=":material/event_busy:", type="tertiary", key="absence"):
        drawers.put_open(_NAME)
    if drawers.is_open(_NAME):
        drawers.drawer(_("Away"), _drawn, tuple(people), dismissible=False, on_dismiss=_forget)


def replaced(people: Sequence[Colleague]) -> None:
    """Says whom the person at the screen replaces now, and how long."""
    for person in people:
        if person.replaced_by == session.actor().staff_id:
            st.caption(
                _("You replace %(name)s up to and including %(until)s.", name=plain(person.name), until=person.until)
                if person.until
                else _("You replace %(name)s.", name=plain(person.name))
            )


def _drawn(people: Sequence[Colleague]) -> None:
    if st.button(_("Close"), icon=":material/close:", type="tertiary", key="absence_close"):
        _shut()
    st.markdown(_("Whoever replaces somebody sees that work among their own until the last day."))
    away = _who(people)
    if away is None:
        return
    if away.is_away:
        _is_away(away)
    form = Form(f"{_NAME}:{away.id}")
    names = {person.id: person.name for person in people if person.id != away.id and not person.is_away}
    with form.field("by", _("Who does the work"), "handler_id") as label:
        by = forms.choice(label, names, key=f"absence_by:{form.id}", usual=away.replaced_by)
    with form.field("until", _("Up to and including")) as label:
        until = st.date_input(
            label, away.until, min_value=session.today(), format=DAY_FORMAT, key=f"absence_until:{form.id}"
        )
    confirm.in_drawer(
        form,
        lambda store: replacing.replace(
            store, session.actor(), staff_id=away.id, by=by, until=until, version=away.version
        ),
        say("The replacement is saved."),
        pressed=st.button(_("Save"), type="primary", key=f"absence_save:{form.id}"),
        then=_shut,
    )


def _who(people: Sequence[Colleague]) -> Colleague | None:
    """Whose absence it is: one's own; the privacy officer chooses."""
    actor = session.actor()
    by_id = {person.id: person for person in people}
    if Role.PRIVACY_OFFICER not in actor.roles:
        return by_id.get(actor.staff_id)
    names = {person.id: person.name for person in people}
    chosen = forms.choice(_("Who is away"), names, key="absence_who", usual=actor.staff_id)
    return by_id.get(chosen or 0)


def _is_away(away: Colleague) -> None:
    facts = {"replacement": plain(away.replacement or away.gone), "name": plain(away.name)}
    if away.gone:
        words = _(
            "%(replacement)s was to replace %(name)s, but does not handle requests any more: nobody does this work."
            " Choose somebody else.",
            **facts,
        )
        st.warning(words, icon=":material/person_off:")
    else:
        words = _("%(replacement)s replaces %(name)s.", **facts)
        if away.until:
            words = _("%(replacement)s replaces %(name)s up to and including %(until)s.", until=away.until, **facts)
        st.info(words, icon=":material/event_busy:")
    form = Form(f"{_NAME}_end:{away.id}")
    confirm.in_drawer(
        form,
        lambda store: replacing.end(store, session.actor(), staff_id=away.id, version=away.version),
        say("The replacement has ended."),
        pressed=st.button(_("End the replacement"), icon=":material/event_available:", key=f"absence_end:{form.id}"),
        then=_shut,
    )


def _forget() -> None:
    for name in [str(key) for key in st.session_state if str(key).startswith(f"draft:{_NAME}")]:
        st.session_state.pop(name, None)
    drawers.close()


def _shut() -> NoReturn:
    _forget()
    st.rerun()
