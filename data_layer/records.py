"""The records of a client in the twenty categories: adding, correcting and removing one, and what became of it.

All of it is driven by the declarations in `categories`; what a table needs beyond them is in `record_needs`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data_layer import due, record_needs
from data_layer.categories import KINDS, PERSON_KINDS, RecordKind
from data_layer.contradictions import AFTER_BIRTH, contradiction
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Reason, Subject
from data_layer.record_checks import NOT_SAVED, Values, check_record, checked_values
from data_layer.rules.access import Act
from data_layer.rules.identity import masked_bsn
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader, What
from data_layer.verifying import PARENTS
from data_layer.vocabulary import SOURCES

NAMES = ("first_names", "prefix", "surname", "call_name")
REASONS: dict[str, Sentence] = {
    "client_told": say("the client told us so"),
    "mistake": say("it was recorded by mistake"),
    "new_situation": say("the situation has changed"),
    "other": say("something else, namely"),
}
"""Why a record is corrected or removed; the code goes into the log."""
_REMOVED = say("Somebody else removed this record meanwhile; nothing was saved.")
GONE = say("This record is not there: it was removed, or the link is wrong.")


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands: its values by column, with a BSN masked, who provided it, and its version."""

    id: int
    version: int
    source: str
    values: Mapping[str, Any]


class RecordChanged(ChangedMeanwhile):
    """Somebody else changed or removed the record after it was read; `now` is how it stands, None when it is gone."""

    def __init__(self, sentence: Sentence, now: Record | None) -> None:
        super().__init__(sentence)
        self.now = now


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
    found = _row(reader, kind, client_id, record_id)
    if found is None:
        raise NotFound(GONE)
    return _as_record(kind, found)


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
    return [_as_record(kind, row) for row in rows]


def person(reader: Reader, client_id: int) -> dict[str, Record]:
    """What the client's own row holds, part by part by its code; only the parts in which something is filled."""
    columns = ", ".join(dict.fromkeys(name for kind in PERSON_KINDS.values() for name in _names(kind)))
    row = reader.one(dict[str, Any], f"select {columns} from clients where id = $id", id=client_id)  # noqa: S608 - declared names
    if row is None:
        raise NotFound(GONE)
    parts = {code: _as_record(kind, row) for code, kind in PERSON_KINDS.items()}
    return {code: part for code, part in parts.items() if any(value is not None for value in part.values.values())}


def counts(reader: Reader, client_id: int) -> dict[str, int]:
    """How many records of each kind, by its code, there are of this client."""
    parts = " union all ".join(
        f"select '{code}' as code, count(*) as records from {kind.table}"  # noqa: S608 - names of the declaration
        f" where {_owner(kind)} = $client_id and {_is_there(kind)}"
        for code, kind in KINDS.items()
    )
    rows = reader.all(dict[str, Any], parts, client_id=client_id)
    return {row["code"]: row["records"] for row in rows}


def history(reader: Reader, kind: RecordKind, client_id: int, record_id: int) -> list[Happening]:
    """What happened to one record, the newest first; of the client's own row only what touched this kind's fields."""

    def built(fields: list[str], **columns: Any) -> Happening:
        return Happening(fields=tuple(fields), **columns)

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
        in_table=kind.table,
        record_id=record_id,
        columns=[*(field.column for field in kind.fields), "source"],
    )


def add(
    store: Store,
    actor: Actor,
    kind: RecordKind,
    *,
    id: int,  # noqa: A002 - the identity of the new row, made when the form was drawn
    client_id: int,
    typed: Values,
    source: str,
    reason: Reason | None = None,
) -> None:
    """Adds a record to the client's list of this kind; the same id once more does nothing.

    Raises BadInput with the field, NotAllowed.
    """
    with store.change(actor, Act.RECORD_ADD, Subject("client", client_id), reason) as change:
        if change.value(f"select 1 from {kind.table} where id = $id", id=id):  # noqa: S608 - names of the declaration
            change.undo()
            return
        empty = {field.column: None for field in kind.fields}
        values = empty | checked_values(kind, typed, change.today)
        values = check_record(kind, values, _the_client(change, client_id)["birth_date"])
        _check_source(source)
        more = record_needs.of_new(change, kind, client_id, values)
        change.insert(kind.table, id=id, client_id=client_id, source=source, **values, **more)
        change.recorded(
            kind.table, id, client_id, "added", *(name for name, value in values.items() if value is not None)
        )
        due.refresh(change, [client_id])


