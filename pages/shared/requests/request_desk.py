"""What the forms about requests share: who acts on which case, as it was seen, and how a form is saved."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from data_layer.requests.identity_checks import Check, the_open_one
from data_layer.requests.request_case import Case, Event
from data_layer.requests.request_history import Seen
from data_layer.requests.request_steps import Step
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared import confirm, forms, links
from pages.shared.case_forms import day_since, drawn_as, version_seen
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.navigation import REQUEST


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
    return Seen(case.id, version_seen(str(case.id), case.version))


def form(desk: Desk, name: str) -> AbstractContextManager[Form]:
    """A form of this case, whose id is that of the event that it will record."""
    return drawn_as(desk.draft, name)


def day_field(label: str, desk: Desk, key: str) -> date:
    """A day between the receipt of the request and today."""
    return day_since(label, desk.case.received_on, key)


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
