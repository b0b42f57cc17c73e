"""Days as the law counts them: months on, Dutch public holidays, working days."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import holidays

from data_layer.rules.sentences import Sentence, say

IsFreeDay = Callable[[date], bool]

WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
GOOD_FRIDAY = "Goede vrijdag"
LIBERATION_DAY = "Bevrijdingsdag"
HOLIDAYS = {  # by the Dutch name that the holidays library gives
    "Nieuwjaarsdag": say("New Year's Day"),
    GOOD_FRIDAY: say("Good Friday"),
    "Eerste paasdag": say("Easter Sunday"),
    "Tweede paasdag": say("Easter Monday"),
    "Koningsdag": say("King's Day"),
    "Koninginnedag": say("Queen's Day"),  # until 2013
    LIBERATION_DAY: say("Liberation Day"),
    "Hemelvaartsdag": say("Ascension Day"),
    "Eerste pinksterdag": say("Whit Sunday"),
    "Tweede pinksterdag": say("Whit Monday"),
    "Eerste kerstdag": say("Christmas Day"),
    "Tweede kerstdag": say("Boxing Day"),
}


def add_months(d: date, n: int) -> date:
    """The same day number `n` months on, or that month's last day if it has no such day.

    Source: Regulation 1182/71 art. 3(2)(c).
    """
    years, month = divmod(d.month - 1 + n, 12)
    year = d.year + years
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=512)
def _holiday_names(year: int) -> dict[date, frozenset[str]]:
    # The public category has 5 May in lustrum years only; the optional one has it every year.
    found = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="nl")
    return {day: frozenset(found.get_list(day)) for day in found}


@lru_cache(maxsize=512)
def _free_dates(year: int, left_out: frozenset[str]) -> frozenset[date]:
    return frozenset(day for day, names in _holiday_names(year).items() if names - left_out)


def holidays_on(d: date) -> tuple[Sentence, ...]:
    """The names of the Dutch public holidays that fall on `d`: usually none, at most two."""
    return tuple(HOLIDAYS[name] for name in sorted(_holiday_names(d.year).get(d, ())))


def free_days(*, good_friday: bool = True, liberation_day: bool = True) -> IsFreeDay:
    """A test for Saturdays, Sundays and Dutch public holidays, with the two disputed ones as settings.

    Source: Regulation 1182/71 art. 3(4); Algemene termijnenwet art. 3. Holidays are known from
    1966 up to and including 2100; outside those years only the weekend counts.
    """
    left_out = frozenset(
        name for name, kept in ((GOOD_FRIDAY, good_friday), (LIBERATION_DAY, liberation_day)) if not kept
    )

    def is_free_day(d: date) -> bool:
        return d.weekday() >= 5 or d in _free_dates(d.year, left_out)

    return is_free_day


_every_free_day = free_days()


def dutch_free_day(d: date) -> bool:
    """Whether `d` is a Saturday, a Sunday or a Dutch public holiday, 5 May and Good Friday included."""
    return _every_free_day(d)


def next_working_day(d: date, is_free_day: IsFreeDay = dutch_free_day) -> date:
    """`d` itself if it is a working day, else the first working day after it."""
    while is_free_day(d):
        d += timedelta(days=1)
    return d


def working_days_between(after: date, until: date, is_free_day: IsFreeDay = dutch_free_day) -> int:
    """How many working days lie after `after`, up to and including `until`; 0 if `until` is earlier."""
    days = ((after + timedelta(days=n)) for n in range(1, (until - after).days + 1))
    return sum(not is_free_day(day) for day in days)
