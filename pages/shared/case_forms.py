"""What the forms about requests and complaints share: who acts on which, how a form is drawn, and how it is saved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_layer import clients, staff
from data_layer.paging import Position
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import LANGUAGES, Language
from pages.shared import confirm, forms, links, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.navigation import Screen
from pages.shared.record_fields import language_words
from pages.shared.wording import DAY_FORMAT, _, day, language

T = TypeVar("T")


class Desk(Protocol):
    """Who records something about which request or complaint; `draft` names its form, one of which is open."""

    @property
    def store(self) -> Store: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def draft(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def received_on(self) -> date: ...
    @property
    def screen(self) -> Screen: ...


def chooser(desk: Desk) -> str:
    """The key of the choice of what happened; a form that was saved closes with it."""
    return f"doing:{forms.draft_id(desk.draft)}"


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
def form(desk: Desk, name: str) -> Iterator[Form]:
    """A form of this case, whose id is that of the event that it will record."""
    drawn = Form(desk.draft)
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


def day_since(label: str, first: date, key: str, usual: date | None = None) -> date:
    """A day between this one and today, at first today unless another is usual."""
    today = session.today()
    return st.date_input(label, usual or today, first, today, format=DAY_FORMAT, key=key)


def day_field(label: str, desk: Desk, key: str, usual: date | None = None) -> date:
    """A day between the receipt of the case and today."""
    return day_since(label, desk.received_on, key, usual)


def with_day() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The place of what a form asks, and beside it the smaller one of a day."""
    wide, narrow = st.columns([3, 1])
    return wide, narrow


def one_of(label: str, words: Mapping[T, Sentence], name: str, draft: int) -> T:
    """One of a few codes in a form, side by side, the first unless chosen otherwise."""
    labels = {code: _(sentence) for code, sentence in words.items()}
    return st.radio(label, list(labels), format_func=labels.__getitem__, horizontal=True, key=words_key(name, draft))


def language_field(label: str, of_person: str | None, key: str) -> Language:
    """The language of what the person gets: Dutch, unless theirs is English."""
    return st.selectbox(label, LANGUAGES, index=int(of_person == "en"), format_func=language_words, key=key)


def written(
    desk: Desk,
    drawn: Form,
    write: Callable[[Store], None],
    sentence: Sentence,
    *,
    pressed: bool,
    asks: Callable[[], Question] | None = None,
) -> None:
    """Writes as `confirm.written` does, and draws the case anew."""
    then = partial(links.go, desk.screen, nummer=desk.number)
    confirm.written(drawn, desk.store, write, sentence, then, pressed=pressed, asks=asks)
