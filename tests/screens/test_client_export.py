"""Taking one dossier along from its head: what comes with it, for whom, and what is asked first."""

import io

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from data_layer.staff import Actor
from data_layer.store import Store
from tests import make
from tests.screens.test_export_drawer import Browser, address, exports, said

HEAD = """
import streamlit
from data_layer import clients, staff
from data_layer.rules.access import Act
from pages.shared import client_export, session

store = session.the_store()
streamlit.session_state["actor"] = staff.the_person(store, {staff_id})
with store.read(staff.THE_DESK, Act.STORE_VERIFY) as reader:
    client = clients.the_client(reader, "1001")
client_export.button(client)
"""
"""A screen with nothing but the button."""


@pytest.fixture
def client_id(store: Store) -> int:
    with make.at_once(store):
        client_id = make.a_client(store, "1001", bsn=make.BSN)
        make.a_record(store, "attendance", client_id, held_on=make.TODAY, hours=3, present=True)
        make.a_record(store, "progress_notes", client_id, written_on=make.TODAY, body="Leest vlot")
    return client_id


@pytest.fixture
def browser(store: Store) -> Browser:
    return Browser()


def head(actor: Actor = make.COORDINATOR) -> AppTest:
    at = AppTest.from_string(HEAD.format(staff_id=actor.staff_id), default_timeout=120).run()
    assert not at.exception, at.exception
    return at


def drawer(at: AppTest) -> AppTest:
    return at.button(key="export_dossier").click().run()


def with_purpose(at: AppTest) -> AppTest:
    return at.selectbox(key="export_purpose").select(3).run()


def sheets(content: bytes) -> list[str]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


@pytest.mark.parametrize(
    ("actor", "parts"),
    [(make.COORDINATOR, ["Cliënten", "presentie"]), (make.OFFICER, ["Cliënten", "presentie", "voortgangsnotities"])],
    ids=["coordinator", "officer"],
)
def test_a_dossier_is_taken_along_as_one_workbook(
    store: Store, client_id: int, browser: Browser, actor: Actor, parts: list[str]
) -> None:
    at = with_purpose(drawer(head(actor)))
    assert ("voortgangsnotities" in said(at)) is (actor is make.COORDINATOR), "it says what is left out"
    answer = browser.get(address(at))
    assert answer.headers["content-disposition"] == 'attachment; filename="dossier-2026-11-23.xlsx"'
    assert sheets(answer.content) == parts
    assert [entry["count"] for entry in exports(store)] == [len(parts)]


def test_without_a_purpose_there_is_no_file(client_id: int) -> None:
    at = drawer(head())
    assert at.button(key="export_not_yet").disabled
    assert not at.get("link_button")


@pytest.mark.parametrize("with_bsn", [False, True])
def test_the_bsn_comes_only_when_the_privacy_officer_asks_for_it(
    store: Store, client_id: int, browser: Browser, *, with_bsn: bool
) -> None:
    assert not drawer(head()).checkbox
    at = drawer(head(make.OFFICER))
    if with_bsn:
        at.checkbox(key="export_dossier_bsn").check().run()
    content = browser.get(address(with_purpose(at))).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert (make.BSN in str(book.get_sheet_by_index(0).to_python())) is with_bsn


def test_a_restricted_dossier_asks_the_privacy_officer_why_and_is_shut_for_others(
    store: Store, client_id: int, browser: Browser
) -> None:
    make.restrict(store, client_id, make.TODAY)
    assert head().button(key="export_dossier").disabled
    at = with_purpose(drawer(head(make.OFFICER)))
    assert not at.get("link_button")
    at.text_area(key="export_dossier_why").set_value("De rechter vraagt erom.").run()
    assert browser.get(address(at)).status_code == 200
    assert len(exports(store)) == 1


def test_a_restriction_that_came_meanwhile_keeps_the_file_in(store: Store, client_id: int, browser: Browser) -> None:
    at = with_purpose(drawer(head()))
    make.restrict(store, client_id, make.TODAY)
    answer = browser.get(address(at))
    assert answer.status_code == 403
    assert "afgeschermd" in answer.text
    assert exports(store) == []


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_sees_no_clients_has_no_button(client_id: int, actor: Actor) -> None:
    assert not head(actor).button
