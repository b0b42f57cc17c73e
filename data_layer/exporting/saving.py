"""Saving an export under a name, giving it another name, and removing it."""

import json
import re

from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.exporting.saved import Picked, export_of
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Seen

LONGEST_NAME = 60
MOST = 100  # they are shown together
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){7,}")  # a BSN or a phone number


def save(store: Store, actor: Actor, *, id: int, name: str, picked: Picked) -> None:  # noqa: A002 - as the column
    """Saves what is picked under this name; a second time with the same id does nothing.

    Raises BadInput: no name, one that is taken or holds a long number, nothing chosen; NotAllowed.
    """
    export_of(store, actor, picked, "nl")
    with store.change(actor, Act.EXPORT_SAVE, Subject("export", id), Reason("saved")) as change:
        if change.value("select count(*) from saved_exports where id = $id", id=id):
            change.undo()
            return
        if change.value("select count(*) from saved_exports") >= MOST:
            raise BadInput(
                say("There are %(most)s saved exports. Remove one first. Nothing was saved.", most=MOST), "name"
            )
        columns = {
            "name": _free(change, name, id),
            "owner_id": actor.staff_id,
            "subject": picked.subject,
            "choices": json.dumps({"columns": picked.columns, "filters": dict(picked.filters)}),
            "format": picked.format,
            "purpose": str(picked.purpose),
            "saved_on": change.today,
        }
        change.insert("saved_exports", id=id, **columns)
        change.touched(*columns)


def rename(store: Store, actor: Actor, *, seen: Seen, name: str) -> None:
    """Gives it another name. Raises BadInput, ChangedMeanwhile, NotAllowed."""
    with store.change(actor, Act.EXPORT_SAVE, Subject("export", seen.id), Reason("renamed")) as change:
        _check_owner(change, seen)
        change.update("saved_exports", seen.id, seen.version, name=_free(change, name, seen.id))


def remove(store: Store, actor: Actor, *, seen: Seen) -> None:
    """Removes it; files that were made with it stay what they are. Raises ChangedMeanwhile, NotAllowed."""
    with store.change(actor, Act.EXPORT_SAVE, Subject("export", seen.id), Reason("removed")) as change:
        _check_owner(change, seen)
        change.update("saved_exports", seen.id, seen.version)
        change.execute("delete from saved_exports where id = $id", id=seen.id)


def _check_owner(change: Change, seen: Seen) -> None:
    owner = change.value("select owner_id from saved_exports where id = $id", id=seen.id)
    if owner is None:
        raise ChangedMeanwhile
    if owner != change.actor.staff_id:
        change.require(Act.EXPORT_SENSITIVE)  # of another's only the privacy officer


def _free(change: Change, name: str, own: int) -> str:
    """The name as it is kept. Raises BadInput."""
    name = " ".join(name.split())
    if not name:
        raise BadInput(say("Give the export a name. Nothing was saved."), "name")
    if len(name) > LONGEST_NAME:
        raise BadInput(
            say("A name has at most %(most)s characters. Shorten it. Nothing was saved.", most=LONGEST_NAME), "name"
        )
    if _LONG_NUMBER.search(name):
        raise BadInput(
            say("This name holds a number that may be somebody's. Choose another name. Nothing was saved."), "name"
        )
    others = change.values("select name from saved_exports where id <> $own", own=own)
    if folded(name) in map(folded, others):
        raise BadInput(say("There is a saved export with this name. Choose another name. Nothing was saved."), "name")
    return name
