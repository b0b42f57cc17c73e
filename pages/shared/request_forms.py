"""The forms with which one records what was done about a request; one of them is shown at a time."""

from collections.abc import Callable

import streamlit as st

from data_layer import request_answers, request_events
from data_layer.errors import BadInput
from data_layer.request_case import EXTENSION_LABELS, QUESTION_LABELS
from data_layer.request_steps import Step
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import extension_last_day
from data_layer.rules.request_course import REFUSALS, Question
from data_layer.rules.sentences import say
from data_layer.vocabulary import OUTCOME_LABELS, Outcome
from pages.shared import session
from pages.shared.request_desk import DAY_FORMAT, Desk, day_field, form, found, handlers, save, words_key, written
from pages.shared.wording import _, day


def show(step: Step, desk: Desk) -> None:
    """Draws the form of this step."""
    _FORMS[step](desk)


def _note(desk: Desk) -> None:
    with form(desk, "note") as event_id:
        body = st.text_area(_("What was done"), key=f"note_body:{event_id}")
        on = day_field(_("On"), desk, f"note_day:{event_id}")
        pressed = save(_("Save note"))
    if pressed:
        written(
            desk,
            lambda: request_events.note(
                desk.store, desk.actor, desk.seen, event_id=event_id, happened_on=on, body=body
            ),
            say("The note is saved."),
        )


def _question(desk: Desk) -> None:
    st.caption(_("The clock waits from the question until the answer, if it was asked within one month of receipt."))
    labels = {kind: _(words) for kind, words in QUESTION_LABELS.items()}
    with form(desk, "question") as event_id:
        kind = st.radio(
            _("What is asked"),
            list(labels),
            format_func=labels.__getitem__,
            horizontal=True,
            key=words_key("question_kind", event_id),
        )
        on = day_field(_("Asked on"), desk, f"question_day:{event_id}")
        body = st.text_area(_("The question"), height="content", key=f"question_body:{event_id}")
        pressed = save(_("Save question"))
    if pressed:
        written(
            desk,
            lambda: request_events.ask_question(
                desk.store, desk.actor, desk.seen, event_id=event_id, kind=kind, asked_on=on, body=body
            ),
            say("The question is saved; the request waits for its answer."),
        )


def _reply(desk: Desk) -> None:
    labels = {q.id: f"{day(q.happened_on)} · {_(QUESTION_LABELS[Question(q.code)])}" for q in desk.questions if q.code}
    with form(desk, "reply") as event_id:
        question = st.selectbox(
            _("Which question"), list(labels), format_func=labels.__getitem__, key=words_key("reply_question", event_id)
        )
        on = day_field(_("Answered on"), desk, f"reply_day:{event_id}")
        body = st.text_area(_("The answer, in short"), height="content", key=f"reply_body:{event_id}")
        pressed = save(_("Save answer"))
    if pressed:
        written(
            desk,
            lambda: request_events.record_answer(
                desk.store, desk.actor, desk.seen, event_id=event_id, question_id=question, answered_on=on, body=body
            ),
            say("The answer is saved; the days of waiting are added to the last day."),
        )


def _extend(desk: Desk) -> None:
    st.caption(
        _(
            "Three months from receipt instead of one. The person must be told, with the reason, by %(day)s.",
            day=extension_last_day(desk.case.received_on),
        )
    )
    labels = {reason: _(words) for reason, words in EXTENSION_LABELS.items()}
    with form(desk, "extend") as event_id:
        reason = st.radio(
            _("Reason"),
            list(labels),
            format_func=labels.__getitem__,
            horizontal=True,
            key=words_key("extend_reason", event_id),
        )
        on = day_field(_("Notice sent on"), desk, f"extend_day:{event_id}")
        pressed = save(_("Extend"))
    if pressed:
        written(
            desk,
            lambda: request_events.extend(
                desk.store, desk.actor, desk.seen, event_id=event_id, reason=reason, sent_on=on
            ),
            say("The request is extended to three months from receipt."),
        )


