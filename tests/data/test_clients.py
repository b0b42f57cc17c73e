"""Finding clients, and how little of a citizen service number anybody gets to see."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer import client_totals
from data_layer.clients import (
    REVEAL_REASONS,
    Client,
    found_clients,
    id_of,
    is_bsn,
    opened_dossier,
    reveal_bsn,
    searched_clients,
    the_client,
)
from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.log import Reason
from data_layer.paging import Page, Position
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make
from tests.conftest import a_copy_of


def found(store: Store, search: str, position: Position = Position()) -> list[str]:  # noqa: B008 - frozen
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return [client.number for client in found_clients(reader, search, position).rows]


def searched(store: Store, search: str, actor: Actor = make.COORDINATOR, sitting: str = "morning") -> Page[Client]:
    return searched_clients(store, actor, search, Position(), sitting=sitting)


def looks(store: Store, act: Act) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select * from log where chain = 'look' and act = $act order by seq", act=act.value)


def four(store: Store) -> None:
    born = date(1990, 5, 17)
    with make.at_once(store):
        make.a_client(store, "1001", first_names="Amina", prefix="van den", surname="Berg", birth_date=born)
        make.a_client(store, "1002", first_names="Yusuf Ali", surname="Öztürk", birth_date=date(1985, 12, 1))
        make.a_client(store, "10020", first_names="Ömer", surname="Berghuis", birth_date=born, bsn=make.BSN)
        make.a_client(store, "A-77", first_names="Олена", surname="Шевченко", call_name="Lena", birth_date=None)


@pytest.fixture(scope="module")
def file_of_four(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("four"), new_store_file, four)


@pytest.fixture(scope="module")
def same_people(tmp_path_factory: pytest.TempPathFactory, file_of_four: Path) -> Iterator[Store]:
    """For tests that only look, and not at the log."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked at") / "desk.duckdb", file_of_four)


@pytest.fixture
def people(settings: Settings, file_of_four: Path) -> Iterator[Store]:
    yield from a_copy_of(file_of_four, settings)


@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        pytest.param("1002", ["1002", "10020"], id="the exact number first, then those that begin with it"),
        pytest.param("a-7", ["A-77"], id="the beginning of a number, whatever its case"),
        pytest.param("002", [], id="not the middle of a number"),
        pytest.param("ozturk", ["1002"], id="without its accents"),
        pytest.param("ÖZTÜRK", ["1002"], id="in capitals"),
        pytest.param("berg amina", ["1001"], id="words in any order"),
        pytest.param("berg", ["1001", "10020"], id="a part of a name, by surname"),
        pytest.param("ali  yus öz", ["1002"], id="parts of several words"),
        pytest.param("berg yusuf", [], id="all words must fit"),
        pytest.param("шевченко", ["A-77"], id="another script"),
        pytest.param("lena", ["A-77"], id="the name one is called by"),
        pytest.param("17-05-1990", ["1001", "10020"], id="a date of birth"),
        pytest.param("17 mei 1990", ["1001", "10020"], id="a date of birth in words"),
        pytest.param("1-12-85", ["1002"], id="a date of birth in short"),
        pytest.param("01-01-1990", [], id="nobody was born on that day"),
        pytest.param("%", [], id="a sign that SQL knows finds nothing by itself"),
        pytest.param("-", [], id="punctuation alone finds nothing"),
        pytest.param("berg'; drop table clients; --", [], id="SQL is text"),
        pytest.param("", ["1001", "10020", "1002", "A-77"], id="nothing typed shows all by surname"),
        pytest.param("   ", ["1001", "10020", "1002", "A-77"], id="blanks are nothing"),
        pytest.param(make.BSN, [], id="a BSN is not found by the ordinary search"),
    ],
)
def test_one_box_understands_number_name_and_date_of_birth(same_people: Store, search: str, numbers: list[str]) -> None:
    assert found(same_people, search) == numbers


def test_a_page_goes_on_after_a_number_and_back_before_one(store: Store) -> None:
    with make.at_once(store):
        for n in range(60):
            make.a_client(store, f"{n:03}", surname=f"Naam{59 - n:02}")
    in_order = [f"{n:03}" for n in range(59, -1, -1)]
    assert found(store, "naam") == in_order[:25]
    assert found(store, "naam", Position(after=in_order[24])) == in_order[25:50]
    assert found(store, "naam", Position(after=in_order[49])) == in_order[50:]
    assert found(store, "naam", Position(before=in_order[50])) == in_order[25:50]
    assert found(store, "naam", Position(after="gone")) == in_order[:25]
    assert searched(store, "naam").total == 60


