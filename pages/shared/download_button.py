"""A button that fetches a file, and what became of the file: how far it is, that it came, or why it did not."""

import streamlit as st

from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.tickets import Ticket, Wanted
from pages.shared import downloads, drawers, forms
from pages.shared.wording import _, in_words, shown_as_text

FORMS = {"pdf": "PDF", "xlsx": "Excel (XLSX)", "csv": "CSV", "parquet": "Parquet", "json": "JSON"}
"""What the forms of a file are called, on every screen."""
_ICONS = {"pdf": "picture_as_pdf", "xlsx": "table_view"}
_STARTED, _FAILED = "{}_started", "{}_failed"


def drawn(
    wanted: Wanted,
    words: str,
    *,
    key: str,
    place: str = "",
    rows: int = 0,
    told_at: str | None = None,
    icon: str = "download",
    meaning: str | None = None,
    is_first: bool = False,
) -> None:
    """The link, which fetches the file once; a new one is there after each click.

    `place` tells the files of one kind on a screen apart. `told_at` is where `told` says what became of it.
    """
    ticket = downloads.ticket_for(wanted, rows, place)
    st.link_button(
        words,
        downloads.PATH.format(code=ticket.code),
        type="primary" if is_first else "secondary",
        icon=f":material/{icon}:",
        help=meaning,
        on_click="rerun" if told_at is None else _begin,
        args=None if told_at is None else (told_at, ticket),
        key=key,
    )


def in_form(
    wanted: Wanted, form: str, at: str, *, rows: int = 0, meaning: str | None = None, is_first: bool = False
) -> None:
    """One of several links, each of which fetches the same in another form; `told` says at `at` what became of it."""
    drawn(
        wanted,
        FORMS[form],
        key=f"{at}_{form}",
        place=f"{at}:{form}",
        rows=rows,
        told_at=at,
        icon=_ICONS.get(form, "download"),
        meaning=meaning,
        is_first=is_first,
    )


def told(at: str, made: Sentence | None = None) -> bool:
    """Says how far the file is that was asked for here, or why it did not come; whether one is on its way.

    `made` is what is said when it came; without that its rows are counted.
    """
    if (why := st.session_state.pop(_FAILED.format(at), None)) is not None:
        st.error(shown_as_text(why), icon=":material/error:")
    is_on_its_way = st.session_state.get(_STARTED.format(at)) is not None
    if is_on_its_way:
        _progress(at, made)
    return is_on_its_way


def forget(at: str) -> None:
    """Forgets the file: its place was left, or its work is done."""
    for name in (_STARTED, _FAILED):
        st.session_state.pop(name.format(at), None)


def _begin(at: str, ticket: Ticket) -> None:
    st.session_state[_STARTED.format(at)] = ticket


@st.fragment(run_every=1)
def _progress(at: str, made: Sentence | None) -> None:
    """How far it is; when it is there a drawer closes and the screen says so."""
    ticket = st.session_state.get(_STARTED.format(at))
    if not isinstance(ticket, Ticket):
        return
    is_too_old = ticket.state == "drawn" and not downloads.tickets().is_good(ticket)
    if ticket.state == "done":
        forget(at)
        drawers.close()
        forms.done(at, made or _counted(ticket))
        st.rerun()
    elif ticket.state == "failed" or is_too_old:  # the screen is drawn anew, with a ticket that is good
        forget(at)
        st.session_state[_FAILED.format(at)] = ticket.why or say("That download was no longer valid. Try again.")
        st.rerun()
    elif made is None:
        words = _("%(done)s of %(all)s rows", done=in_words(ticket.done), all=in_words(ticket.rows))
        st.progress(min(ticket.done / max(ticket.rows, 1), 1.0), words)
    else:
        st.caption(_("The file is being made. You can go on meanwhile."))


def _counted(ticket: Ticket) -> Sentence:
    return say_n("One row was exported. The log has it.", "%(n)s rows were exported. The log has it.", ticket.done)
