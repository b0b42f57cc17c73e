"""The screen of exports: anything picked and taken along, saved under a name, and brought again with one click."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.requests import ClientDisconnect
from streamlit.testing.v1 import AppTest

from data_layer.exporting import spool as spooling
from data_layer.exporting.spool import Pieces, Spool
from data_layer.rules.access import Act
from data_layer.store import Store
from pages.shared import downloads
from pages.shared.navigation import EXPORTS
from tests import make
from tests.screens.conftest import Opened
from tests.screens.test_export_drawer import Browser, exports, said


@pytest.fixture
def people(store: Store) -> Store:
    client = make.a_client(store, "1003", restricted_since=make.TODAY)
    make.a_request(store, date(2026, 10, 30))
    make.a_request(store, date(2026, 11, 2))
    make.a_request(store, date(2026, 11, 3), client_id=client)
    return store


@pytest.fixture
def browser(people: Store) -> Browser:
    return Browser()


def links(at: AppTest) -> list[str]:
    return [str(link.proto.url) for link in at.get("link_button")]


def picked(at: AppTest) -> AppTest:
    at.selectbox(key="export_purpose").select(9)
    at.segmented_control(key="export_format").set_value("csv")
    return at.run()


def name_of(at: AppTest) -> Any:
    return [field for field in at.text_input if field.label == "Naam van de export"][-1]


def names(at: AppTest) -> list[str]:
    return [str(e.value) for e in at.markdown if e.value.startswith("**") and "regel" not in e.value]


def test_what_is_picked_is_counted_taken_along_saved_and_brought_again_with_one_click(
    people: Store, open_screen: Opened, browser: Browser
) -> None:
    at = open_screen(EXPORTS)
    assert "Kies wat u wilt meenemen" in said(at)
    assert not links(at)
    at = picked(open_screen(EXPORTS, onderwerp="requests"))
    assert "**2 regels**" in said(at)
    assert "Eén regel blijft weg" in said(at)
    at.selectbox(key="export_filter:requests:period").select("last_month").run()
    assert "**Eén regel**" in said(at)
    answer = browser.get(links(at)[0])
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("V2026-0001;")
    assert exports(people)[-1] == {"staff_id": 2, "fields": ["period"], "count": 1}

    keep = at.button(key="saved_keep:save_export")
    keep.click().run()
    assert "Geef de export een naam. Er is niets opgeslagen." in said(at)
    name_of(at).set_value("Verzoeken van vorige maand")
    at.button(key="saved_keep:save_export").click().run()
    assert "De export is bewaard" in at.success[0].value
    assert names(at) == ["**Verzoeken van vorige maand**"]
    told = "Verzoeken · Ontvangen op: vorige maand · CSV · nakomen van wettelijke verplichtingen · bewaard door Cor"
    assert told in said(at).replace("\\", "")

    at = open_screen(EXPORTS)
    (again,) = links(at)
    assert links(at.run()) == [again], "the link stays what it was while one looks around"
    answer = browser.get(again)
    assert answer.headers["content-disposition"] == 'attachment; filename="verzoeken-2026-11-23.csv"'
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("V2026-0001;")
    assert len(exports(people)) == 2
    own = make.asked(people, "select id from saved_exports")
    at.session_state["export_started"] = at.session_state[f"ticket_drawn:saved:{own}"]  # as the click on the link does
    assert "Eén regel is geëxporteerd" in at.run().success[0].value


def test_a_saved_one_is_renamed_and_removed_by_who_saved_it(people: Store, open_screen: Opened) -> None:
    at = picked(open_screen(EXPORTS, onderwerp="requests"))
    name_of(at).set_value("Alle verzoeken")
    at.button(key="saved_keep:save_export").click().run()
    (change,) = [button for button in at.button if str(button.key).startswith("saved_change:")]
    change.click().run()
    name_of(at).set_value("Elk verzoek")
    (rename,) = [button for button in at.button if str(button.key).startswith("saved_keep:saved_export:")]
    rename.click().run()
    assert names(at) == ["**Elk verzoek**"]
    assert names(open_screen(EXPORTS, actor=make.MANAGER)) == [], "it says who the clients are"

    (change,) = [button for button in at.button if str(button.key).startswith("saved_change:")]
    change.click().run()
    at.button(key="saved_remove").click().run()
    assert "Anderen die hem gebruiken" in said(at)
    (yes,) = [button for button in at.button if str(button.key).startswith("yes:")]
    yes.click().run()
    assert names(at) == []
    assert "is verwijderd" in at.success[0].value


def test_what_is_gone_is_said_instead_of_a_link(people: Store, open_screen: Opened) -> None:
    with people.change(make.COORDINATOR, Act.EXPORT_SAVE) as change:
        change.insert(
            "saved_exports", id=7, name="Oud", owner_id=2, subject="requests", format="csv", purpose="9",
            choices='{"columns": ["number", "shoe_size"], "filters": {}}',
        )  # fmt: skip
    at = open_screen(EXPORTS)
    assert names(at) == ["**Oud**"]
    assert not links(at)
    assert "Een kolom van deze export bestaat niet meer" in at.warning[0].value


def test_only_the_privacy_officer_is_offered_the_log_and_the_bsn(people: Store, open_screen: Opened) -> None:
    for actor, has_log, has_clients in (
        (make.MANAGER, False, False), (make.COORDINATOR, False, True), (make.OFFICER, True, True),
    ):  # fmt: skip
        at = open_screen(EXPORTS, actor=actor, onderwerp="clients")
        (subject,) = [box for box in at.selectbox if box.label == "Wat moet er in het bestand staan?"]
        assert ("Logboek" in subject.options, "Cliënten" in subject.options) == (has_log, has_clients)
        assert bool([box for box in at.checkbox if box.label == "Met BSN"]) == has_log
    assert "Dit scherm hoort niet bij uw rol" in said(open_screen(EXPORTS, actor=make.ADMINISTRATOR))


def test_a_file_of_which_the_browser_wants_no_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooling, "MOST_IN_MEMORY", 0)
    spool = Spool(tmp_path / "desk.spill")
    for _ in range(3):
        spool.add(b"x" * 1_000)
    pieces: Pieces = spool.pieces()
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == 2:
            raise OSError("gone away")

    async def fetched() -> None:
        scope = {"type": "http", "asgi": {"spec_version": "2.4"}}
        await downloads._Streamed(pieces)(scope, receive, send)

    # in a thread of its own: a browser that other tests opened has its loop in this one
    with ThreadPoolExecutor(1) as thread, pytest.raises(ClientDisconnect):
        thread.submit(anyio.run, fetched).result()
    assert spool._file is not None
    assert spool._file.closed
