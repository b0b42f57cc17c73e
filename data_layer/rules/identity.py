"""The citizen service number (BSN): what a good one is, and how little of it to show."""

import re

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.nl import bsn as eleven_proof
from stdnum.util import clean

from data_layer.rules.sentences import Sentence, say

HIDDEN = "•"


def bsn_problem(text: str) -> Sentence | None:
    """What is wrong with a BSN as typed, or nothing. The sentence never repeats the number."""
    digits = _digits(text)
    if not digits:
        return say("There is no citizen service number (BSN) here.")
    if not re.fullmatch("[0-9]+", digits):
        return say("A citizen service number (BSN) has digits only.")
    if len(digits) not in (8, 9):
        return say("A citizen service number (BSN) has nine digits.")
    try:
        eleven_proof.validate(digits)
    except InvalidChecksum:
        return say("This is not a citizen service number (BSN): it fails the 11-proof. Is a digit wrong?")
    except ValidationError:
        return say("A citizen service number (BSN) is not all zeros.")
    return None


def normal_bsn(text: str) -> str:
    """The nine digits of a BSN typed with or without spaces, dots, hyphens and its leading zero.

    Raises ValueError, without the number in it, if `bsn_problem` has something to say.
    """
    if problem := bsn_problem(text):
        raise ValueError(problem.msgid)
    return _digits(text).zfill(9)


def masked_bsn(bsn: str) -> str:
    """A nine-digit BSN with only its last three digits readable; anything else is hidden whole."""
    if not re.fullmatch("[0-9]{9}", bsn):
        return HIDDEN * 9
    return HIDDEN * 6 + bsn[-3:]


def has_bsn_length(text: str) -> bool:
    """Whether this is eight or nine digits, with or without spaces, dots and hyphens: a BSN, or a mistyped one."""
    return re.fullmatch("[0-9]{8,9}", _digits(text)) is not None


def is_the_bsn(number: str, bsn: str | None) -> bool:
    """Whether what is meant as the number of a client is the client's citizen service number, however written."""
    return bsn is not None and _digits(number).lstrip("0").zfill(9) == bsn


def may_be_a_bsn(number: str) -> bool:
    """Whether what is meant as the number of a client has nine digits, however written, that pass the 11-proof."""
    digits = _digits(number).lstrip("0")
    return len(digits) == 9 and bsn_problem(digits) is None


def is_record_number(text: str) -> bool:
    """Whether this can be the number of a record and cannot be a BSN, a date, a phone number or a name.

    Then it may stand in a URL: up to five digits, or letters with a year or number and then a number, as V2026-0001.
    """
    return re.fullmatch("[0-9]{1,5}|[A-Za-z]{1,3}-?[0-9]{1,4}(-[0-9]{1,5})?", text) is not None


def masked_digits(text: str) -> str:
    """What may be a BSN as typed, right or not, with at most its last three digits readable."""
    return masked_bsn(_digits(text).zfill(9) if has_bsn_length(text) else text)


def repeatable(number: str) -> str:
    """A number that was typed, as a sentence may repeat it: not too long, and hidden where it may hold a BSN."""
    within = re.findall("(?<![0-9])[0-9]{8,9}(?![0-9])", number)
    return HIDDEN * 9 if any(bsn_problem(one) is None for one in (number, *within)) else number[:30]


def _digits(text: str) -> str:
    return str(clean(text, " -.")).strip()
