"""A clock that stands too far from where it was last seen, and one that cannot be right at all."""

from datetime import UTC, datetime, timedelta

import pytest

from data_layer.rules.clocks import is_possible, stands_apart

SEEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "apart"),
    [
        (timedelta(0), None),
        (timedelta(hours=-1), None),
        (timedelta(hours=-1, seconds=-1), "behind"),
        (timedelta(days=-20_000), "behind"),
        (timedelta(days=31), None),
        (timedelta(days=31, seconds=1), "ahead"),
    ],
)
def test_a_clock_may_go_back_an_hour_and_on_a_month(later: timedelta, apart: str | None) -> None:
    assert stands_apart(SEEN, SEEN + later) == apart


@pytest.mark.parametrize(("year", "can_be"), [(1970, False), (2025, False), (2026, True), (2079, True), (2106, False)])
def test_a_clock_of_another_age_cannot_be_right(year: int, can_be: bool) -> None:
    assert is_possible(datetime(year, 6, 1, tzinfo=UTC)) is can_be
