"""The file of a delivery that was made and not sent yet: the way to it, or why it may not be used any more."""

import streamlit as st

from data_layer.delivering.staleness import why_shut
from data_layer.delivering.waiting import WaitingFile
from data_layer.disclosures import Entry
from data_layer.rules.access import Act
from pages.shared import download_button, session
from pages.shared.wording import _, language, shown_as_text


def drawn(entry: Entry) -> None:
    """The link, which fetches the file once; a new one is there after each click."""
    if entry.period_from is None:  # of a version that noted only that there was a file
        st.caption(_("The file of this disclosure does not lie here."))
        return
    with session.the_store().read(session.actor(), Act.DISCLOSURE_LIST) as reader:
        shut = why_shut(reader, entry.row.id)
    if shut is not None:
        st.warning(shown_as_text(shut), icon=":material/lock:")
        return
    wanted = WaitingFile(entry.row.id, language())
    download_button.drawn(wanted, _("Download the file"), key="waiting_file", rows=entry.row.clients)
    st.caption(
        _("It lies here until you record below that it was sent, or annul it. The log has each time it is fetched.")
    )
