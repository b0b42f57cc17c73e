"""What adding, correcting and removing a record does within the open transaction of an act.

All of it is driven by the declarations in `categories`; what a table needs beyond them is in `record_needs`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from data_layer import due, record_needs
from data_layer.categories import RecordKind
from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.log import Reason
from data_layer.parents import GO_ALONG, PARENTS
from data_layer.person_checks import NAMES, birth_of, check_born_before, check_bsn_is_free, search_name
from data_layer.record_checks import Values, bad, check_record, check_source, checked_values
from data_layer.record_lists import Record, as_record, history, row_of
from data_layer.record_needs import NONE_PASSED, Passed
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change

_REMOVED = say("Somebody else removed this record meanwhile; nothing was saved.")


class RecordChanged(ChangedMeanwhile):
    """Somebody else changed or removed the record after it was read; `now` is how it stands, None when it is gone."""

    def __init__(self, sentence: Sentence, now: Record | None) -> None:
        super().__init__(sentence)
        self.now = now


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did to one record: the columns that changed, as they are stored, before and after.

    `before` has the whole record as it was; it is empty for a new one.
    """

    kind: RecordKind
    id: int
    before: Mapping[str, Any]
    became: Mapping[str, Any]

    @property
    def replaces(self) -> bool:
        """Whether something that stood there is not there any more."""
        return any(self.before.get(name) is not None for name in self.became)

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the record is left."""
        now = {**self.before, **self.became}
        return all(now.get(field.column) is None for field in self.kind.fields)


def add(change: Change, kind: RecordKind, *, record_id: int, client_id: int, typed: Values, source: str) -> Written:
    """Adds a record to the client's list of this kind. Raises BadInput with the field, NotAllowed."""
    _check_asked(kind, [name for name, value in typed.items() if value is not None], of_new=True)
    empty = {field.column: None for field in kind.fields}
    values = empty | checked_values(kind, typed, change.today)
    values = check_record(kind, values, birth_of(change, client_id))
    check_source(source)
    more = record_needs.of_new(change, kind, client_id, values)
    change.insert(kind.table, id=record_id, client_id=client_id, source=source, **values, **more)
    filled = {name: value for name, value in values.items() if value is not None}
    change.recorded(kind.table, record_id, client_id, "added", *filled)
    record_needs.begin(change, kind, record_id, values)
    due.refresh(change, [client_id])
    return Written(kind, record_id, {}, filled)


def correct(
    change: Change,
    kind: RecordKind,
    *,
    seen: Record,
    client_id: int,
    typed: Values,
    version: int,
    source: str | None = None,
    reason: Reason | None = None,
    passed: Passed = NONE_PASSED,
) -> Written:
    """Saves what was typed where it differs from what was seen; what changed, which may be nothing.

    `version` is what the person knows of. An empty citizen service number changes nothing. Holds that are
    `passed` keep nothing. Raises BadInput with the field, NotAllowed, and RecordChanged.
    """
    before = _current(change, kind, client_id, seen, version)
    touched = {name: value for name, value in typed.items() if value != seen.values[name]}
    _check_asked(kind, touched, of_new=False)
    wanted = {
        name: value
        for name, value in checked_values(kind, touched, change.today).items()
        if value != seen.values[name] and not (value is None and kind.field(name).kind == "bsn")
    }
    born_on = birth_of(change, client_id)
    values = check_record(kind, {field.column: before[field.column] for field in kind.fields} | wanted, born_on)
    changes = {name: value for name, value in values.items() if value != before[name]}
    provided: dict[str, Any] = {}
    if source is not None and source != seen.source:
        check_source(source)
        provided["source"] = source
    written = Written(kind, seen.id, before, changes | provided)
    if not written.became:
        return written
    more = record_needs.of_changed(change, kind, client_id, values, changes)
    if any(value is None and before[name] is not None for name, value in changes.items()):
        record_needs.check_removal(change, kind, client_id, reason, passed)
    if kind.is_of_person:
        _check_person(change, client_id, changes)
        more |= _search_name(change, client_id, changes)
    change.update(kind.table, seen.id, before["version"], **written.became, **more)
    change.recorded(kind.table, seen.id, client_id, "corrected", *written.became)
    due.refresh(change, [client_id])
    return written


def remove(
    change: Change,
    kind: RecordKind,
    *,
    seen: Record,
    client_id: int,
    reason: Reason | None = None,
    passed: Passed = NONE_PASSED,
) -> Written:
    """Removes a record; of the client's own row the fields of this kind are emptied.

    While a hold that is not `passed` keeps the category only the privacy officer may, with a written reason. Raises
    BadInput, NotAllowed, and RecordChanged.
    """
    record_needs.check_removal(change, kind, client_id, reason, passed)
    before = _current(change, kind, client_id, seen, seen.version)
    filled = [field.column for field in kind.fields if before[field.column] is not None]
    if not filled:
        raise RecordChanged(_REMOVED, None)
    emptied = dict.fromkeys(filled)
    if not kind.is_of_person:
        _let_go(change, kind, seen.id)
        change.execute(f"delete from {kind.table} where id = $id", id=seen.id)  # noqa: S608 - a declared name
    elif kind.may_be_empty:
        change.update(kind.table, seen.id, before["version"], **emptied)
    else:
        raise BadInput(say("A client cannot be without this. Nothing was saved. Correct it instead."))
    change.recorded(kind.table, seen.id, client_id, "removed", *filled)
    due.refresh(change, [client_id])
    return Written(kind, seen.id, before, emptied)


def _check_asked(kind: RecordKind, typed: Iterable[str], *, of_new: bool) -> None:
    """Raises BadInput for a field that is recorded at the desk."""
    asked = {field.column for field in kind.asked(of_new=of_new)}
    for column in typed:
        if column not in asked:
            raise bad(
                column, say("“%(field)s” is recorded at the desk, with what was done.", field=kind.field(column).label)
            )


def _current(change: Change, kind: RecordKind, client_id: int, seen: Record, version: int) -> dict[str, Any]:
    """The record as it is now, which is as it was seen. Raises RecordChanged when it is not."""
    now = row_of(change, kind, client_id, seen.id)
    if now is None:
        raise RecordChanged(_REMOVED, None)
    record = as_record(kind, now)
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
    """What points at a record that goes points nowhere from then on, or goes along."""
    for table, parents in PARENTS.items():
        for column, parent in parents:
            if parent == kind.table:
                goes = table in GO_ALONG
                start = f"delete from {table}" if goes else f"update {table} set {column} = null, version = version + 1"  # noqa: S608 - declared names
                change.execute(f"{start} where {column} = $id", id=record_id)


def _check_person(change: Change, client_id: int, changes: Values) -> None:
    """What the client's own row must be to other clients and to the client's records. Raises BadInput."""
    if (bsn := changes.get("bsn")) is not None:
        check_bsn_is_free(change, bsn, client_id)
    if (born_on := changes.get("birth_date")) is not None:
        check_born_before(change, client_id, born_on)


def _search_name(change: Change, client_id: int, changes: Values) -> dict[str, str]:
    if changes.keys().isdisjoint(NAMES):
        return {}
    row = change.one(
        dict[str, Any], "select first_names, prefix, surname, call_name from clients where id = $id", id=client_id
    )
    assert row is not None  # noqa: S101 - its version was just seen
    return {"search_name": search_name(row | {name: changes[name] for name in NAMES if name in changes})}
