"""The steps of the overview of a request for access, on its panel: making it, reading it, sending it."""

import streamlit as st

from data_layer.carrying_out import overview
from data_layer.carrying_out.overview import Made
from data_layer.rules.sentences import say
from pages.shared.case_forms import day_since, language_field, words_key, written
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, day


def make(desk: Desk, *, is_next: bool) -> None:
    """Making it, in the language of the person."""
    form = Form(f"overview_make:{desk.case.id}")
    with st.form(f"{form.name}:{form.id}", border=False):
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        with left, form.field("language", _("Language of the overview")) as label:
            language = language_field(label, desk.case.language, words_key("overview_language", form.id))
        pressed = right.form_submit_button(_("Make the overview"), type=desk.loud if is_next else "secondary")
    written(
        desk,
        form,
        lambda store: overview.make(store, desk.actor, desk.seen, event_id=form.id, language=language),
        say("The overview is made; it lies with the documents. Download it and read it."),
        pressed=pressed,
    )


def review(desk: Desk, made: Made) -> None:
    """That somebody read it."""
    form = Form(f"overview_review:{made.id}")
    written(
        desk,
        form,
        lambda store: overview.review(store, desk.actor, desk.seen, event_id=form.id, document_id=made.id),
        say("It is recorded that you read the overview."),
        pressed=st.button(_("I read it"), type=desk.loud, key=f"overview_read:{made.id}"),
        asks=lambda: Question(
            _("Did you read the whole overview?"),
            [
                _("You read all texts in it, and what is about somebody else is blacked out."),
                _("After this it can be sent."),
            ],
            _("Yes, it may be sent"),
        ),
    )


def send(desk: Desk, made: Made) -> None:
    """That it left."""
    form = Form(f"overview_send:{made.id}")
    with st.form(f"{form.name}:{form.id}", border=False):
        left, right = st.columns([2, 3], vertical_alignment="bottom")
        with left, form.field("sent_on", _("Overview sent on")) as label:
            on = day_since(label, made.reviewed_on or made.made_on, f"overview_day:{form.id}")
        pressed = right.form_submit_button(_("The overview was sent"), type=desk.loud)
    written(
        desk,
        form,
        lambda store: overview.send(store, desk.actor, desk.seen, event_id=form.id, document_id=made.id, sent_on=on),
        say("It is recorded that the overview was sent."),
        pressed=pressed,
        asks=lambda: Question(
            _("Was this overview sent?"),
            [_("It was sent on %(day)s. This cannot be undone.", day=day(on))],
            _("Yes, it was sent"),
        ),
    )
