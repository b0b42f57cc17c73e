"""The register of data breaches on the screen: recorded by anybody, followed to its end by the privacy officer."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.breaches import change_breach
from data_layer.disclosing import record
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.rules.checks import AMSTERDAM
from data_layer.store import Store
from pages.shared.navigation import BREACHES, DISCLOSURES, NEW_BREACH
from tests import make
from tests.data.test_breaches import a_breach, found
from tests.screens.conftest import Opened
from tests.screens.reading import field, numbers_in, press, sent_to_the_browser, told_at, ways, words_of


@pytest.fixture
def store(store: Store) -> Store:
    """The 72 hours run by the clock, not by the day: it stands still here."""
    store.clock = lambda: make.NOW
    return store


def links(at: AppTest) -> list[str]:
    """The links of the screen, those in its drawer too."""
    return [link.proto.label for link in at.get("page_link")]


def test_a_coordinator_records_a_breach_by_hand_and_is_told_who_takes_over(store: Store, open_screen: Opened) -> None:
    at = open_screen(DISCLOSURES)
    assert "Datalek vastleggen" in ways(at)
    at = open_screen(NEW_BREACH)
    assert "26 november 2026 10:00 (72 uur)" in words_of(at)
    at.date_input(key="aware_on").set_value(date(2026, 11, 24)).run()
    press(at, "Vastleggen")
    assert "Beschrijf in een paar woorden" in told_at(at, "Wat er is gebeurd")
    at.text_area(key="breach_what").input("Laptop kwijt")
    press(at, "Vastleggen")
    assert "Het moment van ontdekking ligt in de toekomst" in words_of(at)
    at.date_input(key="aware_on").set_value(date(2026, 10, 23)).run()
    at.time_input(key="aware_time").set_value(time(17, 30)).run()
    assert "26 oktober 2026 16:30" in words_of(at), "an hour earlier by the hands of the clock: winter time"
    at.multiselect(key="breach_categories").select("names")
    at.number_input(key="breach_persons").set_value(60)
    press(at, "Vastleggen")
    assert at.title[0].value == "Verstrekkingen"
    assert "Datalek D2026-0001 is vastgelegd. De functionaris privacy neemt het over" in words_of(at)
    kept = found(store, "D2026-0001").handling
    assert (kept.aware_at, kept.what, kept.categories, kept.persons) == (
        datetime(2026, 10, 23, 17, 30, tzinfo=AMSTERDAM), "Laptop kwijt", ("names",), 60,
    )  # fmt: skip
    assert "Dit scherm hoort niet bij uw rol" in words_of(open_screen(BREACHES, nummer="D2026-0001"))


def test_the_officer_goes_from_step_to_step_until_the_breach_is_closed(store: Store, open_screen: Opened) -> None:
    aware_at = make.NOW - timedelta(hours=30, minutes=30)
    number = a_breach(store, aware_at=aware_at).number
    at = open_screen(BREACHES, actor=make.OFFICER, nummer=number)
    assert [warning.proto.title for warning in at.warning] == ["Nog 41 uur"]
    assert "tot 25 november 2026 03:30" in words_of(at)
    assert "Volgende stap: Risico bepalen" in words_of(at)
    field(at, "radio", "risk").set_value("high")
    press(at, "Opslaan")
    assert "Volgende stap: Melding bij de Autoriteit Persoonsgegevens" in words_of(at)
    field(at, "text_input", "authority_reference").input("AP-1")
    press(at, "Opslaan")
    assert found(store, number).handling.told_authority_at == make.NOW
    assert not at.warning
    assert "Volgende stap: Personen inlichten" in words_of(at)
    field(at, "text_area", "why_persons_not_told").input("De schijf was versleuteld.")
    press(at, "Opslaan")
    assert "Volgende stap: Gevolgen en maatregelen" in words_of(at)
    field(at, "text_area", "consequences").input("Geen")
    field(at, "text_area", "measures").input("<b>Gewist</b>")
    press(at, "Opslaan")
    assert "Volgende stap: Afsluiten" in words_of(at)
    assert "\\<b\\>Gewist" in words_of(at)
    press(at, "Afsluiten")
    assert found(store, number).closed_at is None, "asked first"
    press(at, "Ja, afsluiten")
    assert found(store, number).closed_at == make.NOW
    press(at, "Heropenen")
    assert "Kies waarom" in told_at(at, "Waarom wordt het heropend?")
    field(at, "selectbox", "reopening_reason").select("new_facts")
    press(at, "Heropenen")
    assert found(store, number).closed_at is None


def test_a_late_report_asks_why_and_a_recorded_one_can_be_taken_back(store: Store, open_screen: Opened) -> None:
    breach = a_breach(store, risk="risk")
    at = open_screen(BREACHES, actor=make.OFFICER, nummer=breach.number)
    assert [error.proto.title for error in at.error] == ["De 72 uur zijn voorbij"]
    press(at, "Opslaan")
    late = "Waarom te laat is gemeld, als het na 72 uur was"
    assert "Schrijf op waarom het te laat was" in told_at(at, late)
    field(at, "text_area", "delay_reason").input("Pas op maandag gezien")
    press(at, "Opslaan")
    assert found(store, breach.number).handling.delay_reason == "Pas op maandag gezien"
    assert "te laat gemeld" in words_of(at)
    field(at, "selectbox", "breach_part").select("authority").run()
    day = next(one for one in at.date_input if str(one.key).startswith("told_authority_at"))
    day.set_value(None)
    [save for save in at.button if save.label == "Opslaan"][-1].click().run()
    assert found(store, breach.number).handling.told_authority_at is None


def test_what_somebody_else_changed_meanwhile_is_told_and_what_was_typed_stays(
    store: Store, open_screen: Opened
) -> None:
    breach = a_breach(store)
    at = open_screen(BREACHES, actor=make.OFFICER, nummer=breach.number)
    change_breach(store, make.DEPUTY, breach.seen, replace(breach.handling, persons=5))
    field(at, "radio", "risk").set_value("unlikely")
    press(at, "Opslaan")
    assert "Iemand anders heeft dit intussen gewijzigd" in words_of(at)
    assert field(at, "radio", "risk").value == "unlikely"
    now = found(store, breach.number).handling
    assert (now.risk, now.persons) == (None, 5)
    press(at, "Opslaan")
    now = found(store, breach.number).handling
    assert (now.risk, now.persons) == ("unlikely", 5), "knowing of it, both"


def test_the_list_says_what_is_urgent_and_the_url_narrows_it(store: Store, open_screen: Opened) -> None:
    told = a_breach(store, what="Told", risk="high", told_authority_at=make.NOW, delay_reason="x").number
    over = a_breach(store, what="Over").number
    soon = a_breach(store, what="Soon", aware_at=make.NOW).number
    needless = a_breach(store, what="Needless", risk="unlikely", aware_at=datetime(2025, 3, 1, tzinfo=AMSTERDAM)).number
    for url, numbers in (
        ({}, [over, soon, told, needless]),
        ({"stand": "to_report"}, [over, soon]),
        ({"stand": "told_late"}, [told]),
        ({"stand": "not_needed", "jaar": "2025"}, [needless]),
        ({"risico": "high", "jaar": "2025"}, []),
        ({"volgorde": "newest", "zoek": soon}, [soon]),
    ):
        at = open_screen(BREACHES, actor=make.MANAGER, **url)
        assert numbers_in(at) == numbers, url
    at = open_screen(BREACHES, actor=make.MANAGER, nummer=over)
    assert [m.value for m in at.metric] == ["4", "2", "1", "1"]
    assert [m.delta for m in at.metric][:2] == ["van 4 in totaal", "1 te laat"]
    assert list(at.dataframe[0].value["until"])[:2] == ["23-11-2026 02:00", "26-11-2026 10:00"]
    assert "Nog te doen: Risico bepalen" in words_of(at)
    assert [b.label for b in at.button] == ["Exporteren"], "management looks on"
    assert "geen datalek met dit nummer" in words_of(open_screen(BREACHES, actor=make.OFFICER, nummer="D2026-0404"))


@pytest.mark.usefixtures("store")
def test_an_empty_register_says_so(open_screen: Opened) -> None:
    assert "Er is nog geen datalek vastgelegd" in words_of(open_screen(BREACHES, actor=make.OFFICER))


def test_the_drawer_of_a_disclosure_leads_to_its_breach_for_who_may_see_it(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    number = record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=date(2026, 11, 20), recipient_id=1,
        client_numbers=["1001"], categories=["names"], purpose=9, ground="legal_obligation", channel="email",
    ).number  # fmt: skip
    at = open_screen(DISCLOSURES, nummer=number)
    at.text_area(key="breach_what").input("Naar een verkeerd adres: Testpersoon")
    press(at, "Datalek vastleggen")
    assert "Datalek D2026-0001 is vastgelegd" in words_of(at)
    assert "Naar datalek D2026-0001" not in links(at)
    assert b"verkeerd adres" not in sent_to_the_browser(open_screen(DISCLOSURES, nummer=number))
    assert "Naar datalek D2026-0001" in links(open_screen(DISCLOSURES, actor=make.OFFICER, nummer=number))
    breach = open_screen(BREACHES, actor=make.OFFICER, nummer="D2026-0001")
    assert f"Naar verstrekking {number}" in links(breach)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert not reader.value(
            "select count(*) from log where list_aggregate(fields, 'string_agg', ' ') like '%Test%'"
        )
