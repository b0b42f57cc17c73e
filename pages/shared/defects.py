"""What nobody foresaw: noted for the administrator without a word of what was typed or stored."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data_layer.errors import UserError
from data_layer.rules.sentences import Sentence, say
from pages.shared.wording import _, shown_as_text

_logger = logging.getLogger("privacybalie")


@contextmanager
def told() -> Iterator[None]:
    """An error for people that is raised within is shown as its sentence; what nobody foresaw is noted and told."""
    try:
        yield
    except UserError as error:
        st.error(shown_as_text(error.sentence), icon=":material/error:")
    except Exception as error:
        st.error(_(noted(error)), icon=":material/error:")


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