def correct(
    store: Store,
    actor: Actor,
    kind: RecordKind,
    *,
    seen: Record,
    client_id: int,
    typed: Values,
    source: str | None = None,
    reason: Reason | None = None,
    upon: int | None = None,
) -> None:
    """Saves what was typed where it differs from what was seen; the other fields keep what they have by now.

    `upon` is the version that the person knows of, if it is a later one than was seen: what somebody else changed
    meanwhile then stays. An empty citizen service number changes nothing. Only filling what was empty needs no reason.
    Raises BadInput with the field, NotAllowed,
    and RecordChanged when the record has another version.
    """
    act = Act.CLIENT_CHANGE if kind.is_of_person else Act.RECORD_CHANGE
    with store.change(actor, act, Subject("client", client_id), reason) as change:
        version = seen.version if upon is None else upon
        before = _current(change, kind, client_id, seen, version)
        touched = {name: value for name, value in typed.items() if value != seen.values[name]}
        wanted = {
            name: value
            for name, value in checked_values(kind, touched, change.today).items()
            if value != seen.values[name] and not (value is None and kind.field(name).kind == "bsn")
        }
        born_on = _the_client(change, client_id)["birth_date"]
        values = check_record(kind, {field.column: before[field.column] for field in kind.fields} | wanted, born_on)
        changes = {name: value for name, value in values.items() if value != before[name]}
        more: dict[str, Any] = {}
        if source is not None and source != seen.source:
            _check_source(source)
            more["source"] = source
        if not changes and not more:
            change.undo()
            return
        told = (*changes, *more)
        if more or any(before[name] is not None for name in changes):
            _check_reason(reason)
        more |= record_needs.of_changed(change, kind, client_id, values, changes)
        if any(value is None and before[name] is not None for name, value in changes.items()):
            record_needs.check_removal(change, kind, client_id, reason)
        if kind.is_of_person:
            _check_person(change, client_id, changes)
            more |= _search_name(change, client_id, changes)
        change.update(kind.table, seen.id, before["version"], **changes, **more)
        change.recorded(kind.table, seen.id, client_id, "corrected", *told)
        due.refresh(change, [client_id])


def remove(store: Store, actor: Actor, kind: RecordKind, *, seen: Record, client_id: int, reason: Reason) -> None:
    """Removes a record; of the client's own row the fields of this kind are emptied.

    While a hold keeps the category only the privacy officer may, with a written reason. Raises BadInput, NotAllowed,
    and RecordChanged when the record is no longer as it was seen.
    """
    act = Act.CLIENT_CHANGE if kind.is_of_person else Act.RECORD_REMOVE
    with store.change(actor, act, Subject("client", client_id), reason) as change:
        _check_reason(reason)
        _the_client(change, client_id)
        record_needs.check_removal(change, kind, client_id, reason)
        before = _current(change, kind, client_id, seen, seen.version)
        filled = [field.column for field in kind.fields if before[field.column] is not None]
        if not filled:
            raise RecordChanged(_REMOVED, None)
        if not kind.is_of_person:
            _let_go(change, kind, seen.id)
            change.execute(f"delete from {kind.table} where id = $id", id=seen.id)  # noqa: S608 - a declared name
        elif kind.may_be_empty:
            change.update(kind.table, seen.id, before["version"], **dict.fromkeys(filled))
        else:
            raise BadInput(say("A client cannot be without this. Nothing was saved. Correct it instead."))
        change.recorded(kind.table, seen.id, client_id, "removed", *filled)
        due.refresh(change, [client_id])


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


def _row(reader: Reader, kind: RecordKind, client_id: int, record_id: int) -> dict[str, Any] | None:
    return reader.one(
        dict[str, Any],
        f"select {_columns(kind)} from {kind.table} where id = $id and {_owner(kind)} = $client_id",  # noqa: S608 - names of the declaration
        id=record_id,
        client_id=client_id,
    )


def _as_record(kind: RecordKind, row: Mapping[str, Any]) -> Record:
    values = {field.column: row[field.column] for field in kind.shown}
    for field in kind.fields:
        if field.kind == "bsn" and values[field.column]:
            values[field.column] = masked_bsn(values[field.column])
    return Record(row["id"], row["version"], row["source"], values)


