"""Retention across all clients: what is due for deletion, what is coming, and the figures.

What is left on the row of a client that was merged with another ages too, but is no second person to list or count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from data_layer.clients import ORDERS as BY_CLIENT
from data_layer.clients import listed_names
from data_layer.due_categories import DUE_CATEGORY, DueCategory
from data_layer.paging import Chosen, Order, Page, Position, page_of
from data_layer.retention_kept import long_ago
from data_layer.rules.retention import RED_AFTER_DAYS, is_red
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures above the lists, in clients; `endless` counts agreements."""

    due_now: int
    red: int
    held: int
    coming: int
    endless: int


@dataclass(frozen=True, slots=True)
class DueClient:
    """A client of whom something is or falls due for deletion on `due_from`; `whole` if by the end everything is."""

    id: int
    number: str
    name: str
    due_from: date
    all_due_from: date | None
    categories: tuple[DueCategory, ...]
    whole: bool
    red: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A month, or a year: clients of whom something falls due in it, and those of whom then everything is due."""

    starts_on: date
    clients: int
    whole: int


Extent = Literal["all", "some"]
EXTENT_LABELS: dict[str, Sentence] = {"all": say("everything"), "some": say("part")}
"""How much of a client is due by the end of a span."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which something falls due, both included; one category of data, or any; of clients with this extent."""

    since: date
    until: date
    category: DueCategory | None = None
    extent: Extent | None = None


