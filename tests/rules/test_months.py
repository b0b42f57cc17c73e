"""Months as the figures count them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.months import (
    end_of_week,
    first_of_twelve_months,
    last_of,
    month_before,
    month_of,
    months_between,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 23), date(2025, 12, 1)),
        (date(2026, 12, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2026, 1, 31), date(2025, 2, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
    ],
)
def test_the_twelve_months_begin_eleven_months_before_this_one(today: date, first: date) -> None:
    assert first_of_twelve_months(today) == first


@given(DAYS)
def test_the_month_before_ends_the_day_before_this_one_begins(today: date) -> None:
    before = month_before(today)
    assert before.day == 1
    assert last_of(before) + A_DAY == today.replace(day=1)


@given(DAYS)
def test_twelve_months_follow_each_other_without_a_gap_up_to_that_of_today(today: date) -> None:
    months = months_between(first_of_twelve_months(today), today)
    assert len(months) == 12
    assert months[0] == first_of_twelve_months(today)
    assert months[-1] == date(today.year, today.month, 1)
    for month, following in pairwise(months):
        assert last_of(month) + A_DAY == following
    assert months[-1] <= today <= last_of(months[-1])


@pytest.mark.parametrize(
    ("code", "month"),
    [("2026-03", date(2026, 3, 1)), ("2025-12", date(2025, 12, 1)), ("9999-12", date(9999, 12, 1))],
)
def test_a_month_is_read_from_its_code(code: str, month: date) -> None:
    assert month_of(code) == month


@pytest.mark.parametrize(
    "code",
    [
        None,
        "",
        "2026",
        "2026-3",
        "2026-00",
        "2026-13",
        "202603",
        "0000-01",
        "2026-03-01",
        "2026-W1",
        " 2026-3",
        "maart",
    ],
)
def test_what_is_no_month_is_none(code: str | None) -> None:
    assert month_of(code) is None


@given(st.one_of(st.text(max_size=10), st.text("0123456789-W", min_size=7, max_size=7)))
def test_only_a_year_and_a_month_make_a_month(code: str) -> None:
    month = month_of(code)
    assert month is None or month.isoformat() == f"{code}-01"


@given(st.dates())
def test_the_code_of_a_month_gives_that_month(day: date) -> None:
    assert month_of(day.isoformat()[:7]) == day.replace(day=1)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(day: date, last: date) -> None:
    assert last_of(day) == last


@given(st.dates(max_value=date(9999, 11, 30)))
def test_after_the_last_day_of_a_month_comes_the_first_of_another(day: date) -> None:
    last = last_of(day)
    assert day <= last
    assert (last.year, last.month) == (day.year, day.month)
    assert (last + A_DAY).day == 1


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 29), id="Monday"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 29), id="Saturday"),
        pytest.param(date(2026, 11, 29), date(2026, 11, 29), id="Sunday"),
        pytest.param(date(2026, 12, 28), date(2027, 1, 3), id="into the next year"),
    ],
)
def test_a_week_ends_on_its_sunday(today: date, sunday: date) -> None:
    assert end_of_week(today) == sunday


@given(DAYS)
def test_the_end_of_the_week_is_the_first_sunday_from_today_on(today: date) -> None:
    end = end_of_week(today)
    assert end.isoweekday() == 7
    assert timedelta(0) <= end - today < timedelta(days=7)
