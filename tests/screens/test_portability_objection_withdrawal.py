"""Portability, objection and withdrawal are carried out on the screen of the request, and its file is fetched."""

import io
import zipfile
from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from data_layer.carrying_out.objecting import Decision
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_consents import about_health, given
from tests.data.test_portability import a_provider
from tests.screens.conftest import Opened
from tests.screens.reading import button, field, press, told_at, words_of
from tests.screens.test_export_drawer import Browser

RECEIVED = date(2026, 11, 2)


def links(at: AppTest) -> dict[str, str]:
    found: list[Any] = list(at.get("link_button"))
    return {link.proto.label: link.proto.url for link in found}


def tick(at: AppTest, label: str) -> None:
    next(box for box in at.checkbox if box.label == label).check()


def test_the_file_to_take_along_is_made_when_it_is_certain_who_asks_and_sent(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED, right=Right.PORTABILITY, client_id=a_provider(store, "1001"))
    at = open_screen(REQUEST, nummer=number)
    (contents,) = (table.value for table in at.table)
    assert "presentie" in list(contents["Categorie"])
    press(at, "Bestand maken")
    assert "Leg eerst de identiteit vast." in words_of(at)
    make.identified(store, number)
    press(at.run(), "Bestand maken")
    assert "gemaakt op 23 november 2026 en nog niet verstuurd" in words_of(at)
    press(at, "Bestand verstuurd")
    assert "Het bestand is verstuurd op 23 november 2026." in words_of(at)
    assert "Bestand verstuurd" not in [button.label for button in at.button]
    assert "Hele zaak voor de toezichthouder" not in links(at)
    address = links(open_screen(REQUEST, actor=make.OFFICER, nummer=number))["Hele zaak voor de toezichthouder"]
    fetched = Browser().get(address)
    assert fetched.headers["content-disposition"] == f'attachment; filename="{number}-dossier.zip"'
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        assert f"documenten/{number}-gegevens.zip" in archive.namelist()


def test_an_objection_is_recorded_after_a_question_and_decided_by_the_officer(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store)
    number = make.identified(store, make.a_request(store, RECEIVED, right=Right.OBJECTION, client_id=client_id))
    at = open_screen(REQUEST, nummer=number)
    press(at, "Bezwaar vastleggen")
    assert "Er is niets gekozen" in words_of(at)
    tick(at, "verbeteren van de dienstverlening")
    press(at, "Bezwaar vastleggen")
    assert make.asked(store, "select count(*) from objections") == 0, "asked first"
    press(at, "Ja, vastleggen")
    assert "De functionaris privacy beslist over een bezwaar." in words_of(at)
    at = open_screen(REQUEST, actor=make.OFFICER, nummer=number)
    field(at, "selectbox", "weighing_decision").set_value(Decision.REJECTED)
    press(at, "Beslissen")
    assert "De dwingende redenen ontbreken" in told_at(at, "Redenen, in woorden voor de persoon")
    field(at, "text_area", "weighing_reasons").input("Er loopt een geschil.")
    press(at, "Beslissen")
    press(at, "Ja, beslissen")
    assert "Afgewezen: de school heeft dwingende redenen (23 november 2026)" in words_of(at)


def test_consents_end_after_a_question_whoever_asks(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store)
    given(store, client_id)
    about_health(store, client_id)
    number = make.a_request(store, make.TODAY, right=Right.CONSENT_WITHDRAWAL, client_id=client_id)
    at = open_screen(REQUEST, nummer=number)
    tick(at, at.checkbox[0].label)
    press(at, "Deze toestemmingen intrekken")
    assert "Dit kan niet ongedaan worden gemaakt." in words_of(at)
    press(at, "Ja, intrekken")
    assert "ingetrokken op 23 november 2026" in words_of(at)
    assert make.asked(store, "select count(*) from consents where withdrawn_on is not null") == 1
    assert button(at, "Deze toestemmingen intrekken")
