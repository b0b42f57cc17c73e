"""A whole request for erasure, from the letter on the mat to its end, on the screens of those who work on it."""

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from data_layer.disclosure_course import annul
from data_layer.requests.request_documents import DocumentKind
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from pages.shared.navigation import DESTRUCTION
from tests import make
from tests.data.test_disclosures import TO_DUO, TO_ICE, TO_LIBRARY, TO_PANTEIA, recorded, the_entry
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of

ADDRESS = ("Amina Testpersoon", "Teststraat 7", "6542 JP  Nijmegen")


def a_client_whose_data_went_out(store: Store) -> int:
    """To DUO, ICE and the library; what was recorded of Panteia turned out not to have gone."""
    client_id = whole_case.an_addressed_client(store, bsn=make.BSN)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    make.a_record(store, "emails", client_id, email="amina@example.com")
    make.an_agreement(store, client_id, date(2026, 6, 30), started_on=date(2025, 9, 1))
    for facts in (
        {**TO_DUO, "categories": ["names", "bsn", "address"]},
        {**TO_ICE, "categories": ["names", "email"]},
        {**TO_LIBRARY, "categories": ["phone"]},
    ):
        recorded(store, **facts)
    wrong: dict[str, Any] = {**TO_PANTEIA, "categories": ["names", "address"]}
    annul(store, make.OFFICER, the_entry(store, recorded(store, **wrong).number).row.id, 1, why="niet weg")
    return client_id


def test_after_deliveries_exactly_those_who_got_what_went_are_told_and_the_letter_finds_its_way(
    store: Store, open_screen: Opened
) -> None:
    a_client_whose_data_went_out(store)
    at = whole_case.registered(open_screen, Right.ERASURE, "Wis alles van mij.")
    whole_case.known_in_person(at)
    whole_case.acknowledged(at, store, *ADDRESS, "16 november 2026", "16 december 2026", "verwijdering")
    assert "Stel voor wat verwijderd wordt" in whole_case.next_step(at)
    press(at, "Verwijdering voorstellen")
    press(at, "Voorstellen")
    assert "Laat een tweede persoon de verwijdering goedkeuren" in whole_case.next_step(at)
    by_officer = open_screen(DESTRUCTION, actor=make.OFFICER, vernietiging="B2026-0001")
    for label in ("Goedkeuren", "Ja, goedkeuren", "Nu vernietigen", "Ja, definitief vernietigen"):
        press(by_officer, label)
    assert make.rows(store, "select first_names, surname, bsn, birth_date from clients") == [
        {"first_names": None, "surname": None, "bsn": None, "birth_date": None}
    ]
    assert not make.rows(store, "select street from addresses union all select phone from phones")

    at.run()
    assert "Het antwoord dat hierbij past: deels toegewezen." in words_of(at)
    decided(at, store)
    told(at, store)
    whole_case.finished(at, store, Outcome.PARTLY_GRANTED)


def decided(at: AppTest, store: Store) -> None:
    """The decision says what went and what stays, to a name and an address that are gone; it is edited, and sent."""
    assert "Maak de brief met het antwoord" in whole_case.next_step(at)
    number = whole_case.made(
        at, DocumentKind.DECISION, "De overeenkomst moet zeven jaar blijven.", outcome=Outcome.PARTLY_GRANTED
    )
    letter = whole_case.fetched(at, store, number, DocumentKind.DECISION)
    text = whole_case.text_of(letter)
    for words in (
        *ADDRESS, *whole_case.THE_THREE, number, "Wij hebben verwijderd: naamgegevens, geslacht, BSN", "e-mailadressen",
        "tot en met 31 december 2033: trajectovereenkomsten", "De overeenkomst moet zeven jaar blijven.",
        "Wij laten dit nog weten aan: DUO, Bureau ICE, Bibliotheek.",
    ):  # fmt: skip
        assert words in text
    edited = whole_case.with_a_line(letter, "Wij wensen u veel succes met uw inburgering.")
    whole_case.sent(at, edited)
    assert whole_case.fetched(at, store, number, DocumentKind.DECISION) == edited
    whole_case.answered_as_decided(at)


def told(at: AppTest, store: Store) -> None:
    """Each recipient gets a letter about what it got, and only that; one is not told, for a reason."""
    letters = [whole_case.pages_of(file) for file in whole_case.all_fetched(at, store)[DocumentKind.RECIPIENT_NOTICE]]
    assert len(letters) == 3
    for to, what, who in (
        ("Dienst Uitvoering Onderwijs", "naamgegevens, BSN, adresgegevens", ", naam: Amina Testpersoon"),
        # without an agreement nothing new may go there, also no new name
        ("Bureau ICE", "naamgegevens, e-mailadressen", ", bij u bekend als: Amina Testpersoon"),
        ("Openbare Bibliotheek", "telefoonnummers", ""),
    ):
        (letter,) = [letter for letter in letters if to in letter]
        assert f"ons cliëntnummer 1001{who}." in letter
        assert f"Het gaat om deze gegevens: {what}." in letter
        assert "tenzij u ze volgens een wet moet bewaren" in letter
        assert make.BSN not in letter
    assert "Laat de ontvangers weten wat er veranderd is" in whole_case.next_step(at)
    for label in ("Verstuurd", "Vastleggen", "Bevestigd", "Vastleggen", "Verstuurd", "Vastleggen", "Niet haalbaar"):
        press(at, label)
    field(at, "text_area", "notice_why").input("De bibliotheek heeft de nummers al gewist.")
    press(at, "Vastleggen")
    notices = make.rows(
        store, "select code, state from notices n join recipients r on r.id = n.recipient_id order by r.id"
    )
    assert {row["code"]: row["state"] for row in notices} == {
        "duo": "confirmed", "bureau_ice": "sent", "library": "disproportionate",
    }  # fmt: skip
