"""What a batch is about: categories of clients, and whole requests and complaints, as Arrow tables."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer.categories import CATEGORIES
from data_layer.due_categories import DESK_RECORDS, DUE_CATEGORY, REQUESTS
from data_layer.fiscal_identities import PARTS, kept_sql
from data_layer.transactions import Change, Reader

_ITEMS: dict[str, pa.DataType] = {"client_id": pa.int64(), "category": pa.string(), "last_day": pa.date32()}
_CASES: dict[str, pa.DataType] = {
    "kind": pa.string(), "case_id": pa.int64(), "client_id": pa.int64(), "last_day": pa.date32()
}  # fmt: skip
ITEMS, CASES = pa.schema(_ITEMS), pa.schema(_CASES)
COMPLAINT = "complaint"  # of nobody whom the desk knows: a case, as each request is
OF_A_CLIENT = {records.code: records.table for records in DESK_RECORDS}
"""The desk's own records of a client, which go with it, and the tables they lie in."""


@dataclass(frozen=True, slots=True)
class Items:
    """The categories of clients (ITEMS) and the cases (CASES) that are meant."""

    items: pa.Table
    cases: pa.Table

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.items.num_rows + self.cases.num_rows)

    @contextmanager
    def lent(self, reader: Reader) -> Iterator[None]:
        """The tables `going` and `going_cases`, for the SQL within."""
        with reader.lent(going=self.items, going_cases=self.cases):
            yield


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one category, or of the desk's own records: clients, records, and the range of the last days."""

    what: str
    clients: int
    records: int
    first_last_day: date | None
    last_last_day: date | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left, for one of the reasons of SKIPS."""

    reason_code: str
    clients: int
    items: int


@dataclass(frozen=True, slots=True)
class Totals:
    """All together: clients (one that was merged counts as the one it went into), of whom whole, range of last days."""

    clients: int
    whole: int
    first_last_day: date | None
    last_last_day: date | None


def counted(reader: Reader, meant: Items) -> tuple[Counted, ...]:
    """What there is of everything that is meant, in the order of the statement."""
    with meant.lent(reader):
        found = {
            row.what: row
            for row in reader.all(
                Counted,
                """
                select category as what, count(distinct coalesce(c.merged_into, c.id)) as clients, 0 as records,
                    min(last_day) as first_last_day, max(last_day) as last_last_day
                from going g join clients c on c.id = g.client_id group by category
                union all
                select kind, count(distinct client_id), 0, min(last_day), max(last_day) from going_cases group by kind
                """,
            )
        }
        records = {what: _records(reader, what) for what in found}
    return tuple(in_order(replace(row, records=records[row.what]) for row in found.values()))


def in_order(rows: Iterable[Counted]) -> list[Counted]:
    """Rows in the order of the statement, the desk's own records last."""
    return sorted(rows, key=lambda row: _ORDER.index(row.what))


def totals(reader: Reader, meant: Items) -> Totals:
    """All that is meant together."""
    with meant.lent(reader):
        found = reader.one(
            Totals,
            f"""
            select (
                select count(distinct coalesce(c.merged_into, c.id)) from clients c
                where c.id in (select client_id from going union all select client_id from going_cases)
            ) as clients,
            (
                select count(*) from ({LEAVING}) l join clients c on c.id = l.client_id where c.merged_into is null
            ) as whole,
            min(last_day) as first_last_day, max(last_day) as last_last_day
            from (select last_day from going union all select last_day from going_cases)
            """,
        )
    assert found is not None  # noqa: S101 - a count always answers
    return found


def noted_counts(change: Change, batch_id: int, meant: Items) -> dict[str, Any]:
    """Writes down what is meant, in place of what stood there; the columns of the batch that add it up."""
    change.execute("delete from batch_counts where batch_id = $id", id=batch_id)
    for row in counted(change, meant):
        change.insert("batch_counts", batch_id=batch_id, **asdict(row))
    return asdict(totals(change, meant))


def digest(reader: Reader, meant: Items) -> str:
    """SHA-256 of what is meant: of ids that mean nothing outside the store, and that are gone from it afterwards."""
    with meant.lent(reader):
        return str(
            reader.value(
                """
                select sha256(coalesce(string_agg(line, chr(10) order by line), '')) from (
                    select concat_ws(' ', client_id, category, last_day) as line from going
                    union all select concat_ws(' ', kind, case_id, last_day) from going_cases
                )
                """
            )
        )


LEAVING = """
    with concerned as (
        select client_id from going
        union select client_id from going_cases where client_id is not null
    ),
    staying as (
        select d.client_id from due d anti join going g on g.client_id = d.client_id and g.category = d.category
        where d.client_id in (
            select id from clients where id in (from concerned) or merged_into in (from concerned))
        union all
        select k.client_id from due_cases k
        anti join going_cases g on g.kind = k.kind and g.case_id = k.case_id where k.client_id is not null
        union all
        select client_id from holds where until is null
    )
    select client_id from concerned
    where client_id not in (from staying)
        and client_id not in (
            select merged_into from clients where merged_into is not null and id in (from staying))
"""
"""The clients of whom nothing is left when what is `going` has gone, nor of any that was merged into them."""


def tables_of(what: str) -> list[str]:
    """What to select the records of a category from; nothing where they are columns of the client, or cases."""
    if what in OF_A_CLIENT:
        return [OF_A_CLIENT[what]]
    kinds: Sequence[Any] = next((c.kinds for c in CATEGORIES if c.code == what), ())
    tables = [kind.table for kind in kinds if not kind.is_of_person]
    return [*tables, kept_sql(what)] if tables and what in PARTS else tables


def _records(reader: Reader, what: str) -> int:
    if what in (REQUESTS.code, COMPLAINT):
        return int(reader.value("select count(*) from going_cases where kind = $what", what=what))
    if not (tables := tables_of(what)):
        return int(reader.value("select count(*) from going where category = $what", what=what))
    parts = " union all ".join(
        f"select count(*) as n from {table} t semi join (from going where category = $what) g"
        " on g.client_id = t.client_id"
        for table in tables
    )
    return int(reader.value(f"select sum(n)::bigint from ({parts})", what=what))


_ORDER = (*DUE_CATEGORY, COMPLAINT)
