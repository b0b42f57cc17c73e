"""Adding the person's own statement beside data that stay as they are."""

import streamlit as st

from data_layer.carrying_out import statements
from data_layer.categories import CATEGORIES
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers
from pages.shared.forms import Form, choice
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, language

NAME = "add_statement"


def opened(desk: Desk) -> None:
    """Draws the drawer if it is open."""
    if drawers.is_open(NAME):
        drawers.drawer(_("Add a statement"), _drawn, desk, dismissible=False, on_dismiss=drawers.close)


def _drawn(desk: Desk) -> None:
    if st.button(_("Close"), icon=":material/close:", type="tertiary", key="close_statement"):
        drawers.shut()
    st.markdown(
        _(
            "Does the school not change the data? Then the person may add a statement. It stays with these data, goes"
            " along in an export of the dossier, and goes when they go."
        )
    )
    form = Form(f"statement:{desk.case.id}")
    with st.form(f"statement:{form.id}", enter_to_submit=False, border=False):
        labels = {category.code: capitalised(_(category.label)) for category in CATEGORIES}
        with form.field("category", _("Which data is it about?")) as label:
            category = choice(label, labels, key=f"statement_category:{form.id}:{language()}")
        with form.field("body", _("What the person says")) as label:
            body = st.text_area(label, height=200, max_chars=statements.LONGEST, key=f"statement_body:{form.id}")
        pressed = st.form_submit_button(_("Save"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: statements.add(
            store, desk.actor, desk.seen, event_id=form.id, category=category or "", body=body
        ),
        say("The statement was added."),
        pressed=pressed,
        then=drawers.shut,
    )
