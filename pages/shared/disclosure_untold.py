"""What is still to be told of received data: how many entries there are, and by which day each."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from data_layer.disclosure_totals import Untold
from data_layer.disclosures import Row
from pages.shared import links, session
from pages.shared.disclosure_filters import CARE, UNTOLD
from pages.shared.navigation import DISCLOSURES
from pages.shared.wording import _, _n, day


def counted(found: Untold) -> None:
    """One line with the way to the list, or nothing where everybody was told."""
    if not found.open or st.query_params.get(CARE) == UNTOLD:
        return
    words = _n("The source of %(n)s receipt is to be told", "The source of %(n)s receipts is to be told", found.open)
    if found.late:
        words += " · " + _n("%(n)s too late", "%(n)s too late", found.late)
    links.link(DISCLOSURES, words, icon=":material/campaign:", **{CARE: UNTOLD})


def days(rows: Sequence[Row]) -> list[list[str]]:
    """The cells of the column below."""
    return [[day(row.tell_by)] if row.tell_by else [] for row in rows]


def column(rows: Sequence[Row]) -> Any:
    """The column with the last day to tell, red once it is past."""
    found = sorted({row.tell_by for row in rows if row.tell_by})
    return st.column_config.MultiselectColumn(
        _("Tell by"),
        options=[day(on) for on in found],
        color=["red" if on < session.today() else "gray" for on in found],
        width=115,
    )
