"""The register of data breaches (art. 33(5)), as far as a disclosure that should not have happened leads to it."""

from datetime import datetime
from typing import Any

from data_layer.errors import BadInput, NotFound
from data_layer.log import Subject
from data_layer.numbering import next_number
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store


def record_breach(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    disclosure_id: int,
    aware_at: datetime,
    what: str,
) -> str:
    """Opens the breach record of a disclosure and gives its number; the same id once more does nothing.

    `aware_at` is an instant with a time zone: the 72 hours of art. 33(1) run from it. Raises BadInput, NotFound.
    """
    with store.change(actor, Act.BREACH_RECORD, Subject("breach", id)) as change:
        if number := change.value("select number from breaches where id = $id", id=id):
            change.undo()
            return str(number)
        if not what.strip():
            raise BadInput(say("Describe in a few words what happened; nothing was saved."), "what")
        if aware_at > change.now:
            raise BadInput(
                say("The moment you learned of it lies ahead; nothing was saved. Correct date and time."), "aware_at"
            )
        if other := change.value("select number from breaches where disclosure_id = $id", id=disclosure_id):
            raise BadInput(
                say(
                    "This disclosure already has breach record %(number)s; nothing was saved. Look there.",
                    number=str(other),
                )
            )
        entry: dict[str, Any] | None = change.one(
            dict, "select categories, clients from disclosures where id = $id", id=disclosure_id
        )
        if entry is None:
            raise NotFound(say("This disclosure no longer exists; nothing was saved. Choose one from the list."))
        number = next_number(change, "breach")
        change.insert(
            "breaches",
            id=id,
            number=number,
            disclosure_id=disclosure_id,
            aware_at=aware_at,
            what=what.strip(),
            categories=entry["categories"],
            persons=entry["clients"],
            staff_id=actor.staff_id,
        )
        change.touched("aware_at", "what", "categories", "persons")
        return number
