"""Proposing a destruction, and approving or rejecting it: never the same person twice."""

from datetime import timedelta
from typing import Any

from data_layer.destroying import erasing
from data_layer.destroying.foreseeing import WAITING_ITEMS, Scope, due_cases, due_items
from data_layer.destroying.items import CASES, Items, noted_counts
from data_layer.destroying.piles import piles
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.log import Subject
from data_layer.numbering import next_number
from data_layer.record_checks import bad
from data_layer.requests.identity_gates import check_certain
from data_layer.rules.access import Act, may
from data_layer.rules.checks import checked_text
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader, Seen

_MOST_WORDS = 1_000


def propose(store: Store, actor: Actor, *, id: int, scope: Scope) -> str:  # noqa: A002 - the id of the new row
    """Proposes to destroy what is due; the batch's number. The same id once more does nothing.

    Raises BadInput when nothing is due, or for numbers that are no client's; NotAllowed.
    """
    with store.change(actor, Act.DESTRUCTION_PROPOSE, Subject("batch", id)) as change:
        if (number := _there(change, id)) is not None:
            return number
        meant = _due(change, scope)
        if not meant.count:
            raise BadInput(say("Nothing of this is due for deletion, or it is in a batch already. Nothing was saved."))
        return _added(
            change, id, meant, kind="retention", category=scope.category, is_chosen=bool(scope.numbers)
        )  # fmt: skip


def propose_erasure(
    store: Store, actor: Actor, *, id: int, request_id: int, categories: tuple[str, ...]  # noqa: A002 - as above
) -> str:  # fmt: skip
    """Proposes to erase these categories on a person's request; the batch's number.

    The same id once more does nothing. Raises BadInput for a category that must stay, and while it is not certain who
    asks; NotAllowed, NotFound.
    """
    with store.change(actor, Act.ERASURE_PROPOSE, Subject("request", request_id)) as change:
        if (number := _there(change, id)) is not None:
            return number
        client_id = erasing.client_of(change, request_id)
        if client_id is None:
            raise NotFound(say("This is no request for erasure of a known client that stands. Nothing was saved."))
        check_certain(change, request_id, change.today)
        if set(categories) - piles(change, client_id, request_id).erasable:
            raise BadInput(
                say("Some of this must stay, as it stands now. Nothing was saved. Choose anew."), "categories"
            )
        meant = _chosen(change, client_id, categories)
        if not meant.count:
            raise BadInput(say("Choose at least one category of which there are data. Nothing was saved."))
        return _added(change, id, meant, kind="erasure", request_id=request_id)


def approve(store: Store, actor: Actor, *, seen: Seen) -> None:
    """Approves a batch that somebody else proposed; it may run after the waiting period, if one is set.

    Raises NotAllowed for the person who proposed it, whatever the roles; BadInput for an erasure while it is not
    certain who asked it; ChangedMeanwhile.
    """
    with store.change(actor, Act.DESTRUCTION_APPROVE, Subject("batch", seen.id)) as change:
        batch = _proposed(change, seen)
        if batch["kind"] == "erasure":
            change.require(Act.ERASURE_APPROVE)
        if batch["proposed_by"] == actor.staff_id:
            raise NotAllowed(say("You proposed this batch, so somebody else must approve it. Nothing was saved."))
        if batch["kind"] == "erasure":
            check_certain(change, batch["request_id"], change.today)
        change.update(
            "batches", seen.id, seen.version, state="approved", approved_by=actor.staff_id, approved_at=change.now,
            run_after=change.now + timedelta(change.settings.destruction_wait_days),
        )  # fmt: skip


def reject(store: Store, actor: Actor, *, seen: Seen, why: str) -> None:
    """Rejects a batch, or takes one's own back, as long as it was not carried out; nothing is destroyed.

    Raises BadInput without a reason, NotAllowed for a proposal of somebody else without the right to approve.
    """
    act = Act.DESTRUCTION_APPROVE if may(actor.roles, Act.DESTRUCTION_APPROVE) else Act.DESTRUCTION_PROPOSE
    with store.change(actor, act, Subject("batch", seen.id)) as change:
        batch = _proposed(change, seen, "approved")
        if act is Act.DESTRUCTION_PROPOSE and batch["proposed_by"] != actor.staff_id:
            raise NotAllowed(say("Somebody else proposed this batch; only the privacy officer rejects it."))
        if not why.strip() or len(why) > _MOST_WORDS:
            raise BadInput(say("Say in at most 1,000 characters why; without names. Nothing was saved."), "why")
        if problem := checked_text(why).problem:
            raise bad("why", problem)
        change.update(
            "batches", seen.id, seen.version, state="rejected", rejected_by=actor.staff_id, rejected_at=change.now,
            rejected_why=why.strip(),
        )  # fmt: skip
        for table in ("batch_items", "batch_cases"):
            change.execute(f"delete from {table} where batch_id = $id", id=seen.id)


def state_of(reader: Reader, batch_id: int) -> dict[str, Any]:
    """What the acts on a batch go by. Raises NotFound."""
    found: dict[str, Any] | None = reader.one(
        dict,
        "select id, number, kind, request_id, state, proposed_by, run_after, version from batches where id = $id",
        id=batch_id,
    )
    if found is None:
        raise NotFound(say("There is no destruction with this number. Choose one from the list."))
    return found


def _proposed(change: Change, seen: Seen, *also: str) -> dict[str, Any]:
    batch = state_of(change, seen.id)
    if batch["version"] != seen.version or batch["state"] not in ("proposed", *also):
        raise ChangedMeanwhile
    return batch


def _there(change: Change, batch_id: int) -> str | None:
    number: str | None = change.value("select number from batches where id = $id", id=batch_id)
    if number is not None:
        change.undo()
    return number


def _added(change: Change, batch_id: int, meant: Items, **columns: Any) -> str:
    number = next_number(change, "batch")
    change.insert(
        "batches", id=batch_id, number=number, state="proposed", due_until=change.today,
        proposed_by=change.actor.staff_id, proposed_at=change.now, **columns, **noted_counts(change, batch_id, meant),
    )  # fmt: skip
    with meant.lent(change):
        change.execute("insert into batch_items by name select $id::bigint as batch_id, * from going", id=batch_id)
        change.execute(
            "insert into batch_cases by name select $id::bigint as batch_id, * exclude (client_id) from going_cases",
            id=batch_id,
        )
    change.bulk(meant.count)
    return number


def _due(reader: Reader, scope: Scope) -> Items:
    items, cases = due_items(reader, scope), due_cases(reader, scope)
    return Items(reader.table(items.sql, **items.facts), reader.table(cases.sql, **cases.facts))


def _chosen(reader: Reader, client_id: int, categories: tuple[str, ...]) -> Items:
    items = reader.table(
        f"""
        select d.client_id, d.category, d.last_day from due d join clients c on c.id = d.client_id
        anti join {WAITING_ITEMS} w on w.client_id = d.client_id and w.category = d.category
        where $client_id in (c.id, c.merged_into) and d.category in (select unnest($categories))
        """,
        client_id=client_id,
        categories=list(categories),
    )
    return Items(items, CASES.empty_table())
