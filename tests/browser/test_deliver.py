"""What goes to the four recipients of the privacy statement: made, fetched, sent, and found again from both sides."""

import io
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.standing_still import settle
from tests.browser.test_first_light import button, cell

Visit = Callable[[str], Page]
RECIPIENTS = {"duo": "aan DUO", "bureau_ice": "aan Bureau ICE", "panteia": "aan Panteia", "library": "aan Bibliotheek"}
NUMBER = re.compile(r"nummer=(VS2026-\d{4})")


def delivered(page: Page, visit: Visit, code: str) -> tuple[str, str]:
    """The number of the delivery that is made for this recipient, fetched and marked sent, and of a client in it."""
    visit(f"/verstrekking-klaarmaken?ontvanger={code}")
    button(page, "Bestand maken").dblclick()
    expect(page).to_have_url(NUMBER)
    settle(page)
    found = NUMBER.search(page.url)
    assert found
    drawer = page.get_by_role("dialog")
    with page.expect_download() as download:
        drawer.get_by_role("link", name="Bestand downloaden").click()
    assert download.value.suggested_filename == f"{code}-{found[1].lower()}.xlsx"
    book = CalamineWorkbook.from_filelike(io.BytesIO(download.value.path().read_bytes()))
    heads, first, *_ = book.get_sheet_by_name("Cliënten").to_python()
    assert ("BSN" in heads) == (code == "duo")
    settle(page)
    button(page, "Is verzonden").click()
    expect(drawer.get_by_text("verzonden", exact=True)).to_be_visible()
    settle(page)
    expect(drawer.get_by_role("link", name="Bestand downloaden")).to_have_count(0)
    return found[1], str(first[heads.index("Cliëntnummer")])


def test_a_delivery_to_each_recipient_is_found_from_its_side_and_from_the_clients(visit: Visit) -> None:
    page = visit("/")
    for code, whom in RECIPIENTS.items():
        number, client = delivered(page, visit, code)
        visit(f"/verstrekkingen?ontvanger={code}")
        expect(cell(page, number)).to_be_attached()
        expect(cell(page, whom)).to_be_attached()
        visit(f"/client?nummer={client}&deel=disclosures")
        expect(cell(page, number)).to_be_attached()


def test_what_may_not_be_delivered_is_recorded_as_it_happened_and_becomes_a_breach(visit: Visit) -> None:
    page = visit("/verstrekking-klaarmaken?ontvanger=panteia")
    page.get_by_role("combobox", name="Gegevens die meegaan").click()
    expect(page.get_by_role("option", name="BSN")).to_have_count(0)
    visit("/nieuwe-verstrekking?ontvanger=panteia&client=2025-0001")
    page.get_by_role("combobox", name="Gegevens").click()
    page.get_by_role("option", name="BSN").click()
    page.keyboard.press("Escape")
    settle(page)
    button(page, "Vastleggen").click()
    expect(page.get_by_text("Het BSN wordt alleen aan DUO verstrekt.")).to_be_visible()
    settle(page)
    button(page, "Ja, zo is het gebeurd").click()
    expect(page).to_have_url(NUMBER)
    settle(page)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Dit had niet mogen gebeuren")).to_be_visible()
    drawer.get_by_label("Wat er is gebeurd").fill("Het BSN stond in het bestand.")
    settle(page)
    button(page, "Datalek vastleggen").click()
    expect(drawer.get_by_text(re.compile(r"datalek D2026-\d{4}"))).to_be_visible()
