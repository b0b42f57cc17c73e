"""The frame: who sees which screen, in which language."""

import pytest

from data_layer.rules.access import PERMISSIONS
from data_layer.staff import Actor
from pages.shared.navigation import REQUESTS, SCREENS, Screen
from tests import make
from tests.screens.conftest import Opened


@pytest.mark.parametrize("screen", SCREENS, ids=lambda s: s.address)
@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_a_screen_opens_for_those_whose_role_opens_it_and_tells_the_others(
    open_screen: Opened, screen: Screen, actor: Actor
) -> None:
    at = open_screen(screen, actor=actor)
    is_told = any("rol" in info.value and "scherm" in info.value for info in at.info)
    assert is_told == PERMISSIONS[screen.opened_by].isdisjoint(actor.roles)


def test_the_frame_speaks_the_chosen_language(open_screen: Opened) -> None:
    assert open_screen(REQUESTS, lang="en").selectbox(key="acting").label == "You are"
    assert open_screen(REQUESTS).selectbox(key="acting").label == "U bent"
