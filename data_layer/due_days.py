"""The dates that the law computes, asked of the pure rules once per combination of dates that occurs."""

from datetime import date
from functools import cache

import pyarrow as pa

from data_layer.categories import CATEGORIES
from data_layer.due_found import REQUEST
from data_layer.rules.retention import capped, due_from, fiscal_last_day, last_day_after
from data_layer.transactions import Reader


def last_days(reader: Reader) -> pa.Table:
    """For each combination that occurs: the last day of retention by the rule, under the fiscal ceiling."""
    year_end = reader.settings.financial_year_end

    @cache
    def normal_day(on: date, months: int | None) -> date:
        return fiscal_last_day(on, year_end) if months is None else last_day_after(on, months)

    rows = reader.table(
        "select distinct trigger_on, months, ceiling_on from due_found where trigger_on is not null"
    ).to_pylist()
    for row in rows:
        on, months, ceiling_on = row["trigger_on"], row["months"], row["ceiling_on"]
        normal = normal_day(on, months)
        row["last_day"] = capped(normal, ceiling_on and normal_day(ceiling_on, None))
        row["capped"] = row["last_day"] != normal
    return pa.Table.from_pylist(rows, _LAST_DAYS)


def hold_ends(reader: Reader) -> pa.Table:
    """Per client in scope and category, or for its requests: whether a hold is open, which one says so, and the last
    day of those that ended."""
    codes = [*(category.code for category in CATEGORIES), REQUEST]
    return reader.table(
        """
        select client_id, category, bool_or(until is null) as is_open,
            coalesce(min(id) filter (until is null), arg_max(id, (until, id))) as hold_id,
            max(until) as hold_until
        from (
            select h.id, c.id as client_id, h.until, unnest(coalesce(h.categories, $codes)) as category
            from holds h join clients c on h.client_id = coalesce(c.merged_into, c.id)
            where c.id in (select client_id from scope)
        ) group by client_id, category
        """,
        codes=codes,
    )


def due_days(reader: Reader) -> pa.Table:
    """For each combination of last day and end of the holds that occurs: the day from which deletion is due."""
    rows = reader.table(
        "select distinct last_day, hold_until from due_computed where last_day is not null and not held"
    ).to_pylist()
    for row in rows:
        until = row["hold_until"]
        row["due_from"] = due_from(row["last_day"], [(until, until)] if until else [])
    return pa.Table.from_pylist(rows, _DUE_DAYS)


_LAST_DAY_TYPES: dict[str, pa.DataType] = {
    "trigger_on": pa.date32(),
    "months": pa.int32(),
    "ceiling_on": pa.date32(),
    "last_day": pa.date32(),
    "capped": pa.bool_(),
}
_LAST_DAYS = pa.schema(_LAST_DAY_TYPES)
_DUE_DAYS = pa.schema({"last_day": pa.date32(), "hold_until": pa.date32(), "due_from": pa.date32()})
