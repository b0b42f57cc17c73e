"""Answering stops the clock; finishing waits until everything that follows is done."""

from datetime import date, timedelta

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.requests import identifying, identity_copies, request_answers, request_events
from data_layer.requests.request_foresight import course_with
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.rules.request_course import EventKind
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right, State
from data_layer.wording import put
from tests import make
from tests.data.test_register_request import case_of, values
from tests.data.test_request_events import ask

RECEIVED = date(2026, 11, 2)


def answer(
    store: Store,
    number: str,
    outcome: Outcome = Outcome.GRANTED,
    *,
    on: date = make.TODAY,
    actor: Actor = make.COORDINATOR,
    reason: str | None = None,
) -> None:
    if outcome is Outcome.GRANTED:
        make.identified(store, number)
    request_answers.answer(
        store, actor, make.seen(store, number), event_id=new_id(), outcome=outcome, answered_on=on, reason=reason
    )


def finish(store: Store, number: str, on: date = make.TODAY, actor: Actor = make.OFFICER) -> None:
    request_answers.finish(
        store, actor, make.seen(store, number), event_id=new_id(), finished_on=on, why="Buiten de balie gedaan."
    )


def test_an_answer_stops_the_clock_and_keeps_its_days(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number)
    case = case_of(store, number)
    assert (case.state, case.outcome, case.answered_on) == (State.ANSWERED, Outcome.GRANTED, make.TODAY)
    assert (case.phase, case.days_left) == (None, None)
    assert case.safe_last_day == date(2026, 12, 2)


def test_an_answer_while_waiting_ends_the_waiting_and_adds_no_days(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    ask(store, number, date(2026, 11, 4))
    answer(store, number)
    case = case_of(store, number)
    assert (case.state, case.waiting_since, case.suspended_days) == (State.ANSWERED, None, 0)


def test_the_second_of_two_who_answer_is_told(store: Store) -> None:
    number = make.identified(store, make.a_request(store, RECEIVED))
    both = make.seen(store, number)
    answer(store, number, on=date(2026, 11, 20))
    with pytest.raises(ChangedMeanwhile):
        request_answers.answer(
            store, make.OFFICER, both, event_id=new_id(), outcome=Outcome.REFUSED, answered_on=make.TODAY, reason="x"
        )
    assert case_of(store, number).outcome is Outcome.GRANTED


def test_a_request_is_answered_once(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number)
    with pytest.raises(BadInput, match="already"):
        answer(store, number, Outcome.WITHDRAWN)


def test_a_withdrawal_says_who_withdrew_the_request(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="who withdrew") as caught:
        answer(store, number, Outcome.WITHDRAWN, reason=" ")
    assert (caught.value.field, case_of(store, number).answered_on) == ("reason", None)
    answer(store, number, Outcome.WITHDRAWN, reason="Per mail van 20 november.")
    assert case_of(store, number).outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NOT_IDENTIFIED])
def test_refusing_is_for_the_privacy_officer_and_gives_its_reasons(store: Store, outcome: Outcome) -> None:
    number = make.a_request(store, RECEIVED)
    ask(store, number, RECEIVED)
    request_events.remind(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), reminded_on=make.TODAY)
    with pytest.raises(NotAllowed):
        answer(store, number, outcome, reason="Niet bekend.")
    with pytest.raises(BadInput) as caught:
        answer(store, number, outcome, actor=make.OFFICER, reason=" ")
    assert caught.value.field == "reason"
    assert case_of(store, number).answered_on is None
    answer(store, number, outcome, actor=make.OFFICER, reason="Niet bekend.")
    assert case_of(store, number).outcome is outcome
    assert "Niet bekend." in values(store, "select body from request_events")
    assert values(store, "select act from log order by seq desc limit 1") == ["request.refuse"]


def test_without_an_outcome_nothing_is_answered(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput) as caught:
        request_answers.answer(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), outcome=None, answered_on=make.TODAY
        )
    assert caught.value.field == "outcome"
    assert case_of(store, number).answered_on is None


def test_what_is_foreseen_of_an_answer_is_what_it_brings(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    case = case_of(store, number)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        foreseen = course_with(reader, case.id, EventKind.ANSWERED, date(2026, 11, 20), code=Outcome.GRANTED)
    answer(store, number, on=date(2026, 11, 20))
    then = case_of(store, number)
    assert (foreseen.answered_on, foreseen.outcome) == (then.answered_on, then.outcome)
    assert foreseen.deadline.legal_last_day == then.legal_last_day


def test_a_refusal_is_an_event_of_its_own(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number, Outcome.REFUSED, actor=make.OFFICER, reason="Onbegrensd.")
    assert EventKind.REFUSED in values(store, "select kind from request_events")


def test_a_partial_refusal_gives_its_reasons_too(store: Store) -> None:
    number = make.identified(store, make.a_request(store, RECEIVED))
    with pytest.raises(BadInput, match="reasons"):
        answer(store, number, Outcome.PARTLY_GRANTED)
    answer(store, number, Outcome.PARTLY_GRANTED, reason="De facturen blijven tot en met 2032.")
    assert case_of(store, number).outcome is Outcome.PARTLY_GRANTED


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2026, 11, 24)])
def test_an_answer_before_the_receipt_or_in_the_future_is_refused(store: Store, on: date) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput) as caught:
        answer(store, number, on=on)
    assert caught.value.field == "answered_on"


