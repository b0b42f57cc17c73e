"""The register of data breaches as it is read (art. 33(5) GDPR): the list, its figures, one breach.

What is still to be reported depends on the moment, so those who ask say which: `now`, an instant. What was reported or
closed after it does not count; how high the risk is, is told as it is known today.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from data_layer.errors import NotFound
from data_layer.paging import SIZE, Chosen, Order, Page, Position, page_of
from data_layer.rules.breaches import REPORT_WITHIN, Handling, Reporting, Risk, report_by
from data_layer.rules.checks import AMSTERDAM, begins
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader, Seen

RISK_LABELS: dict[str, Sentence] = {
    Risk.UNLIKELY: say("risk unlikely"),
    Risk.RISK: say("risk"),
    Risk.HIGH: say("high risk"),
}
REPORTING_LABELS: dict[str, Sentence] = {
    Reporting.OVERDUE: say("too late, not reported"),
    Reporting.DUE: say("to be reported"),
    Reporting.LATE: say("reported late"),
    Reporting.IN_TIME: say("reported in time"),
    Reporting.NOT_NEEDED: say("need not be reported"),
}
"""Where reporting to the authority stands, the most urgent first."""
TEXT_LABELS: dict[str, Sentence] = {
    "what": say("What happened"),
    "consequences": say("Consequences"),
    "measures": say("Measures"),
    "delay_reason": say("Why it was reported late"),
    "why_not_told": say("Why it need not be reported"),
    "why_persons_not_told": say("Why the persons were not told"),
}
"""What people wrote about a breach, in their own words."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which breaches to list, one of STATES, and in which of ORDERS; what is None does not matter.

    `year` is that in which one became aware, in Dutch time, `since` and `until` are the first and last day of it;
    `search` looks in the number.
    """

    state: str | None = None
    risk: str | None = None
    year: int | None = None
    search: str | None = None
    since: date | None = None
    until: date | None = None
    order: str = "urgent"


@dataclass(frozen=True, slots=True)
class Row:
    """One breach in a list; `reporting` is one of REPORTING_LABELS."""

    id: int
    number: str
    aware_at: datetime
    what: str
    risk: str | None
    persons: int | None
    reporting: str
    closed_at: datetime | None
    disclosure_number: str | None

    @property
    def report_by(self) -> datetime:
        """Until when reporting is in time."""
        return report_by(self.aware_at)


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach in full."""

    id: int
    number: str
    version: int
    handling: Handling
    closed_at: datetime | None
    disclosure_number: str | None
    recorded_by: str | None

    @property
    def seen(self) -> Seen:
        """What acting on it asks for."""
        return Seen(self.id, self.version)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many breaches there are, and of them: open, to be reported and too late for it, reported late, not needed.

    Of `judged` it is sure whether they were reported in time: they had to be, and were reported or are too late.
    """

    total: int
    open: int
    to_report: int
    overdue: int
    told_late: int
    missed: int
    not_needed: int
    judged: int


STATES: dict[str, Sentence] = {
    "open": say("open"),
    "to_report": say("to be reported"),
    "overdue": say("too late, not reported"),
    "told_late": say("reported late"),
    "missed": say("not reported in time"),
    "not_needed": say("need not be reported"),
    "closed": say("closed"),
}
_IN_STATE = {
    "open": "closed_at is null",
    "to_report": "closed_at is null and reporting in ('due', 'overdue')",
    "overdue": "closed_at is null and reporting = 'overdue'",
    "told_late": "reporting = 'late'",
    "missed": "risk is distinct from 'unlikely' and reporting in ('late', 'overdue')",
    "not_needed": "reporting = 'not_needed'",
    "closed": "closed_at is not null",
}
_CLAUSES = {
    "risk": "risk = $risk",
    "search": "contains(lower(number), lower($search))",
    "since": "aware_at >= $since",
    "until": "aware_at < $until",
}
_REPORT_WITHIN = REPORT_WITHIN // timedelta(microseconds=1)
# `rules.breaches.reporting`, for all rows at once; $aged is the instant 72 hours ago
_ROWS = f"""
    select b.id, b.number, b.aware_at, b.what, b.risk, b.persons,
        if(b.closed_at <= $now, b.closed_at, null) as closed_at, d.number as disclosure_number,
        case
            when b.told_authority_at <= $now
                then if(epoch_us(b.told_authority_at) - epoch_us(b.aware_at) > {_REPORT_WITHIN}, 'late', 'in_time')
            when b.risk = 'unlikely' then 'not_needed'
            when b.aware_at < $aged then 'overdue'
            else 'due'
        end as reporting
    from breaches b left join disclosures d on d.id = b.disclosure_id
    where b.aware_at <= $now
