"""What goes to or comes from each recipient, month by month: a chart with its table."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from data_layer.disclosure_totals import MonthTotal
from data_layer.disclosures import STRANGERS
from data_layer.rules.disclosure import FLAG_LABELS
from pages.shared import charts, session
from pages.shared.charts import MONTH_WIDTH, Bar, month_code, month_label
from pages.shared.navigation import DISCLOSURES
from pages.shared.wording import _, _n

Counted = Literal["entries", "clients"]


def per_month(
    rows: Sequence[MonthTotal], alt_text: str, *, key: str, counted: Counted = "entries"
) -> tuple[str, str | None] | None:
    """Draws rows that name each recipient in each month; the month that was clicked, with the recipient if any."""
    names = {row.code: row.name or _(FLAG_LABELS[STRANGERS]) for row in rows}
    months = list(dict.fromkeys(row.month for row in rows))
    is_long = len(months) > 12  # a month of two years needs its year

    def figure(row: MonthTotal) -> int:
        return row.entries if counted == "entries" else row.clients

    clicked = charts.with_table(
        [
            Bar(
                month_code(row.month),
                month_label(row.month, long=is_long),
                figure(row),
                _(
                    "%(name)s: %(entries)s, together %(clients)s",
                    name=names[row.code],
                    entries=_n("%(n)s disclosure", "%(n)s disclosures", row.entries),
                    clients=_n("%(n)s client", "%(n)s clients", row.clients),
                ),
                part=names[row.code],
            )
            for row in rows
        ],
        {
            "month": [month_label(month, long=True) for month in months],
            **{code: [figure(row) for row in rows if row.code == code] for code in names},
        },
        {
            "month": st.column_config.TextColumn(_("Month"), width=MONTH_WIDTH),
            **{code: st.column_config.NumberColumn(name, width=80) for code, name in names.items()},
        },
        key=key,
        alt_text=alt_text,
        value_title=_("Disclosures") if counted == "entries" else _("Clients"),
        codes=[month_code(month) for month in months],
        opens=session.opens(DISCLOSURES),
    )
    if clicked is None:
        return None
    month, part = clicked
    return month, part if part in names else next((code for code, name in names.items() if name == part), None)
