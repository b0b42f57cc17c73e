"""Registers a client by hand: only what the privacy statement allows, each part with what it is for."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from data_layer import duplicates
from data_layer.categories import Field
from data_layer.registering import ASKED, Asked, register
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_NUMBER
from data_layer.rules.sentences import say
from data_layer.store import Store
from data_layer.vocabulary import PURPOSES
from pages.shared import confirm, forms, links, look_alikes, session
from pages.shared.confirm import Question
from pages.shared.navigation import CLIENT, CLIENTS, NEW_CLIENT
from pages.shared.record_fields import field_input, source_input
from pages.shared.wording import _, capitalised

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_("Who it is"), ("names", "birth", "gender", "bsn")),
    (_("How to reach the client"), ("address", "phone", "email")),
    (_("Stay in the Netherlands"), ("residence_status", "arrival")),
)

store, actor, form = session.the_store(), session.actor(), forms.Form("new_client", leads_away=True)
typed: dict[str, Any] = {}


def ask(fields: Sequence[Field]) -> None:
    """The widgets of some fields, each in a cell of its own."""
    for field in fields:
        proposed = session.today() if field.column == "registered_on" else None
        typed[field.column] = field_input(form, field, f"{form.name}:{field.column}:{form.id}", proposed)


def purposes(asked: Asked) -> None:
    """What a category is for, in the words of the statement."""
    assert asked.category is not None  # noqa: S101 - the card is no category
    label, words = _(asked.category.label), ", ".join(_(PURPOSES[number]) for number in asked.category.purposes)
    st.caption(_("%(category)s – for %(purposes)s", category=capitalised(label), purposes=words))


def section(codes: Sequence[str]) -> None:
    """Some categories: those of several fields on lines of their own, the others side by side."""
    alone = [code for code in codes if len(ASKED[code].fields) == 1]
    for asked in (ASKED[code] for code in codes if code not in alone):
        with st.container(gap="xsmall"):
            purposes(asked)
            with st.grid(len(asked.fields), min_column_width=150):
                ask(asked.fields)
    with st.grid(2, min_column_width=230, vertical_alignment="bottom"):
        for asked in (ASKED[code] for code in alone):
            with st.container(gap="xsmall"):
                purposes(asked)
                ask(asked.fields)


def administration() -> tuple[str, str]:
    """The number and who provided all this, with what the desk itself needs."""
    with st.grid(4, min_column_width=150):
        with form.field("number", _("Client number")) as label:
            number = st.text_input(
                label,
                max_chars=LONGEST_NUMBER,
                help=_("As the school's own administration has it. Left empty, the desk gives a number."),
                autocomplete="off",
                key=f"{form.name}:number:{form.id}",
            )
        ask(ASKED["card"].fields)
        source = source_input(form, f"{form.name}:source:{form.id}", "client")
    return number, source


links.back(CLIENTS)
st.title(_(NEW_CLIENT.title))
st.markdown(_("One name is enough to begin with. Leave empty what is not known or not needed."))
with st.form(f"{form.name}:{form.id}", enter_to_submit=False):
    for title, codes in SECTIONS:
        st.subheader(title)
        section(codes)
    st.subheader(_("Administration"))
    number, source = administration()
    pressed = st.form_submit_button(_("Register client"), type="primary")


def write(where: Store) -> str:
    """Registers the client."""
    return register(where, actor, id=form.id, number=number, typed=typed, source=source)


def asks() -> Question | None:
    """Whether the client is one of those who look alike."""
    with store.read(actor, Act.CLIENT_LIST) as reader:
        return look_alikes.question(duplicates.look_alikes_of(reader, typed["birth_date"], typed, form.id))


def save() -> None:
    """Keeps the client and opens the dossier."""
    registered = write(store)
    forms.done(form.name, say("Client %(number)s is registered.", number=registered))
    links.go(CLIENT, nummer=registered)


confirm.asked_first(form, pressed=pressed, asks=confirm.rehearsed(store, write, asks), save=save)
