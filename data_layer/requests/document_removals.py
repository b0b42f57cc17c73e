"""Removing a document that does not belong with its request, or that another takes the place of."""

from datetime import date
from typing import Any

from data_layer import rebuilds
from data_layer.backups import rights
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.request_history import Current, Seen, case_now, current, record
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change

_REPLACED = "replaced"
REMOVAL_LABELS = {_REPLACED: say("a new one was made in its place")}
"""Why the desk itself removed one."""


def remove(store: Store, actor: Actor, seen: Seen, *, event_id: int, document_id: int, why: str) -> None:
    """Removes a document that does not belong here; that it was here, and why it went, stays in the history.

    Also from a case that was finished. Raises BadInput without a reason, or for a document that is not there, and
    NotAllowed for one that was sent, which proves what the person was told: that is for the privacy officer.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        found: dict[str, Any] | None = change.one(
            dict,
            "select sent_on from request_documents where id = $id and request_id = $request_id",
            id=document_id,
            request_id=case.id,
        )
        if found is None:
            raise BadInput(
                say("This document is not with this request; nothing was removed. Choose another."), "document_id"
            )
        _check_not_needed(change, document_id)
        if found["sent_on"] is not None:
            change.require(Act.DOCUMENT_REMOVE_SENT)
        if not cleaned(why):
            raise BadInput(say("The reason for removing it is missing; nothing was removed. Give it."), "why")
        drop(change, event_id, document_id, on=change.today, body=why)


def _check_not_needed(change: Change, document_id: int) -> None:
    """Of somebody whose name was erased the letter cannot be made anew."""
    if change.value("select 1 from notices where document_id = $id and state = 'open'", id=document_id):
        raise BadInput(
            say(
                "This is the letter to a recipient who is still to be told; nothing was removed. First send it, or"
                " record why this recipient is not told."
            ),
            "document_id",
        )


def drop(
    change: Change, event_id: int, document_id: int, *, on: date, code: str | None = None, body: str | None = None
) -> bool:
    """Removes a document in the open transaction, and says so in the history; whether it was there.

    Its bytes go from the store with the next night, and a backup of before that is put back loses it again.
    """
    case = case_now(change, change.value("select request_id from request_documents where id = $id", id=document_id))
    if case is None:
        return False
    change.execute("delete from request_documents where id = $id", id=document_id)
    change.execute("update searched_places set document_id = null where document_id = $id", id=document_id)
    change.execute("update notices set document_id = null where document_id = $id", id=document_id)
    record(change, case, event_id, EventKind.DOCUMENT_REMOVED, on, about=document_id, code=code, body=body)
    rights.note_document_removed(change, document_id, event_id, on, code)
    rebuilds.ask(change)
    return True


def drop_replaced(change: Change, document_id: int) -> None:
    """Drops a document that another takes the place of, in the open transaction."""
    drop(change, new_id(), document_id, on=change.today, code=_REPLACED)


def drop_unsent(change: Change, case: Current, kind: str) -> None:
    """The same for what was made of this kind and never sent."""
    unsent: list[int] = change.values(
        "select id from request_documents where request_id = $id and kind = $kind and sent_on is null",
        id=case.id,
        kind=kind,
    )
    for document_id in unsent:
        drop_replaced(change, document_id)
