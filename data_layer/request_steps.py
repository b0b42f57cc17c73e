"""What can be done about a request as it stands, and what is to be done next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data_layer.request_case import Applicant, Case
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import (
    DECIDE_AFTER,
    REMIND_AFTER,
    WaitingStep,
    waiting_step,
)
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor


class Step(StrEnum):
    """What can be recorded about a request; each has its form."""

    ANSWER = "answer"
    FINISH = "finish"
    NOTE = "note"
    QUESTION = "question"
    REPLY = "reply"
    EXTEND = "extend"
    CLIENT = "client"
    ASSIGN = "assign"
    RECEIPT = "receipt"
    AUTHORISED = "authorised"
    DOCUMENT = "document"


STEP_LABELS = {
    Step.ANSWER: say("Answer sent"),
    Step.FINISH: say("Finish"),
    Step.NOTE: say("Note"),
    Step.QUESTION: say("Question asked"),
    Step.REPLY: say("Question answered"),
    Step.EXTEND: say("Extend"),
    Step.CLIENT: say("Choose client"),
    Step.ASSIGN: say("Assign"),
    Step.RECEIPT: say("Correct receipt"),
    Step.AUTHORISED: say("Authorisation seen"),
    Step.DOCUMENT: say("Add document"),
}

_ACTS = {
    Step.ANSWER: Act.REQUEST_ANSWER,
    Step.FINISH: Act.REQUEST_FINISH,
    Step.NOTE: Act.REQUEST_PROGRESS,
    Step.QUESTION: Act.REQUEST_PROGRESS,
    Step.REPLY: Act.REQUEST_PROGRESS,
    Step.EXTEND: Act.REQUEST_EXTEND,
    Step.CLIENT: Act.REQUEST_PROGRESS,
    Step.ASSIGN: Act.REQUEST_ASSIGN,
    Step.RECEIPT: Act.REQUEST_CORRECT_RECEIPT,
    Step.AUTHORISED: Act.REQUEST_PROGRESS,
    Step.DOCUMENT: Act.REQUEST_DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class Advice:
    """What is to be done next, in words, and the step that records it; None when there is nothing to record."""

    sentence: Sentence
    step: Step | None


def possible_steps(case: Case, actor: Actor, *, has_open_question: bool) -> list[Step]:
    """The steps that this person can record about the request as it stands."""
    is_open = case.answered_on is None
    fits = {
        Step.ANSWER: is_open,
        Step.FINISH: not is_open and case.finished_on is None,
        Step.NOTE: True,
        Step.QUESTION: is_open,
        Step.REPLY: has_open_question and case.finished_on is None,
        Step.EXTEND: is_open and not case.extended and case.carry_out_on is None,  # art. 12(3): not for art. 7(3)
        Step.CLIENT: case.finished_on is None,
        Step.ASSIGN: case.finished_on is None,
        Step.RECEIPT: case.finished_on is None,
        Step.AUTHORISED: case.finished_on is None
        and case.applicant_kind is Applicant.REPRESENTATIVE
        and case.authorised_on is None,
        Step.DOCUMENT: True,  # a wrong one can be removed at any time
    }
    return [step for step, does_fit in fits.items() if does_fit and may(actor.roles, _ACTS[step])]


def next_step(case: Case, actor: Actor, today: date) -> Advice:
    """The one thing to do next, in words for this person."""
    if case.finished_on:
        return Advice(say("This case is finished."), None)
    if case.answered_on:
        return Advice(say("Finish the case when everything that follows from the answer is done."), Step.FINISH)
    if case.waiting_since:
        return _while_waiting(case.waiting_since, today, may_refuse=may(actor.roles, Act.REQUEST_REFUSE))
    if case.client_id is None:
        return Advice(say("Find out which client this is about, and choose the client."), Step.CLIENT)
    if case.handler_id is None and case.carry_out_on is None:  # a withdrawal is carried out at once, by whoever sees it
        return Advice(say("Nobody handles this request yet. Assign it."), Step.ASSIGN)
    return Advice(_to_answer(case, today), Step.ANSWER)


def _to_answer(case: Case, today: date) -> Sentence:
    if case.carry_out_on:
        return say(
            "Stop what the consent was for at once, on %(day)s, and confirm it to the person.", day=case.carry_out_on
        )
    if case.legal_last_day < today:
        return say("The last day, %(day)s, has passed. Answer today, and say why it is late.", day=case.legal_last_day)
    last = case.legal_last_day if case.safe_last_day < today else case.safe_last_day
    return say("Gather the answer and send it by %(day)s at the latest.", day=last)


def _while_waiting(since: date, today: date, *, may_refuse: bool) -> Advice:
    match waiting_step(today, since):
        case WaitingStep.wait:
            return Advice(
                say(
                    "Wait for the answer to the question of %(day)s. Send a reminder from %(remind)s.",
                    day=since,
                    remind=since + REMIND_AFTER,
                ),
                Step.REPLY,
            )
        case WaitingStep.remind:
            return Advice(
                say(
                    "No answer yet to the question of %(day)s: send a reminder. From %(decide)s you decide without it.",
                    day=since,
                    decide=since + DECIDE_AFTER,
                ),
                Step.NOTE,
            )
        case WaitingStep.decide:
            return Advice(
                say(
                    "No answer for thirty days to the question of %(day)s. Decide: go on without it, or close the"
                    " request as not identified.",
                    day=since,
                )
                if may_refuse
                else say(
                    "No answer for thirty days to the question of %(day)s. Go on without it, or ask the privacy officer"
                    " to close the request as not identified: only that role may.",
                    day=since,
                ),
                Step.ANSWER,
            )
