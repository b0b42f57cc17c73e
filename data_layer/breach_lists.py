"""The register of data breaches as it is read (art. 33(5) GDPR): the list, its figures, one breach.

What is still to be reported depends on the moment, so those who ask say which: `now`, an instant.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from data_layer.errors import NotFound
from data_layer.paging import SIZE, Chosen, Order, Page, Position, page_of
from data_layer.rules.breaches import REPORT_WITHIN, Handling, Reporting, Risk, report_by
from data_layer.rules.checks import AMSTERDAM
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

    `year` is that in which one became aware, in Dutch time; `search` looks in the number.
    """

    state: str | None = None
    risk: str | None = None
    year: int | None = None
    search: str | None = None
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
    """How many breaches there are, and of them: open, to be reported and too late for it, reported late, not needed."""

    total: int
    open: int
    to_report: int
    overdue: int
    told_late: int
    not_needed: int


STATES: dict[str, Sentence] = {
    "open": say("open"),
    "to_report": say("to be reported"),
    "told_late": say("reported late"),
    "not_needed": say("need not be reported"),
    "closed": say("closed"),
}
_IN_STATE = {
    "open": "closed_at is null",
    "to_report": "closed_at is null and reporting in ('due', 'overdue')",
    "told_late": "reporting = 'late'",
    "not_needed": "reporting = 'not_needed'",
    "closed": "closed_at is not null",
}
_CLAUSES = {
    "risk": "risk = $risk",
    "search": "contains(lower(number), lower($search))",
    "since": "aware_at >= $since",
    "until": "aware_at < $until",
}
# `rules.breaches.reporting`, for all rows at once; $aged is the instant 72 hours ago
_ROWS = f"""
    select b.id, b.number, b.aware_at, b.what, b.risk, b.persons, b.closed_at, d.number as disclosure_number,
        case
            when epoch_us(b.told_authority_at) - epoch_us(b.aware_at) > {REPORT_WITHIN // timedelta(microseconds=1)}
                then 'late'
            when b.told_authority_at is not null then 'in_time'
            when b.risk = 'unlikely' then 'not_needed'
            when b.aware_at < $aged then 'overdue'
            else 'due'
        end as reporting
    from breaches b left join disclosures d on d.id = b.disclosure_id
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
    facts = {"risk": which.risk, "search": (which.search or "").strip() or None, **_of_year(which.year)}
    facts = {name: fact for name, fact in facts.items() if fact is not None}
    clauses = [_CLAUSES[name] for name in facts]
    if which.state is not None:
        clauses.append(_IN_STATE[which.state])
    sql = f"""
        select f.*, {ORDERS[which.order].sql} as sort_key from ({_ROWS}) f
        where {" and ".join(["true", *clauses])}
    """  # noqa: S608 - fragments of this module
    return Chosen(sql, {**facts, "aged": now - REPORT_WITHIN})


def totals(reader: Reader, year: int | None, now: datetime) -> Totals:
    """The figures of the register, or of a year of it."""
    chosen = chosen_breaches(Filter(year=year), now)
    counted = ", ".join(
        f"count(*) filter ({_IN_STATE[state]}) as {state}" for state in ("open", "to_report", "told_late", "not_needed")
    )
    found = reader.one(
        Totals,
        f"""
        select count(*) as total, {counted}, count(*) filter (closed_at is null and reporting = 'overdue') as overdue
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


def _of_year(year: int | None) -> dict[str, datetime]:
    """From when until when the year lasts, in Dutch time."""
    if year is None:
        return {}
    return {"since": datetime(year, 1, 1, tzinfo=AMSTERDAM), "until": datetime(year + 1, 1, 1, tzinfo=AMSTERDAM)}
