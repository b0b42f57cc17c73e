"""What the privacy officer does with a data breach: the one next step, a correction, closing, opening it again."""

import streamlit as st

from data_layer.breach_lists import Breach
from data_layer.breaches import REOPENINGS, change_breach, close_breach, reopen_breach
from data_layer.errors import ChangedMeanwhile
from data_layer.rules.breaches import Reporting, Step, remaining, reporting
from data_layer.rules.sentences import say
from data_layer.store import Store
from pages.shared import breach_parts, confirm, drawers, forms, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _


def forget(breach_id: int) -> None:
    """The drawer was left: its forms begin anew when it is opened again."""
    for form in ("closing", "reopening", *breach_parts.LABELS):
        forms.forget(_name(form, breach_id))


def next_step(breach: Breach, step: Step) -> None:
    """The step that comes first, with its form."""
    with st.container(border=True):
        drawers.heading(_("Next step: %(step)s", step=breach_parts.LABELS[step]))
        if step is Step.CLOSE:
            _closing(breach)
        else:
            _part(breach, step)


def correcting(breach: Breach) -> None:
    """Any other part of what is kept, to be corrected or done out of turn."""
    step = remaining(breach.handling)[0]
    labels = {part: _(words) for part, words in breach_parts.LABELS.items() if part not in (step, Step.CLOSE)}
    with st.expander(_("Change something else"), icon=":material/edit:"):
        part = forms.choice(_("What do you want to change?"), labels, key=f"breach_part:{breach.id}:{breach.version}")
        if part is not None:
            _part(breach, part)


def reopening(breach: Breach) -> None:
    """A closed breach is opened again, for a reason of the list."""
    form = Form(_name("reopening", breach.id))
    with st.expander(_("Open again"), icon=":material/undo:"), st.form(f"reopening:{form.id}", border=False):
        with form.field("reason", _("Why is it opened again?")) as label:
            labels = {code: _(words) for code, words in REOPENINGS.items()}
            reason = forms.choice(label, labels, key=f"reopening_reason:{form.id}")
        pressed = st.form_submit_button(_("Open again"))
    confirm.in_drawer(
        form,
        lambda store: reopen_breach(store, session.actor(), breach.seen, reason),
        say("The data breach is open again."),
        pressed=pressed,
    )


def _name(part: str, breach_id: int) -> str:
    return f"breach_{part}:{breach_id}"


def _part(breach: Breach, part: str) -> None:
    form = Form(_name(part, breach.id))
    # as it was when the form was first drawn: what somebody else changed since is not overwritten unseen
    known = f"breach_known:{form.id}"
    first: Breach = st.session_state.setdefault(known, breach)
    with st.form(f"part:{form.id}", border=False, enter_to_submit=False):
        handling = breach_parts.fields_of(part, form, first.handling)
        pressed = st.form_submit_button(_("Save"), type="primary")

    def write(store: Store) -> None:
        try:
            change_breach(store, session.actor(), first.seen, handling)
        except ChangedMeanwhile:
            st.session_state[known] = breach  # which stands beneath the form now; to save once more is meant so
            raise

    confirm.in_drawer(form, write, say("Saved: %(what)s.", what=breach_parts.LABELS[part]), pressed=pressed)


def _closing(breach: Breach) -> None:
    form = Form(_name("closing", breach.id))
    st.markdown(_("All that the law asks for was done. Is everything recorded?"))
    is_reported = reporting(breach.handling, session.the_store().clock()) is not Reporting.NOT_NEEDED
    confirm.in_drawer(
        form,
        lambda store: close_breach(store, session.actor(), breach.seen),
        say("The data breach is closed."),
        pressed=st.button(_("Close it"), type="primary", key=f"close_breach:{form.id}"),
        asks=lambda: Question(
            _("Close %(number)s?", number=breach.number),
            [
                _("It was reported to the data protection authority.")
                if is_reported
                else _("It was not reported; your reason is kept with it."),
                _("It stays in the register. It can be changed only after you open it again."),
            ],
            _("Yes, close it"),
        ),
    )
