"""Every order of every list: it sorts as it says, and the pages follow each other without gap or repeat."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from data_layer import clients, disclosures, retention
from data_layer.paging import Page, Position
from data_layer.requests import request_queue
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.transactions import Reader
from tests import make
from tests.data.test_disclosures import recorded

COUNT = 30
Ask = Callable[[Reader, str, Position], Page[Any]]


def of_clients(reader: Reader, order: str, position: Position) -> Page[Any]:
    return clients.found_clients(reader, "", position, 7, order)


def of_requests(reader: Reader, order: str, position: Position) -> Page[Any]:
    chosen = request_queue.Filter(order=order)
    return request_queue.open_requests(reader, make.COORDINATOR, chosen, position, 7)


def of_disclosures(reader: Reader, order: str, position: Position) -> Page[Any]:
    return disclosures.listed(reader, make.COORDINATOR, disclosures.Filter(order=order), position, 7)


def of_due(reader: Reader, order: str, position: Position) -> Page[Any]:
    return retention.due_now(reader, position, None, order)


LISTS: dict[str, tuple[Ask, dict[str, Callable[[Any], Any]]]] = {
    "clients": (
        of_clients,
        {
            "name": lambda row: row.listed_name.casefold(),
            "number": lambda row: row.number.lower(),
            "newest": lambda row: -row.registered_on.toordinal(),
        },
    ),
    "requests": (
        of_requests,
        {
            "urgency": lambda row: list(request_queue.PHASE_LABELS).index(row.phase),
            "newest": lambda row: -row.received_on.toordinal(),
            "oldest": lambda row: row.received_on,
            "safe_day": lambda row: row.safe_last_day,
            "number": lambda row: row.number,
        },
    ),
    "disclosures": (
        of_disclosures,
        {
            "newest": lambda row: -row.happened_on.toordinal(),
            "oldest": lambda row: row.happened_on,
            "most_clients": lambda row: -row.clients,
            "number": lambda row: row.number,
        },
    ),
    "due": (
        of_due,
        {
            "longest": lambda row: row.due_from,
            "name": lambda row: row.name.casefold(),
            "number": lambda row: row.number.lower(),
        },
    ),
}
DECLARED = {
    "clients": clients.ORDERS,
    "requests": request_queue.ORDERS,
    "disclosures": disclosures.ORDERS,
    "due": retention.ORDERS,
}


@pytest.fixture
def full(store: Store) -> Store:
    """Thirty clients, each with something due, and as many requests and disclosures, in no order at all."""
    numbers = [f"{1000 + n * 7 % COUNT}" for n in range(COUNT)]
    with make.at_once(store):
        for n, number in enumerate(numbers):
            registered_on = date(2016, 1, 1) + timedelta(n * 7 % COUNT % 5)
            client_id = make.a_client(store, number, surname=f"Proef{n * 11 % 9}", registered_on=registered_on)
            make.an_agreement(store, client_id, date(2016, 3, 1) + timedelta(30 * (n * 13 % 8)))
    for n in range(COUNT):
        make.a_request(store, make.TODAY - timedelta(n * 5 % 40))
        recorded(
            store, client_numbers=numbers[max(n - n % 3, 0) : n + 1], happened_on=make.TODAY - timedelta(n * 3 % 11)
        )
    return store


def everything(store: Store, ask: Ask, order: str) -> list[Any]:
    rows, position = [], Position()
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        while True:
            page = ask(reader, order, position)
            rows += page.rows
            if page.after is None:
                return rows
            position = Position(after=page.after)


def test_every_order_of_every_list_sorts_as_it_says_and_pages_without_gap(full: Store) -> None:
    for name, (ask, keys) in LISTS.items():
        assert keys.keys() == DECLARED[name].keys()
        for order, key in keys.items():
            rows = everything(full, ask, order)
            assert len({row.number for row in rows}) == len(rows) == COUNT, (name, order)
            assert all(one <= other for one, other in pairwise(map(key, rows))), (name, order)


@pytest.mark.parametrize("order", clients.ORDERS)
def test_whatever_the_order_a_whole_client_number_comes_first(store: Store, order: str) -> None:
    for number in ("10", "1", "100"):
        make.a_client(store, number, surname=f"A{number}", registered_on=date(2020, 1, int(number) % 28 + 1))
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert clients.found_clients(reader, "10", Position(), 5, order).rows[0].number == "10"
