"""Carrying a batch out: what may go goes in one transaction, then the store is rebuilt, then it is certified."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from data_layer.backups.copies import backups_until
from data_layer.clock_watch import is_doubted
from data_layer.destroying import in_ledger
from data_layer.destroying.case_following import followed
from data_layer.destroying.certifying import certify
from data_layer.destroying.checking import checked, note_skipped
from data_layer.destroying.deleting import destroy
from data_layer.destroying.items import digest, noted_counts
from data_layer.destroying.proposing import state_of
from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Seen, check_role

_logger = logging.getLogger(__name__)


def run(store: Store, actor: Actor, *, seen: Seen) -> bool:
    """Destroys what of the approved batch may go at this moment; whether the store could be rebuilt at once.

    If not, the rows are gone and `resume` does the rest later. Raises BadInput within the waiting period,
    ChangedMeanwhile for a batch that is not approved, or is carried out already.
    """
    store.check_free()
    with store.change(actor, Act.DESTRUCTION_RUN, Subject("batch", seen.id)) as change:
        batch = state_of(change, seen.id)
        if batch["version"] != seen.version or batch["state"] != "approved":
            raise ChangedMeanwhile
        if batch["run_after"] > change.now:
            raise BadInput(say("The waiting period of this batch is not over. Nothing was destroyed."))
        _destroy(change, batch)
    try:
        _finish(store, actor, seen.id)
    except Exception:  # the rows are gone: whatever went wrong, nobody may read that nothing was saved
        _logger.exception("a batch was destroyed, and is not finished")
        return False
    return True


def resume(store: Store, actor: Actor) -> int:
    """Goes on with the batches whose rows are gone and whose store was not rebuilt yet; how many are finished now.

    One that cannot be finished keeps no other waiting.
    """
    store.check_free()
    with store.read(actor, Act.DESTRUCTION_RUN) as reader:
        waiting: list[int] = reader.values("select id from batches where state = 'rebuilding' order by ran_at")
    return sum(_done(partial(_finish, store, actor, batch_id)) for batch_id in waiting)


def run_waiting(store: Store, actor: Actor) -> int:
    """Carries out the approved batches whose waiting period has ended; how many. Without one, people do it.

    None is carried out while the clock is doubted. One that cannot be carried out keeps no other waiting.
    """
    check_role(actor, Act.DESTRUCTION_RUN)
    if not store.settings.destruction_wait_days or is_doubted(store):
        return 0
    with store.read(actor, Act.DESTRUCTION_RUN) as reader:
        ready: list[Seen] = reader.all(
            Seen,
            "select id, version from batches where state = 'approved' and run_after <= $now order by approved_at",
            now=store.clock(),
        )
    return sum(_done(partial(run, store, actor, seen=batch)) for batch in ready)


def _done(act: Callable[[], object]) -> bool:
    try:
        act()
    except Exception:
        _logger.exception("a batch could not be carried out or finished; it is tried again")
        return False
    return True


def _destroy(change: Change, batch: dict[str, Any]) -> None:
    with checked(change, batch["id"], batch["request_id"]) as going:
        counts = noted_counts(change, batch["id"], going)
        fingerprint = digest(change, going)
        note_skipped(change, batch["id"])
    with followed(change, batch["request_id"], batch["number"], going.items, change.today):
        destroy(change, going, batch["id"])
    change.update(
        "batches", batch["id"], batch["version"], state="rebuilding", ran_by=change.actor.staff_id, ran_at=change.now,
        digest=fingerprint, **counts,
    )  # fmt: skip
    change.bulk(going.count, fingerprint)


def _finish(store: Store, actor: Actor, batch_id: int) -> None:
    store.rebuilt()
    with store.change(actor, Act.DESTRUCTION_RUN, Subject("batch", batch_id)) as change:
        batch = state_of(change, batch_id)
        if batch["state"] != "rebuilding":  # somebody else finished it
            change.undo()
            return
        until = backups_until(change, change.now)
        change.update(
            "batches", batch_id, batch["version"], state="done", rebuilt_at=change.now, backups_until=until
        )  # fmt: skip
        certify(change, batch_id)
        in_ledger.note(change, batch_id)
