"""The register of disclosures added up per month and recipient, what went out and what came in apart."""

from dataclasses import replace
from typing import cast

import streamlit as st

from data_layer import disclosure_totals
from data_layer.disclosure_totals import MOST_MONTHS, MonthTotal
from data_layer.disclosures import Filter
from data_layer.exporting import disclosure_lists
from data_layer.oversight.disclosure_charts import Counted, per_month
from data_layer.rules.access import Act
from data_layer.rules.months import first_of_twelve_months
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import Direction
from pages.shared import charts, choices, disclosure_filters, export_drawer, links, session
from pages.shared.disclosure_filters import COUNTING, YEAR
from pages.shared.navigation import DISCLOSURES
from pages.shared.wording import LANGUAGE_KEY, _


def with_usual_period(chosen: Filter) -> Filter:
    """The last twelve months where no period was chosen."""
    if chosen.since or chosen.until:
        return chosen
    return replace(chosen, since=first_of_twelve_months(session.today()))


def shown(chosen: Filter) -> None:
    """Draws what the filter adds up to; a month, or a recipient in it, opens its entries."""
    actor = session.actor()
    with session.the_store().read(actor, Act.DISCLOSURE_LIST) as reader:
        found = disclosure_totals.month_totals(reader, actor, chosen)
        is_cut = len(disclosure_totals.the_months(reader, chosen)) > MOST_MONTHS
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        counts = {"entries": _("Disclosures"), "clients": _("Clients")}
        counted = cast(Counted, choices.segments(_("Count"), "telling", counts))
        export_drawer.button(disclosure_lists.month_totals(chosen))
    headings = {
        Direction.OUT: (_("Sent, per month"), say("What was sent to each recipient, per month")),
        Direction.IN: (_("Obtained, per month"), say("What was obtained from each recipient, per month")),
    }
    directions = [way for way in headings if any(row.direction == way for row in found)]
    for way in directions:
        heading, title = headings[way]
        st.subheader(heading)
        _of_direction(way, [row for row in found if row.direction == way], title, counted)
    if not directions:
        disclosure_filters.nothing_fits()
        return
    if is_cut:
        st.caption(_("These are the last %(most)s months of the period; the export has all of them.", most=MOST_MONTHS))
    st.caption(
        _("What was annulled is left out. A client counts once per disclosure. Click a month or a figure for its rows.")
    )


def _of_direction(way: Direction, rows: list[MonthTotal], title: Sentence, counted: Counted) -> None:
    chart = per_month(rows, code=f"months:{way}", title=title, meaning=title, counted=counted)
    clicked = charts.with_table(chart, opens=session.opens(DISCLOSURES))
    if clicked is None:
        return
    month, part = clicked
    code = part if part in {row.code for row in rows} else None
    left = {LANGUAGE_KEY, "weergave", "telling", "stand", YEAR}
    others = {name: value for name, value in st.query_params.items() if name not in left}
    where = {"maand": month, "richting": way.value, "stand": COUNTING, **({choices.RECIPIENT: code} if code else {})}
    links.go(DISCLOSURES, **others | where)
