"""What is typed in a search field: the URL holds the number of a record as it is, anything else by a word that says
nothing, so that Back, reload and a bookmark find it again and no name or BSN stands in a URL."""

import secrets
import threading
from collections import OrderedDict

import streamlit as st

from data_layer.rules.identity import bsn_problem, is_record_number
from pages.shared import links, session, tables
from pages.shared.wording import _

NAME = "zoek"  # in the URL
_MARK = "~"  # begins a word that stands for what was typed
_MOST = 20_000  # texts that are remembered; past it the oldest are forgotten
_LONGEST = 100


class Typed:
    """The texts that people of this process typed, each found by its person only; forgotten when the process ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: OrderedDict[tuple[int, str], str] = OrderedDict()
        self._words: dict[tuple[int, str], str] = {}

    def word_for(self, person: int, text: str) -> str:
        """The word for this text of this person; the same text keeps its word."""
        with self._lock:
            word = self._words.get((person, text)) or _MARK + secrets.token_urlsafe(9)
            self._words[person, text] = word
            self._texts[person, word] = text
            self._texts.move_to_end((person, word))
            if len(self._texts) > _MOST:
                (owner, _word), forgotten = self._texts.popitem(last=False)
                del self._words[owner, forgotten]
            return word

    def text_of(self, person: int, word: str) -> str | None:
        """What this word stands for, or None: it is somebody else's, or was forgotten."""
        with self._lock:
            return self._texts.get((person, word))


@st.cache_resource(show_spinner=False)
def _typed() -> Typed:
    return Typed()


def in_url(text: str) -> str:
    """How the URL holds what was typed: empty for a BSN, which is kept nowhere."""
    text = " ".join(text.split())
    if not text or is_record_number(text):
        return text
    if bsn_problem(text) is None:
        return ""
    return _typed().word_for(session.actor().staff_id, text)


def sought() -> str:
    """What the URL asks for; empty where it asks for nothing, or for what only somebody else's word stands for."""
    asked = st.query_params.get(NAME, "")[:_LONGEST]
    if asked.startswith(_MARK):
        return _typed().text_of(session.actor().staff_id, asked) or ""
    return asked if is_record_number(asked) else ""


def is_forgotten() -> bool:
    """Whether the URL asks for something that nobody here remembers: the desk was started anew meanwhile."""
    return bool(st.query_params.get(NAME)) and not sought()


def box(key: str, placeholder: str, help_text: str | None = None) -> str:
    """The search field of a list; what it holds now. What was typed goes into the URL, and the URL into the field."""
    now, shown = st.query_params.get(NAME, ""), f"{key}:shown"
    if key not in st.session_state or st.session_state.get(shown) != now:
        st.session_state[key] = sought()  # one arrived, or went back
    text = st.text_input(
        _("Search"),
        type="search",
        max_chars=_LONGEST,
        placeholder=placeholder,
        help=help_text,
        key=key,
        autocomplete="off",
        on_change=tables.first_page,
    )
    if not text and is_forgotten():
        st.caption(_("What was looked for is no longer known here: type it again."))
        st.session_state[shown] = now
        return ""
    if (then := in_url(text)) != now:
        links.put(NAME, then)
    st.session_state[shown] = then
    return text.strip()
