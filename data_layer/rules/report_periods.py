"""The periods of which a report can be made: months, quarters and years since the first record, until today."""

from dataclasses import dataclass
from datetime import date

from data_layer.rules.periods import Kind, Period, calendar_period, earlier, kind_of, last_whole_month, period_of
from data_layer.rules.sentences import Fact, Sentence, Stored, say


@dataclass(frozen=True, slots=True)
class Reported:
    """A calendar period as a report of this day has it: `counted` ends today where the period is not over."""

    whole: Period
    counted: Period
    before: Period | None  # the one that it is compared with, where the desk has anything of that

    @property
    def is_over(self) -> bool:
        """Whether all its days are counted."""
        return self.whole == self.counted


def offered(first: date, today: date, kind: Kind) -> tuple[Period, ...]:
    """The periods of this kind from that of the first record to that of today, the newest first."""
    found = [calendar_period(today, kind)]
    while found[-1].since > first:
        found.append(earlier(found[-1], kind))
    return tuple(found)


def usual(first: date, today: date, kind: Kind) -> Period:
    """The last one that is over, or else the one of today."""
    now = calendar_period(today, kind)
    is_over = last_whole_month(today) >= now.until
    before = now if is_over else earlier(now, kind)
    return before if before.until >= first else now


def reported(period: Period, first: date, today: date) -> Reported:
    """What a report of this period counts, and what it compares that with."""
    before = earlier(period, kind_of(period))
    counted = Period(period.since, min(period.until, today))
    return Reported(period, counted, before if before.until >= first else None)


def why_not(code: str | None, first: date, today: date) -> Sentence | None:
    """Why there is no report of what was asked for; None when there is one."""
    period = period_of(code)
    if period is None:
        return say("There is no such period. Choose a month, a quarter or a year. Nothing was made.")
    if period.since > today:
        return say("This period has not begun yet. Choose one that has. Nothing was made.")
    if period.until < first:
        return say(
            "The desk has nothing of this period: its first record is of %(day)s. Choose a later period."
            " Nothing was made.",
            day=first,
        )
    return None


def name_of(period: Period) -> Fact:
    """What the period is called: September 2026, third quarter of 2026, or 2026."""
    kind, year = kind_of(period), f"{period.since.year:04}"
    if kind == "month":
        return Stored("full_month", period.since.isoformat())
    if kind == "year":
        return year
    quarters = (
        say("first quarter of %(year)s", year=year),
        say("second quarter of %(year)s", year=year),
        say("third quarter of %(year)s", year=year),
        say("fourth quarter of %(year)s", year=year),
    )
    return quarters[(period.since.month - 1) // 3]
