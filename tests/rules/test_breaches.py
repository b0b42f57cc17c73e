"""The 72 hours of a data breach, and what is still to be done with one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.breaches import (
    MOST_PERSONS,
    Handling,
    Reporting,
    Risk,
    Step,
    closing_problems,
    hours_left,
    is_late,
    problem,
    remaining,
    report_by,
    reporting,
)
from data_layer.rules.checks import AMSTERDAM
from data_layer.rules.sentences import say
from data_layer.wording import put

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AWARE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NOW = AWARE + 200 * HOUR
UNTOUCHED = Handling(AWARE, "List sent to a wrong address")
DONE = replace(UNTOUCHED, risk="risk", told_authority_at=AWARE + 5 * HOUR, consequences="none", measures="deleted")
INSTANTS = st.builds(
    datetime.fromtimestamp, st.integers(1_550_000_000, 2_050_000_000), st.sampled_from([UTC, AMSTERDAM])
)


def test_the_72_hours_run_through_the_weekend_and_the_change_of_the_clock() -> None:
    friday_before_winter_time = datetime(2026, 10, 23, 17, 30, tzinfo=AMSTERDAM)
    assert report_by(friday_before_winter_time) == datetime(2026, 10, 26, 15, 30, tzinfo=UTC)
    assert put(say("%(until)s", until=report_by(friday_before_winter_time)), "nl") == "26 oktober 2026 16:30"
    friday_before_summer_time = datetime(2026, 3, 27, 17, 30, tzinfo=AMSTERDAM)
    assert put(say("%(until)s", until=report_by(friday_before_summer_time)), "nl") == "30 maart 2026 18:30"


def test_an_hour_that_the_hands_of_the_clock_do_not_show_counts() -> None:
    aware = datetime(2026, 10, 23, 17, 30, tzinfo=AMSTERDAM)
    by_the_hands = datetime(2026, 10, 26, 17, 0, tzinfo=AMSTERDAM)  # 71:30 by the hands, 72:30 in truth
    assert is_late(aware, by_the_hands)
    assert hours_left(aware, by_the_hands) == -1
    assert not is_late(aware, datetime(2026, 10, 26, 16, 30, tzinfo=AMSTERDAM))
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    assert report_by(twice.replace(fold=1)) - report_by(twice) == HOUR


@pytest.mark.parametrize(
    ("after", "late", "left"),
    [(0 * HOUR, False, 72), (MINUTE, False, 71), (31 * HOUR, False, 41), (72 * HOUR, False, 0),
     (72 * HOUR + MINUTE, True, -1), (100 * HOUR, True, -28)],
)  # fmt: skip
def test_the_last_minute_is_in_time_and_the_next_is_not(after: timedelta, late: bool, left: int) -> None:
    assert is_late(AWARE, AWARE + after) is late
    assert hours_left(AWARE, AWARE + after) == left


@given(INSTANTS, INSTANTS)
def test_whatever_the_zone_late_means_more_than_72_hours_of_real_time(aware: datetime, told: datetime) -> None:
    seconds = told.timestamp() - aware.timestamp()
    assert is_late(aware, told) == (seconds > 72 * 3600)
    assert hours_left(aware, told) == (72 * 3600 - seconds) // 3600
    assert report_by(aware).timestamp() == aware.timestamp() + 72 * 3600


def test_a_moment_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        report_by(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - what it is about


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        ({}, [Step.RISK, Step.AUTHORITY, Step.MEASURES, Step.CLOSE]),
        ({"risk": "unlikely"}, [Step.AUTHORITY, Step.MEASURES, Step.CLOSE]),
        ({"risk": "unlikely", "why_not_told": "encrypted"}, [Step.MEASURES, Step.CLOSE]),
        ({"risk": "risk"}, [Step.AUTHORITY, Step.MEASURES, Step.CLOSE]),
        ({"risk": "high"}, [Step.AUTHORITY, Step.PERSONS, Step.MEASURES, Step.CLOSE]),
        ({"risk": "high", "told_authority_at": AWARE}, [Step.PERSONS, Step.MEASURES, Step.CLOSE]),
        ({"risk": "high", "told_authority_at": AWARE, "told_persons_at": AWARE}, [Step.MEASURES, Step.CLOSE]),
        ({"risk": "high", "told_authority_at": AWARE, "why_persons_not_told": "x"}, [Step.MEASURES, Step.CLOSE]),
        ({"risk": "unlikely", "told_authority_at": AWARE, "measures": "x"}, [Step.MEASURES, Step.CLOSE]),
        ({"told_authority_at": AWARE, "measures": "x", "consequences": "x"}, [Step.RISK, Step.CLOSE]),
    ],
)  # fmt: skip
def test_the_steps_that_remain_follow_from_what_was_done(facts: dict[str, Any], steps: list[Step]) -> None:
    handling = replace(UNTOUCHED, **facts)
    assert list(remaining(handling)) == steps
    assert len(closing_problems(handling)) == len(steps) - 1


def test_what_was_wholly_dealt_with_can_be_closed() -> None:
    assert remaining(DONE) == (Step.CLOSE,)
    assert closing_problems(DONE) == ()


def test_reporting_is_due_until_the_risk_is_called_unlikely() -> None:
    for risk in (None, "risk", "high"):
        assert reporting(replace(UNTOUCHED, risk=risk), AWARE + HOUR) is Reporting.DUE
        assert reporting(replace(UNTOUCHED, risk=risk), AWARE + 73 * HOUR) is Reporting.OVERDUE
    assert reporting(replace(UNTOUCHED, risk="unlikely"), NOW) is Reporting.NOT_NEEDED
    assert reporting(DONE, NOW) is Reporting.IN_TIME
    assert reporting(replace(DONE, told_authority_at=AWARE + 73 * HOUR), NOW) is Reporting.LATE


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("what", {"what": " "}),
        ("aware_at", {"aware_at": NOW + MINUTE}),
        ("aware_at", {"aware_at": datetime(1026, 11, 20, tzinfo=UTC)}),
        ("persons", {"persons": -1}),
        ("persons", {"persons": MOST_PERSONS + 1}),
        ("risk", {"risk": "laag"}),
        ("told_authority_at", {"told_authority_at": NOW + MINUTE, "delay_reason": "x"}),
        ("told_authority_at", {"told_authority_at": AWARE - MINUTE}),
        ("told_persons_at", {"told_persons_at": NOW + MINUTE}),
        ("told_persons_at", {"told_persons_at": AWARE - MINUTE}),
        ("delay_reason", {"told_authority_at": AWARE + 73 * HOUR}),
        ("delay_reason", {"told_authority_at": NOW - HOUR, "aware_at": NOW - 74 * HOUR}),
        ("why_not_told", {"told_authority_at": AWARE, "risk": "unlikely", "why_not_told": "x"}),
        ("why_not_told", {"why_not_told": "x"}),
        ("why_not_told", {"why_not_told": "x", "risk": Risk.RISK}),
        ("why_persons_not_told", {"why_persons_not_told": "x", "told_persons_at": AWARE}),
    ],
)
def test_what_cannot_be_true_or_may_not_be_so_is_named_with_its_field(field: str, facts: dict[str, Any]) -> None:
    found = problem(replace(UNTOUCHED, **facts), NOW)
    assert found is not None
    assert found[0] == field


def test_told_before_learning_of_it_is_seen_by_real_time() -> None:
    aware = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1)
    hands_ahead = datetime(2026, 10, 25, 2, 45, tzinfo=AMSTERDAM)  # the first 2:45, half an hour and more before
    found = problem(replace(UNTOUCHED, aware_at=aware, told_authority_at=hands_ahead), NOW)
    assert found is not None
    assert found[0] == "told_authority_at"


def test_what_is_well_has_no_problem() -> None:
    for facts in (
        {},
        {"persons": 0, "risk": "unlikely", "why_not_told": "encrypted"},
        {"risk": "unlikely", "told_authority_at": AWARE},
        {"risk": "high", "told_authority_at": AWARE + 80 * HOUR, "delay_reason": "ill", "told_persons_at": NOW},
        {"risk": "high", "why_persons_not_told": "34(3)(a)"},
    ):
        assert problem(replace(UNTOUCHED, **facts), NOW) is None
