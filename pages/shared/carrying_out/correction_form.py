"""The form of a record that is corrected, completed or removed on request, with the question before it is saved."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from data_layer.carrying_out import correcting as acts
from data_layer.categories import Field, RecordKind
from data_layer.record_checks import Values
from data_layer.record_lists import Record
from data_layer.record_writes import RecordChanged
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.store import Store
from pages.shared import confirm, drawers, record_history, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.record_drawer import Known
from pages.shared.record_fields import field_input
from pages.shared.record_words import value_words
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, plain

_KNOWN = "known_of_corrected"  # the records as they were first drawn, by the id of their form


def forget() -> None:
    """Forgets how records were first drawn: the drawer begins anew."""
    st.session_state.pop(_KNOWN, None)


def adding(desk: Desk, kind: RecordKind) -> None:
    """The form of a record that is missing."""
    form = Form(f"complete:{desk.case.id}:{kind.code}")
    with st.form(f"complete:{form.id}", enter_to_submit=False, border=False):
        asked = kind.asked(of_new=True)
        typed = {field.column: field_input(form, field, f"{field.column}:{form.id}") for field in asked}
        pressed = st.form_submit_button(_("Add"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: acts.add(store, desk.actor, desk.seen, event_id=form.id, kind=kind, typed=typed),
        say("Added: %(what)s.", what=kind.one),
        pressed=pressed,
        asks=lambda: _question(kind, {}, typed, _("Add this?"), _("Yes, add it")),
        then=drawers.shut,
    )


def correcting(desk: Desk, kind: RecordKind, record: Record, held_since: date | None) -> None:
    """The form of a record that is there, what stands there now beside each field; and the way to remove it.

    While a hold keeps the data, the privacy officer is asked why something must go all the same.
    """
    form = Form(f"correct:{desk.case.id}:{kind.code}:{record.id}")
    known: Known = st.session_state.setdefault(_KNOWN, {}).setdefault(form.id, Known(record))
    with st.form(f"correct:{form.id}", enter_to_submit=False, border=False):
        typed = _side_by_side(form, kind.asked(of_new=False), known.seen)
        why = _why(desk, form, held_since, _("Only needed when you make a field empty."))
        pressed = st.form_submit_button(_("Save"), type="primary")

    def write(store: Store) -> None:
        upon = known.now.version if known.now else None
        try:
            acts.correct(
                store, desk.actor, desk.seen, event_id=form.id, kind=kind, known=known.seen, typed=typed, upon=upon,
                why=why,
            )  # fmt: skip
        except RecordChanged as error:
            known.now = error.now
            raise

    confirm.in_drawer(
        form,
        write,
        say("Saved: %(what)s.", what=kind.one),
        pressed=pressed,
        asks=lambda: _question(kind, known.seen.values, typed, _("Save this?"), _("Yes, save it")),
        then=drawers.shut,
    )
    if known.now is not None:
        record_history.differences(kind, known.seen, known.now)
    _removing(desk, kind, known, held_since)


def _why(desk: Desk, form: Form, held_since: date | None, help_text: str | None = None) -> str | None:
    if held_since is None or not may(desk.actor.roles, Act.HOLD_LIFT):
        return None
    with form.field("reason_text", _("Why it goes, although it is held since %(day)s", day=held_since)) as label:
        return st.text_input(label, max_chars=200, key=f"why_{form.name}:{form.id}", autocomplete="off", help=help_text)


def _side_by_side(form: Form, asked: Sequence[Field], seen: Record) -> dict[str, Any]:
    typed = {}
    for field in asked:
        value = seen.values[field.column]
        left, right = st.columns([2, 3], vertical_alignment="top")
        with left.container(gap="xxsmall"):
            st.caption(_("%(field)s now", field=field.label))
            st.text(value_words(field, value) or "–")
        with right:
            typed[field.column] = field_input(form, field, f"{field.column}:{form.id}", value)
    return typed


def _question(kind: RecordKind, known: Values, typed: Values, title: str, yes: str) -> Question:
    lines = [
        _(
            "%(field)s: %(before)s becomes %(after)s",
            field=one.field.label,
            before=plain(value_words(one.field, one.was)) or "–",
            after=plain(value_words(one.field, one.becomes)) or "–",
        )
        for one in acts.differences(kind, known, typed, session.today())
    ]
    return Question(title, ["\n".join(f"- {line}" for line in lines), *_follows()], yes)


def _follows() -> tuple[str, str]:
    return (
        _("No import changes this back."),
        _("Everybody who got these data is to be told: a notice for each is prepared at this request."),
    )


def _removing(desk: Desk, kind: RecordKind, known: Known, held_since: date | None) -> None:
    is_empty = all(value is None for value in known.seen.values.values())
    if is_empty or (kind.is_of_person and not kind.may_be_empty):
        return
    form = Form(f"uncorrect:{desk.case.id}:{kind.code}:{known.seen.id}")
    with st.expander(_("This is not the client's at all"), icon=":material/delete:"):
        with st.form(f"uncorrect:{form.id}", enter_to_submit=False, border=False):
            why = _why(desk, form, held_since)
            pressed = st.form_submit_button(_("Remove"))
        confirm.in_drawer(
            form,
            lambda store: acts.remove(
                store, desk.actor, desk.seen, event_id=form.id, kind=kind, known=known.now or known.seen, why=why
            ),
            say("Removed: %(what)s.", what=kind.one),
            pressed=pressed,
            asks=lambda: Question(_("Remove this?"), _follows(), _("Yes, remove it")),
            then=drawers.shut,
        )
