"""The letters about a request that staff edit and send: each is made as a Word file that lies with its documents."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.carrying_out.objecting import check_reasoned
from data_layer.carrying_out.restricting import check_decided, tell_recipients
from data_layer.documents.acknowledgement import acknowledgement
from data_layer.documents.case_questions import clarification_question, identity_question
from data_layer.documents.decision import DECISIONS, Decision, decision_letter
from data_layer.documents.letters import Letter, as_word
from data_layer.documents.lift_notice import lift_notice
from data_layer.errors import BadInput
from data_layer.log import Reason
from data_layer.requests.decision_truth import check_done, digest_of, told_of
from data_layer.requests.document_files import MEDIA_TYPES, CheckedFile
from data_layer.requests.document_removals import drop_unsent
from data_layer.requests.excess import is_approved
from data_layer.requests.identity_gates import check_answer
from data_layer.requests.letter_facts import about_case
from data_layer.requests.request_answers import REASONED
from data_layer.requests.request_case import IS_RESTRICTING_SQL
from data_layer.requests.request_documents import LETTERS, DocumentKind, keep, made_name
from data_layer.requests.request_history import Current, Seen, current, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.deadlines import antedated_problem
from data_layer.rules.request_course import HONOURED, REFUSALS
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome
from data_layer.wording import Language

_WHILE_OPEN = (DocumentKind.ACKNOWLEDGEMENT, DocumentKind.CLARIFICATION_QUESTION)

_NEEDS_WORDS: dict[DocumentKind, Sentence] = {
    DocumentKind.IDENTITY_QUESTION: say(
        "The doubt is not explained; nothing was saved. Write why it is uncertain who asks."
    ),
    DocumentKind.CLARIFICATION_QUESTION: say("The question is empty; nothing was saved. Write what you ask."),
    DocumentKind.LIFT_NOTICE: say(
        "It is not said why the restriction ends; nothing was saved. The person has a right to know: write it."
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a letter is to say besides the facts of its case.

    `words` are the reasons or the question; a decision has its `outcome`, a notice before lifting a restriction the day
    on which that is.
    """

    kind: DocumentKind
    words: str | None = None
    outcome: Outcome | None = None
    lifts_on: date | None = None


def possible(reader: Reader, request_id: int) -> list[DocumentKind]:
    """The letters that make sense for the request as it stands."""
    row: dict[str, Any] | None = reader.one(
        dict,
        f"""
        select r.answered_on is null as is_open, r.finished_on is not null as is_finished, r.outcome,
            r.identified_on is not null as is_certain, {IS_RESTRICTING_SQL} as is_restricting
        from requests r left join clients c on c.id = r.client_id where r.id = $id
        """,  # noqa: S608 - the case's own text
        id=request_id,
    )
    assert row is not None  # noqa: S101 - whoever asks has read it in the same transaction
    fits = {
        **dict.fromkeys(_WHILE_OPEN, row["is_open"]),
        DocumentKind.IDENTITY_QUESTION: row["is_open"] and not row["is_certain"],
        DocumentKind.DECISION: row["is_open"] or (not row["is_finished"] and row["outcome"] in DECISIONS),
        DocumentKind.LIFT_NOTICE: row["is_restricting"],
    }
    return [kind for kind in LETTERS if fits[kind]]


def make(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    kind: DocumentKind,
    dated: date,
    language: Language = "nl",
    **asked: Any,
) -> None:
    """Makes the letter, dated the day it leaves, in the place of one of its kind that was not sent; see `Asked`.

    Raises BadInput for a letter that does not fit the case, is antedated, or lacks its words or outcome, NotAllowed
    for a refusal by another role than the privacy officer.
    """
    wanted = Asked(kind, **asked)
    act = Act.REQUEST_REFUSE if wanted.outcome in REFUSALS else Act.REQUEST_DOCUMENT
    with store.change(actor, act, seen.subject, Reason(kind)) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        if kind not in possible(change, case.id):
            refuse(say("This letter does not fit the request as it stands now."), "kind")
        refuse(antedated_problem(dated, change.today), "dated")
        _check(change, case, wanted, dated)
        tells = told_of(change, case, wanted.outcome) if wanted.outcome else ()
        body = as_word(_letter(change, case, wanted, dated, tells), change.settings, language)
        drop_unsent(change, case, kind)
        file = CheckedFile(made_name(kind, "docx"), MEDIA_TYPES["docx"], body)
        told_digest = digest_of(tells) if wanted.outcome else None
        keep(
            change, case, event_id, kind, file, on=change.today, why=wanted.words, language=language,
            reason_code=wanted.outcome, lifts_on=wanted.lifts_on, told_digest=told_digest,
        )  # fmt: skip


def _check(change: Change, case: Current, wanted: Asked, dated: date) -> None:
    """Refuses a letter without what the person has a right to read in it."""
    if wanted.kind is DocumentKind.DECISION:
        _check_decision(change, case, wanted, dated)
    elif wanted.kind in _NEEDS_WORDS and not cleaned(wanted.words):
        raise BadInput(_NEEDS_WORDS[wanted.kind], "words")
    if wanted.kind is DocumentKind.LIFT_NOTICE:
        check_decided(change, case)
    if wanted.kind is DocumentKind.LIFT_NOTICE and (wanted.lifts_on is None or wanted.lifts_on <= dated):
        # art. 18(3) GDPR: told before
        refuse(say("The restriction must end after the date of the letter: the person is told before."), "lifts_on")


def _check_decision(change: Change, case: Current, wanted: Asked, dated: date) -> None:
    if wanted.outcome not in DECISIONS:
        raise BadInput(say("The outcome is not chosen; nothing was saved. Choose the outcome."), "outcome")
    if wanted.outcome in REASONED and not cleaned(wanted.words):
        raise BadInput(REASONED[wanted.outcome], "words")
    if case.answered_on is None:
        check_answer(change, case.id, wanted.outcome, dated)
    elif case.outcome != wanted.outcome:
        refuse(say("The request was answered with another outcome; the letter must say the same."), "outcome")
    check_done(change, case, wanted.outcome, wanted.words)
    if wanted.outcome in HONOURED:
        check_reasoned(change, case.id)
        tell_recipients(change, case)  # the letter says who will hear it


def _letter(change: Change, case: Current, wanted: Asked, dated: date, tells: tuple[Sentence, ...]) -> Letter:
    about, words = about_case(change, case.id), wanted.words or ""
    match wanted.kind:
        case DocumentKind.ACKNOWLEDGEMENT:
            return acknowledgement(about, dated)
        case DocumentKind.IDENTITY_QUESTION:
            return identity_question(about, words, dated)
        case DocumentKind.CLARIFICATION_QUESTION:
            return clarification_question(about, words, dated)
        case DocumentKind.LIFT_NOTICE:
            assert wanted.lifts_on is not None  # noqa: S101 - it was checked
            return lift_notice(about, words, wanted.lifts_on, dated)
        case _:
            assert wanted.outcome is not None  # noqa: S101 - it was checked
            is_excessive = wanted.outcome is Outcome.REFUSED and is_approved(change, case.id)
            return decision_letter(about, Decision(wanted.outcome, words, tells, is_excessive), dated)
