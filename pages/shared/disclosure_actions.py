"""What may be done with an entry of the register of disclosures: each act a small form beneath its facts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

import streamlit as st

from data_layer.breaches import record_breach
from data_layer.disclosure_course import annul, mark_sent, tell_source
from data_layer.disclosures import Entry
from data_layer.rules.access import Act, may
from data_layer.rules.checks import AMSTERDAM
from data_layer.rules.disclosure import report_by
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import forms, session
from pages.shared.wording import _

Offer = Callable[[Entry], None]


def offered(entry: Entry) -> None:
    """Draws the forms that the state of the entry and the role of the person allow."""
    row = entry.row
    if row.state == "annulled":
        return
    offers: list[tuple[bool, Act, Offer]] = [
        (bool(row.flags), Act.BREACH_RECORD, _breach),
        (row.tell_by is not None, Act.DISCLOSURE_RECORD, _source),
        (row.state == "made", Act.DISCLOSURE_SEND, _sending),
        (True, Act.DISCLOSURE_ANNUL if row.state == "made" else Act.DISCLOSURE_ANNUL_SENT, _annulling),
    ]
    for is_open, act, offer in offers:
        if is_open and may(session.actor().roles, act):
            offer(entry)
    roles = session.actor().roles
    if row.state != "made" and may(roles, Act.DISCLOSURE_ANNUL) and not may(roles, Act.DISCLOSURE_ANNUL_SENT):
        st.caption(_("Is this entry wrong? Ask the privacy officer to annul it."))


@contextmanager
def _saved(form: str, sentence: Sentence) -> Iterator[None]:
    """Runs a write: its error beneath the form, or its word on the screen that is drawn anew."""
    with forms.problems_shown():
        yield
        forms.done(form, sentence)
        st.rerun()


def _heading(words: str) -> None:
    st.markdown(f"**{words}**")  # in a dialog a heading of its own is smaller than the text


def _breach(entry: Entry) -> None:
    _heading(_("Data breach"))
    if entry.breach_aware_at is not None:
        st.markdown(
            _(
                "Breach record %(number)s was made. Reporting to the data protection authority is in time until"
                " %(until)s.",
                number=entry.breach_number or "",
                until=report_by(entry.breach_aware_at),
            )
        )
        return
    st.markdown(
        _("Is this a data breach? Then make a record of it. Whether it is to be reported is decided after that.")
    )
    now = session.the_store().clock().astimezone(AMSTERDAM)
    days, times = st.columns(2)
    with days:
        aware_on = st.date_input(_("Discovered on"), now.date(), format="DD-MM-YYYY", key="aware_on")
    with times:
        aware_time = st.time_input(_("Discovered at"), now.time().replace(second=0, microsecond=0), key="aware_time")
    assert isinstance(aware_on, date)  # noqa: S101 - one day was asked for
    aware_at = datetime.combine(aware_on, aware_time or now.time(), AMSTERDAM)
    st.caption(
        _(
            "Reporting to the data protection authority is in time until %(until)s (72 hours).",
            until=report_by(aware_at),
        )
    )
    with st.form("breach"):
        what = st.text_area(_("What happened"), key="breach_what")
        is_sent = st.form_submit_button(_("Make breach record"), type="primary")
    if is_sent:
        store, form = session.the_store(), f"breach:{entry.row.id}"
        with _saved(form, say("The breach record was made.")):
            record_breach(
                store,
                session.actor(),
                id=forms.draft_id(form),
                disclosure_id=entry.row.id,
                aware_at=aware_at,
                what=what,
            )


def _source(entry: Entry) -> None:
    assert entry.row.tell_by is not None  # noqa: S101 - offered only then
    _heading(_("Telling the source"))
    st.markdown(
        _("Tell these persons by %(day)s where their data came from (article 14).", day=entry.row.tell_by)
        if entry.row.tell_by >= session.today()
        else _("These persons should have been told by %(day)s where their data came from.", day=entry.row.tell_by)
    )
    with st.form("source"):
        told_on = st.date_input(_("Told on"), session.today(), format="DD-MM-YYYY", key="told_on")
        is_sent = st.form_submit_button(_("They were told"), type="primary")
    if is_sent:
        with _saved("source", say("It was recorded that the source was told.")):
            tell_source(session.the_store(), session.actor(), entry.row.id, entry.version, told_on=told_on)


def _sending(entry: Entry) -> None:
    labels = {code.value: _(words) for code, words in CHANNEL_LABELS.items()}
    _heading(_("Sending"))
    with st.form("sending"):
        sent_on = st.date_input(_("Sent on"), session.today(), format="DD-MM-YYYY", key="sent_on")
        channel = forms.choice(_("Channel"), labels, usual=entry.channel, key="sent_channel")
        is_sent = st.form_submit_button(_("It was sent"), type="primary")
    if is_sent:
        with _saved("sending", say("It was recorded that this was sent.")):
            mark_sent(
                session.the_store(),
                session.actor(),
                entry.row.id,
                entry.version,
                sent_on=sent_on,
                channel=channel or "",
            )


def _annulling(entry: Entry) -> None:
    with st.expander(_("Annul")):
        st.markdown(
            _(
                "Only when this never took place: the data never left the house, or the entry is a mistake. It stays in"
                " the register, and no longer counts."
            )
        )
        with st.form("annulling", border=False):
            why = st.text_area(_("Why this never took place"), key="annul_why")
            is_sent = st.form_submit_button(_("Annul this entry"))
        if is_sent:
            with _saved("annulling", say("The entry was annulled.")):
                annul(session.the_store(), session.actor(), entry.row.id, entry.version, why=why)
