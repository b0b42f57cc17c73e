"""What every form needs: an id made when it is drawn, its error beneath it, and word of what was saved."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from data_layer.errors import UserError
from data_layer.ids import new_id
from data_layer.rules.sentences import Sentence
from pages.shared.wording import _, shown_as_text

T = TypeVar("T")
_SAID = "said_after"


def draft_id(form: str) -> int:
    """The id that the record of this form will have: the same until `done`, so that a double click saves once."""
    return int(st.session_state.setdefault(f"draft:{form}", new_id()))


def done(form: str, sentence: Sentence | None = None) -> None:
    """The form's record was saved: the next one gets a new id. The sentence is shown on the next screen."""
    st.session_state.pop(f"draft:{form}", None)
    if sentence is not None:
        st.session_state[_SAID] = sentence


def say_what_was_done() -> None:
    """Shows, once, what `done` left to say."""
    sentence = st.session_state.pop(_SAID, None)
    if sentence is not None:
        st.success(shown_as_text(sentence), icon=":material/check_circle:")


@contextmanager
def problems_shown() -> Iterator[None]:
    """An error for people that is raised within is shown right here; what was typed stays."""
    try:
        yield
    except UserError as error:
        st.error(shown_as_text(error.sentence), icon=":material/error:")


def choice(label: str, options: Mapping[T, str], *, key: str, usual: T | None = None) -> T | None:
    """One code of a list of labels, with the usual one proposed; None while nothing is chosen."""
    codes = list(options)
    return st.selectbox(
        label,
        codes,
        index=codes.index(usual) if usual in codes else None,
        format_func=options.__getitem__,
        placeholder=_("Choose"),
        key=key,
    )
