"""What went to recipients, and what should not have gone."""

from dataclasses import dataclass
from datetime import date

from data_layer import disclosure_totals
from data_layer.disclosure_totals import Total, Untold
from data_layer.disclosures import COUNTS, LACKS_AGREEMENT, NEEDS_AGREEMENT, Filter
from data_layer.oversight import disclosure_charts
from data_layer.oversight.figure import Figure, Part, Rows, rows
from data_layer.oversight.row_filters import window_filters
from data_layer.rules.disclosure import late_until
from data_layer.rules.periods import Period
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction

TITLE = say("Disclosures")


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """Entries of the period that count: both ways, out, with a flag; of those out to whom something must be agreed."""

    entries: int
    out: int
    flagged: int
    needing: int
    lacking: int


def part(reader: Reader, actor: Actor, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    which = Filter(direction=Direction.OUT.value, since=period.since, until=period.until, as_of=period.until)
    delivered = disclosure_totals.totals(reader, actor, which)
    figures = (
        *_of_period(_counted(reader, period), delivered, period, counting(reader, period)),
        *_untold(disclosure_totals.untold_counts(reader, period.until), period, reader.today),
    )
    charts = disclosure_charts.charts(reader, actor, which, delivered, counting(reader, period))
    return Part("disclosures", TITLE, figures, charts)


def counting(reader: Reader, period: Period) -> dict[str, str]:
    """What a list must be told to show what counts in the period: on a day in the past, what did so then."""
    return {"counting": "yes", **window_filters(reader, period)}


def _counted(reader: Reader, period: Period) -> EntryCounts:
    return reader.one(
        EntryCounts,
        f"""
        select count(*) as entries, count(*) filter (d.direction = 'out') as out,
            count(*) filter (len(d.flags) > 0) as flagged, count(*) filter ({NEEDS_AGREEMENT}) as needing,
            count(*) filter ({LACKS_AGREEMENT}) as lacking
        from disclosures d join recipients r on r.id = d.recipient_id
        where {COUNTS} and d.happened_on between $since and $day
        """,  # noqa: S608 - fragments of this package
        since=period.since,
        day=period.until,
    ) or EntryCounts(0, 0, 0, 0, 0)


def _of_period(
    found: EntryCounts, delivered: list[Total], period: Period, counted: dict[str, str]
) -> tuple[Figure, ...]:
    out = rows("disclosures", direction="out", **counted)
    clients, forgotten = sum(one.clients for one in delivered), sum(one.forgotten for one in delivered)
    entries = say("entries")
    return (
        _figure(
            "deliveries",
            say("Disclosures"),
            say(
                "What went to recipients between %(since)s and %(until)s: every entry of the register counts, sent"
                " or only made, unless it had been annulled by %(until)s. One that was made and sent later counts on"
                " the day on which it was sent.",
                since=period.since,
                until=period.until,
            ),
            (found.out, found.entries, entries),
            out,
        ),
        Figure(
            code="clients_delivered",
            label=say("Clients in disclosures"),
            meaning=say(
                "The clients that each of these disclosures is about, added up: who is in two of them counts twice."
                " Those destroyed since still count."
            ),
            value=clients,
            rows=out,
            destroyed=forgotten,
        ),
        _figure(
            "without_agreement",
            say("Without a valid agreement"),
            say(
                "Disclosures to a processor without a processor agreement (art. 28 GDPR), or to a joint controller"
                " without an arrangement (art. 26), that was valid on the day. By the role that the recipient has now."
            ),
            (found.lacking, found.needing, say("disclosures")),
            rows("disclosures", lacks_agreement="yes", **counted),
            is_wrong=found.lacking > 0,
        ),
        _figure(
            "flagged",
            say("With a remark of the desk"),
            say("Entries, out and in, of which the desk says that something should not have happened so."),
            (found.flagged, found.entries, entries),
            rows("disclosures", is_flagged="yes", **counted),
            is_wrong=found.flagged > 0,
        ),
    )


def _untold(found: Untold, period: Period, today: date) -> tuple[Figure, ...]:
    is_today = period.until >= today
    return (
        _figure(
            "source_untold",
            say("Source to be told"),
            say(
                "Entries of received data with somebody who, on %(day)s, had not been told where the data came from"
                " (art. 14 GDPR). Persons destroyed since are left out.",
                day=period.until,
            ),
            (found.open, found.received, say("entries")),
            rows("disclosures", is_source_untold="yes") if is_today else None,
        ),
        _figure(
            "source_untold_late",
            say("Source not told in time"),
            say("Those of them that had come in more than a month before: the person is told within a month."),
            (found.late, found.open, say("entries")),
            rows("disclosures", is_source_untold="yes", until=late_until(today).isoformat()) if is_today else None,
            is_wrong=found.late > 0,
        ),
    )


def _figure(
    code: str,
    label: Sentence,
    meaning: Sentence,
    counts: tuple[int, int, Sentence],
    behind: Rows | None,
    *,
    is_wrong: bool = False,
) -> Figure:
    value, of, of_what = counts
    return Figure(
        code=code, label=label, meaning=meaning, value=value, of=of, of_what=of_what, rows=behind, is_wrong=is_wrong
    )
