"""The decision about a request: what was done, what was not and why, and what the person can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.documents.about_case import COMPLAIN, CONTACT, REMEDIES, AboutCase, opening
from data_layer.documents.letters import Letter, Words
from data_layer.rules.sentences import say
from data_layer.vocabulary import Outcome

DECISIONS = (Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.REFUSED, Outcome.NOT_IDENTIFIED)
"""The outcomes that a decision can have; whoever withdraws a request gets none."""

_TITLES = {
    Outcome.GRANTED: say("We do what you asked"),
    Outcome.PARTLY_GRANTED: say("We do a part of what you asked"),
    Outcome.REFUSED: say("We do not do what you asked"),
    Outcome.NOT_IDENTIFIED: say("We cannot do what you asked"),
}
_FIRST = {
    Outcome.GRANTED: say("We agree with your request."),
    Outcome.PARTLY_GRANTED: say("We agree with a part of your request, and not with the rest."),
    Outcome.REFUSED: say("We do not agree with your request."),
    Outcome.NOT_IDENTIFIED: say(
        "We could not find out for certain who asks. Personal data may only go to the right person. That is why we do"
        " nothing with this request."
    ),
}
_EXCESSIVE = say(
    "The law says that we may refuse a request that is manifestly unfounded or excessive: article 12, paragraph 5, of"
    " the GDPR."
)
_AGAIN = say("You can always ask again. Then show us who you are: at our desk, for example.")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: `told` says what was done, `reasons` are the words of whoever decided."""

    outcome: Outcome
    reasons: str | None
    told: Sequence[Words] = ()
    is_excessive: bool = False


def decision_letter(about: AboutCase, decision: Decision, dated: date) -> Letter:
    """The letter that says so; anything less than granted carries the three texts of art. 12(4) GDPR."""
    return Letter(
        _TITLES[decision.outcome],
        about.to,
        about.number,
        dated,
        (
            *opening(about),
            _FIRST[decision.outcome],
            *_what_was_done(about, decision),
            *_why(decision),
            *((COMPLAIN,) if decision.outcome is Outcome.GRANTED else REMEDIES),
            CONTACT,
        ),
        about.signed_by,
    )


def _what_was_done(about: AboutCase, decision: Decision) -> tuple[Words, ...]:
    if decision.told and about.on_behalf_of is not None:
        whose = say("This is what we did. Where it says “you” here, we mean %(name)s:", name=about.on_behalf_of)
        return (whose, *decision.told)
    return (say("This is what we did:"), *decision.told) if decision.told else ()


def _why(decision: Decision) -> tuple[Words, ...]:
    if decision.outcome is Outcome.GRANTED:
        return (decision.reasons,) if decision.reasons else ()
    why: tuple[Words, ...] = (say("This is why:"), decision.reasons or "")
    if decision.is_excessive:
        why = (*why, _EXCESSIVE)
    return (*why, _AGAIN) if decision.outcome is Outcome.NOT_IDENTIFIED else why
