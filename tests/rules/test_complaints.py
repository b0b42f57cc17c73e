"""The rules of a complaint: acknowledged in five working days, answered in a month, one next step."""

from datetime import date
from typing import Any

import pytest

from data_layer.rules.complaints import (
    Facts,
    Step,
    Verdict,
    acknowledge_by,
    acknowledging_problem,
    answering_problem,
    clock,
    closing_problem,
    complaint_phase,
    correction_problem,
    next_step,
    passing_problem,
    possible_steps,
    received_problem,
)
from data_layer.rules.deadlines import Phase
from data_layer.rules.sentences import Sentence
from data_layer.wording import put

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 11, 2)
PASSED = date(2026, 10, 1)  # its month is over
ANSWERED = date(2026, 11, 16)


def facts(received_on: date = RECEIVED, **more: Any) -> Facts:
    return Facts(received_on, **more)


def told(problem: Sentence | None) -> str:
    return put(problem, "en") if problem else ""


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("2026-11-02", "2026-11-09"),  # Monday to Monday
        ("2026-11-07", "2026-11-13"),  # a Saturday: the working days after it
        ("2026-12-23", "2026-12-31"),  # over Christmas
        ("2027-04-23", "2027-05-03"),  # over King's day, on a Tuesday
    ],
)
def test_receipt_is_acknowledged_within_five_working_days(received: str, by: str) -> None:
    assert acknowledge_by(date.fromisoformat(received)) == date.fromisoformat(by)


def test_the_answer_is_due_in_one_month_by_the_clock_of_requests_and_the_steps_say_so() -> None:
    days = clock(date(2026, 1, 31))
    assert (days.deadline.safe_last_day, days.deadline.legal_last_day) == (date(2026, 2, 28), date(2026, 3, 2))
    words = [put(step, "en") for step in days.steps]
    assert words[0] == "received on 31 January 2026"
    assert words[1] == "to be acknowledged within 5 working days: by 6 February 2026"
    assert words[-1] == "last day: Monday 2 March 2026"


@pytest.mark.parametrize(
    ("received", "more", "phase"),
    [
        (date(2026, 11, 2), {}, Phase.soon),
        (date(2026, 10, 28), {}, Phase.urgent),
        (date(2026, 10, 22), {}, Phase.last_days),
        (PASSED, {}, Phase.overdue),
        (PASSED, {"answered_on": ANSWERED}, None),
        (PASSED, {"closed_on": ANSWERED, "verdict": Verdict.WITHDRAWN}, None),
    ],
)
def test_the_phase_is_that_of_the_clock_until_the_answer(
    received: date, more: dict[str, Any], phase: Phase | None
) -> None:
    assert complaint_phase(facts(received, **more), clock(received).deadline, TODAY) is phase


@pytest.mark.parametrize(
    ("now", "step", "words"),
    [
        (facts(TODAY), Step.ACKNOWLEDGE, "Acknowledge the receipt by 30 November 2026 at the latest."),
        (facts(), Step.ACKNOWLEDGE, "had to be acknowledged by 9 November 2026"),
        (facts(acknowledged_on=RECEIVED), Step.ASSIGN, "Nobody handles"),
        (facts(acknowledged_on=RECEIVED, has_handler=True), Step.ANSWER, "by 2 December 2026 at the latest"),
        (facts(date(2026, 10, 22), acknowledged_on=TODAY, has_handler=True), Step.ANSWER, "by 23 November 2026"),
        (facts(PASSED), Step.ANSWER, "has passed"),
        (facts(answered_on=ANSWERED), Step.CLOSE, "Close the complaint"),
        (facts(answered_on=ANSWERED, closed_on=TODAY), None, "is closed"),
    ],
)
def test_there_is_one_next_step_and_it_can_be_taken(now: Facts, step: Step | None, words: str) -> None:
    advice = next_step(now, clock(now.received_on), TODAY)
    assert advice.step is step
    assert words in put(advice.sentence, "en")
    assert step is None or step in possible_steps(now)


def test_a_closed_complaint_takes_notes_what_the_authority_does_and_being_opened_again() -> None:
    assert possible_steps(facts(answered_on=ANSWERED, closed_on=TODAY)) == [Step.NOTE, Step.TO_AUTHORITY, Step.REOPEN]
    assert Step.REOPEN not in possible_steps(facts())
    assert {Step.WITHDRAW, Step.ANSWER}.isdisjoint(possible_steps(facts(answered_on=ANSWERED)))


