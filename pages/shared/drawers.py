"""Which drawer is open: one at most, by its name, and none any more when its screen is left."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

import streamlit as st

from data_layer.errors import NotFound
from data_layer.paging import Page, Position
from data_layer.transactions import Seen
from pages.shared import defects
from pages.shared.wording import _, shown_as_text

T = TypeVar("T")
_OPEN = "drawer_open"


def drawer(
    title: str, draw: Callable[..., None], *facts: Any, dismissible: bool = True, on_dismiss: Callable[[], None]
) -> None:
    """Draws a drawer at the right with what `draw` draws; what nobody foresaw is noted and told, as on a screen."""

    def guarded() -> None:
        with defects.told():
            draw(*facts)

    st.dialog(title, position="right", width="medium", dismissible=dismissible, on_dismiss=on_dismiss)(guarded)()


def asked_for(url_name: str, read: Callable[[str], T]) -> T | None:
    """What the URL asks to open in a drawer, as `read` finds it; None where another is open, or where there is none.

    That there is no such thing is said on the screen.
    """
    asked = st.query_params.get(url_name)
    if asked is None or is_any_open():
        return None
    try:
        return read(asked)
    except NotFound as error:
        st.error(shown_as_text(error.sentence), icon=":material/error:")
        return None


def told_of_change(opened: Seen, now: Seen) -> None:
    """Says so where what the drawer shows was changed by somebody else since its screen was drawn.

    Without it a click on a button that is not there any more does nothing, and says nothing.
    """
    if opened != now:
        st.warning(
            _("Somebody else changed this meanwhile. Nothing was saved. You see here how it stands now."),
            icon=":material/sync_problem:",
        )


def heading(words: str) -> None:
    """The heading of a part: in a dialog a real one is smaller than the text."""
    st.markdown(f"**{words}**")


def badge(words: str, colour: str) -> None:
    """A badge in one of the colours that Streamlit has for them."""
    st.badge(words, color=colour)  # type: ignore[arg-type]  # its colours are a list of literals


def facts(pairs: Mapping[str, str]) -> None:
    """Draws what is known, each with its label before it; what is empty is left out."""
    for label, fact in pairs.items():
        if fact:
            name, value = st.columns([1, 2], gap="small")
            name.caption(label)
            value.markdown(fact)


def put_open(name: str) -> None:
    """Opens this drawer, instead of another."""
    st.session_state[_OPEN] = name


def is_open(name: str) -> bool:
    """Whether this drawer is open now."""
    return bool(st.session_state.get(_OPEN) == name)


def is_any_open() -> bool:
    """Whether a drawer is open now, so that no other can be."""
    return _OPEN in st.session_state


def close() -> None:
    """Closes the drawer that is open: it was dismissed, its work is done, or its screen was left."""
    st.session_state.pop(_OPEN, None)


def shut() -> NoReturn:
    """Closes it because its work is done, and draws the screen anew."""
    close()
    st.rerun()


def pager(page: Page[Any], where: str) -> None:
    """Leafs through a list within a drawer; the position is kept in the session under `where`, and asked with `at`."""
    if page.before is None and page.after is None:
        return
    with st.container(horizontal=True):
        for words, icon, position, name in (
            (_("Previous"), "chevron_left", Position(before=page.before), page.before),
            (_("Next"), "chevron_right", Position(after=page.after), page.after),
        ):
            if st.button(words, icon=f":material/{icon}:", disabled=name is None, key=f"{where}:{icon}"):
                st.session_state[where] = position
                st.rerun(scope="fragment")


def at(where: str) -> Position:
    """Where in the list somebody is."""
    position = st.session_state.get(where, Position())
    assert isinstance(position, Position)  # noqa: S101 - `pager` alone writes it
    return position
