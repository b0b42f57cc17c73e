"""The records of a client as they stand: one, those of a kind, the client's own row, and what became of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data_layer.categories import KINDS, PERSON_KINDS, RecordKind
from data_layer.errors import NotFound
from data_layer.rules.identity import masked_bsn
from data_layer.rules.sentences import say
from data_layer.transactions import Reader, What

GONE = say("This record is not there: it was removed, or the link is wrong.")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands: its values by column, with a BSN masked, who provided it, and its version."""

    id: int
    version: int
    source: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a record's history: who did what when (UTC) to which fields, and why; never a value."""

    happened_at: datetime
    who: str | None
    what: What
    fields: tuple[str, ...]
    reason_code: str | None
    reason: str | None


def the_record(reader: Reader, kind: RecordKind, client_id: int, record_id: int) -> Record:
    """One record of the client as it stands. Raises NotFound."""
    found = row_of(reader, kind, client_id, record_id)
    if found is None:
        raise NotFound(GONE)
    return as_record(kind, found)


def records_of(
    reader: Reader, kind: RecordKind, client_id: int, *, first: int = 0, most: int | None = None
) -> list[Record]:
    """The records of one kind of the client, the newest first, from the `first` on."""
    order = f"{kind.newest} desc nulls last, id desc" if kind.newest else "id desc"
    rows = reader.all(
        dict[str, Any],
        f"select {_columns(kind)} from {kind.table} where {_owner(kind)} = $client_id and {_is_there(kind)}"  # noqa: S608 - names of the declaration
        f" order by {order} limit $most offset $first",
        client_id=client_id,
        most=most,
        first=first,
    )
    return [as_record(kind, row) for row in rows]


def person(reader: Reader, client_id: int) -> dict[str, Record]:
    """What the client's own row holds, part by part by its code; only the parts in which something is filled."""
    columns = ", ".join(dict.fromkeys(name for kind in PERSON_KINDS.values() for name in _names(kind)))
    row = reader.one(dict[str, Any], f"select {columns} from clients where id = $id", id=client_id)  # noqa: S608 - declared names
    if row is None:
        raise NotFound(GONE)
    parts = {code: as_record(kind, row) for code, kind in PERSON_KINDS.items()}
    return {code: part for code, part in parts.items() if any(value is not None for value in part.values.values())}


def counts(reader: Reader, client_id: int, kinds: Collection[RecordKind] = tuple(KINDS.values())) -> dict[str, int]:
    """How many records of each of these kinds, by its code, there are of this client."""
    parts = " union all ".join(
        f"select '{kind.code}' as code, count(*) as records from {kind.table}"  # noqa: S608 - names of the declaration
        f" where {_owner(kind)} = $client_id and {_is_there(kind)}"
        for kind in kinds
    )
    rows = reader.all(dict[str, Any], parts, client_id=client_id)
    return {row["code"]: row["records"] for row in rows}


def history(reader: Reader, kind: RecordKind, client_id: int, record_id: int) -> list[Happening]:
    """What happened to one record, the newest first; of the client's own row only what touched this kind's fields."""
    columns = tuple(field.column for field in kind.fields)
    return happened_to(reader, kind.table, client_id, record_id, (*columns, "source"))


def happened_to(
    reader: Reader, table: str, client_id: int, record_id: int, columns: Sequence[str] = ()
) -> list[Happening]:
    """What happened to a row of a client in this table, the newest first; `columns` matter for the client's own."""

    def built(fields: list[str], **found: Any) -> Happening:
        return Happening(fields=tuple(fields), **found)

    return reader.all(
        built,
        """
        select l.happened_at, s.name as who, r.what, r.fields, l.reason_code, w.body as reason
        from record_changes r join log l on l.chain = 'change' and l.seq = r.seq
        left join staff s on s.id = l.staff_id
        left join reasons w on w.chain = 'change' and w.seq = r.seq
        where r.client_id = $client_id and r.in_table = $in_table
            -- also of a client that went into this one
            and case when r.in_table = 'clients' then list_has_any(r.fields, $columns::varchar[])
                else r.record_id = $record_id end
        order by r.seq desc
        """,
        client_id=client_id,
        in_table=table,
        record_id=record_id,
        columns=list(columns),
    )


def row_of(reader: Reader, kind: RecordKind, client_id: int, record_id: int) -> dict[str, Any] | None:
    """The record with all its columns as they are stored, or None."""
    return reader.one(
        dict[str, Any],
        f"select {_columns(kind)} from {kind.table} where id = $id and {_owner(kind)} = $client_id",  # noqa: S608 - names of the declaration
        id=record_id,
        client_id=client_id,
    )


def as_record(kind: RecordKind, row: Mapping[str, Any]) -> Record:
    """The row as people may see it: a BSN is masked."""
    values = {field.column: row[field.column] for field in kind.shown}
    for field in kind.fields:
        if field.kind == "bsn" and values[field.column]:
            values[field.column] = masked_bsn(values[field.column])
    return Record(row["id"], row["version"], row["source"], values)


def _names(kind: RecordKind) -> tuple[str, ...]:
    return ("id", "version", "source", *(field.column for field in kind.shown))


def _columns(kind: RecordKind) -> str:
    return ", ".join(_names(kind))


def _owner(kind: RecordKind) -> str:
    return "id" if kind.is_of_person else "client_id"


def _is_there(kind: RecordKind) -> str:
    """Of the client's own row a kind is there when one of its columns is filled."""
    if not kind.is_of_person:
        return "true"
    return "(" + " or ".join(f"{field.column} is not null" for field in kind.fields) + ")"
