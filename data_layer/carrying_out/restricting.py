"""Restricting a client's data because of a request (art. 18 GDPR), and lifting that once the person was told."""

from datetime import date

from data_layer.backups import rights
from data_layer.carrying_out import notices
from data_layer.carrying_out.restrictions import USUAL_WHY, Restriction, Why, is_undecided, of_case, standing_of
from data_layer.categories import CATEGORY
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.identity_gates import is_certain
from data_layer.requests.request_history import Current, Seen, case_now, current, finished_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.request_course import NOT_HONOURED, EventKind, event_problem
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change


def restrict(
    store: Store, actor: Actor, seen: Seen, *, event_id: int, on: date, why: Why | None, body: str | None = None
) -> None:
    """Restricts all data of the client since that day; those who got any of them are told as `tell_recipients` does.

    `body` says more, in words. Raises BadInput, ChangedMeanwhile, NotAllowed.
    """
    with store.change(actor, Act.RESTRICTION_SET, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case), "on")
        if case.outcome in NOT_HONOURED:
            refuse(say("This request was not granted, so it restricts no data."), "")
        if case.right not in USUAL_WHY:
            raise BadInput(
                say(
                    "A request for this restricts no data; nothing was saved. Register a request for restriction if"
                    " the person asks for that."
                )
            )
        if case.client_id is None:
            raise BadInput(
                say("It is not known which client this is about; nothing was saved. First record who it is.")
            )
        if why is None:
            raise BadInput(say("It is not said why; nothing was saved. Choose why the data are restricted."), "why")
        refuse(event_problem(on, case.received_on, None, change.today), "on")
        standing = of_case(change, case.id)
        if standing is not None and standing.on is not None:
            refuse(say("This request restricts the data since %(day)s already.", day=standing.on), "on")
        restrict_within(change, case, event_id, on, why=why, body=body)


def restrict_within(
    change: Change, case: Current, event_id: int, on: date, *, why: Why = Why.OBJECTION, body: str | None = None
) -> None:
    """Restricts in the open transaction; where this request restricts already, nothing happens.

    While another request restricts too, the data stay restricted until both are lifted.
    """
    standing = of_case(change, case.id)
    assert case.client_id is not None  # noqa: S101 - the caller knows who it is
    assert standing is not None  # noqa: S101 - as above
    if standing.on is not None:
        return
    since = min(standing.since or on, on)
    first_by = change.value("select restricted_by_request from clients where id = $id", id=case.client_id)
    rights.put_restriction(change, case.client_id, since, first_by or case.id)
    event = {"id": event_id, "request": case.id, "day": on.isoformat(), "why": why}
    rights.note_restricted(change, case.client_id, since, first_by or case.id, event)
    record(change, case, event_id, EventKind.RESTRICTED, on, code=why, body=body)
    tell_recipients(change, case)


def restricted_again(
    change: Change,
    client_id: int,
    *,
    request: int | None,
    day: str,
    id: int | None = None,  # noqa: A002 - as the ledger has it
    why: str | None = None,
) -> None:
    """The event of a restriction that was put back from the ledger, and its notices.

    Nothing where the request is not there, is about another client, or restricts already.
    """
    case = case_now(change, request)
    if case is None or case.client_id != client_id:
        return
    if any(found["request_id"] == case.id for found in standing_of(change, client_id)):
        return
    record(change, case, id or new_id(), EventKind.RESTRICTED, date.fromisoformat(day), code=why)
    tell_recipients(change, case)


def tell_recipients(change: Change, case: Current) -> None:
    """Opens the notices of the restriction that this request makes, if any (art. 19), once it is certain who asks.

    To restrict takes nothing from anybody, so it waits for no proof; but no name goes out for somebody unknown.
    """
    standing = of_case(change, case.id)
    if standing is not None and standing.on is not None and is_certain(change, case.id, change.today):
        notices.open_for(change, case, CATEGORY, "restricted")


def lift(store: Store, actor: Actor, seen: Seen, *, event_id: int, on: date) -> None:
    """Lifts the restriction that this request made; where another request restricts too, that one stays.

    Raises BadInput when the person was not told before (art. 18(3)), or before the day that the letter named;
    ChangedMeanwhile, NotAllowed.
    """
    with store.change(actor, Act.RESTRICTION_LIFT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        standing = of_case(change, case.id)
        if case.client_id is None or standing is None or standing.on is None:
            raise BadInput(say("This request restricts no data, so there is nothing to lift; nothing was saved."))
        refuse(event_problem(on, case.received_on, None, change.today), "on")
        if on < standing.on:
            refuse(say("The data are restricted since %(day)s, after this day.", day=standing.on), "on")
        if standing.told_on is None:
            refuse(say("The person is not told yet that the restriction ends. First send the letter that says so."), "")
        elif standing.told_on > on:
            refuse(say("The person was told on %(day)s, after this day.", day=standing.told_on), "on")
        _check_promise(change, case, standing, on)
        _lift(change, case.client_id, case.id, standing)
        record(change, case, event_id, EventKind.RESTRICTION_LIFTED, on, about=standing.event_id)


def _check_promise(change: Change, case: Current, standing: Restriction, on: date) -> None:
    """Not before the day that the person reads in the letter, nor while what it was for is not decided."""
    if standing.lifts_on is not None and on < standing.lifts_on:
        refuse(
            say(
                "The letter tells the person that the restriction ends on %(day)s, so it cannot end before.",
                day=standing.lifts_on,
            ),
            "on",
        )
    check_decided(change, case)


def check_decided(change: Change, case: Current) -> None:
    """Raises BadInput while an objection of a request that stands is undecided: until then it restricts."""
    if case.outcome not in NOT_HONOURED and is_undecided(change, case.id):  # art. 18(1)(d)
        refuse(say("The objection of this request is not decided yet. First decide on it."), "")


def _lift(change: Change, client_id: int, request_id: int, standing: Restriction) -> None:
    others = [found for found in standing_of(change, client_id) if found["request_id"] != request_id]
    if not others:
        rights.put_restriction(change, client_id, None)
        rights.note_restriction_lifted(change, client_id)
        return
    assert standing.since is not None  # noqa: S101 - they are restricted still
    rights.put_restriction(change, client_id, standing.since, others[0]["request_id"])
    rights.note_restricted(change, client_id, standing.since, others[0]["request_id"])
