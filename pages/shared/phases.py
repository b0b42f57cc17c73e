"""The phase of a request in words and colour."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st
from streamlit.column_config import DateColumn, MultiselectColumn, NumberColumn

from data_layer.requests.request_case import Case
from data_layer.requests.request_queue import PHASE_LABELS, Row
from data_layer.rules.deadlines import Phase
from data_layer.rules.sentences import Sentence
from data_layer.vocabulary import STATE_LABELS, State
from pages.shared.wording import DAY_FORMAT, _

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
_DONE = (STATE_LABELS[State.ANSWERED], STATE_LABELS[State.FINISHED])


def label(case: Row | Case) -> str:
    """Where a request stands: the word of its phase, or of its state once it is answered."""
    return _(PHASE_LABELS[case.phase]) if case.phase else _(STATE_LABELS[case.state])


def badge(case: Case) -> None:
    """The phase of one case, with its colour and its sign."""
    badge_of(case.phase, label(case))


def badge_of(phase: Phase | None, words: str) -> None:
    """These words in the colour and with the sign of the phase; of one that is done without a phase."""
    if phase is None:
        st.badge(words, icon=":material/done_all:", color="gray")
    else:
        st.badge(words, icon=f":material/{_ICONS[phase]}:", color=_COLOURS[phase])


def day_columns() -> dict[str, object]:
    """The columns of a queue that hold `row.work_to`, `row.legal_last_day` and `row.days_left`."""
    return {
        "safe": DateColumn(
            _("Safe day"), format=DAY_FORMAT, width=90, help=_("Of a withdrawal of consent: when to carry it out.")
        ),
        "legal": DateColumn(_("Legal day"), format=DAY_FORMAT, width=91),
        "left": NumberColumn(
            _("Days"),
            width=57,
            help=_(
                "Calendar days to the legal day; of a withdrawal of consent to the day of carrying it out. Below zero:"
                " too late."
            ),
        ),
    }


def column(heading: str, done: Sequence[Sentence] = _DONE, *, width: int = 135) -> object:
    """The column of a table whose cells hold `[label(row)]`; `done` are the words for what has no phase any more."""
    return MultiselectColumn(
        heading,
        options=[_(words) for words in (*PHASE_LABELS.values(), *done)],
        color=[*(_COLOURS[phase] for phase in PHASE_LABELS), *("gray" for _words in done)],
        width=width,
    )
