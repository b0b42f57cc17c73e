"""Complaints on the screen: registered, listed, followed to the end, and found from elsewhere."""

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from data_layer.complaints import complaint_acts
from data_layer.ids import new_id
from data_layer.rules.complaints import Step, Verdict
from data_layer.store import Store
from pages.shared.navigation import CLIENT, COMPLAINT, COMPLAINTS, NEW_COMPLAINT, OVERVIEW
from tests import make
from tests.data.test_complaints import a_complaint, close, kinds, the_complaint
from tests.screens.conftest import Opened
from tests.screens.reading import choose_step, numbers_in, press, told_at, ways, words_of
from tests.screens.test_requests_screen import labelled

RECEIVED = date(2026, 11, 2)


def all_ways(at: AppTest) -> list[str]:
    """The links of the screen and of the drawer that is open."""
    links: list[Any] = list(at.get("page_link"))
    return [link.proto.label for link in links]


def metrics(at: AppTest) -> dict[str, Any]:
    return {metric.label: metric.value for metric in at.metric}


def test_what_is_missing_is_told_at_its_field_and_then_it_is_registered(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_COMPLAINT)
    labelled(at.text_input, "Naam van de persoon, zoals opgegeven").input("Noor **Onbekend**")
    press(at, "Registreren")
    label = "De klacht, in de eigen woorden van de persoon"
    assert "De klacht zelf ontbreekt" in told_at(at, label)
    labelled(at.text_area, label).input("Het is *koud*.")
    labelled(at.date_input, "Ontvangen op").set_value(RECEIVED)
    press(at, "Registreren")
    assert "Klacht K2026-0001 is geregistreerd. Bevestig de ontvangst uiterlijk op 9 november 2026." in words_of(at)
    found = the_complaint(store, "K2026-0001")
    assert (found.who, found.subject, found.handler) == ("Noor **Onbekend**", "Het is *koud*.", make.COORDINATOR.name)
    assert "Noor" not in str(dict(at.query_params))


def test_from_acknowledged_to_closed_there_is_always_one_next_step(store: Store, open_screen: Opened) -> None:
    number = a_complaint(store, RECEIVED, client_id=make.a_client(store))
    at = open_screen(COMPLAINT, nummer=number)
    shown = metrics(at)
    assert (shown["Uiterlijk bevestigen"], shown["Uiterste dag"]) == ("09-11-2026", "02-12-2026")
    assert "Ontvangst bevestigen binnen 5 werkdagen: uiterlijk op 9 november 2026" in words_of(at)
    assert "1001 · Amina Testpersoon" in ways(at)
    at.button(key="next_step").click().run()
    press(at, "Bevestiging opslaan")
    at.button(key="next_step").click().run()
    press(at, "Toewijzen")
    at.button(key="next_step").click().run()
    press(at, "Antwoord opslaan")
    assert "Het oordeel is niet gekozen" in told_at(at, "Oordeel")
    labelled(at.selectbox, "Oordeel").select(Verdict.PARTLY_FOUNDED)
    labelled(at.text_area, "De uitkomst in woorden").input("Er komt een kachel.")
    press(at, "Antwoord opslaan")
    assert "het antwoord (deels gegrond)" in words_of(at)
    press(at, "Ja, het antwoord is verstuurd")
    complaint_acts.note(
        store, make.OFFICER, the_complaint(store, number).seen, event_id=new_id(), on=make.TODAY, body="Gezien."
    )
    at.button(key="next_step").click().run()  # draws the screen anew, with what somebody else did
    press(at, "Klacht afsluiten")
    assert "Voor deze klacht wordt dan niets meer aangehouden" in words_of(at)
    press(at, "Ja, alles is gedaan")
    assert "De klacht is afgesloten." in words_of(at)
    assert "Volgende stap:** Deze klacht is afgesloten." in words_of(at)
    assert kinds(store, number) == ["received", "acknowledged", "assigned", "answered", "note", "closed"]


