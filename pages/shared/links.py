"""Ways from one screen to another; what is opened stands in the URL by its number."""

from typing import NoReturn

import streamlit as st

from pages.shared.navigation import Screen


def go(screen: Screen, **params: str) -> NoReturn:
    """Opens the screen, with these parameters in the URL."""
    st.switch_page(screen.file, query_params=params)


def link(screen: Screen, label: str, *, icon: str | None = None, **params: str) -> None:
    """A link to the screen, with these parameters in its URL."""
    st.page_link(screen.file, label=label, icon=icon, query_params=params)
