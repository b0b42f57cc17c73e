"""The forms with which a request gets two months more: the letter that says so, and the day on which it left."""

import streamlit as st

from data_layer.requests import extending
from data_layer.requests.request_case import EXTENSION_LABELS
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.deadlines import extension_last_day
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import say
from pages.shared import session
from pages.shared.case_forms import day_since, form, language_field, one_of, save, words_key, written
from pages.shared.confirm import Question
from pages.shared.requests.request_decisions import course_with, moved
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import DAY_FORMAT, _


def extend(desk: Desk) -> None:
    """Two months more: the notice that tells the person."""
    last = extension_last_day(desk.case.received_on)
    today = session.today()
    if today > last:
        st.info(
            _(
                "The notice had to be sent by %(day)s, so extending is no longer possible. Send the answer as soon as"
                " you can.",
                day=last,
            ),
            icon=":material/gavel:",
        )
        return
    st.caption(
        _(
            "Three months from receipt instead of one. The person must be told, with the reason, by %(day)s. First make"
            " the letter here, then send it, then record when it left: only then do the days move.",
            day=last,
        )
    )
    with form(desk, "extend") as drawn:
        reason = one_of(_("Reason"), EXTENSION_LABELS, "extend_reason", drawn.id)
        with drawn.field("why", _("Why, in words for the person")) as label:
            why = st.text_area(
                label,
                height="content",
                help=_("This text stands in the letter as you write it."),
                key=f"extend_why:{drawn.id}",
                max_chars=LONGEST_TEXT,
            )
        first, second = st.columns(2)
        with first, drawn.field("dated", _("Date of the letter")) as label:
            dated = st.date_input(
                label,
                today,
                today,
                last,
                format=DAY_FORMAT,
                key=f"extend_day:{drawn.id}",
            )
        with second:
            language = language_field(
                _("Language of the letter"), desk.case.language, words_key("extend_language", drawn.id)
            )
        pressed = save(_("Make the letter"))
    written(
        desk,
        drawn,
        lambda store: extending.make_notice(
            store,
            desk.actor,
            desk.seen,
            event_id=drawn.id,
            reason=reason,
            why=why,
            dated=dated,
            language=language,
        ),
        say("The letter is made; it lies with the documents. Send it, and record here when it left."),
        pressed=pressed,
    )


def notice_sent(desk: Desk) -> None:
    """The notice of the extension left the house, with which the days move."""
    with form(desk, "notice_sent") as drawn:
        with drawn.field("sent_on", _("Notice sent on")) as label:
            made_on = desk.case.unsent_notice or desk.case.received_on
            on = day_since(label, made_on, f"notice_day:{drawn.id}")
        pressed = save(_("Extend"))

    def question() -> Question:
        course = course_with(desk, EventKind.EXTENDED, on)
        return Question(
            _("Extend this request?"),
            [moved(desk, course), _("This is possible once, and cannot be undone."), *map(_, course.doubts)],
            _("Yes, the notice was sent"),
        )

    written(
        desk,
        drawn,
        lambda store: extending.extend(store, desk.actor, desk.seen, event_id=drawn.id, sent_on=on),
        say("The request is extended."),
        pressed=pressed,
        asks=question,
    )
