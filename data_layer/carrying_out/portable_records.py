"""The records of a client that may be taken along, category by category, as machines read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from data_layer.categories import CATEGORIES, Category, Field, RecordKind
from data_layer.rules.portability import BOOKKEEPING, provided_from
from data_layer.transactions import Reader

Value = str | float | bool | None
PORTABLE = tuple(category for category in CATEGORIES if category.portable)
"""The categories that art. 20 GDPR is about: provided by the person, under agreement or consent."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of a category go along, and how many are left out because somebody else gave them."""

    category: Category
    going: int
    left_out: int


def fields_of(category: Category) -> tuple[Field, ...]:
    """The fields of a category that go along."""
    (kind,) = category.kinds
    return tuple(field for field in kind.fields if field.column not in BOOKKEEPING.get(kind.code, ()))


def counted(reader: Reader, client_id: int) -> list[Counted]:
    """What a file of this client would have, per category of which there is anything."""
    found = [_counted(reader, client_id, category) for category in PORTABLE]
    return [one for one in found if one.going or one.left_out]


def records_of(reader: Reader, client_id: int, category: Category) -> Iterator[dict[str, Value]]:
    """The records of a category that go along, the oldest first; of a client's own facts also those of a merged one."""
    (kind,) = category.kinds
    names = ", ".join(field.column for field in fields_of(category))
    newest = f"{kind.newest} nulls first, " if kind.newest else ""
    rows: Iterator[dict[str, Any]] = reader.stream(
        dict,
        f"""
        select {names}, source from {kind.table}
        where {_whose(category)} and list_contains($sources, source) order by {newest}id
        """,  # noqa: S608 - names of the declaration
        client_id=client_id,
        sources=list(provided_from(kind.source)),
    )
    return ({name: _plain(value) for name, value in row.items()} for row in rows)


def _counted(reader: Reader, client_id: int, category: Category) -> Counted:
    (kind,) = category.kinds
    counts: dict[str, int] | None = reader.one(
        dict,
        f"""
        select count(*) filter (list_contains($sources, source)) as going,
            count(*) filter (not list_contains($sources, source)) as left_out
        from {kind.table} where {_whose(category)}
        """,  # noqa: S608 - names of the declaration
        client_id=client_id,
        sources=list(provided_from(kind.source)),
    )
    return Counted(category, **(counts or {"going": 0, "left_out": 0}))


def _whose(category: Category) -> str:
    kind: RecordKind = category.kinds[0]
    if not kind.is_of_person:
        return "client_id = $client_id"
    filled = ", ".join(f"{field.column}::text" for field in kind.fields)
    return f"$client_id in (id, merged_into) and coalesce({filled}) is not null"


def _plain(value: Any) -> Value:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    assert value is None or isinstance(value, (str, bool))  # noqa: S101 - no field is of another kind
    return value
