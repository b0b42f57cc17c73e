"""Several requests get their handler at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.requests.request_events import check_handler
from data_layer.requests.request_history import Seen
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change
from data_layer.vocabulary import State


@dataclass(frozen=True, slots=True)
class _Now:
    id: int
    number: str
    version: int
    is_finished: bool


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
        _check_as_seen(change, seen)
        _assign(change, [one.id for one in seen], [int(i) for i in event_ids], handler_id)
        change.bulk(len(seen))


def _check_as_seen(change: Change, seen: Sequence[Seen]) -> None:
    """Raises ChangedMeanwhile when one of these requests is no longer what was seen, BadInput when one is finished."""
    versions = {one.id: one.version for one in seen}
    found = change.all(
        _Now,
        """
        select id, number, version, finished_on is not null as is_finished from requests
        where list_contains($ids::bigint[], id) order by number
        """,
        ids=list(versions),
    )
    if len(found) < len(versions):
        raise ChangedMeanwhile(
            say("One of these requests does not exist any more; nothing was saved. Choose from the list again.")
        )
    if changed := [case.number for case in found if case.version != versions[case.id]]:
        raise ChangedMeanwhile(
            say(
                "Somebody else changed %(numbers)s meanwhile; nothing was saved. Look at the list again and choose"
                " anew.",
                numbers=", ".join(changed),
            )
        )
    if finished := [case.number for case in found if case.is_finished]:
        raise BadInput(
            say(
                "Finished already: %(numbers)s; nothing was saved. Leave out what is finished.",
                numbers=", ".join(finished),
            )
        )


def _assign(change: Change, ids: list[int], event_ids: list[int], handler_id: int) -> None:
    """Writes all events and all rows at once: this moves no day, and one that was only received is begun by it."""
    change.execute(
        """
        insert into request_events (id, request_id, kind, happened_on, recorded_at, staff_id, reason_code)
        select a.event_id, a.request_id, $kind, $today,
            greatest($now, max(e.recorded_at) + interval 1 microsecond), $staff_id, $handler_id::text
        from (select unnest($event_ids::bigint[]) as event_id, unnest($ids::bigint[]) as request_id) a
            left join request_events e on e.request_id = a.request_id
        group by a.event_id, a.request_id
        """,
        kind=EventKind.ASSIGNED,
        today=change.today,
        now=change.now,
        staff_id=change.actor.staff_id,
        event_ids=event_ids,
        ids=ids,
        handler_id=handler_id,
    )
    change.execute(
        """
        update requests set handler_id = $handler_id, version = version + 1,
            state = if(state = $received, $in_progress, state)
        where id in (select unnest($ids::bigint[]))
        """,
        handler_id=handler_id,
        ids=ids,
        received=State.RECEIVED,
        in_progress=State.IN_PROGRESS,
    )
    change.touched(EventKind.ASSIGNED, "handler_id")
