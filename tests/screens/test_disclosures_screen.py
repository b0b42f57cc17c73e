"""The register of disclosures on the screen: record one, find it, see what should not have happened, act on it."""

from datetime import date
from typing import Any

from data_layer import recipient_changes
from data_layer.disclosing import record
from data_layer.disclosure_course import annul
from data_layer.disclosures import Entry, the_disclosure
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.store import Store
from pages.shared import disclosure_sides
from pages.shared.navigation import DISCLOSURES, NEW_DISCLOSURE
from tests import make
from tests.data.test_recipients import found
from tests.screens.conftest import Opened
from tests.screens.reading import button, numbers_in, sent_to_the_browser, told_at, ways, words_of

DUO, PANTEIA = 1, 3


def a_disclosure(store: Store, **facts: Any) -> str:
    usual: dict[str, Any] = {
        "id": new_id(),
        "direction": "out",
        "happened_on": date(2026, 11, 20),
        "recipient_id": DUO,
        "client_numbers": ["1001"],
        "categories": ["names"],
        "purpose": 9,
        "ground": "legal_obligation",
        "channel": "email",
    }
    return record(store, make.COORDINATOR, **{**usual, **facts}).number


def entry_of(store: Store, number: str) -> Entry:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return the_disclosure(reader, make.COORDINATOR, number)


