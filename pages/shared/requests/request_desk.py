"""What the forms about requests share: who acts on which case, as it was seen, and how a form is saved."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st

from data_layer.carrying_out.duties import Duty, undone
from data_layer.log import Subject
from data_layer.requests.identity_checks import Check, the_open_one
from data_layer.requests.request_case import Case, Event
from data_layer.requests.request_history import Seen
from data_layer.requests.request_steps import Step
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from pages.shared import session
from pages.shared.case_forms import chooser, version_seen
from pages.shared.navigation import REQUEST, Screen


@dataclass(frozen=True, slots=True)
class Desk:
    """Who records something about which case, as it stood when this person looked at it."""

    store: Store
    actor: Actor
    case: Case
    seen: Seen
    questions: tuple[Event, ...]
    checks: tuple[Check, ...] = ()
    duties: tuple[Duty, ...] = ()
    is_work_next: bool = False

    @property
    def loud(self) -> Literal["primary", "secondary"]:
        """How the button of the work that comes next looks: one button of a screen stands out, at most."""
        return "primary" if self.is_work_next else "secondary"

    def reading(self) -> AbstractContextManager[Reader]:
        """What else there is of the case, for whoever may open it; that look stands in the log already."""
        return self.store.read(
            self.actor, Act.REQUEST_VIEW, Subject("request", self.case.id), sitting=session.sitting()
        )

    @property
    def draft(self) -> str:
        """The name of the form, of which one is open per case."""
        return f"request:{self.case.id}"

    @property
    def number(self) -> str:
        """The number of the case, by which its screen is opened."""
        return self.case.number

    @property
    def received_on(self) -> date:
        """The day from which it counts."""
        return self.case.received_on

    @property
    def screen(self) -> Screen:
        """Where it is shown."""
        return REQUEST

    @property
    def open_check(self) -> Check | None:
        """The identity check whose result is still to come."""
        return the_open_one(self.checks)

    @property
    def undone(self) -> list[Duty]:
        """What must still be done before the case can be finished."""
        return undone(self.duties)

    @property
    def unanswered(self) -> tuple[Event, ...]:
        """The open questions whose answer is recorded as such: that of an identity check comes with its result."""
        check = self.open_check
        return tuple(question for question in self.questions if check is None or question.id != check.question_id)


def choosing(desk: Desk, step: Step, words: str, key: str) -> None:
    """A button that opens the form of this step, wherever on the screen it stands."""
    st.button(words, key=key, on_click=st.session_state.__setitem__, args=(chooser(desk), step))


def seen_before(case: Case) -> Seen:
    """The case as the last drawing of this screen showed it: what a button on it was pressed upon."""
    return Seen(case.id, version_seen(str(case.id), case.version))
