"""The days to which a figure narrows the list behind it: they stand in the URL, and each is a badge that goes away."""

from datetime import date

import streamlit as st

from data_layer.disclosure_facts import EARLIEST
from pages.shared import choices, session
from pages.shared.wording import _, day

SINCE, UNTIL, THEN = "van", "tot", "op"  # names in the URL; `op` is the day as of which the list is shown


def asked(name: str) -> date | None:
    """The day that the URL asks for under this name, if it has been."""
    return choices.day_in_url(name, EARLIEST, session.today())


def shown(*names: str) -> None:
    """A badge for each of these days that is set."""
    labels = {SINCE: _("From"), UNTIL: _("Up to and including"), THEN: _("As it was on")}
    found = [(name, on) for name in names if (on := asked(name)) is not None]
    if found:
        with st.container(horizontal=True, vertical_alignment="center"):
            for name, on in found:
                choices.only(f"{labels[name]} {day(on)}", name, "event", _("Clear"))
