"""The work of a request stands on its screen also while nobody knows whom it is about."""

from datetime import date

from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import words_of


def test_every_right_shows_its_work_and_says_what_comes_first(store: Store, open_screen: Opened) -> None:
    for right in Right:
        at = open_screen(REQUEST, nummer=make.a_request(store, date(2026, 11, 2), right=right))
        assert "Het werk" in words_of(at)
        assert "Zoek uit over welke cliënt dit gaat" in words_of(at)
        assert not at.exception
