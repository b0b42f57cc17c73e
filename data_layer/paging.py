"""Pages of a list, found by key: the next page starts after a record, however far down the list it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from data_layer.rules.sentences import Sentence
from data_layer.transactions import Reader

T = TypeVar("T")
SIZE = 25


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: after, or before, the record with this number; neither for the first page."""

    after: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort a list: its name, the ascending SQL of `sort_key`, and a key that comes before all others."""

    label: Sentence
    sql: str
    first: str = "''"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a list that fit a filter: SQL that selects `number` (unique, text), `sort_key` and what makes a row,
    with the facts that it names."""

    sql: str
    facts: Mapping[str, Any]


def newest_first(label: Sentence, day: str) -> Order:
    """The order by this column of days, the newest first."""
    return Order(label, f"-date_diff('day', date '1970-01-01', {day})", "-9999999")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of one page, how many there are in all, and the numbers to page on from (None at an end)."""

    rows: list[T]
    total: int
    before: str | None
    after: str | None


def page_of(
    reader: Reader, row_type: Callable[..., T], chosen: Chosen, position: Position, size: int = SIZE
) -> Page[T]:
    """One page of what is chosen, ascending by `sort_key` and `number`.

    A number that is no longer in the list gives the first page.
    """
    sql, facts = chosen.sql, dict(chosen.facts)
    total = reader.value(f"select count(*) from ({sql})", **facts)
    start = position.after or position.before
    key: dict[str, Any] | None = None
    if start:
        key = reader.one(
            dict,
            f"select sort_key, number from ({sql}) where number = $start",
            start=start,
            **facts,
        )
    backwards = bool(key) and position.after is None
    where, direction = "true", "asc"
    if key:
        where = f"(sort_key, number) {'<' if backwards else '>'} ($from_key, $from_number)"
        facts |= {"from_key": key["sort_key"], "from_number": key["number"]}
        direction = "desc" if backwards else "asc"
    found: list[dict[str, Any]] = reader.all(
        dict,
        f"select * from ({sql}) where {where} order by sort_key {direction}, number {direction} limit $size",
        size=size + 1,
        **facts,
    )
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_before = more if backwards else bool(key)
    has_after = bool(key) if backwards else more
    return Page(
        [row_type(**{name: value for name, value in row.items() if name != "sort_key"}) for row in found],
        total,
        found[0]["number"] if found and has_before else None,
        found[-1]["number"] if found and has_after else None,
    )
