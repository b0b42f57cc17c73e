"""A role that is taken away counts at once, also for a drawer that stands open and is drawn anew by itself."""

from streamlit.testing.v1 import AppTest

from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make


def _a_drawer_alone() -> None:
    """What Streamlit runs when one part of a page is drawn anew: that part, and not the router."""
    import streamlit as st  # noqa: PLC0415 - what runs is a page of its own
    from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: PLC0415

    from data_layer.errors import NotAllowed  # noqa: PLC0415
    from pages.shared import session  # noqa: PLC0415

    running = get_script_run_ctx()
    assert running is not None
    running.fragment_ids_this_run = ["drawer"]
    try:
        st.text(" ".join(sorted(session.actor().roles)))
    except NotAllowed:
        st.text("refused")


def test_a_drawer_that_stands_open_knows_the_roles_of_now(store: Store) -> None:
    at = AppTest.from_function(_a_drawer_alone)
    at.session_state["actor"] = make.COORDINATOR
    said = [at.run().text[0].value]
    for change in ("roles = ['management']", "active = false"):
        with store.change(THE_DESK, Act.STAFF_CHANGE) as work:
            work.execute(f"update staff set {change} where id = $id", id=make.COORDINATOR.staff_id)  # noqa: S608 - above
        said.append(at.run().text[0].value)
    assert said == ["coordinator", "management", "refused"]