def test_a_disclosure_is_recorded_and_stands_in_the_list(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    at = open_screen(NEW_DISCLOSURE, client="1001", ontvanger="duo")
    assert at.text_area(key="client_numbers").value == "1001"
    assert at.multiselect(key="categories:duo:out").value == [
        "names", "gender", "bsn", "birth", "address", "agreements", "attendance", "invoices",
    ]  # fmt: skip
    assert at.selectbox(key="ground:duo:out").value == "legal_obligation"
    button(at, "Vastleggen").click().run()
    assert not at.exception
    assert "VS2026-0001" in words_of(at)
    assert at.title[0].value == "Verstrekkingen"
    assert numbers_in(at) == ["VS2026-0001"]
    assert entry_of(store, "VS2026-0001").row.client_number == "1001"


def test_no_recipient_is_proposed_unless_the_url_names_one(open_screen: Opened) -> None:
    at = open_screen(NEW_DISCLOSURE, client="1001")
    assert at.selectbox(key="recipient").value is None
    assert "Kies eerst de andere partij." in words_of(at)
    assert "Vastleggen" not in [button.label for button in at.button]


def test_another_recipient_brings_its_own_usual_answers(store: Store, open_screen: Opened) -> None:
    at = open_screen(NEW_DISCLOSURE)
    at.selectbox(key="recipient").select(PANTEIA).run()
    assert at.multiselect(key="categories:panteia:out").value == ["names", "phone"]
    assert at.selectbox(key="purpose:panteia:out").value == 7
    assert at.selectbox(key="ground:panteia:out").value == "legitimate_interest"
    at.segmented_control(key="direction").set_value("in").run()
    assert at.multiselect(key="categories:panteia:in").value == []


def test_what_should_not_have_happened_is_recorded_after_a_warning_and_leads_to_a_breach_record(
    store: Store, open_screen: Opened
) -> None:
    make.a_client(store)
    at = open_screen(NEW_DISCLOSURE, client="1001", ontvanger="panteia")
    at.multiselect(key="categories:panteia:out").select("bsn")
    button(at, "Vastleggen").click().run()
    assert "Het BSN wordt alleen aan DUO verstrekt" in words_of(at)
    assert not numbers_exist(store)
    button(at, "Terug").click().run()
    assert not numbers_exist(store), "not without the yes"
    assert at.multiselect(key="categories:panteia:out").value == ["names", "phone", "bsn"]
    button(at, "Vastleggen").click().run()
    button(at, "Ja, zo is het gebeurd").click().run()
    assert not at.exception
    assert at.query_params["nummer"] == "VS2026-0001"

    at = open_screen(DISCLOSURES, nummer="VS2026-0001")
    assert "BSN aan een ander dan DUO" in words_of(at)
    assert "72 uur" in words_of(at)
    button(at, "Datalek vastleggen").click().run()
    assert "Beschrijf in een paar woorden" in told_at(at, "Wat er is gebeurd")
    at.text_area(key="breach_what").input("BSN in the file of the survey")
    button(at, "Datalek vastleggen").click().run()
    assert not at.exception
    assert entry_of(store, "VS2026-0001").breach_number == "D2026-0001"
    assert "D2026-0001" in words_of(at)


def numbers_exist(store: Store) -> bool:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return bool(reader.value("select count(*) from disclosures"))


def test_a_confirmation_holds_for_what_was_warned_of_only(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    at = open_screen(NEW_DISCLOSURE, client="1001", ontvanger="panteia")
    at.multiselect(key="categories:panteia:out").select("bsn")
    button(at, "Vastleggen").click().run()
    button(at, "Terug").click().run()
    at.multiselect(key="categories:panteia:out").select("complaints")
    button(at, "Vastleggen").click().run()
    assert "gegevens klachtafhandeling" in words_of(at)
    assert not numbers_exist(store)


def test_an_error_stands_beneath_its_field_and_nothing_typed_is_lost(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    at = open_screen(NEW_DISCLOSURE, ontvanger="duo")
    at.text_area(key="client_numbers").input("1001, 9999")
    at.text_input(key="reference").input("REF-1")
    button(at, "Vastleggen").click().run()
    assert "9999" in told_at(at, "Cliëntnummers")
    assert [error.value for error in at.error] == ["Dat is nog niet gelukt: kijk bij ‘Cliëntnummers’."]
    assert at.text_area(key="client_numbers").value == "1001, 9999"
    assert at.text_input(key="reference").value == "REF-1"
    at.text_area(key="client_numbers").input("1001")
    button(at, "Vastleggen").click().run()
    assert entry_of(store, "VS2026-0001").reference == "REF-1"


def test_the_url_narrows_the_list(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    make.a_client(store, "1002")
    gone = a_disclosure(store, client_numbers=["1002"], happened_on=date(2025, 3, 1))
    a_disclosure(store, recipient_id=PANTEIA, categories=["bsn"], purpose=7, happened_on=date(2026, 11, 19))
    a_disclosure(store, direction="in", purpose=9, ground="contract")
    annul(store, make.OFFICER, entry_of(store, gone).row.id, 1, why="Nooit gegaan")
    for url, numbers in (
        ({}, ["VS2026-0003", "VS2026-0002", "VS2026-0001"]),
        ({"ontvanger": "panteia"}, ["VS2026-0002"]),
        ({"richting": "in"}, ["VS2026-0003"]),
        ({"stand": "annulled", "jaar": "2025"}, ["VS2026-0001"]),
        ({"stand": "counting"}, ["VS2026-0003", "VS2026-0002"]),
        ({"ontvanger": "duo", "jaar": "2025", "richting": "out", "stand": "counting"}, []),
        ({"aandacht": "flagged"}, ["VS2026-0002"]),
        ({"aandacht": "untold"}, ["VS2026-0003"]),
        ({"doeleinde": "7"}, ["VS2026-0002"]),
        ({"doeleinde": "12", "grondslag": "contract"}, ["VS2026-0003"]),
        ({"gegevens": "bsn", "jaar": "2026"}, ["VS2026-0002"]),
        ({"van": "2025-03-01", "tot": "2026-11-19"}, ["VS2026-0002", "VS2026-0001"]),
        ({"van": "2026-11-20", "tot": "1999-01-01"}, ["VS2026-0003"]),
        ({"maand": "2026-11", "tot": "2026-11-19"}, ["VS2026-0002"]),
        ({"client": "1002"}, ["VS2026-0001"]),
        ({"client": "1002", "stand": "counting"}, []),
        ({"ontvanger": "nobody"}, ["VS2026-0003", "VS2026-0002", "VS2026-0001"]),
    ):
        assert numbers_in(open_screen(DISCLOSURES, **url)) == numbers
    empty = open_screen(DISCLOSURES, ontvanger="library")
    assert "geen verstrekking" in words_of(empty)
    assert ways(empty) == [
        "Datalek vastleggen",
        "1 opmerking",
        "Van 1 ontvangst moet u de bron nog melden",
        "Alle verstrekkingen",
    ]
    assert [m.value for m in empty.metric] == ["1", "0", "1", "0"]
    assert [m.delta for m in empty.metric] == ["1 cliënt", "0 cliënten", "1 cliënt", "0 cliënten"]


def test_an_empty_register_says_where_to_record(open_screen: Opened) -> None:
    at = open_screen(DISCLOSURES)
    assert "Leg met de knop hierboven vast" in words_of(at)
    assert "knop" not in words_of(open_screen(DISCLOSURES, actor=make.MANAGER))


def test_management_cannot_narrow_the_list_to_a_client(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    make.a_client(store, "1002")
    number = a_disclosure(store, client_numbers=["1002"])
    at = open_screen(DISCLOSURES, actor=make.MANAGER, client="1001")
    assert numbers_in(at) == [number]
    assert not [b for b in at.button if b.key == "all_clients"]


def test_only_a_day_on_which_it_can_have_happened_is_offered(open_screen: Opened) -> None:
    day = open_screen(NEW_DISCLOSURE, ontvanger="duo").date_input(key="happened_on")
    assert (day.min, day.max) == (date(2000, 1, 1), make.TODAY)


def test_a_choice_goes_into_the_url(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    a_disclosure(store)
    at = open_screen(DISCLOSURES)
    at.selectbox(key="ontvanger:None").select("panteia").run()
    assert at.query_params["ontvanger"] == "panteia"
    assert numbers_in(at) == []


def test_a_link_opens_the_entry_with_its_clients(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    number = a_disclosure(store, remark="<b>by</b> courier")
    coordinator = open_screen(DISCLOSURES, nummer=number)
    words = words_of(coordinator)
    assert "nakomen van wettelijke verplichtingen" in words
    assert "\\<b\\>by" in words
    assert b"1001" in sent_to_the_browser(coordinator)
    manager = open_screen(DISCLOSURES, actor=make.MANAGER, nummer=number)
    assert "1 cliënt" in words_of(manager)
    assert not [part for part in (b"Testpersoon", b"courier", b"1001") if part in sent_to_the_browser(manager)]
    assert list(manager.dataframe[0].value["persons"]) == ["1 cliënt"]
    assert manager.text_input(key="disclosure_search").placeholder == "Nummer"
    assert [b.label for b in manager.button] == ["Exporteren"]
    assert "geen verstrekking met dit nummer" in words_of(open_screen(DISCLOSURES, nummer="VS2026-0404"))


def test_a_prepared_entry_is_marked_sent_in_its_drawer(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    number = make.a_delivery(store).number
    at = open_screen(DISCLOSURES, nummer=number)
    at.date_input(key="sent_on").set_value(date(2026, 11, 24))
    button(at, "Is verzonden").click().run()
    assert "Deze dag moet nog komen" in told_at(at, "Verzonden op")
    at.date_input(key="sent_on").set_value(make.TODAY)
    button(at, "Is verzonden").click().run()
    assert not at.exception
    assert entry_of(store, number).row.state == "sent"


def test_an_entry_is_annulled_with_a_reason(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    number = a_disclosure(store)
    shown_to_a_coordinator = open_screen(DISCLOSURES, nummer=number)
    assert not any(b.label == "Deze vermelding annuleren" for b in shown_to_a_coordinator.button)
    ask = "Klopt deze vermelding niet? Vraag de functionaris privacy om haar te annuleren."
    assert ask in words_of(shown_to_a_coordinator)
    for who in (make.OFFICER, make.MANAGER):
        assert ask not in words_of(open_screen(DISCLOSURES, actor=who, nummer=number))
    at = open_screen(DISCLOSURES, actor=make.OFFICER, nummer=number)
    button(at, "Deze vermelding annuleren").click().run()
    assert "schrijf op waarom" in told_at(at, "Waarom dit nooit is gebeurd")
    at.text_area(key="annul_why").input("Verkeerd nummer")
    button(at, "Deze vermelding annuleren").click().run()
    assert entry_of(store, number).row.state == "sent", "asked first"
    button(at, "Terug").click().run()
    assert at.text_area(key="annul_why").value == "Verkeerd nummer"
    button(at, "Deze vermelding annuleren").click().run()
    button(at, "Ja, annuleren").click().run()
    assert entry_of(store, number).row.state == "annulled"
    assert not any(b.label == "Deze vermelding annuleren" for b in at.button)


def test_what_is_chosen_behind_the_button_stands_beside_it_and_can_be_cleared(
    store: Store, open_screen: Opened
) -> None:
    make.a_client(store)
    a_disclosure(store)
    at = open_screen(DISCLOSURES, grondslag="contract", van="2026-01-01")
    assert [badge for badge in ("overeenkomst", "Vanaf 01", "Gegevens") if badge in words_of(at)] == [
        "overeenkomst",
        "Vanaf 01",
    ]
    assert numbers_in(at) == []
    at.button(key="without:grondslag").click().run()
    assert numbers_in(at) == ["VS2026-0001"]
    at.date_input(key="tot:None").set_value(date(2026, 11, 1)).run()
    assert at.query_params["tot"] == "2026-11-01"
    assert numbers_in(at) == []


def test_the_months_add_up_out_and_in_apart_and_narrow_as_the_list_does(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    a_disclosure(store)
    a_disclosure(store, direction="in", happened_on=date(2026, 2, 1))
    a_disclosure(store, recipient_id=PANTEIA, purpose=7, happened_on=date(2025, 11, 30))
    at = open_screen(DISCLOSURES, weergave="months", actor=make.MANAGER)
    out, received = (frame.value for frame in at.dataframe)
    assert "dec 2025" in list(out["month"])
    assert list(out["duo"]) == [0] * 11 + [1]
    assert list(out["panteia"]) == [0] * 12
    assert list(received["duo"]) == [0, 0, 1] + [0] * 9
    assert [m.value for m in at.metric] == ["2", "0", "0", "0"]
    at = open_screen(DISCLOSURES, weergave="months", telling="clients", jaar="2025", richting="out")
    (out,) = (frame.value for frame in at.dataframe)
    assert list(out["panteia"])[10:] == [1, 0]


def test_the_source_of_received_data_is_told_or_exempted_in_the_drawer(store: Store, open_screen: Opened) -> None:
    for client in ("1001", "1002"):
        make.a_client(store, client)
    number = a_disclosure(store, direction="in", client_numbers=["1001", "1002"], happened_on=date(2026, 10, 1))
    at = open_screen(DISCLOSURES, aandacht="untold")
    assert list(at.dataframe[0].value["tell_by"]) == [["01-11-2026"]]
    assert "te laat" in " ".join(ways(open_screen(DISCLOSURES)))

    at = open_screen(DISCLOSURES, nummer=number)
    assert "1 november 2026" in words_of(at)
    at.text_area(key="told_numbers").input("1003")
    button(at, "Zij zijn op de hoogte").click().run()
    assert "niet bekend" in told_at(at, "Alleen deze cliëntnummers")
    at.text_area(key="told_numbers").input("1002")
    button(at, "Zij zijn op de hoogte").click().run()
    assert entry_of(store, number).row.untold == 1
    assert b"gemeld 23-11-2026" in sent_to_the_browser(at)
    assert b"nog te melden" in sent_to_the_browser(at)
    button(at, "Vastleggen dat het niet hoeft").click().run()
    assert "Kies uit de lijst" in told_at(at, "Waarom niet (artikel 14, lid 5)")
    at.selectbox(key="exempt_why").select("has_it")
    button(at, "Vastleggen dat het niet hoeft").click().run()
    assert "de persoon weet dit al" in words_of(at)
    assert entry_of(store, number).row.tell_by is None
    button(at, "Toch melden").click().run()
    assert entry_of(store, number).row.tell_by == date(2026, 11, 1)


def test_a_link_opens_its_entry_also_where_the_filter_leaves_nothing(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    number = a_disclosure(store)
    at = open_screen(DISCLOSURES, nummer=number, stand="annulled")
    assert not at.dataframe
    assert "nakomen van wettelijke verplichtingen" in words_of(at)


def test_what_went_to_a_stranger_is_recorded_and_leads_to_a_breach_record(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    library = found(store, "library")
    recipient_changes.end(store, make.OFFICER, library.id, library.version)
    at = open_screen(NEW_DISCLOSURE, client="1001", ontvanger="panteia")
    whom = at.selectbox(key="recipient")
    assert whom.options[-2:] == ["Bibliotheek (beëindigd)", "Iemand anders: geen ontvanger van de school"]
    assert at.selectbox(key="purpose:panteia:out").options[0] == "verbeteren van de dienstverlening"
    whom.select(disclosure_sides.STRANGER).run()
    assert "gaan geen gegevens" in words_of(at)
    assert "Schrijf dan ‘particulier’" in words_of(at)
    assert at.multiselect(key="categories:stranger:out").value == []
    at.multiselect(key="categories:stranger:out").select("names")
    at.selectbox(key="purpose:stranger:out").select(9)
    at.selectbox(key="ground:stranger:out").select("contract")
    button(at, "Vastleggen").click().run()
    assert "Vul een naam in" in told_at(at, "Naam van de andere partij")
    (name,) = [field for field in at.text_input if str(field.key).startswith("stranger_name:")]
    name.input("particulier")
    button(at, "Vastleggen").click().run()
    assert "geen ontvanger van de school" in words_of(at)
    button(at, "Ja, zo is het gebeurd").click().run()
    assert not at.exception
    assert at.query_params["nummer"] == "VS2026-0001"

    at = open_screen(DISCLOSURES, nummer="VS2026-0001")
    assert "aan particulier" in words_of(at)
    assert "particulier" in at.selectbox(key="ontvanger:None").options
    at.text_area(key="breach_what").input("Mail naar een verkeerd adres")
    button(at, "Datalek vastleggen").click().run()
    assert entry_of(store, "VS2026-0001").breach_number == "D2026-0001"
