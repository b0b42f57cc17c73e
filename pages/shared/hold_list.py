"""The list of everything that is held: those to be reviewed first, each opening beside the list."""

from collections.abc import Sequence

import streamlit as st

from data_layer import hold_lists
from data_layer.exporting import retention_lists
from data_layer.hold_lists import Filter, Row
from data_layer.retention_kept import HOLD_LABELS
from data_layer.transactions import Reader
from pages.shared import choices, hold_drawer, hold_form, tables, toolbar
from pages.shared.wording import DAY_FORMAT, _, _n, day

KIND, TO_REVIEW, YES = "soort", "herzien", "yes"  # the names in the URL, and the one value of the second


def shown(reader: Reader) -> None:
    """The view “Held”: the choices, the list, and the drawers."""
    which = _choices(reader)
    hold_drawer.opened_by_url()
    page = hold_lists.listed(reader, which, tables.position())
    if not page.rows:
        st.info(
            _("No hold fits this choice. Choose another.")
            if which.kind is not None or which.to_review
            else _("Nothing is held. An open request or a restriction holds data by itself."),
            icon=":material/check_circle:",
        )
        return
    toolbar.above(page.total, retention_lists.held(which), hold_lists.ORDERS)
    clicked = _table(page.rows)
    tables.pager(page)
    if clicked is not None:
        tables.open_beside("held", hold_drawer.HOLD, page.rows[clicked].number)


def _choices(reader: Reader) -> Filter:
    waiting = hold_lists.to_review(reader)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            with st.container(width=240):
                kinds = {code: _(words) for code, words in HOLD_LABELS.items()}
                kind = choices.selectbox(_("Kind"), KIND, kinds, _("all"))
            only = choices.pills(_("Review"), TO_REVIEW, {YES: _n("%(n)s to review", "%(n)s to review", waiting)})
        hold_form.offered()
    return Filter(kind, only == YES, tables.order(hold_lists.ORDERS))


def _table(rows: Sequence[Row]) -> int | None:
    column, now = st.column_config, _("now")
    kinds = {code: _(words) for code, words in HOLD_LABELS.items()}
    return tables.table(
        {
            "number": [row.client_number for row in rows],
            "name": [row.name for row in rows],
            "kinds": [[kinds[row.kind]] for row in rows],
            "since": [row.since for row in rows],
            "review": [[now] if row.to_review else [day(row.review_on)] if row.review_on else [] for row in rows],
            "owner": [row.owner for row in rows],
            "reason": [row.reason for row in rows],
        },
        {
            "number": column.TextColumn(_("Number"), width=95),
            "name": column.TextColumn(_("Name"), width=150),
            "kinds": column.MultiselectColumn(_("Kind"), options=list(kinds.values()), color="violet", width=145),
            "since": column.DateColumn(_("Held since"), format=DAY_FORMAT, width=135),
            "review": column.MultiselectColumn(_("To review"), options=[now], color="orange", width=110),
            "owner": column.TextColumn(_("Owner"), width=130),
            "reason": column.TextColumn(_("Reason"), width="medium"),
        },
        key=tables.drawn("held"),
        alt=_("Holds, those to be reviewed first; a row opens the hold"),
        leaves=False,
        sorts={"number": ["number"], "since": ["longest"], "review": ["review"]},
    )
