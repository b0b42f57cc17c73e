"""What is due for deletion, for too long, or held."""

from data_layer import retention
from data_layer.destroying.batches import open_on
from data_layer.kept_states import destroyed_between
from data_layer.oversight.clients_then import Counts, due_counts
from data_layer.oversight.figure import Bar, Chart, Column, Figure, Part, rows
from data_layer.oversight.row_filters import period_filters
from data_layer.rules.periods import Period
from data_layer.rules.retention import RED_AFTER_DAYS
from data_layer.rules.sentences import Fact, say, say_n
from data_layer.transactions import Reader

YEARS = 8  # ahead: the fiscal duty is seven, so hardly anything falls due later


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    counts = due_counts(reader, period.until)
    figures = (*_of_clients(counts), _batches_open(reader, period), _clients_destroyed(reader, period))
    return Part("retention", say("Deletion"), figures, (_falls_due(reader, counts),))


def _of_clients(counts: Counts) -> tuple[Figure, ...]:
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


def _falls_due(reader: Reader, counts: Counts) -> Chart:
    """Now, and each of the years ahead; of a day in the past it cannot be told."""
    years = retention.coming(reader)[:YEARS] if counts.is_today else []
    due = counts.here["due"] if counts.is_today else 0
    is_empty = not due and not years
    clients = [] if is_empty else [due, *(year.clients for year in years)]
    codes = () if is_empty else ("now", *(str(year.starts_on.year) for year in years))
    labels: tuple[Fact, ...] = () if is_empty else (say("now"), *codes[1:])
    leads_to = {(code, ""): rows("retention", view="coming", year=code) for code in codes[1:]}
    return Chart(
        code="falls_due",
        title=say("Falls due for deletion"),
        meaning=say(
            "Clients of whom something is due for deletion now, and those of whom something falls due in each of the"
            " years ahead. One client can count in several years."
        ),
        value_title=say("Clients"),
        codes=codes,
        columns=(
            Column("year", say("Falls due in"), labels, "text"),
            Column("clients", say("Clients"), tuple(clients)),
            Column(
                "whole",
                say("Of whom everything"),
                () if is_empty else (None, *(year.whole for year in years)),
                meaning=say("Clients of whom, from then on, everything is due for deletion."),
            ),
        ),
        bars=tuple(
            Bar(code, label, n, say_n("%(n)s client", "%(n)s clients", n), figure=n)
            for code, label, n in zip(codes, labels, clients, strict=True)
        ),
        leads_to={("now", ""): rows("retention", view="due"), **leads_to} if codes else {},
        none=say("Nothing is due for deletion, now or later.")
        if counts.is_today
        else say("What falls due later is told of today only."),
    )
