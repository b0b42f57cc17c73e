"""Taking a list along as a file: a button above the list, and a drawer that asks in which form and what for."""

import streamlit as st

from data_layer.exporting import running
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export, Size
from data_layer.rules.access import Act, may
from pages.shared import drawers, export_parts, session
from pages.shared.wording import _, capitalised, language

_NAME = "export:"  # of the drawer, before the code of its list


def button(listing: Listing) -> None:
    """The button, for those who may export; it opens the drawer."""
    if not may(session.actor().roles, Act.EXPORT_RUN):
        return
    if st.button(_("Export"), icon=":material/download:", key="export"):
        put_open(listing.code)
    if is_open(listing.code):
        size = running.size(session.the_store(), session.actor(), listing)
        drawers.drawer(_("Export: %(list)s", list=listing.title), _drawn, listing, size, on_dismiss=close)


def is_open(code: str) -> bool:
    """Whether the drawer of this list is open now."""
    return drawers.is_open(_NAME + code)


def put_open(code: str) -> None:
    """Opens the drawer of this list."""
    close()
    drawers.put_open(_NAME + code)


def close() -> None:
    """Closes the drawer: it was dismissed, its work is done, or its screen was left."""
    drawers.close()
    export_parts.forget()


def _drawn(listing: Listing, size: Size) -> None:
    chosen = _what(listing)
    if chosen is not listing:
        size = running.size(session.the_store(), session.actor(), chosen)
    export_parts.how_much(size)
    purpose = export_parts.what_for()
    form = export_parts.the_form()
    columns = export_parts.columns(chosen)
    export_parts.offered(Export(chosen, columns, form, purpose, language()), size)
    export_parts.told()
    export_parts.in_the_log()


def _what(listing: Listing) -> Listing:
    """The list that is taken along: the one of the screen, or one of those that can come instead."""
    lists = {one.code: one for one in (listing, *listing.instead) if one.is_for(session.actor())}
    if len(lists) == 1:
        return listing
    picked = st.selectbox(
        _("What should be in the file?"),
        list(lists),
        format_func=lambda code: capitalised(_(lists[code].title)),
        key=f"export_what:{listing.code}",
    )
    return lists[picked]