def _the_client(reader: Reader, client_id: int) -> dict[str, Any]:
    """The client whose records are touched. Raises NotFound for one that is gone or was merged."""
    found = reader.one(dict[str, Any], "select birth_date, merged_into from clients where id = $id", id=client_id)
    if found is None or found["merged_into"] is not None:
        raise NotFound(say("This client is not there any more; nothing was saved. Look the client up in the list."))
    return found


def _current(change: Change, kind: RecordKind, client_id: int, seen: Record, version: int) -> dict[str, Any]:
    """The record as it is now, which is as it was seen. Raises RecordChanged when it is not."""
    now = _row(change, kind, client_id, seen.id)
    if now is None:
        raise RecordChanged(_REMOVED, None)
    record = _as_record(kind, now)
    if now["version"] == version:
        return now
    if kind.is_of_person and version == seen.version and (record.values, record.source) == (seen.values, seen.source):
        return now  # another part of the client's row was changed
    latest = next(iter(history(change, kind, client_id, seen.id)), None)
    raise RecordChanged(
        say(
            "%(who)s changed this meanwhile; nothing was saved. What you filled in is still here: look at what has"
            " changed, and save once more if it still holds.",
            who=latest.who if latest and latest.who else say("Somebody else"),
        ),
        record,
    )


def _let_go(change: Change, kind: RecordKind, record_id: int) -> None:
    """What points at a record that goes points nowhere from then on."""
    for table, parents in PARENTS.items():
        for column, parent in parents:
            if parent == kind.table:
                change.execute(
                    f"update {table} set {column} = null, version = version + 1 where {column} = $id",  # noqa: S608 - declared names
                    id=record_id,
                )


def _check_reason(reason: Reason | None) -> None:
    if reason is None or reason.code not in REASONS:
        raise BadInput(say("Choose why. %(not_saved)s", not_saved=NOT_SAVED), "reason")
    if reason.code == "other" and not (reason.text or "").strip():
        raise BadInput(say("Write down why. %(not_saved)s", not_saved=NOT_SAVED), "reason_text")


def _check_source(source: str) -> None:
    if source not in SOURCES:
        raise BadInput(say("Choose who provided this. %(not_saved)s", not_saved=NOT_SAVED), "source")


def _check_person(change: Change, client_id: int, changes: Values) -> None:
    """What the client's own row must be to other clients and to the client's records. Raises BadInput."""
    if (bsn := changes.get("bsn")) is not None:
        check_bsn_is_free(change, bsn, client_id)
    if (born_on := changes.get("birth_date")) is not None:
        check_born_before(change, client_id, born_on)


def check_born_before(change: Change, client_id: int, born_on: date) -> None:
    """Raises BadInput when a fact or record of the client lies before this birth."""
    own = change.one(dict[str, Any], "select arrived_on, registered_on from clients where id = $id", id=client_id)
    if found := contradiction("clients", own or {}, born_on):
        raise BadInput(say("%(problem)s %(not_saved)s", problem=found[1], not_saved=NOT_SAVED), "birth_date")
    for table, column in AFTER_BIRTH:
        first = change.value(
            f"select min({column}) from {table} where client_id = $client_id",  # noqa: S608 - declared columns
            client_id=client_id,
        )
        if first is not None and first < born_on:
            raise BadInput(
                say(
                    "There are records from before this birth: the first is of %(day)s. %(not_saved)s",
                    day=first,
                    not_saved=NOT_SAVED,
                ),
                "birth_date",
            )


def check_bsn_is_free(change: Change, bsn: str, client_id: int | None = None) -> None:
    """Raises BadInput, with the other's number, when another client has this citizen service number."""
    other = change.value(
        "select number from clients where bsn = $bsn and id is distinct from $id", bsn=bsn, id=client_id
    )
    if other is not None:
        raise BadInput(
            say(
                "Client %(number)s has this citizen service number (BSN) already. Nothing was saved. Look whether it is"
                " the same person.",
                number=other,
            ),
            "bsn",
        )


def _search_name(change: Change, client_id: int, changes: Values) -> dict[str, str]:
    if changes.keys().isdisjoint(NAMES):
        return {}
    row = change.one(
        dict[str, Any], "select first_names, prefix, surname, call_name from clients where id = $id", id=client_id
    )
    assert row is not None  # noqa: S101 - its version was just seen
    return {"search_name": search_name(row | {name: changes[name] for name in NAMES if name in changes})}


def search_name(names: Mapping[str, Any]) -> str:
    """What a client with these names is found by."""
    return folded(" ".join(names[name] for name in NAMES if names.get(name)))
