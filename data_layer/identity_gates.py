"""What must be certain about who asks before a request is answered."""

from typing import Any

from data_layer.errors import BadInput
from data_layer.request_case import Applicant
from data_layer.rules.sentences import say
from data_layer.transactions import Change
from data_layer.vocabulary import Outcome, Right

_HONOURS = (Outcome.GRANTED, Outcome.PARTLY_GRANTED)


def check_answer(change: Change, request_id: int, outcome: Outcome) -> None:
    """Raises BadInput for an outcome that is not possible with what is known about who asks."""
    if outcome in _HONOURS:
        _check_certain(change, request_id)
    elif outcome is Outcome.NOT_IDENTIFIED:
        _check_tried(change, request_id)


def _check_certain(change: Change, request_id: int) -> None:
    """Data go to, and are changed for, nobody but the person (art. 12(6) GDPR, art. 32)."""
    found: dict[str, Any] | None = change.one(
        dict,
        "select request_right, applicant_kind, identified_on, authorised_on from requests where id = $id",
        id=request_id,
    )
    # art. 7(3) GDPR: a consent is withdrawn at once, and nobody is harmed by it
    if found is None or found["request_right"] == Right.CONSENT_WITHDRAWAL:
        return
    if found["applicant_kind"] == Applicant.REPRESENTATIVE and found["authorised_on"] is None:
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


def _check_tried(change: Change, request_id: int) -> None:
    was_tried = change.value(
        """
        select exists (from identity_checks where request_id = $id and (result is null or result = 'failed'))
            or exists (
                from request_events q
                where q.request_id = $id and q.kind = 'question_asked' and q.reason_code = 'identity'
                    and not exists (from request_events a where a.about = q.id and a.kind = 'question_answered')
            )
        """,
        id=request_id,
    )
    if not was_tried:
        raise BadInput(
            say(
                "Nothing was done to find out who asks; nothing was saved."
                " Ask for identity first, the lightest way that will do."
            ),
            "outcome",
        )
