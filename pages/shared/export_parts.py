"""What every export asks and shows: how much it is, its columns, its form, what it is for, and how far it is."""

import streamlit as st

from data_layer.errors import UserError
from data_layer.exporting import running
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export, Format, Size
from data_layer.rules.sentences import say, say_n
from data_layer.tickets import Ticket
from data_layer.vocabulary import PURPOSES
from pages.shared import downloads, drawers, forms, session
from pages.shared.navigation import NEW_DELIVERY
from pages.shared.wording import _, _n, in_words, shown_as_text

_STARTED, _FAILED = "export_started", "export_failed"
FORMS: dict[Format, str] = {"xlsx": "Excel (XLSX)", "csv": "CSV", "parquet": "Parquet", "json": "JSON"}


def forget() -> None:
    """Forgets the download: its place was left, or its work is done."""
    for name in (_STARTED, _FAILED):
        st.session_state.pop(name, None)


def how_much(size: Size) -> None:
    """Says how many rows it will be, and how many are left out."""
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


def the_form() -> Format:
    """Asks in which form the file comes."""
    return st.segmented_control(
        _("Form"), list(FORMS), default="xlsx", required=True, format_func=FORMS.__getitem__, key="export_format"
    )


def what_for() -> int | None:
    """Asks what the file is for."""
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    return forms.choice(_("What is the file for?"), purposes, key="export_purpose")


def offered(export: Export, size: Size) -> None:
    """The way to the file as soon as it can be made, or what is still missing."""
    try:
        running.check(session.actor(), export, size.rows)
    except UserError as error:
        if export.purpose is None:
            st.caption(_("Choose what the file is for; then you can download it."))
        else:
            st.error(shown_as_text(error.sentence))
        st.button(_("Download"), type="primary", icon=":material/download:", disabled=True, key="export_not_yet")
        return
    download(downloads.ticket_for(export, size.rows))


def download(ticket: Ticket, *, key: str = "export_download", is_first: bool = True) -> None:
    """The one click that brings the file of this ticket."""
    st.link_button(
        _("Download"),
        downloads.PATH.format(code=ticket.code),
        type="primary" if is_first else "secondary",
        icon=":material/download:",
        on_click=_begin,
        args=(ticket,),
        key=key,
    )


def told() -> None:
    """Says how far the download is that was begun, or why it did not come."""
    if (why := st.session_state.pop(_FAILED, None)) is not None:
        st.error(shown_as_text(why), icon=":material/error:")
    if st.session_state.get(_STARTED) is not None:
        _progress()


def in_the_log() -> None:
    """Says what the log keeps, and what is better for another organisation."""
    st.caption(_("The log keeps that you took this list along, how many rows and what for; not what is in it."))
    if session.opens(NEW_DELIVERY):
        st.caption(
            _("Does it go to another organisation? Then prepare a disclosure instead: it comes in the register.")
        )


def _begin(ticket: Ticket) -> None:
    st.session_state[_STARTED] = ticket


def columns(listing: Listing) -> tuple[str, ...]:
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
    """How far the download is; when it is there a drawer closes and the screen says so."""
    ticket = st.session_state.get(_STARTED)
    if not isinstance(ticket, Ticket):
        return
    is_too_old = ticket.state == "drawn" and not downloads.tickets().is_good(ticket)
    if ticket.state == "done":
        forget()
        drawers.close()
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
