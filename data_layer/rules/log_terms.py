"""How long a month of the log is kept after it ended, and what a noted end of a chain proves."""

from datetime import date
from typing import Literal

from data_layer.rules.sentences import Fact, Stored
from data_layer.rules.working_days import add_months

MONTHS = {"change": 60, "look": 24}
"""Months that each chain is kept: changes as long as a claim about them can be brought (art. 3:310 BW), looks as long
as it is likely that somebody asks who saw a file."""
SHORTEST_DIGEST = 16
"""Characters of a digest that are enough to compare it by: nobody finds another log that begins like it."""
Verdict = Literal["same", "other", "gone", "expired", "restored"]


def goes_on(chain: str, month: str) -> date:
    """The first day, in UTC, on which the entries of this month (as 2026-03) may go."""
    return add_months(_after(month), MONTHS[chain])


def is_over(month: str, today: date) -> bool:
    """Whether nothing can be written in this month any more."""
    return _after(month) <= today


def month_in_words(month: str) -> Fact:
    """The month (as 2026-03) as a fact that is shown as March 2026; what somebody forged instead, as it is."""
    try:
        date.fromisoformat(f"{month}-01")
    except ValueError:
        return month
    return Stored("full_month", f"{month}-01")


def verdict(noted: str, found: str | None, *, is_expired: bool) -> Verdict:
    """What a noted digest, or the beginning of it, proves beside the one that the log has at that number."""
    if found is None:
        return "expired" if is_expired else "gone"
    return "same" if len(noted) >= SHORTEST_DIGEST and found.startswith(noted) else "other"


def _after(month: str) -> date:
    year, number = map(int, month.split("-"))
    return add_months(date(year, number, 1), 1)
