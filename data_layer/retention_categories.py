"""Retention per category of data: of how many clients it is kept, due, held, and what comes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data_layer.due_categories import DUE_CATEGORIES, DueCategory
from data_layer.rules.retention import RED_AFTER_DAYS
from data_layer.rules.working_days import add_months
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class PerCategory:
    """Of how many clients a category is kept, due, due for more than 30 days, held, and due within twelve months."""

    category: DueCategory
    clients: int = 0
    due_now: int = 0
    red: int = 0
    held: int = 0
    coming: int = 0
    next_on: date | None = None


def per_category(reader: Reader) -> list[PerCategory]:
    """The twenty categories and the desk's own records, in the order of lists, also those that nobody has."""
    rows: list[dict[str, Any]] = reader.all(
        dict,
        """
        select category, count(*) as clients, count(*) filter (due_from <= $today) as due_now,
            count(*) filter (due_from <= $red_since) as red, count(*) filter (held) as held,
            count(*) filter (due_from > $today and due_from <= $ahead) as coming,
            min(due_from) filter (due_from > $today) as next_on
        from (
            select client_id, category, due_from, held from due
            union all
            select client_id, 'request', min(due_from), bool_or(held) from due_cases
            where kind = 'request' and client_id is not null group by client_id
        )
        where client_id not in (select id from clients where merged_into is not null)
        group by category
        """,
        today=reader.today,
        red_since=reader.today - timedelta(RED_AFTER_DAYS),
        ahead=add_months(reader.today, 12),
    )
    found = {row.pop("category"): row for row in rows}
    return [PerCategory(category, **found.get(category.code, {})) for category in DUE_CATEGORIES]
