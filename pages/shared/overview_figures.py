"""The figures on top of the overview: each with its denominator, its meaning on hover, and the way to its rows."""

from collections.abc import Mapping

import streamlit as st

from data_layer.reports import Clients, OnTime
from data_layer.retention import Totals
from data_layer.rules.deadlines import Phase
from pages.shared import figures
from pages.shared.navigation import CLIENTS, REQUESTS, RETENTION
from pages.shared.wording import _, _n, day, in_words


def cards(counts: Mapping[Phase, int], this_week: int, rate: OnTime, people: Clients, kept: Totals) -> None:
    """Five figures side by side."""
    with st.grid(5, min_column_width=165):
        figures.card(
            _("Open requests"),
            in_words(sum(counts.values())),
            REQUESTS,
            note=_("%(n)s overdue", n=counts[Phase.overdue]),
            meaning=_("Requests that were not answered yet, those that wait for an answer of the person included."),
            leads_to=_("To the queue"),
            stand="open",
        )
        figures.card(
            _("This week"),
            in_words(this_week),
            REQUESTS,
            note=_("to be answered"),
            meaning=_(
                "Requests whose safe last day is this Sunday or earlier, overdue ones included, without those that"
                " wait for the person. A withdrawal of consent counts on the day it must be carried out."
            ),
            stand="week",
        )
        figures.card(
            _("On time"),
            _share(rate.on_time, rate.due),
            REQUESTS,
            note=_("%(part)s of %(whole)s requests", part=rate.on_time, whole=rate.due),
            meaning=_(
                "Requests whose legal last day lay between %(since)s and today, unanswered ones included: the share"
                " whose answer was sent by that day. By the safe day, which nobody can dispute: %(safe)s. Withdrawn"
                " ones are left out: %(withdrawn)s.",
                since=day(rate.since),
                safe=f"{_share(rate.on_safe_time, rate.due)} ({rate.on_safe_time}/{rate.due})",
                withdrawn=rate.withdrawn,
            ),
            leads_to=_("The others"),
            stand="late",
        )
        figures.card(
            _("Clients"),
            in_words(people.total),
            CLIENTS,
            note=_("%(n)s now in a course", n=people.in_course),
            meaning=_n("One of them is restricted.", "%(n)s of them are restricted.", people.restricted),
        )
        figures.card(
            _("To be deleted now"),
            in_words(kept.due_now),
            RETENTION,
            note=_("%(n)s over thirty days", n=kept.red),
            meaning=_(
                "Clients of whom at least one category of data is due for deletion, and those of whom it is so for"
                " more than thirty days. Held: %(held)s.",
                held=kept.held,
            ),
            weergave="due",
        )


def _share(part: int, whole: int) -> str:
    """In whole percents, downwards: only when all were on time does it say 100."""
    return f"{100 * part // whole}%" if whole else "–"
