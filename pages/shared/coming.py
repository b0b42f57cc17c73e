"""What falls due in the months and years ahead: bars, and the same figures beside them."""

import altair as alt
import streamlit as st
from babel.dates import format_date

from data_layer import retention
from data_layer.retention import Coming
from data_layer.transactions import Reader
from data_layer.vocabulary import CATEGORIES
from pages.shared import choices, links, tables
from pages.shared.navigation import CLIENT
from pages.shared.wording import _, language


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
    left, right = st.columns([3, 2])
    with left:
        st.altair_chart(
            _chart(rows, is_monthly=year is not None),
            alt=_("Clients of whom something falls due, per month or year; the table beside it has the figures"),
        )
    with right:
        st.dataframe(
            {
                "period": [_period(row, is_monthly=year is not None) for row in rows],
                "clients": [row.clients for row in rows],
                "whole": [row.whole for row in rows],
            },
            column_config={
                "period": st.column_config.TextColumn(_("Month") if year else _("Year")),
                "clients": st.column_config.NumberColumn(_("Clients")),
                "whole": st.column_config.NumberColumn(
                    _("Of whom everything"), help=_("Clients of whom, from then on, everything is due for deletion.")
                ),
            },
            hide_index=True,
            height="content",
            key="coming",
            alt=_("Clients of whom something falls due, per month or year"),
        )
    _clients(reader, int(year) if year else None)


def _clients(reader: Reader, year: int | None) -> None:
    """Who they are, the first to fall due first."""
    page = retention.due_later(reader, tables.position(), year)
    column, labels = st.column_config, {category.code: _(category.label) for category in CATEGORIES}
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
            "from": column.DateColumn(_("Due from"), format="DD-MM-YYYY"),
            "all": column.DateColumn(_("Everything from"), format="DD-MM-YYYY"),
            "categories": column.TextColumn(_("Categories")),
        },
        key="coming_clients",
        alt=_("Clients of whom something falls due, the first first; a row opens the dossier"),
    )
    tables.pager(page)
    if clicked is not None:
        links.go(CLIENT, nummer=page.rows[clicked].number, deel="retention")


def _period(row: Coming, *, is_monthly: bool) -> str:
    return format_date(row.starts_on, "LLLL y" if is_monthly else "y", locale=language())


def _chart(rows: list[Coming], *, is_monthly: bool) -> alt.Chart:
    periods = [format_date(row.starts_on, "LLL" if is_monthly else "y", locale=language()) for row in rows]
    data = alt.InlineData(
        [{"period": period, "clients": row.clients} for period, row in zip(periods, rows, strict=True)]
    )
    chart: alt.Chart = (
        alt.Chart(data, height=320)
        .mark_bar(cornerRadiusEnd=3)
        .encode(
            x=alt.X(
                "period:N",
                sort=periods,
                title=None,
                scale=alt.Scale(paddingInner=0.3),
                axis=alt.Axis(labelAngle=-40 if is_monthly else 0, labelOverlap=False),
            ),
            y=alt.Y("clients:Q", title=_("Clients"), axis=alt.Axis(format="d", tickMinStep=1)),
            tooltip=[
                alt.Tooltip("period:N", title=_("Month") if is_monthly else _("Year")),
                alt.Tooltip("clients:Q", title=_("Clients")),
            ],
        )
    )
    return chart
