"""Periods that figures and lists are made of: a month, a quarter, a year, or any days from one to another."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from data_layer.rules.months import day_of, first_of_twelve_months, last_of
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months

Kind = Literal["month", "quarter", "year"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}
_CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both included; the figures that have no period are those of `until`."""

    since: date
    until: date

    @property
    def code(self) -> str:
        """As it stands in the URL: 2026-10, 2026-Q3, 2026, or 2026-01-01..2026-11-23."""
        for kind in KINDS:
            if calendar_period(self.since, kind) == self:
                return _code(self.since, kind)
        return f"{self.since.isoformat()}..{self.until.isoformat()}"


def calendar_period(day: date, kind: Kind) -> Period:
    """The whole calendar month, quarter or year that the day lies in."""
    months = _MONTHS[kind]
    since = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(since, last_of(add_months(since, months - 1)))


def kind_of(period: Period) -> Kind:
    """What a whole calendar period is. Raises ValueError for other days."""
    for kind in KINDS:
        if calendar_period(period.since, kind) == period:
            return kind
    raise ValueError(f"{period.code} is neither a month nor a quarter nor a year")


def period_of(code: str | None) -> Period | None:
    """The period written as 2026-10, 2026-Q3 or 2026; None for anything else."""
    found = _CODE.fullmatch(code or "")
    if found is None or int(found[1]) == 0:
        return None
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        return calendar_period(date(year, 3 * int(quarter), 1), "quarter")
    return calendar_period(date(year, int(month), 1), "month") if month else calendar_period(date(year, 1, 1), "year")


def earlier(period: Period, kind: Kind) -> Period:
    """The calendar period before this one, of the same kind."""
    return calendar_period(add_months(period.since, -_MONTHS[kind]), kind)


def twelve_months_to(day: date) -> Period:
    """The calendar month of the day up to that day, with the eleven months before it."""
    return Period(first_of_twelve_months(day), day)


def last_whole_month(day: date) -> date:
    """The last day of the last month that was over at the end of this day."""
    is_over = day == last_of(day)
    return day if is_over else date.fromordinal(day.replace(day=1).toordinal() - 1)


def _code(since: date, kind: Kind) -> str:
    if kind == "quarter":
        return f"{since.year:04}-Q{(since.month + 2) // 3}"
    return f"{since.year:04}" if kind == "year" else f"{since.year:04}-{since.month:02}"


RELATIVE: dict[str, Sentence] = {
    "this_month": say("this month"),
    "last_month": say("last month"),
    "this_quarter": say("this quarter"),
    "last_quarter": say("last quarter"),
    "this_year": say("this year"),
    "last_year": say("last year"),
    "twelve_months": say("last 12 months"),
}
"""Periods that mean other days as time goes by, by their codes."""


def meant(code: str, today: date) -> Period | None:
    """The days that a code means today: one of RELATIVE, a calendar period, or from one day to another.

    None for anything else.
    """
    if code == "twelve_months":
        return twelve_months_to(today)
    if code in RELATIVE:
        which, kind = code.split("_")
        now = calendar_period(today, cast(Kind, kind))
        return now if which == "this" else earlier(now, cast(Kind, kind))
    since, _, until = code.partition("..")
    first, last = day_of(since), day_of(until)
    return Period(first, last) if first and last and first <= last else period_of(code)
