"""A request of every right is carried out from the letter on the mat to its end, and its days are the clock's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from data_layer.carrying_out import notice_steps, notices, restricting
from data_layer.carrying_out.objecting import Decision
from data_layer.carrying_out.restrictions import Why
from data_layer.destroying import running
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests import identifying, identity_copies, request_answers, request_events
from data_layer.requests.request_case import opened
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.rules.request_course import EventKind, Question
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right, State
from tests import make
from tests.data.test_access_overview import Asked as AskedForAccess
from tests.data.test_case_file import contents_of, fetched, table_of
from tests.data.test_case_letters import make_letter, send
from tests.data.test_consents import given
from tests.data.test_correcting import correct
from tests.data.test_correcting import known as as_it_stands
from tests.data.test_disclosures import recorded
from tests.data.test_erasing import proposed
from tests.data.test_objecting import decided, objected
from tests.data.test_portability import made as made_to_take_along
from tests.data.test_portability import sent as took_along
from tests.data.test_register_request import case_of
from tests.data.test_statements import add as stated
from tests.data.test_withdrawing import withdrawn

pytestmark = pytest.mark.usefixtures("true_throughout")

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


def shown(store: Store, number: str) -> None:
    case = case_of(store, number)
    assert case.client_id is not None
    asked = AskedForAccess(store, case.client_id, number).searched()
    overview = asked.made()
    asked.reviewed(overview)
    asked.sent(overview)


def corrected(store: Store, number: str) -> None:
    client_id = case_of(store, number).client_id
    assert client_id is not None
    phone_id = make.asked(store, "select id from phones where client_id = $id", id=client_id)
    correct(store, number, "phones", as_it_stands(store, "phones", client_id, phone_id), phone="+31687654321")


def completed(store: Store, number: str) -> None:
    stated(store, number, "phone", "Bel mij alleen in de avond.")


def erased(store: Store, number: str) -> None:
    running.run(store, make.OFFICER, seen=proposed(store, case_of(store, number).id, ("phone",)))


def restricted(store: Store, number: str) -> None:
    restricting.restrict(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), on=make.TODAY, why=Why.CLAIM
    )


def taken_along(store: Store, number: str) -> None:
    took_along(store, number, made_to_take_along(store, number))


def weighed(store: Store, number: str) -> None:
    decided(store, number, objected(store, number), Decision.REJECTED, reasons="Er is een dwingende reden.")


def stopped(store: Store, number: str) -> None:
    client_id = case_of(store, number).client_id
    assert client_id is not None
    withdrawn(store, number, given(store, client_id))


def told_and_lifted(store: Store, number: str) -> None:
    """The person is told, and from the day that the letter names nothing is restricted any more."""
    lifts_on = make.TODAY + timedelta(days=1)
    letter = make_letter(store, number, DocumentKind.LIFT_NOTICE, words="Het is beslist.", lifts_on=lifts_on)
    with pytest.raises(BadInput):
        lift(store, number, make.TODAY)
    send(store, number, letter)
    with pytest.raises(BadInput):
        lift(store, number, make.TODAY)
    with make.on_day(store, lifts_on):
        lift(store, number, lifts_on)
    assert make.asked(store, "select restricted_since from clients") is None


def lift(store: Store, number: str, on: date) -> None:
    restricting.lift(store, make.OFFICER, make.seen(store, number), event_id=new_id(), on=on)


def recipients_told(store: Store, number: str) -> list[str]:
    """Which recipients there were to tell; each is told, and confirms it."""
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        found = notices.of_case(reader, case_of(store, number).id)
    for notice in found:
        steps: Any = {"notice_id": notice.id}
        notice_steps.sent(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), sent_on=make.TODAY, **steps
        )
        notice_steps.confirmed(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), confirmed_on=make.TODAY, **steps
        )
    return [notice.recipient_code for notice in found]


@dataclass(frozen=True)
class Whole:
    right: Right
    begins: Work
    work: Work
    outcome: Outcome
    legal_last_day: date
    reason: str | None = None
    tells: tuple[str, ...] = ()
    ends: Work = nothing
    finished_on: date = make.TODAY


SURVEY = ("panteia",)
RESTRICTION = Whole(Right.RESTRICTION, known, restricted, Outcome.GRANTED, date(2026, 12, 2), tells=SURVEY)
CASES = [
    Whole(Right.ACCESS, clarified, shown, Outcome.GRANTED, date(2026, 12, 21)),  # 18 days more: Sunday 20 December
    Whole(Right.RECTIFICATION, by_code, corrected, Outcome.GRANTED, date(2026, 12, 2), tells=SURVEY),
    Whole(Right.COMPLETION, known, completed, Outcome.GRANTED, date(2026, 12, 2), tells=SURVEY),
    Whole(
        Right.ERASURE, by_copy, erased, Outcome.PARTLY_GRANTED, date(2026, 12, 8), "De facturen blijven.", tells=SURVEY
    ),
    RESTRICTION,
    Whole(Right.PORTABILITY, extended, taken_along, Outcome.GRANTED, date(2027, 2, 2)),
    Whole(
        Right.OBJECTION, known, weighed, Outcome.REFUSED, date(2026, 12, 2), "Er is een dwingende reden.",
        tells=SURVEY, ends=told_and_lifted, finished_on=make.TODAY + timedelta(days=1),
    ),
    Whole(Right.CONSENT_WITHDRAWAL, nothing, stopped, Outcome.GRANTED, date(2026, 12, 2)),
]  # fmt: skip


@pytest.mark.parametrize("whole", CASES, ids=lambda whole: whole.right.value)
def test_a_case_goes_from_intake_to_finished(store: Store, whole: Whole) -> None:
    client_id = make.a_client(store)
    make.a_record(store, "phones", client_id, phone="+31612345678", source="client")
    recorded(store, recipient_id=3, categories=["names", "phone"], purpose=7, ground="legitimate_interest")
    recorded(store, recipient_id=4, categories=["email"], purpose=5, ground="contract", direction="in")
    number = make.a_request(
        store, RECEIVED, right=whole.right, client_id=client_id, handler_id=make.COORDINATOR.staff_id, asked="Graag."
    )
    assert make.asked(store, "select kind from holds where until is null") == "request"
    whole.begins(store, number)
    assert case_of(store, number).legal_last_day == whole.legal_last_day
    whole.work(store, number)
    answer(store, number, whole)
    assert case_of(store, number).state is State.ANSWERED
    if whole.tells or whole.ends is not nothing:
        with pytest.raises(BadInput):
            finish(store, number)
    assert tuple(recipients_told(store, number)) == whole.tells
    whole.ends(store, number)
    finish(store, number, whole.finished_on)
    case = case_of(store, number)
    assert (case.state, case.outcome, case.finished_on) == (State.FINISHED, whole.outcome, whole.finished_on)
    assert make.asked(store, "select until from holds") == date(2027, 1, 4)  # the answer and 42 days
    told_by_whom_when_and_why(store, whole, number)
    the_file_is_whole(store, whole, number)
    assert findings(store, THE_DESK) == []


def test_a_restriction_that_outlives_its_case_is_lifted_after_the_person_was_told(store: Store) -> None:
    number = make.a_request(store, RECEIVED, right=Right.RESTRICTION, client_id=make.a_client(store))
    known(store, number)
    restricted(store, number)
    answer(store, number, RESTRICTION)
    finish(store, number)
    told_and_lifted(store, number)
    assert case_of(store, number).state is State.FINISHED
    assert findings(store, THE_DESK) == []


def answer(store: Store, number: str, whole: Whole) -> None:
    request_answers.answer(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=whole.outcome,
        answered_on=make.TODAY, reason=whole.reason,
    )  # fmt: skip


def finish(store: Store, number: str, on: date = make.TODAY) -> None:
    with make.on_day(store, on):
        request_answers.finish(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), finished_on=on)


def told_by_whom_when_and_why(store: Store, whole: Whole, number: str) -> None:
    _, _, events = opened(store, make.COORDINATOR, number, sitting="one")
    assert (events[0].kind, events[-1].kind) == (EventKind.FINISHED, EventKind.RECEIVED)
    assert all(event.by for event in events)
    ends = [event for event in events if event.kind in (EventKind.ANSWERED, EventKind.REFUSED)]
    assert [(event.code, event.happened_on, event.body) for event in ends] == [
        (whole.outcome, make.TODAY, whole.reason)
    ]


def the_file_is_whole(store: Store, whole: Whole, number: str) -> None:
    """The file for the regulator has all that happened and each document, with digests that match."""
    files = fetched(store, number)
    contents = contents_of(files)
    _, _, events = opened(store, make.COORDINATOR, number, sitting="one")
    assert len(table_of(files["tijdlijn.csv"])) == len(events)
    assert [row["Ontvanger"] for row in table_of(files["kennisgevingen.csv"])] == ["Panteia"] * len(whole.tells)
    kept = make.rows(store, "select digest from request_documents order by id")
    assert [row["SHA-256"] for row in contents if row["SHA-256 zoals vastgelegd"]] == [row["digest"] for row in kept]
    assert len(kept) >= len(whole.tells)
