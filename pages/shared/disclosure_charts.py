"""What goes to or comes from each recipient, month by month: a chart with its table."""

from collections.abc import Sequence
from typing import Literal

from data_layer.disclosure_totals import MonthTotal
from data_layer.disclosures import STRANGERS
from data_layer.oversight.figure import Bar, Chart, Column, month_code, month_name
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.sentences import Sentence, say, say_n
from pages.shared import charts, session
from pages.shared.navigation import DISCLOSURES

Counted = Literal["entries", "clients"]


def per_month(
    rows: Sequence[MonthTotal], title: Sentence, *, key: str, counted: Counted = "entries"
) -> tuple[str, str | None] | None:
    """Draws rows that name each recipient in each month; the month that was clicked, with the recipient if any."""
    names = {row.code: row.name or FLAG_LABELS[STRANGERS] for row in rows}
    months = list(dict.fromkeys(row.month for row in rows))
    is_long = len(months) > 12  # a month of two years needs its year

    def figure(row: MonthTotal) -> int:
        return row.entries if counted == "entries" else row.clients

    def told(row: MonthTotal) -> Sentence:
        return say(
            "%(name)s: %(entries)s, together %(clients)s",
            name=names[row.code],
            entries=say_n("%(n)s disclosure", "%(n)s disclosures", row.entries),
            clients=say_n("%(n)s client", "%(n)s clients", row.clients),
        )

    chart = Chart(
        code=key,
        title=title,
        meaning=title,
        value_title=say("Disclosures") if counted == "entries" else say("Clients"),
        codes=tuple(month_code(month) for month in months),
        columns=(
            Column("month", say("Month"), tuple(month_name(month, long=True) for month in months), "text"),
            *(
                Column(code, name, tuple(figure(row) for row in rows if row.code == code))
                for code, name in names.items()
            ),
        ),
        bars=tuple(
            Bar(
                month_code(row.month),
                month_name(row.month, long=is_long),
                figure(row),
                told(row),
                part=names[row.code],
                part_code=row.code,
            )
            for row in rows
        ),
    )
    clicked = charts.with_table(chart, opens=session.opens(DISCLOSURES))
    if clicked is None:
        return None
    month, part = clicked
    return month, part if part in names else None
