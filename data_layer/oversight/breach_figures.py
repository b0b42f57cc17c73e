"""Data breaches against their 72 hours."""

from datetime import datetime, timedelta

from data_layer import breach_lists
from data_layer.breach_lists import Filter, Totals
from data_layer.oversight.figure import Figure, Part, rows
from data_layer.oversight.row_filters import as_of_filter, window_filters
from data_layer.rules.checks import begins
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

TITLE = say("Data breaches")


def part(reader: Reader, period: Period, now: datetime) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    if period.until < reader.today:
        now = min(now, begins(period.until + timedelta(days=1)))
    new = breach_lists.totals(reader, Filter(since=period.since, until=period.until), now)
    until_then = breach_lists.totals(reader, Filter(until=period.until), now)
    figures = (
        *_of_period(new, period, window_filters(reader, period)),
        *_at_its_end(until_then, period, as_of_filter(reader, period.until)),
    )
    return Part("breaches", TITLE, figures)


def _of_period(found: Totals, period: Period, window: dict[str, str]) -> tuple[Figure, ...]:
    return (
        Figure(
            code="breaches",
            label=say("Data breaches"),
            meaning=say(
                "Data breaches of which the school became aware between %(since)s and %(until)s.",
                since=period.since,
                until=period.until,
            ),
            value=found.total,
            rows=rows("breaches", **window),
        ),
        Figure(
            code="breaches_in_time",
            label=say("Reported in time"),
            meaning=say(
                "Of the data breaches of this period that had to be reported to the data protection authority, because"
                " a risk is not unlikely: the share reported within 72 hours. Those not reported yet count once the 72"
                " hours are over. The rows are those not reported in time."
            ),
            value=found.judged - found.missed,
            unit="share",
            of=found.judged,
            of_what=say("data breaches"),
            rows=rows("breaches", state="missed", **window),
            is_wrong=found.missed > 0,
        ),
    )


def _at_its_end(found: Totals, period: Period, past: dict[str, str]) -> tuple[Figure, ...]:
    return (
        Figure(
            code="breaches_to_report",
            label=say("Still to be reported"),
            meaning=say(
                "Open data breaches that had not been reported to the data protection authority at the end of %(day)s,"
                " and of which it is not established that a risk is unlikely.",
                day=period.until,
            ),
            value=found.to_report,
            of=found.open,
            of_what=say("open data breaches"),
            rows=rows("breaches", state="to_report", **past),
        ),
        Figure(
            code="breaches_overdue",
            label=say("Past the 72 hours"),
            meaning=say("Those of them whose 72 hours were over. The 72 hours wait for no night, weekend or holiday."),
            value=found.overdue,
            of=found.to_report,
            of_what=say("data breaches"),
            rows=rows("breaches", state="overdue", **past),
            is_wrong=found.overdue > 0,
        ),
        Figure(
            code="breaches_open",
            label=say("Open data breaches"),
            meaning=say("Data breaches that had not been closed at the end of %(day)s.", day=period.until),
            value=found.open,
            of=found.total,
            of_what=say("data breaches"),
            rows=rows("breaches", state="open", **past),
        ),
    )