BEFORE, AHEAD = date(2026, 11, 1), date(2026, 11, 24)
AGAIN = facts(reopened_on=ANSWERED)
CLOSED = facts(acknowledged_on=RECEIVED, answered_on=ANSWERED, closed_on=ANSWERED, verdict=Verdict.FOUNDED)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (received_problem(AHEAD, TODAY), "in the future"),
        (received_problem(date(1999, 12, 31), TODAY), "before 1 January 2000"),
        (answering_problem(AGAIN, RECEIVED, TODAY), "opened again on 16 November 2026"),
        (closing_problem(AGAIN, RECEIVED, Verdict.WITHDRAWN, TODAY), "opened again on 16 November 2026"),
        (acknowledging_problem(facts(), AHEAD, TODAY), "in the future"),
        (acknowledging_problem(facts(), BEFORE, TODAY), "before the receipt"),
        (acknowledging_problem(facts(acknowledged_on=RECEIVED), TODAY, TODAY), "already"),
        (acknowledging_problem(facts(answered_on=ANSWERED), TODAY, TODAY), "came before"),
        (answering_problem(facts(), AHEAD, TODAY), "in the future"),
        (answering_problem(facts(), BEFORE, TODAY), "before the receipt"),
        (answering_problem(facts(acknowledged_on=ANSWERED), RECEIVED, TODAY), "cannot have come before"),
        (answering_problem(facts(answered_on=ANSWERED), TODAY, TODAY), "answered on 16 November 2026 already"),
        (answering_problem(CLOSED, TODAY, TODAY), "reopen it first"),
        (closing_problem(facts(), TODAY, Verdict.FOUNDED, TODAY), "not answered yet"),
        (closing_problem(facts(), TODAY, None, TODAY), "not answered yet"),
        (closing_problem(facts(answered_on=ANSWERED), TODAY, None, TODAY), "verdict is not chosen"),
        (closing_problem(facts(answered_on=ANSWERED), TODAY, Verdict.WITHDRAWN, TODAY), "close it with its verdict"),
        (closing_problem(facts(answered_on=ANSWERED), RECEIVED, Verdict.FOUNDED, TODAY), "before what was done"),
        (closing_problem(facts(answered_on=ANSWERED), AHEAD, Verdict.FOUNDED, TODAY), "in the future"),
        (closing_problem(facts(), BEFORE, Verdict.WITHDRAWN, TODAY), "before the receipt"),
        (closing_problem(CLOSED, TODAY, Verdict.FOUNDED, TODAY), "closed on 16 November 2026 already"),
        (passing_problem(CLOSED, BEFORE, TODAY), "before the receipt"),
        (passing_problem(facts(passed_on=RECEIVED), TODAY, TODAY), "already"),
        (correction_problem(facts(), RECEIVED, None, TODAY), "already"),
        (correction_problem(facts(), AHEAD, None, TODAY), "in the future"),
        (correction_problem(facts(), ANSWERED, date(2026, 11, 3), TODAY), "Something was done"),
        (correction_problem(CLOSED, BEFORE, None, TODAY), "reopen it first"),
    ],
)
def test_a_day_that_cannot_be_is_told(problem: Sentence | None, words: str) -> None:
    assert words in told(problem)


def test_what_can_be_is_not_refused() -> None:
    assert acknowledging_problem(facts(), RECEIVED, TODAY) is None
    assert answering_problem(facts(acknowledged_on=ANSWERED), ANSWERED, TODAY) is None
    assert closing_problem(facts(answered_on=ANSWERED), ANSWERED, Verdict.UNFOUNDED, TODAY) is None
    assert closing_problem(facts(), TODAY, Verdict.WITHDRAWN, TODAY) is None
    assert passing_problem(CLOSED, RECEIVED, TODAY) is None
    assert answering_problem(AGAIN, ANSWERED, TODAY) is None
    assert closing_problem(AGAIN, ANSWERED, Verdict.WITHDRAWN, TODAY) is None
    assert correction_problem(facts(), BEFORE, RECEIVED, TODAY) is None
    assert received_problem(TODAY, TODAY) is None
    assert received_problem(date(2000, 1, 1), TODAY) is None
