"""The ways to a report as a file, and how far the one is that was asked for."""

import streamlit as st

from data_layer.oversight.report import Format, ReportFile
from data_layer.rules.sentences import say
from data_layer.tickets import Ticket
from data_layer.wording import Language
from pages.shared import downloads, forms
from pages.shared.wording import _, shown_as_text

_STARTED, _FAILED = "report_started", "report_failed"
_FORMATS: dict[Format, tuple[str, str]] = {"pdf": ("PDF", "picture_as_pdf"), "xlsx": ("Excel", "table_view")}


def drawn(period: str, language: Language) -> None:
    """A button per form, each of which fetches a file once; a new one is there after each click."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for form, (name, icon) in _FORMATS.items():
            ticket = downloads.ticket_for(ReportFile(period, language, form), 1, place=f"report:{form}")
            st.link_button(
                name,
                downloads.PATH.format(code=ticket.code),
                type="primary" if form == "pdf" else "secondary",
                icon=f":material/{icon}:",
                on_click=_begin,
                args=(ticket,),
                key=f"report:{form}",
            )
        if st.session_state.get(_STARTED) is not None:
            _progress()
        else:
            st.caption(_("It takes a few seconds. The log keeps that you made the report."))
    if (why := st.session_state.pop(_FAILED, None)) is not None:
        st.error(shown_as_text(why), icon=":material/error:")


def _begin(ticket: Ticket) -> None:
    st.session_state[_STARTED] = ticket


@st.fragment(run_every=1)
def _progress() -> None:
    """That it is being made; when it is there the screen says so."""
    ticket = st.session_state.get(_STARTED)
    if not isinstance(ticket, Ticket):
        return
    is_too_old = ticket.state == "drawn" and not downloads.tickets().is_good(ticket)
    if ticket.state == "done":
        st.session_state.pop(_STARTED, None)
        forms.done("report", say("The report was made; it is among your downloads. The log has it."))
        st.rerun()
    elif ticket.state == "failed" or is_too_old:
        st.session_state.pop(_STARTED, None)
        st.session_state[_FAILED] = ticket.why or say("That download was no longer valid. Try again.")
        st.rerun()
    else:
        st.caption(_("The report is being made. You can go on meanwhile."))
