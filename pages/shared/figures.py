"""A figure as a card: what it counts, a note beneath it, what it means on hover, and the way to its rows."""

import streamlit as st

from pages.shared import links, session
from pages.shared.navigation import Screen
from pages.shared.wording import _


def card(
    label: str,
    figure: str,
    screen: Screen | None,
    *,
    note: str,
    meaning: str,
    leads_to: str | None = None,
    icon: str = "arrow_forward",
    **where: str,
) -> None:
    """Draws the card; it leads to the screen unless there is none, or none that this person may open."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(label, figure, note, help=meaning, delta_color="off", delta_arrow="off")
        if screen is not None and session.opens(screen):
            links.link(screen, leads_to or _("Show"), icon=f":material/{icon}:", **where)
