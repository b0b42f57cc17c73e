"""Taking a list along, in a real browser: the file arrives, and the screen says so."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Download, Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import ColorScheme
from tests.browser.looking import hard_to_read
from tests.browser.standing_still import settle
from tests.browser.untranslated import untranslated

Visit = Callable[[str], Page]


@pytest.mark.parametrize(("form", "scheme"), [("CSV", "light"), ("Excel", "dark")])
def test_the_queue_arrives_as_a_file_and_the_drawer_closes(visit: Visit, form: str, scheme: ColorScheme) -> None:
    page = visit("/verzoeken?stand=all")
    total = int(page.get_by_text("in totaal").inner_text().split()[0])
    page.get_by_role("button", name="Exporteren").click()
    settle(page)
    drawer = page.get_by_role("dialog")
    told = drawer.get_by_text(re.compile("zoals de lijst nu gefilterd is")).inner_text()
    restricted = drawer.get_by_text("afgeschermd").inner_text()  # rows that are left out
    exported = int(told.split()[0])
    assert exported + (1 if restricted.startswith("Eén") else int(restricted.split()[0])) == total
    drawer.get_by_text("Kolommen").first.click()
    settle(page)
    assert not untranslated(page)
    assert not hard_to_read(page)
    drawer.get_by_role("combobox", name="Waar is het bestand voor?").click()
    page.get_by_role("option").nth(2).click()
    settle(page)
    drawer.get_by_text(re.compile(f"^{form}")).click()
    settle(page)
    arrived: list[Download] = []
    keep = lambda file: arrived.append(file)  # noqa: E731, PLW0108 - Playwright takes no built-in method
    page.on("download", keep)
    page.context.on("page", lambda opened: opened.on("download", keep))
    drawer.get_by_role("link", name="Downloaden").click()
    expect(page.get_by_text(f"{exported} regels zijn geëxporteerd.")).to_be_visible()
    expect(drawer).to_have_count(0)
    (file,) = arrived
    assert re.fullmatch(r"verzoeken-2026-11-23\.(csv|xlsx)", file.suggested_filename)
    content = file.path().read_bytes()
    rows: list[list[Any]]
    if form == "CSV":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Zaaknummer"
    assert len({row[0] for row in rows[1:]}) == len(rows) - 1 == exported


def test_an_address_that_nobody_drew_gives_no_file(desk: str) -> None:
    answer = httpx.get(f"{desk}/export/" + 43 * "a")
    assert answer.status_code == 404
    assert "niet meer geldig" in answer.text
    assert answer.headers["cache-control"] == "no-store"
