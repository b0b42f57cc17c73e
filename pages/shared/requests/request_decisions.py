"""The forms about a request whose act is hard to undo or moves its clock: each asks first, with what will follow."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data_layer.carrying_out.duties import Task
from data_layer.requests import excess, letter_sending, request_answers, request_events, request_foresight
from data_layer.requests.letter_sending import SentDecision
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.deadlines import extension_last_day
from data_layer.rules.request_course import NOT_HONOURED, REFUSALS, Course, EventKind
from data_layer.rules.sentences import say
from data_layer.vocabulary import OUTCOME_LABELS, Outcome
from pages.shared import forms, session, usual_forms
from pages.shared.case_forms import day_field, form, save, with_day, words_key, written
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _


def answer(desk: Desk) -> None:
    """The answer, which stops the clock; what the decision said that was sent is proposed."""
    may_refuse = may(desk.actor.roles, Act.REQUEST_REFUSE)
    labels = {o: _(OUTCOME_LABELS[o]) for o in Outcome if may_refuse or o not in REFUSALS}
    with desk.reading() as reader:
        decision = letter_sending.sent_decision(reader, desk.case.id)
        is_excessive = excess.is_approved(reader, desk.case.id)
    _before_answering(desk, decision, may_refuse=may_refuse)
    usual, usual_day, words = decision.usual if decision else (None, None, "")
    with form(desk, "answer") as drawn:
        left, right = with_day()
        with left, drawn.field("outcome", _("Outcome")) as label:
            outcome = forms.choice(label, labels, usual=usual, key=words_key("answer_outcome", drawn.id))
        with right, drawn.field("answered_on", _("Answer sent on")) as label:
            on = day_field(label, desk, f"answer_day:{drawn.id}", usual_day)
        reason = _reason(drawn, words)
        excessive = may_refuse and _excessive(drawn, is_approved=is_excessive)
        pressed = save(_("Save the answer"))
    written(
        desk,
        drawn,
        lambda store: request_answers.answer(
            store, desk.actor, desk.seen, event_id=drawn.id, outcome=outcome, answered_on=on, reason=reason,
            excessive=excessive,
        ),
        say("The answer is saved and the clock stands still."),
        pressed=pressed,
        asks=lambda: Question(_("Save this answer?"), _after_answer(desk, outcome, on), _("Yes, the answer was sent")),
    )  # fmt: skip


def _before_answering(desk: Desk, decision: SentDecision | None, *, may_refuse: bool) -> None:
    last = extension_last_day(desk.case.received_on)
    if not may_refuse:
        st.caption(_("Refusing, and closing as not identified, is for the privacy officer."))
    elif session.today() > last:
        st.warning(_("A refusal had to be sent by %(day)s; explain in the letter why it comes later.", day=last))
    if decision is not None:
        st.caption(_("Taken over from the decision that was sent on %(day)s.", day=decision.sent_on))


def _reason(drawn: Form, words: str) -> str | None:
    with drawn.field("reason", _("Explanation")) as label:
        return st.text_area(
            label,
            words,
            height="content",
            help=_(
                "Needed where something is refused, whole or in part, and where the request was withdrawn: then"
                " write who withdrew it, and how you know."
            ),
            key=f"answer_reason:{drawn.id}",
            max_chars=LONGEST_TEXT,
        )


def _excessive(drawn: Form, *, is_approved: bool) -> bool:
    """Whether it is refused as manifestly unfounded or excessive, which two persons must find."""
    with drawn.field("excessive", _("Refused as manifestly unfounded or excessive")) as label:
        return st.checkbox(
            label,
            value=is_approved,
            help=_("Only after somebody proposed it and a privacy officer, another person, approved it: art. 12(5)."),
            key=f"answer_excessive:{drawn.id}",
        )


def _after_answer(desk: Desk, outcome: Outcome | None, on: date) -> Sequence[str]:
    course = course_with(desk, EventKind.ANSWERED, on, code=outcome)
    words = _(OUTCOME_LABELS[outcome]) if outcome else ""
    if desk.case.carry_out_on:
        found = [_("The clock stops: the answer (%(outcome)s) counts as sent on %(day)s.", outcome=words, day=on)]
    else:
        found = [usual_forms.answered(words, on, course.deadline.legal_last_day)]
    if outcome in REFUSALS:
        found.append(  # art. 12(4) GDPR
            _(
                "Nothing is done with this request. The letter must say why, and that the person can complain to the"
                " data protection authority and go to court."
            )
        )
    undone = [duty for duty in desk.undone if duty.is_before_answer]
    if undone and outcome not in NOT_HONOURED:
        found.append(_("Not done yet, as far as the desk knows: %(what)s.", what=undone[0].words))
    return [*found, *map(_, course.doubts), _("The answer cannot be changed afterwards.")]


def finish(desk: Desk) -> None:
    """The end of the case."""
    st.caption(
        _(
            "Finish when the work is carried out, the recipients are told, and a copy of an identity document is"
            " destroyed."
        )
    )
    with form(desk, "finish") as drawn:
        with drawn.field("finished_on", _("Finished on")) as label:
            on = day_field(label, desk, f"finish_day:{drawn.id}")
        why = _why_undone(desk, drawn)
        pressed = save(_("Finish the case"))
    written(
        desk,
        drawn,
        lambda store: request_answers.finish(store, desk.actor, desk.seen, event_id=drawn.id, finished_on=on, why=why),
        say("The case is finished."),
        pressed=pressed,
        asks=lambda: Question(
            _("Finish this case?"),
            [_("The case is closed as of %(day)s. After that only notes can be added.", day=on)],
            _("Yes, everything is done"),
        ),
    )


def _why_undone(desk: Desk, drawn: Form) -> str | None:
    """What is not done as far as the desk knows, and why the case can be finished all the same."""
    undone = [duty for duty in desk.undone if duty.task is not Task.NOTICES]
    if not undone:
        return None
    st.warning(
        "\n".join([_("Not done yet, as far as the desk knows:"), *(f"- {_(duty.words)}" for duty in undone)]),
        icon=":material/checklist:",
    )
    if not may(desk.actor.roles, Act.REQUEST_FINISH_UNDONE):
        return None
    with drawn.field("why", _("Why it can be finished all the same")) as label:
        return st.text_area(label, height="content", key=f"finish_why:{drawn.id}", max_chars=LONGEST_TEXT)


def receipt(desk: Desk) -> None:
    """Another day of receipt, with which all days move."""
    with form(desk, "receipt") as drawn:
        on, why = usual_forms.receipt(desk, drawn)
        pressed = save(_("Correct receipt"))

    def question() -> Question:
        course = course_with(desk, EventKind.RECEIPT_CORRECTED, on)
        return Question(
            _("Correct the day of receipt?"),
            [
                _("The request counts as received on %(day)s.", day=on),
                moved(desk, course),
                *map(_, course.doubts),
            ],
            _("Yes, correct it"),
        )

    written(
        desk,
        drawn,
        lambda store: request_events.correct_receipt(
            store, desk.actor, desk.seen, event_id=drawn.id, received_on=on, why=why
        ),
        say("The day of receipt is corrected; all days have moved with it."),
        pressed=pressed,
        asks=question,
    )


def course_with(desk: Desk, kind: EventKind, on: date, *, code: str | None = None) -> Course:
    """The course that the case would have if this happened too."""
    with desk.reading() as reader:
        return request_foresight.course_with(reader, desk.case.id, kind, on, code=code)


def moved(desk: Desk, course: Course) -> str:
    """What that does to the last day."""
    return usual_forms.moved(desk.case.legal_last_day, course.deadline.legal_last_day)
