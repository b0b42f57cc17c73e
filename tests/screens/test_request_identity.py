"""Who asks, on the screen of a request: the lightest way first, and a copy that must go is seen."""

from datetime import date
from typing import Any

from data_layer.ids import new_id
from data_layer.requests import identifying
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_steps import STEP_LABELS, Step
from data_layer.rules.identity_ladder import Method
from data_layer.store import Store
from data_layer.vocabulary import State
from data_layer.wording import put
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_register_request import case_of
from tests.screens.conftest import Opened
from tests.screens.reading import words_of
from tests.screens.test_requests_screen import labelled, press, texts

RECEIVED = date(2026, 11, 18)


def offered(at: Any) -> set[str]:
    return set(labelled(at.button_group, "Leg vast wat er is gebeurd").options)


def label(step: Step) -> str:
    return put(STEP_LABELS[step], "nl")


def test_who_is_known_in_person_is_established_with_one_line(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED)
    at = open_screen(REQUEST, nummer=number)
    assert "**Identiteit:** nog niet vastgesteld" in texts(at)
    at.button(key="do_identity").click().run()
    ways = labelled(at.radio, "Hoe stelt u vast wie het verzoek doet?")
    assert ways.value is Method.KNOWN_IN_PERSON
    assert len(ways.options) == 3, "of somebody who was not found there is no contact on file"
    assert "er zijn geen contactgegevens bekend" in words_of(at)
    press(at, "Identiteit opslaan")
    assert "Er staat niet hoe; er is niets opgeslagen." in texts(at)
    labelled(at.text_input, "Wie kent de persoon, en waarvan?").input("Docent Jansen, uit de les.")
    press(at, "Identiteit opslaan")
    said = texts(at).replace("\\", "")
    assert f"vastgesteld op 23 november 2026 (in persoon bekend) door {make.COORDINATOR.name}" in said
    assert case_of(store, number).identified_on == make.TODAY
    assert "Identiteitscontrole: in persoon bekend" in texts(at)


def test_a_code_is_shown_with_the_contacts_on_file_and_must_come_back(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    number = make.a_request(store, RECEIVED, client_id=client_id, applicant_contact="ander@example.org")
    at = open_screen(REQUEST, nummer=number)
    at.button(key="do_identity").click().run()
    labelled(at.radio, "Hoe stelt u vast wie het verzoek doet?").set_value(Method.CODE_TO_CONTACT).run()
    labelled(at.toggle, "Er is gerede twijfel: de termijn wacht").set_value(True).run()
    labelled(at.text_area, "Waarom is onzeker wie het verzoek doet?").input("Ander adres dan in het dossier.")
    press(at, "Opslaan")
    assert case_of(store, number).state is State.WAITING
    check_id = make.asked(store, "select id from identity_checks")
    code = store.code_for(check_id)
    said = texts(at).replace("\\", "")
    assert f"Stuur de code **{code[:3]} {code[3:]}**" in said
    assert "- +31612345678" in said
    assert "De termijn wacht." in said
    assert {label(Step.IDENTITY_RESULT)} <= offered(at)
    assert offered(at).isdisjoint({label(Step.REPLY), label(Step.IDENTITY)})
    at.button(key="do_identity_result").click().run()
    labelled(at.text_input, "De code die de persoon u noemt").input("12")
    press(at, "Uitslag opslaan")
    assert "Dit is niet de code die is gestuurd" in texts(at)
    labelled(at.text_input, "De code die de persoon u noemt").input(code)
    press(at, "Uitslag opslaan")
    case = case_of(store, number)
    assert (case.identified_on, case.waiting_since) == (make.TODAY, None)


def test_a_copy_is_seen_until_it_is_destroyed(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, RECEIVED, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Mr. Pleiter")
    check_id = new_id()
    identifying.ask(
        store, make.COORDINATOR, make.seen(store, number), event_id=check_id, method=Method.MASKED_COPY,
        asked_on=RECEIVED, reason="Woont in het buitenland.",
    )  # fmt: skip
    at = open_screen(REQUEST, nummer=number)
    assert "het gaat om wie het verzoek doet: de gemachtigde" in texts(at)
    assert "De kopie is nog niet binnen. De termijn loopt door." in texts(at)
    at.button(key="do_identity_result").click().run()
    assert len(labelled(at.radio, "Wat is de uitslag?").options) == 1, "without the copy nothing can be established"
    at.button(key="do_copy_received").click().run()
    labelled(at.checkbox, "De foto is afgedekt").check()
    labelled(at.date_input, "Binnengekomen op").set_value(RECEIVED)
    press(at, "Opslaan")
    told = "Het BSN op de kopie is niet afgedekt."
    assert told in at.success[0].value
    (alarm,) = [warning.value for warning in at.warning if told in warning.value]
    assert "Sinds 18 november 2026" in alarm
    at.button(key="do_copy_destroyed").click().run()
    press(at, "Opslaan")
    assert "Ook uit de mailbox" in texts(at)
    press(at, "Ja, overal")
    assert case_of(store, number).copy_since is None
    assert told not in texts(at)
    assert label(Step.COPY_DESTROYED) not in offered(at)


def test_who_asks_is_set_right_and_of_a_failed_check_it_is_asked_whether_the_person_reacted(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store)
    number = make.a_request(store, RECEIVED, client_id=client_id, applicant_kind=Applicant.UNKNOWN, handler_id=2)
    at = open_screen(REQUEST, nummer=number)
    assert "er is nog niet vastgelegd wie het vraagt" in texts(at)
    at.button(key="next_step").click().run()
    labelled(at.radio, "Wie vraagt het?").set_value(Applicant.REPRESENTATIVE).run()
    press(at, "Opslaan")
    assert "kijk bij ‘Naam van wie het vraagt’" in texts(at)
    labelled(at.radio, "Wie vraagt het?").set_value(Applicant.SELF).run()
    press(at, "Opslaan")
    assert "Vastgelegd wie het vraagt: de persoon zelf" in texts(at)
    identifying.ask(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), method=Method.DOCUMENT_SHOWN,
        asked_on=RECEIVED, doubt="Onbekend adres.",
    )  # fmt: skip
    at = open_screen(REQUEST, nummer=number)
    at.button(key="do_identity_result").click().run()
    labelled(at.radio, "Wat is de uitslag?").set_value("failed").run()
    labelled(at.radio, "Heeft de persoon gereageerd?").set_value(True).run()
    labelled(at.text_area, "Wat ontbrak er of klopte niet?").input("Ander gezicht.")
    labelled(at.date_input, "Gereageerd op").set_value(date(2026, 11, 20))
    press(at, "Uitslag opslaan")
    assert case_of(store, number).suspended_days == 2
