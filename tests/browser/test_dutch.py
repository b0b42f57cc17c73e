"""Streamlit's own words are Dutch where it opens something, and what people typed stays as they typed it."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from pages.shared.navigation import CLIENT
from pages.shared.tables import PLACE_WIDTH, ROW_HEIGHT
from tests.browser.conftest import HEIGHT, ColorScheme
from tests.browser.looking import cut_off, hard_to_read, sticks_out
from tests.browser.standing_still import settle
from tests.browser.test_every_screen import NARROW, RECORDS
from tests.browser.untranslated import untranslated

Visit = Callable[[str], Page]


def test_an_open_list_of_choices_is_dutch_also_when_nothing_fits(visit: Visit) -> None:
    page = visit("/verzoeken")
    page.get_by_role("combobox", name="Recht").click()
    settle(page)
    assert not untranslated(page)
    page.keyboard.type("zzzzzz")
    expect(page.get_by_text("Niets gevonden", exact=True)).to_be_visible()
    assert not untranslated(page)


def test_an_open_list_of_many_choices_is_dutch(visit: Visit) -> None:
    page = visit("/nieuwe-verstrekking?ontvanger=duo")
    page.get_by_role("combobox", name="Gegevens").click()
    expect(page.get_by_role("option", name="Alles kiezen")).to_be_visible()
    assert not untranslated(page)


def test_the_calendar_is_dutch(visit: Visit) -> None:
    page = visit("/nieuw-verzoek")
    page.get_by_role("button", name="Kies een datum").first.click()
    expect(page.get_by_role("button", name="Vorige maand")).to_be_visible()
    assert not untranslated(page)


def test_the_menu_of_a_column_is_dutch(visit: Visit) -> None:
    page = visit("/verzoeken")
    table = page.get_by_test_id("stDataFrame").first
    for x in range(PLACE_WIDTH, 300, 6):  # the three dots appear at the end of a heading, wherever that is
        table.click(position={"x": x, "y": ROW_HEIGHT / 2})
        if page.get_by_test_id("stDataFrameColumnMenu").count():
            break
    expect(page.get_by_text("Kolom verbergen")).to_be_visible()
    expect(page.get_by_text("Oplopend sorteren")).to_be_hidden()  # it would sort no more than the page
    assert not untranslated(page)


def test_an_upload_is_dutch_and_the_file_keeps_its_name(visit: Visit) -> None:
    page = visit("/importeren")
    expect(page.get_by_role("button", name="Kies bestand")).to_be_visible()
    page.locator('input[type="file"]').set_input_files({"name": "Close", "mimeType": "text/csv", "buffer": b"a;b\n"})
    settle(page)
    expect(page.get_by_text("Close", exact=True)).to_be_visible()
    page.locator('input[type="file"]').set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b\n"})
    settle(page)
    expect(page.get_by_role("button", name="a.csv weghalen")).to_be_visible()
    assert not untranslated(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_drawer_is_dutch_and_readable_for_all(visit: Visit, scheme: ColorScheme) -> None:
    page = visit("/verstrekkingen?nummer=VS2026-0041")
    expect(page.get_by_role("dialog").get_by_role("button", name="Sluiten")).to_be_visible()
    assert not untranslated(page)
    assert not hard_to_read(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawer_of_a_record_is_dutch_and_readable_for_all(visit: Visit, scheme: ColorScheme) -> None:
    page = visit(f"/client{RECORDS[CLIENT]}")
    page.get_by_role("button", name="Wijzigen", exact=True).last.click()
    drawer = page.get_by_role("dialog")
    for part in ("Geschiedenis", "Verwijderen"):
        drawer.get_by_text(part, exact=True).first.click()
        settle(page)
    drawer.get_by_role("button", name="Verwijderen", exact=True).click()
    expect(drawer.get_by_text("Kies waarom.")).to_be_visible()
    assert not untranslated(page)
    assert not hard_to_read(page)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    settle(page)
    assert sticks_out(page) <= 0
    assert not cut_off(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_with_an_error_is_dutch_and_readable_for_all(visit: Visit, scheme: ColorScheme) -> None:
    page = visit("/nieuw-verzoek")
    page.get_by_role("button", name="Registreren", exact=True).click()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    page.get_by_label("Waar het antwoord naartoe gaat").fill("x")
    assert not untranslated(page)
    assert not hard_to_read(page)


def test_an_address_that_is_no_screen_is_told_in_dutch(visit: Visit) -> None:
    page = visit("/bestaat-niet")
    expect(page.get_by_text("Dit scherm is er niet")).to_be_visible()
    assert not untranslated(page)
    page.keyboard.press("Escape")
    page.get_by_role("main").get_by_role("link", name="Overzicht").click()
    expect(page.get_by_role("heading", name="Overzicht", exact=True)).to_be_visible()


@pytest.mark.parametrize("typed", ["Close", "Upload", "Page 3", "Is Streamlit still running?"])
def test_typed_text_that_equals_a_built_in_word_stays_as_it_was(visit: Visit, typed: str) -> None:
    page = visit("/verzoeken")
    page.get_by_role("searchbox", name="Overal zoeken").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken?**")
    settle(page)
    expect(page.get_by_text(f"Gevonden bij ‘{typed}’")).to_be_visible()
    page.evaluate(  # as a text of one's own, as a cell of a table, and as the name of a choice
        """(typed) => {
          for (const part of ["stMarkdownContainer", "stText", "stTable", "stCaptionContainer", "stFileChipName"]) {
            const box = document.createElement("div");
            box.dataset.testid = part;
            box.innerHTML = "<p class=typed></p>";
            box.firstChild.textContent = typed;
            box.firstChild.title = typed;
            document.querySelector("[data-testid=stMain]").append(box);
          }
        }""",
        typed,
    )
    page.wait_for_timeout(100)
    told = page.evaluate("[...document.querySelectorAll('.typed')].map((e) => [e.textContent, e.title])")
    assert told == [[typed, typed]] * 5


def test_with_english_chosen_the_built_in_words_are_english_again(visit: Visit) -> None:
    page = visit("/verzoeken")
    expect(page.locator('[aria-label="Zijbalk inklappen"]')).to_be_attached()
    page.get_by_test_id("stSidebar").get_by_text("en", exact=True).click()
    expect(page.get_by_role("heading", name="Requests")).to_be_visible()
    expect(page.locator('[aria-label="Collapse sidebar"]')).to_be_attached()
    assert page.locator("html").get_attribute("lang") == "en"
    assert len(untranslated(page)) > 10
    page.get_by_test_id("stSidebar").get_by_text("nl", exact=True).click()
    expect(page.locator('[aria-label="Zijbalk inklappen"]')).to_be_attached()
    assert page.locator("html").get_attribute("lang") == "nl"
    settle(page)
    assert not untranslated(page)


@pytest.mark.parametrize("path", ["/", "/verzoeken"])
def test_the_page_is_dutch_from_its_first_line_and_never_taken_from_an_older_one(desk: str, path: str) -> None:
    asked = {"if-modified-since": "Wed, 01 Jan 2098 00:00:00 GMT", "range": "bytes=0-20", "accept-encoding": "gzip"}
    answer = httpx.get(f"{desk}{path}", headers=asked)
    assert answer.status_code == 200
    assert '<html lang="nl">' in answer.text
    assert "De balie werkt met JavaScript" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    head = httpx.head(f"{desk}{path}")
    assert (head.status_code, head.content) == (200, b"")


def test_the_script_may_be_kept_for_its_address_changes_with_it(desk: str) -> None:
    address = re.search(r'src="(/desk\.js\?v=\w+)"', httpx.get(desk).text)
    assert address
    answer = httpx.get(f"{desk}{address[1]}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert "Kies bestand" in answer.text
