"""Cliënt registreren: filled in once, said what is wrong where it is wrong, and then the dossier."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.registering import ASKED
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import CLIENTS, NEW_CLIENT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import primary_buttons, sent_to_the_browser, told_at

REGISTER = "Cliënt registreren"


def field(at: AppTest, column: str) -> Any:
    widgets = (*at.text_input, *at.date_input, *at.selectbox, *at.button_group)
    return next(widget for widget in widgets if (widget.key or "").startswith(f"new_client:{column}:"))


def press(at: AppTest) -> AppTest:
    return next(button for button in at.button if button.label == REGISTER).click().run()


def numbers(store: Store) -> list[str]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.values("select number from clients order by number")


def filled_in(at: AppTest) -> AppTest:
    field(at, "first_names").input("Amina")
    field(at, "surname").input("Testpersoon")
    field(at, "birth_date").set_value(date(1990, 5, 17))
    field(at, "gender").set_value("f")
    field(at, "birth_country").select("SY")
    field(at, "bsn").input(make.BSN)
    field(at, "street").input("Voorbeeldstraat")
    field(at, "city").input("Nijmegen")
    field(at, "phone").input("06 12345678")
    return at


def test_a_client_is_registered_and_the_dossier_opens(store: Store, open_screen: Opened) -> None:
    at = press(filled_in(open_screen(NEW_CLIENT)))
    assert not at.exception
    assert numbers(store) == ["C2026-0001"]
    assert at.title[0].value == "Amina Testpersoon"
    assert at.query_params["nummer"] == "C2026-0001"
    assert "Cliënt C2026-0001 is geregistreerd." in [success.value for success in at.success]
    assert make.BSN.encode() not in sent_to_the_browser(at)


def test_everything_that_the_declaration_asks_has_its_field_and_nothing_is_filled_in_but_the_usual(
    store: Store, open_screen: Opened
) -> None:
    at = open_screen(NEW_CLIENT)
    proposed = {
        f.column: field(at, f.column).value for asked in ASKED.values() for f in asked.fields if field(at, f.column)
    }
    assert {column: value for column, value in proposed.items() if value} == {"registered_on": make.TODAY}
    assert field(at, "source").value == "client"


def test_each_part_says_what_it_is_for(store: Store, open_screen: Opened) -> None:
    captions = [caption.value for caption in open_screen(NEW_CLIENT).caption]
    assert "Naamgegevens – voor onderhouden van contact, beheer van het cliëntenbestand, " in " ".join(captions)
    assert len([caption for caption in captions if " – voor " in caption]) == len(ASKED) - 1


def test_what_is_wrong_is_told_beneath_its_field_and_what_was_typed_stays(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001", bsn=make.BSN, birth_date=date(1991, 1, 1))
    at = press(filled_in(open_screen(NEW_CLIENT)))
    assert told_at(at, "BSN")
    assert "1001" in told_at(at, "BSN")
    assert field(at, "surname").value == "Testpersoon"
    assert numbers(store) == ["1001"]
    field(at, "bsn").input("")
    press(at)
    assert numbers(store) == ["1001", "C2026-0001"]


def test_without_a_name_nobody_is_registered(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(NEW_CLIENT))
    assert told_at(at, "Achternaam")
    assert numbers(store) == []


def test_a_second_click_registers_nobody_else(store: Store, open_screen: Opened) -> None:
    first, second = open_screen(NEW_CLIENT), open_screen(NEW_CLIENT)
    second.session_state["draft:new_client"] = first.session_state["draft:new_client"]
    second.run()
    for at in (filled_in(first), filled_in(second)):
        press(at)
        assert at.title[0].value == "Amina Testpersoon"
    assert numbers(store) == ["C2026-0001"]


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda actor: actor.name)
def test_who_handles_no_files_does_not_get_the_form(store: Store, open_screen: Opened, actor: Actor) -> None:
    assert not primary_buttons(open_screen(NEW_CLIENT, actor=actor))


def test_the_list_of_clients_leads_to_the_form(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    at = open_screen(CLIENTS)
    assert primary_buttons(at) == [REGISTER]
    press(at)
    assert at.title[0].value == REGISTER
