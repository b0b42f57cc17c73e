"""The one thing to do next about a request, in words for whoever looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_layer.carrying_out.duties import Duty, Task, undone
from data_layer.requests.identity_checks import Check, the_open_one
from data_layer.requests.request_case import Applicant, Case
from data_layer.requests.request_steps import Step
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import DECIDE_AFTER, REMIND_AFTER
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.what_now import WhatNow, what_now
from data_layer.staff import Actor


@dataclass(frozen=True, slots=True)
class Advice:
    """What is to be done next, in words, and the step that records it; None when there is nothing to record."""

    sentence: Sentence
    step: Step | None


def next_step(
    case: Case, actor: Actor, today: date, checks: Sequence[Check] = (), duties: Sequence[Duty] = ()
) -> Advice:
    """The one thing to do next, in words for this person, with the identity checks and duties of the case."""
    left = [_put_to(actor, duty) for duty in undone(duties)]
    if case.answered_on:
        return _after_answer(case, the_open_one(checks), left)
    may_refuse = may(actor.roles, Act.REQUEST_REFUSE)
    return (
        _of_notice(case, today)
        or _while_waiting(case, today, the_open_one(checks), may_refuse=may_refuse)
        or _of_person(case, today, the_open_one(checks))
        or _of_work(case, today, [duty for duty in left if duty.is_before_answer])
        or _of_letter(case, today, duties)
        or Advice(_to_answer(case, today), Step.ANSWER)
    )


_ASKED_OF_OFFICER = {
    Task.OBJECTION_DECIDED: (Act.OBJECTION_DECIDE, say("Ask the privacy officer to decide on the objection")),
    Task.RESTRICTION_LIFTED: (
        Act.RESTRICTION_LIFT,
        say("Tell the person that the restriction ends, and ask the privacy officer to lift it"),
    ),
}


def _put_to(actor: Actor, duty: Duty) -> Duty:
    """The duty in words for somebody who may not do it alone."""
    act, words = _ASKED_OF_OFFICER.get(duty.task, (None, duty.words))
    return duty if act is None or may(actor.roles, act) else replace(duty, words=words)


def _of_work(case: Case, today: date, left: Sequence[Duty]) -> Advice | None:
    """The first thing to be carried out; its form stands with the work, lower on the screen."""
    if not left:
        return None
    if case.carry_out_on:
        return Advice(say("Stop what the consent was for at once, on %(day)s.", day=case.carry_out_on), None)
    if case.legal_last_day < today:
        return Advice(
            say("%(what)s. The last day, %(day)s, has passed.", what=left[0].words, day=case.legal_last_day), None
        )
    return Advice(say("%(what)s, by %(day)s at the latest.", what=left[0].words, day=_answer_by(case, today)), None)


def _of_letter(case: Case, today: date, duties: Sequence[Duty]) -> Advice | None:
    """The letter that answers: made, sent, and then recorded as the answer."""
    letters = [duty for duty in duties if duty.task is Task.LETTER]
    if letters and all(duty.is_done for duty in letters):
        return Advice(say("The answer was sent. Record it: then the clock stands still."), Step.ANSWER)
    if not letters or case.carry_out_on or case.legal_last_day < today:  # those have words of their own
        return None
    day = _answer_by(case, today)
    if case.has_unsent_letter:
        return Advice(
            say("Send the letter that lies here by %(day)s at the latest, and record when it left.", day=day),
            Step.LETTER_SENT,
        )
    return Advice(say("Make the letter with the answer, and send it by %(day)s at the latest.", day=day), Step.LETTER)


def _after_answer(case: Case, open_check: Check | None, left: Sequence[Duty]) -> Advice:
    if case.copy_since:
        words = (
            say("Destroy the copy of the identity document of %(day)s, and record it.", day=case.copy_since)
            if case.finished_on
            else say(
                "Destroy the copy of the identity document of %(day)s, and record it: until then the case stays open.",
                day=case.copy_since,
            )
        )
        return Advice(words, Step.COPY_DESTROYED)
    if case.finished_on and case.is_restricting:
        return Advice(say("This case is finished. The data stay restricted until that is lifted."), None)
    if case.finished_on:
        return Advice(say("This case is finished."), None)
    if open_check is not None:
        return _to_settle(open_check)
    if left:
        return Advice(say("%(what)s: until then the case stays open.", what=left[0].words), None)
    return Advice(say("Finish the case when everything that follows from the answer is done."), Step.FINISH)


def _asks(case: Case, today: date) -> WhatNow:
    return what_now(
        today,
        legal_last_day=case.legal_last_day,
        waiting_since=case.waiting_since,
        reminded_on=case.reminded_on,
        notice_by=case.notice_by,
    )


def _of_notice(case: Case, today: date) -> Advice | None:
    if case.notice_by is None or _asks(case, today) is not WhatNow.SEND_NOTICE:
        return None
    return Advice(
        say("Send the notice of the extension by %(day)s at the latest, and record when it left.", day=case.notice_by),
        Step.NOTICE_SENT,
    )


def _of_person(case: Case, today: date, open_check: Check | None) -> Advice | None:
    if case.client_id is None:
        return Advice(say("Find out which client this is about, and choose the client."), Step.CLIENT)
    if case.carry_out_on:  # a withdrawal is carried out at once, by whoever sees it
        return None
    if case.handler_id is None:
        return Advice(say("Nobody handles this request yet. Assign it."), Step.ASSIGN)
    return _of_applicant(case, today, open_check)


def _of_applicant(case: Case, today: date, open_check: Check | None) -> Advice | None:
    if case.applicant_kind is Applicant.UNKNOWN:
        return Advice(
            say("Find out who asks: the person concerned, or somebody on their behalf. Record it."), Step.APPLICANT
        )
    if case.applicant_kind is Applicant.REPRESENTATIVE and case.authorised_on is None:
        return Advice(say("See the authorisation of the representative: without it nothing goes out."), Step.AUTHORISED)
    if case.identified_on is not None:
        return None
    if open_check is None:
        return Advice(_to_identify(case, today), Step.IDENTITY)
    return _to_settle(open_check)


def _to_settle(open_check: Check) -> Advice:
    return Advice(
        say("Record what came of the identity check of %(day)s.", day=open_check.asked_on), Step.IDENTITY_RESULT
    )


def _to_identify(case: Case, today: date) -> Sentence:
    if case.legal_last_day < today:
        return say(
            "The last day, %(day)s, has passed. Make sure who asks (known in person is enough), and answer today.",
            day=case.legal_last_day,
        )
    return say(
        "Make sure who asks (known in person is enough), and send the answer by %(day)s at the latest.",
        day=_answer_by(case, today),
    )


def _answer_by(case: Case, today: date) -> date:
    return case.legal_last_day if case.safe_last_day < today else case.safe_last_day


def _to_answer(case: Case, today: date) -> Sentence:
    if case.carry_out_on:
        return say("The consent has ended. Confirm it to the person, and record that answer.")
    if case.legal_last_day < today:
        return say("The last day, %(day)s, has passed. Answer today, and say why it is late.", day=case.legal_last_day)
    return say("Gather the answer and send it by %(day)s at the latest.", day=_answer_by(case, today))


def _while_waiting(case: Case, today: date, open_check: Check | None, *, may_refuse: bool) -> Advice | None:
    since = case.waiting_since
    if since is None:
        return None
    answered = Step.IDENTITY_RESULT if open_check is not None and open_check.question_id else Step.REPLY
    match _asks(case, today):
        case WhatNow.WAIT:
            return Advice(
                say(
                    "Wait for the answer to the question of %(day)s. Send a reminder from %(remind)s.",
                    day=since,
                    remind=since + REMIND_AFTER,
                ),
                answered,
            )
        case WhatNow.REMINDED if case.reminded_on:
            return Advice(
                say(
                    "The person was reminded on %(reminded)s of the question of %(day)s. From %(decide)s you decide"
                    " without the answer.",
                    reminded=case.reminded_on,
                    day=since,
                    decide=since + DECIDE_AFTER,
                ),
                answered,
            )
        case WhatNow.REMIND:
            return Advice(
                say(
                    "No answer yet to the question of %(day)s: send a reminder. From %(decide)s you decide without it.",
                    day=since,
                    decide=since + DECIDE_AFTER,
                ),
                Step.REMIND,
            )
        case _:
            return Advice(_to_decide(case, since, today, may_refuse=may_refuse), Step.ANSWER)


def _to_decide(case: Case, since: date, today: date, *, may_refuse: bool) -> Sentence:
    if today < since + DECIDE_AFTER:
        return say(
            "The last day, %(last)s, has passed, and the question of %(day)s is not answered. Decide whether you wait"
            " longer or go on without the answer.",
            last=case.legal_last_day,
            day=since,
        )
    if may_refuse:
        return say(
            "No answer for thirty days to the question of %(day)s. Decide: go on without it, or close the request as"
            " not identified.",
            day=since,
        )
    return say(
        "No answer for thirty days to the question of %(day)s. Go on without it, or ask the privacy officer to close"
        " the request as not identified: only that role may.",
        day=since,
    )
