"""What must be certain about who asks before a request is answered."""

from datetime import date
from typing import Any

from data_layer.errors import BadInput
from data_layer.requests.request_case import Applicant
from data_layer.rules.deadlines import DECIDE_AFTER
from data_layer.rules.request_course import HONOURED
from data_layer.rules.sentences import say
from data_layer.transactions import Change
from data_layer.vocabulary import Outcome, Right


def check_answer(change: Change, request_id: int, outcome: Outcome, answered_on: date) -> None:
    """Raises BadInput for an outcome that was not possible on that day with what is known about who asks."""
    if outcome in HONOURED:
        check_certain(change, request_id, answered_on)
    elif outcome is Outcome.NOT_IDENTIFIED:
        _check_tried(change, request_id, answered_on)


def is_certain(change: Change, request_id: int, on: date) -> bool:
    """Whether data may go to, or be changed for, who asks, as far as it was known on that day."""
    try:
        check_certain(change, request_id, on)
    except BadInput:
        return False
    return True


def check_certain(change: Change, request_id: int, answered_on: date) -> None:
    """Data go to, and are changed for, nobody but the person (art. 12(6) GDPR, art. 32). Raises BadInput."""
    # art. 7(3) GDPR: a consent is withdrawn at once, and nobody is harmed by it
    if change.value("select request_right from requests where id = $id", id=request_id) != Right.CONSENT_WITHDRAWAL:
        check_known(change, request_id, answered_on)


def check_known(change: Change, request_id: int, answered_on: date) -> None:
    """The same, whatever is asked."""
    found: dict[str, Any] | None = change.one(
        dict, "select applicant_kind, identified_on, authorised_on from requests where id = $id", id=request_id
    )
    if found is None:
        return
    if found["applicant_kind"] == Applicant.UNKNOWN:
        raise BadInput(
            say(
                "It is not recorded who asks: the person concerned, or somebody else; nothing was saved."
                " Record that first."
            ),
            "outcome",
        )
    represents = found["applicant_kind"] == Applicant.REPRESENTATIVE
    if represents and found["authorised_on"] is None:
        raise BadInput(
            say(
                "It is not recorded that the representative may ask this; nothing was saved."
                " Look at the authorisation and record that you saw it."
            ),
            "outcome",
        )
    if found["identified_on"] is None:
        raise BadInput(
            say(
                "It is not established who asks; nothing was saved. Record how that is certain:"
                " that a colleague knows the person is enough."
            ),
            "outcome",
        )
    certain_on: date = max(found["identified_on"], found["authorised_on"] if represents else date.min)
    if answered_on < certain_on:
        raise BadInput(
            say(
                "It is certain only since %(day)s who asks and may ask; nothing was saved."
                " The answer cannot have been sent before.",
                day=certain_on,
            ),
            "answered_on",
        )


def _check_tried(change: Change, request_id: int, answered_on: date) -> None:
    """Nobody is turned away as unknown who is known, or who had no time to react (art. 12(6) GDPR)."""
    identified_on = change.value("select identified_on from requests where id = $id", id=request_id)
    if identified_on is not None:
        raise BadInput(
            say(
                "It is established since %(day)s who asks; nothing was saved. Choose another outcome.",
                day=identified_on,
            ),
            "outcome",
        )
    tries: list[bool] = change.values(
        """
        select result is not null or asked_on <= $decide_from from identity_checks
        where request_id = $id and unasked is not true and result is distinct from 'verified'
        union all
        select happened_on <= $decide_from
            or exists (from request_events r where r.about = q.id and r.kind = 'reminded')
        from request_events q
        where q.request_id = $id and q.kind = 'question_asked' and q.reason_code = 'identity'
            and not exists (from request_events a where a.about = q.id and a.kind = 'question_answered')
        """,
        id=request_id,
        decide_from=answered_on - DECIDE_AFTER,
    )
    if any(tries):
        return
    if tries:
        raise BadInput(
            say(
                "The person can still react: identity was asked less than %(n)s days before; nothing was saved. Send a"
                " reminder, or record that the check failed.",
                n=DECIDE_AFTER.days,
            ),
            "outcome",
        )
    raise BadInput(
        say(
            "Nothing was done to find out who asks; nothing was saved."
            " Ask for identity first, the lightest way that will do."
        ),
        "outcome",
    )
