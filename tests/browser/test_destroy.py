"""What is due goes for good: one proposes, another approves and carries it out, and it is gone from the dossier."""

import io
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pages.shared.tables import PLACE_WIDTH, ROW_HEIGHT
from tests.browser.conftest import a_desk
from tests.browser.looking import hard_to_read
from tests.browser.standing_still import settle
from tests.browser.test_every_screen import as_officer
from tests.browser.test_first_light import button, cell
from tests.browser.untranslated import untranslated

Visit = Callable[[str], Page]
NUMBER = re.compile(r"vernietiging=(B2026-\d{4})")
CLIENT_NUMBER = re.compile(r"^\d{4}-\d{4}$")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk of its own: what is destroyed here would be missing elsewhere."""
    with a_desk(tmp_path_factory.mktemp("destroy"), 60) as address:
        yield address


def opened_as_officer(page: Page, number: str) -> None:
    """Opens the batch as the privacy officer: whose work one does is forgotten when an address is opened."""
    page.goto("/vernietiging")
    settle(page)
    as_officer(page)
    place = {"x": PLACE_WIDTH + 40, "y": ROW_HEIGHT * 1.5}
    page.get_by_test_id("stDataFrame").first.click(position=place)  # type: ignore[arg-type]  # a dict of literals
    expect(page).to_have_url(re.compile(f"vernietiging={number}"))
    settle(page)


def proposed(page: Page, visit: Visit) -> str:
    """The number of the batch that the coordinator proposes, with a double click."""
    visit("/vernietiging-voorstellen?categorie=email")
    button(page, "Deze vernietiging voorstellen").dblclick()
    expect(page).to_have_url(NUMBER)
    settle(page)
    expect(page.get_by_role("dialog").get_by_text("U hebt dit zelf voorgesteld")).to_be_visible()
    expect(button(page, "Goedkeuren")).to_have_count(0)
    found = NUMBER.search(page.url)
    assert found
    return found[1]


def test_what_is_due_is_destroyed_by_two_people_and_is_gone(visit: Visit) -> None:
    page = visit("/bewaartermijnen?categorie=email")
    client = page.locator('[data-testid^="glide-cell"]').filter(has_text=CLIENT_NUMBER).first.text_content()
    address = re.compile(r"@example\.(org|com|net)")
    visit(f"/client?nummer={client}")
    expect(page.get_by_text(address)).to_be_visible()
    number = proposed(page, visit)
    opened_as_officer(page, number)
    tab = page.context.new_page()
    opened_as_officer(tab, number)

    button(page, "Goedkeuren").dblclick()
    button(page, "Ja, goedkeuren").dblclick()
    expect(button(page, "Nu vernietigen")).to_be_visible()
    button(tab, "Goedkeuren").click()
    expect(tab.get_by_text("Iemand anders heeft dit intussen gewijzigd.")).to_be_visible()
    settle(tab)
    button(tab, "Nu vernietigen").click()
    yes = "Ja, definitief vernietigen"
    expect(button(tab, yes)).to_be_visible()
    button(page, "Nu vernietigen").click()
    button(page, yes).dblclick()
    expect(page.get_by_text(f"{number} is uitgevoerd.")).to_be_visible()
    settle(page)
    button(tab, yes).click()
    expect(tab.get_by_text("Iemand anders heeft dit intussen gewijzigd.")).to_be_visible()
    expect(button(tab, "Nu vernietigen")).to_have_count(0)
    tab.close()

    expect(cell(page, number)).to_be_attached()  # in the list behind the drawer
    expect(cell(page, "uitgevoerd")).to_be_attached()
    expect(page.get_by_role("dialog").get_by_text("uitgevoerd", exact=True)).to_be_visible()
    assert not untranslated(page)
    assert not hard_to_read(page)
    with page.expect_download() as download:
        button(page, "Certificaat (pdf)").click()
    assert download.value.suggested_filename == f"certificaat-{number}.pdf"
    pdf = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert number in text
    assert not address.search(text)

    for act in (page.reload, page.go_back):
        act()
        settle(page)
        expect(page.get_by_text("Er ging iets mis")).to_have_count(0)
    visit(f"/client?nummer={client}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(address)).to_have_count(0)
