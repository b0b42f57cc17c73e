"""A destruction in words: what it is about, per category, as one table; and the way to propose one."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from data_layer.destroying.items import Counted
from data_layer.destroying.labels import WHAT_LABELS
from data_layer.rules.access import Act, may
from pages.shared import links, session
from pages.shared.navigation import NEW_BATCH
from pages.shared.wording import _, day, in_words

STATE_COLOURS = {"proposed": "orange", "approved": "blue", "rebuilding": "blue", "done": "green", "rejected": "gray"}


def offered(category: str | None = None) -> None:
    """The button that leads to a new proposal, for those who may propose."""
    if may(session.actor().roles, Act.DESTRUCTION_PROPOSE) and st.button(
        _(NEW_BATCH.title), icon=":material/delete_forever:", type="primary", key="propose_batch"
    ):
        links.go(NEW_BATCH, **({"categorie": category} if category else {}))


def about(rows: Sequence[Counted]) -> None:
    """One line per category, or kind of case: clients, records, and the range of the last days."""
    table = {
        _("Category"): [_(WHAT_LABELS[row.what]) for row in rows],
        _("Clients"): [in_words(row.clients) for row in rows],
        _("Records"): [in_words(row.records) for row in rows],
        _("Last day of keeping"): [span(row.first_last_day, row.last_last_day) for row in rows],
    }
    st.table(table, border="horizontal", hide_index=True)


def span(first: date | None, last: date | None) -> str:
    """The range of the days, or the one day that it is."""
    if first is None or last is None:
        return "–"
    return day(first) if first == last else _("%(first)s to %(last)s", first=day(first), last=day(last))
