"""Which month a request is judged in, and by which days, at the edges of the months."""

from datetime import date

import pytest

from data_layer.oversight import on_time
from data_layer.oversight.on_time import RequestCounts
from data_layer.paging import Position
from data_layer.requests import request_queue, requests_then
from data_layer.requests.request_queue import Filter
from data_layer.requests.request_stands import Stand
from data_layer.rules.access import Act
from data_layer.rules.periods import twelve_months_to
from data_layer.store import Store
from data_layer.vocabulary import Outcome
from tests import make
from tests.data.test_request_events import answer

MARCH, NOVEMBER = date(2026, 3, 1), date(2026, 11, 1)
FIRST = date(2025, 12, 1)  # of the twelve months that end with November 2026


def counted(store: Store, month: date | None = None) -> RequestCounts:
    """The requests of the twelve months, or of one of them."""
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        stood = requests_then.stood(reader, make.TODAY)
        found = on_time.per_month_and_right(reader, stood, twelve_months_to(make.TODAY))
    return on_time.added_up(one for one in found if month in (None, one.month))


def listed(store: Store, stand: Stand) -> int:
    with store.read(make.MANAGER, Act.REQUEST_LIST) as reader:
        return request_queue.open_requests(reader, make.MANAGER, Filter(stand=stand), Position()).total


def a_case(store: Store, received_on: date, answered_on: date | None, outcome: Outcome = Outcome.GRANTED) -> None:
    number = make.a_request(store, received_on)
    if answered_on:
        answer(store, number, answered_on, outcome)


def test_a_month_says_of_how_many_how_many_were_answered_by_either_day(store: Store) -> None:
    """Received on 28 February: the safe day is Saturday 28 March 2026, the legal day Monday 30 March."""
    for answered_on in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30), date(2026, 3, 31), None):
        a_case(store, date(2026, 2, 28), answered_on)
    a_case(store, date(2026, 2, 28), date(2026, 6, 1), Outcome.WITHDRAWN)
    found = counted(store, MARCH)
    assert (found.due, found.on_time, found.on_safe_time, found.withdrawn) == (5, 3, 1, 1)


@pytest.mark.parametrize(
    ("received_on", "due"),
    [
        pytest.param(date(2026, 10, 20), 1, id="its legal day was Friday"),
        pytest.param(date(2026, 10, 21), 0, id="its Saturday moves to today, which is not over"),
        pytest.param(date(2026, 10, 23), 0, id="its legal day is today"),
        pytest.param(date(2026, 10, 24), 0, id="its legal day is tomorrow"),
    ],
)
def test_a_request_is_judged_when_its_legal_day_is_over(store: Store, received_on: date, due: int) -> None:
    a_case(store, received_on, None)
    assert counted(store, NOVEMBER).due == due
    assert listed(store, "judged") == listed(store, "late") == due


@pytest.mark.parametrize(
    ("received_on", "due"),
    [
        pytest.param(date(2025, 10, 28), 0, id="Friday 28 November"),
        pytest.param(date(2025, 10, 30), 1, id="Sunday 30 November, so Monday 1 December"),
        pytest.param(date(2025, 11, 1), 1, id="Monday 1 December"),
    ],
)
def test_the_figures_begin_on_the_first_of_the_twelve_months(store: Store, received_on: date, due: int) -> None:
    a_case(store, received_on, None)
    assert counted(store, FIRST).due == counted(store).due == due
    assert listed(store, "judged") == listed(store, "late") == listed(store, "past_safe") == due
