"""What happened to a request, in the words of the screen."""

from collections.abc import Iterable, Mapping

import streamlit as st

from data_layer.carrying_out.places import PLACE_LABELS
from data_layer.requests.document_removals import REMOVAL_LABELS
from data_layer.requests.request_authority import AUTHORITY_LABELS
from data_layer.requests.request_case import APPLICANT_LABELS, EVENT_LABELS, EXTENSION_LABELS, QUESTION_LABELS, Event
from data_layer.requests.request_documents import DOCUMENT_LABELS
from data_layer.rules.identity_ladder import METHOD_LABELS
from data_layer.rules.request_course import NO_REPLY, REPLACED, UNASKED, EventKind
from data_layer.rules.request_moves import Moved
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import OUTCOME_LABELS
from pages.shared.wording import _, day, plain

_CODES: dict[EventKind, Mapping[str, Sentence]] = {
    EventKind.QUESTION_ASKED: {code.value: words for code, words in QUESTION_LABELS.items()},
    EventKind.IDENTITY_ASKED: {code.value: words for code, words in METHOD_LABELS.items()},
    EventKind.EXTENDED: {code.value: words for code, words in EXTENSION_LABELS.items()},
    EventKind.ANSWERED: {code.value: words for code, words in OUTCOME_LABELS.items()},
    EventKind.AUTHORISED: {code.value: words for code, words in AUTHORITY_LABELS.items()},
    EventKind.APPLICANT_KNOWN: {code.value: words for code, words in APPLICANT_LABELS.items()},
    EventKind.CLIENT_FOUND: {REPLACED: say("in place of another client")},
    EventKind.COPY_RECEIVED: {UNASKED: say("nobody asked for it")},
    EventKind.DOCUMENT_ADDED: {code.value: words for code, words in DOCUMENT_LABELS.items()},
    EventKind.DOCUMENT_REMOVED: REMOVAL_LABELS,
    EventKind.PLACE_SEARCHED: PLACE_LABELS,
}


def show(events: Iterable[Event]) -> None:
    """One line per event: day, what, by whom and what it moved; beneath it what was written, as it was written."""
    with st.container(gap="xsmall"):
        for event in events:
            st.markdown(f"**{day(event.happened_on)}** {' · '.join(_parts(event))}")
            if event.body:
                st.text(event.body)


def _parts(event: Event) -> Iterable[str]:
    words = _CODES.get(event.kind, {}).get(event.code or "")
    detail = _(words) if words else plain(event.handler)
    if event.kind is EventKind.QUESTION_ANSWERED and event.code == NO_REPLY:
        yield _("Question closed: no reaction")
    else:
        yield _(EVENT_LABELS[event.kind]) + (f": {detail}" if detail else "")
    if event.moved:
        yield _moved(event.moved)
    if event.by:
        yield _("by %(name)s", name=plain(event.by))
    if event.recorded_on != event.happened_on:
        yield _("recorded on %(day)s", day=day(event.recorded_on))


def _moved(moved: Moved) -> str:
    before, after = moved.before, moved.after
    if before.legal_last_day != after.legal_last_day:
        days = {"before": day(before.legal_last_day), "after": day(after.legal_last_day)}
        return _("last day from %(before)s to %(after)s", **days)
    days = {"before": day(before.safe_last_day), "after": day(after.safe_last_day)}
    return _("safe day from %(before)s to %(after)s", **days)
