"""A request of every right goes from the letter on the mat to its answer, and all its days are those of the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests import identifying, identity_copies, request_answers, request_events
from data_layer.requests.request_case import opened
from data_layer.rules.identity_ladder import Method
from data_layer.rules.request_course import EventKind, Question
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right, State
from tests import make
from tests.data.test_register_request import case_of

RECEIVED = date(2026, 11, 2)
COPY_REASON = "Geen contact in het dossier en woont te ver weg."
Work = Callable[[Store, str], None]


def known(store: Store, number: str) -> None:
    identifying.known(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), on=RECEIVED, how="Uit de les."
    )


def by_code(store: Store, number: str) -> None:
    check = new_id()
    identifying.ask(
        store, make.COORDINATOR, make.seen(store, number), event_id=check, method=Method.CODE_TO_CONTACT,
        asked_on=date(2026, 11, 3),
    )  # fmt: skip
    identifying.establish(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check, on=date(2026, 11, 3),
        code=store.code_for(check),
    )  # fmt: skip


def by_copy(store: Store, number: str) -> None:
    """In doubt: the clock waits six days for the copy, which is destroyed when it was looked at."""
    check = new_id()
    identifying.ask(
        store, make.COORDINATOR, make.seen(store, number), event_id=check, method=Method.MASKED_COPY,
        asked_on=date(2026, 11, 4), reason=COPY_REASON, doubt="Ander e-mailadres dan in het dossier.",
    )  # fmt: skip
    assert case_of(store, number).state is State.WAITING
    identity_copies.receive_copy(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check, on=date(2026, 11, 10),
        photo_masked=True, bsn_masked=True,
    )  # fmt: skip
    identifying.establish(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check, on=date(2026, 11, 10)
    )
    with pytest.raises(BadInput):
        finish(store, number)
    identity_copies.destroy_copy(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check, on=date(2026, 11, 11)
    )


def clarified(store: Store, number: str) -> None:
    known(store, number)
    question = new_id()
    request_events.ask_question(
        store, make.COORDINATOR, make.seen(store, number), event_id=question, kind=Question.CLARIFICATION,
        asked_on=date(2026, 11, 5), body="Welke jaren bedoelt u?",
    )  # fmt: skip
    request_events.remind(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), reminded_on=make.TODAY)
    request_events.record_answer(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), question_id=question,
        answered_on=make.TODAY,
    )  # fmt: skip


def extended(store: Store, number: str) -> None:
    known(store, number)
    make.extended(store, number, date(2026, 11, 20))


def nothing(_store: Store, _number: str) -> None:
    """A withdrawal of consent waits for nothing."""


@dataclass(frozen=True)
class Whole:
    right: Right
    work: Work
    outcome: Outcome
    legal_last_day: date
    reason: str | None = None


@pytest.mark.parametrize(
    "whole",
    [
        Whole(Right.ACCESS, clarified, Outcome.GRANTED, date(2026, 12, 21)),  # 18 days of waiting: Sunday 20 December
        Whole(Right.RECTIFICATION, by_code, Outcome.GRANTED, date(2026, 12, 2)),
        Whole(Right.COMPLETION, known, Outcome.GRANTED, date(2026, 12, 2)),
        Whole(Right.ERASURE, by_copy, Outcome.PARTLY_GRANTED, date(2026, 12, 8), "De facturen blijven."),
        Whole(Right.RESTRICTION, known, Outcome.GRANTED, date(2026, 12, 2)),
        Whole(Right.PORTABILITY, extended, Outcome.GRANTED, date(2027, 2, 2)),
        Whole(Right.OBJECTION, known, Outcome.REFUSED, date(2026, 12, 2), "Er is een dwingende reden."),
        Whole(Right.CONSENT_WITHDRAWAL, nothing, Outcome.GRANTED, date(2026, 12, 2)),
    ],
    ids=lambda whole: whole.right.value,
)
def test_a_case_goes_from_intake_to_finished(store: Store, whole: Whole) -> None:
    client_id = make.a_client(store)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    number = make.a_request(
        store, RECEIVED, right=whole.right, client_id=client_id, handler_id=make.COORDINATOR.staff_id, asked="Graag."
    )
    assert make.asked(store, "select kind from holds where until is null") == "request"
    whole.work(store, number)
    assert case_of(store, number).legal_last_day == whole.legal_last_day
    answer(store, number, whole)
    assert case_of(store, number).state is State.ANSWERED
    finish(store, number)
    case = case_of(store, number)
    assert (case.state, case.outcome, case.finished_on) == (State.FINISHED, whole.outcome, make.TODAY)
    assert make.asked(store, "select until from holds") == date(2027, 1, 4)  # the answer and 42 days
    told_by_whom_when_and_why(store, whole, number)
    assert findings(store, THE_DESK) == []


def answer(store: Store, number: str, whole: Whole) -> None:
    request_answers.answer(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=whole.outcome,
        answered_on=make.TODAY, reason=whole.reason,
    )  # fmt: skip


def finish(store: Store, number: str) -> None:
    request_answers.finish(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), finished_on=make.TODAY)


def told_by_whom_when_and_why(store: Store, whole: Whole, number: str) -> None:
    _, _, events = opened(store, make.COORDINATOR, number, sitting="one")
    assert (events[0].kind, events[-1].kind) == (EventKind.FINISHED, EventKind.RECEIVED)
    assert all(event.by for event in events)
    ends = [event for event in events if event.kind in (EventKind.ANSWERED, EventKind.REFUSED)]
    assert [(event.code, event.happened_on, event.body) for event in ends] == [
        (whole.outcome, make.TODAY, whole.reason)
    ]
