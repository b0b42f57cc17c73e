"""The log page by page, and one entry of it with everything that it says."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from data_layer import clients
from data_layer.errors import NotFound
from data_layer.log import Chain, Subject
from data_layer.logbook.log_lists import Filter, described, entries
from data_layer.paging import Chosen, Page, Position, page_of
from data_layer.rules.access import Act
from data_layer.rules.identity import repeatable
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

_TYPES: dict[str, pa.DataType] = {
    "number": pa.string(), "chain": pa.string(), "seq": pa.int64(), "happened_at": pa.timestamp("us", "UTC"),
    "staff_id": pa.int64(), "act": pa.string(), "subject_kind": pa.string(), "subject_id": pa.int64(),
    "reason_code": pa.string(), "fields": pa.list_(pa.string()), "rows": pa.int64(), "bulk_digest": pa.string(),
    "sort_key": pa.int64(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: `staff` is empty for the desk itself (`staff_id` 0) and for who left.

    `record` is the number of what it is about; `name` what a recipient or a member of staff is called.
    """

    number: str
    chain: Chain
    seq: int
    happened_at: datetime
    staff_id: int
    staff: str
    act: str
    subject_kind: str | None
    record: str | None
    name: str | None
    reason_code: str | None
    fields: str
    rows: int
    bulk_digest: str | None


@dataclass(frozen=True, slots=True)
class FullEntry:
    """One entry with what belongs to it: the typed reason, and the digests of the chain."""

    row: Row
    reason: str | None
    previous: str
    digest: str


def staff(reader: Reader) -> list[dict[str, Any]]:
    """Everybody who works or worked at the desk, by name."""
    return reader.all(dict[str, Any], "select id, name from staff order by name, id")


def listed(store: Store, actor: Actor, which: Filter, position: Position, *, sitting: str) -> Page[Row]:
    """One page of the entries that fit, the newest first.

    A look at what the log says of one person is logged itself, once per sitting. Raises NotAllowed, and NotFound for a
    number that no client has.
    """
    subject = None
    if which.client_number:
        with store.read(actor, Act.LOG_VIEW) as reader:
            subject = Subject("client", _id_of(reader, which.client_number))
    with store.read(actor, Act.LOG_VIEW, subject, sitting=sitting if subject else None) as reader:
        page: Page[dict[str, Any]] = page_of(reader, dict, _with_key(entries(which)), position)
        found = [{**row, "sort_key": row["key"]} for row in page.rows]
        rows = described(reader, pa.Table.from_pylist(found, pa.schema(_TYPES)))
    return Page([_row(row) for row in rows], page.total, page.before, page.after)


def the_entry(reader: Reader, number: str) -> FullEntry:
    """The entry with this number, as `change-12`. Raises NotFound."""
    match = re.fullmatch(r"(change|look)-([0-9]{1,18})", number)
    facts = {"chain": match[1], "seq": int(match[2])} if match else {}
    one = "select * from ({}) where chain = $chain and seq = $seq"
    found = reader.table(one.format(entries(Filter()).sql), **facts) if match else None
    if found is None or not found.num_rows:
        raise NotFound(say("This entry of the log is not there, or was kept long enough and is gone."))
    rest: dict[str, Any] | None = reader.one(
        dict,
        """
        select r.body as reason, l.previous, l.digest
        from log l left join reasons r on r.chain = l.chain and r.seq = l.seq
        where l.chain = $chain and l.seq = $seq
        """,
        **facts,
    )
    (row,) = described(reader, found)
    return FullEntry(_row(row), **(rest or {}))


def _id_of(reader: Reader, number: str) -> int:
    """The id of the client with this number. Raises NotFound, also for one that was destroyed."""
    try:
        return clients.id_of(reader, number)
    except NotFound:
        gone: date | None = reader.value("select destroyed_on from destroyed_numbers where number = $n", n=number)
        if gone is None:
            raise
        raise NotFound(
            say(
                "Client %(number)s was destroyed on %(day)s. The log still has the entries of before, but the desk does"
                " not know any more which of them are about this client. That is meant: choose a period instead.",
                number=repeatable(number),
                day=gone,
            )
        ) from None


def _with_key(chosen: Chosen) -> Chosen:
    return Chosen(f"select *, sort_key as key from ({chosen.sql})", chosen.facts)  # noqa: S608 - of the list


def _row(row: dict[str, Any]) -> Row:
    return Row(**{name: row[name] for name in Row.__dataclass_fields__})
