"""The forms about a recipient: adding one, changing it, ending and resuming the exchange."""

import streamlit as st

from data_layer import recipient_changes, recipients, strangers
from data_layer.recipients import Recipient
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from pages.shared import choices, confirm, drawers, recipient_fields, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _, plain

SAVED = say("The recipient was changed.")


def new() -> None:
    """The form for a recipient that is not known yet; once it is saved its drawer opens."""
    form = Form("recipient:new")
    store, actor, own_id = session.the_store(), session.actor(), form.id
    st.markdown(_("The privacy statement will not name this recipient. Add it there too, in paragraph 7."))
    with st.form(f"recipient:{form.id}", enter_to_submit=False, border=False):
        facts = recipient_fields.facts(form)
        pressed = st.form_submit_button(_("Save"), type="primary")

    def opened() -> None:
        drawers.close()
        with store.read(actor, Act.RECIPIENT_VIEW) as reader:
            st.query_params[choices.RECIPIENT] = recipients.the_recipient(reader, own_id).code
        st.rerun()

    confirm.in_drawer(
        form,
        lambda where: recipient_changes.add(where, actor, id=own_id, facts=facts),
        say("The recipient was added."),
        pressed=pressed,
        then=opened,
    )


def offered(recipient: Recipient) -> None:
    """What the privacy officer may change of this recipient."""
    with st.expander(_("Change"), icon=":material/edit:"):
        if recipient.is_stranger:
            _stranger(recipient)
        elif recipient.in_statement:
            _contact(recipient)
        else:
            _all_facts(recipient)
    if not recipient.is_stranger:
        _ending(recipient)


def _form(recipient: Recipient, what: str) -> Form:
    # once somebody changed the recipient, the form begins anew with what stands there then
    return Form(f"{what}:{recipient.id}:{recipient.version}")


def _all_facts(recipient: Recipient) -> None:
    form = _form(recipient, "recipient")
    with st.form(f"recipient:{form.id}", enter_to_submit=False, border=False):
        facts = recipient_fields.facts(form, recipient)
        pressed = st.form_submit_button(_("Save"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: recipient_changes.change_facts(store, session.actor(), recipient.id, recipient.version, facts),
        SAVED,
        pressed=pressed,
    )


def _contact(recipient: Recipient) -> None:
    form = _form(recipient, "contact")
    st.caption(_("What it gets, and what for, follows from the privacy statement."))
    with st.form(f"contact:{form.id}", enter_to_submit=False, border=False):
        legal_name, contact = recipient_fields.reached(form, recipient)
        pressed = st.form_submit_button(_("Save"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: recipient_changes.change_contact(
            store, session.actor(), recipient.id, recipient.version, legal_name=legal_name, contact=contact
        ),
        SAVED,
        pressed=pressed,
    )


def _stranger(recipient: Recipient) -> None:
    form = _form(recipient, "stranger")
    with st.form(f"stranger:{form.id}", enter_to_submit=False, border=False):
        typed = recipient_fields.stranger(form, recipient)
        pressed = st.form_submit_button(_("Save"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: strangers.correct(store, session.actor(), recipient.id, recipient.version, typed),
        say("It was changed, also where it stands in the register."),
        pressed=pressed,
    )


def _ending(recipient: Recipient) -> None:
    form = _form(recipient, "ending")
    if not recipient.active:
        pressed = st.button(_("Exchange data again"), icon=":material/play_arrow:", key=f"resume:{form.id}")
        confirm.in_drawer(
            form,
            lambda store: recipient_changes.resume(store, session.actor(), recipient.id, recipient.version),
            say("Data may be exchanged with %(name)s again.", name=recipient.name),
            pressed=pressed,
        )
        return
    confirm.in_drawer(
        form,
        lambda store: recipient_changes.end(store, session.actor(), recipient.id, recipient.version),
        say("The exchange with %(name)s was ended.", name=recipient.name),
        pressed=st.button(_("End the exchange"), icon=":material/block:", key=f"end:{form.id}"),
        asks=lambda: Question(
            _("End the exchange with %(name)s?", name=plain(recipient.name)),
            [_("From then on nothing can be delivered there. What went there stays in the register.")],
            _("Yes, end it"),
        ),
    )
