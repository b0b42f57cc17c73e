"""Correcting and completing a client's data on request: the record, what no import may undo, and who must be told.

Each act is one transaction. All raise BadInput with the field, ChangedMeanwhile, NotAllowed and NotFound; and
RecordChanged when somebody else changed the record after it was seen.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer import record_needs, record_writes
from data_layer.carrying_out import correction_gates, notices, restrictions
from data_layer.carrying_out.correction_gates import RIGHTS
from data_layer.carrying_out.correction_words import stored_text
from data_layer.categories import CATEGORY_OF, Field, RecordKind
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.record_checks import Values, checked_values
from data_layer.record_lists import Record
from data_layer.record_needs import Passed
from data_layer.record_writes import Written
from data_layer.records import ON_REQUEST
from data_layer.requests.request_history import Current, Seen, record
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.identity import masked_bsn
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader


@dataclass(frozen=True, slots=True)
class Difference:
    """What saving would do to one field, with a BSN masked."""

    field: Field
    was: Any
    becomes: Any


def correct(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    kind: RecordKind,
    known: Record,
    typed: Values,
    upon: int | None = None,
    why: str | None = None,
) -> None:
    """Saves in the record what was typed where it differs from what is `known` of it.

    `upon` is the version that the person knows of, if it is a later one than that; `why` says in words why something
    must go that a hold keeps.
    """
    because = _because(why)
    with _door(store, actor, seen, because) as change:
        case = correction_gates.opened(change, seen, event_id)
        if case is None:
            return
        correction_gates.check_not_refused(case)
        written = record_writes.correct(
            change,
            kind,
            seen=known,
            client_id=_client_of(case),
            typed=typed,
            version=known.version if upon is None else upon,
            reason=because,
            passed=_passed(change, case.id),
        )
        if not written.became:
            raise BadInput(say("Nothing differs from what is recorded; nothing was saved. Change what is wrong."))
        _note(change, case, event_id, written)


def add(store: Store, actor: Actor, seen: Seen, *, event_id: int, kind: RecordKind, typed: Values) -> None:
    """Adds to the client's data a record that was missing. It has the id of the event."""
    with _door(store, actor, seen, _because()) as change:
        case = correction_gates.opened(change, seen, event_id)
        if case is None:
            return
        correction_gates.check_not_refused(case)
        written = record_writes.add(
            change, kind, record_id=event_id, client_id=_client_of(case), typed=typed, source="client"
        )
        _note(change, case, event_id, written)


def remove(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    kind: RecordKind,
    known: Record,
    why: str | None = None,
) -> None:
    """Removes a record that is wrong as a whole, so that no import brings it back; `why` as above."""
    because = _because(why)
    with _door(store, actor, seen, because) as change:
        case = correction_gates.opened(change, seen, event_id)
        if case is None:
            return
        correction_gates.check_not_refused(case)
        written = record_writes.remove(
            change, kind, seen=known, client_id=_client_of(case), reason=because, passed=_passed(change, case.id)
        )  # fmt: skip
        _note(change, case, event_id, written)


def differences(kind: RecordKind, known: Values, typed: Values, today: date) -> list[Difference]:
    """What saving would do to what is `known` of a record, to be asked first. Raises BadInput with the field."""
    touched = {name: value for name, value in typed.items() if value != known.get(name)}
    found = []
    for name, value in checked_values(kind, touched, today).items():
        field = kind.field(name)
        if field.kind == "bsn":
            value = masked_bsn(value) if value else known.get(name)  # noqa: PLW2901 - an empty one stays what it is
        if value != known.get(name):
            found.append(Difference(field, known.get(name), value))
    return found


def held_since(reader: Reader, request_id: int, client_id: int, kind: RecordKind) -> date | None:
    """Since when a hold lets nothing of this kind go for this request; None when none does."""
    return record_needs.held_since(reader, kind, client_id, _passed(reader, request_id))


def _door(store: Store, actor: Actor, seen: Seen, because: Reason) -> AbstractContextManager[Change]:
    # art. 18(2) GDPR: what the person asks for is done while the data are restricted, too
    return store.change(actor, Act.CORRECTION_APPLY, seen.subject, because)


def _because(why: str | None = None) -> Reason:
    return Reason(ON_REQUEST, cleaned(why))


def _passed(reader: Reader, request_id: int) -> Passed:
    """The request itself, and the restriction that it asked until it is carried out, do not stand in its way."""
    return Passed(RIGHTS, restriction=restrictions.is_its_own(reader, request_id))


def _client_of(case: Current) -> int:
    assert case.client_id is not None  # noqa: S101 - the gate let nobody else pass
    return case.client_id


def _note(change: Change, case: Current, event_id: int, written: Written) -> None:
    """The event, what it changed, what no import may undo, and the notices to who got it."""
    kind = written.kind
    category = CATEGORY_OF[kind.code].code
    record(change, case, event_id, EventKind.CORRECTED, change.today, code=category)
    about = {"request_id": case.id, "client_id": case.client_id, "category": category, "in_table": kind.table}
    for name, value in written.became.items():
        field = kind.field(name)
        change.insert(
            "corrections", id=new_id(), event_id=event_id, record_id=written.id, field=name,
            was=stored_text(field, written.before.get(name)), became=stored_text(field, value), **about,
        )  # fmt: skip
        change.insert(
            "protected_fields", id=new_id(), field=name, since=change.today,
            record_id=None if kind.is_of_person else written.id, was_known_by=_was_known_by(written), **about,
        )  # fmt: skip
    notices.open_for(change, case, {category}, "corrected" if written.replaces else "completed")


def _was_known_by(written: Written) -> list[str] | None:
    """The key by which a file would bring the record back as it was; None where the file still knows it."""
    kind = written.kind
    if not written.is_gone and written.became.keys().isdisjoint(kind.key):
        return None
    key = {name: stored_text(kind.field(name), written.before.get(name)) for name in kind.key}
    return [f"{name}={text}".lower() for name, text in key.items() if text is not None] or None
