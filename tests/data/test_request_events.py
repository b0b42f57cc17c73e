"""What is done about a request is a dated event; the days follow from it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.requests import request_answers, request_case, request_events, request_history
from data_layer.requests.request_history import Seen
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind, Question
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Outcome, State
from tests import make
from tests.data.test_register_request import case_of, values

RECEIVED = date(2026, 11, 2)


def ask(store: Store, number: str, asked_on: date, actor: Actor = make.COORDINATOR, **facts: Any) -> int:
    event_id = int(facts.pop("event_id", None) or new_id())
    request_events.ask_question(
        store,
        actor,
        facts.pop("seen", None) or make.seen(store, number),
        event_id=event_id,
        kind=Question.IDENTITY,
        asked_on=asked_on,
        **({"body": "Wie bent u?"} | facts),
    )
    return event_id


def reply(store: Store, number: str, question_id: int, answered_on: date, **facts: Any) -> None:
    request_events.record_answer(
        store,
        make.COORDINATOR,
        make.seen(store, number),
        event_id=new_id(),
        question_id=question_id,
        answered_on=answered_on,
        **facts,
    )


def answer(store: Store, number: str, answered_on: date, outcome: Outcome = Outcome.GRANTED) -> None:
    if outcome is Outcome.GRANTED:
        make.identified(store, number)
    request_answers.answer(
        store,
        make.OFFICER,
        make.seen(store, number),
        event_id=new_id(),
        outcome=outcome,
        answered_on=answered_on,
        reason="Uitgelegd.",
    )


Act_ = Callable[[Store, Actor, Seen, int], None]
ACTS: dict[str, Act_] = {
    "ask_question": lambda s, a, seen, id_: request_events.ask_question(
        s, a, seen, event_id=id_, kind=Question.CLARIFICATION, asked_on=RECEIVED, body="Welke gegevens?"
    ),
    "correct_receipt": lambda s, a, seen, id_: request_events.correct_receipt(
        s, a, seen, event_id=id_, received_on=date(2026, 11, 1), why="Kwam zondag binnen."
    ),
    "note": lambda s, a, seen, id_: request_events.note(
        s, a, seen, event_id=id_, happened_on=make.TODAY, body="Gebeld."
    ),
    "assign": lambda s, a, seen, id_: request_events.assign(s, a, seen, event_id=id_, handler_id=make.DEPUTY.staff_id),
    "answer": lambda s, a, seen, id_: request_answers.answer(
        s, a, seen, event_id=id_, outcome=Outcome.WITHDRAWN, answered_on=make.TODAY, reason="Per mail."
    ),
}


def test_an_act_by_the_wrong_role_is_refused(store: Store) -> None:
    seen = make.seen(store, make.a_request(store, RECEIVED))
    for act in ACTS.values():
        for actor in (make.MANAGER, make.ADMINISTRATOR):
            with pytest.raises(NotAllowed):
                act(store, actor, seen, new_id())
    assert values(store, "select kind from request_events") == ["received"]


def test_whoever_looked_before_somebody_else_acted_is_told_and_nothing_is_overwritten(store: Store) -> None:
    seen = make.seen(store, make.a_request(store, RECEIVED))
    ACTS["note"](store, make.OFFICER, seen, new_id())
    for act in ACTS.values():
        with pytest.raises(ChangedMeanwhile):
            act(store, make.COORDINATOR, seen, new_id())
    assert values(store, "select kind from request_events order by id") == ["received", "note"]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_double_click_saves_once(store: Store, act: Act_) -> None:
    seen, event_id = make.seen(store, make.a_request(store, RECEIVED)), new_id()
    act(store, make.COORDINATOR, seen, event_id)
    act(store, make.COORDINATOR, seen, event_id)
    assert values(store, "select count(*) from request_events") == [2]
    assert values(store, "select count(*) from log where chain = 'change' and act like 'request.%'") == [2]


def test_an_act_on_a_request_that_is_gone_says_so(store: Store) -> None:
    for act in ACTS.values():
        with pytest.raises(NotFound):
            act(store, make.COORDINATOR, Seen(5, 1), new_id())


def test_a_question_makes_the_request_wait_and_the_answer_adds_the_days(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 4))
    case = case_of(store, number)
    assert (case.state, case.waiting_since, case.phase) == (State.WAITING, date(2026, 11, 4), "waiting")
    assert case.safe_last_day == date(2026, 12, 2)
    reply(store, number, question, date(2026, 11, 10))
    case = case_of(store, number)
    assert (case.state, case.waiting_since) == (State.IN_PROGRESS, None)
    assert (case.safe_last_day, case.suspended_days) == (date(2026, 12, 8), 6)
    assert case.strict_day == date(2026, 12, 2)


def test_overlapping_questions_count_once(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    first, second = ask(store, number, date(2026, 11, 4)), ask(store, number, date(2026, 11, 6))
    reply(store, number, first, date(2026, 11, 11))
    reply(store, number, second, date(2026, 11, 13))
    assert case_of(store, number).suspended_days == 9


@pytest.mark.parametrize("asked_on", [date(2026, 11, 1), date(2026, 11, 24), date(2027, 1, 1)])
def test_a_question_before_the_receipt_or_in_the_future_is_refused(store: Store, asked_on: date) -> None:
    with pytest.raises(BadInput) as caught:
        ask(store, make.a_request(store, RECEIVED), asked_on)
    assert caught.value.field == "asked_on"


def test_a_question_after_the_first_month_cannot_suspend(store: Store) -> None:
    number = make.a_request(store, date(2026, 10, 1))
    with pytest.raises(BadInput, match="within one month"):
        ask(store, number, date(2026, 11, 2))
    assert case_of(store, number).state is State.RECEIVED


@pytest.mark.parametrize("body", ["", " \n"])
def test_a_question_that_asks_nothing_is_refused(store: Store, body: str) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="empty") as caught:
        ask(store, number, date(2026, 11, 4), body=body)
    assert caught.value.field == "body"
    assert values(store, "select kind from request_events") == ["received"]
    assert case_of(store, number).waiting_since is None


def test_only_an_open_question_can_be_answered_and_not_before_it_was_asked(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 4))
    with pytest.raises(BadInput, match="before the question"):
        reply(store, number, question, date(2026, 11, 3))
    reply(store, number, question, date(2026, 11, 4))
    with pytest.raises(BadInput, match="not open"):
        reply(store, number, question, date(2026, 11, 5))
    with pytest.raises(BadInput, match="not open"):
        reply(store, make.a_request(store, RECEIVED), question, date(2026, 11, 5))


def test_an_answer_to_a_question_is_refused_to_the_wrong_role_and_to_who_looked_too_early(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    early = make.seen(store, number)
    question = ask(store, number, date(2026, 11, 4))
    for actor, seen, error in (
        (make.MANAGER, make.seen(store, number), NotAllowed),
        (make.COORDINATOR, early, ChangedMeanwhile),
    ):
        with pytest.raises(error):
            request_events.record_answer(
                store, actor, seen, event_id=new_id(), question_id=question, answered_on=date(2026, 11, 5)
            )
    assert case_of(store, number).waiting_since == date(2026, 11, 4)


def remind(store: Store, number: str, reminded_on: date, actor: Actor = make.COORDINATOR, **facts: Any) -> None:
    usual: dict[str, Any] = {"event_id": new_id(), "seen": make.seen(store, number)}
    request_events.remind(store, actor, reminded_on=reminded_on, **usual | facts)


def test_a_reminder_is_about_the_open_question_and_counts_until_its_answer(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="No question is open"):
        remind(store, number, make.TODAY)
    question = ask(store, number, date(2026, 11, 4))
    early, event_id = make.seen(store, number), new_id()
    with pytest.raises(BadInput, match="after this day"):
        remind(store, number, date(2026, 11, 3))
    with pytest.raises(BadInput, match="future"):
        remind(store, number, date(2026, 11, 24))
    with pytest.raises(NotAllowed):
        remind(store, number, make.TODAY, make.MANAGER)
    for _ in range(2):
        remind(store, number, date(2026, 11, 19), seen=early, event_id=event_id)
    assert case_of(store, number).reminded_on == date(2026, 11, 19)
    with pytest.raises(ChangedMeanwhile):
        remind(store, number, make.TODAY, seen=early)
    reply(store, number, question, make.TODAY)
    assert case_of(store, number).reminded_on is None


def test_the_history_says_what_moved_the_last_day(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 4))
    reply(store, number, question, date(2026, 11, 9))
    correct(store, number, date(2026, 11, 1))
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        events = request_case.timeline(reader, make.seen(store, number).id)
    moved = {
        event.kind: (event.moved.before.legal_last_day, event.moved.after.legal_last_day)
        for event in events
        if event.moved
    }
    assert moved == {
        EventKind.QUESTION_ANSWERED: (date(2026, 12, 2), date(2026, 12, 7)),
        EventKind.RECEIPT_CORRECTED: (date(2026, 12, 7), date(2026, 12, 7)),
    }


def correct(store: Store, number: str, received_on: date, why: str = "Brief lag in de bus.") -> None:
    request_events.correct_receipt(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), received_on=received_on, why=why
    )


def test_a_corrected_receipt_moves_every_day(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    correct(store, number, date(2026, 10, 30))
    case = case_of(store, number)
    assert (case.received_on, case.safe_last_day) == (date(2026, 10, 30), date(2026, 11, 30))


def test_a_receipt_cannot_be_moved_past_a_question(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    ask(store, number, date(2026, 11, 4))
    with pytest.raises(BadInput, match="before this day of receipt"):
        correct(store, number, date(2026, 11, 5))
    correct(store, number, date(2026, 11, 4))
    assert case_of(store, number).received_on == date(2026, 11, 4)


def test_a_receipt_cannot_be_moved_past_the_registration(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set registered_on = $day", day=date(2026, 11, 10))
    with pytest.raises(BadInput, match="registered on") as caught:
        correct(store, number, date(2026, 11, 11))
    assert caught.value.field == "received_on"
    assert case_of(store, number).received_on == RECEIVED
    correct(store, number, date(2026, 11, 10))
    assert case_of(store, number).received_on == date(2026, 11, 10)


def test_events_keep_their_order_when_the_clock_of_the_machine_is_put_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number, make.TODAY, Outcome.WITHDRAWN)
    monkeypatch.setattr(make, "NOW", make.NOW - timedelta(days=2))
    for body in ("Eerst dit.", "Toen dat."):
        seen = make.seen(store, number)
        request_events.note(store, make.OFFICER, seen, event_id=new_id(), happened_on=make.TODAY, body=body)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        told = request_history.events_of(reader, seen.id)
        latest = request_case.timeline(reader, seen.id)
    assert [event.kind for event in told] == ["received", "answered", "note", "note"]
    assert [event.body for event in latest[:2]] == ["Toen dat.", "Eerst dit."]


@pytest.mark.parametrize(
    ("received_on", "why"),
    [(date(2026, 11, 24), "x"), (date(2018, 1, 1), "x"), (RECEIVED, "x"), (date(2026, 11, 1), " ")],
)
def test_a_correction_must_be_possible_a_change_and_explained(store: Store, received_on: date, why: str) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput):
        correct(store, number, received_on, why)
    assert case_of(store, number).received_on == RECEIVED


def test_a_note_is_kept_in_the_history_and_an_empty_one_refused(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    seen = make.seen(store, number)
    with pytest.raises(BadInput) as caught:
        request_events.note(store, make.COORDINATOR, seen, event_id=new_id(), happened_on=make.TODAY, body="  ")
    assert caught.value.field == "body"
    request_events.note(store, make.COORDINATOR, seen, event_id=new_id(), happened_on=make.TODAY, body="Gebeld.")
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        latest = request_case.timeline(reader, seen.id)[0]
    assert (latest.kind, latest.body, latest.by) == (EventKind.NOTE, "Gebeld.", make.COORDINATOR.name)


@pytest.mark.parametrize("handler", [make.MANAGER.staff_id, 99, None])
def test_a_request_is_assigned_only_to_somebody_who_may_handle_it(store: Store, handler: int | None) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput) as caught:
        request_events.assign(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), handler_id=handler)
    assert caught.value.field == "handler_id"
    ACTS["assign"](store, make.COORDINATOR, make.seen(store, number), new_id())
    assert case_of(store, number).handler == make.DEPUTY.name


def test_a_client_who_is_found_later_is_held_from_then_on_and_the_wrong_one_no_longer(store: Store) -> None:
    wrong, right = make.a_client(store, "1001"), make.a_client(store, "1002")
    number = make.a_request(store, RECEIVED)
    for client_id, held in ((wrong, ["1001"]), (right, ["1002"])):
        request_events.link_client(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), client_id=client_id
        )
        assert values(store, "select number from clients where held") == held
    assert case_of(store, number).person_name is None
    assert values(store, "select search_name from requests") == [None]


def test_linking_refuses_an_unknown_client_the_wrong_role_and_who_looked_too_early(store: Store) -> None:
    client_id = make.a_client(store)
    number = make.a_request(store, RECEIVED)
    early = make.seen(store, number)
    ACTS["note"](store, make.COORDINATOR, early, new_id())
    for actor, seen, client, error in (
        (make.MANAGER, make.seen(store, number), client_id, NotAllowed),
        (make.COORDINATOR, early, client_id, ChangedMeanwhile),
        (make.COORDINATOR, make.seen(store, number), 5, BadInput),
    ):
        with pytest.raises(error):
            request_events.link_client(store, actor, seen, event_id=new_id(), client_id=client)
    assert case_of(store, number).client_id is None


def test_what_came_after_the_answer_moves_no_days_but_can_be_noted(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 4))
    answer(store, number, date(2026, 11, 10))
    for late, words in ((11, "does not move its days"), (10, "on an earlier day")):
        with pytest.raises(BadInput, match="was answered on") as caught:
            reply(store, number, question, date(2026, 11, late))
        assert (caught.value.field, words in str(caught.value)) == ("answered_on", True)
    reply(store, number, question, date(2026, 11, 9))  # recorded late, but it came before
    assert case_of(store, number).suspended_days == 5
    ACTS["note"](store, make.COORDINATOR, make.seen(store, number), new_id())


def test_a_finished_request_takes_notes_only(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number, make.TODAY)
    make.finished(store, number)
    for name in ("ask_question", "correct_receipt", "assign", "answer"):
        with pytest.raises(BadInput):
            ACTS[name](store, make.COORDINATOR, make.seen(store, number), new_id())
    ACTS["note"](store, make.COORDINATOR, make.seen(store, number), new_id())


def test_the_days_in_the_store_are_those_of_the_clock_after_any_run_of_events(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 4))
    make.extended(store, number, date(2026, 11, 20))
    correct(store, number, date(2026, 11, 1))
    reply(store, number, question, date(2026, 11, 19))
    case = case_of(store, number)
    with store.read(make.COORDINATOR, Act.REQUEST_VIEW, Subject("request", case.id), sitting="test") as reader:
        course = request_case.course(reader, case.id)
    clock = course.deadline
    assert (case.safe_last_day, case.legal_last_day, case.strict_day, case.suspended_days, case.extended) == (
        clock.safe_last_day,
        clock.legal_last_day,
        clock.strict_day,
        clock.suspended_days,
        clock.extended,
    )
    assert case.safe_last_day == date(2027, 2, 16)
    assert clock.steps
    assert course.doubts == ()


def test_a_day_that_is_not_what_the_events_say_is_found(store: Store) -> None:
    number, other = make.a_request(store, RECEIVED), make.a_request(store, RECEIVED)
    ask(store, number, date(2026, 11, 4))
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        assert request_history.gone_astray(reader) == []
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set legal_last_day = legal_last_day + 1 where number = $n", n=number)
        change.execute("delete from request_events where request_id = $id", id=make.seen(store, other).id)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        assert [wrong.number for wrong in request_history.gone_astray(reader)] == [number, other]
