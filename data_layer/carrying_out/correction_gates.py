"""Which request lets data be corrected, completed, or a statement be put beside them (art. 16 GDPR)."""

from data_layer.errors import BadInput
from data_layer.requests.identity_gates import check_certain
from data_layer.requests.request_history import Current, Seen, current, finished_problem, refuse
from data_layer.rules.request_course import REFUSALS
from data_layer.rules.sentences import say
from data_layer.transactions import Change
from data_layer.vocabulary import Right

RIGHTS = (Right.RECTIFICATION, Right.COMPLETION)


def opened(change: Change, seen: Seen, event_id: int) -> Current | None:
    """The request as it is now, or None, and the change undone, if this was recorded before.

    Raises BadInput for a request for another right, of nobody known, of somebody who may be an impostor, or one that
    is finished; NotFound, and ChangedMeanwhile when it is no longer what was seen.
    """
    case = current(change, seen, event_id)
    if case is None:
        return None
    refuse(finished_problem(case), "")
    if case.right not in RIGHTS:
        raise BadInput(
            say("This request is not about correcting or completing data; nothing was saved. Use the dossier instead.")
        )
    if case.client_id is None:
        raise BadInput(say("It is not known whose data these are; nothing was saved. Find the client first."))
    check_certain(change, case.id, change.today)
    return case


def check_not_refused(case: Current) -> None:
    """Raises BadInput when the school has answered that it does not do this."""
    if case.outcome in REFUSALS:
        raise BadInput(
            say(
                "This request was refused; nothing was saved. If that was wrong, reopen it first. What the person says"
                " can be added as a statement."
            )
        )
