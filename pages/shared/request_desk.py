"""What the forms about requests share: who acts on which case, as it was seen, and how a form is saved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

import streamlit as st

from data_layer import clients, staff
from data_layer.identity_checks import Check, the_open_one
from data_layer.paging import Position
from data_layer.request_case import Case, Event
from data_layer.request_history import Seen
from data_layer.request_steps import Step
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared import confirm, forms, links, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.navigation import REQUEST
from pages.shared.wording import DAY_FORMAT, _, day, language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who records something about which case, as it stood when this person looked at it."""

    store: Store
    actor: Actor
    case: Case
    seen: Seen
    questions: tuple[Event, ...]
    checks: tuple[Check, ...] = ()

    @property
    def draft(self) -> str:
        """The name of the form, of which one is open per case."""
        return f"request:{self.case.id}"

    @property
    def chooser(self) -> str:
        """The key of the choice of what happened; a form that was saved closes with it."""
        return f"doing:{forms.draft_id(self.draft)}"

    @property
    def open_check(self) -> Check | None:
        """The identity check whose result is still to come."""
        return the_open_one(self.checks)

    @property
    def unanswered(self) -> tuple[Event, ...]:
        """The open questions whose answer is recorded as such: that of an identity check comes with its result."""
        check = self.open_check
        return tuple(question for question in self.questions if check is None or question.id != check.question_id)


def choosing(desk: Desk, step: Step, words: str, key: str) -> None:
    """A button that opens the form of this step, wherever on the screen it stands."""
    st.button(words, key=key, on_click=st.session_state.__setitem__, args=(desk.chooser, step))


def seen_before(case: Case) -> Seen:
    """The case as the last drawing of this screen showed it: what a button on it was pressed upon."""
    key = f"seen:{case.id}"
    version = int(st.session_state.get(key, case.version))
    st.session_state[key] = case.version
    return Seen(case.id, version)


def handlers(store: Store) -> dict[int, str]:
    """The names of those who may handle a request, by their id."""
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


def day_field(label: str, desk: Desk, key: str) -> date:
    """A day between the receipt of the request and today."""
    today = session.today()
    return st.date_input(label, today, desk.case.received_on, today, format=DAY_FORMAT, key=key)


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
    then = partial(links.go, REQUEST, nummer=desk.case.number)
    confirm.written(drawn, desk.store, write, sentence, then, pressed=pressed, asks=asks)


def one_of(label: str, words: Mapping[T, Sentence], name: str, draft: int) -> T:
    """One of a few codes in a form, side by side, the first unless chosen otherwise."""
    labels = {code: _(sentence) for code, sentence in words.items()}
    return st.radio(label, list(labels), format_func=labels.__getitem__, horizontal=True, key=words_key(name, draft))
