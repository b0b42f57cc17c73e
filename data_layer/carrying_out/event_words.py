"""What each event of a request says in words, on its screen and in its file."""

from collections.abc import Mapping

from data_layer.carrying_out.objecting import DECISION_LABELS
from data_layer.carrying_out.places import PLACE_LABELS
from data_layer.carrying_out.restrictions import WHY_LABELS
from data_layer.categories import CATEGORIES
from data_layer.requests.document_removals import REMOVAL_LABELS
from data_layer.requests.request_authority import AUTHORITY_LABELS
from data_layer.requests.request_case import APPLICANT_LABELS, EVENT_LABELS, EXTENSION_LABELS, QUESTION_LABELS, Event
from data_layer.requests.request_documents import DOCUMENT_LABELS
from data_layer.rules.identity_ladder import METHOD_LABELS
from data_layer.rules.request_course import NO_REPLY, REPLACED, UNASKED, EventKind
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import OUTCOME_LABELS, PURPOSES

_CATEGORIES = {category.code: category.label for category in CATEGORIES}
_DOCUMENTS = {code.value: words for code, words in DOCUMENT_LABELS.items()}
_CODES: dict[EventKind, Mapping[str, Sentence]] = {
    EventKind.QUESTION_ASKED: {code.value: words for code, words in QUESTION_LABELS.items()},
    EventKind.IDENTITY_ASKED: {code.value: words for code, words in METHOD_LABELS.items()},
    EventKind.EXTENDED: {code.value: words for code, words in EXTENSION_LABELS.items()},
    EventKind.ANSWERED: {code.value: words for code, words in OUTCOME_LABELS.items()},
    EventKind.AUTHORISED: {code.value: words for code, words in AUTHORITY_LABELS.items()},
    EventKind.APPLICANT_KNOWN: {code.value: words for code, words in APPLICANT_LABELS.items()},
    EventKind.CLIENT_FOUND: {REPLACED: say("in place of another client")},
    EventKind.COPY_RECEIVED: {UNASKED: say("nobody asked for it")},
    EventKind.DOCUMENT_ADDED: _DOCUMENTS,
    EventKind.DOCUMENT_SENT: _DOCUMENTS,
    EventKind.DOCUMENT_REMOVED: REMOVAL_LABELS,
    EventKind.OBJECTED: {str(number): words for number, words in PURPOSES.items()},
    EventKind.OBJECTION_DECIDED: {code.value: words for code, words in DECISION_LABELS.items()},
    EventKind.PLACE_SEARCHED: PLACE_LABELS,
    EventKind.CORRECTED: _CATEGORIES,
    EventKind.STATEMENT_ADDED: _CATEGORIES,
    EventKind.RESTRICTED: {code.value: words for code, words in WHY_LABELS.items()},
}


def what_happened(event: Event) -> Sentence:
    """What the event was, with what its code adds, to whom it was assigned, or which recipient it is about."""
    if event.kind is EventKind.QUESTION_ANSWERED and event.code == NO_REPLY:
        return say("Question closed: no reaction")
    label = EVENT_LABELS[event.kind]
    detail = _CODES.get(event.kind, {}).get(event.code or "") or event.handler or event.recipient
    return say("%(what)s: %(detail)s", what=label, detail=detail) if detail else label