def test_an_answer_in_time_leaves_a_hold_of_six_weeks_and_a_late_one_an_open_hold(store: Store) -> None:
    in_time, late = make.a_client(store, "1001"), make.a_client(store, "1002")
    answer(store, make.a_request(store, RECEIVED, client_id=in_time))
    answer(store, make.a_request(store, date(2026, 9, 1), client_id=late))
    assert values(store, "select until from holds order by client_id") == [make.TODAY + timedelta(days=42), None]


def test_finishing_closes_an_answered_case(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number, on=date(2026, 11, 20))
    finish(store, number)
    case = case_of(store, number)
    assert (case.state, case.finished_on) == (State.FINISHED, make.TODAY)


def test_an_unanswered_request_cannot_be_finished(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="not answered"):
        finish(store, number)


@pytest.mark.parametrize("on", [date(2026, 11, 19), date(2026, 11, 24)])
def test_a_case_is_not_finished_before_its_answer_or_in_the_future(store: Store, on: date) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number, on=date(2026, 11, 20))
    with pytest.raises(BadInput):
        finish(store, number, on)


def test_finishing_is_refused_to_the_wrong_role_and_to_who_looked_too_early(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    early = make.seen(store, number)
    answer(store, number)
    with pytest.raises(NotAllowed):
        finish(store, number, actor=make.MANAGER)
    with pytest.raises(ChangedMeanwhile):
        request_answers.finish(store, make.COORDINATOR, early, event_id=new_id(), finished_on=make.TODAY)
    assert case_of(store, number).finished_on is None


def test_finishing_twice_by_a_double_click_is_once_and_later_is_refused(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number)
    seen, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        request_answers.finish(store, make.OFFICER, seen, event_id=event_id, finished_on=make.TODAY, why="Gedaan.")
    with pytest.raises(BadInput, match="was finished"):
        finish(store, number)


def test_a_request_with_an_undestroyed_copy_cannot_be_finished(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number)
    check_id = new_id()
    identifying.ask(
        store, make.COORDINATOR, make.seen(store, number), event_id=check_id, method=Method.MASKED_COPY,
        asked_on=RECEIVED, reason="Post",
    )  # fmt: skip
    identity_copies.receive_copy(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check_id, on=RECEIVED,
        photo_masked=True, bsn_masked=True,
    )  # fmt: skip
    with pytest.raises(BadInput, match="not destroyed"):
        finish(store, number)
    identity_copies.destroy_copy(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check_id, on=make.TODAY
    )
    with pytest.raises(BadInput, match="no result yet"):
        finish(store, number)
    identifying.establish(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check_id, on=make.TODAY
    )
    finish(store, number)


def test_a_request_whose_recipients_are_not_told_cannot_be_finished(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number)
    request_id, notice_id = make.seen(store, number).id, new_id()
    with store.change(make.COORDINATOR, Act.NOTICE_SEND, Subject("request", request_id)) as change:
        change.insert("notices", id=notice_id, request_id=request_id, recipient_id=1, categories=["names"])
    with pytest.raises(BadInput, match="not told"):
        finish(store, number)
    with store.change(make.COORDINATOR, Act.NOTICE_SEND, Subject("request", request_id)) as change:
        change.update("notices", notice_id, 1, state="sent", sent_on=make.TODAY)
    finish(store, number)


def test_what_is_not_carried_out_is_not_finished_but_by_the_privacy_officer_with_a_reason(store: Store) -> None:
    number = make.a_request(store, RECEIVED, right=Right.RESTRICTION)
    answer(store, number)
    for actor, why, words in (
        (make.COORDINATOR, "Buiten de balie gedaan.", "ask the privacy officer"),
        (make.OFFICER, "  ", "write why"),
    ):
        with pytest.raises(BadInput, match=words) as caught:
            request_answers.finish(
                store, actor, make.seen(store, number), event_id=new_id(), finished_on=make.TODAY, why=why
            )
        assert "Restrict the data of the person" in put(caught.value.sentence, "en")
    finish(store, number)
    assert case_of(store, number).finished_on == make.TODAY
