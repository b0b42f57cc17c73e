"""Rows beneath each other in one frame, with a thin line between them."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def rows(found: Iterable[T], draw: Callable[[T], None], key: str) -> None:
    """Draws each of them; `key` tells this frame from others on the screen."""
    with st.container(border=True, gap="xsmall", key=f"ruled_{key}"):
        for at, one in enumerate(found):
            if at:
                st.divider()
            draw(one)
