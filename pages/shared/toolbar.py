"""The line above a list: how many there are, in which order they stand, and the way to take them along."""

from collections.abc import Callable, Mapping

import streamlit as st

from data_layer.exporting.listing import Listing
from data_layer.paging import Order
from pages.shared import choices, export_drawer
from pages.shared.wording import _


def above(
    total: int,
    listing: Listing,
    orders: Mapping[str, Order] | None = None,
    beside: Callable[[], None] = lambda: None,
) -> None:
    """Draws the line above the list that is shown, with what goes `beside` its export."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(_("**%(total)s** in total", total=total), width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            if orders:
                choices.order(orders)
            beside()
            export_drawer.button(listing)
