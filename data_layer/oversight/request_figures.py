"""Requests: how many are open, in time or not, how long an answer takes, extended and suspended."""

from dataclasses import dataclass
from typing import Any

from data_layer.as_it_stood import Stood
from data_layer.oversight import kept_months, on_time, request_charts
from data_layer.oversight.figure import Figure, Part, rows
from data_layer.oversight.kept_months import WHY_NOT
from data_layer.oversight.on_time import Days, RequestCounts, added_up, percentile
from data_layer.oversight.row_filters import as_of_filter, window_filters
from data_layer.requests import requests_then
from data_layer.requests.request_queue import PHASE_LABELS, PHASE_SQL, phase_facts
from data_layer.rules.deadlines import Phase
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

TITLE = say("Requests")


@dataclass(frozen=True, slots=True)
class Open:
    """How many requests were not answered at the end of a day, per phase; of the destroyed ones it is not known.

    `ever` counts all that were received until then. None: not known of the day.
    """

    phases: dict[Phase, int]
    destroyed: int | None
    ever: int | None

    @property
    def total(self) -> int | None:
        """All of them together."""
        return None if self.destroyed is None else sum(self.phases.values()) + self.destroyed


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    stood = requests_then.stood(reader, period.until)
    found = _open(reader, stood)
    counts = on_time.per_month_and_right(reader, stood, period)
    days = on_time.answer_days(reader, stood, period)
    past = as_of_filter(reader, period.until)
    window = window_filters(reader, period)
    charts = (
        request_charts.phases(found.phases, found.destroyed, past),
        request_charts.months(counts, period, past),
        request_charts.rights(counts, days, window),
        request_charts.months_and_rights(counts, period, past),
    )
    return Part(
        "requests",
        TITLE,
        (*_open_figures(found, past), *_in_time(added_up(counts), window), *_days(days, window),
         *_longer(added_up(counts), window)),
        charts,
    )  # fmt: skip


def _open(reader: Reader, stood: Stood) -> Open:
    found: list[dict[str, Any]] = reader.all(
        dict,
        stood.of(f"select {PHASE_SQL} as phase, count(*) as n from requests r group by 1"),  # noqa: S608 - of the queue
        **phase_facts(reader, stood.day),
        **stood.facts,
    )
    per_phase: dict[str | None, int] = {row["phase"]: row["n"] for row in found}
    ever, still_open = kept_months.until(
        reader, stood.day, came="requests_received", went=("requests_answered", "requests_gone_open")
    )
    phases = {phase: per_phase.get(phase, 0) for phase in PHASE_LABELS}
    return Open(phases, still_open, None if ever is None else sum(per_phase.values()) + ever)


def _open_figures(found: Open, past: dict[str, str]) -> tuple[Figure, ...]:
    # of what was destroyed since, only that it was open is known
    here = say("open requests") if found.destroyed == 0 else say("open requests that are still in the store")
    of_open: dict[str, Any] = {"of": sum(found.phases.values()), "of_what": here}
    overdue = found.phases[Phase.overdue]
    return (
        Figure(
            code="open_requests",
            label=say("Open requests"),
            meaning=say(
                "Requests whose answer was not sent yet at the end of the day, those that wait for an answer of the"
                " person included."
            ),
            value=found.total,
            of=found.ever,
            of_what=say("requests"),
            rows=rows("requests", stand="open", **past),
            destroyed=found.destroyed or 0,
            why_not=WHY_NOT,
        ),
        Figure(
            code="requests_overdue",
            label=say("Overdue requests"),
            meaning=say(
                "Open requests whose legal last day has passed, without those that wait for an answer of the person."
            ),
            value=overdue,
            **of_open,
            rows=rows("requests", phase=Phase.overdue.value, **past),
            is_wrong=overdue > 0,
        ),
        Figure(
            code="requests_last_days",
            label=say("In their last days"),
            meaning=say(
                "Open requests past the safe last day, to which the school works, whose legal last day has not passed."
            ),
            value=found.phases[Phase.last_days],
            **of_open,
            rows=rows("requests", phase=Phase.last_days.value, **past),
        ),
        Figure(
            code="requests_waiting",
            label=say("Waiting for the person"),
            meaning=say("Open requests that wait for proof of identity or for a clarification (art. 12(6) GDPR)."),
            value=found.phases[Phase.waiting],
            **of_open,
            rows=rows("requests", phase=Phase.waiting.value, **past),
        ),
    )


