"""Careless hands: a double click, Back, reload, two tabs, a wrong file. Nothing is saved twice, nothing is lost."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from pages.shared.navigation import CLIENT
from tests.browser.looking import hard_to_read
from tests.browser.standing_still import settle
from tests.browser.test_every_screen import RECORDS
from tests.browser.test_first_light import button
from tests.browser.untranslated import untranslated

Visit = Callable[[str], Page]

WRONG_FILES = {
    "scan.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "foto.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01",
    "lijst.xlsx": b"PK\x03\x04 half written",
}


def registered(page: Page, name: str) -> str:
    """The number of the request that is registered for this person, with a double click."""
    page.get_by_text("inzage", exact=True).click()
    settle(page)
    page.get_by_label("Naam van de persoon, zoals opgegeven").fill(name)
    button(page, "Registreren").dblclick()
    expect(page.get_by_text("is geregistreerd.")).to_be_visible()
    settle(page)
    return page.get_by_role("heading", level=1).inner_text().split(" · ")[0]


def found(page: Page, visit: Visit, name: str) -> int:
    """How many requests of this person there are."""
    visit("/verzoeken?weergave=all")
    field = page.get_by_role("searchbox", name="Zoeken", exact=True)
    field.fill(name)
    field.press("Enter")
    settle(page)
    total = page.get_by_text(re.compile(r"^[0-9.]+ in totaal$"))
    return int(total.inner_text().split(" ")[0]) if total.count() else 0


def test_a_double_click_saves_once_and_back_does_not_save_again(visit: Visit) -> None:
    page = visit("/nieuw-verzoek")
    number = registered(page, "Dubbel Klikproef")
    page.go_back()
    expect(page.get_by_role("heading", name="Verzoek registreren")).to_be_visible()
    settle(page)
    page.reload()
    settle(page)
    expect(page.get_by_label("Naam van de persoon, zoals opgegeven")).to_have_value("")
    assert found(page, visit, "Klikproef") == 1
    visit(f"/verzoek?nummer={number}")
    expect(page.get_by_text("Dubbel Klikproef").first).to_be_visible()


def test_of_two_tabs_the_second_is_told_and_keeps_what_was_typed(visit: Visit) -> None:
    first = visit("/nieuw-verzoek")
    number = registered(first, "Twee Tabsma")
    second = first.context.new_page()
    second.goto(f"/verzoek?nummer={number}")
    settle(second)
    for page, words in ((first, "Vanuit de eerste"), (second, "Vanuit de tweede")):
        page.get_by_text("Notitie", exact=True).click()
        settle(page)
        page.get_by_label("Wat is er gedaan").fill(words)
    button(first, "Notitie opslaan").click()
    expect(first.get_by_text("De notitie is opgeslagen.")).to_be_visible()
    button(second, "Notitie opslaan").click()
    expect(second.get_by_text("Iemand anders heeft dit verzoek intussen gewijzigd")).to_be_visible()
    expect(second.get_by_label("Wat is er gedaan")).to_have_value("Vanuit de tweede")
    button(second, "Notitie opslaan").click()
    expect(second.get_by_text("De notitie is opgeslagen.")).to_be_visible()
    expect(second.get_by_text("Vanuit de eerste")).to_be_visible()
    second.close()


def test_a_record_is_added_once_by_a_double_click_and_back_closes_its_drawer(visit: Visit) -> None:
    page = visit(f"/client{RECORDS[CLIENT]}")
    numbers = page.get_by_text("+31 6 87654321")
    there = numbers.count()
    page.get_by_role("button", name="Toevoegen", exact=True).nth(1).click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Telefoon").fill("06 8765 4321")
    drawer.get_by_label("Opmerking").fill("niet voor 12 uur")
    button(page, "Opslaan").dblclick()
    expect(page.get_by_text("Opgeslagen: telefoonnummer.")).to_be_visible()
    settle(page)
    expect(drawer).to_have_count(0)
    expect(numbers).to_have_count(there + 1)
    page.get_by_role("button", name="Toevoegen", exact=True).nth(1).click()
    expect(drawer).to_be_visible()
    settle(page)
    expect(drawer.get_by_label("Telefoon")).to_have_value("")
    page.go_back()
    expect(drawer).to_have_count(0)
    page.go_forward()
    expect(drawer).to_be_visible()
    settle(page)
    drawer.get_by_label("Opmerking").fill("nog niet opgeslagen")
    page.keyboard.press("Escape")
    page.mouse.click(5, 400)
    settle(page)
    expect(drawer.get_by_label("Opmerking")).to_have_value("nog niet opgeslagen")
    button(page, "Sluiten").click()
    expect(drawer).to_have_count(0)
    page.reload()
    settle(page)
    expect(numbers).to_have_count(there + 1)


def test_an_answer_is_asked_first_with_the_keyboard_too_and_a_double_yes_saves_once(visit: Visit) -> None:
    page = visit("/nieuw-verzoek")
    number = registered(page, "Eerst Vraagstra")
    page.get_by_text("Antwoord verstuurd", exact=True).click()
    settle(page)
    button(page, "Antwoord opslaan").click()
    settle(page)  # while a screen is drawn anew, a field can stand there twice
    beneath = page.get_by_text("De uitkomst is niet gekozen").bounding_box()
    expect(page.get_by_text("kijk bij ‘Uitkomst’")).to_be_visible()
    field = page.get_by_role("combobox", name="Uitkomst").bounding_box()
    next_field = page.get_by_role("textbox", name="Toelichting").bounding_box()
    assert beneath
    assert field
    assert next_field
    assert field["y"] < beneath["y"] < next_field["y"]

    page.get_by_role("combobox", name="Uitkomst").click()
    page.get_by_role("option", name="ingetrokken", exact=True).click()
    settle(page)
    page.get_by_role("textbox", name="Toelichting").fill("ingetrokken")
    button(page, "Antwoord opslaan").click()
    question = page.get_by_role("dialog")
    expect(question.get_by_text("De termijn stopt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    settle(page)
    button(page, "Antwoord opslaan").click()
    expect(question.get_by_text("De termijn stopt")).to_be_visible()
    settle(page)
    yes = question.get_by_role("button", name="Ja, het antwoord is verstuurd")
    for _tab in range(4):
        if yes.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(yes).to_be_focused()
    assert not untranslated(page)
    assert not hard_to_read(page)
    yes.dblclick()
    expect(page.get_by_text("Het antwoord is opgeslagen; de termijn staat stil.")).to_be_visible()
    settle(page)
    expect(question).to_have_count(0)
    expect(page.get_by_text("Er ging iets mis")).to_have_count(0)
    expect(page.get_by_text("intussen gewijzigd")).to_have_count(0)
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_a_wrong_file_is_told_in_a_sentence_and_another_can_be_chosen(visit: Visit, tmp_path: Path) -> None:
    page = visit("/importeren")
    for name, content in WRONG_FILES.items():
        file = tmp_path / name
        file.write_bytes(content)
        page.locator('input[type="file"]').set_input_files(file)
        alert = page.get_by_test_id("stMain").get_by_test_id("stAlert")
        expect(alert).to_have_count(1)
        settle(page)
        assert re.search(r"niet|geen", alert.inner_text()), alert.inner_text()
        expect(page.get_by_text("Er ging iets mis")).to_have_count(0)
        page.get_by_test_id("stFileChipDeleteBtn").get_by_role("button").click()
        expect(alert).to_have_count(0)
