"""What holds a person's data back from destruction: who may end it, and when somebody must look at it again."""

from datetime import date
from enum import StrEnum

from data_layer.rules.retention import latest_review
from data_layer.rules.sentences import Sentence, say


class HoldKind(StrEnum):
    """The holds that people set; the others follow from facts and end with them."""

    DISPUTE = "dispute"
    TAX_AUDIT = "tax_audit"
    INVESTIGATION = "investigation"


_ENDED_BY: dict[str, Sentence] = {
    "complaint": say("This hold ends by itself on the day the complaint is closed. Close the complaint."),
    "request": say("This hold ends by itself six weeks after the request is answered. Answer the request."),
    "restriction": say("This hold ends by itself when the restriction is lifted. Lift the restriction."),
    "collection": say("This hold ends by itself when the invoice is paid or written off. Record the payment."),
}


def lifting_problem(kind: str, *, follows_fact: bool, was_late: bool) -> Sentence | None:
    """Why nobody may lift this hold, and what ends it; nothing where the privacy officer decides.

    `was_late`: the request behind it was answered after its last day, so its hold stands until somebody lifts it.
    """
    if not follows_fact or (kind == "request" and was_late):
        return None
    return _ENDED_BY[kind]


def is_minded(kind: str, *, follows_fact: bool, was_late: bool) -> bool:
    """Whether somebody has to look at this hold from time to time, because nothing ends it by itself."""
    return lifting_problem(kind, follows_fact=follows_fact, was_late=was_late) is None


def since_problem(since: date | None, today: date) -> Sentence | None:
    """What is wrong with the day from which something is held, or nothing."""
    if since is None:
        return say("Give the day since when it is held.")
    return say("A hold cannot begin in the future. Choose today or a day before.") if since > today else None


def review_problem(review_on: date | None, today: date) -> Sentence | None:
    """What is wrong with the day on which somebody looks at a hold again, or nothing."""
    latest = latest_review(today)
    if review_on is not None and today < review_on <= latest:
        return None
    return say(
        "Choose the day on which somebody looks at this hold again: after today, up to and including %(latest)s.",
        latest=latest,
    )


def lifted_problem(lifted_on: date | None, earliest: date, today: date) -> Sentence | None:
    """What is wrong with the last day of a hold, or nothing; `earliest` is the first on which it could be lifted."""
    if lifted_on is not None and earliest <= lifted_on <= today:
        return None
    if earliest > today:
        return say(
            "Until %(earliest)s the person can take the late answer to court. Lift this hold on that day or later.",
            earliest=earliest,
        )
    return say("A hold is lifted on a day from %(earliest)s up to and including today.", earliest=earliest)
