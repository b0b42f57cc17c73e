"""A saved period means other days as time goes by, and anything else nothing."""

from datetime import date

import pytest

from data_layer.rules.periods import RELATIVE, Period, meant

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("this_month", date(2026, 11, 1), date(2026, 11, 30)),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("this_quarter", date(2026, 10, 1), date(2026, 12, 31)),
        ("last_quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("this_year", date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("twelve_months", date(2025, 12, 1), TODAY),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-03-31..2026-04-01", date(2026, 3, 31), date(2026, 4, 1)),
        ("2026-03-31..2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
    ],
)
def test_a_code_means_these_days(code: str, since: date, until: date) -> None:
    assert meant(code, TODAY) == Period(since, until)


def test_the_month_and_quarter_before_the_first_of_a_year_are_of_the_year_before() -> None:
    for code in ("last_month", "last_quarter", "last_year"):
        found = meant(code, date(2026, 1, 1))
        assert found is not None
        assert found.until == date(2025, 12, 31)


@pytest.mark.parametrize(
    "code", ["", "all", "next_month", "2026-13", "2026-04-01..2026-03-31", "2026-04-01..", "..", "1 mei", "last_week"]
)
def test_anything_else_means_nothing(code: str) -> None:
    assert meant(code, TODAY) is None


def test_every_code_means_something() -> None:
    assert all(meant(code, TODAY) is not None for code in RELATIVE)
