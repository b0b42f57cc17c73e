"""A bar for what takes long, and which a click elsewhere on the screen must not break off halfway."""

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from data_layer.importing.progress import STAGE_LABELS, Stage
from pages.shared.wording import _


class Bar:
    """Shows how far the work is. One that `holds_on` lets the work end before a click meanwhile has its way.

    Streamlit breaks a script off wherever it touches the screen: within a transaction that would undo it. After
    the work nothing of the screen or of the session's state may be touched before `let_go`.
    """

    def __init__(self, *, holds_on: bool = False) -> None:
        self._bar = st.progress(0.0)
        self._holds_on = holds_on
        self._waiting: RerunException | StopException | None = None

    def __call__(self, done: int, total: int, stage: Stage) -> None:
        """Moves the bar."""
        if self._waiting is not None:
            return
        try:
            self._bar.progress(min(done / max(total, 1), 1.0), _(STAGE_LABELS[stage]))
        except (RerunException, StopException) as broken_off:
            if not self._holds_on:
                raise
            self._waiting = broken_off

    def let_go(self) -> None:
        """The work is done and kept: now the click that waited may have its way."""
        if self._waiting is not None:
            raise self._waiting
        self._bar.empty()
