"""The overview for the person concerned: who saw the file, when and why, as a file without names of staff."""

import streamlit as st

from data_layer.logbook.log_extract import LogExtract
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.wording import LANGUAGES
from pages.shared import download_button, drawers, session
from pages.shared.wording import LANGUAGE_NAMES, _, language

_NAME = "log_extract"
_MADE = say("The overview was made; it is among your downloads. The log has it.")


def button(client_number: str) -> None:
    """The button, for those who may make it; it opens the drawer."""
    if not may(session.actor().roles, Act.LOG_EXTRACT):
        return
    if st.button(_("Overview for the person"), icon=":material/person_search:", key="log_extract"):
        drawers.close()
        drawers.put_open(_NAME)
    if drawers.is_open(_NAME):
        drawers.drawer(_("Overview for the person"), _drawn, client_number, on_dismiss=_close)


def _close() -> None:
    drawers.close()
    download_button.forget(_NAME)


def _drawn(client_number: str) -> None:
    st.markdown(
        _(
            "Who saw or changed the file of client %(number)s, when and why, for the person to read.",
            number=client_number,
        )
    )
    st.caption(
        _(
            "It names nobody of the staff and nothing of other people, and does not say what data are held for. Other"
            " filters do not count. Who stood in a list or a search is not in it: the log does not keep that."
        )
    )
    chosen = st.segmented_control(
        _("Language of the file"),
        LANGUAGES,
        default=language(),
        required=True,
        format_func=LANGUAGE_NAMES.__getitem__,
        key="log_extract_language",
    )
    with st.container(horizontal=True):
        for form in ("pdf", "xlsx", "csv"):
            wanted = LogExtract(client_number, form, chosen)
            download_button.in_form(wanted, form, _NAME, is_first=form == "pdf")
    if not download_button.told(_NAME, _MADE):
        st.caption(_("The log keeps that you made it, with how many entries it has and the digest of the file."))
