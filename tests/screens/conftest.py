"""Screens run as the app runs them: through the router, on a store of their own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared import session
from pages.shared.navigation import OVERVIEW, Screen
from tests import make

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
BEGIN = replace(OVERVIEW, address="")
"""Where the desk opens for who asks for no screen."""
Opened = Callable[..., AppTest]


@pytest.fixture(scope="session", autouse=True)
def _scans_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components each time, nine tenths of the time of a screen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def store_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_store_file: Path) -> Iterator[Path]:
    """The file of the store of this test, which the test or else a screen opens."""
    file = tmp_path / "desk.duckdb"
    st.cache_resource.clear()
    shutil.copyfile(new_store_file, file)
    monkeypatch.setenv("STEP_STORE", str(file))
    monkeypatch.setenv("STEP_STORE_KEY", make.KEY.get_secret_value())
    monkeypatch.setenv("STEP_TODAY", make.TODAY.isoformat())
    yield file
    st.cache_resource.clear()


@pytest.fixture
def store(store_file: Path) -> Store:
    """The store that the screens open too."""
    return session.the_store()


def opened_with(file: Path, store_file: Path) -> Store:
    """The store of this test as this file has it, open for the screens."""
    st.cache_resource.clear()  # closes another that was opened there
    shutil.copyfile(file, store_file)
    return session.the_store()


@pytest.fixture
def open_screen(store_file: Path) -> Opened:
    """`open_screen(REQUESTS, actor=OFFICER, lang="en", **params)` runs that screen as that person."""

    def opened(
        screen: Screen = OVERVIEW, *, actor: Actor = make.COORDINATOR, lang: str = "nl", **params: str
    ) -> AppTest:
        at = AppTest.from_file(str(ROUTER), default_timeout=120)
        at.query_params["lang"] = lang
        at.session_state["acting"] = actor.staff_id
        # `switch_page` knows no address before the first run, and that would open where the desk begins
        at._page_hash = calc_hash(screen.address)
        for name, value in params.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception, at.exception
        return at

    return opened
