"""What is to be done for a request, and what of it is done: from what happened, never from a tick somebody set."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from data_layer.rules.request_course import HONOURED
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import Outcome, Right


class Task(StrEnum):
    """One thing to be done for a request."""

    PLACES = "places"
    OVERVIEW = "overview"
    REVIEW = "review"
    OVERVIEW_SENT = "overview_sent"
    CORRECTION = "correction"
    ERASURE_PROPOSED = "erasure_proposed"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABLE_DATA = "portable_data"
    PORTABLE_DATA_SENT = "portable_data_sent"
    OBJECTION = "objection"
    OBJECTION_DECIDED = "objection_decided"
    CONSENT = "consent"
    LETTER = "letter"
    RESTRICTION_LIFTED = "restriction_lifted"
    NOTICES = "notices"


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened for a request, as its duties go by it.

    `answer_sent` is whether a letter that answers it was sent and lies with it; `corrections` counts statements of the
    person too, and `consents_ended` what ended in the dossier since the receipt; `restricts` is whether the client is
    restricted by this request now, `restricted` whether ever.
    """

    places_left: int = 0
    overview_made: bool = False
    overview_reviewed: bool = False
    overview_sent: bool = False
    answer_sent: bool = False
    corrections: int = 0
    erasure_proposed: bool = False
    erased: bool = False
    restricted: bool = False
    restricts: bool = False
    portable_made: bool = False
    portable_sent: bool = False
    objections: int = 0
    undecided: int = 0
    upheld: int = 0
    consents_ended: int = 0
    notices: int = 0
    notices_open: int = 0

    @property
    def was_restricted(self) -> bool:
        """Also where a backup that was put back knows the restriction, and not its event."""
        return self.restricted or self.restricts


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done, in words that tell somebody to do it, and whether it is done.

    Without what is `needed` the case cannot be finished. What comes `before` the answer is done before it is sent.
    """

    task: Task
    words: Sentence
    is_done: bool
    is_needed: bool = True
    is_before_answer: bool = True


_WITH_LETTER = (Task.REVIEW, Task.OVERVIEW_SENT, Task.PORTABLE_DATA_SENT)
"""What can wait until the letter that answers leaves: it goes along with it."""


def undone(found: Iterable[Duty]) -> list[Duty]:
    """What of these must still be done before the case can be finished."""
    return [duty for duty in found if duty.is_needed and not duty.is_done]


def undone_for_letter(found: Iterable[Duty]) -> list[Duty]:
    """What of these must be done before a letter can say that it was."""
    return [duty for duty in undone(found) if duty.is_before_answer and duty.task not in _WITH_LETTER]


def is_carried_out(right: Right, facts: Facts) -> bool:
    """Whether something that the request asks for was done; what only went before a decision does not count."""
    return bool(
        facts.erased
        or facts.upheld
        or facts.consents_ended
        or facts.portable_sent
        or (facts.overview_made and facts.overview_sent)
        or (right is Right.RESTRICTION and facts.restricts)
    )


def duties(right: Right, outcome: Outcome | None, facts: Facts) -> tuple[Duty, ...]:
    """What is to be done for a request of this right, in that order; `outcome` is None until it is answered.

    A request that was refused or withdrawn is not carried out; what was begun for it is ended all the same.
    """
    work = _WORK[right](facts) if outcome is None or outcome in HONOURED else _begun(facts)
    return (*work, *_after_answer(outcome, facts))


def _after_answer(outcome: Outcome | None, facts: Facts) -> Iterator[Duty]:
    if outcome is not Outcome.WITHDRAWN:
        yield Duty(
            Task.LETTER, say("Send the answer, and keep it with the request"), facts.answer_sent, is_needed=False
        )
    if facts.notices:
        # art. 19 GDPR
        words = say("Tell the recipients what changed")
        yield Duty(Task.NOTICES, words, not facts.notices_open, is_before_answer=False)


def _begun(facts: Facts) -> Iterator[Duty]:
    if facts.objections:
        yield from _objection_decided(facts)
    yield from _lifted(facts)


def _access(facts: Facts) -> Iterator[Duty]:
    yield Duty(Task.PLACES, say("Search the places outside the desk"), not facts.places_left)
    yield Duty(Task.OVERVIEW, say("Make the overview of the data"), facts.overview_made)
    yield Duty(Task.REVIEW, say("Check that nothing about others is left in the overview"), facts.overview_reviewed)
    yield Duty(Task.OVERVIEW_SENT, say("Send the overview"), facts.overview_sent)


def _correction(facts: Facts) -> Iterator[Duty]:
    words = say("Change the data, or add the statement of the person")
    yield Duty(Task.CORRECTION, words, facts.corrections > 0)
    yield from _lifted(facts)


def _erasure(facts: Facts) -> Iterator[Duty]:
    yield Duty(Task.ERASURE_PROPOSED, say("Propose what is erased"), facts.erasure_proposed or facts.erased)
    yield Duty(Task.ERASURE, say("Have a second person approve the erasure, and carry it out"), facts.erased)


def _restriction(facts: Facts) -> Iterator[Duty]:
    yield Duty(Task.RESTRICTION, say("Restrict the data of the person"), facts.was_restricted)


def _portability(facts: Facts) -> Iterator[Duty]:
    yield Duty(Task.PORTABLE_DATA, say("Make the file with the data to take along"), facts.portable_made)
    yield Duty(Task.PORTABLE_DATA_SENT, say("Send the file"), facts.portable_sent)


def _objection(facts: Facts) -> Iterator[Duty]:
    yield Duty(Task.OBJECTION, say("Record which purposes the person objects to"), facts.objections > 0)
    yield from _objection_decided(facts)
    yield from _lifted(facts)


def _objection_decided(facts: Facts) -> Iterator[Duty]:
    words = say("Decide on the objection")
    yield Duty(Task.OBJECTION_DECIDED, words, facts.objections > 0 and not facts.undecided)


def _withdrawal(facts: Facts) -> Iterator[Duty]:
    yield Duty(Task.CONSENT, say("End the consent, and stop what it was for"), facts.consents_ended > 0)


def _lifted(facts: Facts) -> Iterator[Duty]:
    if facts.was_restricted:  # art. 18(3): the person is told before
        words = say("Tell the person that the restriction ends, and lift it")
        yield Duty(Task.RESTRICTION_LIFTED, words, not facts.restricts, is_before_answer=False)


_WORK = {
    Right.ACCESS: _access,
    Right.RECTIFICATION: _correction,
    Right.COMPLETION: _correction,
    Right.ERASURE: _erasure,
    Right.RESTRICTION: _restriction,
    Right.PORTABILITY: _portability,
    Right.OBJECTION: _objection,
    Right.CONSENT_WITHDRAWAL: _withdrawal,
}
