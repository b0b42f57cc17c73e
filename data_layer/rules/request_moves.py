"""Which events of a request moved its last days, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass

from data_layer.rules.deadlines import Deadline
from data_layer.rules.request_course import EventKind, Happened, course_of
from data_layer.rules.working_days import IsFreeDay, dutch_free_day

_MOVING = {
    EventKind.RECEIVED,
    EventKind.RECEIPT_CORRECTED,
    EventKind.QUESTION_ASKED,
    EventKind.QUESTION_ANSWERED,
    EventKind.EXTENDED,
    EventKind.REFUSED,
    EventKind.ANSWERED,
    EventKind.REOPENED,
}
"""What can move the last days."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What an event did to the last days: what they were before it, and after it."""

    before: Deadline
    after: Deadline


def moves_of(events: Iterable[Happened], is_free_day: IsFreeDay = dutch_free_day) -> dict[int, Moved]:
    """The events, by id, with which the legal or the safe last day moved, given in the order they were recorded."""
    so_far: list[Happened] = []
    moved: dict[int, Moved] = {}
    before: Deadline | None = None
    for event in events:
        so_far.append(event)
        if event.kind not in _MOVING:
            continue
        after = course_of(so_far, is_free_day).deadline
        days = (after.safe_last_day, after.legal_last_day)
        if before is not None and days != (before.safe_last_day, before.legal_last_day):
            moved[event.id] = Moved(before, after)
        before = after
    return moved
