"""The charts and tables of requests: per phase, per month, per right, and per month and right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data_layer.oversight import on_time
from data_layer.oversight.figure import Bar, Chart, Column, Rows, month_code, month_name, rows
from data_layer.oversight.kept_months import WHY_NOT
from data_layer.oversight.on_time import Days, RequestCounts, percentile
from data_layer.requests.request_queue import PHASE_LABELS
from data_layer.rules.deadlines import Phase
from data_layer.rules.months import last_of, months_between
from data_layer.rules.periods import Period
from data_layer.rules.sentences import Fact, Sentence, say, say_n
from data_layer.vocabulary import RIGHT_LABELS, Right

UNKNOWN = "unknown"
_UNKNOWN_SIGN = "?"
_NONE_DUE = say("No request had its legal last day in this period.")
_IN_TIME = say(
    "Requests whose legal last day lay in the month and has passed, unanswered ones included, withdrawn ones left out:"
    " the share whose answer was sent by that day."
)
_PER_RIGHT = say(
    "Per right: the requests whose legal last day lay in the period and has passed, the days it took to answer those"
    " answered in the period, and how many of those received in the period were extended or suspended."
)
_SAFE = say("Answered by the safe last day.")


def phases(counts: Mapping[Phase, int], destroyed: int | None, past: dict[str, str]) -> Chart:
    """Open requests per phase, most urgent first; of the destroyed ones the phase is not known any more.

    Without their number neither that is known.
    """
    found: list[tuple[str, Sentence, int | None]] = [
        (phase.value, PHASE_LABELS[phase], n) for phase, n in counts.items()
    ]
    if destroyed != 0:
        found.append((UNKNOWN, say("phase not known any more"), destroyed))
    return Chart(
        code="open_phases",
        title=say("Open requests per phase"),
        meaning=say("Requests that were not answered at the end of the day, by how near their last day is."),
        value_title=say("Requests"),
        codes=tuple(code for code, _, _ in found),
        columns=(
            Column("phase", say("Phase"), tuple(label for _, label, _ in found), "text"),
            Column("requests", say("Requests"), tuple(n for _, _, n in found)),
        ),
        bars=tuple(
            Bar(code, label, 0, WHY_NOT, figure=_UNKNOWN_SIGN)
            if n is None
            else Bar(code, label, n, say_n("%(n)s request", "%(n)s requests", n), figure=n)
            for code, label, n in found
        ),
        leads_to={(phase.value, ""): rows("requests", phase=phase.value, **past) for phase in counts},
        lies=True,
    )


def months(counts: Sequence[RequestCounts], period: Period, past: dict[str, str]) -> Chart:
    """The share answered by the legal day, per month of the period, with what it is a share of."""
    per_month = on_time.grouped(counts, lambda one: one.month)
    named = {
        month: per_month.get(month, RequestCounts(month=month, right=Right.ACCESS))
        for month in months_between(period.since, period.until)
    }
    return Chart(
        code="on_time_months",
        title=say("Answered in time, per month"),
        meaning=_meant(_IN_TIME, counts),
        value_title=say("In time"),
        codes=tuple(month_code(month) for month in named),
        columns=(
            Column("month", say("Legal day in"), tuple(month_name(month, long=True) for month in named), "text"),
            *_share_columns(named.values()),
        ),
        bars=tuple(_bar(one) for one in named.values()),
        leads_to=_lead(
            {month_code(month): _month_filters(month, period) | past for month, one in named.items() if one.due}
        ),
        is_share=True,
        none=None if any(one.known("due") != 0 for one in named.values()) else _NONE_DUE,
    )


def _meant(meaning: Sentence, counts: Sequence[RequestCounts]) -> Sentence:
    """What the lines mean, and why some have no number."""
    return say("%(meaning)s %(why)s", meaning=meaning, why=WHY_NOT) if any(one.unknown for one in counts) else meaning


def _bar(one: RequestCounts) -> Bar:
    if one.known("on_time", "due") is None:
        return Bar(month_code(one.month), month_name(one.month), 0, WHY_NOT, figure=_UNKNOWN_SIGN)
    if not one.due:
        none = say("no request had its last day in this month")
        return Bar(month_code(one.month), month_name(one.month), 0, none)
    told = say("%(part)s of %(whole)s requests", part=one.on_time, whole=one.due)
    share, figure = one.on_time / one.due, f"{one.on_time}/{one.due}"
    return Bar(month_code(one.month), month_name(one.month), share, told, figure=figure)


def rights(counts: Sequence[RequestCounts], days: Sequence[Days], window: dict[str, str]) -> Chart:
    """What became of the requests of each right: in time, in how many days, extended and suspended."""
    per_right = on_time.grouped(counts, lambda one: one.right)
    took = {right: [one for one in days if one.right is right] for right in Right}
    found = {
        right: per_right.get(right, RequestCounts(month=date.min, right=right))
        for right in Right
        if right in per_right or took[right]
    }
    return Chart(
        code="on_time_rights",
        title=say("Answered in time, per right"),
        meaning=_meant(_PER_RIGHT, counts),
        value_title=say("Requests"),
        codes=tuple(right.value for right in found),
        columns=(
            Column("right", say("Right"), tuple(RIGHT_LABELS[right] for right in found), "text"),
            *_share_columns(found.values()),
            Column("median", say("Median"), tuple(percentile(took[r], 50) for r in found), "days",
                   say("Half of those answered in the period took at most so many calendar days.")),
            Column("p90", say("90 percent"), tuple(percentile(took[r], 90) for r in found), "days",
                   say("Nine in ten of those answered in the period took at most so many calendar days.")),
            Column("extended", say("Extended"), tuple(one.known("extended", "received") for one in found.values()),
                   meaning=say("Of those received in the period.")),
            Column("suspended", say("Suspended"), tuple(one.known("suspended", "received") for one in found.values()),
                   meaning=say("Of those received in the period.")),
        ),
        leads_to=_lead({right.value: {"right": right.value, **window} for right in found})
        | {
            (right.value, code): rows("requests", stand=stand, right=right.value, **window)
            for right in found
            for code, stand in (("median", "replied"), ("p90", "replied"), ("extended", "extended"),
                                ("suspended", "suspended"))
        },
        none=None if found else say("No request belongs to this period."),
    )  # fmt: skip


def months_and_rights(counts: Sequence[RequestCounts], period: Period, past: dict[str, str]) -> Chart:
    """The share answered by the legal day, per month and right, those with any."""
    found = {f"{month_code(one.month)}:{one.right.value}": one for one in counts if one.known("due") != 0}
    filters = {
        code: {"right": one.right.value, **_month_filters(one.month, period), **past} for code, one in found.items()
    }
    return Chart(
        code="on_time_months_rights",
        title=say("Answered in time, per month and right"),
        short=say("In time, month and right"),
        meaning=_meant(_IN_TIME, counts),
        value_title=say("Requests"),
        codes=tuple(found),
        columns=(
            Column("month", say("Legal day in"), tuple(month_name(o.month, long=True) for o in found.values()), "text"),
            Column("right", say("Right"), tuple(RIGHT_LABELS[one.right] for one in found.values()), "text"),
            *_share_columns(found.values()),
        ),
        leads_to=_lead(filters),
        none=None if found else _NONE_DUE,
    )


def _share_columns(several: Any) -> tuple[Column, ...]:
    counts: tuple[RequestCounts, ...] = tuple(several)

    def column(code: str, heading: Sentence, values: list[Fact | None], unit: Any, meaning: Any = None) -> Column:
        return Column(code, heading, tuple(values), unit, meaning)

    return (
        column("due", say("Requests"), [one.known("due") for one in counts], "count"),
        column("on_time", say("In time"), [one.known("on_time", "due") for one in counts], "count"),
        column("share", say("Share"), [_share(one) for one in counts], "share"),
        column("safe", say("By safe day"), [one.known("on_safe_time", "due") for one in counts], "count", _SAFE),
    )


def _share(one: RequestCounts) -> int | None:
    is_known = one.known("on_time", "due") is not None
    return 100 * one.on_time // one.due if is_known and one.due else None


def _lead(filters: Mapping[str, dict[str, str]]) -> dict[tuple[str, str], Rows]:
    """The rows behind each line and behind each of its counts."""
    return {
        (code, column): rows("requests", stand=stand, **of)
        for code, of in filters.items()
        for column, stand in (("", "judged"), ("due", "judged"), ("on_time", "on_time"))
    }


def _month_filters(month: date, period: Period) -> dict[str, str]:
    since, until = max(month, period.since), min(last_of(month), period.until)
    return {"since": since.isoformat(), "until": until.isoformat()}
