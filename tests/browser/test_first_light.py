"""The desk's main job from end to end, as a coordinator does it in the browser."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from pages.shared.tables import PLACE_WIDTH, ROW_HEIGHT
from tests.browser.standing_still import settle

Visit = Callable[[str], Page]

CLIENT_FILE = """\
Klantenlijst najaar 2026;;;;;;;;
Klantnr.;Voornaam;Tussenvoegsel;Achternaam;Geb.datum;Geboorteland;BSN;Mobiel;Einddatum traject
Z-9001;Noor;van;Testdal;1-2-1991;Syrië;999999990;06-12345678;31-12-2025
Z-9002;Bilal;;Proefsma;14 mrt 1988;Turkije;;024 712 34 56;
Z-9003;Fout;;Datum;31-02-1990;Eritrea;;;
"""


def click_row(page: Page, row: int, column_at: int = PLACE_WIDTH + 40) -> None:
    """Clicks the row (from 1) of the one table on the screen; a table is a drawing, so by place."""
    table = page.get_by_test_id("stDataFrame").first
    table.click(position={"x": column_at, "y": ROW_HEIGHT * row + ROW_HEIGHT / 2})
    expect(page).to_have_url(re.compile(r"nummer="))
    settle(page)


def cell(page: Page, text: str) -> Locator:
    """A cell of a table: the drawing is hidden from us, but screen readers get the cells as text."""
    return page.locator('[data-testid^="glide-cell"]', has_text=text).first


def type_in(page: Page, field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Tab")
    settle(page)


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_a_client_file_a_request_and_a_disclosure_are_found_again_everywhere(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "klanten.csv"
    file.write_text(CLIENT_FILE, encoding="cp1252")

    page = visit("/importeren")
    page.locator('input[type="file"]').set_input_files(file)
    button(page, "Laat zien wat er zou gebeuren").click()
    expect(page.get_by_text("Geweigerd · 1")).to_be_visible()
    expect(page.get_by_text("Nieuw · 2")).to_be_visible()
    settle(page)
    button(page, "Importeren").click()
    expect(page.get_by_text("De import is klaar en opgeslagen.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    refused = download.value.path().read_bytes().decode("utf-8-sig")
    assert "31-02-1990" in refused
    assert "Testdal" not in refused

    visit("/clienten")
    type_in(page, page.get_by_role("searchbox", name="Zoeken", exact=True), "testdal noor")
    click_row(page, 1)
    expect(page.get_by_role("heading", name="Noor van Testdal")).to_be_visible()
    assert "nummer=Z-9001" in page.url
    assert "999999990" not in page.content()

    page.get_by_text("Verzoeken", exact=True).last.click()
    settle(page)
    button(page, "Verzoek van deze cliënt registreren").click()
    settle(page)
    page.get_by_text("inzage", exact=True).click()
    settle(page)
    page.get_by_label("Het verzoek, in de eigen woorden van de persoon").fill("Welke gegevens hebt u van mij?")
    button(page, "Registreren").click()
    expect(page.get_by_text("dag is 23 december 2026.")).to_be_visible()
    number = page.get_by_role("heading", level=1).inner_text().split(" · ")[0]
    assert re.fullmatch(r"V2026-\d{4}", number)
    assert page.url.endswith(f"/verzoek?nummer={number}")

    visit("/nieuwe-verstrekking?client=Z-9001&ontvanger=duo")
    page.get_by_label("Kenmerk").fill("Proef 9001")
    button(page, "Vastleggen").click()
    settle(page)
    expect(page.get_by_text(re.compile(r"VS2026-\d{4}")).first).to_be_visible()

    visit("/verzoeken?weergave=all")
    type_in(page, page.get_by_role("searchbox", name="Zoeken", exact=True), number)
    click_row(page, 1)
    expect(page.get_by_text("Welke gegevens hebt u van mij?")).to_be_visible()

    visit("/verstrekkingen")
    type_in(page, page.get_by_role("searchbox", name="Zoeken", exact=True), "Proef 9001")
    click_row(page, 1)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Proef 9001")).to_be_visible()
    expect(cell(page, "Z-9001")).to_be_attached()

    visit("/client?nummer=Z-9001")
    page.get_by_text("Verzoeken", exact=True).last.click()
    settle(page)
    expect(cell(page, number)).to_be_attached()
    page.get_by_text("Bewaartermijnen", exact=True).last.click()
    settle(page)
    expect(page.get_by_text("aangehouden").first).to_be_visible()

    visit("/overzicht?deel=clients")
    expect(page.get_by_text("402", exact=True)).to_be_visible()


def test_back_and_reload_keep_the_queue_as_it_was(visit: Visit) -> None:
    page = visit("/verzoeken")
    page.get_by_text("te laat ·").click()
    settle(page)
    assert "fase=overdue" in page.url
    queue = page.url
    click_row(page, 1)
    assert "/verzoek?nummer=" in page.url
    case = page.get_by_role("heading", level=1).inner_text()
    page.reload()
    settle(page)
    assert page.get_by_role("heading", level=1).inner_text() == case
    page.go_back()
    settle(page)
    assert page.url == queue
    expect(page.get_by_role("heading", name="Verzoeken")).to_be_visible()


def test_a_click_on_a_bar_of_the_overview_opens_what_it_counts(visit: Visit) -> None:
    page = visit("/")
    bars = page.get_by_test_id("stVegaLiteChart").first
    bars.scroll_into_view_if_needed()
    bars.click(position={"x": 150, "y": 18})  # the first bar: the overdue ones
    expect(page).to_have_url(re.compile(r"/verzoeken\?fase=overdue"))
    settle(page)
    expect(cell(page, "te laat")).to_be_attached()


def test_a_heading_sorts_the_whole_list_and_not_the_page(visit: Visit) -> None:
    page = visit("/clienten")
    page.get_by_test_id("stDataFrame").first.click(position={"x": PLACE_WIDTH + 40, "y": ROW_HEIGHT / 2})
    expect(page).to_have_url(re.compile(r"volgorde=number"))
    settle(page)
    expect(cell(page, "2016-0001")).to_be_attached()
    page.reload()
    settle(page)
    expect(cell(page, "2016-0001")).to_be_attached()
    page.go_back()
    expect(page).not_to_have_url(re.compile("volgorde"))


def test_back_undoes_one_act_at_a_time_and_the_way_back_leads_to_the_list_as_it_was(visit: Visit) -> None:
    page = visit("/clienten")
    pages = [page.url]
    for _ in range(2):
        button(page, "Volgende").click()
        expect(page).not_to_have_url(pages[-1])
        settle(page)
        pages.append(page.url)
    click_row(page, 1)
    page.get_by_test_id("stMain").get_by_role("link", name="Cliënten").click()
    expect(page).to_have_url(pages[2])
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile("nummer="))
    settle(page)
    for before in reversed(pages):
        page.go_back()
        expect(page).to_have_url(before)
        settle(page)


def test_with_the_keyboard_a_row_is_chosen_first_and_then_opened(visit: Visit) -> None:
    page = visit("/verzoeken")
    page.locator('[data-testid="stDataFrame"] canvas').first.focus()
    page.keyboard.press("ArrowDown")
    settle(page)
    assert "/verzoeken" in page.url
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"/verzoek\?nummer=V"))


def test_english_is_one_click_away_and_stays(visit: Visit) -> None:
    page = visit("/verzoeken")
    page.get_by_test_id("stSidebar").get_by_text("en", exact=True).click()
    expect(page.get_by_role("heading", name="Requests")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_text("Clients").click()
    expect(page.get_by_role("heading", name="Clients")).to_be_visible()
    assert "lang=en" in page.url


def test_an_address_that_does_not_exist_does_not_fail(visit: Visit) -> None:
    page = visit("/verzoek?nummer=V1999-0001")
    expect(page.get_by_text("V1999-0001").first).to_be_visible()
    expect(page.get_by_text("Er ging iets mis")).to_have_count(0)
