"""The records of a client in the twenty categories, from the dossier: adding, correcting and removing one."""

from data_layer import record_writes
from data_layer.categories import RecordKind
from data_layer.log import Reason, Subject
from data_layer.record_checks import Values, check_reason
from data_layer.record_lists import Record
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store

REASONS: dict[str, Sentence] = {
    "client_told": say("the client told us so"),
    "mistake": say("it was recorded by mistake"),
    "new_situation": say("the situation has changed"),
    "other": say("something else, namely"),
}
"""Why a record is corrected or removed; the code goes into the log."""
ON_REQUEST = "on_request"
REASON_WORDS = REASONS | {ON_REQUEST: say("the client asked for it in a request")}
"""Why a record was changed, also where that was not chosen from the list."""


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
        record_writes.add(change, kind, record_id=id, client_id=client_id, typed=typed, source=source)


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
    Raises BadInput with the field, NotAllowed, and RecordChanged when the record has another version.
    """
    act = Act.CLIENT_CHANGE if kind.is_of_person else Act.RECORD_CHANGE
    version = seen.version if upon is None else upon
    with store.change(actor, act, Subject("client", client_id), reason) as change:
        written = record_writes.correct(
            change, kind, seen=seen, client_id=client_id, typed=typed, version=version, source=source, reason=reason
        )
        if not written.became:
            change.undo()
        elif written.replaces:
            check_reason(REASONS, reason)


def remove(store: Store, actor: Actor, kind: RecordKind, *, seen: Record, client_id: int, reason: Reason) -> None:
    """Removes a record; of the client's own row the fields of this kind are emptied.

    While a hold keeps the category only the privacy officer may, with a written reason. Raises BadInput, NotAllowed,
    and RecordChanged when the record is no longer as it was seen.
    """
    act = Act.CLIENT_CHANGE if kind.is_of_person else Act.RECORD_REMOVE
    with store.change(actor, act, Subject("client", client_id), reason) as change:
        check_reason(REASONS, reason)
        record_writes.remove(change, kind, seen=seen, client_id=client_id, reason=reason)
