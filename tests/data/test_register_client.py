"""A new client by hand: kept whole or not at all, once, and never a second time under another number."""

from datetime import date
from typing import Any

import pytest

from data_layer import record_lists
from data_layer.categories import CATEGORIES, CATEGORY
from data_layer.errors import BadInput, NotAllowed
from data_layer.ids import new_id
from data_layer.registering import ASKED, register
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.wording import put
from tests import make

TYPED: dict[str, Any] = {
    "first_names": "Amina",
    "prefix": "el",
    "surname": "Tëstpersoon",
    "gender": "f",
    "bsn": "9999.90.019",
    "birth_date": date(1990, 5, 17),
    "birth_place": "Homs",
    "birth_country": "SY",
    "arrived_on": date(2024, 3, 1),
    "language": "ar",
    "registered_on": make.TODAY,
    "street": "Voorbeeldstraat",
    "house_number": "12 b",
    "postcode": "6541ab",
    "city": "Nijmegen",
    "phone": "06 12345678",
    "email": "amina@example.org",
    "status": "asiel bepaalde tijd",
    "valid_from": date(2024, 6, 1),
    "valid_until": date(2029, 6, 1),
}
LEAST = {"surname": "Testpersoon", "registered_on": make.TODAY}


def registered(
    store: Store, typed: dict[str, Any] = TYPED, *, actor: Actor = make.COORDINATOR, **facts: Any
) -> tuple[int, str]:
    client_id = facts.pop("id", None) or new_id()
    facts = {"number": None, "source": "client", **facts}
    return client_id, register(store, actor, id=client_id, typed=typed, **facts)


def rows(store: Store, sql: str, **facts: Any) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.all(dict, sql, **facts)


def refused(store: Store, typed: dict[str, Any], **facts: Any) -> tuple[str | None, str]:
    before = rows(store, "select number from clients")
    with pytest.raises(BadInput) as caught:
        registered(store, typed, **facts)
    assert rows(store, "select number from clients") == before
    words = put(caught.value.sentence, "en")
    assert "nothing was saved" in words.lower()
    return caught.value.field, words


def test_a_client_is_kept_with_everything_that_was_typed(store: Store) -> None:
    client_id, number = registered(store)
    assert number == "C2026-0001"
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        counts = record_lists.counts(reader, client_id)
        found = {
            kind.table: record_lists.records_of(reader, kind, client_id)[0]
            for kind in (CATEGORY[code].kinds[0] for code in ("address", "phone", "email", "residence_status"))
        }
    wanted = {kind.code for category in CATEGORIES if category.number <= 9 for kind in category.kinds}
    assert {code for code, count in counts.items() if count} == {"card", *wanted}
    assert found["addresses"].values["kind"] == "home"
    assert found["addresses"].values["postcode"] == "6541 AB"
    assert found["phones"].values["phone"] == "+31612345678"
    assert {record.source for record in found.values()} == {"client"}
    (client,) = rows(store, "select * from clients")
    assert (client["bsn"], client["search_name"], client["language"]) == (make.BSN, "amina el testpersoon", "ar")
    assert client["first_due_from"] is not None
    assert findings(store, THE_DESK) == []


def test_one_entry_of_the_log_tells_of_it_without_a_value(store: Store) -> None:
    client_id, _ = registered(store)
    (entry,) = rows(store, "select * from log where act = 'client.register'")
    assert (entry["subject_kind"], entry["subject_id"]) == ("client", client_id)
    assert {"clients.bsn", "addresses.street", "phones.phone"} <= set(entry["fields"])
    assert "residence_statuses.country" not in entry["fields"]
    touched = rows(store, "select in_table, what from record_changes where client_id = $id", id=client_id)
    assert {row["in_table"] for row in touched} == {"clients", "addresses", "phones", "emails", "residence_statuses"}
    assert {row["what"] for row in touched} == {"added"}


