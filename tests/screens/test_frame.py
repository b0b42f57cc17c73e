"""The frame: who sees which screen, in which language."""

import re

import pytest

from data_layer.rules.access import PERMISSIONS
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import REQUESTS, SCREENS
from pages.shared.wording import plain, shown_as_text
from tests import make
from tests.screens.conftest import Opened


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_a_screen_opens_for_those_whose_role_opens_it_and_tells_the_others(open_screen: Opened, actor: Actor) -> None:
    for screen in SCREENS:
        at = open_screen(screen, actor=actor)
        is_told = any("rol" in info.value and "scherm" in info.value for info in at.info)
        assert is_told == PERMISSIONS[screen.opened_by].isdisjoint(actor.roles), screen.address


def test_the_frame_speaks_the_chosen_language(open_screen: Opened) -> None:
    assert open_screen(REQUESTS, lang="en").selectbox(key="acting").label == "You are"
    assert open_screen(REQUESTS).selectbox(key="acting").label == "U bent"


@pytest.mark.parametrize("typed", ["http://evil.example", "zie www.evil.example", "a@b.nl", "naam\u202e omgekeerd"])
def test_typed_text_becomes_no_link_and_turns_no_line(typed: str) -> None:
    shown = plain(typed)
    assert not re.search(r"://\w|www\.\w|@\w|\u202e", shown.replace("\\", ""))


def test_typed_text_in_an_error_stays_text() -> None:
    sentence = say("There is no client with number %(number)s.", number="[x](http://evil) **9**")
    assert "[x](" not in shown_as_text(sentence)
    assert "**" not in shown_as_text(sentence)


def test_a_search_lives_in_the_url_so_without_it_all_rows_are_there(store: Store, open_screen: Opened) -> None:
    make.a_request(store, make.TODAY)
    at = open_screen(REQUESTS)
    at.text_input(key="request_search").set_value("nobody of this name").run()
    assert not at.dataframe
    assert "nobody" not in str(dict(at.query_params))
    del at.query_params["zoek"]
    at.run()
    assert at.text_input(key="request_search").value == ""
    assert len(at.dataframe[0].value) == 1


def test_who_works_while_the_store_is_rewritten_is_told_that_saving_waits(store: Store, open_screen: Opened) -> None:
    store._file.is_rebuilding = True
    assert any("Eén moment" in info.value for info in open_screen(REQUESTS).info)
