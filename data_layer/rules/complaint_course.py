"""What a complaint's columns are by what was done about it at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.rules.complaints import ComplaintEvent, Verdict

_AT_DESK = ("acknowledged_on", "answered_on", "passed_to_authority_on", "closed_on", "verdict", "handler_id")
_DAYS = {
    ComplaintEvent.ACKNOWLEDGED: "acknowledged_on",
    ComplaintEvent.ANSWERED: "answered_on",
    ComplaintEvent.PASSED_ON: "passed_to_authority_on",
    ComplaintEvent.CLOSED: "closed_on",
}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done about a complaint; `code` as the history has it."""

    kind: ComplaintEvent
    happened_on: date
    code: str | None = None


def columns_of(done: Iterable[Done]) -> dict[str, Any]:
    """The columns that follow from what was done, in the order in which it was recorded.

    Of a complaint that was registered here all of them; of one that an import brought those alone about which something
    was done since. Raises ValueError for what cannot have been done in this order.
    """
    stands: dict[str, Any] = {}
    for at, event in enumerate(done):
        if not _fits(event, stands, is_first=at == 0):
            raise ValueError(event.kind)
        stands |= _follows(event)
    return stands


def _fits(event: Done, stands: dict[str, Any], *, is_first: bool) -> bool:
    is_closed = stands.get("closed_on") is not None
    match event.kind:
        case ComplaintEvent.RECEIVED:
            return is_first
        case ComplaintEvent.NOTE | ComplaintEvent.PASSED_ON:
            return True
        case ComplaintEvent.REOPENED:
            return is_closed or "closed_on" not in stands
        case ComplaintEvent.ANSWERED:
            return not is_closed and stands.get("answered_on") is None
        case ComplaintEvent.CLOSED:
            is_ended = event.code == Verdict.WITHDRAWN or stands.get("answered_on", event.happened_on) is not None
            return not is_closed and is_ended
        case _:
            return not is_closed


def _follows(event: Done) -> dict[str, Any]:
    match event.kind:
        case ComplaintEvent.RECEIVED:
            return {**dict.fromkeys(_AT_DESK), "received_on": event.happened_on}
        case ComplaintEvent.CORRECTED:
            return {"received_on": date.fromisoformat((event.code or "").partition("/")[2])}
        case ComplaintEvent.ASSIGNED:
            return {"handler_id": int(event.code or "")}
        case ComplaintEvent.REOPENED:
            return {"closed_on": None, "answered_on": None, "verdict": None}
        case kind:
            found: dict[str, Any] = {_DAYS[kind]: event.happened_on} if kind in _DAYS else {}
            if kind in (ComplaintEvent.ANSWERED, ComplaintEvent.CLOSED):
                found["verdict"] = event.code
            return found
