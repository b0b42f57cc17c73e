"""Walking through the queue: the next one comes after the place where this one stood, whatever became of it."""

from datetime import date

import pytest

from data_layer.ids import new_id
from data_layer.requests import queue_counts, queue_places
from data_layer.requests.queue_places import Next, Place
from data_layer.requests.request_answers import answer
from data_layer.requests.request_queue import Filter
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from tests import make
from tests.data.test_request_events import ask

TO_DO = Filter(stand="to_do")


def place(store: Store, number: str, which: Filter = TO_DO) -> Place:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return queue_places.place_of(reader, make.COORDINATOR, which, number)


def after(store: Store, stood: Place, which: Filter = TO_DO) -> Next | None:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return queue_places.next_of(reader, make.COORDINATOR, which, stood)


def number_after(store: Store, stood: Place, which: Filter = TO_DO) -> str | None:
    found = after(store, stood, which)
    return found.place.number if found else None


@pytest.fixture
def three(store: Store) -> list[str]:
    """Three requests, the most urgent first."""
    return [make.a_request(store, date(2026, 11, day)) for day in (2, 3, 4)]


def test_the_next_comes_after_the_place_where_this_one_stood(store: Store, three: list[str]) -> None:
    first, second, last = three
    make.a_request(store, date(2026, 11, 2), right=Right.ERASURE)
    access = Filter(stand="to_do", right=Right.ACCESS)
    found = after(store, place(store, first, access), access)
    assert found == Next(place(store, second, access), 2)
    assert after(store, place(store, last), TO_DO) is None
    for order in ("newest", "number", "safe_day"):
        which = Filter(stand="to_do", right=Right.ACCESS, order=order)
        expected = {"newest": first, "number": last, "safe_day": last}[order]
        assert number_after(store, place(store, second, which), which) == expected, order


def test_also_when_it_left_the_list_or_moved_within_it(store: Store, three: list[str]) -> None:
    first, second, last = three
    stood = place(store, first)
    make.extended(store, first, date(2026, 11, 20))  # now it comes last
    assert number_after(store, stood) == second
    make.identified(store, second)
    stood = place(store, second)
    answer(store, make.COORDINATOR, make.seen(store, second), event_id=new_id(), outcome=Outcome.GRANTED,
           answered_on=make.TODAY)  # fmt: skip
    assert number_after(store, stood) == last
    stood = place(store, last)
    ask(store, last, date(2026, 11, 5))
    assert number_after(store, stood) == first
    assert number_after(store, place(store, first)) is None


def test_one_that_stood_nowhere_in_the_list_is_followed_by_its_first(store: Store, three: list[str]) -> None:
    ask(store, three[1], date(2026, 11, 5))
    assert place(store, three[1]) == Place(three[1])
    assert number_after(store, Place(three[1])) == three[0]


def test_the_usual_queue_is_one_s_own_as_long_as_something_is_to_do_in_it(store: Store) -> None:
    def usual(actor: Actor) -> Filter:
        with store.read(actor, Act.REQUEST_LIST) as reader:
            return queue_counts.usual(reader, actor)

    number = make.a_request(store, date(2026, 11, 2), handler_id=make.COORDINATOR.staff_id)
    assert usual(make.COORDINATOR) == Filter(stand="to_do", handler="mine")
    assert usual(make.OFFICER) == TO_DO
    ask(store, number, date(2026, 11, 5))
    assert usual(make.COORDINATOR) == TO_DO
