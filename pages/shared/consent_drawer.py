"""The drawer in which a consent is recorded: its text is proposed for what is chosen, and kept as it stands."""

from datetime import date

import streamlit as st

from data_layer import consents
from data_layer.clients import Client
from data_layer.consent_checks import HEALTH_PURPOSE
from data_layer.consent_texts import proposed
from data_layer.consents import HOW_LABELS
from data_layer.recipients import Recipient
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.sentences import say
from data_layer.vocabulary import PURPOSES
from pages.shared import confirm, drawers, forms, session
from pages.shared.forms import Form
from pages.shared.record_fields import language_names
from pages.shared.wording import DAY_FORMAT, _, language, plain

_FIRST_DAY = date(1900, 1, 1)


def drawn(client: Client, known: list[Recipient]) -> None:
    """The form; `known` are the recipients with whom data are exchanged now."""
    form = Form(f"consent:{client.id}")
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    with form.field("purpose", _("What does the client agree to?")) as label:
        purpose = forms.choice(label, purposes, key=f"consent_purpose:{form.id}")
    names = {recipient.id: plain(recipient.name) for recipient in known if not recipient.is_outside_eea}
    with form.field("recipient", _("Who gets the data?")) as label:
        recipient_id = st.selectbox(
            label,
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Nobody: only the school uses them"),
            key=f"consent_recipient:{form.id}",
        )
    about_health = False
    if purpose == HEALTH_PURPOSE and recipient_id is None:
        with form.field("about_health", _("Concerns health")) as label:
            about_health = st.checkbox(
                label,
                help=_("Then preconditions that concern health may be recorded, as long as the consent stands."),
                key=f"consent_health:{form.id}",
            )
    languages = _languages(client.language)
    with form.field("language", _("Language of the text")) as label:
        shown_in = forms.choice(label, languages, usual="nl", key=f"consent_language:{form.id}")
    recipient = next((one for one in known if one.id == recipient_id), None)
    text = proposed(purpose or 0, recipient, shown_in or "", about_health=about_health)
    with form.field("shown_text", _("Exact text that was shown or read out")) as label:
        shown_text = st.text_area(
            label,
            text or "",
            height=220,
            max_chars=LONGEST_TEXT,
            help=_("Change it to what the client really saw. It is kept exactly as it stands here."),
            key=f"consent_text:{form.id}:{purpose}:{recipient_id}:{about_health}:{shown_in}",
        )
    if purpose and shown_in and text is None:
        st.caption(_("There is no ready-made text in this language: put down the one that was used."))
    ways = {code: _(words) for code, words in HOW_LABELS.items()}
    with form.field("how", _("How did the client agree?")) as label:
        how = forms.choice(label, ways, key=f"consent_how:{form.id}")
    with form.field("given_on", _("Given on")) as label:
        given_on = st.date_input(
            label, session.today(), min_value=_FIRST_DAY, format=DAY_FORMAT, key=f"consent_given_on:{form.id}"
        )
    confirm.in_drawer(
        form,
        lambda store: consents.give(
            store,
            session.actor(),
            id=form.id,
            client_id=client.id,
            purpose=purpose,
            recipient_id=recipient_id,
            about_health=about_health,
            shown_text=shown_text,
            language=shown_in,
            how=how,
            given_on=given_on,
        ),
        say("The consent was recorded."),
        pressed=st.button(_("Record"), type="primary", key="give_consent"),
        then=drawers.shut,
    )


def _languages(own: str | None) -> dict[str, str]:
    """All languages by their names, with those that have a ready-made text and the client's own at the top."""
    names = language_names(language())
    first = [code for code in dict.fromkeys(("nl", "en", own or "nl")) if code in names]
    return {code: names[code] for code in (*first, *names)}
