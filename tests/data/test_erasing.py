"""Erasure on a person's request goes the same way as destruction: proposed, approved by another, checked, gone."""

from datetime import date
from typing import Any

import pytest

from data_layer import verifying
from data_layer.destroying import proposing, running
from data_layer.destroying.piles import piles
from data_layer.destroying.skips import SKIPS
from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.requests import request_applicant
from data_layer.requests.request_case import Applicant
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Right
from tests import make

CHOSEN = ("phone", "email", "birth")


@pytest.fixture
def case(store: Store) -> tuple[int, int]:
    """A client of whom there is everything, and the request to erase it: their ids."""
    client_id = make.a_full_client(store, "1001")
    number = make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    return client_id, make.seen(store, number).id


def proposed(store: Store, request_id: int, categories: tuple[str, ...] = CHOSEN) -> Seen:
    batch_id = new_id()
    proposing.propose_erasure(store, make.COORDINATOR, id=batch_id, request_id=request_id, categories=categories)
    proposing.approve(store, make.OFFICER, seen=Seen(batch_id, 1))
    return Seen(batch_id, 2)


def counts(store: Store, *tables: str) -> list[int]:
    return [make.asked(store, f"select count(*) from {table}") for table in tables]  # noqa: S608 - names of the test


def test_what_was_chosen_goes_and_what_the_law_keeps_stays(store: Store, case: tuple[int, int]) -> None:
    _client_id, request_id = case
    running.run(store, make.OFFICER, seen=proposed(store, request_id))
    assert counts(store, "phones", "emails", "invoices", "agreements", "progress_notes") == [0, 0, 1, 1, 1]
    (person,) = make.rows(store, "select surname, birth_date, birth_place, birth_country, gender from clients")
    assert (person["birth_date"], person["birth_place"], person["birth_country"]) == (None, None, None)
    assert person["surname"] is not None
    assert person["gender"] is not None
    assert counts(store, "destroyed_numbers", "requests", "batch_items") == [0, 1, 3]
    assert make.rows(store, "select kind, clients, whole, state from batches") == [
        {"kind": "erasure", "clients": 1, "whole": 0, "state": "done"}
    ]
    assert verifying.findings(store, make.OFFICER) == []


@pytest.mark.parametrize("categories", [("phone", "invoices"), ("consents",), ()])
def test_what_must_stay_or_is_not_there_cannot_be_proposed(
    store: Store, case: tuple[int, int], categories: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput):
        proposing.propose_erasure(
            store, make.COORDINATOR, id=new_id(), request_id=case[1], categories=categories
        )  # fmt: skip
    assert counts(store, "batches") == [0]


def test_only_a_request_for_erasure_of_a_known_client_leads_to_one(store: Store) -> None:
    client_id = make.a_client(store)
    for number in (make.a_request(store, client_id=client_id), make.a_request(store, right=Right.ERASURE)):
        with pytest.raises(NotFound):
            proposing.propose_erasure(
                store, make.COORDINATOR, id=new_id(), request_id=make.seen(store, number).id, categories=CHOSEN
            )


def test_roles_a_double_click_and_the_second_person(store: Store, case: tuple[int, int]) -> None:
    batch_id, request_id = new_id(), case[1]
    facts: dict[str, Any] = {"id": batch_id, "request_id": request_id, "categories": CHOSEN}
    for who in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            proposing.propose_erasure(store, who, **facts)
    number = proposing.propose_erasure(store, make.OFFICER, **facts)
    assert proposing.propose_erasure(store, make.OFFICER, **facts) == number
    with pytest.raises(BadInput):  # it waits in a batch already
        proposing.propose_erasure(store, make.OFFICER, **facts | {"id": new_id()})
    with pytest.raises(NotAllowed):
        proposing.approve(store, make.OFFICER, seen=Seen(batch_id, 1))
    proposing.approve(store, make.DEPUTY, seen=Seen(batch_id, 1))
    running.run(store, make.OFFICER, seen=Seen(batch_id, 2))


