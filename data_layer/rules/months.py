"""Months as the figures count them: whole calendar months, of which the last is the one of today."""

from calendar import monthrange
from datetime import date

from data_layer.rules.working_days import add_months


def first_of_twelve_months(today: date) -> date:
    """The first day of the twelve months of which today's is the last."""
    return add_months(today.replace(day=1), -11)


def month_of(code: str | None) -> date | None:
    """The first day of a month written as 2026-03; None for anything else."""
    try:
        return date.fromisoformat(f"{code}-01") if code and len(code) == 7 else None
    except ValueError:
        return None


def month_before(today: date) -> date:
    """The first day of the month before this day's."""
    return add_months(today.replace(day=1), -1)


def day_of(code: str | None) -> date | None:
    """The day written as 2026-03-31; None for anything else."""
    try:
        return date.fromisoformat(code) if code and len(code) == 10 else None
    except ValueError:
        return None


def last_of(month: date) -> date:
    """The last day of the month that this day lies in."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def end_of_week(today: date) -> date:
    """The Sunday of the week that begins on Monday."""
    return date.fromordinal(today.toordinal() + 6 - today.weekday())


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from that of the first day to that of the last, the oldest first."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(add_months(first.replace(day=1), n) for n in range(count))
