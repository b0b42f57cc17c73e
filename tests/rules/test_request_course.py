"""The course of a request follows from its dated events, never the other way round."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.deadlines import deadline
from data_layer.rules.request_course import (
    NO_REPLY,
    REPLACED,
    UNASKED,
    Course,
    EventKind,
    Happened,
    course_of,
    event_problem,
    receipt_problem,
    withdrawal_target,
)

RECEIVED = date(2026, 3, 5)


def happened(kind: EventKind, on: date, id: int = 1, **facts: object) -> Happened:  # noqa: A002 - the event's own word
    return Happened(id, kind, on, **facts)  # type: ignore[arg-type]  # about and code, as given


def test_a_request_that_was_only_received_runs_one_month() -> None:
    course = course_of([happened(EventKind.RECEIVED, RECEIVED)])
    assert (course.standing, course.deadline.safe_last_day) == ("received", date(2026, 4, 5))
    assert course.waiting_since is None
    assert course.doubts == ()


def test_a_question_makes_it_wait_and_its_answer_moves_the_days() -> None:
    events = [
        happened(EventKind.RECEIVED, RECEIVED),
        happened(EventKind.QUESTION_ASKED, date(2026, 3, 7), 2),
    ]
    waiting = course_of(events)
    assert (waiting.standing, waiting.waiting_since) == ("waiting", date(2026, 3, 7))
    assert waiting.deadline.suspended_days == 0
    answered = course_of([*events, happened(EventKind.QUESTION_ANSWERED, date(2026, 3, 12), 3, about=2)])
    assert (answered.standing, answered.waiting_since) == ("in_progress", None)
    assert answered.deadline.safe_last_day == date(2026, 4, 10)


def test_it_waits_since_the_first_question_that_is_open() -> None:
    course = course_of(
        [
            happened(EventKind.RECEIVED, RECEIVED),
            happened(EventKind.QUESTION_ASKED, date(2026, 3, 6), 2),
            happened(EventKind.QUESTION_ASKED, date(2026, 3, 9), 3),
            happened(EventKind.QUESTION_ASKED, date(2026, 3, 10), 4),
            happened(EventKind.QUESTION_ANSWERED, date(2026, 3, 11), 5, about=2),
        ]
    )
    assert course.waiting_since == date(2026, 3, 9)


def test_an_extension_makes_it_three_months_from_receipt() -> None:
    course = course_of(
        [happened(EventKind.RECEIVED, date(2026, 1, 31)), happened(EventKind.EXTENDED, date(2026, 2, 28), 2)]
    )
    assert course.deadline.safe_last_day == date(2026, 4, 30)


def test_an_extension_or_question_that_turns_out_too_late_after_a_correction_moves_nothing_and_is_told() -> None:
    course = course_of(
        [
            happened(EventKind.RECEIVED, RECEIVED),
            happened(EventKind.QUESTION_ASKED, date(2026, 4, 1), 2),
            happened(EventKind.EXTENDED, date(2026, 4, 2), 3),
            happened(EventKind.RECEIPT_CORRECTED, date(2026, 2, 20), 4),
        ]
    )
    assert course.deadline.safe_last_day == date(2026, 3, 20)
    assert not course.deadline.extended
    assert (course.standing, course.waiting_since) == ("in_progress", None)
    assert len(course.doubts) == 2


def test_the_answer_ends_the_waiting_and_carries_the_outcome() -> None:
    course = course_of(
        [
            happened(EventKind.RECEIVED, RECEIVED),
            happened(EventKind.QUESTION_ASKED, date(2026, 3, 6), 2),
            happened(EventKind.REFUSED, date(2026, 3, 20), 3, code="refused"),
        ]
    )
    assert (course.standing, course.waiting_since) == ("answered", None)
    assert (course.answered_on, course.outcome) == (date(2026, 3, 20), "refused")


def test_a_refusal_is_due_within_the_first_month_however_the_request_was_extended() -> None:
    events = [
        happened(EventKind.RECEIVED, RECEIVED),
        happened(EventKind.EXTENDED, date(2026, 3, 20), 2),
    ]
    for kind, code in ((EventKind.REFUSED, "refused"), (EventKind.ANSWERED, "not_identified")):
        refused = course_of([*events, happened(kind, date(2026, 5, 1), 3, code=code)])
        assert (refused.deadline.extended, refused.deadline.safe_last_day) == (False, date(2026, 4, 5))
        assert "first month" in refused.doubts[-1].msgid
    granted = course_of([*events, happened(EventKind.ANSWERED, date(2026, 5, 1), 3, code="partly_granted")])
    assert (granted.deadline.extended, granted.deadline.safe_last_day) == (True, date(2026, 6, 5))
    assert granted.doubts == ()


def test_a_question_or_extension_dated_after_the_answer_moves_no_day() -> None:
    def course_with(on: date) -> Course:
        return course_of(
            [
                happened(EventKind.RECEIVED, RECEIVED),
                happened(EventKind.ANSWERED, date(2026, 3, 20), 2, code="granted"),
                happened(EventKind.QUESTION_ASKED, on, 3),
                happened(EventKind.EXTENDED, on, 5),
            ]
        )

    assert course_with(date(2026, 3, 21)).deadline == deadline(RECEIVED)
    assert course_with(date(2026, 3, 20)).deadline.extended


@pytest.mark.parametrize(
    ("replied_on", "is_recorded_before", "suspended"),
    [(19, True, 4), (19, False, 4), (20, True, 5), (20, False, 0), (25, True, 0), (25, False, 0)],
)
def test_a_reply_counts_until_the_answer_and_one_of_that_very_day_only_if_it_was_recorded_before(
    replied_on: int, is_recorded_before: bool, suspended: int
) -> None:
    ends = [
        happened(EventKind.QUESTION_ANSWERED, date(2026, 3, replied_on), 3, about=2),
        happened(EventKind.ANSWERED, date(2026, 3, 20), 4, code="granted"),
    ]
    course = course_of(
        [
            happened(EventKind.RECEIVED, RECEIVED),
            happened(EventKind.QUESTION_ASKED, date(2026, 3, 15), 2),
            *(ends if is_recorded_before else ends[::-1]),
        ]
    )
    assert (course.deadline.suspended_days, course.waiting_since) == (suspended, None)


def test_a_question_that_nobody_reacted_to_is_closed_and_adds_no_days() -> None:
    events = [
        happened(EventKind.RECEIVED, RECEIVED),
        happened(EventKind.QUESTION_ASKED, date(2026, 3, 15), 2),
        happened(EventKind.REMINDED, date(2026, 3, 29), 3, about=2),
    ]
    assert course_of(events).reminded_on == date(2026, 3, 29)
    closed = course_of([*events, happened(EventKind.QUESTION_ANSWERED, date(2026, 4, 1), 4, about=2, code=NO_REPLY)])
    assert (closed.deadline, closed.waiting_since, closed.reminded_on) == (deadline(RECEIVED), None, None)
    assert closed.doubts == ()


MARCH = {day: date(2026, 3, day) for day in (10, 12, 14)}
VERIFIED, AUTHORISED = EventKind.IDENTITY_VERIFIED, EventKind.AUTHORISED
FAILED, FOUND, KNOWN = EventKind.IDENTITY_FAILED, EventKind.CLIENT_FOUND, EventKind.APPLICANT_KNOWN


@pytest.mark.parametrize(
    ("events", "certain_since"),
    [
        ([(VERIFIED, 12, None), (AUTHORISED, 14, None)], (12, 14)),
        ([(VERIFIED, 12, None), (VERIFIED, 14, None)], (12, None)),
        ([(VERIFIED, 14, None), (AUTHORISED, 14, None), (FAILED, 10, None)], (None, 14)),
        ([(FAILED, 14, None), (VERIFIED, 10, None)], (10, None)),
        ([(VERIFIED, 12, None), (AUTHORISED, 12, None), (FOUND, 14, None)], (12, 12)),
        ([(VERIFIED, 12, None), (AUTHORISED, 12, None), (FOUND, 14, REPLACED)], (None, None)),
        ([(VERIFIED, 12, None), (FOUND, 14, REPLACED), (VERIFIED, 14, None)], (14, None)),
        ([(VERIFIED, 12, None), (AUTHORISED, 12, None), (KNOWN, 14, "self")], (None, None)),
        ([(VERIFIED, 12, None), (AUTHORISED, 12, None), (KNOWN, 14, None)], (12, 12)),
    ],
)
def test_it_is_certain_who_asks_and_may_until_a_check_fails_or_it_is_somebody_else(
    events: list[tuple[EventKind, int, str | None]], certain_since: tuple[int | None, int | None]
) -> None:
    course = course_of(
        [
            happened(EventKind.RECEIVED, RECEIVED),
            *(happened(kind, MARCH[day], n, code=code) for n, (kind, day, code) in enumerate(events, 2)),
        ]
    )
    assert (course.identified_on, course.authorised_on) == tuple(day and MARCH[day] for day in certain_since)


def test_a_copy_lies_here_until_it_is_destroyed_asked_or_not() -> None:
    events = [
        happened(EventKind.RECEIVED, RECEIVED),
        happened(EventKind.IDENTITY_ASKED, MARCH[10], 2),
        happened(EventKind.COPY_RECEIVED, MARCH[12], 3, about=2),
        happened(EventKind.COPY_RECEIVED, MARCH[14], 4, code=UNASKED),
    ]
    assert course_of(events).copy_since == MARCH[12]
    events.append(happened(EventKind.COPY_DESTROYED, MARCH[14], 5, about=2))
    assert course_of(events).copy_since == MARCH[14]
    events.append(happened(EventKind.COPY_DESTROYED, MARCH[14], 6, about=4))
    assert course_of(events).copy_since is None


def test_reopening_takes_the_answer_and_the_end_away() -> None:
    course = course_of(
        [
            happened(EventKind.RECEIVED, RECEIVED),
            happened(EventKind.ANSWERED, date(2026, 3, 10), 2, code="granted"),
            happened(EventKind.FINISHED, date(2026, 3, 11), 3),
            happened(EventKind.REOPENED, date(2026, 3, 12), 4),
        ]
    )
    assert (course.standing, course.answered_on, course.outcome, course.finished_on) == (
        "in_progress",
        None,
        None,
        None,
    )


def test_a_request_without_receipt_has_no_course() -> None:
    with pytest.raises(ValueError, match="receipt"):
        course_of([happened(EventKind.NOTE, RECEIVED)])


@given(
    received=st.dates(date(2019, 1, 1), date(2090, 1, 1)),
    offsets=st.lists(st.tuples(st.integers(0, 27), st.integers(0, 60)), max_size=4),
)
def test_the_course_says_what_the_clock_says(received: date, offsets: list[tuple[int, int]]) -> None:
    pauses = [(received + timedelta(a), received + timedelta(a + b)) for a, b in offsets]
    events = [happened(EventKind.RECEIVED, received)]
    for n, (asked, answered) in enumerate(pauses):
        events.append(happened(EventKind.QUESTION_ASKED, asked, 10 + n))
        events.append(happened(EventKind.QUESTION_ANSWERED, answered, 100 + n, about=10 + n))
    assert course_of(events).deadline == deadline(received, pauses=pauses)


def test_a_withdrawal_of_consent_is_carried_out_on_the_working_day_itself_or_the_next() -> None:
    assert withdrawal_target(date(2026, 11, 20)) == date(2026, 11, 20)  # Friday
    assert withdrawal_target(date(2026, 11, 21)) == date(2026, 11, 23)  # Saturday
    assert withdrawal_target(date(2026, 12, 25)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("received", "is_possible"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
        (date(2018, 5, 25), True),
        (date(2018, 5, 24), False),
    ],
)
def test_a_receipt_lies_between_the_start_of_the_gdpr_and_today(received: date, is_possible: bool) -> None:
    assert (receipt_problem(received, date(2026, 11, 23)) is None) == is_possible


@pytest.mark.parametrize(
    ("on", "is_possible"),
    [
        (date(2026, 3, 4), False),
        (date(2026, 3, 5), True),
        (date(2026, 3, 20), True),
        (date(2026, 3, 21), False),
        (date(2026, 3, 24), False),
    ],
)
def test_what_moves_the_days_lies_between_the_receipt_and_the_answer(on: date, is_possible: bool) -> None:
    assert (event_problem(on, RECEIVED, date(2026, 3, 20), date(2026, 3, 23)) is None) == is_possible
