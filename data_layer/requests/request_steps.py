"""What can be recorded about a request as it stands."""

from collections.abc import Sequence
from enum import StrEnum

from data_layer.requests.identity_checks import Check, the_open_one
from data_layer.requests.request_case import Applicant, Case
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.staff import Actor


class Step(StrEnum):
    """What can be recorded about a request; each has its form."""

    ANSWER = "answer"
    FINISH = "finish"
    NOTE = "note"
    QUESTION = "question"
    REPLY = "reply"
    REMIND = "remind"
    EXTEND = "extend"
    NOTICE_SENT = "notice_sent"
    CLIENT = "client"
    ASSIGN = "assign"
    RECEIPT = "receipt"
    IDENTITY = "identity"
    IDENTITY_RESULT = "identity_result"
    COPY_RECEIVED = "copy_received"
    COPY_DESTROYED = "copy_destroyed"
    AUTHORISED = "authorised"
    DOCUMENT = "document"
    APPLICANT = "applicant"
    LETTER = "letter"
    LETTER_SENT = "letter_sent"


STEP_LABELS = {
    Step.ANSWER: say("Answer sent"),
    Step.FINISH: say("Finish"),
    Step.NOTE: say("Note"),
    Step.QUESTION: say("Question asked"),
    Step.REPLY: say("Question answered"),
    Step.REMIND: say("Reminder sent"),
    Step.EXTEND: say("Extend"),
    Step.NOTICE_SENT: say("Notice of extension sent"),
    Step.CLIENT: say("Choose client"),
    Step.ASSIGN: say("Assign"),
    Step.RECEIPT: say("Correct receipt"),
    Step.IDENTITY: say("Identity"),
    Step.IDENTITY_RESULT: say("Result of identity check"),
    Step.COPY_RECEIVED: say("Copy received"),
    Step.COPY_DESTROYED: say("Copy destroyed"),
    Step.AUTHORISED: say("Authorisation seen"),
    Step.DOCUMENT: say("Add document"),
    Step.APPLICANT: say("Who asks"),
    Step.LETTER: say("Make letter"),
    Step.LETTER_SENT: say("Letter sent"),
}

STEP_ACTS = {Step.ANSWER: say("Record the answer")}
"""What a button does that opens the form, where that is another word than what happened."""
_ACTS = {
    Step.ANSWER: Act.REQUEST_ANSWER,
    Step.FINISH: Act.REQUEST_FINISH,
    Step.NOTE: Act.REQUEST_PROGRESS,
    Step.QUESTION: Act.REQUEST_PROGRESS,
    Step.REPLY: Act.REQUEST_PROGRESS,
    Step.REMIND: Act.REQUEST_PROGRESS,
    Step.EXTEND: Act.REQUEST_EXTEND,
    Step.NOTICE_SENT: Act.REQUEST_EXTEND,
    Step.CLIENT: Act.REQUEST_PROGRESS,
    Step.ASSIGN: Act.REQUEST_ASSIGN,
    Step.RECEIPT: Act.REQUEST_CORRECT_RECEIPT,
    **dict.fromkeys(
        (Step.IDENTITY, Step.IDENTITY_RESULT, Step.COPY_RECEIVED, Step.COPY_DESTROYED), Act.IDENTITY_RECORD
    ),
    Step.AUTHORISED: Act.REQUEST_PROGRESS,
    Step.APPLICANT: Act.REQUEST_PROGRESS,
    **dict.fromkeys((Step.DOCUMENT, Step.LETTER, Step.LETTER_SENT), Act.REQUEST_DOCUMENT),
}


def possible_steps(case: Case, actor: Actor, *, has_open_question: bool, checks: Sequence[Check] = ()) -> list[Step]:
    """The steps that this person can record about the request as it stands, with its identity checks."""
    is_open = case.answered_on is None
    has_open_check = the_open_one(checks) is not None
    fits = {
        Step.ANSWER: is_open,
        Step.LETTER: case.finished_on is None or case.is_restricting,
        Step.LETTER_SENT: case.has_unsent_letter,
        Step.FINISH: not is_open and case.finished_on is None,
        Step.NOTE: True,
        Step.QUESTION: is_open,
        Step.REPLY: has_open_question and case.finished_on is None,
        Step.REMIND: case.waiting_since is not None,
        Step.NOTICE_SENT: is_open and case.notice_by is not None,
        Step.EXTEND: is_open and not case.extended and case.carry_out_on is None,  # art. 12(3): not for art. 7(3)
        Step.CLIENT: case.finished_on is None,
        Step.ASSIGN: case.finished_on is None,
        Step.RECEIPT: case.finished_on is None,
        Step.IDENTITY: is_open and not has_open_check,
        Step.IDENTITY_RESULT: case.finished_on is None and has_open_check,
        Step.COPY_RECEIVED: True,  # one can come unasked at any time
        Step.COPY_DESTROYED: any(check.has_copy for check in checks),
        Step.AUTHORISED: case.finished_on is None
        and case.applicant_kind is Applicant.REPRESENTATIVE
        and case.authorised_on is None,
        Step.APPLICANT: is_open,
        Step.DOCUMENT: True,  # a wrong one can be removed at any time
    }
    return [step for step, does_fit in fits.items() if does_fit and may(actor.roles, _ACTS[step])]
