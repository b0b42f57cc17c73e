"""Objection (art. 21 GDPR): against which purposes, how each was weighed, and what is restricted meanwhile."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from data_layer.backups import rights
from data_layer.carrying_out.beginning import begun
from data_layer.carrying_out.restricting import restrict_within
from data_layer.categories import CATEGORIES
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.identity_gates import check_answer
from data_layer.requests.request_history import Seen, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import PURPOSES, Ground, Outcome, Right


class Decision(StrEnum):
    """How an objection was decided."""

    UPHELD = "upheld"
    REJECTED = "rejected"


DECISION_LABELS = {
    Decision.UPHELD: say("upheld: the data are not used for this any more"),
    Decision.REJECTED: say("rejected: the school has compelling grounds"),
}


def _rests_on_interest(purpose: int) -> bool:
    """Whether every category that serves this purpose may do so on a legitimate interest."""
    serving = [category for category in CATEGORIES if purpose in category.purposes]
    return bool(serving) and all(Ground.LEGITIMATE_INTEREST in category.grounds for category in serving)


OBJECTABLE = tuple(purpose for purpose in PURPOSES if _rests_on_interest(purpose))
"""The purposes that somebody can object to: those that rest on a legitimate interest, art. 6(1)(f)."""


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection to one purpose; `decision` is None until it is weighed, or where it ended with its request."""

    id: int
    purpose: int
    since: date
    ended_on: date | None
    decision: Decision | None
    decided_on: date | None
    reasons: str | None
    version: int

    @property
    def waits(self) -> bool:
        """Whether it is still to be weighed."""
        return self.decision is None and self.ended_on is None


def of_request(reader: Reader, request_id: int) -> list[Objection]:
    """The objections that a request makes, in the order of the purposes."""
    return reader.all(
        _objection,
        """
        select id, purpose, since, ended_on, decision, decided_on, reasons, version from objections
        where request_id = $request_id order by purpose
        """,
        request_id=request_id,
    )


def _objection(*, decision: str | None, **columns: Any) -> Objection:
    return Objection(decision=Decision(decision) if decision else None, **columns)


def object_to(store: Store, actor: Actor, seen: Seen, *, event_id: int, purposes: Collection[int]) -> None:
    """Records to which purposes the client objects since the receipt, and restricts the data until that is weighed.

    Also while it is not certain who asks: it takes nothing from the person, and can be lifted. Raises BadInput for no
    purpose, or for one that cannot be objected to or is already; ChangedMeanwhile.
    """
    with store.change(actor, Act.RESTRICTION_SET, seen.subject) as change:
        work = begun(change, seen, event_id, Right.OBJECTION)
        if work is None:
            return
        case, client_id = work
        _check_purposes(change, client_id, purposes)
        for at, purpose in enumerate(sorted(set(purposes))):
            objection_id = new_id() if at else event_id
            change.insert(
                "objections",
                id=objection_id,
                client_id=client_id,
                request_id=case.id,
                purpose=purpose,
                since=case.received_on,
            )
            rights.note_objection(change, objection_id)
            record(change, case, objection_id, EventKind.OBJECTED, change.today, code=str(purpose))
        restrict_within(change, case, new_id(), change.today)  # art. 18(1)(d)


def decide(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    objection_id: int | None,
    decision: Decision | None,
    reasons: str | None = None,
) -> None:
    """Records how an objection was weighed, today: it stays, or ends for compelling grounds, which are then said.

    Also after a refusal of the request: it stands until then. Raises BadInput, also for upholding it while it is not
    certain who asks; ChangedMeanwhile.
    """
    with store.change(actor, Act.OBJECTION_DECIDE, seen.subject) as change:
        work = begun(change, seen, event_id, Right.OBJECTION, also_refused=True)
        if work is None:
            return
        case, _client_id = work
        objection = _open_one(change, case.id, objection_id)
        if decision is None:
            raise BadInput(say("The decision is not chosen; nothing was saved. Choose it."), "decision")
        is_rejected = decision is Decision.REJECTED
        if not is_rejected:
            check_answer(change, case.id, Outcome.GRANTED, change.today)
        elif not cleaned(reasons):  # art. 21(1): the school demonstrates them
            raise BadInput(
                say("The compelling grounds are missing; nothing was saved. Write why they weigh more."), "reasons"
            )
        change.update(
            "objections",
            objection.id,
            objection.version,
            decision=decision,
            decided_on=change.today,
            decided_by=actor.staff_id,
            reasons=cleaned(reasons),
            ended_on=change.today if is_rejected else None,
        )
        rights.note_objection(change, objection.id)
        # of a backup that was put back the objection is known, and not its event
        about = change.value("select id from request_events where id = $id", id=objection.id)
        record(
            change, case, event_id, EventKind.OBJECTION_DECIDED, change.today, about=about, code=decision, body=reasons
        )  # fmt: skip


def end_with_request(change: Change, request_id: int) -> None:
    """Ends what was not weighed yet, in the open transaction: the person withdrew it, or was never known."""
    for objection in of_request(change, request_id):
        if objection.waits:
            change.update("objections", objection.id, objection.version, ended_on=change.today)
            rights.note_objection(change, objection.id)


def _check_purposes(change: Change, client_id: int, purposes: Collection[int]) -> None:
    if not purposes:
        raise BadInput(say("Nothing is chosen; nothing was saved. Choose what the person objects to."), "purposes")
    if not set(purposes) <= set(OBJECTABLE):
        refuse(say("Nobody can object to a purpose that rests on an agreement, a law or a consent."), "purposes")
    standing: dict[str, Any] | None = change.one(
        dict,
        """
        select purpose, since from objections
        where client_id = $client_id and ended_on is null and list_contains($purposes, purpose) order by purpose limit 1
        """,
        client_id=client_id,
        purposes=list(purposes),
    )
    if standing:
        refuse(
            say(
                "The client objects to “%(purpose)s” since %(day)s already.",
                purpose=PURPOSES[standing["purpose"]],
                day=standing["since"],
            ),
            "purposes",
        )


def _open_one(change: Change, request_id: int, objection_id: int | None) -> Objection:
    found = next((one for one in of_request(change, request_id) if one.id == objection_id), None)
    if found is None:
        raise BadInput(say("This objection is not of this request; nothing was saved. Choose another."), "objection_id")
    if found.decided_on:
        refuse(say("It was decided on %(day)s already.", day=found.decided_on), "objection_id")
    if found.ended_on:
        refuse(say("It ended with the request on %(day)s.", day=found.ended_on), "objection_id")
    return found


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """What the letter says of each objection: what we stop with, or why we go on; and what is not weighed yet."""
    return tuple(_told(of_request(reader, request_id)))


def _told(objections: Collection[Objection]) -> Iterator[Sentence]:
    for one in objections:
        yield say(
            "On %(day)s you objected to the use of your data for “%(purpose)s”.",
            day=one.since,
            purpose=PURPOSES[one.purpose],
        )
        if one.decision is Decision.UPHELD:
            yield say("We agree with you. We do not use your data for this any more.")
        elif one.decision is Decision.REJECTED:
            yield _rejected(one.reasons)
        elif one.waits:
            yield say("We are still weighing this. Until then we restrict your data.")
    if any(one.decision is Decision.UPHELD for one in objections):
        yield say("We may still use your data for other purposes, if the law allows that.")


def _rejected(reasons: str | None) -> Sentence:
    if not reasons:
        return say("We do not agree with you. We have compelling grounds that weigh more.")
    return say("We do not agree with you. We have compelling grounds that weigh more: “%(reasons)s”", reasons=reasons)
