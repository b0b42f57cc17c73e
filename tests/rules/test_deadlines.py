"""The clock of a request: worked examples, and what must hold for every date."""

from datetime import date, timedelta
from typing import NamedTuple

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.deadlines import (
    Pause,
    Phase,
    add_months,
    deadline,
    dutch_free_day,
    extension_last_day,
    extension_problem,
    free_days,
    late_question_warning,
    next_working_day,
    pause_problem,
    phase,
    phase_bounds,
    working_days_between,
)
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import HOLIDAYS, holidays_on


def day(text: str) -> date:
    return date.fromisoformat(text)


DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
GAPS = st.integers(0, 40).map(lambda n: timedelta(days=n))


@st.composite
def requests_with_pauses(draw: st.DrawFn) -> tuple[date, list[Pause]]:
    received = draw(DAYS)
    pauses: list[Pause] = []
    for start, length in draw(st.lists(st.tuples(GAPS, st.one_of(st.none(), GAPS)), max_size=5)):
        asked = received + start
        pauses.append((asked, None if length is None else asked + length))
    return received, pauses


# Receipt → safe last day, legal last day.
ORDINARY = [
    pytest.param("2024-03-05", "2024-04-05", "2024-04-05", id="ordinary"),
    pytest.param("2025-08-31", "2025-09-30", "2025-09-30", id="September has no 31st"),
    pytest.param("2028-01-30", "2028-02-29", "2028-02-29", id="leap year"),
    pytest.param("2026-01-31", "2026-02-28", "2026-03-02", id="Saturday becomes Monday"),
    pytest.param("2025-02-28", "2025-03-28", "2025-03-28", id="not 31 March"),
    pytest.param("2024-02-29", "2024-03-29", "2024-04-02", id="Good Friday, weekend, Easter Monday"),
    pytest.param("2025-03-26", "2025-04-26", "2025-04-28", id="King's Day on Saturday 26 April"),
    pytest.param("2027-04-05", "2027-05-05", "2027-05-07", id="5 May, then Ascension Day"),
    pytest.param("2026-11-25", "2026-12-25", "2026-12-28", id="Christmas and a weekend"),
    pytest.param("2026-11-30", "2026-12-30", "2026-12-30", id="bridge days are working days"),
    pytest.param("2026-03-01", "2026-04-01", "2026-04-01", id="receipt on a Sunday does not roll"),
]


@pytest.mark.parametrize(("received", "safe", "legal"), ORDINARY)
def test_a_request_is_due_one_month_after_receipt(received: str, safe: str, legal: str) -> None:
    found = deadline(day(received))
    assert (found.safe_last_day, found.legal_last_day) == (day(safe), day(legal))
    assert (found.strict_day, found.suspended_days, found.extended) == (day(safe), 0, False)


@pytest.mark.parametrize(
    ("received", "safe", "legal"),
    [
        pytest.param("2026-01-31", "2026-04-30", "2026-04-30", id="three months at once"),
        pytest.param("2027-11-30", "2028-02-29", "2028-02-29", id="clamped in a leap year"),
    ],
)
def test_an_extension_is_one_period_of_three_months(received: str, safe: str, legal: str) -> None:
    found = deadline(day(received), extended=True)
    assert (found.safe_last_day, found.legal_last_day) == (day(safe), day(legal))
    assert found.strict_day == day(safe)
    assert found.extended


class Paused(NamedTuple):
    received: str
    pauses: list[tuple[str, str | None]]
    suspended_days: int
    safe: str
    legal: str
    strict: str
    extended: bool = False


