"""The forms with which one records what was done about a request; one of them is shown at a time."""

from collections.abc import Callable

import streamlit as st

from data_layer.requests import request_events
from data_layer.requests.request_case import QUESTION_LABELS
from data_layer.requests.request_steps import Step
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.request_course import Question
from data_layer.rules.sentences import say
from pages.shared import usual_forms
from pages.shared.case_forms import day_field, form, save, with_day, words_key, written
from pages.shared.requests import (
    request_applicant_form,
    request_decisions,
    request_extension,
    request_identity_forms,
    request_letters,
    request_paper_forms,
)
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, day


def show(step: Step, desk: Desk) -> None:
    """Draws the form of this step."""
    _FORMS[step](desk)


def _note(desk: Desk) -> None:
    usual_forms.note(
        desk,
        lambda store, event_id, on, body: request_events.note(
            store, desk.actor, desk.seen, event_id=event_id, happened_on=on, body=body
        ),
        say("The note is saved."),
        day_name="happened_on",
    )


def _question(desk: Desk) -> None:
    st.caption(
        _(
            "A question about which data are meant. The clock waits from the question until the answer, if it was asked"
            " within one month of receipt."
        )
    )
    with form(desk, "question") as drawn:
        left, right = with_day()
        with left, drawn.field("body", _("The question")) as label:
            body = st.text_area(label, height="content", key=f"question_body:{drawn.id}", max_chars=LONGEST_TEXT)
        with right, drawn.field("asked_on", _("Asked on")) as label:
            on = day_field(label, desk, f"question_day:{drawn.id}")
        pressed = save(_("Save question"))
    written(
        desk,
        drawn,
        lambda store: request_events.ask_question(
            store, desk.actor, desk.seen, event_id=drawn.id, kind=Question.CLARIFICATION, asked_on=on, body=body
        ),
        say("The question is saved; the request waits for its answer."),
        pressed=pressed,
    )


def _reply(desk: Desk) -> None:
    labels = {q.id: f"{day(q.happened_on)} · {_(QUESTION_LABELS[Question(q.code)])}" for q in desk.unanswered if q.code}
    with form(desk, "reply") as drawn:
        left, right = with_day()
        with left, drawn.field("question_id", _("Which question")) as label:
            question = st.selectbox(
                label, list(labels), format_func=labels.__getitem__, key=words_key("reply_question", drawn.id)
            )
        with right, drawn.field("answered_on", _("Answered on")) as label:
            on = day_field(label, desk, f"reply_day:{drawn.id}")
        body = st.text_area(
            _("The answer, in short"), height="content", key=f"reply_body:{drawn.id}", max_chars=LONGEST_TEXT
        )
        pressed = save(_("Save answer"))
    written(
        desk,
        drawn,
        lambda store: request_events.record_answer(
            store, desk.actor, desk.seen, event_id=drawn.id, question_id=question, answered_on=on, body=body
        ),
        say("The answer is saved; the days of waiting are added to the last day."),
        pressed=pressed,
    )


def _remind(desk: Desk) -> None:
    with form(desk, "remind") as drawn:
        left, right = with_day()
        with right, drawn.field("reminded_on", _("Reminded on")) as label:
            on = day_field(label, desk, f"remind_day:{drawn.id}")
        body = left.text_area(
            _("The reminder, in short"), height="content", key=f"remind_body:{drawn.id}", max_chars=LONGEST_TEXT
        )
        pressed = save(_("Save reminder"))
    written(
        desk,
        drawn,
        lambda store: request_events.remind(store, desk.actor, desk.seen, event_id=drawn.id, reminded_on=on, body=body),
        say("The reminder is saved."),
        pressed=pressed,
    )


def _assign(desk: Desk) -> None:
    usual_forms.assign(
        desk,
        lambda store, event_id, handler: request_events.assign(
            store, desk.actor, desk.seen, event_id=event_id, handler_id=handler
        ),
        lambda name: say("%(name)s handles this request now.", name=name),
    )


def _client(desk: Desk) -> None:
    if desk.case.identified_on:
        st.caption(
            _(
                "Since %(day)s it is established who asks. If you choose another client, that no longer counts: then"
                " make sure again who asks.",
                day=desk.case.identified_on,
            )
        )
    search, labels = usual_forms.clients_sought(desk)
    if not labels:
        return
    with form(desk, "client") as drawn:
        client = usual_forms.client(drawn, search, labels)
        pressed = save(_("This is the client"))
    written(
        desk,
        drawn,
        lambda store: request_events.link_client(store, desk.actor, desk.seen, event_id=drawn.id, client_id=client),
        say("The client is chosen."),
        pressed=pressed,
    )


_FORMS: dict[Step, Callable[[Desk], None]] = {
    Step.ANSWER: request_decisions.answer,
    Step.FINISH: request_decisions.finish,
    Step.NOTE: _note,
    Step.QUESTION: _question,
    Step.REPLY: _reply,
    Step.REMIND: _remind,
    Step.EXTEND: request_extension.extend,
    Step.NOTICE_SENT: request_extension.notice_sent,
    Step.CLIENT: _client,
    Step.ASSIGN: _assign,
    Step.RECEIPT: request_decisions.receipt,
    Step.IDENTITY: request_identity_forms.identity,
    Step.IDENTITY_RESULT: request_identity_forms.result,
    Step.COPY_RECEIVED: request_identity_forms.copy_received,
    Step.COPY_DESTROYED: request_identity_forms.copy_destroyed,
    Step.AUTHORISED: request_paper_forms.authorised,
    Step.DOCUMENT: request_paper_forms.document,
    Step.APPLICANT: request_applicant_form.applicant,
    Step.LETTER: request_letters.make,
    Step.LETTER_SENT: request_letters.sent,
}
