"""How the work of a right begins: a case that asks for it, of a client who is known, and that is not over."""

from data_layer.errors import BadInput
from data_layer.requests.request_history import Current, Seen, current, finished_problem, refuse
from data_layer.rules.request_course import NOT_HONOURED
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change
from data_layer.vocabulary import OUTCOME_LABELS, Right


def begun(
    change: Change, seen: Seen, event_id: int, right: Right, *, also_refused: bool = False
) -> tuple[Current, int] | None:
    """The case and the id of its client, or None, and the change undone, if this very event was recorded before.

    With `also_refused` what was begun can be ended, whatever the answer. Raises BadInput when the case asks for another
    right, is over, or is of nobody whom the school knows.
    """
    case = current(change, seen, event_id)
    if case is None:
        return None
    refuse(finished_problem(case) or _nothing_to_do(case, right, also_refused=also_refused), "")
    if case.client_id is None:
        raise BadInput(say("It is not recorded which client asks this; nothing was saved. Choose the client first."))
    return case, case.client_id


def _nothing_to_do(case: Current, right: Right, *, also_refused: bool) -> Sentence | None:
    if case.right != right:
        return say("This request asks for something else.")
    if case.outcome is not None and case.outcome in NOT_HONOURED and not also_refused:
        outcome = OUTCOME_LABELS[case.outcome]
        return say("This request was closed as “%(outcome)s”: there is nothing to carry out.", outcome=outcome)
    return None
