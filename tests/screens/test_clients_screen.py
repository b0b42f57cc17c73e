"""Cliënten: one box finds clients; what was typed stays out of the URL."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import CLIENTS
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import numbers_in, sent_to_the_browser, ways


@pytest.fixture
def people(store: Store) -> Store:
    with make.at_once(store):
        make.a_client(store, "1001", first_names="Amina", prefix="van den", surname="Berg", bsn=make.BSN)
        make.a_client(store, "1002", first_names="Yusuf", surname="Öztürk", birth_date=date(1985, 12, 1))
    return store


def searched(at: AppTest, typed: str) -> AppTest:
    return at.text_input(key="client_search").set_value(typed).run()


def test_all_clients_are_listed_by_name(people: Store, open_screen: Opened) -> None:
    at = open_screen(CLIENTS)
    assert list(at.dataframe[0].value["name"]) == ["Berg, Amina van den", "Öztürk, Yusuf"]
    assert "**2** in totaal" in [words.value for words in at.markdown]


@pytest.mark.parametrize(("typed", "found"), [("ozturk", ["1002"]), ("1001", ["1001"]), ("1-12-1985", ["1002"])])
def test_one_box_finds_by_name_number_and_date_of_birth(
    people: Store, open_screen: Opened, typed: str, found: list[str]
) -> None:
    assert numbers_in(searched(open_screen(CLIENTS), typed)) == found


def test_a_bsn_finds_its_client_and_is_kept_nowhere(people: Store, open_screen: Opened) -> None:
    at = searched(open_screen(CLIENTS), make.BSN)
    assert numbers_in(at) == ["1001"]
    assert make.BSN not in str(at.query_params)
    assert f"'client_search': '{make.BSN}'" in str(at.session_state)
    assert str(at.session_state).count(make.BSN) == 1
    with people.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from log where act = 'bsn.search'") == 1


def test_a_bsn_that_nobody_has_is_not_repeated(people: Store, open_screen: Opened) -> None:
    at = searched(open_screen(CLIENTS), "111222333")
    assert [info.value for info in at.info] == ["Geen cliënt met dit BSN gevonden."]
    assert not at.error


def test_what_finds_nobody_is_repeated_as_text_with_advice(people: Store, open_screen: Opened) -> None:
    at = searched(open_screen(CLIENTS), "**nobody** :red[x]")
    (info,) = at.info
    assert "Geen cliënt gevonden" in info.value
    assert r"\*\*nobody\*\* \:red\[x\]" in info.value


def test_an_empty_store_says_what_to_do(open_screen: Opened) -> None:
    at = open_screen(CLIENTS)
    (info,) = at.info
    assert "Importeer" in info.value
    assert ways(at) == ["Cliëntenbestand importeren"]


def test_no_bsn_is_sent_to_the_browser(people: Store, open_screen: Opened) -> None:
    assert make.BSN.encode() not in sent_to_the_browser(open_screen(CLIENTS))
    assert b"van den" in sent_to_the_browser(open_screen(CLIENTS))


def test_the_page_stands_in_the_url_and_a_new_search_begins_at_the_first(store: Store, open_screen: Opened) -> None:
    with make.at_once(store):
        for n in range(30):
            make.a_client(store, f"{n:03}")
    at = open_screen(CLIENTS, na="024")
    assert numbers_in(at) == ["025", "026", "027", "028", "029"]
    at = searched(at, "testpersoon")
    assert len(numbers_in(at)) == 25
    at = at.button(key="page_after").click().run()
    assert at.query_params["na"] == "024"
    assert numbers_in(at)[0] == "025"


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_handles_no_files_sees_no_client(people: Store, open_screen: Opened, actor: Actor) -> None:
    at = open_screen(CLIENTS, actor=actor)
    assert not at.dataframe
    assert b"Berg" not in sent_to_the_browser(at)


def test_the_order_stands_in_the_url_and_another_begins_at_the_first_page(people: Store, open_screen: Opened) -> None:
    at = open_screen(CLIENTS, volgorde="number", na="1001")
    assert numbers_in(at) == ["1002"]
    at = next(box for box in at.selectbox if box.label == "Volgorde").select("name").run()
    assert "volgorde" not in at.query_params
    assert numbers_in(at) == ["1001", "1002"]
    assert numbers_in(open_screen(CLIENTS, volgorde="nonsense")) == ["1001", "1002"]
