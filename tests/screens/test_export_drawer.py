"""The drawer that takes a list along, and the address that the file comes from."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared import downloads
from pages.shared.navigation import CLIENTS, DISCLOSURES, REQUESTS, RETENTION, Screen
from tests import make
from tests.screens.conftest import Opened

SECRET = f"Amina {make.BSN}"


@pytest.fixture
def people(store: Store) -> Store:
    with make.at_once(store):
        make.a_client(store, "1001", bsn=make.BSN)
        make.a_client(store, "1002", surname="Tweede")
        make.a_client(store, "1003", restricted_since=make.TODAY)
    return store


class Browser:
    """Asks the address of a download, as the launcher offers it."""

    def __init__(self) -> None:
        self._app = Starlette(routes=[Route(downloads.PATH, downloads.download)])

    def get(self, path: str, method: str = "GET") -> httpx.Response:
        with ThreadPoolExecutor(1) as elsewhere:  # in this thread a browser of another test may run its loop
            return elsewhere.submit(anyio.run, self._asked, method, path).result()

    async def _asked(self, method: str, path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url="http://desk") as client:
            return await client.request(method, path)


@pytest.fixture
def browser(people: Store) -> Browser:
    return Browser()


def drawer(at: AppTest) -> AppTest:
    return at.button(key="export").click().run()


def with_purpose(at: AppTest, form: str = "csv") -> AppTest:
    at.selectbox(key="export_purpose").select(3)
    at.segmented_control(key="export_format").set_value(form)
    return at.run()


def address(at: AppTest) -> str:
    (link,) = at.get("link_button")
    return str(link.proto.url)


def said(at: AppTest) -> str:
    return " ".join(e.value for kind in (at.markdown, at.info, at.caption, at.error) for e in kind)


def exports(store: Store) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select staff_id, fields, count from log where act = 'export.run'")


def test_the_drawer_says_how_much_it_is_who_is_left_out_and_asks_what_for(people: Store, open_screen: Opened) -> None:
    at = drawer(open_screen(CLIENTS))
    assert "**2 regels**" in said(at)
    assert "Eén regel blijft weg" in said(at)
    assert at.button(key="export_not_yet").disabled
    assert not at.get("link_button")
    assert address(with_purpose(at)).startswith("/export/")
    assert not exports(people)


def test_the_file_is_what_was_chosen_and_the_screen_says_when_it_is_there(
    people: Store, open_screen: Opened, browser: Browser
) -> None:
    at = with_purpose(drawer(open_screen(CLIENTS)))
    ticket = at.session_state["ticket_drawn:Export"]
    answer = browser.get(address(at))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="clienten-2026-11-23.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert b"Tweede" in answer.content
    assert exports(people) == [{"staff_id": make.COORDINATOR.staff_id, "fields": [], "count": 2}]
    at.session_state["export_started"] = ticket  # as the click on the link does
    at.run()
    assert "2 regels zijn geëxporteerd. Het staat in het logboek." in [word.value for word in at.success]
    assert not at.get("link_button")


def test_an_address_is_good_once(people: Store, open_screen: Opened, browser: Browser) -> None:
    at = with_purpose(drawer(open_screen(CLIENTS)))
    first = address(at)
    browser.get(first)
    for gone in (first, "/export/nonsense"):
        answer = browser.get(gone)
        assert answer.status_code == 404
        assert "niet meer geldig" in answer.text
    assert len(exports(people)) == 1


def test_who_only_asks_for_the_headers_does_not_use_up_the_ticket(
    people: Store, open_screen: Opened, browser: Browser
) -> None:
    at = with_purpose(drawer(open_screen(CLIENTS)))
    assert browser.get(address(at), "HEAD").status_code == 405
    assert not exports(people)
    assert browser.get(address(at)).status_code == 200


def test_a_defect_is_told_in_dutch_and_noted_without_its_words(
    people: Store,
    open_screen: Opened,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_: object) -> None:
        raise ValueError(SECRET)

    at = with_purpose(drawer(open_screen(CLIENTS)))
    ticket = at.session_state["ticket_drawn:Export"]
    monkeypatch.setattr(downloads, "run", fails)
    answer = browser.get(address(at))
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text
    for told in (answer.text, caplog.text):
        assert SECRET not in told
    assert "ValueError" in caplog.text
    at.session_state["export_started"] = ticket
    at.run()
    assert "Er ging iets mis" in said(at)
    assert address(at) != f"/export/{ticket.code}"


def test_who_lost_the_role_meanwhile_gets_no_file(people: Store, open_screen: Opened, browser: Browser) -> None:
    at = with_purpose(drawer(open_screen(CLIENTS)))
    with people.change(make.ADMINISTRATOR, Act.STAFF_CHANGE) as change:
        change.execute("update staff set roles = ['administrator'] where id = $id", id=make.COORDINATOR.staff_id)
    answer = browser.get(address(at))
    assert answer.status_code == 403
    assert "Tweede" not in answer.text
    assert not exports(people)


@pytest.mark.parametrize("actor", [make.COORDINATOR, make.OFFICER], ids=lambda a: a.name)
def test_only_the_privacy_officer_is_offered_the_bsn_and_it_is_off(
    people: Store, open_screen: Opened, browser: Browser, actor: Actor
) -> None:
    at = with_purpose(drawer(open_screen(CLIENTS, actor=actor)))
    assert "BSN" not in str(at.button_group(key="export_columns:clients").options)
    boxes = [box for box in at.checkbox if "BSN" in box.label]
    assert [box.value for box in boxes] == ([False] if actor is make.OFFICER else [])
    assert make.BSN not in browser.get(address(at)).text
    if boxes:
        at = with_purpose(drawer(open_screen(CLIENTS, actor=actor)))
        next(box for box in at.checkbox if "BSN" in box.label).check()
        at.run()
        assert make.BSN in browser.get(address(at)).text
        assert exports(people)[-1]["fields"] == ["bsn"]


def test_no_column_no_file(people: Store, open_screen: Opened) -> None:
    at = with_purpose(drawer(open_screen(CLIENTS)))
    at.button_group(key="export_columns:clients").set_value([])
    at.run()
    assert "Kies ten minste één kolom" in said(at)
    assert not at.get("link_button")


@pytest.fixture
def lists(people: Store) -> Store:
    """Something in every list."""
    make.a_request(people, person_name="Noor Onbekend")
    make.an_agreement(people, make.a_client(people, "1004"), make.TODAY.replace(year=2023))
    held = make.a_client(people, "1005")
    make.a_record(people, "holds", held, kind="dispute", since=make.TODAY)
    with people.change(make.COORDINATOR, Act.DISCLOSURE_RECORD) as change:
        change.insert(
            "disclosures", id=1, number="VS2026-0001", direction="out", happened_on=make.TODAY, recipient_id=1,
            categories=["names"], purpose=9, ground="legal_obligation", channel="email", state="sent",
            recorded_on=make.TODAY, staff_id=2,
        )  # fmt: skip
    return people


Views = tuple[tuple[Screen, dict[str, str]], ...]
OF_FIGURES: Views = ((REQUESTS, {}), (DISCLOSURES, {}))
OF_FILES: Views = (
    (CLIENTS, {}),
    (RETENTION, {"weergave": "due"}),
    (RETENTION, {"weergave": "held"}),
    (RETENTION, {"weergave": "coming"}),
)


@pytest.mark.parametrize(("screen", "params"), [*OF_FIGURES, *OF_FILES])
def test_every_list_can_be_taken_along(
    lists: Store, open_screen: Opened, browser: Browser, screen: Screen, params: dict[str, str]
) -> None:
    answer = browser.get(address(with_purpose(drawer(open_screen(screen, **params)))))
    assert answer.status_code == 200
    assert len(exports(lists)) == 1


def test_management_takes_the_queue_along_without_names_and_no_list_of_clients(
    lists: Store, open_screen: Opened, browser: Browser
) -> None:
    content = browser.get(address(with_purpose(drawer(open_screen(REQUESTS, actor=make.MANAGER))))).text
    assert "V2026-0001" in content
    assert "Onbekend" not in content
    for screen, params in OF_FILES:
        at = open_screen(screen, actor=make.MANAGER, **params)
        assert not [button for button in at.button if button.key == "export"]


def test_the_drawer_closes_when_its_screen_is_left(people: Store, open_screen: Opened) -> None:
    at = drawer(open_screen(CLIENTS))
    assert at.selectbox(key="export_purpose")
    at.switch_page(REQUESTS.file).run()
    at.switch_page(CLIENTS.file).run()
    assert not [box for box in at.selectbox if box.key == "export_purpose"]


def chosen(at: AppTest, code: str) -> AppTest:
    at.selectbox(key="export_what:clients").select(code)
    return at.run()


@pytest.fixture
def records(people: Store) -> Store:
    """Two further clients with a lesson and a progress note each, one of them restricted."""
    for number in ("1004", "1005"):
        client_id = make.a_client(people, number)
        make.a_record(people, "attendance", client_id, held_on=make.TODAY, hours=3, present=True)
        make.a_record(people, "progress_notes", client_id, written_on=make.TODAY, body="Leest =vlot")
    make.restrict(people, client_id, make.TODAY)
    return people


def test_each_kind_of_records_can_come_instead_of_the_clients(
    records: Store, open_screen: Opened, browser: Browser
) -> None:
    at = with_purpose(chosen(drawer(open_screen(CLIENTS)), "attendance"))
    assert "**Eén regel**" in said(at)
    assert "Eén regel blijft weg" in said(at)
    answer = browser.get(address(at))
    assert answer.headers["content-disposition"] == 'attachment; filename="presentie-2026-11-23.csv"'
    assert answer.text.splitlines()[1].startswith('"=""1004""";2026-11-23;3;ja;')
    assert exports(records) == [{"staff_id": make.COORDINATOR.staff_id, "fields": [], "count": 1}]


@pytest.mark.parametrize("actor", [make.COORDINATOR, make.OFFICER], ids=lambda a: a.name)
def test_what_is_sensitive_is_offered_to_the_privacy_officer_only(
    records: Store, open_screen: Opened, actor: Actor
) -> None:
    at = drawer(open_screen(CLIENTS, actor=actor))
    offered = at.selectbox(key="export_what:clients").options
    assert offered[0] == "Cliënten"
    assert "Presentie" in offered
    assert ("Voortgangsnotities" in offered) is (actor is make.OFFICER)


def test_other_lists_have_nothing_to_choose_from(lists: Store, open_screen: Opened) -> None:
    at = drawer(open_screen(REQUESTS))
    assert not [box for box in at.selectbox if str(box.key).startswith("export_what")]
