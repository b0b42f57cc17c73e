"""What a complaint's columns are follows from what was done about it."""

from datetime import date
from typing import Any

import pytest

from data_layer.rules.complaint_course import Done, columns_of
from data_layer.rules.complaints import ComplaintEvent as Event

DAYS = [date(2026, 11, day) for day in range(2, 20)]
RECEIVED = Done(Event.RECEIVED, DAYS[0])
ANSWERED = Done(Event.ANSWERED, DAYS[3], "founded")
CLOSED = Done(Event.CLOSED, DAYS[4], "founded")
WITHDRAWN = Done(Event.CLOSED, DAYS[4], "withdrawn")
REOPENED = Done(Event.REOPENED, DAYS[5])
NOTE = Done(Event.NOTE, DAYS[6])
ASSIGNED = Done(Event.ASSIGNED, DAYS[0], "3")
ACKNOWLEDGED = Done(Event.ACKNOWLEDGED, DAYS[1])
PASSED_ON = Done(Event.PASSED_ON, DAYS[7])


@pytest.mark.parametrize(
    ("done", "stands"),
    [
        ([ACKNOWLEDGED, ASSIGNED], {"acknowledged_on": DAYS[1], "handler_id": 3}),
        ([ANSWERED], {"answered_on": DAYS[3], "verdict": "founded"}),
        ([ANSWERED, CLOSED, PASSED_ON], {
            "answered_on": DAYS[3], "closed_on": DAYS[4], "verdict": "founded", "passed_to_authority_on": DAYS[7],
        }),
        ([WITHDRAWN, NOTE], {"closed_on": DAYS[4], "verdict": "withdrawn"}),
        ([ACKNOWLEDGED, ANSWERED, CLOSED, REOPENED], {"acknowledged_on": DAYS[1]}),
        ([Done(Event.CORRECTED, DAYS[3], "2026-11-02/2026-10-30")], {"received_on": date(2026, 10, 30)}),
    ],
)  # fmt: skip
def test_of_a_complaint_that_was_registered_here_every_column_follows(done: list[Done], stands: dict[str, Any]) -> None:
    nothing = dict.fromkeys(
        ("acknowledged_on", "answered_on", "passed_to_authority_on", "closed_on", "verdict", "handler_id")
    )
    assert columns_of([RECEIVED, *done]) == {**nothing, "received_on": DAYS[0], **stands}


def test_of_an_imported_one_only_what_was_done_here_since() -> None:
    assert columns_of([NOTE]) == {}
    assert columns_of([CLOSED]) == {"closed_on": DAYS[4], "verdict": "founded"}
    assert columns_of([REOPENED, WITHDRAWN])["verdict"] == "withdrawn"


@pytest.mark.parametrize(
    "done",
    [
        [ACKNOWLEDGED, RECEIVED],
        [RECEIVED, CLOSED],
        [RECEIVED, REOPENED],
        [RECEIVED, ANSWERED, ANSWERED],
        [RECEIVED, ANSWERED, CLOSED, CLOSED],
        [RECEIVED, WITHDRAWN, ASSIGNED],
        [RECEIVED, WITHDRAWN, ANSWERED],
        [RECEIVED, ANSWERED, CLOSED, REOPENED, CLOSED],
    ],
)
def test_what_cannot_have_been_done_in_this_order_is_refused(done: list[Done]) -> None:
    with pytest.raises(ValueError, match=done[-1].kind.value):
        columns_of(done)
