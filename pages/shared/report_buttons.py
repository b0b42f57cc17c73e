"""The ways to a report as a file, and how far the one is that was asked for."""

import streamlit as st

from data_layer.oversight.report import Format, ReportFile
from data_layer.rules.sentences import say
from data_layer.wording import Language
from pages.shared import download_button
from pages.shared.wording import _

_FORMATS: tuple[Format, ...] = ("pdf", "xlsx")
_MADE = say("The report was made; it is among your downloads. The log has it.")


def drawn(period: str, language: Language) -> None:
    """A button per form, each of which fetches a file once; a new one is there after each click."""
    with st.container(horizontal=True):
        for form in _FORMATS:
            download_button.in_form(ReportFile(period, language, form), form, "report", is_first=form == "pdf")
    if not download_button.told("report", _MADE):
        st.caption(_("It takes a few seconds. The log keeps that you made the report."))
