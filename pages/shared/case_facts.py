"""What is known of a case: each fact beneath its caption, as it was typed."""

from collections.abc import Mapping, Sequence

import streamlit as st

_LONG, _MOST_HEIGHT = 700, 220  # characters, and the pixels within which more of them are scrolled through


def fact(caption: str, words: str) -> None:
    """One fact beneath its caption; a long one is scrolled through in its place."""
    with st.container(gap=None):
        st.caption(caption)
        with st.container(height=_MOST_HEIGHT if len(words) > _LONG else "content", gap=None):
            st.text(words)  # typed text: nothing in it becomes markup or a link


def beside(facts: Mapping[str, str], widths: Sequence[int]) -> None:
    """Some facts side by side; what is empty is left out."""
    known = {caption: words for caption, words in facts.items() if words}
    for (caption, words), place in zip(known.items(), st.columns(widths), strict=False):
        with place:
            fact(caption, words)
