"""What the privacy officer does with a hold: looks at it again, or lifts it; a question comes before either."""

import streamlit as st

from data_layer.hold_lists import Hold
from data_layer.holding import lift, review
from data_layer.rules.sentences import say
from pages.shared import confirm, forms, hold_words, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, in_words


def forget(hold_id: int) -> None:
    """The drawer was left: its forms begin anew when it is opened again."""
    for name in ("reviewing", "lifting"):
        forms.forget(f"{name}:{hold_id}")


def offered(hold: Hold) -> None:
    """The two forms, closed until one is chosen."""
    with st.expander(_("It is still needed"), icon=":material/event_repeat:"):
        _reviewing(hold)
    with st.expander(_("Lift the hold"), icon=":material/undo:"):
        _lifting(hold)


def _reviewing(hold: Hold) -> None:
    form = Form(f"reviewing:{hold.id}")
    with st.form(f"reviewing:{form.id}", border=False, enter_to_submit=False):
        remark = hold_words.words_field(form, "remark", _("Why must the data still be held?"))
        review_on = hold_words.review_field(form)
        owner_id = hold_words.owner_field(form, hold.owner_id)
        pressed = st.form_submit_button(_("Keep holding"))
    confirm.in_drawer(
        form,
        lambda store: review(
            store, session.actor(), seen=hold.seen, review_on=review_on, remark=remark, owner_id=owner_id
        ),
        say("The review was recorded."),
        pressed=pressed,
        asks=lambda: Question(
            _("Keep holding these data?"),
            [
                _(
                    "Until the hold is lifted they are not destroyed. Look at it again on %(day)s.",
                    day=in_words(review_on),
                )
            ],
            _("Yes, keep holding"),
        ),
    )


def _lifting(hold: Hold) -> None:
    form = Form(f"lifting:{hold.id}")
    with st.form(f"lifting:{form.id}", border=False, enter_to_submit=False):
        why = hold_words.words_field(form, "why", _("Why need they not be held any more?"))
        with form.field("lifted_on", _("Last day of the hold")) as label:
            lifted_on = st.date_input(label, session.today(), format=DAY_FORMAT, key=f"hold_lifted_on:{form.id}")
        pressed = st.form_submit_button(_("Lift the hold"))
    confirm.in_drawer(
        form,
        lambda store: lift(store, session.actor(), seen=hold.seen, lifted_on=lifted_on, why=why),
        say("The hold was lifted."),
        pressed=pressed,
        asks=lambda: Question(
            _("Lift this hold?"),
            [
                _("What is past its retention period is due for deletion from the next day on."),
                _("This cannot be undone. If need be, set a new hold."),
            ],
            _("Yes, lift it"),
        ),
    )
