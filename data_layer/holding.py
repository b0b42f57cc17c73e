"""What people do with holds: setting one, looking at it again, lifting it. Those from facts are kept by `holds`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer import due
from data_layer.backups import rights
from data_layer.categories import CATEGORY
from data_layer.disclosure_facts import clients_by_number
from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.hold_lists import Hold, hold_by_id
from data_layer.ids import new_ids
from data_layer.log import Reason, Subject
from data_layer.record_checks import bad
from data_layer.rules import holds as rules
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_text
from data_layer.rules.disclosure import some_of
from data_layer.rules.holds import HoldKind
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Seen

LONGEST_REASON = 2_000  # characters
REVIEWED, LIFTED = "reviewed", "lifted"
"""The codes of what was done with a hold, as the log has them."""


def set_hold(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the identity of the first row, made when the form was drawn
    numbers: Sequence[str],
    kind: str | None,
    categories: Sequence[str],
    owner_id: int | None,
    reason: str,
    since: date | None,
    review_on: date | None,
) -> None:
    """Keeps the data of these clients from destruction; without categories all of them, without an owner for `actor`.

    One act for all; the same id once more does nothing. Raises BadInput with the field, NotAllowed.
    """
    with store.change(actor, Act.HOLD_SET, Subject("hold", id)) as change:
        if change.value("select 1 from holds where id = $id", id=id):
            change.undo()
            return
        client_ids = _clients(change, numbers)
        if kind not in set(HoldKind):
            raise bad("kind", say("Choose what the data are held for."))
        if any(code not in CATEGORY for code in categories):
            raise bad("categories", say("This is not one of the categories of the statement."))
        row = {
            "kind": str(kind),
            "categories": sorted(categories, key=lambda code: CATEGORY[code].number) or None,
            "owner_id": _owner(change, owner_id or actor.staff_id),
            "reason": _words("reason", reason, say("Write down why the data are held.")),
            "since": _day("since", since, rules.since_problem(since, change.today)),
            "review_on": _day("review_on", review_on, rules.review_problem(review_on, change.today)),
            "set_by": actor.staff_id,
        }
        _insert(change, id, client_ids, row)
        change.because(Reason(str(kind)))
        due.refresh(change, client_ids)


def review(
    store: Store, actor: Actor, *, seen: Seen, review_on: date | None, remark: str, owner_id: int | None = None
) -> None:
    """Notes that somebody looked at a hold and that it still stands, until when, and whose it is from now on.

    The same once more does nothing. Raises BadInput with the field, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.HOLD_REVIEW, Subject("hold", seen.id)) as change:
        hold = hold_by_id(change, seen.id)
        if hold.version == seen.version + 1 and (hold.review_on, hold.reviewed_on) == (review_on, change.today):
            change.undo()
            return
        _check_open(hold, seen)
        if not hold.is_minded:
            raise BadInput(say("This hold ends by itself, and needs no review. Nothing was saved."))
        columns: dict[str, Any] = {
            "review_on": _day("review_on", review_on, rules.review_problem(review_on, change.today)),
            "reviewed_on": change.today,
        }
        if owner_id is not None and owner_id != hold.owner_id:
            columns["owner_id"] = _owner(change, owner_id)
        words = _words("remark", remark, say("Write down why the data must still be held."))
        _keep(change, hold, Reason(REVIEWED, words), columns)