def test_a_hold_that_came_meanwhile_keeps_what_it_covers(store: Store, case: tuple[int, int]) -> None:
    client_id, request_id = case
    batch = proposed(store, request_id)
    make.a_hold(store, client_id, categories=["phone"])
    running.run(store, make.OFFICER, seen=batch)
    assert counts(store, "phones", "emails") == [1, 0]
    assert make.rows(store, "select reason_code, clients, items from batch_skips") == [
        {"reason_code": "held", "clients": 1, "items": 1}
    ]


def test_nothing_goes_of_whom_the_request_is_no_longer_about(store: Store, case: tuple[int, int]) -> None:
    _client_id, request_id = case
    other = make.a_full_client(store, "1002", bsn=make.OTHER_BSN)
    batch = proposed(store, request_id)
    with store.change(make.COORDINATOR, Act.REQUEST_PROGRESS, Subject("request", request_id)) as change:
        change.execute("update requests set client_id = $other where id = $id", other=other, id=request_id)
    running.run(store, make.OFFICER, seen=batch)
    assert counts(store, "phones", "emails") == [2, 2]
    assert make.rows(store, "select reason_code, items from batch_skips") == [{"reason_code": "kept", "items": 3}]


@pytest.mark.parametrize(
    "stands",
    [{"outcome": "refused"}, {"outcome": "withdrawn"}, {"outcome": "not_identified"}, {"finished_on": make.TODAY}],
)
def test_a_request_that_does_not_stand_erases_nothing(
    store: Store, case: tuple[int, int], stands: dict[str, Any]
) -> None:
    _client_id, request_id = case
    batch = proposed(store, request_id)
    with store.change(make.OFFICER, Act.REQUEST_REFUSE, Subject("request", request_id)) as change:
        change.update("requests", request_id, make.asked(store, "select version from requests"), **stands)
    running.run(store, make.OFFICER, seen=batch)
    assert counts(store, "phones", "emails") == [1, 1]
    with pytest.raises(NotFound):
        proposing.propose_erasure(store, make.OFFICER, id=new_id(), request_id=request_id, categories=CHOSEN)


def test_nobody_is_erased_of_whom_it_is_not_certain_that_they_ask_it(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    number = make.a_request(store, right=Right.ERASURE, client_id=client_id)
    request_id = make.seen(store, number).id
    with pytest.raises(BadInput, match="not established who asks"):
        proposed(store, request_id)
    make.identified(store, number)
    batches = {batch: new_id() for batch in ("waiting", "approved")}
    for batch, category in zip(batches.values(), ("phone", "email"), strict=True):
        proposing.propose_erasure(
            store, make.COORDINATOR, id=batch, request_id=request_id, categories=(category,)
        )  # fmt: skip
    proposing.approve(store, make.OFFICER, seen=Seen(batches["approved"], 1))
    request_applicant.set_right(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), kind=Applicant.REPRESENTATIVE, name="Ex",
    )  # fmt: skip
    with pytest.raises(BadInput, match="representative may ask"):
        proposing.approve(store, make.OFFICER, seen=Seen(batches["waiting"], 1))
    running.run(store, make.OFFICER, seen=Seen(batches["approved"], 2))
    assert counts(store, "phones", "emails") == [1, 1]
    assert make.rows(store, "select reason_code, clients, items from batch_skips") == [
        {"reason_code": "not_certain", "clients": 1, "items": 1}
    ]
    assert "not_certain" in SKIPS


def test_attendance_alone_keeps_no_name_and_address(store: Store) -> None:
    client_id = make.a_client(store, "1003", registered_on=date(2026, 1, 5))
    make.a_record(store, "attendance", client_id, held_on=date(2026, 2, 1), hours=3, present=True)
    make.a_record(store, "addresses", client_id, street="Straat", city="Nijmegen")
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        found = piles(reader, client_id)
    assert {"names", "address"} <= found.erasable
