"""The states of complaints that a list of them can be narrowed to, by their field or by a link from a figure."""

from typing import cast

import streamlit as st

from data_layer.complaints.complaint_stands import STAND_LABELS, Stand
from data_layer.rules.sentences import Sentence, say
from pages.shared import choices
from pages.shared.wording import _

STATE = "stand"  # the name in the URL
# by a link from a figure only: among the states when it is asked for
_OF_FIGURES: dict[Stand, Sentence] = {
    "received": say("received"),
    "acknowledging": say("had to be acknowledged"),
    "unacknowledged": say("not acknowledged in time"),
    "judged": say("due in the period"),
    "on_time": say("answered in time"),
    "late": say("not in time"),
}


def state() -> Stand | None:
    """Draws the field with the states; the one that is chosen, None for those that are open."""
    asked = st.query_params.get(STATE)
    words = STAND_LABELS | {stand: label for stand, label in _OF_FIGURES.items() if stand == asked}
    labels: dict[str, str] = {stand: _(label) for stand, label in words.items() if stand != "open"}
    return cast(Stand | None, choices.selectbox(_("State"), STATE, labels, _("open")))
