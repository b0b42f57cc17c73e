"""What nobody foresaw: noted for the administrator without a word of what was typed or stored."""

import logging
import secrets
import traceback

from data_layer.rules.sentences import Sentence, say

_logger = logging.getLogger("privacybalie")


def noted(error: Exception) -> Sentence:
    """Writes to the program's log where it went wrong; the sentence for the person, with a reference to it."""
    reference = secrets.token_hex(4)
    # but not the error's own words: they may hold what somebody typed or what is stored
    where = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("reference %s: %s\n%s", reference, type(error).__name__, where)
    return say(
        "Something went wrong; what you were saving was not saved. Try again, or tell the administrator this"
        " reference: %(reference)s.",
        reference=reference,
    )