def test_withdrawn_reopened_and_passed_on(store: Store, open_screen: Opened) -> None:
    number = a_complaint(store, RECEIVED)
    at = choose_step(open_screen(COMPLAINT, nummer=number), Step.WITHDRAW)
    press(at, "Afsluiten als ingetrokken")
    press(at, "Ja, de klacht is ingetrokken")
    assert the_complaint(store, number).facts.verdict is Verdict.WITHDRAWN
    choose_step(at, Step.REOPEN)
    press(at, "Klacht heropenen")
    assert "De reden ontbreekt" in told_at(at, "Waarom")
    labelled(at.text_area, "Waarom").input("Toch niet ingetrokken.")
    press(at, "Klacht heropenen")
    press(at, "Ja, heropenen")
    choose_step(at, Step.TO_AUTHORITY)
    press(at, "Opslaan")
    choose_step(at, Step.RECEIPT)
    labelled(at.date_input, "Ontvangen op").set_value(date(2026, 10, 30))
    labelled(at.text_area, "Waarom").input("Lag op de mat.")
    press(at, "Ontvangst corrigeren")
    assert "De uiterste dag gaat van 2 december 2026 naar 30 november 2026." in words_of(at)
    press(at, "Ja, corrigeren")
    assert "van 2 november 2026 naar 30 oktober 2026" in words_of(at)
    assert "Toch niet ingetrokken." in [text.value for text in at.text]


def test_the_list_its_filters_and_what_the_management_sees(store: Store, open_screen: Opened) -> None:
    overdue, new = a_complaint(store, date(2026, 10, 1)), a_complaint(store, RECEIVED, kind="privacy")
    closed = a_complaint(store, RECEIVED)
    close(store, closed, verdict=Verdict.WITHDRAWN)
    at = open_screen(COMPLAINTS)
    assert numbers_in(at) == [overdue, new]
    assert "te laat · 1" in labelled(at.button_group, "Fase").options
    assert list(at.dataframe[0].value["who"]) == ["Noor Onbekend"] * 2
    assert numbers_in(open_screen(COMPLAINTS, soort="privacy", fase="soon", stand="nonsense")) == [new]
    done = open_screen(COMPLAINTS, stand="closed")
    assert list(done.dataframe[0].value["verdict"]) == ["ingetrokken"]
    assert "Geen klacht past" in words_of(open_screen(COMPLAINTS, stand="answered"))
    managers = open_screen(COMPLAINTS, actor=make.MANAGER)
    assert "who" not in managers.dataframe[0].value.columns
    assert "Uw rol ziet de lijst, niet de klachten zelf." in words_of(managers)
    assert "Klacht registreren" not in [button.label for button in managers.button]


def test_it_opens_by_its_number_from_the_dossier_and_from_its_hold(store: Store, open_screen: Opened) -> None:
    number = a_complaint(store, RECEIVED, client_id=make.a_client(store))
    at = open_screen(OVERVIEW)
    at.text_input(key="search_anywhere").set_value(number.lower()).run()
    assert at.title[0].value == f"{number} · over de dienstverlening"
    record = f"complaints.{the_complaint(store, number).id}"
    at = open_screen(CLIENT, nummer="1001", gegeven=record)
    assert "Deze klacht behandelen aan de balie" in all_ways(at)
    asked = [one.label for one in (*at.selectbox, *at.date_input, *at.text_area) if one.form_id.startswith("record:")]
    assert asked == ["Soort klacht", "Bron", "Waarom wordt dit gewijzigd?", "Onderwerp"]
    assert f"Klachtnummer: {number}\nUiterste dag: 02-12-2026\nOntvangen op: 02-11-2026" in [t.value for t in at.text]
    hold_id = make.asked(store, "select id from holds where kind = 'complaint'")
    at = open_screen(CLIENT, actor=make.OFFICER, nummer="1001", deel="retention", aanhouding=str(hold_id))
    assert "Naar klacht K2026\\-0001" in all_ways(at)
    assert "Er is geen klacht met nummer K1999" in words_of(open_screen(COMPLAINT, nummer="K1999-0001"))
