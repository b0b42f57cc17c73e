"""What the desk knows of a person, and the key, stay in the store: no log, address, title, file or process has them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.conftest import environment
from tests.browser.signing_in import COOKIE_SECRET, SignInDesk, a_sign_in_desk
from tests.browser.standing_still import settle
from tests.browser.test_first_light import button, type_in
from tests.browser.test_request_desk import a_letter, step
from tests.browser.watching import Watch, watched

NUMBER, SURNAME, BSN, OTHER_BSN = "Z-9001", "Zwaluwstaartje", "999999990", "999990019"
MARKERS = (SURNAME, "Roodborstje", BSN, OTHER_BSN, "612309876", "kwikstaart77", "IJsvogelnotitie", "Wrongbyte")
CANARY = b"kanariepiet"
SUBJECT, ADDRESS = "zeearend-4471", "medewerker3@example.org"  # the privacy officer of the invented data
WHO: dict[str, object] = {"sub": SUBJECT, "email": ADDRESS, "email_verified": True, "name": "Officer"}
CLIENT_FILE = f"""\
Klantnr.;Voornaam;Achternaam;Geb.datum;BSN;Mobiel;E-mail
{NUMBER};Roodborstje;{SURNAME};1-2-1991;{BSN};06-12309876;kwikstaart77@example.org
Z-9002;Wrongbyte;{SURNAME};31-02-1990;{BSN}1;;kwikstaart77
"""

Visit = Callable[[str], Page]


class Told:
    """What the browser was told or told others: addresses, titles, its console, and answers that are errors."""

    def __init__(self, context: BrowserContext, desk: str) -> None:
        self.addresses: list[str] = []
        self.titles: list[str] = []
        self.console: list[str] = []
        self._desk = desk
        self.listen(context)

    def listen(self, context: BrowserContext) -> None:
        """Also to this browser; what it asks of the provider is between those two."""

        def note(request: Request) -> None:
            if request.url.startswith(self._desk):
                self.addresses.append(request.url)

        context.on("request", note)
        context.on("console", lambda message: self.console.append(message.text))

    def page(self, page: Page) -> None:
        self.addresses.append(page.url)
        self.titles.append(page.title())


def import_it(visit: Visit, folder: Path) -> None:
    """A file with a good row and a bad one, after one that is no file of clients at all."""
    page = visit("/importeren")
    wrong = folder / f"{SURNAME}.xlsx"
    wrong.write_bytes(f"{SURNAME} {BSN}".encode() * 100)
    page.locator('input[type="file"]').set_input_files(wrong)
    settle(page)
    good = folder / f"{SURNAME}.csv"
    good.write_text(CLIENT_FILE, encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(good)
    button(page, "Laat zien wat er zou gebeuren").click()
    expect(page.get_by_text("Geweigerd · 1")).to_be_visible()
    settle(page)
    button(page, "Importeren").click()
    expect(page.get_by_text("De import is klaar en opgeslagen.")).to_be_visible()


def find_it(visit: Visit, told: Told) -> None:
    """By name and by BSN, in the list and in the box above every screen."""
    for typed in (SURNAME, BSN, "06-12309876"):
        page = visit("/clienten")
        type_in(page, page.get_by_role("searchbox", name="Zoeken", exact=True), typed)
        told.page(page)
        page = visit("/overzicht")
        box = page.get_by_role("searchbox", name="Overal zoeken")
        box.fill(typed)
        box.press("Enter")
        settle(page)
        told.page(page)


def export_it(visit: Visit, told: Told) -> None:
    page = visit(f"/client?nummer={NUMBER}")
    expect(page.get_by_role("heading", name=f"Roodborstje {SURNAME}")).to_be_visible()
    button(page, "Exporteren").click()
    settle(page)
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Met BSN").click()
    settle(page)
    drawer.get_by_role("combobox", name="Waar is het bestand voor?").click()
    page.get_by_role("option").nth(2).click()
    settle(page)
    with page.expect_download() as download:
        drawer.get_by_role("link", name="Downloaden").click()
    told.addresses += [download.value.url, download.value.suggested_filename]
    settle(page)
    told.page(page)


def ask_for_it(visit: Visit, told: Told, folder: Path) -> None:
    """A request with its letter, and the letter that answers it."""
    page = visit(f"/nieuw-verzoek?client={NUMBER}")
    page.get_by_label("Het verzoek, in de eigen woorden van de persoon").fill(f"IJsvogelnotitie van {SURNAME}, {BSN}")
    page.locator('input[type="file"]').set_input_files(a_letter(folder))
    settle(page)
    page.get_by_text("inzage", exact=True).click()
    settle(page)
    button(page, "Registreren").click()
    expect(page).to_have_url(re.compile(r"/verzoek\?nummer=V"))
    settle(page)
    told.page(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Downloaden").first.click()
    told.addresses += [download.value.url, download.value.suggested_filename]
    step(page, "Brief maken")
    page.get_by_test_id("stForm").get_by_role("button", name="Brief maken").click()
    expect(page.get_by_text("De brief ligt")).to_be_visible()
    told.page(page)


def tell_who_saw_it(visit: Visit, told: Told) -> None:
    """What the log says of the person, as PDF."""
    page = visit(f"/logboek?client={NUMBER}")
    button(page, "Overzicht voor de persoon").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("link").first.click()
    told.addresses += [download.value.url, download.value.suggested_filename]
    assert download.value.path().read_bytes().startswith(b"%PDF")
    told.page(page)


def fail_to_come_in(desk: SignInDesk, context: BrowserContext, told: Told) -> None:
    """Refused by the provider; a callback that nobody asked for; a provider that is gone halfway, and at once."""
    page = context.new_page()

    def to_the_provider() -> None:
        page.goto("/clienten")
        page.get_by_role("button", name="Aanmelden met Keycloak").click()

    to_the_provider()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{desk.address}/**")
    expect(page.get_by_text("Aanmelden is niet gelukt")).to_be_visible()
    told.page(page)
    for forged in (f"code={SURNAME}&state={BSN}", f"error=access_denied&error_description={SURNAME}", f"error={BSN}"):
        httpx.get(f"{desk.address}/oauth2callback?{forged}")
    to_the_provider()
    page.wait_for_url(f"{desk.provider}/**")

    allowed = page.request.post(page.url, form={"sub": SUBJECT, "action": "authorize"}, max_redirects=0)
    desk.stop_provider()
    page.goto(allowed.headers["location"])
    page.wait_for_url(f"{desk.address}/**")
    expect(page.get_by_text("Aanmelden is niet gelukt")).to_be_visible()
    told.page(page)
    page.get_by_role("button", name="Aanmelden met Keycloak").click()
    page.wait_for_timeout(1_500)
    told.page(page)


def secrets_of(desk: SignInDesk, context: BrowserContext) -> list[str]:
    """What the sign-in is made of: the secrets, who came by them, and what the provider gave for them."""
    (client_secret,) = re.findall(r'client_secret = "(.+)"', (desk.folder / "secrets.toml").read_text())
    signed = {cookie["name"]: cookie["value"] for cookie in context.cookies(desk.address)}
    assert set(signed) >= {"_streamlit_user"}
    assert "_streamlit_user_tokens" not in signed, "no browser carries what the provider gave for it"
    return [COOKIE_SECRET, client_secret, SUBJECT, ADDRESS, signed["_streamlit_user"]]


def go_wrong(visit: Visit, told: Told) -> None:
    """A form that is refused, a number that is not there, and a question that is no SQL."""
    page = visit("/nieuwe-client")
    page.get_by_role("textbox", name="Achternaam").first.fill(SURNAME)
    page.get_by_role("textbox", name="BSN").first.fill(f"{OTHER_BSN}1")
    button(page, "Cliënt registreren").click()
    settle(page)
    expect(page.get_by_text("niets opgeslagen").first).to_be_visible()
    told.page(page)
    told.page(visit("/verzoek?nummer=V1999-0001"))
    page = visit("/uitzoeken")
    page.get_by_role("combobox", name="Waarvoor hebt u het antwoord nodig?").click()
    page.get_by_role("option").nth(1).click()
    settle(page)
    for sql in (f"values ('{SURNAME} {BSN}')", f"from {SURNAME}", f"from requests where request_right = '{BSN}'"):
        page.get_by_label("Vraag in SQL").fill(sql)
        button(page, "Vraag stellen").click()
        page.wait_for_timeout(1_500)
        settle(page)
        told.page(page)


def keep_it(visit: Visit, told: Told) -> None:
    page = visit("/opslag")
    button(page, "Nu een reservekopie maken").click()
    expect(page.get_by_text("De reservekopie is gemaakt").first).to_be_visible()
    told.page(page)


def refusals_of(address: str) -> Iterator[str]:
    """What the server says to who asks for what is not there or may not be had."""
    with httpx.Client(base_url=address) as client:
        for path in ("/export/" + 43 * "a", f"/media/{BSN}.csv", f"/_stcore/{BSN}", f"/export/{SURNAME}"):
            yield str(client.get(path).headers)
        yield client.put(f"/_stcore/upload_file/{SURNAME}/{BSN}").text
        yield client.get("/export/" + 43 * "a").text


def test_nothing_of_a_person_and_no_key_is_anywhere_but_in_the_store(
    chromium: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, scratch, mine = (tmp_path / name for name in ("desk", "temp", "mine"))
    for made in (folder, scratch, mine):
        made.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with watched(folder, scratch) as watch, a_sign_in_desk(folder, 100, WHO) as desk:
        monkeypatch.delenv("TMPDIR")
        context = chromium.new_context(locale="nl-NL", base_url=desk.address, viewport={"width": 1280, "height": 900})
        told, page = Told(context, desk.address), context.new_page()

        def visit(path: str) -> Page:
            page.goto(path)
            settle(page)
            told.page(page)
            return page

        canary = scratch / "canary"  # that a file is seen which is there for a moment only
        canary.write_bytes(CANARY)
        desk.come_in(page, SUBJECT)
        of_sign_in = secrets_of(desk, context)
        import_it(visit, mine)
        canary.unlink()
        find_it(visit, told)
        export_it(visit, told)
        ask_for_it(visit, told, mine)
        tell_who_saw_it(visit, told)
        go_wrong(visit, told)
        keep_it(visit, told)
        refused = list(refusals_of(desk.address))
        outside = chromium.new_context(locale="nl-NL", base_url=desk.address)
        told.listen(outside)
        fail_to_come_in(desk, outside, told)
        outside.close()
        context.close()
    key = environment(folder)["STEP_STORE_KEY"]
    forbidden = [*MARKERS, *of_sign_in, key]
    assert_free(forbidden, {"addresses": told.addresses, "titles": told.titles, "console": told.console})
    assert_free([*of_sign_in, key], {"refusals": refused})
    assert b"OAuth token exchange failed" in (folder / "log").read_bytes(), "the log was written"
    assert_left_nothing(forbidden, watch)


def assert_free(forbidden: list[str], told: dict[str, list[str]]) -> None:
    for what, texts in told.items():
        assert texts or what == "console"
        assert [text for text in texts for word in forbidden if word.lower() in text.lower()] == [], what


def assert_left_nothing(forbidden: list[str], watch: Watch) -> None:
    """Neither in a file that was ever there, nor in how a process was started."""
    names = {Path(name.rsplit(" ", 2)[0]).name for name in watch.files}
    assert {"desk.duckdb", "ledger", "log"} <= names, names
    assert any(name.startswith("desk-") for name in names), "a backup was made"
    assert CANARY in watch.files.values()
    words = [form for word in forbidden for form in (word.encode(), word.encode("utf-16-le"))]
    files = {name: content for name, content in watch.files.items() if "/secrets.toml " not in name}
    commands = [
        one for one in watch.commands.values() if b"oidc_provider_mock" not in one
    ]  # which is told who there is
    assert [name for name, content in files.items() for word in words if word in content] == []
    assert [command for command in commands for word in words if word in command] == []
    key = forbidden[-1].encode()
    children = [command for process, command in watch.commands.items() if key not in watch.variables.get(process, b"")]
    assert any(b"child.py" in command for command in children), "the process that answers a question was seen"
    for process, variables in watch.variables.items():
        if key in variables:
            assert re.search(rb"streamlit|data_layer\x00demo", watch.commands[process]), watch.commands[process]
