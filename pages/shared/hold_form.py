"""The drawer in which somebody holds data back from destruction: of one client, or of several at once."""

from datetime import date

import streamlit as st

from data_layer.disclosure_facts import split_numbers
from data_layer.holding import set_hold
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.holds import HoldKind
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers, forms, hold_words, session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, plain

_FIRST_DAY = date(2000, 1, 1)


def offered(number: str | None = None) -> None:
    """The button that opens the form, for those who may; with the number of a client only for that one."""
    if not may(session.actor().roles, Act.HOLD_SET):
        return
    name = f"hold:{number or ''}"
    if st.button(_("Set a hold"), icon=":material/front_hand:", key="set_hold"):
        drawers.put_open(name)
    if drawers.is_open(name):

        def closed() -> None:
            forms.forget(name)
            drawers.close()

        # not by a click beside it, which would lose what was typed
        drawers.drawer(_("Set a hold"), _drawn, name, number, dismissible=False, on_dismiss=closed)


def _drawn(name: str, number: str | None) -> None:
    form = Form(name)
    if st.button(_("Close"), icon=":material/close:", type="tertiary", key=f"close:{form.id}"):
        forms.forget(name)
        drawers.shut()
    st.markdown(_("As long as a hold stands, what it is about is not destroyed. Lift it as soon as it is not needed."))
    numbers = (number,) if number else _numbers(form)
    if number:
        st.markdown(_("Client %(number)s", number=plain(number)))
    kind = _kind(form)
    reason = hold_words.words_field(form, "reason", _("Reason"))
    categories = hold_words.categories_field(form)
    left, right = st.columns(2)
    with left, form.field("since", _("Held since")) as label:
        since = st.date_input(
            label, session.today(), min_value=_FIRST_DAY, format=DAY_FORMAT, key=f"hold_since:{form.id}"
        )
    with right:
        review_on = hold_words.review_field(form)
    owner_id = hold_words.owner_field(form, session.actor().staff_id)
    confirm.in_drawer(
        form,
        lambda store: set_hold(
            store,
            session.actor(),
            id=form.id,
            numbers=numbers,
            kind=kind,
            categories=categories,
            owner_id=owner_id,
            reason=reason,
            since=since,
            review_on=review_on,
        ),
        say("The hold was set."),
        pressed=st.button(_("Hold these data"), type="primary", key="save_hold"),
        then=drawers.shut,
    )


def _kind(form: Form) -> str | None:
    kinds = {kind.value: _(HOLD_LABELS[kind]) for kind in HoldKind}
    with form.field("kind", _("What are the data held for?")) as label:
        return forms.choice(label, kinds, key=f"hold_kind:{form.id}")


def _numbers(form: Form) -> tuple[str, ...]:
    with form.field("client_numbers", _("Client numbers")) as label:
        typed = st.text_area(
            label,
            height="content",
            placeholder=_("Several: with spaces, commas or each on a line."),
            key=f"hold_numbers:{form.id}",
            max_chars=LONGEST_TEXT,
        )
    return split_numbers(typed or "")