def _in_time(counts: RequestCounts, window: dict[str, str]) -> tuple[Figure, ...]:
    judged: dict[str, Any] = {
        "unit": "share", "of": counts.known("due"), "of_what": say("requests"), "destroyed": counts.due_destroyed,
        "why_not": WHY_NOT,
    }  # fmt: skip
    return (
        Figure(
            code="on_time",
            label=say("Answered in time"),
            meaning=say(
                "Of the requests whose legal last day lay in the period and has passed, unanswered ones included: the"
                " share whose answer was sent by that day. Withdrawn requests are left out. Withdrawals of consent"
                " count by the same day, although they are to be carried out at once (art. 7(3) GDPR). The rows are"
                " those that were not in time."
            ),
            value=counts.known("on_time", "due"),
            rows=rows("requests", stand="late", **window),
            is_wrong=counts.known("on_time", "due") is not None and counts.on_time < counts.due,
            **judged,
        ),
        Figure(
            code="on_safe_time",
            label=say("Answered by the safe day"),
            meaning=say(
                "Of the same requests: the share whose answer was sent by the safe last day, which nobody can dispute."
                " The rows are those that were not."
            ),
            value=counts.known("on_safe_time", "due"),
            rows=rows("requests", stand="past_safe", **window),
            **judged,
        ),
        Figure(
            code="requests_withdrawn",
            label=say("Withdrawn requests"),
            meaning=say(
                "Requests that the person withdrew, of those whose legal last day lay in the period and has passed."
                " They are left out of what was answered in time."
            ),
            value=counts.known("withdrawn", "due"),
            of=None if counts.known("withdrawn", "due") is None else counts.due + counts.withdrawn,
            of_what=say("requests"),
            rows=rows("requests", stand="withdrawn", **window),
            destroyed=counts.withdrawn_destroyed,
            why_not=WHY_NOT,
        ),
    )


def _days(days: list[Days], window: dict[str, str]) -> tuple[Figure, ...]:
    is_unknown = any(one.is_unknown for one in days)
    answered: dict[str, Any] = {
        "unit": "days",
        "of": None if is_unknown else sum(one.n for one in days),
        "of_what": say("answered requests"),
        "rows": rows("requests", stand="replied", **window),
        "destroyed": sum(one.destroyed for one in days),
        "why_not": WHY_NOT if is_unknown else say("Nothing was answered in this period."),
    }
    return (
        Figure(
            code="answer_days_median",
            label=say("Days to an answer, median"),
            meaning=say(
                "Calendar days from receipt to answer of the requests that were answered in the period: half of them"
                " took at most so many. Withdrawn requests are left out."
            ),
            value=percentile(days, 50),
            **answered,
        ),
        Figure(
            code="answer_days_p90",
            label=say("Days to an answer, 90 percent"),
            meaning=say(
                "Calendar days from receipt to answer of the requests that were answered in the period: nine in ten of"
                " them took at most so many. Withdrawn requests are left out."
            ),
            value=percentile(days, 90),
            **answered,
        ),
    )


def _longer(counts: RequestCounts, window: dict[str, str]) -> tuple[Figure, ...]:
    received: dict[str, Any] = {
        "of": counts.known("received"), "of_what": say("received requests"), "why_not": WHY_NOT,
    }  # fmt: skip
    return (
        Figure(
            code="requests_received",
            label=say("Received requests"),
            meaning=say("Requests that were received in the period, by any channel."),
            value=counts.known("received"),
            why_not=WHY_NOT,
            rows=rows("requests", stand="received", **window),
            destroyed=counts.received_destroyed,
        ),
        Figure(
            code="requests_extended",
            label=say("Extended requests"),
            meaning=say(
                "Requests received in the period of which the term was extended to three months (art. 12(3) GDPR)."
            ),
            value=counts.known("extended", "received"),
            rows=rows("requests", stand="extended", **window),
            destroyed=counts.extended_destroyed,
            **received,
        ),
        Figure(
            code="requests_suspended",
            label=say("Suspended requests"),
            meaning=say(
                "Requests received in the period whose days were moved because the person was asked for something and"
                " answered it. One that still waits for the answer does not count yet."
            ),
            value=counts.known("suspended", "received"),
            rows=rows("requests", stand="suspended", **window),
            destroyed=counts.suspended_destroyed,
            **received,
        ),
    )
