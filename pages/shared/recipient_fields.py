"""The fields about a recipient, and about somebody who is none, drawn in a form with their errors beneath them."""

from collections.abc import Sequence

import streamlit as st

from data_layer import strangers
from data_layer.categories import CATEGORIES, Use
from data_layer.recipient_checks import LONGEST_NAME, Facts
from data_layer.recipients import ROLE_LABELS, Recipient
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.strangers import Stranger
from data_layer.vocabulary import PURPOSES
from pages.shared import forms
from pages.shared.forms import Form
from pages.shared.record_fields import country_names
from pages.shared.wording import _, language

HOME = "NL"


def facts(form: Form, known: Recipient | None = None) -> Facts:
    """All that is laid down about a recipient outside the privacy statement."""
    with form.field("name", _("Name in lists")) as label:
        name = st.text_input(
            label, known.name if known else "", max_chars=LONGEST_NAME, key=f"name:{form.id}", autocomplete="off"
        )
    legal_name, contact = reached(form, known)
    left, right = st.columns(2)
    with left:
        country = _country(form, "country", known)
    with right, form.field("role", _("Role")) as label:
        roles = {code: _(words) for code, words in ROLE_LABELS.items()}
        role = forms.choice(label, roles, usual=known.role if known else None, key=f"role:{form.id}:{language()}")
    purposes = _purposes(form, known)
    usual = _categories(form, "usual", _("Data it usually gets"), known, Use.USUAL)
    needed = _categories(form, "needed", _("Data it gets only where needed"), known, Use.NEEDED)
    st.caption(_("What you do not choose it never gets. The BSN goes to DUO only."))
    return Facts(name, legal_name, country, role, contact, purposes, usual, needed)


def reached(form: Form, known: Recipient | None) -> tuple[str, str]:
    """Its legal name, and how it is reached."""
    with form.field("legal_name", _("Legal name")) as label:
        legal_name = st.text_input(
            label, known.legal_name if known else "", max_chars=LONGEST_LINE, key=f"legal_name:{form.id}"
        )
    with form.field("contact", _("Contact")) as label:
        contact = st.text_area(
            label,
            (known.contact or "") if known else "",
            height="content",
            max_chars=LONGEST_TEXT,
            placeholder=_("A department, an address, a phone number"),
            key=f"contact:{form.id}",
        )
    return legal_name, contact


def stranger(form: Form, known: Recipient | None = None) -> Stranger:
    """Who it was, for somebody who is no recipient of the school."""
    left, right = st.columns(2)
    with left, form.field(strangers.NAME, _("Name of the other side")) as label:
        name = st.text_input(
            label,
            known.name if known else "",
            max_chars=LONGEST_LINE,
            autocomplete="off",
            key=f"{strangers.NAME}:{form.id}",
        )
    left.caption(_("Was it a private person? Then write “private person”, not the name."))
    with right:
        country = _country(form, strangers.COUNTRY, known)
    return Stranger(name, country)


def _purposes(form: Form, known: Recipient | None) -> Sequence[int]:
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    with form.field("purposes", _("What it gets data for")) as label:
        return st.multiselect(
            label,
            list(purposes),
            default=known.own_purposes if known else (),
            format_func=purposes.__getitem__,
            placeholder=_("Choose the purposes"),
            key=f"purposes:{form.id}:{language()}",
        )


def _categories(form: Form, name: str, words: str, known: Recipient | None, use: Use) -> Sequence[str]:
    options = {category.code: _(category.label) for category in CATEGORIES if category.code != "bsn"}
    with form.field(name, words) as label:
        return st.multiselect(
            label,
            list(options),
            default=[code for code in options if known.use_of(code) is use] if known else (),
            format_func=options.__getitem__,
            placeholder=_("Choose the categories"),
            key=f"{name}:{form.id}:{language()}",
        )


def _country(form: Form, name: str, known: Recipient | None) -> str | None:
    usual = known.country if known else HOME
    with form.field(name, _("Country")) as label:
        return forms.choice(label, country_names(language()), usual=usual, key=f"{name}:{form.id}:{language()}")
