"""The queue and the registering of requests, as somebody at the desk meets them."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import REQUESTS
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import ways


def labelled(widgets: Any, label: str) -> Any:
    """The one widget with this label."""
    (found,) = [widget for widget in widgets if widget.label == label]
    return found


def press(at: AppTest, label: str) -> AppTest:
    labelled(at.button, label).click()
    at.run()
    assert not at.exception, at.exception
    return at


def rows(at: AppTest) -> list[dict[Any, Any]]:
    return list(at.dataframe[0].value.to_dict("records"))


def to_english(at: AppTest) -> None:
    at.session_state["lang"] = "en"
    at.run()
    assert not at.exception, at.exception


def texts(at: AppTest) -> str:
    return " ".join(e.value for kind in (at.title, at.markdown, at.success, at.error, at.info) for e in kind)


def count(store: Store) -> int:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return int(reader.value("select count(*) from requests"))


def test_management_sees_the_queue_without_names(store: Store, open_screen: Opened) -> None:
    make.a_request(store, client_id=make.a_client(store))
    at = open_screen(REQUESTS, actor=make.MANAGER)
    (row,) = rows(at)
    assert "who" not in row
    assert row["number"] == "V2026-0001"
    assert "Testpersoon" not in str(row)
    assert not [button for button in at.button if button.label == "Verzoek registreren"]


def test_the_phases_are_counted_and_one_of_them_is_kept_in_the_url(store: Store, open_screen: Opened) -> None:
    make.a_request(store)
    late = make.a_request(store, date(2026, 10, 1))
    at = open_screen(REQUESTS)
    pills = labelled(at.button_group, "Fase")
    assert pills.options[0] == "te laat · 1"
    assert len(rows(at)) == 2
    assert [row["number"] for row in rows(open_screen(REQUESTS, fase="overdue"))] == [late]


@pytest.mark.parametrize(
    ("params", "left"),
    [({"recht": "erasure"}, 1), ({"behandelaar": "mine"}, 1), ({"stand": "all"}, 2), ({"recht": "nonsense"}, 2)],
)
def test_filters_come_from_the_url_and_nonsense_is_left_aside(
    store: Store, open_screen: Opened, params: dict[str, str], left: int
) -> None:
    make.a_request(store, right=Right.ERASURE, handler_id=make.COORDINATOR.staff_id)
    make.a_request(store)
    assert len(rows(open_screen(REQUESTS, **params))) == left


def test_a_search_narrows_the_queue_and_does_not_stand_in_the_url(store: Store, open_screen: Opened) -> None:
    make.a_request(store, client_id=make.a_client(store))
    make.a_request(store)
    at = open_screen(REQUESTS)
    labelled(at.text_input, "Zoeken").input("testpersoon")
    at.run()
    assert len(rows(at)) == 1
    assert "testpersoon" not in str(dict(at.query_params))


def test_an_empty_queue_and_an_empty_choice_say_so(store: Store, open_screen: Opened) -> None:
    assert "Er staat geen verzoek open." in texts(open_screen(REQUESTS))
    idle = texts(open_screen(REQUESTS, actor=make.MANAGER))
    assert "U hoeft niets te doen." in idle
    assert "knop" not in idle, "management registers nothing"
    make.a_request(store)
    at = open_screen(REQUESTS, recht="erasure")
    assert "Geen verzoek past bij deze keuze." in texts(at)
    assert "Alle open verzoeken" in ways(at)


def test_the_queue_speaks_english_too(store: Store, open_screen: Opened) -> None:
    make.a_request(store)
    at = open_screen(REQUESTS, lang="en")
    assert rows(at)[0]["phase"] == ["on track"]
    assert rows(at)[0]["right"] == "access"
