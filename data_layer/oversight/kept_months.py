"""What the monthly figures still know of records that were destroyed since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_layer.rules.months import last_of
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

WHY_NOT = say(
    "Not known of this day: what counted in this month has been destroyed since, and only whole months are kept of it."
    " Choose the last day of a month."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One figure of one month; `part` is what it is of: a right, a kind.

    `is_cut`: the month was not over on the day that is asked about, so that how many there were by then is not known.
    """

    month: date
    name: str
    part: str
    n: int
    is_cut: bool


def in_period(reader: Reader, period: Period, names: Collection[str]) -> list[Kept]:
    """These figures of the months of the period, each of which counts whole."""
    return _kept(reader, names, period.since.replace(day=1), period.until)


def until(reader: Reader, day: date, *, came: str, went: Collection[str]) -> tuple[int | None, int | None]:
    """How many had come by this day, and how many of them were still there; None where it is not known.

    Of today all that came count, and none is there any more.
    """
    if day >= reader.today:
        return sum(kept.n for kept in _kept(reader, (came,), date.min, date.max)), 0
    found = _kept(reader, (came, *went), date.min, day)
    have_come = sum(kept.n for kept in found if kept.name == came)
    have_gone = sum(kept.n for kept in found if kept.name != came)
    return (
        None if any(kept.is_cut for kept in found if kept.name == came) else have_come,
        None if any(kept.is_cut for kept in found) else max(have_come - have_gone, 0),
    )


def before(reader: Reader, day: date, name: str) -> int:
    """How many of this figure there were in the months before that of the day."""
    return sum(kept.n for kept in _kept(reader, (name,), date.min, day.replace(day=1) - timedelta(days=1)))


def _kept(reader: Reader, names: Collection[str], since: date, until_day: date) -> list[Kept]:
    is_within = until_day < min(reader.today, last_of(until_day))

    def built(*, month: date, value: float, **columns: Any) -> Kept:
        return Kept(month, n=int(value), is_cut=is_within and month == until_day.replace(day=1), **columns)

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
