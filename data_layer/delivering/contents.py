"""The file of a delivery: a row per client, and in a workbook a sheet for each kind of which a client has many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer.categories import CATEGORY_OF, RecordKind, label_of
from data_layer.delivering.delivery import Delivery, Format
from data_layer.delivering.layouts import ADDED_UP, GOES, HOURS, fields_for, list_kinds, row_kinds
from data_layer.errors import BadInput
from data_layer.exporting import delimited, workbook
from data_layer.exporting.columns import Cell, Column, cell_maker
from data_layer.exporting.records import NUMBER, column_of, sheet_title
from data_layer.exporting.sql import with_client
from data_layer.paging import Chosen
from data_layer.recipients import Recipient
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from data_layer.wording import Language, put

_LANGUAGE: Language = "nl"  # all recipients are Dutch-speaking offices
_OF = "record_"  # before the columns of a record, beside those of its client


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    columns: tuple[Column, ...]
    chosen: Chosen


def made(reader: Reader, recipient: Recipient, delivery: Delivery, going: Sequence[int]) -> bytes:
    """The whole file. Raises BadInput for what the form cannot hold."""
    with reader.lent(going_clients=pa.table({"client_id": pa.array(going, pa.int64())})):
        tables = _tables(reader.today, recipient, delivery)
        if delivery.format == "csv":
            (only,) = tables
            return b"".join(delimited.pieces(only.columns, _headings(only), _rows(reader, only)))
        _check_size(reader, tables)
        sheets = [workbook.Sheet(t.title, t.columns, _headings(t), _rows(reader, t)) for t in tables]
        return workbook.made(sheets).getvalue()


def columns_of(recipient: Recipient, categories: tuple[str, ...]) -> list[Column]:
    """All columns that go to the recipient, for showing them beforehand; the client's number always goes along."""
    lists = [column for kind in list_kinds(categories) for column in _columns(recipient, kind)]
    return [NUMBER, *_row_columns(recipient, categories), *lists]


def check_form(categories: tuple[str, ...], form: Format) -> None:
    """Raises BadInput: a text holds one table only."""
    lists = list_kinds(categories)
    if form == "csv" and len(lists) > 1:
        raise BadInput(
            say(
                "A CSV file holds one list, and here %(first)s and %(second)s would each be one. Choose Excel, or"
                " fewer data. Nothing was made.",
                first=label_of(lists[0]),
                second=label_of(lists[1]),
            ),
            "format",
        )


def _tables(today: date, recipient: Recipient, delivery: Delivery) -> list[_Table]:
    own = _row_columns(recipient, delivery.categories)
    clients = _clients(today, delivery)
    kinds = list_kinds(delivery.categories)
    if delivery.format == "csv" and kinds:
        (kind,) = kinds
        beside = _columns(recipient, kind)
        return [_Table("", (NUMBER, *own, *beside), _with_records(clients, kind, delivery, beside, keeps_all=True))]
    tables = [_Table(put(say("Clients"), _LANGUAGE), (NUMBER, *own), clients)]
    for kind in kinds:
        columns = _columns(recipient, kind)
        records = _with_records(_numbers(), kind, delivery, columns, keeps_all=False)
        tables.append(_Table(put(sheet_title(kind), _LANGUAGE), (NUMBER, *columns), records))
    return tables


def _row_columns(recipient: Recipient, categories: tuple[str, ...]) -> tuple[Column, ...]:
    columns = [
        column_of(kind.field(name), name) for kind in row_kinds(categories) for name in fields_for(recipient, kind)
    ]
    if CATEGORY_OF[ADDED_UP].code in categories:
        columns += [column for column, _sql in HOURS.values()]
    return tuple(columns)


def _columns(recipient: Recipient, kind: RecordKind) -> tuple[Column, ...]:
    return tuple(column_of(kind.field(name), f"{_OF}{name}") for name in fields_for(recipient, kind))


def _numbers() -> Chosen:
    return Chosen("select id, number, number as sort_key from clients semi join going_clients on client_id = id", {})


def _clients(today: date, delivery: Delivery) -> Chosen:
    chosen = with_client(_numbers(), today)
    if CATEGORY_OF[ADDED_UP].code not in delivery.categories:
        return chosen
    sums = ", ".join(f"coalesce({sql}, 0) as {name}" for name, (_column, sql) in HOURS.items())
    sql = f"""
        select f.*, {", ".join(f"coalesce(l.{name}, 0) as {name}" for name in HOURS)} from ({chosen.sql}) f
        left join (select client_id, {sums} from {ADDED_UP} where {GOES[ADDED_UP]} group by client_id) l
            on l.client_id = f.id
    """  # noqa: S608 - names of the layouts
    return Chosen(sql, {**chosen.facts, "since": delivery.since, "until": delivery.until})


def _with_records(
    clients: Chosen, kind: RecordKind, delivery: Delivery, columns: Sequence[Column], *, keeps_all: bool
) -> Chosen:
    """The rows of the clients with one for each record; with `keeps_all` those without a record too."""
    within = GOES.get(kind.code, "true")
    names = ", ".join(f"r.{column.code.removeprefix(_OF)} as {column.code}" for column in columns)
    sql = f"""
        select f.*, {names}, r.id as record_at from ({clients.sql}) f
        {"left" if keeps_all else ""} join (select * from {kind.table} where {within}) r on r.client_id = f.id
    """  # noqa: S608 - names of the declaration
    facts = dict(clients.facts)
    if "$since" in within:
        facts |= {"since": delivery.since, "until": delivery.until}
    return Chosen(sql, facts)


def _headings(table: _Table) -> list[str]:
    return [put(column.label, _LANGUAGE) for column in table.columns]


def _rows(reader: Reader, table: _Table) -> Iterator[Sequence[Cell]]:
    makers = [(column.code, cell_maker(column, _LANGUAGE)) for column in table.columns]
    order = "number, record_at" if "record_at" in table.chosen.sql else "number"
    names = ", ".join(column.code for column in table.columns)
    rows: Iterator[dict[str, Any]] = reader.stream(
        dict,
        f"select {names} from ({table.chosen.sql}) order by {order}",  # noqa: S608 - names of the declaration
        **table.chosen.facts,
    )
    for row in rows:
        yield [make(row[code]) for code, make in makers]


def _check_size(reader: Reader, tables: Sequence[_Table]) -> None:
    rows = sum(
        reader.value(f"select count(*) from ({table.chosen.sql})", **table.chosen.facts)  # noqa: S608 - made here
        for table in tables
    )
    if rows > workbook.MOST_ROWS:
        raise BadInput(
            say(
                "These are %(rows)s rows; an Excel workbook holds %(most)s here. Choose CSV, a shorter period or fewer"
                " data. Nothing was made.",
                rows=rows,
                most=workbook.MOST_ROWS,
            ),
            "format",
        )
