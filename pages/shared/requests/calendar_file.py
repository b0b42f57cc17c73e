"""Last days for one's own calendar, as a file: of the requests that are listed, or of all that is one's own work."""

import streamlit as st

from data_layer.digests import last_days
from data_layer.digests.calendars import NO_DAYS
from data_layer.digests.last_days import CalendarFile
from data_layer.requests.request_queue import Filter
from data_layer.rules.access import Act, may
from pages.shared import download_button, session
from pages.shared.wording import _, language


def button(which: Filter) -> None:
    """The button above the queue, for those who may take it along; the file holds case numbers and days alone."""
    if not may(session.actor().roles, Act.EXPORT_RUN) or which.as_of:  # the last days of then are none to work to
        return
    menu = st.popover(_("Calendar (.ics)"), icon=":material/event:", key="calendar", on_change="rerun")
    if menu.open:
        with menu:
            _offered(which)


def _offered(which: Filter) -> None:
    """The link, which fetches the file once; a new one is there after each click."""
    contents = {"own": _("my own work"), "list": _("this list")}
    if not may(session.actor().roles, Act.REQUEST_PROGRESS):
        del contents["own"]
    picked = st.segmented_control(
        _("What should be in it?"),
        list(contents),
        default=next(iter(contents)),
        required=True,
        format_func=contents.__getitem__,
        key="calendar_of",
    )
    wanted = CalendarFile(which if picked == "list" else None, language())
    if not last_days.wanted_days(session.the_store(), session.actor(), wanted):
        st.caption(_(NO_DAYS))
        return
    download_button.drawn(wanted, _("Download"), key="calendar_download")
    st.caption(_("For your calendar: case numbers and days, no names."))
