"""The charts of the overview, each with its table; a bar or a row opens the rows that it counts."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data_layer.disclosure_totals import MonthTotal
from data_layer.reports import OnTime
from data_layer.requests.request_queue import PHASE_LABELS
from data_layer.retention import Coming, Totals
from data_layer.rules.deadlines import Phase
from data_layer.vocabulary import STATE_LABELS, State
from pages.shared import charts, choices, disclosure_charts, links, session
from pages.shared.charts import MONTH_WIDTH, Bar, month_code, month_label
from pages.shared.navigation import DISCLOSURES, REQUESTS, RETENTION
from pages.shared.wording import _, _n, in_words

column = st.column_config
YEARS = 8  # ahead: the fiscal duty is seven, so hardly anything falls due later


def phases(counts: Mapping[Phase, int]) -> None:
    """Open requests per phase, most urgent first."""
    short = PHASE_LABELS | {Phase.waiting: STATE_LABELS[State.WAITING]}
    names = {phase: _(words).capitalize() for phase, words in short.items()}
    clicked = charts.with_table(
        [
            Bar(p.value, names[p], n, _n("%(n)s request", "%(n)s requests", n), figure=in_words(n))
            for p, n in counts.items()
        ],
        {"phase": list(names.values()), "requests": list(counts.values())},
        {
            "phase": column.TextColumn(_("Phase")),
            "requests": column.NumberColumn(_("Requests"), width=90),
        },
        key="phases",
        alt_text=_("Open requests per phase"),
        value_title=_("Requests"),
        codes=[phase.value for phase in counts],
        opens=session.opens(REQUESTS),
        lies=True,
    )
    if clicked is not None:
        links.go(REQUESTS, fase=clicked[0])


def on_time(months: Sequence[OnTime]) -> None:
    """The share answered by the legal day, per month, with what it is a share of."""
    clicked = charts.with_table(
        [
            Bar(
                month_code(m.since),
                month_label(m.since),
                m.on_time / m.due,
                _("%(part)s of %(whole)s requests", part=m.on_time, whole=m.due),
                figure=f"{m.on_time}/{m.due}",
            )
            if m.due
            else Bar(month_code(m.since), month_label(m.since), 0, _("no request had its last day in this month"))
            for m in months
        ],
        {
            "month": [month_label(m.since, long=True) for m in months],
            "due": [m.due for m in months],
            "on_time": [m.on_time for m in months],
            "share": [m.share for m in months],
            "safe": [m.on_safe_time for m in months],
        },
        {
            "month": column.TextColumn(_("Legal day in"), width=MONTH_WIDTH),
            "due": column.NumberColumn(_("Requests"), width=80),
            "on_time": column.NumberColumn(_("On time"), width=70),
            "share": column.NumberColumn(_("Share"), format="%d%%", width=75),
            "safe": column.NumberColumn(_("On safe day"), width=95, help=_("Answered by the safe last day.")),
        },
        key="on_time",
        alt_text=_("The share of requests answered by the legal last day, per month"),
        value_title=_("On time"),
        codes=[month_code(m.since) for m in months],
        opens=session.opens(REQUESTS),
        is_share=True,
    )
    if clicked is not None:
        links.go(REQUESTS, stand="judged", maand=clicked[0])


def delivered(rows: Sequence[MonthTotal]) -> None:
    """What went out, per month and recipient; the figures are entries in the register."""
    clicked = disclosure_charts.per_month(rows, _("Disclosures per month and recipient"), key="delivered")
    if clicked is not None:
        month, code = clicked
        links.go(
            DISCLOSURES, maand=month, richting="out", stand="counting", **({choices.RECIPIENT: code} if code else {})
        )


def falls_due(totals: Totals, years: Sequence[Coming]) -> None:
    """Clients of whom something is due for deletion: now, and in each of the years ahead."""
    if not totals.due_now and not years:
        st.info(_("Nothing is due for deletion, now or later."), icon=":material/check_circle:")
        return
    ahead = years[:YEARS]
    now, codes = _("now"), ["now", *(str(year.starts_on.year) for year in ahead)]
    counts = [totals.due_now, *(year.clients for year in ahead)]
    labels = [now, *codes[1:]]
    clicked = charts.with_table(
        [
            Bar(code, label, n, _n("%(n)s client", "%(n)s clients", n), figure=in_words(n))
            for code, label, n in zip(codes, labels, counts, strict=True)
        ],
        {"year": labels, "clients": counts, "whole": [None, *(year.whole for year in ahead)]},
        {
            "year": column.TextColumn(_("Falls due in")),
            "clients": column.NumberColumn(_("Clients")),
            "whole": column.NumberColumn(
                _("Of whom everything"), help=_("Clients of whom, from then on, everything is due for deletion.")
            ),
        },
        key="falls_due",
        alt_text=_("Clients of whom something falls due for deletion, now and per year"),
        value_title=_("Clients"),
        codes=codes,
        opens=session.opens(RETENTION),
    )
    if clicked is not None:
        code = clicked[0]
        links.go(RETENTION, **({"weergave": "due"} if code == "now" else {"weergave": "coming", "jaar": code}))
