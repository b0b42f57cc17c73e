"""Complaints: open, acknowledged and answered in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.as_it_stood import Stood
from data_layer.complaints import complaints_then
from data_layer.complaints.complaint_lists import PHASE_SQL
from data_layer.complaints.complaint_stands import ACKNOWLEDGE_DAY_SQL, STANDS_SQL, Stand, acknowledge_facts
from data_layer.oversight import kept_months
from data_layer.oversight.figure import Figure, Part, rows
from data_layer.oversight.kept_months import WHY_NOT
from data_layer.oversight.row_filters import as_of_filter, window_filters
from data_layer.requests.request_queue import phase_facts
from data_layer.rules.complaints import ACKNOWLEDGE_DAYS
from data_layer.rules.deadlines import Phase
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

TITLE = say("Complaints")

_KEPT_NAMES = {
    "complaints_received": "received",
    "complaints_acknowledging": "acknowledging",
    "complaints_acknowledged": "acknowledged",
    "complaints_judged": "judged",
    "complaints_on_time": "on_time",
}
_STANDS: dict[str, Stand] = {
    "open": "open", "received": "received", "acknowledging": "acknowledging", "unacknowledged": "unacknowledged",
    "judged": "judged", "on_time": "on_time",
}  # fmt: skip
_COUNTS = ", ".join(f"count(*) filter ({STANDS_SQL[stand]}) as {name}" for name, stand in _STANDS.items())
_COUNTED_SQL = f"""
    select count(*) as ever, count(*) filter (phase = 'overdue') as overdue, {_COUNTS}
    from (
        select *, {PHASE_SQL} as phase, {ACKNOWLEDGE_DAY_SQL} as acknowledge_day from complaints k
        where $kind is null or kind = $kind
    )
"""  # noqa: S608 - the text of the list behind it


@dataclass(frozen=True, slots=True)
class ComplaintCounts:
    """How many complaints of each kind that the figures tell; `kept` of them are destroyed since, by the same names.

    None: of the day it is not known how many of the destroyed there were.
    """

    numbers: dict[str, int]
    kept: dict[str, int | None]

    def both(self, name: str, *beside: str) -> int | None:
        """Those that are there with those that were destroyed; None where it or one beside it is not known."""
        kept = self.kept.get(name, 0)
        is_known = all(self.kept.get(other, 0) is not None for other in beside)
        return self.numbers[name] + kept if kept is not None and is_known else None

    def lacks(self, part: str, whole: str) -> bool:
        """Whether it is known that not all of the whole are in the part."""
        found, of = self.both(part, whole), self.both(whole, part)
        return found is not None and of is not None and found < of

    def destroyed(self, name: str) -> int:
        """Those that were destroyed, as far as is known."""
        return self.kept.get(name) or 0


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    found = counted(reader, complaints_then.stood(reader, period.until), period)
    past, window = as_of_filter(reader, period.until), window_filters(reader, period)
    return Part("complaints", TITLE, (*_open(found, past), *_of_period(found, window)))


def counted(reader: Reader, stood: Stood, period: Period, kind: str | None = None) -> ComplaintCounts:
    """The complaints of one kind, or of both with None; how many destroyed ones were open is known of both only."""
    received_on: list[date] = reader.values(
        "select distinct received_on from complaints where received_on >= $since", since=period.since
    )
    numbers: dict[str, int] = reader.all(
        dict,
        stood.of(_COUNTED_SQL),
        **acknowledge_facts(received_on, reader.settings.is_free_day),
        **stood.window(period.since, period.until),
        **phase_facts(reader, stood.day),
        **stood.facts,
        kind=kind,
    )[0]
    numbers["acknowledged"] = numbers["acknowledging"] - numbers.pop("unacknowledged")
    kept: dict[str, int | None] = {}
    for one in kept_months.in_period(reader, period, _KEPT_NAMES):
        if kind not in (None, one.part):
            continue
        name = _KEPT_NAMES[one.name]
        so_far = kept.get(name, 0)
        kept[name] = None if one.is_cut or so_far is None else so_far + one.n
    kept["ever"], kept["open"] = kept_months.until(
        reader, stood.day, came="complaints_received", went=("complaints_closed", "complaints_gone_open")
    )
    return ComplaintCounts(numbers, kept)


def _open(found: ComplaintCounts, past: dict[str, str]) -> tuple[Figure, ...]:
    overdue = found.numbers["overdue"]
    # of what was destroyed since, only that it was open is known
    here = say("open complaints") if found.kept["open"] == 0 else say("open complaints that are still in the store")
    return (
        Figure(
            code="open_complaints",
            label=say("Open complaints"),
            meaning=say(
                "Complaints that were not closed at the end of the day, about the service and about privacy; those"
                " that were answered but not closed are among them."
            ),
            value=found.both("open"),
            of=found.both("ever"),
            of_what=say("complaints"),
            rows=rows("complaints", stand="open", **past),
            destroyed=found.destroyed("open"),
            why_not=WHY_NOT,
        ),
        Figure(
            code="complaints_overdue",
            label=say("Overdue complaints"),
            meaning=say("Open complaints that were not answered and whose legal last day has passed."),
            value=overdue,
            of=found.numbers["open"],
            of_what=here,
            rows=rows("complaints", phase=Phase.overdue.value, **past),
            is_wrong=overdue > 0,
        ),
    )


def _of_period(found: ComplaintCounts, window: dict[str, str]) -> tuple[Figure, ...]:
    complaints = say("complaints")

    def share(of: str) -> dict[str, Any]:
        return {
            "unit": "share", "of": found.both(of), "of_what": complaints, "destroyed": found.destroyed(of),
            "why_not": WHY_NOT,
        }  # fmt: skip

    return (
        Figure(
            code="complaints_received",
            label=say("Received complaints"),
            meaning=say("Complaints that were received in the period."),
            value=found.both("received"),
            rows=rows("complaints", stand="received", **window),
            destroyed=found.destroyed("received"),
            why_not=WHY_NOT,
        ),
        Figure(
            code="complaints_acknowledged",
            label=say("Acknowledged in time"),
            meaning=say(
                "Of the complaints received in the period that had to be acknowledged by now: the share that was"
                " acknowledged, or answered, within %(n)s working days. Withdrawn complaints are left out. The"
                " rows are those that were not.",
                n=ACKNOWLEDGE_DAYS,
            ),
            value=found.both("acknowledged", "acknowledging"),
            is_wrong=found.lacks("acknowledged", "acknowledging"),
            rows=rows("complaints", stand="unacknowledged", **window),
            **share("acknowledging"),
        ),
        Figure(
            code="complaints_on_time",
            label=say("Complaints answered in time"),
            meaning=say(
                "Of the complaints whose legal last day lay in the period and has passed, unanswered ones included:"
                " the share that was answered by that day. Withdrawn complaints are left out. The rows are those that"
                " were not in time."
            ),
            value=found.both("on_time", "judged"),
            is_wrong=found.lacks("on_time", "judged"),
            rows=rows("complaints", stand="late", **window),
            **share("judged"),
        ),
    )
