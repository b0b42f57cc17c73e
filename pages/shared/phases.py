"""The phase of a request in words and colour."""

from typing import Literal

import streamlit as st
from streamlit.column_config import MultiselectColumn

from data_layer.request_case import Case
from data_layer.request_queue import PHASE_LABELS, Row
from data_layer.rules.deadlines import Phase
from data_layer.vocabulary import STATE_LABELS, State
from pages.shared.wording import _

Colour = Literal["red", "orange", "yellow", "green", "blue", "gray"]

_COLOURS: dict[Phase, Colour] = {
    Phase.overdue: "red",
    Phase.last_days: "orange",
    Phase.urgent: "orange",
    Phase.soon: "yellow",
    Phase.on_track: "green",
    Phase.waiting: "blue",
}
_ICONS = {
    Phase.overdue: "alarm",
    Phase.last_days: "timer",
    Phase.urgent: "priority_high",
    Phase.soon: "schedule",
    Phase.on_track: "check",
    Phase.waiting: "hourglass_top",
}
_DONE = (State.ANSWERED, State.FINISHED)


def label(case: Row | Case) -> str:
    """Where a request stands: the word of its phase, or of its state once it is answered."""
    return _(PHASE_LABELS[case.phase]) if case.phase else _(STATE_LABELS[case.state])


def badge(case: Case) -> None:
    """The phase of one case, with its colour and its sign."""
    if case.phase is None:
        st.badge(label(case), icon=":material/done_all:", color="gray")
    else:
        st.badge(label(case), icon=f":material/{_ICONS[case.phase]}:", color=_COLOURS[case.phase])


def column(heading: str) -> object:
    """The column of a table whose cells hold `[label(row)]`."""
    return MultiselectColumn(
        heading,
        options=[*(_(words) for words in PHASE_LABELS.values()), *(_(STATE_LABELS[state]) for state in _DONE)],
        color=[*(_COLOURS[phase] for phase in PHASE_LABELS), *("gray" for _state in _DONE)],
        width=135,
    )
