"""Every screen, opened by its address: in Dutch, readable for all, fitting, and with a picture kept of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from data_layer.rules.access import Role, may
from pages.shared.navigation import (
    CLIENT,
    COMPLAINT,
    EXPORTS,
    LOG,
    MERGE,
    NEW_BATCH,
    NEW_BREACH,
    NEW_DELIVERY,
    NEW_DISCLOSURE,
    OVERVIEW,
    PROCESSING,
    PROMISES,
    REQUEST,
    RETENTION,
    SCREENS,
    SEARCH,
    STORE,
    Screen,
)
from tests.browser.conftest import HEIGHT, WIDE, ColorScheme
from tests.browser.looking import PICTURES, cut_off, hard_to_read, keep_picture, sticks_out
from tests.browser.standing_still import settle
from tests.browser.untranslated import untranslated

NARROW = 400
SIZES = {WIDE: HEIGHT, NARROW: 860}
SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")
RECORDS = {  # of the invented data
    REQUEST: "?nummer=V2026-0081",
    COMPLAINT: "?nummer=K2026-0004",
    CLIENT: "?nummer=2024-0035",
    NEW_BATCH: "?categorie=gender",
    MERGE: "?nummer=2024-0035&met=2015-0003",
    NEW_DELIVERY: "?ontvanger=duo",
    NEW_DISCLOSURE: "?ontvanger=duo",
    EXPORTS: "?onderwerp=disclosures",
    LOG: "?tot=2026-01-31",  # a picture of what is there would show when the data were invented
}

VIEWS = {  # of the retention periods, beside the one that opens first; each with the button of its drawer
    "held": "Aanhouding instellen",
    "terms": "Termijnen wijzigen",
    "cases": None,
    "categories": None,
}
# these first: two minutes after its start the desk makes a backup, and a picture would show when
WALK = sorted(SCREENS, key=lambda screen: screen not in (STORE, PROMISES))


def opened(visit: Callable[[str], Page], screen: Screen) -> Page:
    """The screen with a record in it, or with something found."""
    if screen is not SEARCH:
        page = visit(f"/{screen.address}{RECORDS.get(screen, '')}")
        if not may(frozenset({Role.COORDINATOR}), screen.opened_by):
            as_officer(page)
        if screen is NEW_BREACH:
            _at_a_fixed_moment(page)
        return page
    page = visit("/verzoeken")
    box = page.get_by_role("searchbox", name="Overal zoeken")
    box.fill("2026")
    box.press("Enter")
    page.wait_for_url("**/zoeken?**")
    settle(page)
    return page


def as_officer(page: Page) -> None:
    """From here on, until another address is opened, the work is the privacy officer's."""
    page.get_by_role("combobox", name="U bent").click()
    page.get_by_role("option", name="functionaris").first.click()
    settle(page)


def _at_a_fixed_moment(page: Page) -> None:
    """This screen proposes the minute of now, and a picture of it would differ every minute."""
    for part, figures in (("dag, Ontdekt op", "23112026"), ("uur, Tijdstip van ontdekking", "0940")):
        page.get_by_role("spinbutton", name=part).click()
        page.keyboard.type(figures)  # each part is filled and left for the next
        page.keyboard.press("Tab")
        settle(page)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("screen", WALK, ids=lambda s: s.address)
def test_every_screen_is_dutch_readable_and_fits(
    visit: Callable[[str], Page], screen: Screen, scheme: ColorScheme
) -> None:
    page = opened(visit, screen)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Er ging iets mis")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)  # a table or chart that is on its way still
    assert not untranslated(page)
    assert not hard_to_read(page)
    for width, height in SIZES.items():
        if width != WIDE:  # as which it was opened
            page.set_viewport_size({"width": width, "height": height})
            settle(page)
        assert not cut_off(page)
        assert sticks_out(page) <= 0
        keep_picture(page, picture(screen, width, scheme))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_retention_periods_and_its_drawer_too(visit: Callable[[str], Page], view: str) -> None:
    page = visit(f"/{RETENTION.address}?weergave={view}")
    if (button := VIEWS[view]) is not None:
        as_officer(page)
        _look_at(page)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        settle(page)
    _look_at(page)
    page.set_viewport_size({"width": NARROW, "height": SIZES[NARROW]})
    page.emulate_media(color_scheme="dark")
    settle(page)
    _look_at(page)


def test_every_part_of_the_overview_and_of_the_register_is_dutch_readable_and_fits(
    visit: Callable[[str], Page],
) -> None:
    for screen in (OVERVIEW, PROCESSING):
        page = visit("/" if screen is OVERVIEW else f"/{screen.address}")
        expect(page).to_have_url(re.compile(f"/{screen.address}$"))
        as_officer(page)
        parts = page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_role("radio")
        assert parts.count() > 5
        for at in range(1, parts.count()):  # the walk has the first
            parts.nth(at).click()
            settle(page)
            _look_at(page)
            page.set_viewport_size({"width": NARROW, "height": SIZES[NARROW]})
            settle(page)
            assert not cut_off(page)
            assert sticks_out(page) <= 0
            page.set_viewport_size({"width": WIDE, "height": HEIGHT})
            settle(page)


def _look_at(page: Page) -> None:
    assert not untranslated(page)
    assert not hard_to_read(page)
    assert not cut_off(page)
    assert sticks_out(page) <= 0


def test_there_is_a_picture_of_every_screen_and_no_other() -> None:
    names = {f"{picture(screen, width, scheme)}.png" for screen in SCREENS for width in SIZES for scheme in SCHEMES}
    assert {file.name for file in PICTURES.iterdir()} == names


def picture(screen: Screen, width: int, scheme: ColorScheme) -> str:
    """The name of the picture of a screen."""
    return f"{screen.address}-{width}-{scheme}"
