"""Manifestly unfounded or excessive requests (art. 12(5) GDPR): one person proposes to refuse, another one decides."""

from dataclasses import dataclass
from datetime import date

from data_layer.errors import BadInput, NotAllowed
from data_layer.log import Reason
from data_layer.requests.request_history import Current, Seen, current, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Excess:
    """The last proposal about a request: by whom, why, and who approved it if somebody did."""

    id: int
    proposed_by: int
    proposer: str | None
    reasons: str | None
    decided_on: date
    approver: str | None
    is_approved: bool
    version: int


def last_proposal(reader: Reader, request_id: int) -> Excess | None:
    """The proposal that waits for somebody else or was approved; None without one, and after it was declined."""
    return reader.one(
        Excess,
        """
        select d.id, d.proposed_by, p.name as proposer, d.reasons, d.decided_on, a.name as approver,
            d.approved_by is not null as is_approved, d.version
        from request_decisions d
        left join staff p on p.id = d.proposed_by
        left join staff a on a.id = d.approved_by
        where d.request_id = $id and d.excessive
            and not exists (from request_events e where e.about = d.id and e.kind = 'excess_declined')
        order by d.id desc limit 1
        """,
        id=request_id,
    )


def is_approved(reader: Reader, request_id: int) -> bool:
    """Whether two persons found that the request may be refused as such."""
    found = last_proposal(reader, request_id)
    return found is not None and found.is_approved


def propose(store: Store, actor: Actor, seen: Seen, *, event_id: int, reasons: str) -> None:
    """Proposes to refuse the request as such. Raises BadInput without reasons, or while another proposal stands."""
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(_answered_problem(case), "reasons")
        if last_proposal(change, case.id) is not None:
            refuse(say("This was proposed before, and not declined."), "reasons")
        if not cleaned(reasons):
            # art. 12(5): the school bears the burden of proof
            raise BadInput(
                say("The reasons are missing; nothing was saved. Write what shows that it is unfounded or excessive."),
                "reasons",
            )
        change.insert(
            "request_decisions", id=event_id, request_id=case.id, proposed_by=actor.staff_id, decided_on=change.today,
            outcome=Outcome.REFUSED, excessive=True, reasons=cleaned(reasons),
        )  # fmt: skip
        record(change, case, event_id, EventKind.EXCESS_PROPOSED, change.today, body=reasons)


def approve(store: Store, actor: Actor, seen: Seen, *, event_id: int) -> None:
    """Agrees with what somebody else proposed: the request may be refused as such.

    Raises NotAllowed for the person who proposed it, whatever the roles; BadInput when nothing waits.
    """
    with store.change(actor, Act.REQUEST_REFUSE, seen.subject, Reason("excess_approved")) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        proposal = _waiting(change, case)
        if proposal.proposed_by == actor.staff_id:
            raise NotAllowed(say("You proposed this, so somebody else must approve it. Nothing was saved."))
        change.update(
            "request_decisions", proposal.id, proposal.version, approved_by=actor.staff_id, decided_on=change.today
        )
        record(change, case, event_id, EventKind.EXCESS_APPROVED, change.today, about=proposal.id)


def decline(store: Store, actor: Actor, seen: Seen, *, event_id: int, why: str) -> None:
    """Does not agree, or takes one's own proposal back: the request is handled as any other.

    Raises BadInput without a reason, or when nothing waits.
    """
    with store.change(actor, Act.REQUEST_REFUSE, seen.subject, Reason("excess_declined")) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        proposal = _waiting(change, case)
        if not cleaned(why):
            raise BadInput(say("The reason is missing; nothing was saved. Write why you do not agree."), "why")
        record(change, case, event_id, EventKind.EXCESS_DECLINED, change.today, about=proposal.id, body=why)


def _waiting(change: Change, case: Current) -> Excess:
    refuse(_answered_problem(case), "")
    proposal = last_proposal(change, case.id)
    if proposal is None or proposal.is_approved:
        raise BadInput(say("No proposal waits for a decision; nothing was saved. Look at the request again."))
    return proposal


def _answered_problem(case: Current) -> Sentence | None:
    if case.answered_on:
        return say("The request was answered on %(day)s, so there is nothing to refuse any more.", day=case.answered_on)
    return None
