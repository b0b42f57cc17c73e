"""What may be done with an entry of the register of disclosures: each act a small form beneath its facts."""

from collections.abc import Callable

import streamlit as st

from data_layer.disclosure_course import annul, exempt_source, mark_sent, tell_source
from data_layer.disclosure_facts import split_numbers
from data_layer.disclosures import EXEMPTIONS, Entry
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import CHANNEL_LABELS
from pages.shared import breach_recording, confirm, drawers, forms, session, waiting_file
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, plain

Offer = Callable[[Entry], None]


def first(entry: Entry) -> None:
    """Draws the one next step of a delivery that was made: its file, and that it was sent."""
    if entry.row.state != "made":
        return
    roles = session.actor().roles
    if may(roles, Act.DELIVERY_FILE_VIEW):
        drawers.heading(_("The file"))
        waiting_file.drawn(entry)
    if may(roles, Act.DISCLOSURE_SEND):
        _sending(entry)


def offered(entry: Entry) -> None:
    """Draws the other forms that the state of the entry and the role of the person allow."""
    row = entry.row
    if row.state == "annulled":
        return
    offers: list[tuple[bool, Act, Offer]] = [
        (True, Act.BREACH_RECORD, breach_recording.offered),
        (row.tell_by is not None or row.source_exempt is not None, Act.DISCLOSURE_RECORD, _source),
        (True, Act.DISCLOSURE_ANNUL if row.state == "made" else Act.DISCLOSURE_ANNUL_SENT, _annulling),
    ]
    for is_open, act, offer in offers:
        if is_open and may(session.actor().roles, act):
            offer(entry)
    roles = session.actor().roles
    if row.state != "made" and may(roles, Act.DISCLOSURE_ANNUL) and not may(roles, Act.DISCLOSURE_ANNUL_SENT):
        st.caption(_("Is this entry wrong? Ask the privacy officer to annul it."))


def _source(entry: Entry) -> None:
    drawers.heading(_("Telling the source"))
    if entry.row.source_exempt is not None:
        st.markdown(_("These persons need not be told: %(why)s.", why=EXEMPTIONS[entry.row.source_exempt]))
        form = Form(f"tell_after_all:{entry.row.id}")
        pressed = st.button(_("Tell them after all"), key="tell_after_all")
        _exempted(form, entry, None, say("These persons are to be told the source again."), pressed=pressed)
        return
    assert entry.row.tell_by is not None  # noqa: S101 - offered only then
    st.markdown(
        _("Tell these persons by %(day)s where their data came from (article 14).", day=entry.row.tell_by)
        if entry.row.tell_by >= session.today()
        else _("These persons should have been told by %(day)s where their data came from.", day=entry.row.tell_by)
    )
    _telling(entry)
    with st.expander(_("They need not be told")):
        form = Form(f"exempting:{entry.row.id}")
        with st.form(f"exempting:{form.id}", border=False):
            with form.field("why", _("Why not (article 14, paragraph 5)")) as label:
                why = forms.choice(label, {code: _(words) for code, words in EXEMPTIONS.items()}, key="exempt_why")
            pressed = st.form_submit_button(_("Record that they need not be told"))
        _exempted(form, entry, why or "", say("It was recorded that the source need not be told."), pressed=pressed)


def _telling(entry: Entry) -> None:
    form = Form(f"source:{entry.row.id}")
    typed = ""
    with st.form(f"source:{form.id}"):
        with form.field("told_on", _("Told on")) as label:
            told_on = st.date_input(label, session.today(), format=DAY_FORMAT, key="told_on")
        if entry.row.untold > 1:
            with form.field("client_numbers", _("Only these client numbers")) as label:
                typed = st.text_area(label, height="content", placeholder=_("Empty: all of them."), key="told_numbers")
        pressed = st.form_submit_button(_("They were told"), type="primary")
    numbers = split_numbers(typed)
    confirm.in_drawer(
        form,
        lambda store: tell_source(
            store, session.actor(), entry.row.id, entry.version, told_on=told_on, client_numbers=numbers or None
        ),
        say("It was recorded that the source was told."),
        pressed=pressed,
    )


def _exempted(form: Form, entry: Entry, why: str | None, sentence: Sentence, *, pressed: bool) -> None:
    confirm.in_drawer(
        form,
        lambda store: exempt_source(store, session.actor(), entry.row.id, entry.version, why=why),
        sentence,
        pressed=pressed,
    )


def _sending(entry: Entry) -> None:
    labels = {code.value: _(words) for code, words in CHANNEL_LABELS.items()}
    drawers.heading(_("Sending"))
    form = Form(f"sending:{entry.row.id}")
    with st.form(f"sending:{form.id}"):
        left, right = st.columns(2)
        with left, form.field("sent_on", _("Sent on")) as label:
            sent_on = st.date_input(label, session.today(), format=DAY_FORMAT, key="sent_on")
        with right, form.field("channel", _("Channel")) as label:
            channel = forms.choice(label, labels, usual=entry.channel, key="sent_channel")
        pressed = st.form_submit_button(_("It was sent"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: mark_sent(
            store, session.actor(), entry.row.id, entry.version, sent_on=sent_on, channel=channel or ""
        ),
        say("It was recorded that this was sent."),
        pressed=pressed,
    )


def _annulling(entry: Entry) -> None:
    form = Form(f"annulling:{entry.row.id}")
    with st.expander(_("Annul")):
        st.markdown(
            _(
                "Only when this never took place: the data never left the house, or the entry is a mistake. It stays in"
                " the register, and no longer counts."
            )
        )
        with st.form(f"annulling:{form.id}", border=False):
            with form.field("why", _("Why this never took place")) as label:
                why = st.text_area(label, key="annul_why", max_chars=LONGEST_TEXT)
            pressed = st.form_submit_button(_("Annul this entry"))
        confirm.in_drawer(
            form,
            lambda store: annul(store, session.actor(), entry.row.id, entry.version, why=why),
            say("The entry was annulled."),
            pressed=pressed,
            asks=lambda: Question(
                _("Annul %(number)s?", number=entry.row.number),
                [
                    _("The entry stays in the register with your reason, and no longer counts. This cannot be undone."),
                    _("Your reason: %(why)s", why=plain(why)),
                ],
                _("Yes, annul it"),
            ),
        )
