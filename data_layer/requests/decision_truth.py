"""Whether a decision says what was really done for its request: when its letter is made, and when that leaves."""

import hashlib
from typing import Any

from data_layer.carrying_out import corrections
from data_layer.carrying_out.checklist import check_may_be_left, facts_of, of_request
from data_layer.carrying_out.duties import Duty, is_carried_out, undone_for_letter
from data_layer.carrying_out.told import told
from data_layer.errors import BadInput
from data_layer.requests.request_history import Current
from data_layer.rules.request_course import REFUSALS
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome
from data_layer.wording import put


def check_not_done(change: Change, case: Current, outcome: Outcome) -> None:
    """Raises BadInput for refusing what was carried out already."""
    if outcome not in REFUSALS:
        return
    if is_carried_out(case.right, facts_of(change, case.id)) or corrections.of_request(change, case.id):
        raise BadInput(
            say(
                "What this request asks for was carried out, at least in part; nothing was saved. So it cannot be"
                " refused any more: choose another outcome."
            ),
            "outcome",
        )


def check_done(change: Change, case: Current, outcome: Outcome, words: str | None) -> None:
    """Raises BadInput for a letter that grants what was not done, or refuses what was.

    What was done outside the desk the privacy officer writes in words of their own.
    """
    check_not_done(change, case, outcome)
    if outcome in REFUSALS:
        return
    if undone := _undone(change, case):
        what = undone[0].words
        check_may_be_left(
            change,
            words,
            else_refused=BadInput(
                say(
                    "This is not done yet: %(what)s. Nothing was saved. Do it first; or, where it was done outside the"
                    " desk, ask the privacy officer to make the letter.",
                    what=what,
                ),
                "outcome",
            ),
            without_words=BadInput(
                say(
                    "This is not done yet: %(what)s. Nothing was saved. Do it first, or write what was done outside"
                    " the desk.",
                    what=what,
                ),
                "words",
            ),
        )


def told_of(reader: Reader, case: Current, outcome: Outcome) -> tuple[Sentence, ...]:
    """What the letter tells of what was done: nothing as long as not all of it was done in the desk.

    To somebody who may be anybody, nothing of the data either.
    """
    if outcome in REFUSALS or _undone(reader, case):
        return ()
    return told(reader, case.id, case.right)


def digest_of(sentences: tuple[Sentence, ...]) -> str:
    """By which it is known whether the same is told still."""
    return hashlib.sha256("\n".join(put(sentence, "nl") for sentence in sentences).encode()).hexdigest()


def check_true(change: Change, case: Current, document_id: int) -> None:
    """Raises BadInput for a letter that tells of the request what is not so any more."""
    made: dict[str, Any] | None = change.one(
        dict, "select reason_code, told_digest from request_documents where id = $id", id=document_id
    )
    assert made is not None  # noqa: S101 - the caller read it in this transaction
    outcome = Outcome(made["reason_code"])
    check_not_done(change, case, outcome)
    if made["told_digest"] != digest_of(told_of(change, case, outcome)):
        raise BadInput(
            say(
                "Since this letter was made, something was done for the request, or came undone; nothing was saved."
                " Make the letter anew, and send that one."
            ),
            "document_id",
        )


def _undone(reader: Reader, case: Current) -> list[Duty]:
    return undone_for_letter(of_request(reader, case.id, case.right, Outcome.GRANTED))
