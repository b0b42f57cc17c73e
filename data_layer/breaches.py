"""Writing the register of data breaches (art. 33 and 34 GDPR): every breach stays in it, also one not reported."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from data_layer.breach_lists import Breach, breach_by_id
from data_layer.disclosure_facts import known
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Reason, Subject
from data_layer.numbering import next_number
from data_layer.record_checks import bad, check_reason
from data_layer.rules import breaches as rules
from data_layer.rules.access import Act
from data_layer.rules.breaches import Handling
from data_layer.rules.checks import checked_text
from data_layer.rules.disclosure import enumerated
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Seen

REOPENINGS: dict[str, Sentence] = {
    "new_facts": say("there are new facts"),
    "authority_asks": say("the data protection authority asks for more"),
    "mistake": say("it was closed by mistake"),
}
"""Why a breach can be opened again. There are no words beside it: they could name persons, and would outlive them."""
_TEXTS = (
    "what",
    "consequences",
    "measures",
    "authority_reference",
    "delay_reason",
    "why_not_told",
    "why_persons_not_told",
)


def record_breach(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    aware_at: datetime,
    what: str,
    disclosure_id: int | None = None,
    categories: tuple[str, ...] = (),
    persons: int | None = None,
) -> str:
    """Opens the record of a breach and gives its number; the same id once more does nothing.

    `aware_at` is an instant with a time zone: the 72 hours of art. 33(1) run from it. Where a disclosure led to it,
    that says which data of how many persons. Raises BadInput, NotFound.
    """
    with store.change(actor, Act.BREACH_RECORD, Subject("breach", id)) as change:
        if number := change.value("select number from breaches where id = $id", id=id):
            change.undo()
            return str(number)
        if disclosure_id is not None:
            categories, persons = _of_disclosure(change, disclosure_id)
        handling = _checked(Handling(aware_at, what, categories, persons), change.now)
        number = next_number(change, "breach")
        columns = {name: fact for name, fact in _columns(handling).items() if fact not in (None, [])}
        change.insert("breaches", id=id, number=number, disclosure_id=disclosure_id, staff_id=actor.staff_id, **columns)
        change.touched(*columns)
        return number


def change_breach(store: Store, actor: Actor, seen: Seen, handling: Handling) -> None:
    """Keeps what is known of an open breach and what was done about it; where nothing is new it does nothing.

    Raises BadInput with the field, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.BREACH_CHANGE, Subject("breach", seen.id)) as change:
        now = breach_by_id(change, seen.id)
        handling = _tidy(handling)
        columns, stored = _columns(handling), _columns(now.handling)
        changed = {name: fact for name, fact in columns.items() if fact != stored[name]}
        if not changed:
            change.undo()
            return
        _check_seen(now, seen)
        if now.closed_at is not None:
            raise BadInput(say("This data breach is closed; nothing was saved. Open it again first."))
        _checked(handling, change.now)
        change.update("breaches", seen.id, seen.version, **changed)


def close_breach(store: Store, actor: Actor, seen: Seen) -> None:
    """Closes a breach with which all was done that art. 33 and 34 ask for; a closed one stays as it is.

    Raises BadInput with what is still to be done, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.BREACH_CHANGE, Subject("breach", seen.id), Reason("closed")) as change:
        now = breach_by_id(change, seen.id)
        if now.closed_at is not None:
            change.undo()
            return
        _check_seen(now, seen)
        if problems := rules.closing_problems(now.handling):
            raise BadInput(
                say(
                    "This data breach cannot be closed yet; nothing was saved. %(why)s",
                    why=enumerated(problems, between=" "),
                )
            )
        change.update("breaches", seen.id, seen.version, closed_at=change.now)


def reopen_breach(store: Store, actor: Actor, seen: Seen, reason: str | None) -> None:
    """Opens a closed breach again, for one of REOPENINGS. Raises BadInput, NotFound, ChangedMeanwhile."""
    chosen = Reason(reason) if reason in REOPENINGS else None
    with store.change(actor, Act.BREACH_CHANGE, Subject("breach", seen.id), chosen) as change:
        check_reason(REOPENINGS, chosen)
        now = breach_by_id(change, seen.id)
        if now.closed_at is None:
            change.undo()
            return
        change.update("breaches", seen.id, seen.version, closed_at=None)


def _of_disclosure(change: Change, disclosure_id: int) -> tuple[tuple[str, ...], int]:
    """Which data of how many persons; each disclosure has one breach at most."""
    if other := change.value("select number from breaches where disclosure_id = $id", id=disclosure_id):
        raise BadInput(
            say(
                "This disclosure already has breach record %(number)s; nothing was saved. Look there.",
                number=str(other),
            )
        )
    entry: dict[str, Any] | None = change.one(
        dict,
        "select categories, clients from disclosures where id = $id and state <> 'annulled'",
        id=disclosure_id,
    )
    if entry is None:
        raise NotFound(say("This disclosure no longer exists; nothing was saved. Choose one from the list."))
    return tuple(entry["categories"]), entry["clients"]


def _checked(handling: Handling, now: datetime) -> Handling:
    """What is stored of it. Raises BadInput with the field for what cannot be true, or may not be so."""
    handling = _tidy(handling)
    for name in _TEXTS:
        if trouble := checked_text(getattr(handling, name)).problem:
            raise bad(name, trouble)
    if found := rules.problem(handling, now):
        raise bad(*found)
    if handling.categories:
        known(handling.categories)
    return handling


def _tidy(handling: Handling) -> Handling:
    """Texts without the spaces around them, None for empty ones; instants in UTC."""
    facts: dict[str, Any] = {}
    for field in fields(handling):
        fact = getattr(handling, field.name)
        if isinstance(fact, str):
            fact = fact.strip() or (None if field.name != "what" else "")
        facts[field.name] = fact.astimezone(UTC) if isinstance(fact, datetime) and fact.tzinfo else fact
    return replace(handling, **facts)


def _columns(handling: Handling) -> dict[str, Any]:
    columns = {field.name: getattr(handling, field.name) for field in fields(handling)}
    return {**columns, "categories": list(handling.categories)}


def _check_seen(now: Breach, seen: Seen) -> None:
    if now.version != seen.version:
        raise ChangedMeanwhile
