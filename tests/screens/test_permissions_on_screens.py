"""Every screen and every record that an address opens, for every role, straight after the start of the desk.

It goes by the list of screens. A new one is opened without anything; one that shows a record, or has a drawer that its
address opens, needs a line in `addresses` of `marked_desk.py` beside it. Who may not open a screen gets the one
refusal. What the browser gets is searched for what tells who somebody is.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.backups import copies
from data_layer.rules.access import Act, may
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import CLIENT, CLIENTS, REQUEST, SCREENS, STORE, Screen
from tests import make
from tests.screens.conftest import ROUTER, Opened, opened_with
from tests.screens.marked_desk import CLIENT_NUMBER, OF_PERSONS, WITHOUT_ROLE, addresses, filled
from tests.screens.reading import sent_to_the_browser, words_of

REFUSAL = "Dit scherm hoort niet bij uw rol."
BROKEN = "Er ging iets mis"
PEOPLE = (make.MANAGER, make.COORDINATOR, make.OFFICER, make.ADMINISTRATOR, WITHOUT_ROLE)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("marked"), new_store_file, filled)


@pytest.fixture
def desk(store_file: Path, file: Path) -> Store:
    """A desk on which every fact about a person can be recognised."""
    opened = opened_with(file, store_file)
    copies.make(opened, make.OFFICER)
    return opened


def ways(desk: Store, actor: Actor) -> Iterator[tuple[Screen, dict[str, str]]]:
    """Every screen by an address that opens something on it; all of them where a screen may not tell who anybody is."""
    known = addresses(desk)
    for screen in SCREENS:
        params = known.get(screen, [{}])
        is_guarded = may(actor.roles, screen.opened_by) and not may(actor.roles, Act.CLIENT_LIST)
        yield from ((screen, one) for one in ([{}, *params] if is_guarded else params[:1]))


def told(at: AppTest, params: dict[str, str]) -> list[str]:
    """What the browser got about persons, but for what it asked for itself."""
    sent = sent_to_the_browser(at)
    return [fact for fact in OF_PERSONS if fact.encode() in sent and fact not in params.values()]


@pytest.mark.parametrize("actor", PEOPLE, ids=lambda actor: actor.name)
def test_every_address_gives_the_screen_or_the_one_refusal(desk: Store, open_screen: Opened, actor: Actor) -> None:
    sees_persons, wrong, seen = may(actor.roles, Act.CLIENT_LIST), [], set()
    for screen, params in ways(desk, actor):
        at = open_screen(screen, actor=actor, **params)
        opens, found = may(actor.roles, screen.opened_by), told(at, params)
        seen.update(found)
        is_leak = make.BSN in found or (found and not (opens and sees_persons))
        is_refused = any(REFUSAL in info.value for info in at.info)
        is_copy = screen is STORE and at.get("download_button")  # a copy of the store would be all that is in it
        if is_refused == opens or is_leak or is_copy or BROKEN in words_of(at):
            wrong.append((screen.address, params, found))
    assert wrong == []
    assert seen == (set(OF_PERSONS) - {make.BSN} if sees_persons else set())  # or the search would find nothing ever


def test_no_screen_runs_but_through_the_router(open_screen: Opened, desk: Store) -> None:
    assert not (ROUTER.parent / "pages").exists()  # where Streamlit would look for pages by itself
    for screen in (CLIENT, CLIENTS, REQUEST):  # as if somebody asked for its file
        alone = replace(screen, address=str(ROUTER.parent / screen.file))
        at = open_screen(alone, actor=WITHOUT_ROLE, nummer=CLIENT_NUMBER)
        assert told(at, {"nummer": CLIENT_NUMBER}) == []
