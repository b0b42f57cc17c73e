"""What stands above a request and a complaint alike: about whom it is, who handles it, and how many days are left."""

from datetime import date

import streamlit as st

from pages.shared import links
from pages.shared.navigation import CLIENT
from pages.shared.wording import _, _n, day, in_words, plain


def person(client_number: str | None, who: str, not_found: str) -> None:
    """The way to the client, or, of somebody who is not found among them, the words for that."""
    if client_number:
        name = f" · {plain(who)}" if who else ""
        links.link(CLIENT, f"{client_number}{name}", icon=":material/person:", nummer=client_number)
    else:
        st.markdown(not_found, width="content")


def handled_by(handler: str | None) -> None:
    """Who handles it."""
    words = _("Handler: %(name)s", name=plain(handler) or _("nobody yet"))
    st.markdown(f":small[{words}]", width="content")


def days_left(left: int | None, answered_on: date | None) -> None:
    """How many calendar days are left, or how many it is late; once answered, when that was."""
    if left is None:
        st.metric(_("Answered on"), day(answered_on))
    elif left < 0:
        st.metric(_("Days left"), _n("%(n)s day late", "%(n)s days late", -left))
    else:
        st.metric(_("Days left"), in_words(left))
