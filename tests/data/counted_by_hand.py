"""The figures of cases counted plainly, row by row and event by event, and the rows behind a figure listed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from data_layer.complaints import complaint_lists
from data_layer.oversight import complaint_figures, identity_figures, request_figures
from data_layer.oversight.figure import Figure, Part, Rows
from data_layer.paging import Position
from data_layer.requests import request_queue
from data_layer.rules.access import Act
from data_layer.rules.complaint_course import Done, columns_of
from data_layer.rules.complaints import ComplaintEvent, acknowledge_by
from data_layer.rules.deadlines import Phase, phase
from data_layer.rules.periods import Period
from data_layer.rules.request_course import Course, EventKind, Happened, course_of
from data_layer.rules.working_days import dutch_free_day, working_days_between
from data_layer.store import Store
from data_layer.vocabulary import Right
from tests import make

Told = dict[str, tuple[float | None, int | None]]
"""Of each figure its value and what it is of."""


def parts(store: Store, period: Period) -> list[Part]:
    """The three parts that are about cases."""
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        return [module.part(reader, period) for module in (request_figures, identity_figures, complaint_figures)]


def figures(store: Store, period: Period) -> dict[str, Figure]:
    """Their figures, by code."""
    return {figure.code: figure for part in parts(store, period) for figure in part.figures}


def told(store: Store, period: Period) -> Told:
    """What the figures say."""
    return {code: (figure.value, figure.of) for code, figure in figures(store, period).items()}


def listed(store: Store, behind: Rows) -> int:
    """How many rows the list behind a figure has."""
    kinds: dict[str, Any] = {"phase": Phase, "right": Right}
    kinds |= dict.fromkeys(("since", "until", "as_of"), date.fromisoformat)
    which = {name: kinds.get(name, str)(value) for name, value in behind.filters}
    with store.read(make.MANAGER, Act.REQUEST_LIST) as reader:
        if behind.list == "complaints":
            of_complaints = complaint_lists.Filter(**which)
            return complaint_lists.listed(reader, make.MANAGER, of_complaints, Position()).total
        return request_queue.open_requests(reader, make.MANAGER, request_queue.Filter(**which), Position()).total


def counted(store: Store, period: Period) -> Told:
    """All of them by hand, of a store in which nothing was destroyed."""
    return _requests(store, period) | _identity(store, period) | _complaints(store, period)


def courses(store: Store, day: date) -> list[tuple[str, Course]]:
    """The right of every request that had been received by the end of this day, and its course until then."""
    events: dict[int, list[Happened]] = {}
    for row in make.rows(store, "from request_events order by recorded_at, id"):
        event = Happened(row["id"], EventKind(row["kind"]), row["happened_on"], row["about"], row["reason_code"])
        if event.on <= day or event.kind in (EventKind.RECEIVED, EventKind.RECEIPT_CORRECTED):
            events.setdefault(row["request_id"], []).append(event)
    return [
        (row["request_right"], course_of(events[row["id"]]))
        for row in make.rows(store, "from requests")
        if row["received_on"] <= day
    ]


def phase_of(right: str, course: Course, day: date) -> Phase:
    """The phase of a request on this day; a withdrawal of consent is never less than urgent."""
    found = phase(
        day,
        safe_last_day=course.deadline.safe_last_day,
        legal_last_day=course.deadline.legal_last_day,
        waiting=course.waiting_since is not None,
    )
    is_calm = found in (Phase.soon, Phase.on_track)
    return Phase.urgent if right == Right.CONSENT_WITHDRAWAL and is_calm else found


def _is_over(last: date, period: Period) -> bool:
    return period.since <= last <= period.until and last < make.TODAY


def _requests(store: Store, period: Period) -> Told:
    all_of_them = courses(store, period.until)
    phases = [phase_of(right, one, period.until) for right, one in all_of_them if one.answered_on is None]
    over = [one for _, one in all_of_them if _is_over(one.deadline.legal_last_day, period)]
    judged = [one for one in over if one.outcome != "withdrawn"]
    received = [one for _, one in all_of_them if one.received_on >= period.since]
    days = sorted(
        (one.answered_on - one.received_on).days
        for _, one in all_of_them
        if one.answered_on and one.answered_on >= period.since and one.outcome != "withdrawn"
    )
    return {
        "open_requests": (len(phases), len(all_of_them)),
        "requests_overdue": (phases.count(Phase.overdue), len(phases)),
        "requests_last_days": (phases.count(Phase.last_days), len(phases)),
        "requests_waiting": (phases.count(Phase.waiting), len(phases)),
        "requests_received": (len(received), None),
        "on_time": (_by(judged, "legal_last_day"), len(judged)),
        "on_safe_time": (_by(judged, "safe_last_day"), len(judged)),
        "requests_withdrawn": (len(over) - len(judged), len(over)),
        "answer_days_median": (_rank(days, 50), len(days)),
        "answer_days_p90": (_rank(days, 90), len(days)),
        "requests_extended": (sum(one.deadline.extended for one in received), len(received)),
        "requests_suspended": (sum(one.deadline.suspended_days > 0 for one in received), len(received)),
    }


def _by(judged: Iterable[Course], which: str) -> int:
    return sum(one.answered_on is not None and one.answered_on <= getattr(one.deadline, which) for one in judged)


def _rank(days: list[int], percent: int) -> int | None:
    return days[-(-percent * len(days) // 100) - 1] if days else None


def _identity(store: Store, period: Period) -> Told:
    day = period.until
    copies = [
        (row["copy_received_on"], row["copy_destroyed_on"])
        for row in make.rows(store, "from identity_checks")
        if row["copy_received_on"] and row["copy_received_on"] <= day
    ]
    here = [came for came, went in copies if went is None or went > day]
    waived = {
        row["about"]: row["happened_on"]
        for row in make.rows(store, "from request_events")
        if row["kind"] == "notice_waived"
    }
    notices = [
        (row["opened_on"], row["sent_on"] or date.max, row["confirmed_on"] or waived.get(row["id"], date.max))
        for row in make.rows(store, "from notices")
        if row["opened_on"] <= day
    ]
    open_ones = [sent_on for _, sent_on, settled_on in notices if settled_on > day]
    of_period = [1 for opened_on, _, settled_on in notices if opened_on >= period.since or settled_on >= period.since]
    late = sum(working_days_between(came, day, dutch_free_day) >= 5 for came in here)
    return {
        "copies_not_destroyed": (len(here), len(copies)),
        "copies_late": (late, len(here)),
        "notices_unconfirmed": (len(open_ones), len(of_period)),
        "notices_unsent": (sum(sent_on > day for sent_on in open_ones), len(open_ones)),
    }


def _complaints(store: Store, period: Period) -> Told:
    found = [_complaint(store, row, period.until) for row in make.rows(store, "from complaints")]
    all_of_them = [row for row in found if row["received_on"] <= period.until]
    open_ones = [row for row in all_of_them if row["closed_on"] is None]
    overdue = [row for row in open_ones if row["answered_on"] is None and row["legal_last_day"] < period.until]
    received = [row for row in all_of_them if row["received_on"] >= period.since]
    meant = [row for row in received if row["verdict"] != "withdrawn"]
    acknowledging = [row for row in meant if _is_over(acknowledge_by(row["received_on"]), period)]
    in_time = [row for row in acknowledging if _first(row) <= acknowledge_by(row["received_on"])]
    judged = [r for r in all_of_them if r["verdict"] != "withdrawn" and _is_over(r["legal_last_day"], period)]
    on_time = [r for r in judged if (r["answered_on"] or r["closed_on"] or date.max) <= r["legal_last_day"]]
    return {
        "open_complaints": (len(open_ones), len(all_of_them)),
        "complaints_overdue": (len(overdue), len(open_ones)),
        "complaints_received": (len(received), None),
        "complaints_acknowledged": (len(in_time), len(acknowledging)),
        "complaints_on_time": (len(on_time), len(judged)),
    }


def _first(row: dict[str, Any]) -> date:
    return min((row[name] for name in ("acknowledged_on", "answered_on", "closed_on") if row[name]), default=date.max)


def _complaint(store: Store, row: dict[str, Any], day: date) -> dict[str, Any]:
    """The columns of a complaint at the end of the day."""
    done = [
        Done(ComplaintEvent(event["kind"]), event["happened_on"], event["reason_code"])
        for event in make.rows(
            store, "from complaint_events where complaint_id = $id order by recorded_at", id=row["id"]
        )
        if event["happened_on"] <= day
    ]
    ends = {"answered_on", "closed_on", "verdict", "acknowledged_on"}
    if done and done[0].kind is ComplaintEvent.RECEIVED:
        return row | {name: value for name, value in columns_of(done).items() if name in ends}
    stood = {name: row[name] if row[name] and row[name] <= day else None for name in ends - {"verdict"}}
    return row | stood | {"verdict": row["verdict"] if stood["answered_on"] or stood["closed_on"] else None}
