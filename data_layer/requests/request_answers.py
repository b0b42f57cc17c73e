"""The answer to a request, which stops its clock, and the end of its case."""

from datetime import date

from data_layer import rebuilds
from data_layer.carrying_out import objecting
from data_layer.carrying_out.checklist import check_may_be_left, of_request
from data_layer.carrying_out.duties import undone
from data_layer.carrying_out.restricting import tell_recipients
from data_layer.errors import BadInput
from data_layer.log import Reason
from data_layer.requests.decision_truth import check_not_done
from data_layer.requests.excess import last_proposal
from data_layer.requests.identity_checks import checks, the_open_one
from data_layer.requests.identity_gates import check_answer
from data_layer.requests.request_history import Current, Seen, current, finished_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import HONOURED, REFUSALS, EventKind
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change
from data_layer.vocabulary import Outcome

_WHY = say("A refusal, whole or partial, needs its reasons; nothing was saved. Write why (art. 12(4) GDPR).")
REASONED: dict[str, Sentence] = {
    **dict.fromkeys((*REFUSALS, Outcome.PARTLY_GRANTED), _WHY),
    # else any request could be closed unseen: no identity is asked of whoever withdraws one
    Outcome.WITHDRAWN: say(
        "It is not said who withdrew the request; nothing was saved. Write who did so, and how you know."
    ),
}
"""The outcomes that need their reasons, and what is said where those are missing."""


def answer(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    outcome: Outcome | None,
    answered_on: date,
    reason: str | None = None,
    excessive: bool = False,
) -> None:
    """Records that the answer was sent; also while a question is open, which ends the waiting.

    `excessive` says that the request is refused as manifestly unfounded or excessive, which two persons found before.
    Raises BadInput, also while no outcome is chosen, ChangedMeanwhile when somebody else answered it, NotAllowed for a
    refusal by another role than the privacy officer.
    """
    if outcome is None:
        raise BadInput(say("The outcome is not chosen; nothing was saved. Choose the outcome."), "outcome")
    act = Act.REQUEST_REFUSE if outcome in REFUSALS else Act.REQUEST_ANSWER
    with store.change(actor, act, seen.subject, Reason(outcome)) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        if case.answered_on:
            raise BadInput(
                say("This request was answered on %(day)s already; nothing was saved.", day=case.answered_on),
                "answered_on",
            )
        if answered_on > change.today:
            refuse(say("The answer cannot have been sent in the future."), "answered_on")
        if answered_on < case.received_on:
            refuse(
                say("The answer lies before the receipt of the request, %(day)s.", day=case.received_on),
                "answered_on",
            )
        if outcome in REASONED and not cleaned(reason):
            raise BadInput(REASONED[outcome], "reason")
        check_answer(change, case.id, outcome, answered_on)
        check_not_done(change, case, outcome)
        about = _excess(change, case, outcome) if excessive else None
        if outcome in (Outcome.WITHDRAWN, Outcome.NOT_IDENTIFIED):
            objecting.end_with_request(change, case.id)
        kind = EventKind.REFUSED if outcome is Outcome.REFUSED else EventKind.ANSWERED
        record(change, case, event_id, kind, answered_on, about=about, code=outcome, body=reason)
        if outcome in HONOURED:
            tell_recipients(change, case)


def _excess(change: Change, case: Current, outcome: Outcome) -> int:
    """The proposal (id) on which the request is refused as manifestly unfounded or excessive (art. 12(5) GDPR)."""
    proposal = last_proposal(change, case.id)
    if outcome is not Outcome.REFUSED:
        refuse(say("Only what is refused can be manifestly unfounded or excessive."), "excessive")
    if proposal is None or not proposal.is_approved:
        raise BadInput(
            say(
                "No second person agreed yet that this request is manifestly unfounded or excessive; nothing was saved."
                " Propose it first, and have another privacy officer approve it."
            ),
            "excessive",
        )
    return proposal.id


def finish(store: Store, actor: Actor, seen: Seen, *, event_id: int, finished_on: date, why: str | None = None) -> None:
    """Closes the case when everything that follows from the answer is done. Raises BadInput, ChangedMeanwhile.

    What the desk does not know to be done, the privacy officer may leave with a written reason, as when it was carried
    out elsewhere; but no copy of an identity document, no open check, and no recipient who is still to be told.
    """
    with store.change(actor, Act.REQUEST_FINISH, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case), "finished_on")
        if case.answered_on is None:
            raise BadInput(
                say("This request is not answered yet, so it cannot be finished; nothing was saved."),
                "finished_on",
            )
        if finished_on > change.today:
            refuse(say("A case cannot be finished in the future."), "finished_on")
        if finished_on < case.answered_on:
            refuse(say("This day lies before the answer, %(day)s.", day=case.answered_on), "finished_on")
        _check_rest(change, case)
        _check_work(change, case, why)
        record(change, case, event_id, EventKind.FINISHED, finished_on, body=why)
        _forget_where_it_went(change, case)


def _forget_where_it_went(change: Change, case: Current) -> None:
    """What was kept of somebody who was erased, only for the answer, goes, and its bytes with the next night."""
    kept = change.values(
        """
        update requests set reply_name = null, reply_address = null
        where id = $id and coalesce(reply_name, reply_address) is not null returning id
        """,
        id=case.id,
    )
    if kept:
        rebuilds.ask(change)


def _check_rest(change: Change, case: Current) -> None:
    """What nobody may leave undone."""
    # art. 5(1)(e): a copy of an identity document does not stay
    copy_on = change.value("select copy_since from requests where id = $id", id=case.id)
    if copy_on:
        refuse(
            say(
                "The copy of an identity document of %(day)s is not destroyed yet. Destroy it and record that.",
                day=copy_on,
            ),
            "finished_on",
        )
    if found := the_open_one(checks(change, case.id)):
        refuse(
            say("The identity check of %(day)s has no result yet. Record its result first.", day=found.asked_on),
            "finished_on",
        )
    notices = change.value("select count(*) from notices where request_id = $id and state = 'open'", id=case.id)
    if notices:  # art. 19 GDPR
        refuse(
            say_n(
                "%(n)s recipient is not told yet what changed.",
                "%(n)s recipients are not told yet what changed.",
                notices,
            ),
            "finished_on",
        )


def _check_work(change: Change, case: Current, why: str | None) -> None:
    left = undone(of_request(change, case.id, case.right, case.outcome))
    if not left:
        return
    what = left[0].words
    check_may_be_left(
        change,
        why,
        else_refused=BadInput(
            say(
                "This is not done yet: %(what)s. Nothing was saved. Do it first; or, where it was done outside the"
                " desk, ask the privacy officer to finish the case.",
                what=what,
            ),
            "finished_on",
        ),
        without_words=BadInput(
            say(
                "This is not done yet: %(what)s. Nothing was saved. Do it first, or write why the case can be finished"
                " all the same.",
                what=what,
            ),
            "why",
        ),
    )
