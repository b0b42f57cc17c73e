"""What the privacy officer lays down about recipients: adding one, changing it, ending and resuming the exchange."""

from typing import Any

from data_layer import recipient_checks, recipients
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.recipient_checks import Facts
from data_layer.recipients import Recipient
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change

_COLUMNS = ("name", "legal_name", "country", "role", "contact")


def add(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    facts: Facts,
) -> str:
    """Adds a recipient that the privacy statement does not name, and gives its code.

    The same id once more does nothing. Raises BadInput by field, NotAllowed.
    """
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", id)) as change:
        if code := change.value("select code from recipients where id = $id", id=id):
            change.undo()
            return str(code)
        columns = recipient_checks.checked(change, facts, id)
        code = recipients.next_code(change)
        change.insert("recipients", id=id, code=code, in_statement=False, **columns)
        change.touched(*(name for name, fact in columns.items() if fact))
        _keep_uses(change, id, {}, facts.uses)
        return code


def change_facts(store: Store, actor: Actor, recipient_id: int, version: int, facts: Facts) -> None:
    """Changes a recipient outside PS §7; what is so already is left alone.

    Raises BadInput by field, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", recipient_id)) as change:
        now = recipients.the_recipient(change, recipient_id)
        if now.in_statement:
            raise BadInput(
                say(
                    "What %(name)s gets, and what for, follows from the privacy statement; nothing was saved. Only its"
                    " legal name, its contact and its agreements can be changed.",
                    name=now.name,
                )
            )
        _refuse_stranger(now)
        columns = recipient_checks.checked(change, facts, recipient_id)
        _change(change, now, version, columns, facts.uses)


def change_contact(
    store: Store, actor: Actor, recipient_id: int, version: int, *, legal_name: str, contact: str
) -> None:
    """Changes the legal name of a recipient and how it is reached, which is all that can be changed of the four.

    Raises BadInput by field, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", recipient_id)) as change:
        now = recipients.the_recipient(change, recipient_id)
        _refuse_stranger(now)
        _change(change, now, version, recipient_checks.checked_contact(legal_name, contact), {})


def end(store: Store, actor: Actor, recipient_id: int, version: int) -> None:
    """From now on nothing is delivered there; what was stays. Raises NotAllowed, NotFound, ChangedMeanwhile."""
    _set_active(store, actor, recipient_id, version, active=False)


def resume(store: Store, actor: Actor, recipient_id: int, version: int) -> None:
    """Data may be exchanged again. Raises BadInput outside the EEA, NotAllowed, NotFound, ChangedMeanwhile."""
    _set_active(store, actor, recipient_id, version, active=True)


def _set_active(store: Store, actor: Actor, recipient_id: int, version: int, *, active: bool) -> None:
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", recipient_id)) as change:
        now = recipients.the_recipient(change, recipient_id)
        _refuse_stranger(now)
        if now.active == active:
            change.undo()
            return
        if active:
            recipient_checks.checked_in_eea(now.country)
        change.update("recipients", recipient_id, version, active=active)


def _refuse_stranger(now: Recipient) -> None:
    if now.is_stranger:
        raise BadInput(
            say("This is not a recipient of the school; nothing was saved. Add it as a recipient if data may go there.")
        )


def _change(change: Change, now: Recipient, version: int, columns: dict[str, Any], uses: dict[str, str]) -> None:
    before = {name: getattr(now, name) for name in _COLUMNS} | {"purposes": list(now.own_purposes)}
    moved = {name: fact for name, fact in columns.items() if before[name] != fact}
    has_other_uses = any(now.use_of(category) != use for category, use in uses.items())
    if not moved and not has_other_uses:
        change.undo()
        return
    change.update("recipients", now.id, version, **moved)
    _keep_uses(change, now.id, now.uses, uses)


def _keep_uses(change: Change, recipient_id: int, before: dict[str, str], uses: dict[str, str]) -> None:
    for category, use in uses.items():
        if before.get(category) == use:
            continue
        key = {"recipient_id": recipient_id, "category": category}
        if category in before:
            change.execute(
                """
                update recipient_categories set use = $use where recipient_id = $recipient_id and category = $category
                """,
                use=use,
                **key,
            )
        else:
            change.insert("recipient_categories", id=new_id(), use=use, **key)
        change.touched(f"use.{category}")
