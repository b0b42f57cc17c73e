"""Whole cases as a coordinator takes them through the browser, from the letter on the mat to the last click."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader, PdfWriter

from pages.shared.navigation import CLIENT
from tests.browser.standing_still import settle
from tests.browser.test_every_screen import RECORDS
from tests.browser.test_first_light import button, type_in

Visit = Callable[[str], Page]
KNOWN_CLIENT = RECORDS[CLIENT].removeprefix("?nummer=")


def a_letter(folder: Path) -> Path:
    file = folder / "verzoek om inzage.pdf"
    letter = PdfWriter()
    letter.add_blank_page(595, 842)
    letter.write(file)
    return file


def type_day(page: Page, label: str, digits: str) -> None:
    """Types a day as somebody does, its parts one after the other."""
    page.get_by_role("spinbutton", name=f"dag, {label}", exact=True).click()
    page.keyboard.type(digits)
    page.keyboard.press("Tab")
    settle(page)


def choose(page: Page, label: str, words: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=words, exact=True).click()
    settle(page)


def step(page: Page, words: str) -> Locator:
    """Opens the form of this step of a case."""
    page.get_by_role("radio", name=words, exact=True).click()
    settle(page)
    return page.get_by_test_id("stForm")


def registered(page: Page, right: str) -> str:
    """Registers what the form holds, with this right; the number of the case."""
    page.get_by_text(right, exact=True).click()
    settle(page)
    button(page, "Registreren").dblclick()
    expect(page).to_have_url(re.compile(r"/verzoek\?nummer=V"))
    settle(page)
    return page.get_by_role("heading", level=1).inner_text().split(" · ")[0]


def write_answer(page: Page, explanation: str) -> None:
    step(page, "Antwoord verstuurd")
    choose(page, "Uitkomst", "toegewezen")
    page.get_by_role("textbox", name="Toelichting").fill(explanation)


def searched_read_and_sent(page: Page) -> None:
    """Searches every place outside the desk, and makes, reads and sends the overview, mostly with a double click."""
    dialog = page.get_by_role("dialog")
    for place in ("de mailboxen", "telefoons en apps", "de papieren dossiers", "het lessysteem"):
        button(page, "Vastleggen").first.click()
        expect(dialog).to_contain_text(place)
        settle(page)
        dialog.get_by_role("textbox", name="Wat is gevonden").fill("Niets gevonden.")
        button(dialog, "Vastleggen").dblclick()
        expect(dialog).to_have_count(0)
        settle(page)
    button(page, "Overzicht maken").dblclick()
    expect(page.get_by_text("Het overzicht is gemaakt")).to_be_visible()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Downloaden").first.click()
    assert "Niets gevonden." in PdfReader(download.value.path()).pages[0].extract_text()
    settle(page)
    for does, agrees in (
        ("Nagekeken", "Ja, het mag verstuurd worden"),
        ("Het overzicht is verstuurd", "Ja, het is verstuurd"),
    ):
        button(page, does).click()
        settle(page)
        button(page, agrees).dblclick()
        expect(page.get_by_text("Er is vastgelegd dat").first).to_be_visible()
        settle(page)


def test_a_request_for_access_goes_from_its_letter_to_finished_and_on_to_the_next(visit: Visit, tmp_path: Path) -> None:
    letter = a_letter(tmp_path)
    page = visit("/nieuw-verzoek")
    type_in(page, page.get_by_role("searchbox", name="Over wie gaat het?"), KNOWN_CLIENT)
    type_day(page, "Ontvangen op", "09112026")
    page.get_by_label("Het verzoek, in de eigen woorden van de persoon").fill("Wat weet u van mij?")
    page.locator('input[type="file"]').set_input_files(letter)
    expect(page.get_by_test_id("stFileChipDeleteBtn")).to_be_visible()
    settle(page)
    number = registered(page, "inzage")
    expect(page.get_by_text("09-12-2026").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Downloaden").click()
    assert download.value.suggested_filename == f"{number}-brief.pdf"
    assert download.value.path().read_bytes() == letter.read_bytes()

    step(page, "Identiteit")
    page.get_by_label("Wie kent de persoon, en waarvan?").fill("Aimée, uit de les")
    button(page, "Identiteit opslaan").dblclick()
    expect(page.get_by_text("De identiteit is vastgesteld.")).to_be_visible()
    settle(page)
    step(page, "Vraag gesteld")
    type_day(page, "Gevraagd op", "12112026")
    page.get_by_label("De vraag").fill("Welke lessen bedoelt u?")
    button(page, "Vraag opslaan").dblclick()
    expect(page.get_by_text("wacht op antwoord").first).to_be_visible()
    settle(page)
    step(page, "Vraag beantwoord")
    type_day(page, "Beantwoord op", "19112026")
    button(page, "Antwoord opslaan").dblclick()
    expect(page.get_by_text("16-12-2026").first).to_be_visible()
    settle(page)

    searched_read_and_sent(page)

    second = page.context.new_page()
    second.goto(page.url)
    settle(second)
    for tab, words in ((page, "De map van de les is meegestuurd."), (second, "Alles is meegestuurd.")):
        write_answer(tab, words)
    for tab in (page, second):
        button(tab, "Antwoord opslaan").click()
        if tab is page:
            settle(tab)
            button(tab, "Ja, het antwoord is verstuurd").dblclick()
            expect(tab.get_by_text("de termijn staat stil.")).to_be_visible()
            settle(tab)
    expect(second.get_by_text("Iemand anders heeft dit verzoek intussen gewijzigd")).to_be_visible()
    settle(second)
    expect(second.get_by_role("textbox", name="Toelichting")).to_have_value("Alles is meegestuurd.")
    second.close()

    expect(page.get_by_text("De map van de les is meegestuurd.")).to_have_count(1)
    button(page, "Afronden").click()
    settle(page)
    button(page, "Zaak afronden").click()
    button(page, "Ja, alles is gedaan").dblclick()
    expect(page.get_by_text("De zaak is afgerond.")).to_be_visible()
    settle(page)
    page.get_by_role("button", name=re.compile("^Volgende verzoek")).click()
    expect(page).not_to_have_url(re.compile(number))
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"V\d{4}-\d{4}"))


def test_a_representative_is_answered_once_authorised_and_known_and_a_complaint_goes_to_its_end(visit: Visit) -> None:
    page = visit("/nieuw-verzoek")
    page.get_by_role("radio", name="een gemachtigde").click()
    type_in(page, page.get_by_role("searchbox", name="Over wie gaat het?"), KNOWN_CLIENT)
    page.get_by_label("Naam van wie het vraagt").fill("Mr. Proef Raadsma")
    registered(page, "aanpassing")
    write_answer(page, "De achternaam is verbeterd.")
    button(page, "Antwoord opslaan").click()
    expect(page.get_by_text("Het staat niet vast dat de gemachtigde dit mag vragen")).to_be_visible()
    settle(page)
    expect(page.get_by_role("textbox", name="Toelichting")).to_have_value("De achternaam is verbeterd.")

    step(page, "Machtiging gezien")
    page.get_by_label("Wat u hebt gezien").fill("Machtiging met handtekening")
    button(page, "Machtiging opslaan").dblclick()
    expect(page.get_by_text("De machtiging is opgeslagen.")).to_be_visible()
    settle(page)
    step(page, "Identiteit")
    page.get_by_text("identiteitsbewijs laten zien", exact=True).click()
    settle(page)
    button(page, "Opslaan").dblclick()
    expect(page.get_by_text("Opgeslagen: de identiteitscontrole is begonnen.")).to_be_visible()
    settle(page)
    button(page, "Uitslag vastleggen").click()
    settle(page)
    button(page, "Uitslag opslaan").dblclick()
    expect(page.get_by_text("De identiteit is vastgesteld.")).to_be_visible()
    settle(page)
    write_answer(page, "De achternaam is verbeterd.")
    button(page, "Antwoord opslaan").click()
    button(page, "Ja, het antwoord is verstuurd").dblclick()
    expect(page.get_by_text("de termijn staat stil.")).to_be_visible()

    visit("/nieuwe-klacht")
    page.get_by_label("Naam van de persoon, zoals opgegeven").fill("Klaagstra Proef")
    page.get_by_label("De klacht, in de eigen woorden van de persoon").fill("Niemand belde terug.")
    button(page, "Registreren").dblclick()
    expect(page).to_have_url(re.compile(r"/klacht\?nummer=K"))
    settle(page)
    step(page, "Ontvangst bevestigd")
    button(page, "Bevestiging opslaan").dblclick()
    expect(page.get_by_text("Opgeslagen: de ontvangst is bevestigd.")).to_be_visible()
    settle(page)
    step(page, "Antwoord verstuurd")
    choose(page, "Oordeel", "gegrond")
    page.get_by_label("De uitkomst in woorden").fill("Wij bellen voortaan dezelfde dag.")
    button(page, "Antwoord opslaan").click()
    button(page, "Ja, het antwoord is verstuurd").dblclick()
    expect(page.get_by_text("de termijn staat stil.")).to_be_visible()
    settle(page)
    step(page, "Klacht afsluiten")
    button(page, "Klacht afsluiten").click()
    button(page, "Ja, alles is gedaan").dblclick()
    expect(page.get_by_text("De klacht is afgesloten.")).to_be_visible()
    expect(page.get_by_text("Er ging iets mis")).to_have_count(0)
