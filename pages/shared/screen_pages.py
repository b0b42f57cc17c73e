"""The screens as Streamlit's pages, of which every rerun wants them all."""

import copy
from functools import cache
from pathlib import Path

import streamlit as st

from data_layer.wording import Language, put
from pages.shared.navigation import Screen


def page(file: Path, screen: Screen, language: Language, *, is_shown: bool) -> st.Page:
    """The page of a screen for one rerun, which Streamlit marks when the page is the one that runs."""
    return copy.copy(_made(file, screen, language, is_shown=is_shown))


@cache
def _made(file: Path, screen: Screen, language: Language, *, is_shown: bool) -> st.Page:
    """Made once: Streamlit looks for the file each time, for all screens at every click."""
    return st.Page(
        file,
        title=put(screen.title, language),
        icon=f":material/{screen.icon}:",
        url_path=screen.address,
        visibility="visible" if is_shown else "hidden",
    )