ITEMS = """(
    select client_id, category, due_from from due
    union all select client_id, 'request', due_from from due_cases where kind = 'request' and client_id is not null
)"""
"""What falls due of clients, for a `from`."""
ORDERS = {
    "longest": Order(say("due longest first"), "due_from"),
    "name": BY_CLIENT["name"],
    "number": BY_CLIENT["number"],
}
"""The ways to sort what is due; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    number: str
    due_from: date
    all_due_from: date | None = None


def totals(reader: Reader) -> Totals:
    """The figures of retention today; `coming` looks twelve months ahead."""
    found = reader.one(
        Totals,
        """
        select count(*) filter (first_due_from <= $today) as due_now,
            count(*) filter (first_due_from <= $red_since) as red,
            count(*) filter (held) as held,
            (
                select count(distinct client_id) from due_years where last_on > $today and first_on <= $ahead
                    and client_id not in (select id from clients where merged_into is not null)
            ) as coming,
            (
                select count(*) from agreements a left join clients c on c.id = a.client_id
                where a.ended_on is null and coalesce(a.started_on, c.registered_on) < $long_ago
            ) as endless
        from clients where merged_into is null
        """,
        today=reader.today,
        red_since=reader.today - timedelta(RED_AFTER_DAYS),
        ahead=add_months(reader.today, 12),
        long_ago=long_ago(reader.today),
    )
    assert found is not None  # noqa: S101 - a count always answers
    return found


def due_now(
    reader: Reader,
    position: Position,
    category: DueCategory | None = None,
    order: str = "longest",
    extent: Extent | None = None,
) -> Page[DueClient]:
    """The clients of whom something, or this category, is due for deletion, in one of ORDERS."""
    return _page(reader, position, Span(date.min, reader.today, category, extent), order)


def due_later(reader: Reader, position: Position, year: int | None = None) -> Page[DueClient]:
    """The clients that `coming` counts: something falls due after today, in that year if one is given; first first."""
    return _page(reader, position, ahead(reader.today, year))


def ahead(today: date, year: int | None) -> Span:
    """The days after today, or those of them that lie in the year."""
    tomorrow = today + timedelta(1)
    since, until = (date(year, 1, 1), date(year, 12, 31)) if year else (tomorrow, date.max)
    return Span(max(since, tomorrow), until)


def chosen_due(span: Span, order: str = "longest") -> Chosen:
    """The clients of whom something falls due within the span, with the first such day and that of everything."""
    if span.category is None and span.since == date.min:
        found = """
            select *, first_due_from as due_from from clients
            where first_due_from <= $until and merged_into is null
        """
        facts: dict[str, Any] = {}
    else:
        if span.category is None:
            items = f"""(
                select client_id, first_on as due_from from due_years where first_on between $since and $until
                union all select client_id, due_from from {ITEMS} where due_from between $since and $part_until
            )"""
            # of a year of which the span has only a part the days themselves are looked at
            facts = {"since": span.since, "part_until": date((span.since - timedelta(1)).year, 12, 31)}
        else:
            items = f"(from {ITEMS} where due_from between $since and $until and category = $category)"
            facts = {"since": span.since, "category": span.category.code}
        found = f"""
            select c.*, d.due_from from clients c join (
                select client_id, min(due_from) as due_from from {items} group by client_id
            ) d on d.client_id = c.id where c.merged_into is null
        """
    extent = _EXTENT_SQL[span.extent]
    sql = f"""
        select id, number, due_from, all_due_from, {ORDERS[order].sql} as sort_key from ({found}) where {extent}
    """
    return Chosen(sql, {"until": span.until, **facts})


_EXTENT_SQL: dict[Extent | None, str] = {
    None: "true",
    "all": "all_due_from <= $until",
    "some": "coalesce(all_due_from > $until, true)",
}


def _page(reader: Reader, position: Position, span: Span, order: str = "longest") -> Page[DueClient]:
    page = page_of(reader, _Row, chosen_due(span, order), position)
    since, until = span.since, span.until
    ids = [row.id for row in page.rows]
    names, categories = listed_names(reader, ids), _due_categories(reader, ids, since, until)
    rows = [
        DueClient(
            row.id,
            row.number,
            names[row.id],
            row.due_from,
            row.all_due_from,
            categories[row.id],
            row.all_due_from is not None and row.all_due_from <= until,
            is_red(row.due_from, reader.today),
        )
        for row in page.rows
    ]
    return Page(rows, page.total, page.before, page.after)


def coming(reader: Reader, year: int | None = None) -> list[Coming]:
    """What falls due after today: per month of that year, or per year. Months without anything are left out."""
    not_merged = "client_id not in (select id from clients where merged_into is not null)"
    per_year = f"""
        select make_date(year, 1, 1) as starts_on, count(*) as clients
        from due_years where last_on > $today and {not_merged} group by year
    """
    per_month = f"""
        select date_trunc('month', due_from) as starts_on, count(distinct client_id) as clients
        from {ITEMS} where due_from > $today and due_from between $since and $until and {not_merged} group by 1
    """
    return reader.all(
        Coming,
        f"""
        select coalesce(something.starts_on, everything.starts_on)::date as starts_on,
            coalesce(something.clients, 0) as clients, coalesce(everything.clients, 0) as whole
        from ({per_year if year is None else per_month}) something
        full join (
            select date_trunc($step, all_due_from) as starts_on, count(*) as clients
            from clients where all_due_from > $today and all_due_from between $since and $until
                and merged_into is null group by 1
        ) everything on everything.starts_on = something.starts_on
        order by 1
        """,
        today=reader.today,
        since=date(year or 1, 1, 1),
        until=date(year or 9999, 12, 31),
        step="year" if year is None else "month",
    )


def _due_categories(
    reader: Reader, client_ids: Sequence[int], since: date, until: date
) -> dict[int, tuple[DueCategory, ...]]:
    found: dict[int, list[DueCategory]] = {client_id: [] for client_id in client_ids}
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select distinct client_id, category from {ITEMS}
        where due_from between $since and $until and client_id in (select unnest($ids)::bigint)
        """,
        since=since,
        until=until,
        ids=list(client_ids),
    )
    for row in rows:
        found[row["client_id"]].append(DUE_CATEGORY[row["category"]])
    return {client_id: tuple(sorted(some, key=lambda c: c.number)) for client_id, some in found.items()}
