"""What the monthly figures still know of records that were destroyed since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_layer.rules.months import last_of
from data_layer.rules.periods import Period, last_whole_month
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Kept:
    """One figure of one month; `part` is what it is of: a right, a kind."""

    month: date
    name: str
    part: str
    n: int


def in_period(reader: Reader, period: Period, names: Collection[str]) -> list[Kept]:
    """These figures of the months of the period, each of which counts whole."""
    return _kept(reader, names, period.since.replace(day=1), last_of(period.until))


def until(reader: Reader, day: date, *, came: str, went: Collection[str]) -> tuple[int, int]:
    """How many had come by the end of the last month that was over on this day, and how many of them were still there.

    Of today all that came count, and none is there any more.
    """
    if day >= reader.today:
        return sum(kept.n for kept in _kept(reader, (came,), date.min, date.max)), 0
    found = _kept(reader, (came, *went), date.min, last_whole_month(day))
    have_come = sum(kept.n for kept in found if kept.name == came)
    return have_come, max(have_come - sum(kept.n for kept in found if kept.name != came), 0)


def before(reader: Reader, day: date, name: str) -> int:
    """How many of this figure there were in the months before that of the day."""
    return sum(kept.n for kept in _kept(reader, (name,), date.min, day.replace(day=1) - timedelta(days=1)))


def _kept(reader: Reader, names: Collection[str], since: date, until_day: date) -> list[Kept]:
    def built(*, value: float, **columns: Any) -> Kept:
        return Kept(n=int(value), **columns)

    return reader.all(
        built,
        """
        select month, name, part, value from monthly_figures
        where list_contains($names, name) and month >= $since and month <= $until order by month, name, part
        """,
        names=list(names),
        since=since,
        until=until_day,
    )
