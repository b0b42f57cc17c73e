"""Merging two clients that are one person: everything of the one goes to the other, and both are told of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from data_layer import clients, due, merged_rows
from data_layer.categories import OWN_FIELDS, PERSON_KINDS, Field
from data_layer.clients import listed_name
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.log import Reason, Subject
from data_layer.person_checks import check_born_before, search_name
from data_layer.record_checks import NOT_SAVED, check_reason, check_record
from data_layer.rules.access import Act
from data_layer.rules.identity import masked_bsn
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

REASONS: dict[str, Sentence] = {
    "registered_twice": say("registered twice"),
    "other_spelling": say("registered under another spelling or name"),
    "other": say("something else, namely"),
}
"""Why two clients are one; the code goes into the log."""
_SINCE = "registered_on"
"""Of the two the earlier stays: the school has known this one person since."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two clients as it stands, with the facts of its own row by column; a BSN masked."""

    id: int
    number: str
    version: int
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name as a list has it."""
        return listed_name(*(self.values[part] for part in ("first_names", "prefix", "surname")))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clients to be merged: `merged` goes into `kept`. `differing` are the fields of which one is to be taken.

    `moving` counts what goes over, by its name.
    """

    kept: Side
    merged: Side
    differing: tuple[Field, ...]
    filled: tuple[Field, ...]
    moving: tuple[tuple[Sentence, int], ...]


def opened_pair(store: Store, actor: Actor, number: str, other: str, *, sitting: str) -> Pair:
    """The two clients with these numbers side by side; the look at both is logged once per sitting.

    Raises NotFound, and as `merge` does when they cannot be merged.
    """
    with store.read(actor, Act.CLIENT_MERGE) as reader:
        ids = [clients.id_of(reader, wanted) for wanted in (number, other)]
    for client_id in ids:
        with store.read(actor, Act.CLIENT_VIEW, Subject("client", client_id), sitting=sitting):
            pass
    with store.read(actor, Act.CLIENT_MERGE) as reader:
        kept, merged = _rows(reader, *ids)
        _check_mergeable(kept, merged)
        differing = [
            f for column, f in OWN_FIELDS.items() if column != _SINCE and _differ(kept[column], merged[column])
        ]
        filled = [field for column, field in OWN_FIELDS.items() if kept[column] is None and merged[column] is not None]
        moving = merged_rows.counts(reader, merged["id"])
        return Pair(_side(kept), _side(merged), tuple(differing), tuple(filled), tuple(moving))


def merge(store: Store, actor: Actor, *, kept: Side, merged: Side, taken: Collection[str], reason: Reason) -> None:
    """Merges a client into the one that is kept. What is empty there is filled; of the columns in `taken` the merged
    client's value is kept, and the other one stays readable on the merged client's row. So does the later of the two
    days of registration, whatever is taken.

    The same person's second click does nothing. Raises BadInput with the field, NotAllowed, NotFound, and
    ChangedMeanwhile when one of the two is no longer as it was seen.
    """
    with store.change(actor, Act.CLIENT_MERGE, Subject("client", kept.id), reason) as change:
        into, of = _rows(change, kept.id, merged.id)
        if of["merged_into"] == kept.id and _was_merged_by(change, actor, kept.id):
            change.undo()
            return
        _check_mergeable(into, of)
        check_reason(REASONS, reason)
        chosen = {c for c in OWN_FIELDS if into[c] is None or (c in taken and of[c] is not None)}
        result = {c: of[c] if c in chosen else into[c] for c in OWN_FIELDS}
        result[_SINCE] = min(into[_SINCE], of[_SINCE])
        left = {c: _left(into[c], of[c], result[c]) for c in OWN_FIELDS}
        left[_SINCE] = left[_SINCE] or of[_SINCE]  # a row is never without
        for kind in PERSON_KINDS.values():
            check_record(kind, result, result["birth_date"])
        merged_rows.move(change, merged.id, kept.id)
        changes = {c: value for c, value in result.items() if value != into[c]}
        change.update("clients", merged.id, merged.version, **left, search_name=search_name(left), merged_into=kept.id)
        change.update("clients", kept.id, kept.version, **changes, search_name=search_name(result))
        if result["birth_date"]:
            check_born_before(change, kept.id, result["birth_date"])
        change.recorded("clients", kept.id, kept.id, "merged", *changes)
        due.refresh(change, [kept.id, merged.id])


def _rows(reader: Reader, kept_id: int, merged_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    if kept_id == merged_id:
        raise BadInput(say("This is one client: choose two. %(not_saved)s", not_saved=NOT_SAVED), "number")
    found = {
        row["id"]: row
        for row in reader.all(
            dict[str, Any],
            f"""
            select c.id, c.number, c.version, c.merged_into, c.restricted_since, stayed.number as merged_with,
                {", ".join(f"c.{column}" for column in OWN_FIELDS)}
            from clients c left join clients stayed on stayed.id = c.merged_into
            where c.id in ($kept_id, $merged_id)
            """,  # noqa: S608 - names of the declaration
            kept_id=kept_id,
            merged_id=merged_id,
        )
    }
    if len(found) < 2:
        raise NotFound(say("One of the two clients is not there any more: its data were destroyed."))
    return found[kept_id], found[merged_id]


def _check_mergeable(kept: Mapping[str, Any], merged: Mapping[str, Any]) -> None:
    for row in (kept, merged):
        if row["merged_into"] is not None:
            raise ChangedMeanwhile(
                say(
                    "Client %(number)s was merged with client %(other)s already; nothing was saved.",
                    number=row["number"],
                    other=row["merged_with"],
                )
            )
        if row["restricted_since"] is not None:
            raise NotAllowed(
                say(
                    "The data of client %(number)s are restricted since %(day)s; nothing was saved. Lift the"
                    " restriction first.",
                    number=row["number"],
                    day=row["restricted_since"],
                )
            )
    if _differ(kept["bsn"], merged["bsn"]):
        raise BadInput(
            say(
                "The two clients have different citizen service numbers (BSN): they are two people, or one number is"
                " wrong. Correct it first. %(not_saved)s",
                not_saved=NOT_SAVED,
            ),
            "bsn",
        )


def _was_merged_by(reader: Reader, actor: Actor, kept_id: int) -> bool:
    by = reader.value(
        """
        select staff_id from log where chain = 'change' and act = $act and subject_id = $kept_id
        order by seq desc limit 1
        """,
        act=Act.CLIENT_MERGE.value,
        kept_id=kept_id,
    )
    return bool(by == actor.staff_id)


def _differ(kept: Any, merged: Any) -> bool:
    return kept is not None and merged is not None and kept != merged


def _left(kept: Any, merged: Any, result: Any) -> Any:
    """What stays on the merged row: of two values the one that was not taken."""
    if not _differ(kept, merged):
        return None
    return kept if result == merged else merged


def _side(row: Mapping[str, Any]) -> Side:
    values = {column: row[column] for column in OWN_FIELDS}
    if values["bsn"] is not None:
        values["bsn"] = masked_bsn(values["bsn"])
    return Side(row["id"], row["number"], row["version"], values)
