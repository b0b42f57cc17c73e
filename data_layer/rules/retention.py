"""How long something may be kept, and from which day it is due for destruction."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.rules.working_days import add_months

FISCAL_YEARS = 7  # AWR 52(4)
APPEAL_DAYS = 42  # UAVG 35(2): six weeks to go to court after the answer
RED_AFTER_DAYS = 30
REVIEW_MONTHS = 6

Hold = tuple[date, date | None]


class Kind(StrEnum):
    """What can make a date fiscally relevant, in the order that breaks a tie."""

    agreement_end = "agreement_end"
    last_lesson = "last_lesson"
    invoice = "invoice"
    credit_note = "credit_note"
    payment = "payment"
    instalment_end = "instalment_end"
    write_off = "write_off"


class Trigger(StrEnum):
    """From which date a term in months runs."""

    agreement_end = "agreement_end"
    registered = "registered"
    own_date = "own_date"
    closed = "closed"
    finished = "finished"


KIND_NAMES = {
    Kind.agreement_end: say("end of the last agreement"),
    Kind.last_lesson: say("last invoiced lesson"),
    Kind.invoice: say("last invoice"),
    Kind.credit_note: say("last credit note"),
    Kind.payment: say("last payment"),
    Kind.instalment_end: say("end of the instalments"),
    Kind.write_off: say("last write-off"),
}
TRIGGER_NAMES = {
    Trigger.agreement_end: say("end of the last agreement"),
    Trigger.registered: say("registered, without an agreement,"),
    Trigger.own_date: say("date of the record:"),
    Trigger.closed: say("closed"),
    Trigger.finished: say("finished"),
}


YEAR_ENDS = tuple("02-last" if month == 2 else f"{month:02}-{monthrange(2001, month)[1]}" for month in range(1, 13))
"""The ends of the months, as `year_end_problem` wants them: what a financial year usually ends on."""


def year_end_problem(year_end: str) -> Sentence | None:
    """What is wrong with a financial year's last day as a setting, or nothing.

    Good are `MM-DD` and, for the end of a month of any length, `MM-last`.
    """
    found = re.fullmatch(r"(0[1-9]|1[0-2])-([0-3][0-9]|last)", year_end, re.ASCII)
    if not found:
        return say("The last day of the financial year is written as 12-31, or as 02-last for the end of February.")
    month, day = found.groups()
    if month == "02" and day in ("28", "29"):
        return say("Write 02-last for the end of February, so that leap years come out right.")
    if day != "last" and not 1 <= int(day) <= monthrange(2001, int(month))[1]:
        return say("The last day of the financial year is a day that does not exist.")
    return None


def _year_end_in(year: int, year_end: str) -> date:
    if problem := year_end_problem(year_end):
        raise ValueError(problem.msgid)
    month, day = year_end.split("-")
    return date(year, int(month), monthrange(year, int(month))[1] if day == "last" else int(day))


def financial_year_end(on: date, year_end: str = "12-31") -> date:
    """The last day of the financial year in which `on` lies.

    Raises ValueError if `year_end` is not as `year_end_problem` wants it.
    """
    this_year = _year_end_in(on.year, year_end)
    return this_year if on <= this_year else _year_end_in(on.year + 1, year_end)


def fiscal_last_day(last_relevant_on: date, year_end: str = "12-31") -> date:
    """The last day of the fiscal duty: the end of that financial year and seven years more.

    Source: AWR 52(4). A month end stays a month end; weekends do not matter.
    """
    closed_on = financial_year_end(last_relevant_on, year_end)
    return _year_end_in(closed_on.year + FISCAL_YEARS, year_end)


def last_day_after(trigger_on: date, months: int) -> date:
    """The last day of a term of `months` months from `trigger_on`. Raises ValueError if negative."""
    if months < 0:
        raise ValueError(f"a term of {months} months")
    return add_months(trigger_on, months)


def capped(last_day: date, fiscal_ceiling: date | None) -> date:
    """The last day, but never later than that of the person's last fiscal record, if there is one.

    Source: privacy statement §9, nothing is kept longer than the fiscal duty.
    """
    return last_day if fiscal_ceiling is None else min(last_day, fiscal_ceiling)


def due_from(last_day: date, holds: Iterable[Hold] = ()) -> date | None:
    """The first day on which to destroy, or nothing while a hold is open.

    `holds` are `(since, until | None)`, `until` being the last day the hold stood. Raises ValueError
    if a hold ended before it began.
    """
    ends = [last_day]
    for since, until in holds:
        if until is None:
            return None
        if until < since:
            raise ValueError(f"a hold until {until} that began on {since}")
        ends.append(until)
    return max(ends) + timedelta(days=1)


def request_hold_until(answered_on: date) -> date:
    """The last day on which an answered request keeps what it was about: 42 days (UAVG 35(2)).

    Not for an answer that came late: that hold stands until the privacy officer lifts it.
    """
    return answered_on + timedelta(days=APPEAL_DAYS)


def latest_review(on: date) -> date:
    """The latest review date that a hold may be given on the day `on`: six months ahead."""
    return add_months(on, REVIEW_MONTHS)


def is_red(due_on: date | None, today: date) -> bool:
    """Whether what fell due on `due_on` has been left undone for 30 days; never while it is held."""
    return due_on is not None and (today - due_on).days >= RED_AFTER_DAYS


def last_relevant(facts: Mapping[str, date | None]) -> tuple[Kind, date] | None:
    """The latest fiscally relevant date of a client and what it is, or nothing if there is none.

    `facts` maps kinds to their latest date. Raises ValueError for a kind that does not exist.
    Of two on one day the first in the order of `Kind` is named.
    """
    known = {Kind(kind): on for kind, on in facts.items()}
    dated = [(kind, on) for kind in Kind if (on := known.get(kind))]
    return max(dated, key=lambda found: found[1], default=None)


def explain(kind: str, on: date, year_end: str = "12-31") -> tuple[Sentence, ...]:
    """How the fiscal last day follows from the last relevant date, step by step."""
    closed_on = financial_year_end(on, year_end)
    is_calendar_year = (closed_on.month, closed_on.day) == (12, 31)
    name = str(closed_on.year) if is_calendar_year else f"{closed_on.year - 1}/{closed_on.year}"
    return (
        say("%(what)s %(day)s", what=KIND_NAMES[Kind(kind)], day=on),
        say("financial year %(name)s", name=name),
        say("keep up to and including %(day)s", day=fiscal_last_day(on, year_end)),
    )


def explain_term(trigger_kind: str, on: date, months: int) -> tuple[Sentence, ...]:
    """How the last day of a term in months follows from its trigger, step by step."""
    return (
        say("%(what)s %(day)s", what=TRIGGER_NAMES[Trigger(trigger_kind)], day=on),
        say_n("term of %(n)s month", "term of %(n)s months", months),
        say("keep up to and including %(day)s", day=last_day_after(on, months)),
    )
