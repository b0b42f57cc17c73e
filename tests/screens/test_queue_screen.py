"""The queue as a handler works through it: one's own first, several assigned at once, and on to the next."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data_layer import replacing
from data_layer.ids import new_id
from data_layer.requests import request_events
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared import tables
from pages.shared.navigation import REQUEST, REQUESTS, Screen
from tests import make
from tests.data.test_request_events import ask
from tests.data.test_request_queue import happened
from tests.screens.conftest import Opened
from tests.screens.reading import button, field, numbers_in, press, ways, words_of

NOBODY_CLICKED: tuple[int | None, list[int]] = (None, [])


@pytest.fixture
def done_with_rows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int | None, list[int]]]:
    """What the browser tells of the table: its last entry; a test of a screen cannot click in one."""
    told = [NOBODY_CLICKED]
    monkeypatch.setattr(tables, "ticked", lambda *_columns, **_facts: told[-1])
    return told


def row(at: AppTest, index: int = 0) -> dict[Any, Any]:
    cells: dict[Any, Any] = at.dataframe[0].value.to_dict("records")[index]
    return cells | {"marks": list(cells["marks"])}


def led_to(at: AppTest, screen: Screen) -> AppTest:
    """Goes on at the screen to which the last run led: the browser would know, by its address."""
    at._page_hash = calc_hash(screen.address)
    return at


def handler_of(store: Store, number: str) -> int | None:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        found = reader.value("select handler_id from requests where number = $number", number=number)
    return None if found is None else int(found)


def test_whoever_comes_without_asking_begins_with_their_own_work_and_can_leave_it(
    store: Store, open_screen: Opened
) -> None:
    mine = make.a_request(store, date(2026, 11, 2), handler_id=make.COORDINATOR.staff_id)
    others = make.a_request(store, date(2026, 11, 3))
    at = open_screen(REQUESTS)
    assert at.query_params["behandelaar"] == "mine"
    assert numbers_in(at) == [mine]
    handler = field(at, "selectbox", "behandelaar")
    assert handler.options[:3] == ["iedereen · 2", "van mij · 1", "zonder behandelaar · 1"]
    assert f"{make.DEPUTY.name} · 0" in handler.options
    handler.select("all").run()
    assert at.query_params["behandelaar"] == "all"
    assert numbers_in(at) == [mine, others]
    assert row(at, 1)["marks"] == ["toewijzen"]
    for way, expected in (({"stand": "open"}, 2), ({"behandelaar": "nobody"}, 1), ({"behandelaar": "99"}, 2)):
        found = open_screen(REQUESTS, **way)
        assert len(numbers_in(found)) == expected, way
    assert "behandelaar" not in open_screen(REQUESTS, actor=make.OFFICER).query_params


def test_what_waits_and_whose_identity_is_not_certain_stand_apart_with_what_they_ask_for(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store)
    make.restrict(store, client_id, date(2026, 11, 1))
    waiting = make.a_request(store, date(2026, 11, 2), client_id=client_id)
    question = ask(store, waiting, date(2026, 11, 5))
    copied = make.a_request(store, date(2026, 11, 3), handler_id=make.OFFICER.staff_id)
    check = happened(store, copied, EventKind.IDENTITY_ASKED, date(2026, 11, 4))
    happened(store, copied, EventKind.COPY_RECEIVED, date(2026, 11, 20), check)
    happened(store, copied, EventKind.IDENTITY_VERIFIED, date(2026, 11, 20), check)

    at = open_screen(REQUESTS, fase="waiting")
    labels = at.button_group[0].options
    assert labels == ["Te doen · 1", "Wacht op antwoord · 1", "Identiteit nog niet vast · 2", "Alles · 2"]
    assert (row(at)["number"], row(at)["for_what"], row(at)["due"]) == (waiting, "identiteit", "herinnering sturen")
    assert row(at)["marks"] == ["afgeschermd", "toewijzen"]
    happened(store, waiting, EventKind.REMINDED, make.TODAY, question)
    assert row(open_screen(REQUESTS, weergave="waiting"))["due"] == "beslissen vanaf 05-12"

    found = open_screen(REQUESTS, weergave="unverified")
    assert numbers_in(found) == [copied, waiting]
    assert row(found)["copy"] == date(2026, 11, 20)
    assert row(found)["marks"] == ["kopie vernietigen"]


def test_whoever_is_away_says_who_does_the_work_and_that_colleague_is_told(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, handler_id=make.COORDINATOR.staff_id)
    at = press(open_screen(REQUESTS), "Ik ben afwezig")
    press(at, "Opslaan")
    assert "Er is niemand gekozen; er is niets opgeslagen." in words_of(at)
    field(at, "selectbox", "absence_by").select(make.OFFICER.staff_id)
    field(at, "date_input", "absence_until").set_value(date(2026, 12, 12))
    press(at, "Opslaan")
    assert "De vervanging is opgeslagen." in words_of(at)
    assert button(at, "U bent afwezig")
    of_officer = open_screen(REQUESTS, actor=make.OFFICER)
    assert numbers_in(of_officer) == [number]
    assert f"U vervangt {make.COORDINATOR.name} tot en met 12 december 2026." in words_of(of_officer)
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set active = false where id = $id", id=make.OFFICER.staff_id)
    press(at, "U bent afwezig")
    assert f"{make.OFFICER.name} zou {make.COORDINATOR.name} vervangen" in words_of(at)
    press(at, "Vervanging beëindigen")
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        assert not [person for person in replacing.colleagues(reader) if person.is_away]


def test_the_ticked_ones_are_assigned_at_once_or_it_is_said_which_were_changed(
    store: Store, open_screen: Opened, done_with_rows: list[tuple[int | None, list[int]]]
) -> None:
    numbers = [make.a_request(store, date(2026, 11, day)) for day in (2, 3, 4)]
    done_with_rows.append((None, [0, 1]))
    at = press(open_screen(REQUESTS), "Toewijzen")
    assert "Er is geen behandelaar gekozen; er is niets opgeslagen." in words_of(at)
    at.selectbox("assign_to").select(make.DEPUTY.staff_id).run()
    request_events.note(
        store, make.OFFICER, make.seen(store, numbers[1]), event_id=new_id(), happened_on=make.TODAY, body="Gebeld."
    )
    press(at, "Toewijzen")
    assert f"Iemand anders heeft {numbers[1]} intussen gewijzigd; er is niets opgeslagen." in words_of(at)
    press(at, "Toewijzen")
    assert f"2 verzoeken zijn toegewezen aan {make.DEPUTY.name}." in words_of(at)
    assert [handler_of(store, number) for number in numbers] == [make.DEPUTY.staff_id] * 2 + [None]


def test_from_a_case_of_the_queue_one_walks_on_to_the_last(
    store: Store, open_screen: Opened, done_with_rows: list[tuple[int | None, list[int]]]
) -> None:
    numbers = [make.a_request(store, date(2026, 11, day)) for day in (2, 3, 4)]
    make.a_request(store, date(2026, 11, 2), handler_id=make.COORDINATOR.staff_id)
    done_with_rows.append((0, []))
    at = open_screen(REQUESTS, behandelaar="nobody")
    assert at.title[0].value.startswith(numbers[0])
    done_with_rows.append(NOBODY_CLICKED)
    request_events.assign(
        store, make.COORDINATOR, make.seen(store, numbers[0]), event_id=new_id(), handler_id=make.OFFICER.staff_id
    )
    led_to(at, REQUEST).run()
    press(at, "Volgende verzoek (nog 2)")
    assert at.title[0].value.startswith(numbers[1])
    press(at, "Volgende verzoek (nog 1)")
    assert at.title[0].value.startswith(numbers[2])
    press(at, "De laatste: terug naar de lijst")
    assert at.title[0].value == "Verzoeken"
    assert "Dit was de laatste." in words_of(at)


def test_a_case_that_a_link_opened_is_followed_by_the_usual_queue(store: Store, open_screen: Opened) -> None:
    mine = make.a_request(store, date(2026, 11, 9), handler_id=make.COORDINATOR.staff_id)
    other = make.a_request(store, date(2026, 11, 2))
    at = press(open_screen(REQUEST, nummer=other), "Volgende verzoek (nog 1)")
    assert at.title[0].value.startswith(mine)
    assert button(at, "De laatste: terug naar de lijst")


def test_a_search_that_finds_nothing_in_a_part_leads_to_all_of_them(store: Store, open_screen: Opened) -> None:
    make.a_request(store)
    at = open_screen(REQUESTS, zoek="V2026-9999")
    assert "Zoeken in alle verzoeken" in ways(at)
    assert "Zoeken in alle verzoeken" not in ways(open_screen(REQUESTS, weergave="all", zoek="V2026-9999"))
