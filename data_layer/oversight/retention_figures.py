"""What is due for deletion, for too long, or held."""

from data_layer import retention
from data_layer.destroying.batches import open_on
from data_layer.kept_states import destroyed_between
from data_layer.oversight import retention_charts
from data_layer.oversight.clients_then import ClientCounts, due_counts
from data_layer.oversight.figure import Chart, Figure, Part, rows
from data_layer.oversight.row_filters import period_filters
from data_layer.rules.periods import Period
from data_layer.rules.retention import RED_AFTER_DAYS
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

TITLE = say("Deletion")

YEARS = 8  # ahead: the fiscal duty is seven, so hardly anything falls due later


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    counts = due_counts(reader, period.until)
    figures = (*_of_clients(counts), _batches_open(reader, period), _clients_destroyed(reader, period))
    return Part("retention", TITLE, figures, (_falls_due(reader, counts),))


def _of_clients(counts: ClientCounts) -> tuple[Figure, ...]:
    by_now = say("The dates are those that the desk computes now, by the rules and the data of today.")
    return (
        counts.figure(
            "due",
            "due",
            say("Due for deletion"),
            say(
                "Clients of whom at least one category of data, or a request, was due for deletion on %(day)s and was"
                " not destroyed. What was held on that day is not due. %(by_now)s",
                day=counts.day,
                by_now=by_now,
            ),
            behind_today=rows("retention", view="due"),
        ),
        counts.figure(
            "due_red",
            "red",
            say("Due for more than thirty days"),
            say(
                "Clients of whom something had been due for deletion for %(days)s days or more on %(day)s. %(by_now)s",
                days=RED_AFTER_DAYS,
                day=counts.day,
                by_now=by_now,
            ),
            of="due",
            of_what=say("clients"),
            is_wrong=True,
        ),
        counts.figure(
            "held",
            "held",
            say("Held"),
            say(
                "Clients of whom data were kept from deletion on %(day)s: because of a complaint, a request, a"
                " restriction, a collection, or a decision.",
                day=counts.day,
            ),
        ),
    )


def _batches_open(reader: Reader, period: Period) -> Figure:
    found = open_on(reader, period.until)
    return Figure(
        code="batches_open",
        label=say("Destructions not carried out"),
        meaning=say(
            "Destructions that had been proposed or approved on %(day)s, and neither carried out nor rejected.",
            day=period.until,
        ),
        value=found.open,
        of=found.proposed,
        of_what=say("destructions"),
        rows=rows("destruction", state="open") if period.until >= reader.today else None,
    )


def _clients_destroyed(reader: Reader, period: Period) -> Figure:
    count = destroyed_between(reader, period.since, period.until)
    return Figure(
        code="clients_destroyed",
        label=say("Clients destroyed"),
        meaning=say(
            "Clients of whom everything was destroyed between %(since)s and %(until)s. Those of whom only a part was"
            " destroyed do not count.",
            since=period.since,
            until=period.until,
        ),
        value=count,
        rows=rows("destruction", **period_filters(period)),
        why_not=None
        if count is not None
        else say("An older version of the desk counted these per month. Choose whole months."),
    )


def _falls_due(reader: Reader, counts: ClientCounts) -> Chart:
    """Now, and each of the years ahead; of a day in the past it cannot be told."""
    years = retention.coming(reader)[:YEARS] if counts.is_today else []
    due = counts.here["due"] if counts.is_today else 0
    return retention_charts.falls_due(
        years,
        code="falls_due",
        title=say("Falls due for deletion"),
        meaning=say(
            "Clients of whom something is due for deletion now, and those of whom something falls due in each of the"
            " years ahead. One client can count in several years."
        ),
        heading=say("Falls due in"),
        now=due if due or years else None,
        none=say("Nothing is due for deletion, now or later.")
        if counts.is_today
        else say("What falls due later is told of today only."),
    )