PAUSED = {
    "five days": Paused("2026-03-05", [("2026-03-07", "2026-03-12")], 5, "2026-04-10", "2026-04-10", "2026-04-05"),
    "merged: nine days, not fourteen": Paused(
        "2026-09-01",
        [("2026-09-03", "2026-09-10"), ("2026-09-05", "2026-09-12")],
        9,
        "2026-10-10",
        "2026-10-12",
        "2026-10-01",
    ),
    "extended, then Whit Sunday and Whit Monday": Paused(
        "2026-02-10",
        [("2026-02-12", "2026-02-26")],
        14,
        "2026-05-24",
        "2026-05-26",
        "2026-05-10",
        extended=True,
    ),
    "an interval inside another counts once": Paused(
        "2026-09-01",
        [("2026-09-03", "2026-09-20"), ("2026-09-05", "2026-09-07"), ("2026-09-18", "2026-09-21")],
        18,
        "2026-10-19",
        "2026-10-19",
        "2026-10-01",
    ),
    "an interval may cross the base date": Paused(
        "2026-03-05", [("2026-03-30", "2026-04-20")], 21, "2026-04-26", "2026-04-28", "2026-04-05"
    ),
    "answered the same day adds nothing": Paused(
        "2026-03-05", [("2026-03-07", "2026-03-07")], 0, "2026-04-05", "2026-04-07", "2026-04-05"
    ),
    "an open question adds nothing": Paused(
        "2026-03-05", [("2026-03-07", None)], 0, "2026-04-05", "2026-04-07", "2026-04-05"
    ),
}


@pytest.mark.parametrize("case", PAUSED.values(), ids=PAUSED.keys())
def test_waiting_for_an_answer_adds_its_merged_days(case: Paused) -> None:
    pauses = [(day(asked), day(answered) if answered else None) for asked, answered in case.pauses]
    found = deadline(day(case.received), extended=case.extended, pauses=pauses)
    assert found.suspended_days == case.suspended_days
    assert (found.safe_last_day, found.legal_last_day) == (day(case.safe), day(case.legal))
    assert found.strict_day == day(case.strict)


@given(requests_with_pauses(), st.booleans())
def test_the_legal_day_is_never_a_free_day_nor_before_the_safe_day(
    request_: tuple[date, list[Pause]], extended: bool
) -> None:
    received, pauses = request_
    found = deadline(received, extended=extended, pauses=pauses)
    assert not dutch_free_day(found.legal_last_day)
    assert found.legal_last_day >= found.safe_last_day
    between = (found.legal_last_day - found.safe_last_day).days
    assert all(dutch_free_day(found.safe_last_day + timedelta(days=n)) for n in range(between))


@given(DAYS, st.integers(0, 400), st.booleans())
def test_who_asks_later_is_never_due_earlier(received: date, later: int, extended: bool) -> None:
    first = deadline(received, extended=extended)
    second = deadline(received + timedelta(days=later), extended=extended)
    assert first.safe_last_day <= second.safe_last_day
    assert first.legal_last_day <= second.legal_last_day


@given(requests_with_pauses())
def test_merged_pauses_are_the_days_that_some_question_was_open(request_: tuple[date, list[Pause]]) -> None:
    received, pauses = request_
    answered = [(asked, end) for asked, end in pauses if end]
    open_days = {asked + timedelta(days=n) for asked, end in answered for n in range((end - asked).days)}
    found = deadline(received, pauses=pauses).suspended_days
    assert found == len(open_days)
    if answered:
        assert found <= (max(end for _, end in answered) - min(asked for asked, _ in answered)).days


@given(requests_with_pauses(), GAPS, GAPS)
def test_adding_a_pause_never_makes_it_earlier(
    request_: tuple[date, list[Pause]], start: timedelta, length: timedelta
) -> None:
    received, pauses = request_
    before = deadline(received, pauses=pauses)
    after = deadline(received, pauses=[*pauses, (received + start, received + start + length)])
    assert after.safe_last_day >= before.safe_last_day
    assert after.legal_last_day >= before.legal_last_day
    assert after.strict_day == before.strict_day


@given(requests_with_pauses())
def test_the_order_of_the_pauses_does_not_matter(request_: tuple[date, list[Pause]]) -> None:
    received, pauses = request_
    found = deadline(received, pauses=pauses)
    assert deadline(received, pauses=pauses[::-1]).suspended_days == found.suspended_days


@given(DAYS)
def test_an_extension_is_exactly_three_months(received: date) -> None:
    assert deadline(received, extended=True).safe_last_day == add_months(received, 3)


