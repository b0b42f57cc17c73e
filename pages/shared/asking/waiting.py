"""A question that is being answered: the session knows which, and it can be stopped."""

import streamlit as st

from data_layer.asking.running import Running
from data_layer.staff import Actor
from pages.shared.wording import _

_ASKED = "question_asked"
_A_MOMENT = 2.0  # seconds in which a question that is stopped has ended


def keep(running: Running) -> None:
    """From here on this is the question of this session."""
    st.session_state[_ASKED] = running


def kept(actor: Actor) -> Running | None:
    """The question of this session, if it is this person's."""
    running = st.session_state.get(_ASKED)
    return running if isinstance(running, Running) and running.staff_id == actor.staff_id else None


def forget() -> None:
    """Another question comes."""
    st.session_state.pop(_ASKED, None)


@st.fragment(run_every=0.5)
def shown(running: Running) -> None:
    """That it runs, with the way to stop it; when it is done the screen shows what came of it."""
    if running.is_done():
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(":material/hourglass_top: " + _("Your question is running."), width="content")
        if st.button(_("Stop"), icon=":material/stop_circle:", key="question_stop"):
            running.stop()
            running.is_done(_A_MOMENT)
            st.rerun()
