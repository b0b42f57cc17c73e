"""What asks for attention today, by the days that are known."""

from datetime import date, timedelta

import pytest

from data_layer.rules.deadlines import Phase
from data_layer.rules.reminders import (
    ComplaintFacts,
    RequestFacts,
    Thing,
    Urgency,
    complaint_things,
    most_urgent,
    request_things,
)

TODAY = date(2026, 11, 23)  # a Monday
LATE, URGENT, SOON = Urgency.LATE, Urgency.URGENT, Urgency.SOON
OTHER_MONTH = date(2026, 12, 18)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def urgencies(things: tuple[Thing, ...]) -> list[Urgency]:
    return [thing.urgency for thing in things]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (RequestFacts(Phase.on_track), []),
        (RequestFacts(Phase.soon), [SOON]),
        (RequestFacts(Phase.urgent), [URGENT]),
        (RequestFacts(Phase.last_days), [URGENT]),
        (RequestFacts(Phase.overdue), [LATE]),
        (RequestFacts(Phase.on_track, has_handler=False), [SOON]),
        # art. 7(3): at once, so the day after it is late, whatever the month rule says
        (RequestFacts(Phase.urgent, carry_out_on=TODAY), [URGENT]),
        (RequestFacts(Phase.urgent, carry_out_on=days_ago(1)), [LATE]),
        (RequestFacts(Phase.waiting, waiting_since=days_ago(13)), []),
        (RequestFacts(Phase.waiting, waiting_since=days_ago(14)), [SOON]),
        (RequestFacts(Phase.waiting, waiting_since=days_ago(29), reminded_on=days_ago(10)), []),
        (RequestFacts(Phase.waiting, waiting_since=days_ago(30), reminded_on=days_ago(10)), [URGENT]),
        (RequestFacts(Phase.waiting, waiting_since=days_ago(3), legal_last_day=days_ago(1)), [URGENT]),
        # art. 12(3): a notice that is not sent within the month extends nothing
        (RequestFacts(Phase.on_track, notice_by=date(2026, 11, 26)), [SOON]),
        (RequestFacts(Phase.on_track, notice_by=date(2026, 11, 25)), [URGENT]),
        (RequestFacts(Phase.urgent, notice_by=TODAY), [URGENT, URGENT]),
        (RequestFacts(Phase.last_days, notice_by=days_ago(1)), [URGENT]),
        (RequestFacts(Phase.waiting, waiting_since=days_ago(14), notice_by=TODAY), [URGENT, SOON]),
        (RequestFacts(None, answered_on=TODAY, notice_by=TODAY), []),
        (RequestFacts(Phase.on_track, copy_since=TODAY), [SOON]),
        (RequestFacts(Phase.on_track, copy_since=date(2026, 11, 20)), [URGENT]),
        (RequestFacts(Phase.on_track, copy_since=date(2026, 11, 16)), [LATE]),
        (RequestFacts(None, answered_on=days_ago(14)), []),
        (RequestFacts(None, answered_on=days_ago(15), has_handler=False), [SOON]),
        (RequestFacts(None, answered_on=days_ago(2), copy_since=days_ago(30)), [LATE]),
        (RequestFacts(None, answered_on=days_ago(40), finished_on=days_ago(30), copy_since=TODAY), [SOON]),
    ],
)
def test_a_request_asks_for_what_its_days_say(facts: RequestFacts, expected: list[Urgency]) -> None:
    assert urgencies(request_things(facts, TODAY)) == expected


@pytest.mark.parametrize(
    ("received_on", "acknowledged", "expected"),
    [
        (date(2026, 11, 20), False, [SOON]),
        (date(2026, 11, 17), False, [URGENT]),  # by tomorrow
        (date(2026, 11, 16), False, [URGENT]),  # by today
        (date(2026, 11, 13), False, [LATE]),  # by Friday
        (date(2026, 11, 13), True, []),
    ],
)
def test_a_complaint_is_acknowledged_in_five_working_days(
    received_on: date, acknowledged: bool, expected: list[Urgency]
) -> None:
    facts = ComplaintFacts(received_on, OTHER_MONTH, OTHER_MONTH, received_on if acknowledged else None)
    assert urgencies(complaint_things(facts, TODAY)) == expected


def test_a_complaint_is_answered_in_a_month_and_then_closed() -> None:
    received = days_ago(40)

    def asks(last: date, answered_on: date | None = None) -> list[Urgency]:
        return urgencies(complaint_things(ComplaintFacts(received, last, last, received, answered_on), TODAY))

    assert asks(days_ago(1)) == [LATE]
    assert asks(TODAY) == [URGENT]
    assert asks(days_ago(20), answered_on=days_ago(20)) == [SOON]
    assert asks(days_ago(20), answered_on=days_ago(5)) == []


def test_the_most_urgent_of_several_counts() -> None:
    assert most_urgent(request_things(RequestFacts(Phase.overdue, copy_since=TODAY), TODAY)) is LATE
