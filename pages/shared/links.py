"""Ways from one screen to another; what is opened stands in the URL by its number."""

from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from pages.shared.navigation import SCREENS, Screen
from pages.shared.wording import LANGUAGE_KEY, _

_NOW, _LIST, _ARRIVED = "screen_now", "list_left", "has_arrived"


def go(screen: Screen, **params: str) -> NoReturn:
    """Opens the screen, with these parameters in the URL."""
    st.switch_page(screen.file, query_params=params)


def link(screen: Screen, label: str, *, icon: str | None = None, **params: str) -> None:
    """A link to the screen, with these parameters in its URL."""
    st.page_link(screen.file, label=label, icon=icon, query_params=params)


def is_nowhere() -> bool:
    """Whether the URL asks for a screen that is not there. To be asked where no screen is shown."""
    return bool(urlsplit(st.context.url or "").path.strip("/"))


def put(name: str, value: str | None) -> None:
    """Sets a parameter of this URL, or takes it away."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def arrived(screen: Screen) -> bool:
    """Notes which screen is shown; whether it is another than before."""
    before = st.session_state.get(_NOW)
    st.session_state[_NOW] = screen.file
    st.session_state[_ARRIVED] = before != screen.file
    return bool(st.session_state[_ARRIVED])


def is_bare_arrival() -> bool:
    """Whether somebody just came here from another screen or from outside, and asked for nothing in particular."""
    return bool(st.session_state.get(_ARRIVED)) and not set(st.query_params) - {LANGUAGE_KEY}


def leave_list() -> None:
    """Notes the list that is left for one of its rows, as it was filtered and paged."""
    params = {name: value for name, value in st.query_params.items() if name != LANGUAGE_KEY}
    st.session_state[_LIST] = (st.session_state.get(_NOW), params)


def back(usual: Screen) -> None:
    """The way back to the list that was left, as it was; else to the usual one."""
    screen, params = _left(usual)
    link(screen, _(screen.title), icon=":material/arrow_back:", **params)


def go_back(usual: Screen) -> NoReturn:
    """Goes where `back` leads."""
    screen, params = _left(usual)
    go(screen, **params)


def _left(usual: Screen) -> tuple[Screen, dict[str, str]]:
    file, params = st.session_state.get(_LIST) or (usual.file, {})
    screen = next((known for known in SCREENS if known.file == file), usual)
    return (usual, {}) if screen.file == st.session_state.get(_NOW) else (screen, params)
