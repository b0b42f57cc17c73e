"""Odd words in what people typed are words in a real browser: nothing is fetched, linked or run because of them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page
from pydantic import SecretStr

from data_layer.backups import copies
from data_layer.settings import Settings
from data_layer.store import open_store
from pages.shared.navigation import (
    CLIENT,
    CLIENTS,
    COMPLAINT,
    DISCLOSURES,
    RECIPIENTS,
    REQUEST,
    REQUESTS,
    STAFF,
    Screen,
)
from tests import make
from tests.browser.conftest import environment, served
from tests.browser.standing_still import settle
from tests.browser.test_every_screen import as_officer
from tests.screens import naughty_desk

WALK: tuple[Screen, ...] = (CLIENT, REQUEST, COMPLAINT, DISCLOSURES, RECIPIENTS, CLIENTS, REQUESTS, STAFF)
OUTSIDE = '[href*="elsewhere.example"], [src*="elsewhere.example"], img[onerror], img[src="x"]'


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd")


@pytest.fixture(scope="module")
def addresses(odd: Path) -> dict[Screen, list[dict[str, str]]]:
    """The records of a desk where all that somebody typed is odd."""
    variables = environment(odd)
    settings = Settings(
        store=Path(variables["STEP_STORE"]), store_key=SecretStr(variables["STEP_STORE_KEY"]), today=make.TODAY
    )
    with closing(open_store(settings, lambda: make.NOW)) as store:
        make.the_staff(store)
        naughty_desk.filled(store)
    with closing(open_store(settings)) as store:
        copies.make(store, make.OFFICER)  # by the clock of now, or the desk warns that the last one is old
        return naughty_desk.addresses(store) | {STAFF: [{"medewerker": str(make.COORDINATOR.staff_id)}]}


@pytest.fixture(scope="module")
def desk(odd: Path, addresses: dict[Screen, list[dict[str, str]]]) -> Iterator[str]:
    """The address of that desk, in the place of the one with invented data."""
    assert addresses
    with served(odd) as (address, _process):
        yield address


@pytest.mark.parametrize("screen", WALK, ids=lambda screen: screen.address)
def test_odd_words_stay_words(page: Page, addresses: dict[Screen, list[dict[str, str]]], screen: Screen) -> None:
    for params in addresses.get(screen, [{}]):
        page.goto(f"/{screen.address}?{urlencode(params)}")
        settle(page)
        if screen is STAFF:  # a drawer that the address opens would stand before the choice of who works
            as_officer(page)
        assert page.get_by_test_id("stException").count() == 0
        assert page.locator(OUTSIDE).evaluate_all("all => all.map(one => one.parentElement.outerHTML)") == []
        assert "Privacybalie" in page.title()
        assert naughty_desk.MARK not in page.title()
    assert naughty_desk.MARK in page.content()
