"""The notice of an extension: what art. 12(3) GDPR wants said to the person, within the first month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.documents.about_case import COMPLAIN, CONTACT, received
from data_layer.documents.letters import Letter
from data_layer.rules.request_course import ExtensionReason
from data_layer.rules.sentences import say
from data_layer.vocabulary import Right

WHY = {
    ExtensionReason.COMPLEXITY: say("Your request is complex."),
    ExtensionReason.NUMBER: say("You sent us many requests."),
}


@dataclass(frozen=True, slots=True)
class Extension:
    """What the notice is about. `answer_by` is the day by which the person gets the answer."""

    number: str
    right: Right
    received_on: date
    reason: ExtensionReason
    why: str
    answer_by: date
    to: Sequence[str]
    signed_by: str | None


def notice(extension: Extension, dated: date) -> Letter:
    """The letter that says so."""
    return Letter(
        say("We need more time for your request"),
        extension.to,
        extension.number,
        dated,
        (
            received(extension.received_on, extension.right),
            say("We answer a request within one month. This time we need two months more. This is why:"),
            WHY[extension.reason],
            extension.why,
            say("You get our answer on %(day)s at the latest.", day=extension.answer_by),
            say("The law allows us this extra time: article 12, paragraph 3, of the GDPR."),
            COMPLAIN,
            CONTACT,
        ),
        extension.signed_by,
    )
