"""Which requests were answered in time, and in how many days: per month and right, the destroyed ones with them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from data_layer.as_it_stood import Stood
from data_layer.oversight import kept_months
from data_layer.requests.request_stands import STANDS_SQL
from data_layer.rules.percentiles import nearest_rank
from data_layer.rules.periods import Period
from data_layer.transactions import Reader
from data_layer.vocabulary import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCounts:
    """How many requests of one right: by the month of their legal last day `due` to `withdrawn`, of which `due` leaves
    out the last; by that of their receipt the others. `due_destroyed` and `received_destroyed` are in them.

    `unknown` are those of these numbers to which more belongs that was destroyed since."""

    month: date
    right: Right
    due: int = 0
    on_time: int = 0
    on_safe_time: int = 0
    withdrawn: int = 0
    received: int = 0
    extended: int = 0
    suspended: int = 0
    due_destroyed: int = 0
    withdrawn_destroyed: int = 0
    received_destroyed: int = 0
    extended_destroyed: int = 0
    suspended_destroyed: int = 0
    unknown: frozenset[str] = frozenset()

    def known(self, name: str, *beside: str) -> int | None:
        """This number; None where it or one of those beside it is not known."""
        return None if self.unknown & {name, *beside} else int(getattr(self, name))


@dataclass(frozen=True, slots=True)
class Days:
    """So many requests of one right were answered in so many days; `destroyed` of them are there no more.

    `is_unknown`: nothing but that there may have been such by the day that is asked about.
    """

    right: Right
    days: int
    n: int
    destroyed: int = 0
    is_unknown: bool = False


NUMBERS = tuple(field.name for field in fields(RequestCounts) if field.name not in ("month", "right", "unknown"))
_KEPT_NAMES = {
    "requests_judged": ("due", "due_destroyed"),
    "requests_on_time": ("on_time",),
    "requests_on_safe_time": ("on_safe_time",),
    "requests_withdrawn": ("withdrawn", "withdrawn_destroyed"),
    "requests_received": ("received", "received_destroyed"),
    "requests_extended": ("extended", "extended_destroyed"),
    "requests_suspended": ("suspended", "suspended_destroyed"),
}
_LIVE_SQL = f"""
    select date_trunc('month', legal_last_day)::date as month, request_right,
        count(*) filter ({STANDS_SQL["judged"]}) as due,
        count(*) filter ({STANDS_SQL["on_time"]}) as on_time,
        count(*) filter ({STANDS_SQL["judged"]} and answered_on <= safe_last_day) as on_safe_time,
        count(*) filter ({STANDS_SQL["withdrawn"]}) as withdrawn,
        0 as received, 0 as extended, 0 as suspended
    from requests where legal_last_day >= $since and legal_last_day <= $judged_until group by all
    union all
    select date_trunc('month', received_on)::date, request_right, 0, 0, 0, 0,
        count(*), count(*) filter (extended), count(*) filter (suspended_days > 0)
    from requests where {STANDS_SQL["received"]} group by all
"""  # noqa: S608 - the text of the list behind it
_DAYS_SQL = f"""
    select request_right, answered_on - received_on as days, count(*) as n
    from requests where {STANDS_SQL["replied"]} group by all
"""  # noqa: S608 - the text of the list behind it


def per_month_and_right(reader: Reader, stood: Stood, period: Period) -> list[RequestCounts]:
    """The counts of the period, by month and right, those with any."""
    window = stood.window(period.since, period.until)
    live: list[dict[str, Any]] = reader.all(dict, stood.of(_LIVE_SQL), **window, **stood.facts)
    found = [RequestCounts(right=Right(row.pop("request_right")), **row) for row in live]
    for kept in kept_months.in_period(reader, period, _KEPT_NAMES):
        names = _KEPT_NAMES[kept.name]
        numbers: dict[str, Any] = {"unknown": frozenset(names)} if kept.is_cut else dict.fromkeys(names, kept.n)
        found.append(RequestCounts(month=kept.month, right=Right(kept.part), **numbers))
    groups = grouped(found, lambda counts: (counts.month, counts.right))
    return [groups[key] for key in sorted(groups, key=lambda key: (key[0], list(Right).index(key[1])))]


def added_up(several: Iterable[RequestCounts]) -> RequestCounts:
    """All of these together; the month and right are those of the first."""
    several = list(several)
    if not several:
        return RequestCounts(month=date.min, right=Right.ACCESS)
    sums = {name: sum(getattr(counts, name) for counts in several) for name in NUMBERS}
    unknown = frozenset[str]().union(*(counts.unknown for counts in several))
    return RequestCounts(month=several[0].month, right=several[0].right, unknown=unknown, **sums)


def grouped(several: Iterable[RequestCounts], key: Callable[[RequestCounts], Any]) -> dict[Any, RequestCounts]:
    """These added up per key."""
    groups: dict[Any, list[RequestCounts]] = {}
    for counts in several:
        groups.setdefault(key(counts), []).append(counts)
    return {name: added_up(group) for name, group in groups.items()}


def answer_days(reader: Reader, stood: Stood, period: Period) -> list[Days]:
    """How many of the requests that were answered in the period took how many days, withdrawn ones left out."""
    window = stood.window(period.since, period.until)
    live: list[dict[str, Any]] = reader.all(
        dict, stood.of(_DAYS_SQL), since=window["since"], until=window["until"], **stood.facts
    )
    found = [Days(Right(row["request_right"]), row["days"], row["n"]) for row in live]
    for kept in kept_months.in_period(reader, period, ("answer_days",)):
        right, _, days = kept.part.rpartition(":")
        found.append(Days(Right(right), int(days), kept.n, kept.n, is_unknown=kept.is_cut))
    return found


def percentile(of: Iterable[Days], percent: int) -> int | None:
    """The days that this percentage of the requests took at most; None without any, and where it is not known."""
    of = list(of)
    return None if any(one.is_unknown for one in of) else nearest_rank(((one.days, one.n) for one in of), percent)