@pytest.mark.parametrize(
    ("pause", "complaint"),
    [
        (("2026-03-07", "2026-03-06"), "before it was asked"),
        (("2026-03-04", "2026-03-06"), "before the request was received"),
        (("2026-03-04", None), "before the request was received"),
    ],
)
def test_impossible_pauses_are_refused(pause: tuple[str, str | None], complaint: str) -> None:
    asked, answered = pause
    with pytest.raises(ValueError, match=complaint):
        deadline(day("2026-03-05"), pauses=[(day(asked), day(answered) if answered else None)])


def test_pauses_may_come_from_a_generator() -> None:
    found = deadline(day("2026-03-05"), pauses=(p for p in [(day("2026-03-07"), day("2026-03-12"))]))
    assert found.safe_last_day == day("2026-04-10")


# The explanation.


def test_the_steps_explain_a_short_month_and_a_weekend() -> None:
    assert deadline(day("2026-01-31")).steps == (
        say("received on %(day)s", day=day("2026-01-31")),
        say("one month from receipt"),
        say("%(month)s has no 31st", month=say("February")),
        say("%(day)s is a %(weekday)s", day=day("2026-02-28"), weekday=say("Saturday")),
        say("%(day)s is a %(weekday)s", day=day("2026-03-01"), weekday=say("Sunday")),
        say("last day: %(weekday)s %(day)s", weekday=say("Monday"), day=day("2026-03-02")),
    )


def test_the_steps_name_every_holiday_on_the_way() -> None:
    steps = deadline(day("2024-02-29")).steps
    assert steps[2:6] == (
        say("%(day)s is %(holiday)s", day=day("2024-03-29"), holiday=say("Good Friday")),
        say("%(day)s is a %(weekday)s", day=day("2024-03-30"), weekday=say("Saturday")),
        say(
            "%(day)s is a %(weekday)s (%(holiday)s)",
            day=day("2024-03-31"),
            weekday=say("Sunday"),
            holiday=say("Easter Sunday"),
        ),
        say("%(day)s is %(holiday)s", day=day("2024-04-01"), holiday=say("Easter Monday")),
    )


@pytest.mark.parametrize(
    ("received", "step"),
    [
        ("2026-01-29", say("February %(year)s has no 29th", year="2026")),
        ("2026-01-30", say("February has no 30th")),
        ("2026-03-31", say("%(month)s has no 31st", month=say("April"))),
    ],
)
def test_the_steps_say_which_day_a_month_lacks(received: str, step: Sentence) -> None:
    assert deadline(day(received)).steps[2] == step


def test_the_steps_tell_of_waiting_overlap_and_open_questions() -> None:
    received = day("2026-09-01")
    pauses = [
        (day("2026-09-03"), day("2026-09-10")),
        (day("2026-09-05"), day("2026-09-12")),
        (day("2026-09-14"), None),
    ]
    steps = deadline(received, extended=True, pauses=pauses).steps
    added = steps[2]
    assert steps[1] == say("extended: three months from receipt")
    assert dict(added.facts) == {"n": 9, "strict": day("2026-12-01"), "safe": day("2026-12-10")}
    assert steps[3] == say("days of waiting that overlap count once")
    assert steps[4] == say("the question of %(day)s is not answered yet and adds nothing", day=day("2026-09-14"))


def test_a_free_day_of_ones_own_is_explained_too() -> None:
    own = day("2024-04-05")
    found = deadline(day("2024-03-05"), is_free_day=lambda d: d == own)
    assert found.legal_last_day == day("2024-04-06")
    assert say("%(day)s is a day off", day=own) in found.steps


@given(requests_with_pauses(), st.booleans())
def test_every_explanation_can_be_put_into_words(request_: tuple[date, list[Pause]], extended: bool) -> None:
    received, pauses = request_
    found = deadline(received, extended=extended, pauses=pauses)
    for step in found.steps:
        assert step.msgid % dict(step.facts)
    assert dict(found.steps[0].facts)["day"] == received
    assert dict(found.steps[-1].facts)["day"] == found.legal_last_day


# Months, free days and working days.