def lift(store: Store, actor: Actor, *, seen: Seen, lifted_on: date | None, why: str) -> None:
    """Ends a hold on that day; what was due without it is due from the day after.

    The same once more does nothing. Raises BadInput with the field, or with what ends the hold instead; NotAllowed,
    NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.HOLD_LIFT, Subject("hold", seen.id)) as change:
        hold = hold_by_id(change, seen.id)
        if hold.version == seen.version + 1 and hold.lifted_on is not None and hold.lifted_on == lifted_on:
            change.undo()
            return
        _check_open(hold, seen)
        if problem := rules.lifting_problem(hold.kind, follows_fact=hold.fact_id is not None, was_late=hold.was_late):
            raise bad("lifted_on", problem)
        day = _day("lifted_on", lifted_on, rules.lifted_problem(lifted_on, hold.earliest_end, change.today))
        words = _words("why", why, say("Write down why the data need not be held any more."))
        _keep(change, hold, Reason(LIFTED, words), {"until": day, "lifted_on": day})
        due.refresh(change, [hold.client_id])


def _insert(change: Change, first_id: int, client_ids: Sequence[int], row: dict[str, Any]) -> None:
    count = len(client_ids)
    ids = [first_id, *(int(other) for other in new_ids(count - 1))] if count > 1 else [first_id]
    rows = [{"id": own, "client_id": client, **row} for own, client in zip(ids, client_ids, strict=True)]
    change.insert_table("holds", pa.Table.from_pylist(rows, _ROWS))
    fields = [name for name, fact in row.items() if fact is not None and name != "set_by"]
    records = [{"client_id": r["client_id"], "record_id": r["id"], "fields": fields} for r in rows]
    change.recorded_all("holds", "added", pa.Table.from_pylist(records))
    change.touched(*fields)
    change.bulk(count)
    for own in ids:
        rights.note_hold(change, own)
    if count == 1:
        change.about(Subject("client", client_ids[0]))


def _keep(change: Change, hold: Hold, reason: Reason, columns: dict[str, Any]) -> None:
    """What was typed goes with the person: it is kept with the client whom the hold is about."""
    change.about(Subject("client", hold.client_id))
    change.because(reason)
    change.update("holds", hold.id, hold.version, **columns)
    change.recorded("holds", hold.id, hold.client_id, "corrected", *columns)
    rights.note_hold(change, hold.id)


def _check_open(hold: Hold, seen: Seen) -> None:
    if hold.version != seen.version:
        raise ChangedMeanwhile
    if hold.until is not None:
        raise BadInput(say("This hold ended on %(day)s already; nothing was saved.", day=hold.until))


def _clients(change: Change, numbers: Sequence[str]) -> list[int]:
    """The clients with these numbers; one that went into another is named, and holds nothing of its own."""
    client_ids = clients_by_number(change, numbers)
    merged = change.values(
        "select number from clients where merged_into is not null and number in (select unnest($numbers)) order by 1",
        numbers=[number.strip() for number in numbers],
    )
    if merged:
        raise BadInput(
            say_n(
                "Client %(numbers)s was merged with another. Nothing was saved; give the number of the other one.",
                "These clients were merged with others: %(numbers)s. Nothing was saved; give the numbers of those.",
                len(merged),
                numbers=some_of(merged),
            ),
            "client_numbers",
        )
    return client_ids


def _owner(change: Change, owner_id: int) -> int:
    if change.value("select 1 from staff where id = $id and active", id=owner_id) is None:
        raise bad("owner_id", say("Choose an owner who works here."))
    return owner_id


def _words(field: str, typed: str, missing: Sentence) -> str:
    words = typed.strip()
    if not words:
        raise bad(field, missing)
    if problem := checked_text(words).problem:
        raise bad(field, problem)
    if len(words) > LONGEST_REASON:
        raise bad(field, say("This text is longer than %(longest)s characters.", longest=LONGEST_REASON))
    return words


def _day(field: str, day: date | None, problem: Sentence | None) -> date:
    if problem is not None or day is None:
        raise bad(field, problem or say("Choose a day."))
    return day


_ROW_TYPES: dict[str, pa.DataType] = {
    "id": pa.int64(),
    "client_id": pa.int64(),
    "kind": pa.string(),
    "categories": pa.list_(pa.string()),
    "owner_id": pa.int64(),
    "reason": pa.string(),
    "since": pa.date32(),
    "review_on": pa.date32(),
    "set_by": pa.int64(),
}
_ROWS = pa.schema(_ROW_TYPES)