"""  # noqa: S608 - a number of the rule
# those to be reported by the end of their 72 hours, then the other open ones and the closed ones, newest first
_URGENT = """
    case when closed_at is null and reporting in ('due', 'overdue') then epoch_us(aware_at)
        when closed_at is null then 10000000000000000 - epoch_us(aware_at)
        else 20000000000000000 - epoch_us(aware_at) end
"""
ORDERS = {
    "urgent": Order(say("most urgent first"), _URGENT),
    "newest": Order(say("newest first"), "-epoch_us(aware_at)"),
    "number": Order(say("by number"), "number"),
}
"""The ways to sort the register; the first is the usual one."""


def listed(reader: Reader, which: Filter, now: datetime, position: Position, size: int = SIZE) -> Page[Row]:
    """One page of the register."""
    return page_of(reader, Row, chosen_breaches(which, now), position, size)


def chosen_breaches(which: Filter, now: datetime) -> Chosen:
    """The breaches that fit the filter, in its order, with the columns of a Row."""
    facts = {"risk": which.risk, "search": (which.search or "").strip() or None, **_of_days(which)}
    facts = {name: fact for name, fact in facts.items() if fact is not None}
    clauses = [_CLAUSES[name] for name in facts]
    if which.state is not None:
        clauses.append(_IN_STATE[which.state])
    sql = f"""
        select f.*, {ORDERS[which.order].sql} as sort_key from ({_ROWS}) f
        where {" and ".join(["true", *clauses])}
    """  # noqa: S608 - fragments of this module
    return Chosen(sql, {**facts, "now": now, "aged": now - REPORT_WITHIN})


def totals(reader: Reader, which: Filter, now: datetime) -> Totals:
    """The figures of what the filter leaves of the register."""
    chosen = chosen_breaches(which, now)
    counted = ", ".join(f"count(*) filter ({_IN_STATE[state]}) as {state}" for state in _IN_STATE if state != "closed")
    found = reader.one(
        Totals,
        f"""
        select count(*) as total, {counted},
            count(*) filter (risk is distinct from 'unlikely' and reporting in ('in_time', 'late', 'overdue')) as judged
        from ({chosen.sql})
        """,  # noqa: S608 - fragments of this module
        **chosen.facts,
    )
    assert found is not None  # noqa: S101 - counting always gives a row
    return found


def years(reader: Reader) -> list[int]:
    """The years in which there was a breach, newest first."""
    instants = reader.values("select distinct aware_at from breaches")
    return sorted({at.astimezone(AMSTERDAM).year for at in instants}, reverse=True)


def the_breach(reader: Reader, number: str) -> Breach:
    """The breach with this number. Raises NotFound."""
    breach_id = reader.value("select id from breaches where number = $number", number=number)
    if breach_id is None:
        raise NotFound(say("There is no data breach with this number. Choose one from the list."))
    return breach_by_id(reader, breach_id)


def breach_by_id(reader: Reader, breach_id: int) -> Breach:
    """The breach with this id. Raises NotFound."""
    row = reader.one(
        dict[str, Any],
        """
        select b.*, d.number as disclosure_number, s.name as recorded_by
        from breaches b left join disclosures d on d.id = b.disclosure_id left join staff s on s.id = b.staff_id
        where b.id = $breach_id
        """,
        breach_id=breach_id,
    )
    if row is None:
        raise NotFound(say("This data breach is not there; nothing was saved. Choose one from the list."))
    row["categories"] = tuple(row["categories"] or ())
    handling = Handling(**{field.name: row[field.name] for field in fields(Handling)})
    about = {name: row[name] for name in Breach.__slots__ if name != "handling"}
    return Breach(handling=handling, **about)


def _of_days(which: Filter) -> dict[str, datetime]:
    """From when until when the year and the days of the filter last, in Dutch time."""
    year = which.year
    firsts = [day for day in (which.since, date(year, 1, 1) if year else None) if day]
    lasts = [day for day in (which.until, date(year, 12, 31) if year else None) if day]
    since = {"since": begins(max(firsts))} if firsts else {}
    return since | ({"until": begins(min(lasts) + timedelta(days=1))} if lasts else {})