@given(DAYS, st.integers(0, 120))
def test_a_month_on_is_the_same_day_number_or_the_last_of_the_month(d: date, n: int) -> None:
    found = add_months(d, n)
    assert found.year * 12 + found.month == d.year * 12 + d.month + n
    assert found.day == d.day or (found.day < d.day and (found + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("year", [2026, 2027, 2030, 2035])
def test_liberation_day_is_free_every_year(year: int) -> None:
    assert dutch_free_day(date(year, 5, 5))


@pytest.mark.parametrize(
    ("text", "free"),
    [
        pytest.param("2026-01-01", True, id="New Year's Day"),
        pytest.param("2026-04-03", True, id="Good Friday"),
        pytest.param("2026-04-06", True, id="Easter Monday"),
        pytest.param("2026-04-27", True, id="King's Day"),
        pytest.param("2031-04-26", True, id="King's Day a day earlier"),
        pytest.param("2026-05-14", True, id="Ascension Day"),
        pytest.param("2026-05-25", True, id="Whit Monday"),
        pytest.param("2026-12-25", True, id="Christmas Day"),
        pytest.param("2028-12-26", True, id="second day of Christmas"),
        pytest.param("2026-05-15", False, id="the bridge day after Ascension Day"),
        pytest.param("2026-12-24", False, id="the day before Christmas"),
        pytest.param("2014-04-30", False, id="no Queen's Day after 2013"),
        pytest.param("2026-01-02", False, id="an ordinary Friday"),
    ],
)
def test_the_dutch_public_holidays_are_free(text: str, free: bool) -> None:
    assert dutch_free_day(day(text)) is free


def test_good_friday_and_liberation_day_are_settings() -> None:
    without = free_days(good_friday=False, liberation_day=False)
    assert not without(day("2026-04-03"))
    assert not without(day("2026-05-05"))
    assert without(day("2026-04-06"))
    assert without(day("2016-05-05")), "still Ascension Day"
    assert without(day("2029-05-05")), "still a Saturday"
    assert deadline(day("2027-04-05"), is_free_day=without).legal_last_day == day("2027-05-05")


def test_every_holiday_that_the_library_knows_has_a_name_here() -> None:
    known = holidays.country_holidays("NL", years=range(1966, 2101), categories=("public", "optional"), language="nl")
    assert {name for on in known for name in known.get_list(on)} == set(HOLIDAYS)
    assert len(holidays_on(day("2016-05-05"))) == 2


@given(DAYS, st.integers(-10, 60))
def test_working_days_are_counted_after_the_first_and_up_to_the_last(after: date, length: int) -> None:
    until = after + timedelta(days=length)
    expected = [n for n in range(1, length + 1) if not dutch_free_day(after + timedelta(days=n))]
    assert working_days_between(after, until) == len(expected)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert working_days_between(day("2026-04-02"), day("2026-04-08")) == 2  # Good Friday to Easter Monday
    assert working_days_between(day("2026-04-02"), day("2026-04-02")) == 0


@given(DAYS)
def test_the_next_working_day_is_the_day_itself_if_it_works(d: date) -> None:
    found = next_working_day(d)
    assert not dutch_free_day(found)
    assert (found == d) is not dutch_free_day(d)
    assert working_days_between(d, found) == (0 if found == d else 1)


# Extension and questions.


def test_the_notice_of_extension_must_be_sent_within_the_month_without_a_roll() -> None:
    received = day("2026-01-31")
    assert extension_last_day(received) == day("2026-02-28")  # a Saturday
    assert extension_problem(received, day("2026-02-28")) is None
    assert extension_problem(received, received) is None
    late = extension_problem(received, day("2026-03-01"))
    assert late is not None
    assert dict(late.facts) == {"day": day("2026-02-28")}
    assert extension_problem(received, day("2026-01-30")) is not None


@pytest.mark.parametrize(
    ("asked", "answered", "good"),
    [
        pytest.param("2026-03-05", None, True, id="on the day of receipt"),
        pytest.param("2026-04-05", "2026-05-01", True, id="on the last day, though a Sunday"),
        pytest.param("2026-03-07", "2026-03-07", True, id="answered the same day"),
        pytest.param("2026-03-04", None, False, id="before receipt"),
        pytest.param("2026-04-06", None, False, id="after the month"),
        pytest.param("2026-03-07", "2026-03-06", False, id="answered before asked"),
    ],
)
def test_a_question_suspends_only_within_its_bounds(asked: str, answered: str | None, good: bool) -> None:
    problem = pause_problem(day("2026-03-05"), day(asked), day(answered) if answered else None)
    assert (problem is None) is good


def test_each_bound_has_its_own_sentence() -> None:
    received = day("2026-03-05")
    problems = (
        pause_problem(received, day("2026-03-04")),
        pause_problem(received, day("2026-04-06")),
        pause_problem(received, day("2026-03-07"), day("2026-03-06")),
    )
    assert [dict(problem.facts)["day"] for problem in problems if problem] == [
        received,
        day("2026-04-05"),
        day("2026-03-07"),
    ]
    assert len({problem.msgid for problem in problems if problem}) == 3


def test_a_question_after_more_than_five_working_days_is_warned_about() -> None:
    received = day("2026-03-05")  # a Thursday
    assert late_question_warning(received, day("2026-03-12")) is None
    warning = late_question_warning(received, day("2026-03-13"))
    assert warning is not None
    assert dict(warning.facts) == {"waited": 6, "day": day("2026-04-05")}
    school_closed = late_question_warning(received, day("2026-03-13"), lambda d: d == day("2026-03-06"))
    assert school_closed is not None
    assert dict(school_closed.facts)["waited"] == 7, "only that one day is free"


# Phases.


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param("2026-02-12", Phase.on_track, id="eleven working days left"),
        pytest.param("2026-02-13", Phase.soon, id="ten working days left"),
        pytest.param("2026-02-19", Phase.soon, id="six working days left"),
        pytest.param("2026-02-20", Phase.urgent, id="five working days left"),
        pytest.param("2026-02-27", Phase.urgent, id="no working day left"),
        pytest.param("2026-02-28", Phase.urgent, id="the safe day itself"),
        pytest.param("2026-03-01", Phase.last_days, id="past the safe day"),
        pytest.param("2026-03-02", Phase.last_days, id="the legal day itself"),
        pytest.param("2026-03-03", Phase.overdue, id="past the legal day"),
    ],
)
def test_a_request_grows_more_urgent_towards_its_last_day(today: str, expected: Phase) -> None:
    found = deadline(day("2026-01-31"))
    safe, legal = found.safe_last_day, found.legal_last_day
    assert phase(day(today), safe_last_day=safe, legal_last_day=legal, waiting=False) is expected
    assert phase(day(today), safe_last_day=safe, legal_last_day=legal, waiting=True) is Phase.waiting


@given(DAYS, st.integers(-10, 60))
def test_stored_days_compared_with_the_bounds_give_the_same_phase(today: date, distance: int) -> None:
    safe = today + timedelta(days=distance)
    legal = next_working_day(safe)
    bounds = phase_bounds(today)
    if legal < bounds.today:
        compared = Phase.overdue
    elif safe < bounds.today:
        compared = Phase.last_days
    elif safe <= bounds.urgent_until:
        compared = Phase.urgent
    elif safe <= bounds.soon_until:
        compared = Phase.soon
    else:
        compared = Phase.on_track
    assert phase(today, safe_last_day=safe, legal_last_day=legal, waiting=False) is compared


@given(DAYS, DAYS)
def test_as_days_go_by_a_phase_never_turns_milder(received: date, today: date) -> None:
    found = deadline(received)
    order = [Phase.on_track, Phase.soon, Phase.urgent, Phase.last_days, Phase.overdue]

    def rank(on: date) -> int:
        return order.index(
            phase(on, safe_last_day=found.safe_last_day, legal_last_day=found.legal_last_day, waiting=False)
        )

    today = received + timedelta(days=(today - received).days % 60)
    assert rank(today) <= rank(today + timedelta(days=1))
