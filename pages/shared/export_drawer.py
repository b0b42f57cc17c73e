"""Taking a list along as a file: a button above the list, and a drawer that asks in which form and what for."""

from typing import cast

import streamlit as st

from data_layer.errors import UserError
from data_layer.exporting import running
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export, Format, Size
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say, say_n
from data_layer.tickets import Ticket
from data_layer.vocabulary import PURPOSES
from pages.shared import downloads, drawers, forms, session
from pages.shared.navigation import NEW_DELIVERY
from pages.shared.wording import _, _n, capitalised, in_words, language, shown_as_text

_NAME = "export:"  # of the drawer, before the code of its list
_STARTED, _FAILED = "export_started", "export_failed"


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
    for name in (_STARTED, _FAILED):
        st.session_state.pop(name, None)


def _drawn(listing: Listing, size: Size) -> None:
    chosen = _what(listing)
    if chosen is not listing:
        size = running.size(session.the_store(), session.actor(), chosen)
    st.markdown(
        _n("**One row**, as the list is filtered now.", "**%(n)s rows**, as the list is filtered now.", size.rows)
    )
    if size.left_out:
        st.info(
            _n(
                "One row is left out, because the data of that client are restricted.",
                "%(n)s rows are left out, because the data of these clients are restricted.",
                size.left_out,
            ),
            icon=":material/lock:",
        )
    purpose = what_for()
    formats = {"xlsx": "Excel (XLSX)", "csv": "CSV"}
    picked = st.segmented_control(
        _("Form"), list(formats), default="xlsx", required=True, format_func=formats.__getitem__, key="export_format"
    )
    columns = _columns(chosen)
    offered(Export(chosen, columns, cast(Format, picked), purpose, language()), size)
    st.caption(_("The log keeps that you took this list along, how many rows and what for; not what is in it."))
    if session.opens(NEW_DELIVERY):
        st.caption(
            _("Does it go to another organisation? Then prepare a disclosure instead: it comes in the register.")
        )


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


def what_for() -> int | None:
    """Asks what the file is for."""
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    return forms.choice(_("What is the file for?"), purposes, key="export_purpose")


def offered(export: Export, size: Size) -> None:
    """The way to the file as soon as it can be made, or what is still missing; and how far it is."""
    try:
        running.check(session.actor(), export, size.rows)
    except UserError as error:
        is_begun = export.purpose is not None
        (st.error if is_begun else st.caption)(shown_as_text(error.sentence))
        st.button(_("Download"), type="primary", icon=":material/download:", disabled=True, key="export_not_yet")
        return
    ticket = downloads.ticket_for(export, size.rows)
    st.link_button(
        _("Download"),
        downloads.PATH.format(code=ticket.code),
        type="primary",
        icon=":material/download:",
        on_click=_begin,
        args=(ticket,),
        key="export_download",
    )
    if (why := st.session_state.pop(_FAILED, None)) is not None:
        st.error(shown_as_text(why), icon=":material/error:")
    if st.session_state.get(_STARTED) is not None:
        _progress()


def _begin(ticket: Ticket) -> None:
    st.session_state[_STARTED] = ticket


def _columns(listing: Listing) -> tuple[str, ...]:
    """The columns that are chosen, at first the usual ones; each sensitive one has a box of its own."""
    allowed = [column for column in listing.columns if column.is_for(session.actor())]
    plain = {column.code: _(column.label) for column in allowed if column.act is None}
    with st.expander(_("Columns"), icon=":material/view_column:"):
        picked = st.pills(
            _("Columns"),
            list(plain),
            selection_mode="multi",
            default=[column.code for column in allowed if column.act is None and column.is_usual],
            format_func=plain.__getitem__,
            label_visibility="collapsed",
            key=f"export_columns:{listing.code}",
        )
        sensitive = [
            column.code
            for column in allowed
            if column.act is not None
            and st.checkbox(
                _("With %(column)s", column=column.label),
                help=_("Only where the purpose cannot do without it; the log says that it was taken along."),
                key=f"export_with:{listing.code}:{column.code}",
            )
        ]
    return (*picked, *sensitive)


@st.fragment(run_every=1)
def _progress() -> None:
    """How far the download is; when it is there the drawer closes and the screen says so."""
    ticket = st.session_state.get(_STARTED)
    if not isinstance(ticket, Ticket):
        return
    is_too_old = ticket.state == "drawn" and not downloads.tickets().is_good(ticket)
    if ticket.state == "done":
        close()
        said = say_n("One row was exported. The log has it.", "%(n)s rows were exported. The log has it.", ticket.done)
        forms.done("export", said)
        st.rerun()
    elif ticket.state == "failed" or is_too_old:  # the drawer is drawn anew, with a ticket that is good
        st.session_state.pop(_STARTED, None)
        st.session_state[_FAILED] = ticket.why or say("That download was no longer valid. Try again.")
        st.rerun()
    else:
        words = _("%(done)s of %(all)s rows", done=in_words(ticket.done), all=in_words(ticket.rows))
        st.progress(min(ticket.done / max(ticket.rows, 1), 1.0), words)
