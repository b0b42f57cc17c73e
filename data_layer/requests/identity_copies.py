"""What became of the copy of an identity document: that it came in, and that it was destroyed; each a dated event.

Never the image of a document, its number or a digest of it. Each raises BadInput, ChangedMeanwhile, NotAllowed.
"""

from datetime import date

from data_layer.errors import BadInput
from data_layer.requests.identity_checks import the_check
from data_layer.requests.request_history import Seen, current, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method, day_problem
from data_layer.rules.request_course import UNASKED, EventKind, event_problem
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store


def receive_copy(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    check_id: int | None,
    on: date,
    photo_masked: bool,
    bsn_masked: bool,
) -> None:
    """Records that a copy came in, also one on which photo or BSN can be seen: that happened.

    Without a check it came unasked; that can be at any time, also when the case is finished.
    """
    with store.change(actor, Act.IDENTITY_RECORD, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        masked = {"photo_masked": photo_masked, "bsn_masked": bsn_masked}
        if check_id is None:
            refuse(event_problem(on, case.received_on, None, change.today), "on")
            change.insert(
                "identity_checks",
                id=event_id,
                request_id=case.id,
                method=Method.MASKED_COPY,
                reason="",
                asked_on=on,
                copy_received_on=on,
                unasked=True,
                **masked,
            )
            record(change, case, event_id, EventKind.COPY_RECEIVED, on, code=UNASKED)
            return
        check = the_check(change, case.id, check_id)
        if not check.awaits_copy:
            raise BadInput(say("No copy is expected in this check; nothing was saved. Look at the case again."), "on")
        refuse(day_problem(EventKind.COPY_RECEIVED, on, check.asked_on, change.today), "on")
        change.update("identity_checks", check.id, check.version, copy_received_on=on, **masked)
        record(change, case, event_id, EventKind.COPY_RECEIVED, on, about=check.id)


def destroy_copy(store: Store, actor: Actor, seen: Seen, *, event_id: int, check_id: int, on: date) -> None:
    """Records that the copy was destroyed; also after the answer and the end."""
    with store.change(actor, Act.IDENTITY_RECORD, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        check = the_check(change, case.id, check_id)
        if check.copy_received_on is None or not check.has_copy:
            raise BadInput(say("There is no copy here to destroy; nothing was saved. Look at the case again."), "on")
        refuse(day_problem(EventKind.COPY_DESTROYED, on, check.copy_received_on, change.today), "on")
        change.update("identity_checks", check.id, check.version, copy_destroyed_on=on)
        record(change, case, event_id, EventKind.COPY_DESTROYED, on, about=check.id)
