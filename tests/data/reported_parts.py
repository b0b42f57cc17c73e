"""Parts made by hand, with a figure of each unit and a chart of each kind, as a report can have them."""

from datetime import date

from data_layer.oversight.figure import Bar, Chart, Column, Figure, Part, month_code, month_name
from data_layer.rules.sentences import say

MONTHS = (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
RECIPIENTS = ("Dienst Uitvoering Onderwijs (DUO)", "Panteia", "Bureau ICE")
REQUESTS, MEANING = say("requests"), say("Requests that were not answered yet.")
CODES = tuple(map(month_code, MONTHS))
MONTH_COLUMN = Column("month", say("Month"), tuple(month_name(month, long=True) for month in MONTHS), "text")

FIGURES = (
    Figure(
        code="open_requests", label=say("Open requests"), meaning=MEANING, value=1041, of=1234, of_what=REQUESTS,
        destroyed=12,
    ),
    Figure(
        code="requests_overdue", label=say("Overdue"), meaning=MEANING, value=3, of=1041, of_what=REQUESTS,
        is_wrong=True,
    ),
    Figure(code="requests_received", label=say("Received"), meaning=MEANING, value=57),
    Figure(
        code="on_time", label=say("On time"), meaning=MEANING, value=6, unit="share", of=7, of_what=REQUESTS,
    ),
    Figure(
        code="answer_days_median", label=say("Days"), meaning=MEANING, value=12.5, unit="days", of=50, of_what=REQUESTS
    ),
    Figure(code="answer_days_p90", label=say("Days"), meaning=MEANING, value=28, unit="days", of=50, of_what=REQUESTS),
    Figure(code="nothing", label=say("Share"), meaning=MEANING, value=0, unit="share", of=0, of_what=REQUESTS),
    Figure(code="unknown", label=say("Clients"), meaning=MEANING, value=None, why_not=say("There is nothing to show.")),
)  # fmt: skip

LYING = Chart(
    code="open_phases", title=say("Open requests per phase"), meaning=MEANING, value_title=REQUESTS, codes=("a", "b"),
    columns=(
        Column("phase", say("Phase"), (say("Overdue"), "wacht op gegevens, geëindigd"), "text"),
        Column("n", say("Requests"), (3, 1038)),
        Column("share", say("Share"), (0, 99), "share", say("What it means")),
    ),
    bars=(
        Bar("a", say("Overdue"), 3, say("%(n)s in all", n=3), figure=3),
        Bar("b", "wacht op gegevens, geëindigd", 1038, "1.038 verzoeken", figure=1038),
    ),
    lies=True,
)  # fmt: skip
UPRIGHT = Chart(
    code="on_time_months", title=say("Answered on time, per month"), meaning=MEANING, value_title=say("Share"),
    codes=CODES,
    columns=(
        MONTH_COLUMN,
        Column("share", say("Share"), (91, None, 100), "share"),
        Column("days", say("Days"), (12.5, None, 3), "days"),
    ),
    bars=tuple(
        Bar(code, month_name(month), value, f"{int(100 * value)}%", figure=f"{int(100 * value)}%")
        for code, month, value in zip(CODES, MONTHS, (0.91, 0, 1), strict=True)
    ),
    is_share=True,
)  # fmt: skip
STACKED = Chart(
    code="delivered_months", title=say("Disclosures per recipient, per month"), meaning=MEANING,
    value_title=say("Clients"), codes=CODES,
    columns=(MONTH_COLUMN, *(Column(name, name, (1200, 2, 3)) for name in (*RECIPIENTS, "a", "b", "c"))),
    bars=tuple(
        Bar(code, month_name(month), 50, "50 cliënten", part=name, part_code=name)
        for code, month in zip(CODES, MONTHS, strict=True)
        for name in RECIPIENTS
    ),
)  # fmt: skip
TABLE = Chart(
    code="delivered_recipients", title=say("Disclosures per recipient, per month"), meaning=MEANING,
    value_title=say("Clients"), codes=("p",),
    columns=(
        Column("recipient", say("Recipient"), ("*Panteia* #x $y$ [z]",), "text"),
        Column("why", say("Why"), ("een lang verhaal " * 20,), "text"),
    ),
)  # fmt: skip
EMPTY = Chart(
    code="falls_due", title=say("What falls due for deletion"), meaning=MEANING, value_title=say("Clients"), codes=(),
    columns=(MONTH_COLUMN,), none=say("Nothing falls due in the years ahead."),
)  # fmt: skip
CHARTS = (LYING, UPRIGHT, STACKED, TABLE, EMPTY)
PARTS = (Part("requests", say("Requests"), FIGURES, CHARTS), Part("nothing", say("Breaches"), ()))
BEFORE = {"on_time": FIGURES[3], "unknown": FIGURES[7]}
