"""Registering a request: a number, a clock, and a hold."""

from datetime import date
from typing import Any

import pytest

from data_layer import request_case, requests
from data_layer.errors import BadInput, NotAllowed
from data_layer.ids import new_id
from data_layer.request_case import Applicant, Case
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Channel, Right, State
from tests import make


def case_of(store: Store, number: str) -> Case:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return request_case.the_request(reader, number)


def values(store: Store, sql: str) -> list[Any]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return reader.values(sql)


def test_a_request_gets_a_number_and_its_days_from_the_receipt(store: Store) -> None:
    client_id = make.a_client(store, language="ar")
    number = make.a_request(store, date(2026, 10, 31), client_id=client_id, right=Right.ERASURE, asked=" Wis alles. ")
    case = case_of(store, number)
    assert number == "V2026-0001"
    assert (case.safe_last_day, case.legal_last_day) == (date(2026, 11, 30), date(2026, 11, 30))
    assert (case.state, case.right, case.asked, case.language) == (State.RECEIVED, Right.ERASURE, "Wis alles.", "ar")
    assert case.registered_on == make.TODAY
    assert case.client_number == "1001"


def test_numbers_count_on_and_are_never_given_out_again(store: Store) -> None:
    assert [make.a_request(store) for _ in range(2)] == ["V2026-0001", "V2026-0002"]
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("delete from requests where number = 'V2026-0002'")
    assert make.a_request(store) == "V2026-0003"


def test_the_year_in_the_number_is_that_of_registration(store: Store) -> None:
    assert make.a_request(store, date(2025, 12, 30)).startswith("V2026-")


def test_the_same_id_a_second_time_does_nothing_and_gives_the_same_number(store: Store) -> None:
    draft = new_id()
    first = make.a_request(store, id=draft)
    logged = values(store, "select count(*) from log")
    assert make.a_request(store, id=draft, right=Right.ERASURE) == first
    assert values(store, "select count(*) from requests") == [1]
    assert values(store, "select count(*) from request_events") == [1]
    assert values(store, "select count(*) from log") == logged


def test_an_open_request_is_a_hold_on_the_client(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2015, 6, 30))
    make.a_request(store, client_id=client_id)
    assert values(store, "select bool_and(held) from due") == [True]
    assert values(store, "select held from clients") == [True]


def test_a_request_with_a_handler_is_in_progress(store: Store) -> None:
    case = case_of(store, make.a_request(store, handler_id=make.OFFICER.staff_id))
    assert (case.state, case.handler) == (State.IN_PROGRESS, make.OFFICER.name)


def test_a_client_is_found_by_number_and_a_merged_one_leads_to_the_one_that_stayed(store: Store) -> None:
    stayed = make.a_client(store, "1001")
    make.a_client(store, "1002", merged_into=stayed)
    assert case_of(store, make.a_request(store, client_number="1002", person_name=None)).client_number == "1001"


def test_the_name_that_was_typed_is_not_kept_when_the_client_is_known(store: Store) -> None:
    client_id = make.a_client(store)
    case = case_of(store, make.a_request(store, client_id=client_id, person_name="Amina T."))
    assert (case.person_name, case.who) == (None, "Amina Testpersoon")


def test_the_register_of_acts_has_no_word_of_what_was_typed(store: Store) -> None:
    make.a_request(store, asked="Mijn geheime vraag", applicant_name="Jan Jansen")
    rows = str(values(store, "select log::text from log"))
    assert "request.register" in rows
    assert "geheime" not in rows
    assert "Jansen" not in rows


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_only_those_who_handle_files_register(store: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        requests.register(
            store, actor, id=new_id(), right=Right.ACCESS, channel=Channel.DESK, received_on=make.TODAY, person_name="X"
        )
    assert values(store, "select count(*) from requests") == [0]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"received_on": date(2026, 11, 24)}, "received_on"),
        ({"received_on": date(2018, 5, 24)}, "received_on"),
        ({"person_name": "  "}, "person_name"),
        ({"client_number": "9999"}, "client_number"),
        ({"client_id": 5}, "client_id"),
        ({"applicant_kind": Applicant.REPRESENTATIVE}, "applicant_name"),
        ({"handler_id": make.MANAGER.staff_id}, "handler_id"),
        ({"handler_id": 77}, "handler_id"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(store: Store, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        make.a_request(store, **facts)
    assert caught.value.field == field
    assert "saved" in str(caught.value)
    assert values(store, "select count(*) from requests") == [0]
    assert make.a_request(store) == "V2026-0001"  # the number was not lost
