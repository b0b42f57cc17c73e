"""Whether a machine's clock can be right, by where it stood before."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Apart = Literal["behind", "ahead"]
BACK = timedelta(hours=1)  # more than any clock is put right by
AWAY = timedelta(days=31)  # longer than a desk stands still over a summer
_FIRST, _LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2080, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Look:
    """Where the machine's clock stood at a moment, and how many seconds went by on one that nobody can set."""

    at: datetime
    seconds: float

    def at_second(self, seconds: float) -> datetime:
        """Where the clock stands so many seconds later, when nobody sets it."""
        return self.at + timedelta(seconds=seconds - self.seconds)


def jumped(expected: datetime, now: datetime) -> Apart | None:
    """How the clock was set meanwhile, further than a clock is put right by; None when it went on."""
    if abs(now - expected) <= BACK:
        return None
    return "behind" if now < expected else "ahead"


def stands_apart(seen_at: datetime, now: datetime) -> Apart | None:
    """How the clock stands too far from where it was last seen; None when it went on as a clock does."""
    if now < seen_at - BACK:
        return "behind"
    return "ahead" if now > seen_at + AWAY else None


def is_possible(now: datetime) -> bool:
    """Whether it can be that moment at all: not before this desk was made, nor long after it."""
    return _FIRST <= now < _LAST
