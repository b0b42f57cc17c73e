"""That a letter about a request left the house: as it was made, or as somebody edited it before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.decision_truth import check_true
from data_layer.requests.document_files import MEDIA_TYPES, MOST_DOCUMENT_MB, Upload, checked_file
from data_layer.requests.document_removals import drop_replaced
from data_layer.requests.request_documents import LETTERS, DocumentKind, check_sendable, keep, mark_sent
from data_layer.requests.request_history import (
    Current,
    Seen,
    current,
    finished_problem,
    not_open_problem,
    record,
    refuse,
)
from data_layer.rules.access import Act
from data_layer.rules.deadlines import pause_problem
from data_layer.rules.request_course import EventKind, Question
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome

QUESTIONS = {
    DocumentKind.IDENTITY_QUESTION: Question.IDENTITY,
    DocumentKind.CLARIFICATION_QUESTION: Question.CLARIFICATION,
}
"""The letters that ask something by which the clock waits."""


@dataclass(frozen=True, slots=True)
class SentDecision:
    """The last decision that was sent, for recording the answer: nothing is typed twice."""

    sent_on: date
    outcome: Outcome
    reasons: str | None

    @property
    def usual(self) -> tuple[Outcome, date, str]:
        """What the form of the answer begins with."""
        return self.outcome, self.sent_on, self.reasons or ""


@dataclass(frozen=True, slots=True)
class _Made:
    id: int
    kind: str
    language: str
    reason_code: str | None
    lifts_on: date | None
    words: str | None


def sent(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    document_id: int,
    sent_on: date,
    file: Upload | None = None,
    asks: bool = False,
) -> None:
    """Records that the letter left. A `file` that was really sent takes the place of the one that was made.

    With `asks` the question of the letter is recorded too, unless one of its kind is open: the clock waits from that
    day. Raises BadInput when it is no letter that can be sent, for a decision that tells what is not so any
    more, or for a file that is neither Word nor PDF.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        check_sendable(change, case, document_id, sent_on)
        made = _made(change, document_id)
        if made.kind != DocumentKind.LIFT_NOTICE:  # a restriction often outlives its request
            refuse(finished_problem(case), "sent_on")
        if made.kind == DocumentKind.DECISION:
            check_true(change, case, document_id)
        if file is not None:
            document_id = _in_its_place(change, case, made, file, sent_on)
        mark_sent(change, case, event_id, document_id, sent_on)
        if asks:
            _ask(change, case, made, sent_on)


def sent_decision(reader: Reader, request_id: int) -> SentDecision | None:
    """The decision that was sent last, or None."""
    return reader.one(
        _sent_decision,
        """
        select d.sent_on, d.reason_code as outcome, e.body as reasons
        from request_documents d join request_events e on e.id = d.id
        where d.request_id = $id and d.kind = 'decision' and d.sent_on is not null and d.reason_code is not null
        order by d.sent_on desc, d.id desc limit 1
        """,
        id=request_id,
    )


def _sent_decision(*, outcome: str, **columns: Any) -> SentDecision:
    return SentDecision(outcome=Outcome(outcome), **columns)


def _made(change: Change, document_id: int) -> _Made:
    found = change.one(
        _Made,
        """
        select d.id, d.kind, d.language, d.reason_code, d.lifts_on, e.body as words
        from request_documents d join request_events e on e.id = d.id where d.id = $id
        """,
        id=document_id,
    )
    if found is None or found.kind not in LETTERS:
        raise BadInput(
            say("This document is no letter of this kind; nothing was saved. Choose another."), "document_id"
        )
    return found


def _in_its_place(change: Change, case: Current, made: _Made, file: Upload, sent_on: date) -> int:
    """Keeps what was really sent, and drops what it was made from. The id."""
    checked = checked_file(file, MOST_DOCUMENT_MB, "file")
    if checked.media_type not in (MEDIA_TYPES["docx"], MEDIA_TYPES["pdf"]):
        refuse(say("The letter that was sent is a Word file (DOCX) or a PDF."), "file")
    new = new_id()
    keep(
        change, case, new, DocumentKind(made.kind), checked, on=sent_on, why=made.words, language=made.language,
        reason_code=made.reason_code, lifts_on=made.lifts_on,
    )  # fmt: skip
    drop_replaced(change, made.id)
    return new


def _ask(change: Change, case: Current, made: _Made, sent_on: date) -> None:
    question = QUESTIONS.get(DocumentKind(made.kind))
    if question is None or change.value(
        """
        select 1 from request_events q
        where q.request_id = $id and q.kind = 'question_asked' and q.reason_code = $question
            and not exists (from request_events a where a.about = q.id and a.kind = 'question_answered')
        """,
        id=case.id,
        question=question,
    ):
        return
    refuse(not_open_problem(case, sent_on, change.today) or pause_problem(case.received_on, sent_on), "asks")
    record(change, case, new_id(), EventKind.QUESTION_ASKED, sent_on, code=question, body=made.words)
