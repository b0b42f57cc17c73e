"""Several requests get their handler at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.request_events import check_handler
from data_layer.request_history import Current, Seen, record
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: str
    now: Current


def assign_several(
    store: Store, actor: Actor, seen: Sequence[Seen], *, handler_id: int | None, event_ids: Sequence[int]
) -> None:
    """Gives all of these requests to one handler, or none of them; the log gets one entry.

    `event_ids` are those of the events that are recorded, one for each; the same ones once more do nothing. Raises
    BadInput for nobody, for no request, and for finished ones, and ChangedMeanwhile, both with their numbers.
    """
    with store.change(actor, Act.REQUEST_ASSIGN) as change:
        if change.value(
            "select 1 from request_events where list_contains($ids::bigint[], id)", ids=[int(i) for i in event_ids]
        ):
            change.undo()
            return
        if not seen:
            raise BadInput(say("No request is chosen; nothing was saved. Tick the requests in the list."))
        if handler_id is None:
            raise BadInput(
                say("No handler is chosen; nothing was saved. Choose who handles the requests."), "handler_id"
            )
        check_handler(change, handler_id)
        for case, event_id in zip(_as_seen(change, seen), event_ids, strict=True):
            record(
                change,
                case.now,
                int(event_id),
                EventKind.ASSIGNED,
                change.today,
                code=str(handler_id),
                handler_id=handler_id,
            )
        change.bulk(len(seen))


def _as_seen(change: Change, seen: Sequence[Seen]) -> list[_Numbered]:
    """The requests as they are now, in the order in which they were seen."""
    versions = {one.id: one.version for one in seen}
    found = change.all(
        _numbered,
        """
        select number, id, client_id, received_on, answered_on, finished_on, version from requests
        where list_contains($ids::bigint[], id) order by number
        """,
        ids=list(versions),
    )
    if len(found) < len(versions):
        raise ChangedMeanwhile(
            say("One of these requests does not exist any more; nothing was saved. Choose from the list again.")
        )
    if changed := [case.number for case in found if case.now.version != versions[case.now.id]]:
        raise ChangedMeanwhile(
            say(
                "Somebody else changed %(numbers)s meanwhile; nothing was saved. Look at the list again and choose"
                " anew.",
                numbers=", ".join(changed),
            )
        )
    if finished := [case.number for case in found if case.now.finished_on]:
        raise BadInput(
            say(
                "Finished already: %(numbers)s; nothing was saved. Leave out what is finished.",
                numbers=", ".join(finished),
            )
        )
    by_id = {case.now.id: case for case in found}
    return [by_id[one.id] for one in seen]


def _numbered(
    *,
    number: str,
    id: int,  # noqa: A002 - the column's name
    client_id: int | None,
    received_on: date,
    answered_on: date | None,
    finished_on: date | None,
    version: int,
) -> _Numbered:
    return _Numbered(number, Current(id, client_id, received_on, answered_on, finished_on, version))
