"""What falls due in the months and years ahead: bars, and the same figures beside them."""

from collections.abc import Sequence

import streamlit as st

from data_layer import retention
from data_layer.due_categories import DUE_CATEGORIES
from data_layer.exporting import retention_lists
from data_layer.oversight import retention_charts
from data_layer.retention import Coming
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from pages.shared import charts, choices, links, session, tables, toolbar
from pages.shared.navigation import CLIENT
from pages.shared.wording import DAY_FORMAT, _


def shown(reader: Reader) -> None:
    """Clients of whom something falls due: per year, or per month of the year that is chosen."""
    per_year = retention.coming(reader)
    if not per_year:
        st.info(_("Nothing falls due in the years ahead."), icon=":material/check_circle:")
        return
    years = {str(row.starts_on.year): str(row.starts_on.year) for row in per_year}
    with st.container(width=240):
        year = choices.selectbox(_("Year"), "jaar", years, _("all years"))
    rows = retention.coming(reader, int(year)) if year else per_year
    clicked = _chart(rows, is_monthly=year is not None)
    if clicked is not None:
        tables.first_page()
        st.query_params["jaar"] = clicked
        st.rerun()
    _clients(reader, int(year) if year else None)


def _chart(rows: Sequence[Coming], *, is_monthly: bool) -> str | None:
    """The bars and their table; the year that was clicked."""
    chart = retention_charts.falls_due(
        rows,
        code=f"coming:{is_monthly}",
        title=say("Clients of whom something falls due, per month or year"),
        meaning=say("Clients of whom, in that month or year, something falls due for deletion."),
        heading=say("Month") if is_monthly else say("Year"),
        is_monthly=is_monthly,
    )
    clicked = charts.with_table(chart, opens=not is_monthly)
    return None if clicked is None else clicked[0]


def _clients(reader: Reader, year: int | None) -> None:
    """Who they are, the first to fall due first."""
    page = retention.due_later(reader, tables.position(), year)
    toolbar.above(page.total, retention_lists.coming(retention.ahead(session.today(), year), year))
    column, labels = st.column_config, {category.code: _(category.label) for category in DUE_CATEGORIES}
    clicked = tables.table(
        {
            "number": [row.number for row in page.rows],
            "name": [row.name for row in page.rows],
            "from": [row.due_from for row in page.rows],
            "all": [row.all_due_from for row in page.rows],
            "categories": [tables.first_of([labels[c.code] for c in row.categories]) for row in page.rows],
        },
        {
            "number": column.TextColumn(_("Number"), width=95),
            "name": column.TextColumn(_("Name"), width="medium"),
            "from": column.DateColumn(_("Due from"), format=DAY_FORMAT),
            "all": column.DateColumn(_("Everything from"), format=DAY_FORMAT),
            "categories": column.TextColumn(_("Categories")),
        },
        key="coming_clients",
        alt=_("Clients of whom something falls due, the first first; a row opens the dossier"),
        sorts={},
    )
    tables.pager(page)
    if clicked is not None:
        links.go(CLIENT, nummer=page.rows[clicked].number, deel="retention")
