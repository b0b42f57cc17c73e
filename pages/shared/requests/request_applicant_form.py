"""The form that says who asks: the person concerned, or somebody on their behalf."""

import streamlit as st

from data_layer.requests import request_applicant
from data_layer.requests.request_case import APPLICANT_LABELS, Applicant
from data_layer.rules.checks import LONGEST_LINE
from data_layer.rules.sentences import say
from pages.shared import forms
from pages.shared.case_forms import form, save, words_key, written
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _


def applicant(desk: Desk) -> None:
    """Who asks, and where the answer goes."""
    case = desk.case
    if case.identified_on or case.authorised_on:
        st.caption(_("If somebody else asks than was recorded, make sure again who it is, and that they may ask."))
    labels = {kind: _(words) for kind, words in APPLICANT_LABELS.items()}
    kind = st.radio(
        _("Who asks?"),
        list(labels),
        index=list(labels).index(case.applicant_kind),
        format_func=labels.__getitem__,
        horizontal=True,
        key=words_key("applicant_kind", forms.draft_id(desk.draft)),
    )
    name = None
    with form(desk, "applicant") as drawn:
        if kind is not Applicant.SELF:
            with drawn.field("name", _("Name of who asks"), "kind") as label:
                name = st.text_input(
                    label,
                    case.applicant_name or "",
                    key=f"applicant_name:{drawn.id}",
                    autocomplete="off",
                    max_chars=max(LONGEST_LINE, len(case.applicant_name or "")),
                )
        with drawn.field("contact", _("Where the answer goes"), *(["kind"] if kind is Applicant.SELF else [])) as label:
            contact = st.text_input(
                label,
                case.applicant_contact or "",
                placeholder=_("e-mail, phone or address"),
                key=f"applicant_contact:{drawn.id}",
                autocomplete="off",
                max_chars=max(LONGEST_LINE, len(case.applicant_contact or "")),
            )
        pressed = save(_("Save"))
    written(
        desk,
        drawn,
        lambda store: request_applicant.set_right(
            store, desk.actor, desk.seen, event_id=drawn.id, kind=kind, name=name, contact=contact
        ),
        say("It is recorded who asks."),
        pressed=pressed,
    )
