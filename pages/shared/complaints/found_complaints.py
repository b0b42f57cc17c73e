"""The complaints that the search screen found, each leading to its own screen."""

from collections.abc import Sequence

import streamlit as st

from data_layer.complaints.complaint_lists import KIND_LABELS, Row
from data_layer.rules.access import Act, may
from pages.shared import links, session, tables
from pages.shared.complaints import complaint_desk
from pages.shared.navigation import COMPLAINT
from pages.shared.wording import DAY_FORMAT, _


def shown(rows: Sequence[Row]) -> None:
    """The table of these; a row opens the complaint."""
    column = st.column_config
    clicked = tables.table(
        {
            "number": [row.number for row in rows],
            "stand": [[complaint_desk.stand(row)] for row in rows],
            "kind": [_(KIND_LABELS[row.kind]) for row in rows],
            "received": [row.received_on for row in rows],
            **({"who": [row.who for row in rows]} if may(session.actor().roles, Act.CLIENT_LIST) else {}),
        },
        {
            "number": column.TextColumn(_("Number"), width=115),
            "stand": complaint_desk.stand_column(),
            "kind": column.TextColumn(_("Kind"), width=165),
            "received": column.DateColumn(_("Received on"), format=DAY_FORMAT, width=115),
            "who": column.TextColumn(_("Who"), width="medium"),
        },
        key="found_complaints",
        opens=session.opens(COMPLAINT),
        alt=_("Complaints that fit; a row opens the complaint"),
    )
    if clicked is not None:
        links.go(COMPLAINT, nummer=rows[clicked].number)
