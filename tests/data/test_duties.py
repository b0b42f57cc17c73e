"""What is to be done for a request follows from what happened, and from nothing that somebody ticked."""

from dataclasses import replace

import pytest

from data_layer.carrying_out.duties import Facts, Task, duties
from data_layer.vocabulary import Outcome, Right

NOTHING = Facts(places_left=4)
ALL = Facts(
    places_left=0, overview_made=True, overview_reviewed=True, overview_sent=True, answer_sent=True, corrections=1,
    erasure_proposed=True, erased=True, restricted=True, restricts=False, portable_made=True, portable_sent=True,
    objections=1, undecided=0, consents_ended=1, notices=2, notices_open=0,
)  # fmt: skip
WORK = {
    Right.ACCESS: [Task.PLACES, Task.OVERVIEW, Task.REVIEW, Task.OVERVIEW_SENT],
    Right.RECTIFICATION: [Task.CORRECTION],
    Right.COMPLETION: [Task.CORRECTION],
    Right.ERASURE: [Task.ERASURE_PROPOSED, Task.ERASURE],
    Right.RESTRICTION: [Task.RESTRICTION],
    Right.PORTABILITY: [Task.PORTABLE_DATA, Task.PORTABLE_DATA_SENT],
    Right.OBJECTION: [Task.OBJECTION, Task.OBJECTION_DECIDED],
    Right.CONSENT_WITHDRAWAL: [Task.CONSENT],
}


def open_tasks(right: Right, outcome: Outcome | None, facts: Facts) -> list[Task]:
    return [duty.task for duty in duties(right, outcome, facts) if duty.is_needed and not duty.is_done]


@pytest.mark.parametrize("right", Right)
def test_every_right_has_its_work_and_is_done_when_all_of_it_happened(right: Right) -> None:
    assert open_tasks(right, None, NOTHING) == WORK[right]
    assert open_tasks(right, Outcome.GRANTED, NOTHING) == WORK[right]
    assert open_tasks(right, Outcome.PARTLY_GRANTED, ALL) == []
    assert all(duty.is_done for duty in duties(right, Outcome.GRANTED, ALL))


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.NOT_IDENTIFIED])
@pytest.mark.parametrize("right", Right)
def test_what_is_not_honoured_is_not_carried_out(right: Right, outcome: Outcome) -> None:
    assert open_tasks(right, outcome, NOTHING) == []


def test_what_was_begun_is_ended_also_for_a_request_that_is_refused() -> None:
    begun = replace(NOTHING, objections=2, undecided=1, restricted=True, restricts=True)
    assert open_tasks(Right.OBJECTION, Outcome.REFUSED, begun) == [Task.OBJECTION_DECIDED, Task.RESTRICTION_LIFTED]
    assert open_tasks(Right.OBJECTION, None, begun) == [Task.OBJECTION_DECIDED, Task.RESTRICTION_LIFTED]
    decided = replace(begun, undecided=0)
    assert open_tasks(Right.OBJECTION, Outcome.GRANTED, decided) == [Task.RESTRICTION_LIFTED]
    assert open_tasks(Right.RECTIFICATION, Outcome.GRANTED, replace(decided, corrections=1)) == [
        Task.RESTRICTION_LIFTED
    ]


def test_a_restriction_that_was_asked_for_may_stand_when_its_case_is_finished() -> None:
    standing = replace(NOTHING, restricted=True, restricts=True)
    assert open_tasks(Right.RESTRICTION, Outcome.GRANTED, standing) == []


@pytest.mark.parametrize("right", Right)
def test_recipients_are_told_whatever_the_outcome(right: Right) -> None:
    untold = replace(ALL, notices=2, notices_open=1)
    for outcome in Outcome:
        assert open_tasks(right, outcome, untold) == [Task.NOTICES]


def test_the_letter_is_recommended_and_a_withdrawn_request_needs_none() -> None:
    letter = next(duty for duty in duties(Right.ACCESS, None, NOTHING) if duty.task is Task.LETTER)
    assert (letter.is_needed, letter.is_done) == (False, False)
    assert Task.LETTER not in [duty.task for duty in duties(Right.ACCESS, Outcome.WITHDRAWN, NOTHING)]