def _assign(desk: Desk) -> None:
    names = handlers(desk.store)
    with form(desk, "assign") as event_id:
        codes = list(names)
        handler = st.selectbox(
            _("Handler"),
            codes,
            index=codes.index(desk.actor.staff_id) if desk.actor.staff_id in codes else None,
            format_func=names.__getitem__,
            key=f"assign_handler:{event_id}",
        )
        pressed = save(_("Assign"))
    if pressed and handler is not None:
        written(
            desk,
            lambda: request_events.assign(desk.store, desk.actor, desk.seen, event_id=event_id, handler_id=handler),
            say("%(name)s handles this request now.", name=names[handler]),
        )


def _client(desk: Desk) -> None:
    search = st.text_input(
        _("Search client"), type="search", placeholder=_("client number or name"), key=f"client_of:{desk.case.id}"
    )
    labels = found(desk.store, desk.actor, search)
    if search and not labels:
        st.info(_("No client fits. Try another spelling, or part of the name."))
    if not labels:
        return
    with form(desk, "client") as event_id:
        client = st.selectbox(
            _("Client"), list(labels), format_func=labels.__getitem__, key=f"client_id:{event_id}:{search}"
        )
        pressed = save(_("This is the client"))
    if pressed:
        written(
            desk,
            lambda: request_events.link_client(desk.store, desk.actor, desk.seen, event_id=event_id, client_id=client),
            say("The client is chosen."),
        )


def _receipt(desk: Desk) -> None:
    with form(desk, "receipt") as event_id:
        on = st.date_input(
            _("Received on"),
            desk.case.received_on,
            max_value=session.today(),
            format=DAY_FORMAT,
            key=f"receipt_day:{event_id}",
        )
        why = st.text_area(_("Why"), height="content", key=f"receipt_why:{event_id}")
        pressed = save(_("Correct receipt"))
    if pressed:
        written(
            desk,
            lambda: request_events.correct_receipt(
                desk.store, desk.actor, desk.seen, event_id=event_id, received_on=on, why=why
            ),
            say("The day of receipt is corrected; all days have moved with it."),
        )


def _answer(desk: Desk) -> None:
    may_refuse = may(desk.actor.roles, Act.REQUEST_REFUSE)
    outcomes = [o for o in Outcome if may_refuse or o not in REFUSALS]
    labels = {outcome: _(OUTCOME_LABELS[outcome]) for outcome in outcomes}
    last = extension_last_day(desk.case.received_on)
    if not may_refuse:
        st.caption(_("Refusing, and closing as not identified, is for the privacy officer."))
    elif session.today() > last:
        st.warning(_("A refusal had to be sent by %(day)s; explain in the letter why it comes later.", day=last))
    with form(desk, "answer") as event_id:
        outcome = st.selectbox(
            _("Outcome"),
            outcomes,
            index=None,
            format_func=labels.__getitem__,
            placeholder=_("Choose"),
            key=words_key("answer_outcome", event_id),
        )
        on = day_field(_("Answer sent on"), desk, f"answer_day:{event_id}")
        reason = st.text_area(
            _("Explanation"),
            height="content",
            help=_("Needed where something is refused, whole or in part."),
            key=f"answer_reason:{event_id}",
        )
        pressed = save(_("Save the answer"))
    if pressed:

        def write() -> None:
            if outcome is None:
                raise BadInput(say("The outcome is not chosen; nothing was saved. Choose the outcome."), "outcome")
            request_answers.answer(
                desk.store, desk.actor, desk.seen, event_id=event_id, outcome=outcome, answered_on=on, reason=reason
            )

        written(desk, write, say("The answer is saved and the clock stands still."))


def _finish(desk: Desk) -> None:
    st.caption(
        _(
            "Finish when the work is carried out, the recipients are told, and a copy of an identity document is"
            " destroyed."
        )
    )
    with form(desk, "finish") as event_id:
        on = day_field(_("Finished on"), desk, f"finish_day:{event_id}")
        pressed = save(_("Finish the case"))
    if pressed:
        written(
            desk,
            lambda: request_answers.finish(desk.store, desk.actor, desk.seen, event_id=event_id, finished_on=on),
            say("The case is finished."),
        )


_FORMS: dict[Step, Callable[[Desk], None]] = {
    Step.ANSWER: _answer,
    Step.FINISH: _finish,
    Step.NOTE: _note,
    Step.QUESTION: _question,
    Step.REPLY: _reply,
    Step.EXTEND: _extend,
    Step.CLIENT: _client,
    Step.ASSIGN: _assign,
    Step.RECEIPT: _receipt,
}
