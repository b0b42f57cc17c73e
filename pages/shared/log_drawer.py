"""One entry of the log with everything that it says, in a drawer that the URL opens."""

import streamlit as st

from data_layer.log import CHAIN_LABELS
from data_layer.logbook import log_pages
from data_layer.logbook.log_pages import FullEntry, Row
from data_layer.rules.access import Act
from pages.shared import choices, drawers, links, log_words, session
from pages.shared.batch_drawer import BATCH
from pages.shared.navigation import (
    BREACHES,
    CLIENT,
    COMPLAINT,
    DESTRUCTION,
    DISCLOSURES,
    RECIPIENTS,
    REQUEST,
    STAFF,
    Screen,
)
from pages.shared.staff_drawer import MEMBER
from pages.shared.wording import _, capitalised, in_words, moment, plain

ENTRY = "regel"  # the name in the URL; its value is like change-12
_OPENS: dict[str, tuple[Screen, str]] = {
    "client": (CLIENT, "nummer"),
    "request": (REQUEST, "nummer"),
    "complaint": (COMPLAINT, "nummer"),
    "hold": (CLIENT, "nummer"),
    "disclosure": (DISCLOSURES, "nummer"),
    "breach": (BREACHES, "nummer"),
    "batch": (DESTRUCTION, BATCH),
    "recipient": (RECIPIENTS, choices.RECIPIENT),
    "staff": (STAFF, MEMBER),
}


def opened_by_url() -> None:
    """Opens the drawer of the entry whose number is in the URL, or says that there is none."""
    entry = drawers.asked_for(ENTRY, _read)
    if entry is not None:
        title = _("Entry %(number)s", number=str(entry.row.seq))
        drawers.drawer(title, _drawn, entry, on_dismiss=lambda: links.put(ENTRY, None))


def _read(number: str) -> FullEntry:
    with session.the_store().read(session.actor(), Act.LOG_VIEW) as reader:
        return log_pages.the_entry(reader, number)


def _drawn(entry: FullEntry) -> None:
    row = entry.row
    drawers.badge(capitalised(_(CHAIN_LABELS[row.chain])), "blue" if row.chain == "change" else "gray")
    drawers.facts(
        {
            _("Moment"): moment(row.happened_at),
            _("Who"): log_words.who(row),
            _("What was done"): log_words.what(row),
            _("About"): log_words.about(row),
            _("Reason"): log_words.why(row),
            _("Explanation"): plain(entry.reason),
            _("Fields"): plain(row.fields),
            _("How many"): in_words(row.rows) if row.rows != 1 else "",
        }
    )
    _record(row)
    with st.expander(_("Digests"), icon=":material/tag:"):
        st.caption(_("Each entry holds the digest of the one before, so that none can be changed or taken out unseen."))
        for label, digest in (
            (_("Digest of this entry"), entry.digest),
            (_("Digest of the one before"), entry.previous),
            (_("Digest (SHA-256)"), row.bulk_digest),
        ):
            if digest:
                st.caption(label)
                st.code(digest, language=None, wrap_lines=True)


def _record(row: Row) -> None:
    """The way to the record, where it is there and this person may open it."""
    screen, name = _OPENS.get(row.subject_kind or "", (None, ""))
    if screen is not None and row.record and session.opens(screen):
        links.link(screen, log_words.about(row), icon=":material/open_in_new:", **{name: row.record})
