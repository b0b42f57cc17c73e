"""How it is made sure who asks: the ways in order, least intrusive first, and which days they can have.

Art. 12(2) and 12(6) GDPR: no more is asked than is needed, and a copy of a document only where nothing lighter will do.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import Sentence, say


class Method(StrEnum):
    """The rungs of the ladder, the lightest first."""

    KNOWN_IN_PERSON = "known_in_person"
    CODE_TO_CONTACT = "code_to_contact"
    DOCUMENT_SHOWN = "document_shown"
    MASKED_COPY = "masked_copy"


METHOD_LABELS = {
    Method.KNOWN_IN_PERSON: say("known in person"),
    Method.CODE_TO_CONTACT: say("code to a contact on file"),
    Method.DOCUMENT_SHOWN: say("identity document shown"),
    Method.MASKED_COPY: say("copy with photo and BSN masked"),
}
METHOD_MEANINGS = {
    Method.KNOWN_IN_PERSON: say("A colleague knows the person, for instance from lessons. Nothing is asked."),
    Method.CODE_TO_CONTACT: say(
        "You send a code to a phone or e-mail address that was in the file before. It comes back."
    ),
    Method.DOCUMENT_SHOWN: say(
        "The person shows a document at the desk or on a screen. You look, and write nothing down."
    ),
    Method.MASKED_COPY: say("Only when nothing lighter will do. You destroy the copy as soon as you looked at it."),
}
_CODE_DIGITS = 6


def needs_reason(method: Method) -> bool:
    """Whether it must be said why the lighter ways failed or cannot be used: the AP fined who always asked a copy."""
    return method is Method.MASKED_COPY


def lighter_untried(method: Method, tried: Collection[Method], possible: Collection[Method]) -> Method | None:
    """The lightest way before this one that is possible here and was not tried, or None."""
    lighter = list(Method)[: list(Method).index(method)]
    return next((other for other in lighter if other in possible and other not in tried), None)


def masking_warning(*, photo_masked: bool, bsn_masked: bool) -> Sentence | None:
    """What a copy that shows too much asks for at once, or nothing."""
    if photo_masked and bsn_masked:
        return None
    if photo_masked:
        return say("The BSN on the copy is not masked. Mask it now, or destroy the copy.")
    if bsn_masked:
        return say("The photo on the copy is not masked. Mask it now, or destroy the copy.")
    return say("Photo and BSN on the copy are not masked. Mask them now, or destroy the copy.")


def day_problem(kind: EventKind, on: date, since: date, today: date) -> Sentence | None:
    """What makes a day impossible for a step of an identity check, or nothing.

    `since` is the day before which the step cannot be: of the receipt for asking, of the asking for a result or a copy,
    of a copy's coming in for its destruction.
    """
    if on > today:
        return say("This day lies in the future. Give the day on which it happened.")
    if on >= since:
        return None
    match kind:
        case EventKind.IDENTITY_ASKED:
            return say("Identity cannot have been asked before the request was received, %(day)s.", day=since)
        case EventKind.COPY_RECEIVED:
            return say("The copy cannot have come before it was asked, %(day)s.", day=since)
        case EventKind.COPY_DESTROYED:
            return say("The copy cannot have been destroyed before it came in, %(day)s.", day=since)
        case _:
            return say("The result cannot have come before identity was asked, %(day)s.", day=since)


def code_of(key: bytes, check_id: int) -> str:
    """The six digits that belong to this check: they follow from a secret key, so that they are stored nowhere."""
    digest = hmac.new(key, b"identity code %d" % check_id, hashlib.sha256).digest()
    return f"{int.from_bytes(digest) % 10**_CODE_DIGITS:0{_CODE_DIGITS}}"


def is_the_code(typed: str | None, code: str) -> bool:
    """Whether this is the code, in the digits of any script and however it is set apart."""
    # what separates, ends a line or is not seen: categories Z, P and C of Unicode
    read = (str(unicodedata.decimal(c, c)) for c in typed or "" if unicodedata.category(c)[0] not in "ZPC")
    return hmac.compare_digest("".join(read).encode(), code.encode())
