"""Registering a request: a number, a clock, and a hold."""

from datetime import date
from typing import Any

import pytest

from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.requests import intake, request_case, request_documents
from data_layer.requests.document_files import Upload
from data_layer.requests.intake import Letter
from data_layer.requests.request_authority import Authority
from data_layer.requests.request_case import Applicant, Case
from data_layer.requests.request_earlier import requests_of_person
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Channel, Right, State
from tests import make

PDF = b"%PDF-1.7"
REPRESENTED: dict[str, Any] = {"applicant_kind": Applicant.REPRESENTATIVE, "applicant_name": "Jo Gemachtigde"}


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
    assert make.a_request(store, id=draft) == first
    with pytest.raises(BadInput, match=first) as caught:
        make.a_request(store, id=draft, right=Right.ERASURE)
    assert caught.value.field == "rights"
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
        intake.register(
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
        ({"file": Upload("brief.pdf", b"MZ")}, "file"),
        (REPRESENTED | {"authority": Authority.ATTACHED}, "authority_file"),
        (REPRESENTED | {"authority": Authority.ATTACHED, "authority_file": Upload("x.exe", b"MZ")}, "authority_file"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(store: Store, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        make.a_request(store, **facts)
    assert caught.value.field == field
    assert "saved" in str(caught.value)
    assert values(store, "select count(*) from requests") == [0]
    assert make.a_request(store) == "V2026-0001"  # the number was not lost


def a_letter(store: Store, *rights: Right, ids: list[int] | None = None, **facts: Any) -> list[str]:
    usual: dict[str, Any] = {"channel": Channel.POST, "received_on": date(2026, 11, 20)}
    if "client_id" not in facts:
        usual["person_name"] = "Noor Onbekend"
    drawn = dict(zip(rights, ids or [new_id() for _ in rights], strict=True))
    return intake.register_letter(store, make.COORDINATOR, drawn, Letter(**usual | facts))


def test_one_letter_asks_several_rights_and_each_becomes_a_request_in_one_act(store: Store) -> None:
    ids = [new_id() for _ in range(3)]
    rights = (Right.ERASURE, Right.ACCESS, Right.CONSENT_WITHDRAWAL)
    file = Upload("Brief van Noor.pdf", PDF)
    client_id = make.a_client(store)
    logged = values(store, "select count(*) from log")[0]
    numbers = a_letter(store, *rights, ids=ids, client_id=client_id, file=file, handler_id=3)
    assert numbers == ["V2026-0001", "V2026-0002", "V2026-0003"]
    cases = [case_of(store, number) for number in numbers]
    assert [case.id for case in cases] == ids
    assert tuple(case.right for case in cases) == rights
    assert {case.letter_group for case in cases} == {ids[0]}
    assert cases[2].carry_out_on == date(2026, 11, 20)
    assert values(store, "select count(*) from log") == [logged + 1]
    assert values(store, "select subject_id from log order by seq desc limit 1") == [ids[0]]
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        kept = [request_documents.listed(reader, case.id) for case in cases]
    assert [[document.happened_on for document in documents] for documents in kept] == [[date(2026, 11, 20)]] * 3
    assert a_letter(store, *rights, ids=ids, client_id=client_id, file=file) == numbers  # a double click
    with pytest.raises(BadInput, match="V2026-0001"):
        a_letter(store, *rights, Right.OBJECTION, ids=[*ids, new_id()], client_id=client_id)
    assert values(store, "select count(*) from requests") == [3]
    assert values(store, "select count(*) from request_documents") == [3]
    assert values(store, "select count(*) from log") == [logged + 1]


def test_a_letter_is_registered_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(BadInput) as caught:
        a_letter(store)
    assert caught.value.field == "rights"
    with pytest.raises(BadInput):
        a_letter(store, Right.ACCESS, Right.ERASURE, file=Upload("brief.pdf", b""))
    with pytest.raises(NotFound):
        a_letter(store, Right.ACCESS, joins="V2026-0009")
    letter = Letter(channel=Channel.POST, received_on=make.TODAY, person_name="Noor")
    with pytest.raises(NotAllowed):
        intake.register_letter(store, make.MANAGER, {Right.ACCESS: new_id()}, letter)
    assert values(store, "select count(*) from requests") == [0]
    assert a_letter(store, Right.ACCESS) == ["V2026-0001"]


def test_a_right_alone_has_no_group_until_another_request_of_its_letter_joins(store: Store) -> None:
    first = make.a_request(store, file=Upload("brief.pdf", PDF))
    assert case_of(store, first).letter_group is None
    second = make.a_request(store, right=Right.ERASURE, joins=first)
    third = make.a_request(store, right=Right.OBJECTION, joins=second)
    group = case_of(store, first).id
    assert [case_of(store, number).letter_group for number in (first, second, third)] == [group] * 3
    assert values(store, "select count(distinct digest) from request_documents") == [1]
    assert values(store, "select count(distinct request_id) from request_documents") == [3]
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        others = requests_of_person(reader, letter_group=group, besides=group)
    assert [(other.number, other.is_same_letter) for other in others] == [(third, True), (second, True)]


def test_what_joins_a_letter_gets_of_it_only_what_is_its_own(store: Store) -> None:
    amina, bilal = make.a_client(store), make.a_client(store, "1002")
    files: dict[str, Any] = {"file": Upload("brief.pdf", PDF), "authority_file": Upload("machtiging.pdf", PDF)}
    came = REPRESENTED | {"authority": Authority.ATTACHED, "client_id": amina}
    first = a_letter(store, Right.ACCESS, Right.ERASURE, **files, **came)[0]
    kinds = "select kind from request_documents where request_id = (select id from requests where number = '{}')"
    for facts, kept in (
        (came | {"authority": Authority.ON_PAPER}, ["authorisation", "letter"]),
        ({"client_id": amina}, ["letter"]),
        (REPRESENTED | {"applicant_name": "Een ander", "client_id": amina}, ["letter"]),
        (REPRESENTED | {"client_id": bilal}, []),
        (REPRESENTED | {"person_name": "Noor"}, []),
    ):
        number = make.a_request(store, right=Right.OBJECTION, joins=first, **facts)
        assert sorted(values(store, kinds.format(number))) == kept, facts
    nobody = make.a_request(store, person_name="Noor", file=Upload("brief.pdf", PDF))
    for name, count in (("Noor", 1), ("Ali", 0)):
        number = make.a_request(store, right=Right.OBJECTION, joins=nobody, person_name=name)
        assert len(values(store, kinds.format(number))) == count
    assert findings(store, make.OFFICER) == []


def test_an_authorisation_that_came_along_is_seen_at_once(store: Store) -> None:
    came = {"authority": Authority.ATTACHED, "authority_file": Upload("machtiging.pdf", PDF)}
    kinds = "select kind from request_documents where request_id = (select id from requests where number = '{}')"
    for facts, seen_on, kept in (
        ({"authority": Authority.ON_PAPER}, make.TODAY, []),
        ({"authority": Authority.MISSING}, None, []),
        (came, make.TODAY, ["authorisation"]),
        (came | {"applicant_kind": Applicant.SELF}, None, []),
    ):
        number = make.a_request(store, **(REPRESENTED | facts))
        assert case_of(store, number).authorised_on == seen_on
        assert values(store, kinds.format(number)) == kept


def test_earlier_requests_are_those_of_the_client_or_of_the_same_name(store: Store) -> None:
    client_id = make.a_client(store)
    first, second = (make.a_request(store, date(2026, 11, day), client_id=client_id) for day in (2, 5))
    third = make.a_request(store, person_name="Zoë de Vries")
    fourth = make.a_request(store, person_name="zoe  de vries", **REPRESENTED)
    make.a_request(store, person_name="Zoë")
    make.a_request(store, person_name="Zoë de Vries-Jansen")

    def found(**facts: Any) -> list[str]:
        with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
            return [other.number for other in requests_of_person(reader, **facts)]

    assert found(client_id=client_id) == [second, first]
    assert found(client_id=client_id, name="Zoë", besides=case_of(store, second).id) == [first]
    assert found(name="ZOE DE VRIES") == [fourth, third]
    assert found(name=" ") == found() == []
