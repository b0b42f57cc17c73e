"""What the forms about requests and complaints share: who may handle one, clients found, how a form is drawn."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_layer import clients, staff
from data_layer.paging import Position
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared import session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, day, language

T = TypeVar("T")


def version_seen(name: str, version: int) -> int:
    """The version that the last drawing of this screen showed: what a button on it was pressed upon."""
    key = f"seen:{name}"
    seen = int(st.session_state.get(key, version))
    st.session_state[key] = version
    return seen


def handlers(store: Store) -> dict[int, str]:
    """The names of those who may handle a request or a complaint, by their id."""
    return {person.staff_id: person.name for person in staff.active(store) if may(person.roles, Act.REQUEST_PROGRESS)}


def found(store: Store, actor: Actor, search: str) -> dict[int, str]:
    """The first clients that fit what was typed, by id, told apart by number and date of birth."""
    if not search.strip():
        return {}
    with store.read(actor, Act.CLIENT_LIST) as reader:
        rows = clients.found_clients(reader, search, Position()).rows
    return {row.id: " · ".join((row.number, row.name or "–", day(row.birth_date))) for row in rows}


@contextmanager
def drawn_as(draft: str, name: str) -> Iterator[Form]:
    """A form of the case with this draft, whose id is that of the event that it will record."""
    drawn = Form(draft)
    # the key holds the id of the new event: a second click on a form that was saved belongs to no form
    with st.form(f"{name}:{drawn.id}"):
        yield drawn


def save(label: str) -> bool:
    """The button of a form."""
    return st.form_submit_button(label, type="primary")


def words_key(name: str, draft: int) -> str:
    """The key of a choice in a form whose options are words of this language."""
    # the browser keeps an unsaved choice by its words: in another language they would be shown still, and not be saved
    return f"{name}:{draft}:{language()}"


def day_since(label: str, first: date, key: str) -> date:
    """A day between this one and today, at first today."""
    today = session.today()
    return st.date_input(label, today, first, today, format=DAY_FORMAT, key=key)


def with_day() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The place of what a form asks, and beside it the smaller one of a day."""
    wide, narrow = st.columns([3, 1])
    return wide, narrow


def one_of(label: str, words: Mapping[T, Sentence], name: str, draft: int) -> T:
    """One of a few codes in a form, side by side, the first unless chosen otherwise."""
    labels = {code: _(sentence) for code, sentence in words.items()}
    return st.radio(label, list(labels), format_func=labels.__getitem__, horizontal=True, key=words_key(name, draft))
