"""Who sent the file that is to be imported: the school itself, or another organisation, of which the register tells."""

from datetime import date

import streamlit as st

from data_layer import recipients
from data_layer.disclosure_facts import EARLIEST
from data_layer.importing.receiving import Receipt
from data_layer.recipients import Recipient
from data_layer.rules.access import Act, may
from data_layer.vocabulary import CHANNEL_LABELS, GROUND_LABELS, PURPOSES, SOURCES, Channel
from pages.shared import forms, session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, plain

THE_SCHOOL = 0


def asked(form: Form, file_id: int) -> Receipt | None:
    """Asks whom the file came from; how it came in, or None for a file of the school itself."""
    if not may(session.actor().roles, Act.DISCLOSURE_RECORD):
        return None
    with session.the_store().read(session.actor(), Act.DISCLOSURE_RECORD) as reader:
        others = {one.id: one for one in recipients.active(reader)}
    names = {THE_SCHOOL: _("from the school itself"), **{one.id: one.name for one in others.values()}}
    with form.field("sender", _("Who sent this file?")) as label:
        picked = st.selectbox(label, list(names), format_func=names.__getitem__, key=f"sender:{file_id}", width=340)
    if picked == THE_SCHOOL:
        return None
    with st.container(border=True):
        return _how(form, others[picked], f"{file_id}:{picked}")


def _how(form: Form, sender: Recipient, key: str) -> Receipt:
    """How it came in, with what is usual for the sender proposed."""
    habit = sender.habit
    purposes = {number: _(words) for number, words in PURPOSES.items()}
    grounds = {code.value: _(words) for code, words in GROUND_LABELS.items()}
    channels = {code.value: _(words) for code, words in CHANNEL_LABELS.items() if code != Channel.THIRD_PARTY}
    left, right = st.columns(2)
    with left, form.field("came_on", _("Came in on")) as label:
        today = session.today()
        came_on = st.date_input(
            label, today, min_value=EARLIEST, max_value=today, format=DAY_FORMAT, key=f"came_on:{key}"
        )
    with right, form.field("channel", _("Channel")) as label:
        channel = forms.choice(label, channels, usual=Channel.WEBSITE.value, key=f"came_by:{key}")
    assert isinstance(came_on, date)  # noqa: S101 - one day was asked for
    left, right = st.columns(2)
    with left:
        usual = next(iter(sender.purposes), None)
        purpose = forms.choice(_("Purpose"), purposes, usual=usual, key=f"came_for:{key}")
    with right, form.field("ground", _("Ground")) as label:
        ground = forms.choice(label, grounds, usual=habit.ground.value if habit else None, key=f"came_ground:{key}")
    st.caption(
        _(
            "What is imported stands in the register as obtained from %(name)s, with the clients concerned. Where the"
            " file names no source, what is new gets “%(source)s”.",
            name=plain(sender.name),
            source=_(SOURCES.get(sender.code, SOURCES["third_party"])),
        )
    )
    return Receipt(sender.id, came_on, channel or "", ground or "", purpose, habit.statute if habit else None)
