"""The times that a link can ask of a list: a window of days, and how it stood on a day before today."""

from datetime import date
from typing import Literal

import streamlit as st

from data_layer.rules.months import day_of
from data_layer.rules.sentences import Sentence, say
from pages.shared import choices, session
from pages.shared.wording import _, day

AS_OF, SINCE, UNTIL = "peildatum", "van", "tot"  # names in the URL; their values are like 2026-03-31
WORDS = {"as_of": AS_OF, "since": SINCE, "until": UNTIL}
"""The fields of a filter, with their names in the URL."""
Counted = Literal["legal", "received", "answered"]


def window(counted: Counted | None) -> tuple[date | None, date | None]:
    """The days between which something is counted, told in a line with the way to be rid of it.

    Nothing where the list that is chosen counts nothing by days, or only one of them is asked for.
    """
    since, until = day_of(st.query_params.get(SINCE)), day_of(st.query_params.get(UNTIL))
    if counted is None or since is None or until is None:
        return None, None
    choices.only(_(_told(counted, day(since), day(until))), SINCE, "date_range", also=(UNTIL,))
    return since, until


def as_of() -> date | None:
    """The day before today as it stood on which the list is asked for, told in a line with the way to be rid of it."""
    asked = day_of(st.query_params.get(AS_OF))
    if asked is None or asked >= session.today():
        return None
    choices.only(_("As it stood on %(day)s", day=day(asked)), AS_OF, "history")
    return asked


def _told(counted: Counted, since: str, until: str) -> Sentence:
    match counted:
        case "legal":
            return say("Legal day from %(since)s to %(until)s", since=since, until=until)
        case "received":
            return say("Received from %(since)s to %(until)s", since=since, until=until)
        case "answered":
            return say("Answered from %(since)s to %(until)s", since=since, until=until)
