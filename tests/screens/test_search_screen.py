"""The box above every screen, and what fits what was typed: found from anywhere, and no name or BSN in a URL."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared import searches
from pages.shared.navigation import CLIENTS, DISCLOSURES, OVERVIEW, REQUESTS, RETENTION, SCREENS, SEARCH, Screen
from pages.shared.searches import Typed
from tests import make
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import button, numbers_in, sent_to_the_browser, words_of
from tests.screens.test_disclosures_screen import a_disclosure
from tests.screens.test_overview_screen import address, leads

BOX = "search_anywhere"
NOBODYS_BSN = make.OTHER_BSN
FORGOTTEN = "Waarnaar u zocht, is hier niet meer bekend: typ het opnieuw."


@pytest.fixture
def desk(store_file: Path, desk_file: Path) -> Store:
    """Two clients with a case and a disclosure each."""
    return opened_with(desk_file, store_file)


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """The file of the store that most tests here look at: making it takes longer than a test."""
    return make.a_filled_file(tmp_path_factory.mktemp("desk"), new_store_file, fill)


def fill(store: Store) -> None:
    amina = make.a_client(store, "A-77", first_names="Amina", prefix="van den", surname="Berg", bsn=make.BSN)
    make.a_request(store, client_id=amina)
    make.a_request(store, client_id=make.a_client(store, "1002", first_names="Yusuf", surname="Öztürk"))
    a_disclosure(store, client_numbers=["A-77"])
    a_disclosure(store, client_numbers=["1002"], reference="DOSSIER/7")


def ask(at: AppTest, typed: str) -> AppTest:
    """Types this in the box above the screen, and Enter."""
    at.text_input(key=BOX).set_value(typed).run()
    assert not at.exception, at.exception
    return at


def found(at: AppTest) -> dict[str, list[str]]:
    """What the search screen found, per kind."""
    return {
        str(frame.key).split(":", 1)[0].removeprefix("found_"): list(frame.value["number"]) for frame in at.dataframe
    }


def bsn_looks(store: Store) -> int:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return int(reader.value("select count(*) from log where act = 'bsn.search'"))


def is_nowhere(at: AppTest, typed: str) -> bool:
    """Whether this text is neither in the URL nor in the session nor on the page."""
    seen = f"{dict(at.query_params)} {at.session_state}"
    return typed not in seen and typed.encode() not in sent_to_the_browser(at)


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_the_box_stands_above_every_screen_for_those_who_may_search(open_screen: Opened, actor: Actor) -> None:
    # the frame draws it, before any screen: for one role each screen is opened, for the others two
    for screen in SCREENS if actor is make.COORDINATOR else (OVERVIEW, REQUESTS):
        boxes = [box for box in open_screen(screen, actor=actor).text_input if box.key == BOX]
        assert len(boxes) == (0 if actor is make.ADMINISTRATOR else 1), screen.address
        if boxes:
            assert ("cliënt" in boxes[0].placeholder) is (actor is not make.MANAGER)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("screen", [OVERVIEW, RETENTION, REQUESTS], ids=lambda s: s.address)
def test_a_whole_number_opens_its_record_from_any_screen(open_screen: Opened, screen: Screen) -> None:
    for typed, number, title in (
        (" a-77 ", "A-77", "Amina van den Berg"),
        ("v2026-0002", "V2026-0002", "V2026-0002 · inzage"),
        ("vs2026-0001", "VS2026-0001", "Verstrekkingen"),
    ):
        at = ask(open_screen(screen), typed)
        assert title in at.title[0].value
        assert address(at) == {"nummer": number}
        assert at.text_input(key=BOX).value == ""


def test_management_s_number_opens_a_disclosure_and_of_a_case_what_fits(desk: Store, open_screen: Opened) -> None:
    at = ask(open_screen(actor=make.MANAGER), "VS2026-0002")
    assert (at.title[0].value, address(at)) == ("Verstrekkingen", {"nummer": "VS2026-0002"})
    at = ask(open_screen(actor=make.MANAGER), "V2026-0002")
    assert (at.title[0].value, address(at)) == ("Zoeken", {"zoek": "V2026-0002"})
    assert found(at) == {"None": ["V2026-0002"]}, "a table of which no row opens"
    assert "who" not in at.dataframe[0].value.columns


def test_a_name_or_date_goes_to_the_search_screen_by_a_word_that_says_nothing(desk: Store, open_screen: Opened) -> None:
    for typed in ("Berg", "amina van den berg", "Öztürk, Yusuf", "17-05-1990", "berg 1234567"):
        at = ask(open_screen(), typed)
        assert at.title[0].value == "Zoeken"
        assert address(at)["zoek"].startswith("~")
        for part in typed.replace(",", "").split():
            assert part.casefold() not in str(dict(at.query_params)).casefold()


def test_a_name_finds_its_client_and_what_belongs_to_it_and_each_opens(desk: Store, open_screen: Opened) -> None:
    at = ask(open_screen(), "Berg")
    assert found(at) == {"clients": ["A-77"], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert [heading.value for heading in at.subheader] == ["Cliënten · 1", "Verzoeken · 1", "Verstrekkingen · 1"]
    assert "Berg" in words_of(at)
    assert make.BSN.encode() not in sent_to_the_browser(at)
    word = address(at)["zoek"]
    for place, title in enumerate(["Amina van den Berg", "V2026-0001 · inzage"]):
        at = open_screen(SEARCH, zoek=word)
        at.session_state[str(at.dataframe[place].key)] = {"selection": {"cells": [[0, "number"]]}}
        at.run()
        assert title in at.title[0].value
        assert ("Zoeken", "zoeken", {"zoek": word}) in leads(at), "the way back"
    at = open_screen(SEARCH, zoek=word)
    at.session_state[str(at.dataframe[2].key)] = {"selection": {"cells": [[0, "number"]]}}
    at.run()
    assert address(at) == {"client": "A-77", "nummer": "VS2026-0001"}


def test_what_a_caller_says_finds_the_client_says_by_what_and_stands_in_the_url_by_a_word(
    desk: Store, open_screen: Opened
) -> None:
    with make.at_once(desk):
        client_id = make.a_client(desk, "1003", surname="Beller")
        make.a_record(desk, "phones", client_id, phone="+31240000001")
        make.a_record(desk, "emails", client_id, email="a@example.test")
        make.a_record(desk, "addresses", client_id, kind="home", postcode="6542 JP", house_number="6")
        make.a_record(desk, "invoices", client_id, number="F000012", issued_on=make.TODAY)
    for typed, by in (
        ("024 000 00 01", "telefoonnummer"), ("a@example.test", "e-mailadres"), ("6542 jp 6", "adres"),
        ("F000012", "factuur F000012"),
    ):  # fmt: skip
        at = ask(open_screen(), typed)
        assert found(at)["clients"] == ["1003"], typed
        assert list(at.dataframe[0].value["by"]) == [by]
        word = address(at)["zoek"]
        assert word.startswith("~")
        assert typed not in str(dict(at.query_params))
        assert numbers_in(open_screen(CLIENTS, zoek=word)) == ["1003"], typed
    at = ask(open_screen(), "Berg")
    assert "by" not in at.dataframe[0].value.columns


def test_of_many_the_first_are_shown_with_the_way_to_all_of_them(store: Store, open_screen: Opened) -> None:
    with make.at_once(store):
        ids = [make.a_client(store, f"100{n}") for n in range(7)]
    for n, client_id in enumerate(ids):
        make.a_request(store, client_id=client_id)
        a_disclosure(store, client_numbers=[f"100{n}"], reference="testpersoon")
    at = ask(open_screen(), "testpersoon")
    assert {kind: len(rows) for kind, rows in found(at).items()} == {"clients": 5, "requests": 5, "disclosures": 5}
    assert [heading.value.split(" · ")[1] for heading in at.subheader] == ["7", "7", "7"]
    word = address(at)["zoek"]
    assert leads(at) == [
        ("Alles in de lijst", "clienten", {"zoek": word}),
        ("Alles in de lijst", "verzoeken", {"stand": "all", "zoek": word}),
        ("Alles in de lijst", "verstrekkingen", {"zoek": word}),
    ]
    for screen, more in ((CLIENTS, {}), (REQUESTS, {"stand": "all"}), (DISCLOSURES, {})):
        assert len(numbers_in(open_screen(screen, zoek=word, **more))) == 7


def test_another_person_s_word_is_not_read(desk: Store, open_screen: Opened) -> None:
    word = address(ask(open_screen(actor=make.COORDINATOR), "Berg"))["zoek"]
    assert found(open_screen(SEARCH, actor=make.COORDINATOR, zoek=word))["clients"] == ["A-77"]
    for actor in (make.OFFICER, make.MANAGER):
        at = open_screen(SEARCH, actor=actor, zoek=word)
        assert [info.value for info in at.info] == [FORGOTTEN]
        assert not at.dataframe
        assert is_nowhere(at, "Berg")
    at = open_screen(CLIENTS, actor=make.OFFICER, zoek=word)
    assert at.text_input(key="client_search").value == ""
    assert FORGOTTEN in words_of(at)


@pytest.mark.parametrize("word", ["~neverknown", "~", "Berg", make.BSN])
def test_a_word_that_was_forgotten_asks_to_type_it_again(desk: Store, open_screen: Opened, word: str) -> None:
    at = open_screen(SEARCH, zoek=word)
    assert [info.value for info in at.info] == [FORGOTTEN]
    assert not at.dataframe
    at = open_screen(REQUESTS, zoek=word)
    assert FORGOTTEN in words_of(at)
    assert numbers_in(at) == ["V2026-0001", "V2026-0002"]
    at.text_input(key="request_search").set_value("Berg").run()
    assert numbers_in(at) == ["V2026-0001"]
    assert FORGOTTEN not in words_of(at)
    assert address(at)["zoek"] not in ("Berg", word)


def test_nothing_asked_says_what_can_be(open_screen: Opened) -> None:
    (info,) = open_screen(SEARCH).info
    assert "Typ hierboven een cliëntnummer" in info.value


@pytest.mark.parametrize("actor", [make.COORDINATOR, make.MANAGER], ids=lambda a: a.name)
def test_what_is_not_found_is_repeated_as_text_with_advice(desk: Store, open_screen: Opened, actor: Actor) -> None:
    at = ask(open_screen(actor=actor), "**nobody** [x](http://evil.example)")
    assert "Niets gevonden. Probeer een deel van de naam of het hele nummer" in at.info[0].value
    assert r"\*\*nobody\*\* \[x\]\(http" in words_of(at)
    assert not at.dataframe


@pytest.mark.parametrize("typed", [make.BSN, "9999.90.019", "99999-0019"])
def test_a_bsn_opens_its_client_and_is_kept_nowhere(desk: Store, open_screen: Opened, typed: str) -> None:
    at = ask(open_screen(), typed)
    assert "Amina van den Berg" in at.title[0].value
    assert address(at) == {"nummer": "A-77"}
    assert is_nowhere(at, typed)
    assert is_nowhere(at, make.BSN)
    assert bsn_looks(desk) == 1


def test_a_bsn_that_nobody_has_is_said_and_not_repeated(desk: Store, open_screen: Opened) -> None:
    at = ask(open_screen(REQUESTS), NOBODYS_BSN)
    assert [info.value for info in at.info] == ["Geen cliënt met dit BSN gevonden."]
    assert address(at) == {}
    assert is_nowhere(at, NOBODYS_BSN)
    assert at.title[0].value == "Verzoeken"
    assert bsn_looks(desk) == 1
    at.run()
    assert not at.info


def test_a_bsn_that_two_clients_have_leads_to_each_of_them(desk: Store, open_screen: Opened) -> None:
    make.a_client(desk, "1003", surname="Dubbel", bsn=make.BSN)
    at = ask(open_screen(RETENTION), make.BSN)
    assert "Er past meer dan één cliënt. Open de juiste:" in words_of(at)
    assert "Geen cliënt" not in words_of(at)
    assert leads(at) == [("A\\-77", "client", {"nummer": "A-77"}), ("1003", "client", {"nummer": "1003"})]
    assert is_nowhere(at, make.BSN)


def test_management_finds_nobody_by_a_bsn_and_leaves_no_trace_of_it(desk: Store, open_screen: Opened) -> None:
    at = ask(open_screen(actor=make.MANAGER), make.BSN)
    assert not at.dataframe
    assert is_nowhere(at, make.BSN)
    assert bsn_looks(desk) == 0


def test_the_number_of_a_client_that_could_be_a_bsn_opens_that_client(desk: Store, open_screen: Opened) -> None:
    make.a_client(desk, "2018-0019", first_names="Omar", surname="Nummer")
    at = ask(open_screen(), "2018-0019")
    assert "Omar Nummer" in at.title[0].value
    at = open_screen(CLIENTS)
    at.text_input(key="client_search").set_value("2018-0019").run()
    assert numbers_in(at) == ["2018-0019"]
    assert bsn_looks(desk) == 0


@pytest.mark.parametrize("screen", [CLIENTS, REQUESTS, DISCLOSURES], ids=lambda s: s.address)
def test_a_list_s_own_search_stands_in_the_url_by_a_word_and_a_number_as_it_is(
    desk: Store, open_screen: Opened, screen: Screen
) -> None:
    at = open_screen(screen)
    (field,) = [str(box.key) for box in at.text_input if box.key != BOX]
    at.text_input(key=field).set_value("Dossier berg").run()
    word = address(at)["zoek"]
    assert word.startswith("~")
    at.text_input(key=field).set_value("0002").run()
    assert address(at) == {"zoek": "0002"}
    at.query_params["zoek"] = word
    at.run()
    assert at.text_input(key=field).value == "Dossier berg", "Back brings the earlier search"
    at.text_input(key=field).set_value(make.BSN).run()
    assert "zoek" not in address(at)
    at.text_input(key=field).set_value("").run()
    assert address(at) == {}


def test_the_same_text_of_the_same_person_keeps_its_word_and_nobody_else_has_it() -> None:
    typed = Typed()
    word = typed.word_for(1, "berg")
    assert typed.word_for(1, "berg") == word
    assert len({word, typed.word_for(2, "berg"), typed.word_for(1, "bergen")}) == 3
    assert (typed.text_of(1, word), typed.text_of(2, word), typed.text_of(1, "berg")) == ("berg", None, None)


def test_the_oldest_texts_are_forgotten_whole_and_used_ones_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "_MOST", 2)
    typed = Typed()
    first, second = typed.word_for(1, "first"), typed.word_for(1, "second")
    typed.word_for(1, "first")
    third = typed.word_for(1, "third")
    assert [typed.text_of(1, word) for word in (first, second, third)] == ["first", None, "third"]
    assert typed.word_for(1, "second") != second


def test_requests_of_a_month_say_so_until_all_are_asked_for(store: Store, open_screen: Opened) -> None:
    march, october = make.a_request(store, date(2026, 2, 28)), make.a_request(store, date(2026, 9, 1))
    at = open_screen(REQUESTS, stand="judged", maand="2026-03")
    assert numbers_in(at) == [march]
    assert "Uiterste dag in mrt 2026" in words_of(at)
    button(at, "Alles tonen").click().run()
    assert address(at) == {"stand": "judged"}
    assert "mrt 2026" not in words_of(at)
    assert numbers_in(at) == [march, october]


def test_the_phases_above_a_month_count_that_month(store: Store, open_screen: Opened) -> None:
    make.a_request(store, date(2026, 2, 28))
    make.a_request(store, date(2026, 9, 1))
    at = open_screen(REQUESTS, maand="2026-03")
    (phases,) = [pills for pills in at.button_group if pills.label == "Fase"]
    assert phases.options[0] == "te laat · 1"


def test_disclosures_of_a_month_say_so_until_all_are_asked_for(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    first, last = (a_disclosure(store, happened_on=date(2026, 3, day), client_numbers=["1001"]) for day in (1, 31))
    april = a_disclosure(store, happened_on=date(2026, 4, 1), client_numbers=["1001"])
    at = open_screen(DISCLOSURES, maand="2026-03")
    assert numbers_in(at) == [last, first]
    assert "mrt 2026" in words_of(at)
    assert at.metric[0].value == "2"
    button(at, "Alles tonen").click().run()
    assert address(at) == {}
    assert numbers_in(at) == [april, last, first]


@pytest.mark.parametrize("screen", [REQUESTS, DISCLOSURES], ids=lambda s: s.address)
def test_a_month_that_is_none_is_left_aside_and_one_that_nobody_reached_is_empty(
    desk: Store, open_screen: Opened, screen: Screen
) -> None:
    for nonsense in ("2026-13", "maart", "2026-3"):
        assert len(numbers_in(open_screen(screen, maand=nonsense))) == 2
    for month in ("0001-01", "9999-12"):
        at = open_screen(screen, maand=month)
        assert not at.dataframe
        assert not at.error


def test_the_search_speaks_english_too(desk: Store, open_screen: Opened) -> None:
    at = ask(open_screen(lang="en"), "berg")
    assert at.title[0].value == "Search"
    assert [heading.value for heading in at.subheader] == ["Clients · 1", "Requests · 1", "Disclosures · 1"]
    assert at.text_input(key=BOX).placeholder == "Search client, case, disclosure"