def test_people_of_one_name_are_all_listed_once(store: Store) -> None:
    numbers = [f"{n:03}" for n in range(30)]
    with make.at_once(store):
        for number in numbers:
            make.a_client(store, number)
    first = found(store, "")
    assert first + found(store, "", Position(after=first[-1])) == numbers


@pytest.mark.parametrize("typed", [make.BSN, "9999 90 019", "9999.90.019", f" {make.BSN} "])
def test_a_whole_bsn_finds_its_client_and_is_logged_without_the_number(people: Store, typed: str) -> None:
    page = searched(people, typed)
    assert [client.number for client in page.rows] == ["10020"]
    assert page.rows[0].masked_bsn == "••••••019"
    (look,) = looks(people, Act.BSN_SEARCH)
    assert (look["staff_id"], look["subject_id"]) == (make.COORDINATOR.staff_id, page.rows[0].id)
    assert look["count"] == 1
    assert make.BSN not in str(look)


def test_a_bsn_that_lost_its_zero_is_found_too(store: Store) -> None:
    make.a_client(store, bsn="012345672")
    assert searched(store, "12345672").total == 1
    assert searched(store, "012345672").total == 1


def test_looking_for_a_bsn_is_logged_once_per_client_and_sitting_also_in_vain(people: Store) -> None:
    searched(people, make.BSN)
    searched(people, make.BSN)
    assert len(looks(people, Act.BSN_SEARCH)) == 1
    searched(people, make.BSN, sitting="afternoon")
    assert len(looks(people, Act.BSN_SEARCH)) == 2
    assert searched(people, "111222333").total == 0
    assert [look["subject_id"] for look in looks(people, Act.BSN_SEARCH)][2:] == [None]


@pytest.mark.parametrize("search", ["2018-0019", " 2018-0019 ", "99999-0019"])
def test_the_number_of_a_client_is_no_bsn_even_where_it_could_be_one(store: Store, search: str) -> None:
    number = search.strip().upper()
    make.a_client(store, number)
    make.a_client(store, "1002", surname="Ander", bsn=make.BSN)
    assert [client.number for client in searched(store, search).rows] == [number]
    assert looks(store, Act.BSN_SEARCH) == []


def test_the_beginning_of_a_number_that_could_be_a_bsn_is_looked_for_as_one(store: Store) -> None:
    make.a_client(store, "2018-00191")
    assert [client.number for client in searched(store, "2018-0019").rows] == ["2018-00191"]
    assert [look["reason_code"] for look in looks(store, Act.BSN_SEARCH)] == ["nobody_found"]


def test_any_other_search_is_no_look_at_a_bsn(people: Store) -> None:
    for search in ("berg", "1002", "99999001", "999990018", "17-05-1990", ""):
        assert not is_bsn(search)
        searched(people, search)
        assert looks(people, Act.BSN_SEARCH) == [], search


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
@pytest.mark.parametrize("search", ["berg", make.BSN])
def test_who_may_not_see_clients_cannot_search_them(same_people: Store, actor: Actor, search: str) -> None:
    with pytest.raises(NotAllowed):
        searched(same_people, search, actor)


def test_no_row_carries_a_bsn(same_people: Store) -> None:
    for client in searched(same_people, "").rows:
        assert make.BSN not in str(asdict(client))


def test_a_row_says_how_matters_stand(store: Store) -> None:
    plain = make.a_client(store, "1001")
    make.an_agreement(store, plain, make.TODAY + timedelta(10))
    restricted = make.a_client(store, "1002")
    make.an_agreement(store, restricted, date(2015, 1, 1))
    make.restrict(store, restricted, date(2026, 1, 1))
    make.a_request(store, client_id=make.a_client(store, "1003", registered_on=date(2010, 1, 1)))
    make.a_client(store, "1004", registered_on=date(2010, 1, 1))
    rows = {client.number: client for client in searched(store, "").rows}
    assert (rows["1001"].is_running, rows["1001"].ended_on, rows["1001"].flags) == (
        True,
        make.TODAY + timedelta(10),
        (),
    )
    assert (rows["1002"].is_running, rows["1002"].ended_on) == (False, date(2015, 1, 1))
    assert rows["1002"].flags == ("restricted", "held")
    assert rows["1003"].flags == ("held", "open_request")
    assert (rows["1004"].has_agreement, rows["1004"].flags) == (False, ("due",))


