"""What cannot be kept is told in Dutch beneath its field; what was typed stays, and nothing is saved."""

from typing import Any

from data_layer.rules.checks import LONGEST_LINE
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import NEW_CLIENT, NEW_REQUEST, STAFF
from tests import make
from tests.screens import test_new_client_screen as new_client
from tests.screens import test_new_request_screen as new_request
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, told_at
from tests.screens.test_requests_screen import labelled

NO_TEXT, TURNED = "Amina\0", "Ami\u202ena"
LONGEST = "x" * LONGEST_LINE
TOLD = "een teken in dat geen tekst is"


def counted(store: Store) -> list[int]:
    return [make.asked(store, f"select count(*) from {table}") for table in ("clients", "requests", "staff", "log")]  # noqa: S608 - said here


def newest(store: Store, table: str, column: str) -> Any:
    """What stands in this column of the newest row."""
    return make.asked(store, f"select {column} from {table} order by id desc limit 1")  # noqa: S608 - said by the test


def test_a_client_with_what_is_no_name_is_told_beneath_the_field(store: Store, open_screen: Opened) -> None:
    at, before = new_client.filled_in(open_screen(NEW_CLIENT)), counted(store)
    new_client.field(at, "surname").set_value(NO_TEXT)
    new_client.press(at)
    assert TOLD in told_at(at, "Achternaam")
    assert new_client.field(at, "surname").value == NO_TEXT
    assert new_client.field(at, "city").value == "Nijmegen"
    assert counted(store) == before
    new_client.field(at, "surname").set_value(TURNED)
    new_client.field(at, "first_names").set_value(LONGEST)
    new_client.press(at)
    assert newest(store, "clients", "surname") == "Amina"
    assert newest(store, "clients", "first_names") == LONGEST, "of the longest names too, which are sought together"


def test_a_request_with_what_is_no_text_is_told_beneath_the_field(store: Store, open_screen: Opened) -> None:
    at, before = new_request.ask(open_screen(NEW_REQUEST), Right.ACCESS), counted(store)
    labelled(at.text_input, new_request.NAME).set_value(LONGEST)
    labelled(at.text_area, new_request.ASKED).set_value(NO_TEXT)
    press(at, "Registreren")
    assert TOLD in told_at(at, new_request.ASKED)
    assert labelled(at.text_area, new_request.ASKED).value == NO_TEXT
    assert labelled(at.text_input, new_request.NAME).value == LONGEST
    assert counted(store) == before
    labelled(at.text_area, new_request.ASKED).set_value(TURNED)
    press(at, "Registreren")
    assert newest(store, "requests", "asked") == "Amina"


def test_somebody_new_with_what_is_no_name_is_told_beneath_the_field(store: Store, open_screen: Opened) -> None:
    at, before = press(open_screen(STAFF, actor=make.ADMINISTRATOR), "Medewerker toevoegen"), counted(store)
    field(at, "text_input", "name").set_value(NO_TEXT)
    field(at, "text_input", "email").set_value("noor@school.example")
    field(at, "checkbox", "role_coordinator").check()
    press(at, "Opslaan")
    assert TOLD in told_at(at, "Naam")
    assert field(at, "text_input", "name").value == NO_TEXT
    assert field(at, "text_input", "email").value == "noor@school.example"
    assert counted(store) == before
    field(at, "text_input", "name").set_value(TURNED)
    press(at, "Opslaan")
    assert newest(store, "staff", "name") == "Amina"