def test_a_name_is_enough(store: Store) -> None:
    client_id, _ = registered(store, LEAST)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert {code: n for code, n in record_lists.counts(reader, client_id).items() if n} == {"card": 1, "names": 1}


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda actor: actor.name)
def test_who_handles_no_files_registers_nobody(store: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        registered(store, actor=actor)
    assert not rows(store, "select 1 from clients")


def test_a_double_click_registers_once(store: Store) -> None:
    client_id, number = registered(store)
    assert registered(store, id=client_id) == (client_id, number)
    assert len(rows(store, "select 1 from clients")) == 1
    assert len(rows(store, "select 1 from phones")) == 1
    assert len(rows(store, "select 1 from log where act = 'client.register'")) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"first_names": None, "surname": " "}, "surname", id="no name"),
        pytest.param({"registered_on": None}, "registered_on", id="no day of registration"),
        pytest.param({"bsn": "999990018"}, "bsn", id="no BSN"),
        pytest.param({"birth_date": date(2026, 11, 24)}, "birth_date", id="born tomorrow"),
        pytest.param({"arrived_on": date(1990, 5, 16)}, "arrived_on", id="here before the birth"),
        pytest.param({"registered_on": date(1990, 5, 16)}, "registered_on", id="registered before the birth"),
        pytest.param({"postcode": "1234"}, "postcode", id="no postcode"),
        pytest.param({"street": None, "postcode": None, "city": None}, "street", id="a house number alone"),
        pytest.param({"phone": "12"}, "phone", id="no phone number"),
        pytest.param({"email": "amina"}, "email", id="no e-mail address"),
        pytest.param({"status": None}, "status", id="validity of no status"),
        pytest.param({"valid_until": date(2024, 5, 31)}, "valid_until", id="a status that ends before it begins"),
        pytest.param({"valid_from": date(1990, 5, 16)}, "valid_from", id="a status before the birth"),
    ],
)
def test_what_cannot_be_is_said_beneath_its_field_and_nothing_is_kept(
    store: Store, changes: dict[str, Any], field: str
) -> None:
    assert refused(store, TYPED | changes)[0] == field


def test_somebody_must_have_provided_it(store: Store) -> None:
    assert refused(store, TYPED, source="nobody")[0] == "source"


@pytest.mark.parametrize("typed", ["1001", " 1001 ", "01001"])
def test_a_number_that_a_client_has_is_refused(store: Store, typed: str) -> None:
    make.a_client(store, "1001")
    field, words = refused(store, TYPED, number=typed)
    assert field == "number"
    assert "1001" in words


def test_the_number_of_a_destroyed_client_is_not_used_again(store: Store) -> None:
    with store.change(THE_DESK, Act.DESTRUCTION_RUN) as change:
        change.insert("destroyed_numbers", number="00123", destroyed_on=make.TODAY)
    assert refused(store, TYPED, number="123")[0] == "number"


def test_the_number_of_a_merged_client_leads_to_the_one_that_stayed(store: Store) -> None:
    stayed = make.a_client(store, "1001")
    make.a_client(store, "1002", merged_into=stayed)
    assert "go on in the dossier of 1001" in refused(store, TYPED, number="1002")[1]


def test_a_bsn_is_no_client_number(store: Store) -> None:
    field, words = refused(store, TYPED, number=make.BSN)
    assert field == "number"
    assert make.BSN not in words


def test_a_bsn_that_another_client_has_is_refused_with_that_number(store: Store) -> None:
    make.a_client(store, "1001", bsn=make.BSN)
    field, words = refused(store, TYPED)
    assert field == "bsn"
    assert "1001" in words


def test_the_number_of_the_school_is_kept_and_else_the_next_free_one_is_given(store: Store) -> None:
    make.a_client(store, "c2026-0001")
    with store.change(THE_DESK, Act.DESTRUCTION_RUN) as change:
        change.insert("destroyed_numbers", number="C2026-0002", destroyed_on=make.TODAY)
    assert registered(store, LEAST)[1] == "C2026-0003"
    assert registered(store, LEAST, number=" A 77 ")[1] == "A 77"


def test_a_number_that_somebody_else_gave_meanwhile_is_refused(store: Store) -> None:
    registered(store, LEAST, number="1001")
    assert refused(store, TYPED, number="1001")[0] == "number"


def test_all_facts_of_a_person_are_asked_and_no_column_twice() -> None:
    columns = [field.column for asked in ASKED.values() for field in asked.fields]
    assert len(columns) == len(set(columns)), "an error names its field by the column alone"
    assert set(ASKED) == {"card", *(category.code for category in CATEGORIES if category.number <= 9)}
