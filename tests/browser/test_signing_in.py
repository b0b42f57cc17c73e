"""Who comes in, by a real provider: in, out, too late, tampered with, in two tabs; and who does not."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pages.shared import guard
from tests.browser.conftest import HEIGHT, WIDE
from tests.browser.signing_in import COOKIE, COOKIE_SECRET, SignInDesk, a_sign_in_desk, cookie, signed_in, staff_claims
from tests.browser.standing_still import settle

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

STRANGER = {"sub": "stranger", "email": "vreemd@example.org", "email_verified": True}
UNVERIFIED = {"sub": "unverified", "email": "medewerker3@example.org", "email_verified": False}
IMPOSTOR = {"sub": "impostor", "email": "medewerker2@example.org", "email_verified": True}
Visitor = Callable[[], Page]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignInDesk]:
    with a_sign_in_desk(tmp_path_factory.mktemp("sign-in"), 60, STRANGER, UNVERIFIED, IMPOSTOR) as desk:
        yield desk


@pytest.fixture
def new_visitor(chromium: Browser) -> Iterator[Visitor]:
    """A page in a browser of its own, each time."""
    contexts: list[BrowserContext] = []

    def visitor() -> Page:
        contexts.append(chromium.new_context(viewport={"width": WIDE, "height": HEIGHT}, locale="nl-NL"))
        return contexts[-1].new_page()

    yield visitor
    for context in contexts:
        context.close()


def given(page: Page, desk: SignInDesk, who: str, age: float, secret: str = COOKIE_SECRET) -> None:
    """Gives the browser the cookie of a sign-in of so many seconds ago, signed with this secret."""
    value = cookie(signed_in(desk.address, desk.provider, staff_claims(who), age), secret)
    page.context.add_cookies([{"name": COOKIE, "value": value, "url": desk.address}])


def sign_out(page: Page, role: str) -> None:
    page.get_by_test_id("stPopover").first.get_by_role("button").click()
    expect(page.get_by_text(f"U werkt als: {role}.")).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()


def expect_sign_in(page: Page) -> None:
    """The page for who is not in: its button, and no screen in the side bar."""
    expect(page.get_by_role("button", name="Aanmelden met Keycloak")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)


def test_without_being_in_no_address_shows_a_screen_also_right_after_the_start(
    desk: SignInDesk, new_visitor: Visitor
) -> None:
    page = new_visitor()
    for path in ("/client?nummer=1001", "/", "/uitzoeken", "/begin", "/opslag"):  # the first is the desk's first ever
        page.goto(desk.address + path)
        expect_sign_in(page)


def test_who_signs_in_comes_where_the_link_leads_and_back_out_in_every_tab(
    desk: SignInDesk, new_visitor: Visitor
) -> None:
    first = new_visitor()
    desk.come_in(first, "coordinator", "/verzoeken?stand=all")
    assert first.url.startswith(f"{desk.address}/verzoeken?stand=all")
    (carried,) = [one for one in first.context.cookies() if one["name"].startswith(COOKIE)]
    assert len(carried["value"]) < 1000, "no tokens, no groups"
    assert carried["expires"] < time.time() + 10 * 3600 + 60
    expect(first.get_by_role("heading", name="Verzoeken", exact=True)).to_be_visible()
    expect(first.get_by_test_id("stSidebar").get_by_role("combobox")).to_have_count(0)  # nobody chooses who to be

    second = first.context.new_page()  # comes in by the same sign-in
    second.goto(f"{desk.address}/clienten")
    expect(second.get_by_role("heading", name="Cliënten", exact=True)).to_be_visible()

    sign_out(first, "coördinator")
    first.wait_for_url(f"{desk.provider}/**")  # the provider ends its session too
    first.get_by_role("button").first.click()
    first.wait_for_url(f"{desk.address}/**")
    expect_sign_in(first)
    first.goto(f"{desk.address}/clienten")
    expect_sign_in(first)

    second.get_by_role("link", name="Klachten").click()  # open since before: its next act is refused
    expect_sign_in(second)
    second.get_by_role("button", name="Aanmelden met Keycloak").click()
    desk.say_who(second, "coordinator")
    expect(second.get_by_role("heading", name="Klachten", exact=True)).to_be_visible()


def test_the_cookie_of_a_sign_in_that_was_ended_opens_nothing_any_more(desk: SignInDesk, new_visitor: Visitor) -> None:
    page = new_visitor()
    desk.come_in(page, "officer", "/overzicht")
    kept = cast("list[SetCookieParam]", page.context.cookies())
    sign_out(page, "functionaris")
    page.wait_for_url(f"{desk.provider}/**")
    thief = new_visitor()
    thief.context.add_cookies(kept)
    thief.goto(f"{desk.address}/overzicht")
    expect_sign_in(thief)


def test_a_sign_in_that_is_too_old_opens_nothing_and_says_so(desk: SignInDesk, new_visitor: Visitor) -> None:
    late = new_visitor()
    given(late, desk, "coordinator", age=10 * 3600 + 1)
    late.goto(f"{desk.address}/clienten")
    expect_sign_in(late)
    expect(late.get_by_text("Uw aanmelding is verlopen")).to_be_visible()
    late.get_by_role("button", name="Aanmelden met Keycloak").click()
    desk.say_who(late, "coordinator")
    expect(late.get_by_role("heading", name="Cliënten", exact=True)).to_be_visible()


def test_a_drawer_that_stands_open_since_before_saves_nothing_once_the_sign_in_was_ended(
    desk: SignInDesk, new_visitor: Visitor
) -> None:
    page = new_visitor()
    desk.come_in(page, "administrator", "/medewerkers?medewerker=1")
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Wijzigen", exact=True).click()
    drawer.get_by_role("textbox", name="Naam").fill("Iemand Anders")
    page.keyboard.press("Tab")  # what was typed is sent, and nothing moves beneath the next click
    settle(page)
    page.request.get(f"{desk.address}/auth/logout", max_redirects=0)  # as in another tab
    drawer.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Uw aanmelding is beëindigd").first).to_be_visible()
    desk.come_in(page, "administrator", "/medewerkers")
    expect(page.get_by_role("heading", name="Medewerkers")).to_be_visible()
    expect(page.get_by_text("Iemand Anders")).to_have_count(0)


def test_a_cookie_that_was_tampered_with_opens_nothing(desk: SignInDesk, new_visitor: Visitor) -> None:
    page = new_visitor()
    desk.come_in(page, "coordinator", "/verzoeken")
    real = next(one for one in page.context.cookies() if one["name"] == COOKIE)
    changed = real["value"][:20] + ("A" if real["value"][20] != "A" else "B") + real["value"][21:]
    page.context.add_cookies([{"name": COOKIE, "value": changed, "url": desk.address}])
    page.goto(f"{desk.address}/clienten")
    expect_sign_in(page)

    for secret in ("another secret of more than thirty characters", COOKIE_SECRET):
        forger = new_visitor()  # also with the very secret: no sign-in began with it
        given(forger, desk, "officer", age=0, secret=secret)
        forger.goto(f"{desk.address}/clienten")
        expect_sign_in(forger)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("stranger", "u werkt niet (meer) met deze balie"),
        ("unverified", "u werkt niet (meer) met deze balie"),
        ("impostor", "hier bekend met een ander account"),
    ],
)
def test_who_does_not_work_here_is_told_whom_to_ask(
    desk: SignInDesk, new_visitor: Visitor, who: str, said: str
) -> None:
    real = new_visitor()
    desk.come_in(real, "coordinator", "/verzoeken")
    page = new_visitor()
    desk.come_in(page, who, "/clienten")
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("024 323 32 35")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)


def test_who_is_refused_by_the_provider_is_told_so(desk: SignInDesk, new_visitor: Visitor) -> None:
    page = new_visitor()
    page.goto(f"{desk.address}/clienten")
    page.get_by_role("button", name="Aanmelden met Keycloak").click()
    page.wait_for_url(f"{desk.provider}/**")
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{desk.address}/**")
    expect(page.get_by_text("Aanmelden is niet gelukt")).to_be_visible()


def test_a_file_is_for_who_asked_for_it_and_for_nobody_without_a_sign_in(
    desk: SignInDesk, new_visitor: Visitor
) -> None:
    page = new_visitor()
    desk.come_in(page, "officer", "/privacyverklaring")
    page.goto(f"{desk.address}/verwerkingsregister")
    settle(page)
    address = page.locator('a[href*="/export/"]').first.get_attribute("href")
    assert address is not None
    address = address if address.startswith("http") else desk.address + address
    assert httpx.get(address).status_code == 403  # no sign-in

    other = new_visitor()
    desk.come_in(other, "manager", "/overzicht")
    answer = other.request.get(address)
    assert answer.status == 404  # a sign-in, but another's
    assert page.request.get(address).status == 200

    assert httpx.get(f"{desk.address}/media/0123.pdf").status_code == 403
    assert httpx.put(f"{desk.address}/_stcore/upload_file/a/b", content=b"a file").status_code == 403
    assert httpx.get(f"{desk.address}/media/0123.png").content == guard.ICON.read_bytes()  # whatever was asked for


def test_who_loses_a_role_while_signed_in_loses_what_it_gave_at_the_next_click(
    desk: SignInDesk, new_visitor: Visitor
) -> None:
    page, other = new_visitor(), new_visitor()
    desk.come_in(page, "deputy", "/clienten")
    expect(page.get_by_role("heading", name="Cliënten", exact=True)).to_be_visible()

    desk.come_in(other, "administrator", "/medewerkers?medewerker=4")
    form = other.get_by_role("dialog")
    form.get_by_text("Wijzigen", exact=True).click()
    settle(other)  # nothing moves beneath the clicks
    for role, is_given in (("Coördinator:", False), ("Functionaris:", False), ("Management:", True)):
        box = form.get_by_test_id("stCheckbox").filter(has_text=role)
        box.click()
        expect(box.get_by_role("checkbox")).to_be_checked(checked=is_given)
    form.get_by_role("button", name="Opslaan").click()
    settle(other)
    form.get_by_role("button", name="Ja, wijzigen").click()
    expect(other.get_by_text("De medewerker is gewijzigd.")).to_be_visible()

    page.get_by_role("link", name="Klachten").click()
    expect_sign_in(page)
    page.get_by_role("button", name="Aanmelden met Keycloak").click()
    desk.say_who(page, "deputy")
    page.goto(f"{desk.address}/clienten")
    expect(page.get_by_text("Dit scherm hoort niet bij uw rol")).to_be_visible()
