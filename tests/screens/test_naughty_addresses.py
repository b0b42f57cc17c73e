"""Whatever stands in the address of a screen, it says that nothing fits or takes no notice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest

from data_layer.demo import fill
from data_layer.settings import Settings
from data_layer.store import open_store
from pages.shared.navigation import SCREENS, Screen
from tests import make
from tests.screens import marked_desk
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import sent_to_the_browser

VALUES = (
    "'; drop table clients; --",
    "999999999999999999999999",
    "\u00b2",
    "-1",
    "1e999",
    "2026-02-31",
    "0000-00",
    "a\0b",
    "x" * 4_000,
    "' or 1=1 --",
    "**v** [k](http://x.test) :red[r]",
    "{0} %s %(x)s",
    "../../etc/passwd",
    "",
    "\u202e",
    "9999-12",
    "clients.1",
    "clients.nieuw",
    "all",
    "\ufffd",
)

FIRST = {
    "client": "select min(number) from clients",
    "verzoek": "select min(number) from requests",
    "klacht": "select min(number) from complaints",
}
"""What the screens of one thing open."""


@pytest.fixture(autouse=True)
def _no_defects(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A screen that nobody foresaw would fail says so in the program's log."""
    yield
    for when in ("setup", "call"):
        assert not [record for record in caplog.get_records(when) if record.name == "privacybalie"]


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled desk."""
    path = tmp_path_factory.mktemp("addresses") / "desk.duckdb"
    store = open_store(Settings(store=path, store_key=make.KEY, today=make.TODAY), lambda: make.NOW)
    fill(store, clients=50)
    store.close()
    return path


@pytest.fixture(scope="module")
def marked_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """A desk on which every fact about a person can be recognised."""
    return make.a_filled_file(tmp_path_factory.mktemp("marked"), new_store_file, marked_desk.filled)


def rows_in(at: AppTest) -> int:
    """How many rows the lists of the screen have together."""
    return sum(len(table.value) for table in at.dataframe)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names that screens look for in their address."""
    names: set[str] = set()

    def listening(method: str) -> None:
        real = getattr(QueryParamsProxy, method)

        def heard(self: QueryParamsProxy, name: str, *more: Any) -> Any:
            names.add(name)
            return real(self, name, *more)

        monkeypatch.setattr(QueryParamsProxy, method, heard)

    for method in ("get", "__getitem__", "__contains__"):
        listening(method)
    return names


def naughty_for(screen: Screen, names: set[str]) -> dict[str, str]:
    """Another value for each name, and other ones on each screen, so that together they have had them all."""
    turn = SCREENS.index(screen)
    return {name: VALUES[(turn + nth) % len(VALUES)] for nth, name in enumerate(sorted(names))}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.address)
def test_a_screen_takes_no_orders_from_its_address(
    screen: Screen,
    desk_file: Path,
    store_file: Path,
    open_screen: Opened,
    asked: set[str],
) -> None:
    store = opened_with(desk_file, store_file)
    own = make.asked(store, FIRST[screen.address]) if screen.address in FIRST else None
    opens = {"nummer": own} if own else {}
    open_screen(screen, actor=make.OFFICER, **opens)
    before = make.asked(store, "select count(*) from clients")
    typed = naughty_for(screen, asked - {"lang"})
    for address in ({**typed, **opens}, dict.fromkeys(typed, VALUES[0])):
        at = open_screen(screen, actor=make.OFFICER, **address)
        told = [error.value.replace("\\]", "") for error in at.error]
        assert not [sentence for sentence in told if "**v**" in sentence or "](http" in sentence]
    assert make.asked(store, "select count(*) from clients") == before


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.address)
def test_an_odd_address_gives_management_no_more_rows_and_nothing_of_a_person(
    screen: Screen, marked_file: Path, store_file: Path, open_screen: Opened, asked: set[str]
) -> None:
    opened_with(marked_file, store_file)
    usual = open_screen(screen, actor=make.MANAGER)
    at = open_screen(screen, actor=make.MANAGER, **naughty_for(screen, asked - {"lang"}))
    assert rows_in(at) <= rows_in(usual)
    sent = sent_to_the_browser(at)
    assert [marker for marker in marked_desk.OF_PERSONS if marker.encode() in sent] == []
