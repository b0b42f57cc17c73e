"""The times that a link can ask of a list: a window of days, and how it stood on a day before today.

They stand in the URL; each is told above the list, with the way to be rid of it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import streamlit as st

from data_layer.disclosure_facts import EARLIEST
from data_layer.rules.sentences import Sentence, say
from pages.shared import choices, session
from pages.shared.wording import _, day

AS_OF, SINCE, UNTIL = "peildatum", "van", "tot"  # names in the URL; their values are like 2026-03-31
WORDS = {"as_of": AS_OF, "since": SINCE, "until": UNTIL}
"""The fields of a filter, with their names in the URL."""
Counted = Literal["legal", "received", "answered"]


@dataclass(frozen=True, slots=True)
class Times:
    """What is asked for, as the fields of a filter."""

    since: date | None = None
    until: date | None = None
    as_of: date | None = None


def asked(counted: Counted | None) -> Times:
    """The window in which something is counted, and the day before today of which it is told how it stood then.

    Each is told in a line above the list, with the way to be rid of it. There is no window where the list that is
    chosen counts nothing by days, or where only one of its days is asked for.
    """
    since, until, as_of = map(day_asked, (SINCE, UNTIL, AS_OF))
    has_window = counted is not None and since is not None and until is not None
    if as_of == session.today():
        as_of = None
    times = Times(since, until, as_of) if has_window else Times(as_of=as_of)
    if times != Times():
        with st.container(horizontal=True, vertical_alignment="center"):
            if counted and has_window:
                choices.only(_(_told(counted, day(since), day(until))), SINCE, "date_range", _("Clear"), also=(UNTIL,))
            if as_of:
                choices.only(_("As it stood on %(day)s", day=day(as_of)), AS_OF, "history", _("Clear"))
    return times


def day_asked(name: str) -> date | None:
    """The day that the URL asks for under one of these names, if it has been."""
    return choices.day_in_url(name, EARLIEST, session.today())


def days_told(*names: str) -> None:
    """A badge for each of these days that is asked for by itself."""
    labels = {SINCE: _("From"), UNTIL: _("Up to and including"), AS_OF: _("As it stood on")}
    found = [(name, on) for name in names if (on := day_asked(name)) is not None]
    if found:
        with st.container(horizontal=True, vertical_alignment="center"):
            for name, on in found:
                choices.only(f"{labels[name]} {day(on)}", name, "event", _("Clear"))


def _told(counted: Counted, since: str, until: str) -> Sentence:
    match counted:
        case "legal":
            return say("Legal day from %(since)s to %(until)s", since=since, until=until)
        case "received":
            return say("Received from %(since)s to %(until)s", since=since, until=until)
        case "answered":
            return say("Answered from %(since)s to %(until)s", since=since, until=until)
