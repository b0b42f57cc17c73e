"""The drawer in which the texts of a client are read, and what is about somebody else is blacked out."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data_layer.carrying_out import redacting
from data_layer.carrying_out.redacting import Read
from data_layer.rules.checks import LONGEST_LINE
from data_layer.rules.redaction import Range
from data_layer.rules.sentences import say
from data_layer.store import Store
from pages.shared import confirm, session
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, day, in_words, language, plain

NAME = "redaction"
_BAR = "▮▮▮"
_AT_A_TIME = 5


def drawn(desk: Desk, client_id: int) -> None:
    """The texts, a few at a time, those of one kind or with one word."""
    found = redacting.opened(desk.store, desk.actor, desk.case.id, client_id, sitting=session.sitting())
    st.markdown(
        _("The person reads these texts. Black out what is about somebody else: a name, and what gives that away.")
    )
    if not found:
        st.caption(_("Nothing was typed freely about this client."))
        return
    left, right = st.columns(2)
    kinds = {_(read.text.part): read.text.part for read in found}
    with left:
        kind = st.selectbox(
            _("Kind of data"), list(kinds), index=None, placeholder=_("All"), key=f"redaction_kind:{language()}"
        )
    with right:
        word = st.text_input(_("With this word"), key="redaction_word", autocomplete="off", max_chars=LONGEST_LINE)
    chosen = [
        read
        for read in found
        if (kind is None or read.text.part == kinds[kind]) and word.strip().lower() in read.text.text.lower()
    ]
    chosen.sort(key=lambda read: not read.is_stale)
    st.caption(_("%(n)s of %(all)s texts", n=in_words(len(chosen)), all=in_words(len(found))))
    pages = max(1, -(-len(chosen) // _AT_A_TIME))
    at = st.pagination(pages, key=f"redaction_page:{kind}:{pages}") if pages > 1 else 1
    for read in chosen[(at - 1) * _AT_A_TIME : at * _AT_A_TIME]:
        with st.container(border=True, gap="small"):
            _text(desk, read)


def _text(desk: Desk, read: Read) -> None:
    place = read.text.place
    key = f"{place.in_table}:{place.record_id}:{place.field}"
    about = (_(read.text.part), _(read.text.label), day(read.text.on))
    st.caption(" · ".join(capitalised(words) for words in about))
    st.markdown(" ".join([_BAR if piece is None else plain(piece) for piece in read.pieces]))
    if read.is_stale:
        st.warning(
            _("This text changed after words in it were blacked out. They are readable again. Look at it anew."),
            icon=":material/visibility:",
        )
    form = Form(f"redaction:{desk.case.id}:{key}")
    with st.form(f"{form.name}:{form.id}", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left, form.field("words", _("Words to black out")) as label:
            words = st.text_input(label, key=f"redaction_words:{form.id}", autocomplete="off", max_chars=LONGEST_LINE)
        pressed = right.form_submit_button(_("Black out"))
    confirm.in_drawer(
        form,
        lambda store: redacting.black_out(store, desk.actor, desk.case.id, text=read.text, words=words),
        say("The words are blacked out."),
        pressed=pressed,
    )
    if read.ranges or read.is_stale:
        _showing_again(desk, read, key)


def _showing_again(desk: Desk, read: Read, key: str) -> None:
    """A button for each word that is blacked out; of a text that changed one that says it was read."""
    form = Form(f"redaction_undo:{desk.case.id}:{key}")
    by_words: dict[str, list[Range]] = {}
    for start, end in read.ranges:
        by_words.setdefault(read.text.text[start:end], []).append((start, end))
    choices = {_("Show again: %(words)s", words=plain(_shortened(words))): found for words, found in by_words.items()}
    if read.is_stale:
        choices[_("Read anew: nothing to black out")] = []
    with st.container(horizontal=True, gap="small"):
        for n, (label, ranges) in enumerate(choices.items()):
            confirm.in_drawer(
                form,
                partial(_show_again, desk, read, ranges),
                say("The text can be read again."),
                pressed=st.button(label, type="tertiary", icon=":material/undo:", key=f"show_again:{form.id}:{n}"),
            )


def _show_again(desk: Desk, read: Read, ranges: Sequence[Range], store: Store) -> None:
    redacting.show_again(store, desk.actor, desk.case.id, text=read.text, which=ranges)


def _shortened(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"
