"""What a retention batch would be about, counted where it lies: of a million clients it is millions of items."""

from dataclasses import dataclass
from typing import Any

from data_layer.destroying.items import COMPLAINT, Counted, Totals, in_order, tables_of
from data_layer.disclosure_facts import clients_by_number
from data_layer.due_categories import DUE_CATEGORY, REQUESTS
from data_layer.paging import Chosen
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Scope:
    """What a retention batch is about: all that is due, or of this category or kind of case, of all or some clients."""

    category: str | None = None
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a proposal would be about, as it stands now."""

    totals: Totals
    counted: tuple[Counted, ...]


WAITING_ITEMS = """(
    select i.client_id, i.category from batch_items i join batches b on b.id = i.batch_id
    where b.state in ('proposed', 'approved')
)"""
"""What is in a batch that waits. For an anti join: as `not exists` it is asked for each of millions of items."""


def due_items(reader: Reader, scope: Scope) -> Chosen:
    """The rows of ITEMS that are due today within the scope, and not in a batch that waits.

    Raises BadInput for numbers that are no client's.
    """
    facts = _facts(reader, scope)
    whose = """
        semi join (select id from clients where coalesce(merged_into, id) in (select unnest($ids)::bigint)) c
            on c.id = d.client_id
    """
    sql = f"""
        select d.client_id, d.category, d.last_day from due d {whose if scope.numbers else ""}
        anti join {WAITING_ITEMS} w on w.client_id = d.client_id and w.category = d.category
        where d.due_from <= $today {"and d.category = $category" if scope.category else ""}
    """
    return Chosen(sql, facts)


def due_cases(reader: Reader, scope: Scope) -> Chosen:
    """The rows of CASES that are. Raises BadInput as above."""
    sql = f"""
        select d.kind, d.case_id, d.client_id, d.last_day from due_cases d
        anti join (
            select i.kind, i.case_id from batch_cases i join batches b on b.id = i.batch_id
            where b.state in ('proposed', 'approved')
        ) w on w.kind = d.kind and w.case_id = d.case_id
        where d.due_from <= $today {"and d.kind = $category" if scope.category else ""}
            {"and d.client_id in (select unnest($ids)::bigint)" if scope.numbers else ""}
    """
    return Chosen(sql, _facts(reader, scope))


def foreseen(reader: Reader, scope: Scope) -> Foreseen:
    """What a proposal with this scope would be about. Raises BadInput for numbers that are no client's."""
    items, cases = due_items(reader, scope), due_cases(reader, scope)
    people = reader.table(
        f"""
        select client_id, bit_or(1::bigint << list_position($codes, category)::bigint) as categories,
            min(last_day) as first_last_day, max(last_day) as last_last_day
        from ({items.sql}) group by client_id
        """,
        codes=_CODES,
        **items.facts,
    )
    with reader.lent(people=people, going_cases=reader.table(cases.sql, **cases.facts)):
        return Foreseen(_totals(reader), _counted(reader, items))


def _facts(reader: Reader, scope: Scope) -> dict[str, Any]:
    facts: dict[str, Any] = {"today": reader.today}
    if scope.category:
        facts["category"] = scope.category
    if scope.numbers:
        facts["ids"] = clients_by_number(reader, scope.numbers)
    return facts


def _totals(reader: Reader) -> Totals:
    """All together. Of whom something is in no batch now, or is not due, not everything goes."""
    found = reader.one(
        Totals,
        """
        select (
            select count(distinct coalesce(c.merged_into, c.id)) from clients c
            where c.id in (select client_id from people union all select client_id from going_cases)
        ) as clients,
        (
            select count(*) from clients c
            where c.merged_into is null and c.all_due_from <= $today and c.id in (select client_id from people)
                and c.id not in (select client_id from holds where until is null)
                and c.id not in (
                    select d.client_id from due d join people p on p.client_id = d.client_id
                    join clients w on w.id = d.client_id and w.all_due_from <= $today
                    where p.categories & (1::bigint << list_position($codes, d.category)::bigint) = 0)
                and not exists (from due_cases k where k.client_id = c.id
                    and not exists (from going_cases x where x.kind = k.kind and x.case_id = k.case_id))
        ) as whole,
        min(first_last_day) as first_last_day, max(last_last_day) as last_last_day
        from (
            select first_last_day, last_last_day from people union all select last_day, last_day from going_cases
        )
        """,
        today=reader.today,
        codes=_CODES,
    )
    assert found is not None  # noqa: S101 - a count always answers
    return found


def _counted(reader: Reader, items: Chosen) -> tuple[Counted, ...]:
    """What there is of everything, in the order of the statement."""
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select category as what, count(*) filter (m.id is null) + count(distinct m.stayed) as clients,
            count(*) as records, min(last_day) as first_last_day, max(last_day) as last_last_day
        from ({items.sql}) d
            -- few were merged, and only those can be one person twice
            left join (
                select id, coalesce(merged_into, id) as stayed from clients
                where merged_into is not null or id in (select merged_into from clients)
            ) m on m.id = d.client_id
        group by category
        union all
        select kind, count(distinct client_id), count(*), min(last_day), max(last_day) from going_cases group by kind
        """,
        **items.facts,
    )
    records = _records(reader, [row["what"] for row in rows])
    return tuple(in_order(Counted(**{**row, "records": records.get(row["what"], row["records"])}) for row in rows))


def _records(reader: Reader, codes: list[str]) -> dict[str, int]:
    """How many records there are of the categories that have tables of their own."""
    tables = {code: tables_of(code) for code in codes if code not in (REQUESTS.code, COMPLAINT) and tables_of(code)}
    if not tables:
        return {}
    parts = " union all ".join(
        f"select client_id, {_CODES.index(code) + 1} as place from {table}"
        for code, some in tables.items()
        for table in some
    )
    rows: list[dict[str, int]] = reader.all(
        dict,
        f"""
        select place, count(*) as records from ({parts}) t join people p on p.client_id = t.client_id
        where p.categories & (1::bigint << place::bigint) <> 0 group by place
        """,
    )
    return dict.fromkeys(tables, 0) | {_CODES[row["place"] - 1]: row["records"] for row in rows}


_CODES = list(DUE_CATEGORY)
