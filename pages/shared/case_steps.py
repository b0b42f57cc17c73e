"""The one next step of a case, and the choice of what happened: what is usual in sight, what is rare in a menu."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from data_layer.rules.sentences import Sentence
from pages.shared.wording import _

S = TypeVar("S", bound=str)


def chosen(
    advice: Sentence,
    step: S | None,
    steps: Sequence[S],
    labels: Mapping[S, Sentence],
    *,
    key: str,
    does: Mapping[S, Sentence],
    rare: Collection[S] = (),
) -> S | None:
    """Draws what to do next, with its button, and what can be recorded; the step whose form is to be shown.

    The step whose form is open stays until it is closed, also when somebody else made it impossible meanwhile: what was
    typed is not lost, and saving says why it cannot be. `does` are the words of a button that says what it does, where
    those of the choice say what happened. Under `key` the session has what is chosen.
    """
    words = {code: _(label) for code, label in labels.items()}
    now = st.session_state.get(key)
    if steps and now is not None and now not in steps:
        steps = [*steps, now]
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.markdown(_("**Next:** %(what)s", what=advice))
    if now is None and step is not None and step in steps:
        label = _(does[step]) if step in does else words[step]
        icon = ":material/arrow_forward:"
        if right.button(label, icon=icon, type="primary", width="stretch", key="next_step"):
            st.session_state[key] = step
            st.rerun()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        in_sight = st.container(width="content")
        menu = [code for code in steps if code in rare and code != now]
        if menu and (picked := st.menu_button(_("More"), menu, format_func=words.__getitem__, key="more_steps")):
            st.session_state[key] = picked
            st.rerun()
        usual = [code for code in steps if code not in menu]
        return in_sight.pills(_("Record what happened"), usual, format_func=words.__getitem__, key=key)
