"""The head of a dossier: who it is, what stands out, and the one way to a citizen service number."""

from typing import Literal

import streamlit as st
from streamlit.column_config import MultiselectColumn

from data_layer import clients
from data_layer.categories import CARD
from data_layer.clients import DUE, FLAG_LABELS, HELD, OPEN_REQUEST, RESTRICTED, REVEAL_REASONS, Client
from data_layer.log import Reason
from pages.shared import record_drawer, session
from pages.shared.forms import Form
from pages.shared.record_fields import language_words
from pages.shared.wording import _, day, in_words

Colour = Literal["red", "orange", "blue", "violet"]
_COLOURS: dict[str, Colour] = {RESTRICTED: "red", HELD: "violet", OPEN_REQUEST: "blue", DUE: "orange"}
_ICONS = {RESTRICTED: "lock", HELD: "front_hand", OPEN_REQUEST: "mail", DUE: "auto_delete"}
HIDE_AFTER = 30  # seconds that a BSN stays readable


def flag_words(client: Client) -> list[str]:
    """What stands out about a client, in words."""
    return [_(FLAG_LABELS[flag]) for flag in client.flags]


def flag_column(heading: str) -> object:
    """The column of a table whose cells hold `flag_words(client)`."""
    return MultiselectColumn(
        heading,
        options=[_(words) for words in FLAG_LABELS.values()],
        color=[_COLOURS[flag] for flag in FLAG_LABELS],
        width="medium",
    )


def course(client: Client) -> str | None:
    """Whether the course runs, and until when; nothing without an agreement."""
    if not client.has_agreement:
        return None
    if client.ended_on is None:
        return _("runs")
    if client.is_running:
        return _("runs until %(day)s", day=client.ended_on)
    return _("ended %(day)s", day=client.ended_on)


def badges(client: Client) -> None:
    """What stands out, beneath the name."""
    for flag in client.flags:
        st.badge(_(FLAG_LABELS[flag]), icon=f":material/{_ICONS[flag]}:", color=_COLOURS[flag])


def facts(client: Client) -> None:
    """Number, birth, language, course and BSN, side by side."""
    with st.container(horizontal=True, gap="medium"):
        _fact(_("Number"), client.number)
        _fact(_("Date of birth"), day(client.birth_date))
        _fact(_("Language"), language_words(client.language) if client.language else in_words(None))
        _fact(_("Registered on"), day(client.registered_on))
        _fact(_("Course"), in_words(course(client)))
        with st.container(width="content", gap="xxsmall"):
            st.caption(_("BSN"))
            if client.masked_bsn is None:
                st.text(in_words(None))
            else:
                reveal(client.id, client.masked_bsn)
        if record_drawer.may_write(client) and st.button(
            _("Change general facts"), type="tertiary", icon=":material/edit:", key="open:card"
        ):
            record_drawer.open_record(CARD, client.id)


@st.fragment
def reveal(client_id: int, masked: str) -> None:
    """The masked number, and a popover that shows the whole one for a reason, for half a minute."""
    with st.popover(masked, icon=":material/visibility:", type="tertiary"):
        labels = {code: _(words) for code, words in REVEAL_REASONS.items()}
        form = Form("reveal_bsn")
        with st.form("reveal_bsn", border=False):
            with form.field("reason", _("Why must the BSN be seen?")) as label:
                code = st.selectbox(
                    label,
                    list(labels),
                    index=None,
                    format_func=labels.__getitem__,
                    placeholder=_("Choose a reason"),
                    key="reveal_reason",
                )
            with form.field("reason_text", _("Explanation")) as label:
                words = st.text_input(label, max_chars=200, key="reveal_words", autocomplete="off")
            asked = st.form_submit_button(_("Show BSN"), icon=":material/visibility:")
        st.caption(_("Who looked, when and why is noted in the log."))
        if not asked:
            return
        with form.problems_shown():
            number = clients.reveal_bsn(
                session.the_store(), session.actor(), client_id, Reason(code or "none", words.strip() or None)
            )
            _shown([number])


@st.fragment(run_every=HIDE_AFTER)
def _shown(left: list[str]) -> None:
    """Draws the number once: when the fragment comes round again it is gone, from here and from the session."""
    if left:
        st.code(left.pop(), language=None)
        st.caption(_("Hidden again after %(n)s seconds.", n=HIDE_AFTER))
    else:
        st.caption(_("The BSN is hidden again."))


def _fact(label: str, value: str) -> None:
    with st.container(width="content", gap="xxsmall"):
        st.caption(label)
        st.text(value)