def test_a_client_of_whom_only_a_number_is_known_can_be_listed(store: Store) -> None:
    make.a_client(store, "1001", first_names=None, surname=None, birth_date=None)
    (row,) = searched(store, "").rows
    assert (row.name, row.listed_name, row.masked_bsn) == ("", "", None)


def test_a_client_is_found_by_number_or_refused_in_words(same_people: Store) -> None:
    with same_people.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert the_client(reader, "1001").name == "Amina van den Berg"
        assert the_client(reader, "1001").listed_name == "Berg, Amina van den"
        with pytest.raises(NotFound) as caught:
            the_client(reader, "999")
    assert dict(caught.value.sentence.facts)["number"] == "999"


def test_opening_a_dossier_is_logged_once_per_sitting(people: Store) -> None:
    for _ in range(3):
        with opened_dossier(people, make.COORDINATOR, "1001", sitting="morning") as (_reader, client):
            assert client.number == "1001"
    with opened_dossier(people, make.COORDINATOR, "1002", sitting="morning"):
        pass
    assert len(looks(people, Act.CLIENT_VIEW)) == 2
    with pytest.raises(NotAllowed), opened_dossier(people, make.MANAGER, "1001", sitting="x"):
        pass


# -- revealing


def id_of_number(store: Store, number: str) -> int:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return id_of(reader, number)


def test_revealing_a_bsn_is_logged_every_time_with_its_reason(people: Store) -> None:
    client_id = id_of_number(people, "10020")
    for _ in range(2):
        assert reveal_bsn(people, make.COORDINATOR, client_id, Reason("duo")) == make.BSN
    assert [(look["subject_id"], look["reason_code"]) for look in looks(people, Act.BSN_REVEAL)] == [
        (client_id, "duo")
    ] * 2
    assert make.BSN not in str(looks(people, Act.BSN_REVEAL))


def test_a_typed_reason_stays_with_the_client_and_out_of_the_log(people: Store) -> None:
    client_id = id_of_number(people, "10020")
    reveal_bsn(people, make.OFFICER, client_id, Reason("other", "belde zelf op"))
    assert "belde" not in str(looks(people, Act.BSN_REVEAL))
    with people.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.all(dict, "select client_id, body from reasons") == [
            {"client_id": client_id, "body": "belde zelf op"}
        ]


@pytest.mark.parametrize("reason", [Reason("just_so"), Reason("other"), Reason("other", "  ")])
def test_without_a_reason_no_bsn_is_shown(people: Store, reason: Reason) -> None:
    with pytest.raises(BadInput):
        reveal_bsn(people, make.OFFICER, id_of_number(people, "10020"), reason)
    assert looks(people, Act.BSN_REVEAL) == []


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_handles_no_files_reveals_no_bsn(people: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        reveal_bsn(people, actor, id_of_number(people, "10020"), Reason("duo"))
    assert looks(people, Act.BSN_REVEAL) == []


@pytest.mark.parametrize("code", [code for code in REVEAL_REASONS if code != "other"])
def test_where_no_bsn_is_recorded_that_is_said(same_people: Store, code: str) -> None:
    with pytest.raises(NotFound):
        reveal_bsn(same_people, make.OFFICER, id_of_number(same_people, "1001"), Reason(code))


def test_clients_are_counted_with_those_in_a_course_and_those_restricted(store: Store) -> None:
    with store.read(make.ADMINISTRATOR, Act.OVERVIEW_VIEW) as reader:
        assert client_totals.totals(reader) == client_totals.Totals(0, 0, 0)
    running = make.a_client(store, "1001")
    make.an_agreement(store, running, None)
    make.an_agreement(store, running, make.TODAY)
    make.an_agreement(store, make.a_client(store, "1002"), date(2026, 11, 22))
    make.an_agreement(store, make.a_client(store, "1003"), None, started_on=date(2026, 11, 24))
    make.restrict(store, make.a_client(store, "1004"), date(2026, 11, 1))
    with store.read(make.ADMINISTRATOR, Act.OVERVIEW_VIEW) as reader:
        assert client_totals.totals(reader) == client_totals.Totals(total=4, in_course=1, restricted=1)
