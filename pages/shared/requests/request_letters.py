"""The forms about the letters of a case: making one as a Word file, and recording that it left, as it was sent."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from data_layer.documents.decision import DECISIONS
from data_layer.requests import case_letters, letter_sending
from data_layer.requests.request_documents import DOCUMENT_LABELS, LETTERS, Document, DocumentKind
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.request_course import REFUSALS
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import OUTCOME_LABELS, Outcome
from pages.shared import forms, session
from pages.shared.case_forms import day_since, form, language_field, save, words_key, written
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.requests.request_paper_forms import upload
from pages.shared.requests.request_papers import documents_of
from pages.shared.wording import DAY_FORMAT, _, capitalised

_WORDS: dict[DocumentKind, Sentence] = {
    DocumentKind.IDENTITY_QUESTION: say("Why it is uncertain who asks, in words for the person"),
    DocumentKind.CLARIFICATION_QUESTION: say("The question"),
    DocumentKind.DECISION: say("The reasons, in words for the person"),
    DocumentKind.LIFT_NOTICE: say("Why the restriction ends, in words for the person"),
}


def make(desk: Desk) -> None:
    """A letter of one kind, as a Word file that lies with the documents until it is sent."""
    with desk.reading() as reader:
        kinds = case_letters.possible(reader, desk.case.id)
    labels = {kind: capitalised(_(DOCUMENT_LABELS[kind])) for kind in kinds}
    if not labels:
        st.caption(_("No letter fits this request as it stands now."))
        return
    draft = forms.draft_id(desk.draft)
    with st.container(width=460):
        kind = st.selectbox(
            _("Which letter"),
            kinds,
            index=kinds.index(_usual(desk, kinds)),
            format_func=labels.__getitem__,
            key=words_key("letter_kind", draft),
        )
    with form(desk, f"letter_{kind}") as drawn:
        asked = _asked(desk, kind, drawn)
        first, second, _rest = st.columns([1, 1, 2])
        with first, drawn.field("dated", _("Date of the letter"), "kind") as label:
            dated = _coming(label, session.today(), f"letter_day:{drawn.id}")
        with second:
            language = language_field(
                _("Language of the letter"), desk.case.language, words_key("letter_language", drawn.id)
            )
        pressed = save(_("Make the letter"))
    written(
        desk,
        drawn,
        lambda store: case_letters.make(
            store, desk.actor, desk.seen, event_id=drawn.id, kind=kind, dated=dated, language=language, **asked
        ),
        say(
            "The letter lies with the documents as a Word file. Look at it and change what you like. Send it, and"
            " record here when it left."
        ),
        pressed=pressed,
    )


def _usual(desk: Desk, kinds: Sequence[DocumentKind]) -> DocumentKind:
    """The letter that comes next: the decision when all that comes before it is done, else the first."""
    is_done = not any(duty.is_before_answer for duty in desk.undone)
    is_next = is_done and desk.case.answered_on is None and DocumentKind.DECISION in kinds
    return DocumentKind.DECISION if is_next else kinds[0]


def _asked(desk: Desk, kind: DocumentKind, drawn: Form) -> dict[str, Any]:
    """What is asked for a letter of this kind, besides its date and language."""
    asked: dict[str, Any] = {}
    if kind is DocumentKind.DECISION:
        labels = {outcome: _(OUTCOME_LABELS[outcome]) for outcome in _outcomes(desk)}
        with st.container(width=460), drawn.field("outcome", _("Outcome"), "answered_on") as label:
            asked["outcome"] = forms.choice(
                label, labels, usual=desk.case.outcome, key=words_key("letter_outcome", drawn.id)
            )
    if kind is DocumentKind.LIFT_NOTICE:
        with st.container(width=220), drawn.field("lifts_on", _("The restriction ends on")) as label:
            week = session.today() + timedelta(days=7)
            asked["lifts_on"] = _coming(label, week, f"letter_lifts_on:{drawn.id}")
    if kind in _WORDS:
        with drawn.field("words", _(_WORDS[kind])) as label:
            asked["words"] = st.text_area(
                label,
                height="content",
                help=_("This text stands in the letter as you write it."),
                key=f"letter_words:{kind}:{drawn.id}",
                max_chars=LONGEST_TEXT,
            )
    return asked


def _outcomes(desk: Desk) -> Sequence[Outcome]:
    """The outcomes of which this person can make the letter: the one that was recorded, if the answer was."""
    if desk.case.outcome is not None:
        return [desk.case.outcome]
    may_refuse = may(desk.actor.roles, Act.REQUEST_REFUSE)
    return [outcome for outcome in DECISIONS if may_refuse or outcome not in REFUSALS]


def _coming(label: str, usual: date, key: str) -> date:
    """A day from today on."""
    return st.date_input(label, usual, session.today(), format=DAY_FORMAT, key=key)


def sent(desk: Desk) -> None:
    """That a letter left: as it was made, or the file that somebody made of it."""
    drafts = {d.id: d for d in documents_of(desk) if d.kind in LETTERS and d.sent_on is None}
    if not drafts:
        st.caption(_("No letter waits to be sent."))
        return
    labels = {document.id: capitalised(_(DOCUMENT_LABELS[document.kind])) for document in drafts.values()}
    with st.container(width=460):
        which = st.selectbox(
            _("Which letter"),
            list(labels),
            format_func=labels.__getitem__,
            key=words_key("letter_which", forms.draft_id(desk.draft)),
        )
    letter = drafts[which]
    with form(desk, f"letter_sent_{which}") as drawn:
        left, right = st.columns([3, 1])
        with right, drawn.field("sent_on", _("Letter sent on"), "document_id") as label:
            on = day_since(label, letter.happened_on, f"letter_sent_day:{which}:{drawn.id}")
        with left, drawn.field("file", _("The letter as it was sent, if you changed it (Word or PDF)")) as label:
            file = upload(label, f"letter_file:{which}:{drawn.id}", ("docx", "pdf"))
        asks = _asks(desk, letter, drawn)
        pressed = save(_("The letter was sent"))
    written(
        desk,
        drawn,
        lambda store: letter_sending.sent(
            store, desk.actor, desk.seen, event_id=drawn.id, document_id=which, sent_on=on, file=file, asks=asks
        ),
        say("It is recorded that the letter was sent."),
        pressed=pressed,
    )


def _asks(desk: Desk, letter: Document, drawn: Form) -> bool:
    """Whether to record the question of the letter with it; not asked where one of its kind is open."""
    question = letter_sending.QUESTIONS.get(letter.kind)
    if question is None or question in {asked.code for asked in desk.questions}:
        return False
    with drawn.field("asks", _("Record the question too: the clock waits from that day until the answer")) as label:
        return st.checkbox(label, value=True, key=f"letter_asks:{letter.id}:{drawn.id}")
