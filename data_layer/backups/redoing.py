"""What was done for people's rights, done again on a store that is behind its ledger: a backup that was put back."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from data_layer import due_cases
from data_layer.backups import rights
from data_layer.backups.ledger_lines import Line, Lines, is_logged, note_number, number_in
from data_layer.errors import StoreUnavailable
from data_layer.opening import day_of
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK
from data_layer.transactions import Change, Reader
from data_layer.wording import put

if TYPE_CHECKING:
    from data_layer.store import Store

_logger = logging.getLogger(__name__)
Facts = dict[str, Any]


KIND_LABELS = {
    "destroyed": say("destruction"),
    "restricted": say("restriction"),
    "restriction_lifted": say("restriction lifted"),
    "consent_withdrawn": say("consent withdrawn"),
    "objection": say("objection"),
    "hold": say("hold"),
    "document_removed": say("document removed"),
}
"""What stands in the ledger, in words, but for the certificates, which come back with the destructions."""
CERTIFIED = "certified"


@dataclass(slots=True)
class Redone:
    """How many acts of each kind were done again, and how many concerned only what is not there any more."""

    done: Counter[str] = field(default_factory=Counter)
    skipped: int = 0

    @property
    def count(self) -> int:
        """How many were done again, all together."""
        return sum(self.done.values())


def outstanding(reader: Reader, lines: Lines) -> list[Line]:
    """What was done since this store was copied, and must be done again on it."""
    known = number_in(reader) or 0
    return [line for line in lines.acts if line.number > known]


def catch_up(store: "Store") -> Redone:
    """Does again what this store is behind its ledger, and notes what became of acts that a crash cut short."""
    try:
        lines = store.ledger.lines()
    except StoreUnavailable:
        _logger.warning("the ledger cannot be read; `verify` says more")
        return Redone()
    if lines is None:
        return Redone()
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        if not lines.covers(reader):
            return Redone()
        missing = outstanding(reader, lines)
    unsettled = {line.number for line in lines.unsettled}
    if all(line.number in unsettled for line in missing):
        settled_lines(store)
        return Redone()
    with store.change(THE_DESK, Act.STORE_RESTORE) as change:
        redone = redo(change, missing, lines.last)
    if redone.done["destroyed"]:
        store.rebuilt()  # what was destroyed again leaves no bytes
    return redone


def settled_lines(store: "Store") -> Lines | None:
    """The ledger, once it says of every act whether it was kept, as the log of this store has it.

    An act that a crash or a full disk cut short left that open. Raises StoreUnavailable.
    """
    with store.change(THE_DESK, Act.STORE_RESTORE) as change:  # so that nobody is in the middle of an act
        change.undo()
        lines = store.ledger.lines()
        if lines is not None and lines.covers(change):
            for line in lines.unsettled:
                store.ledger.settle(line.seq, line.digest, store.clock(), kept=is_logged(change, line))
            lines = store.ledger.lines()
        return lines


def redo(change: Change, missing: list[Line], last: int) -> Redone:
    """Does these acts again, in their order, in the open transaction; `last` is the ledger's newest line.

    What waited to be destroyed must be proposed anew: it was looked at before what is done again here.
    """
    redone = Redone()
    for line in missing:
        if line.kind == CERTIFIED:
            _put_back_certificate(change, line.facts)
        elif _destroyed(change, line) if line.kind == "destroyed" else _KINDS[line.kind](change, line.facts):
            redone.done[line.kind] += 1
        else:
            redone.skipped += 1
    _reject_waiting(change)
    change.execute("delete from batch_items where batch_id not in (select id from batches)")
    note_number(change, last)
    change.bulk(redone.count)
    return redone


def _reject_waiting(change: Change) -> None:
    why = say("The store was put back from a backup. Propose anew what is due for deletion.")
    change.execute(
        """
        update batches set state = 'rejected', rejected_by = $staff_id, rejected_at = $now, rejected_why = $why,
            version = version + 1
        where state in ('proposed', 'approved')
        """,
        staff_id=change.actor.staff_id,
        now=change.now,
        why=put(why, "nl"),
    )
    for table in ("batch_items", "batch_cases"):
        change.execute(f"delete from {table} where batch_id in (select id from batches where state = 'rejected')")  # noqa: S608 - named above


def _destroyed(change: Change, line: Line) -> bool:
    # these know the store's doors, which know this module
    from data_layer.destroying.case_following import followed  # noqa: PLC0415
    from data_layer.destroying.deleting import destroy  # noqa: PLC0415
    from data_layer.destroying.items import Items  # noqa: PLC0415

    facts = line.facts
    whole = pa.table({"client_id": pa.array([i for i, _ in facts["whole"]], pa.int64()),
                      "number": pa.array([n for _, n in facts["whole"]], pa.string())})  # fmt: skip
    items = [(client, code) for codes, clients in facts["items"] for client in clients for code in codes]
    with change.lent(
        meant_items=pa.table({"client_id": pa.array([i for i, _ in items], pa.int64()),
                              "category": pa.array([c for _, c in items], pa.string())}),
        meant_cases=pa.table({"kind": pa.array([k for k, _ in facts["cases"]], pa.string()),
                              "case_id": pa.array([i for _, i in facts["cases"]], pa.int64())}),
        meant_whole=whole,
    ):  # fmt: skip
        # whatever the backup has of a client that went whole goes too, and no hold of then keeps it; but its requests
        # that are not named were found since to be of somebody else
        change.execute("delete from holds where client_id in (select client_id from meant_whole)")
        others = change.values(
            """
            select id from requests where client_id in (select client_id from meant_whole)
                and id not in (select case_id from meant_cases where kind = 'request')
            """
        )
        change.execute(
            "update requests set client_id = null, version = version + 1 where id in (select unnest($ids::bigint[]))",
            ids=others,
        )
        change.execute(
            "delete from due_cases where kind = 'request' and case_id in (select unnest($ids::bigint[]))", ids=others
        )
        due_cases.refresh_nobodys(change, "request", others)
        going = change.table(
            """
            select client_id, category, null::date as last_day from meant_items semi join clients on id = client_id
            union select client_id, category, null from due semi join meant_whole using (client_id)
            """
        )
        cases = change.table(
            """
            select 'request' as kind, id as case_id, client_id, null::date as last_day from requests
            where id in (select case_id from meant_cases where kind = 'request')
            union select 'complaint', id, client_id, null from complaints
            where id in (select case_id from meant_cases where kind = 'complaint')
            """
        )
        change.execute(
            """
            insert into destroyed_numbers
            select number, $day, $batch from meant_whole where number not in (select number from destroyed_numbers)
            """,
            day=day_of(line.at),
            batch=facts.get("batch"),
        )
    with followed(change, facts.get("request"), facts.get("number", ""), going, day_of(line.at)):
        destroy(change, Items(going, cases))
    _note_what_went(change, going, facts.get("batch"))
    return bool(going.num_rows or cases.num_rows)


def _note_what_went(change: Change, going: pa.Table, batch_id: int | None) -> None:
    """The next import leaves alone what went of a client who is still there."""
    change.execute("delete from batch_items where batch_id = $id", id=batch_id)
    with change.lent(went=going):
        change.execute(
            """
            insert into batch_items by name
            select $id::bigint as batch_id, client_id, category, 'destroyed' as state
            from went semi join clients on id = client_id where $id is not null
            """,
            id=batch_id,
        )


def _put_back_certificate(change: Change, facts: Facts) -> None:
    from data_layer.destroying import in_ledger  # noqa: PLC0415 - as above

    in_ledger.put_back(change, **facts)


_KINDS = {
    "restricted": rights.restrict_again,
    "restriction_lifted": rights.lift_again,
    "consent_withdrawn": rights.withdraw_again,
    "objection": rights.object_again,
    "hold": rights.hold_again,
    "document_removed": rights.remove_document_again,
}
