"""From the headings of a client file to the fields of the desk, and what a person may correct."""

import pytest

from data_layer.errors import BadInput
from data_layer.importing.headings import check_mapping, field_by_heading, suggested

USUAL = {
    "clients.number": "Cliëntnummer|Klantnr.|Klantnummer|KLANT NUMMER|Deelnemersnummer|Clientnr|Client number",
    "clients.first_names": "Voornamen|Voornaam|Voornaam cliënt|First name",
    "clients.call_name": "Roepnaam",
    "clients.prefix": "Tussenvoegsel|Tussenvoegsel(s)|tussenvoegsels",
    "clients.surname": "Achternaam|Achternaam van de klant|Surname",
    "clients.birth_date": "Geboortedatum|Geb.datum|Geb. datum|Geboortedatum (dd-mm-jjjj)|geboortedatum:|Date of birth",
    "clients.birth_place": "Geboorteplaats",
    "clients.birth_country": "Geboorteland|Land van herkomst",
    "clients.gender": "Geslacht|M/V",
    "clients.bsn": "BSN|Burgerservicenummer|BSN-nummer|B.S.N.",
    "clients.arrived_on": "Datum komst naar Nederland|Datum aankomst",
    "clients.language": "Taal",
    "addresses.street": "Straat",
    "addresses.address": "Adres",
    "addresses.house_number": "Huisnummer|Huisnr.",
    "addresses.addition": "Toevoeging",
    "addresses.postcode": "Postcode",
    "addresses.city": "Plaats|Woonplaats",
    "addresses.country": "Land",
    "phones.phone": "Telefoon|Mobiel|Tel.|Telefoonnummer",
    "emails.email": "E-mail|Emailadres|E-mailadres|e-mail adres",
    "residence_statuses.status": "Verblijfsstatus",
    "residence_statuses.valid_until": "Geldig tot|Verblijfsstatus geldig tot",
    "agreements.started_on": "Begindatum traject|Start traject|Startdatum traject",
    "agreements.ended_on": "Einddatum traject|Einde traject",
    "agreements.number": "Trajectnummer|Contractnummer",
    "agreements.hours": "Uren|Aantal uren",
    "payments.paid_on": "Laatste betaling|Datum laatste betaling",
    "invoices.paid_on": "Betaald op|Betaaldatum",
    "invoices.number": "Factuurnummer",
    "invoices.issued_on": "Factuurdatum",
    "invoices.amount": "Factuurbedrag|Bedrag",
}


@pytest.mark.parametrize(("code", "headings"), USUAL.items())
def test_the_usual_headings_are_known(code: str, headings: str) -> None:
    for heading in headings.split("|"):
        found = field_by_heading(heading)
        assert found is not None, heading
        assert found[0].code == code


@pytest.mark.parametrize("heading", ["", "Achternaam, voornaam", "Naam", "Opmerkingen", "Lievelingskleur", "2"])
def test_other_headings_are_left_out(heading: str) -> None:
    assert field_by_heading(heading) is None


def test_numbered_columns_are_kept_apart() -> None:
    headings = ["Begindatum traject", "Einddatum traject", "Begindatum traject 2", "Einddatum traject 2"]
    assert list(suggested(headings).values()) == [
        "agreements.started_on",
        "agreements.ended_on",
        "agreements.started_on:2",
        "agreements.ended_on:2",
    ]


def test_a_field_that_repeats_takes_the_next_free_number() -> None:
    assert list(suggested(["Telefoon", "Mobiel", "Telefoonnummer 2"]).values()) == [
        "phones.phone",
        "phones.phone:3",
        "phones.phone:2",
    ]


def test_an_address_beside_a_house_number_is_the_street() -> None:
    assert suggested(["Adres", "Huisnummer"])[0] == "addresses.street"


def test_valid_until_without_a_residence_status_is_of_something_else() -> None:
    assert suggested(["Klantnummer", "Geldig tot"])[1] is None


def test_a_day_and_amount_of_no_invoice_are_a_payment() -> None:
    assert list(suggested(["Betaald op", "Bedrag"]).values()) == ["payments.paid_on", "payments.amount"]
    assert suggested(["Factuurnummer", "Betaald op"])[1] == "invoices.paid_on"


def test_two_columns_for_one_fact_are_refused_by_name() -> None:
    headings = ["Klantnummer", "Achternaam", "Familienaam"]
    with pytest.raises(BadInput, match=r"“Achternaam” and “Familienaam”.*nothing was imported"):
        check_mapping(headings, suggested(headings))


def test_the_choice_of_a_person_settles_it() -> None:
    headings = ["Klantnummer", "Achternaam", "Familienaam"]
    check_mapping(headings, {**suggested(headings), 2: None})


def test_a_list_that_does_not_say_whose_rows_they_are_is_refused() -> None:
    headings = ["Achternaam", "Woonplaats"]
    with pytest.raises(BadInput, match="client number"):
        check_mapping(headings, suggested(headings))
    check_mapping([*headings, "Geboortedatum"], suggested([*headings, "Geboortedatum"]))


def test_street_and_whole_address_together_are_refused() -> None:
    with pytest.raises(BadInput, match="house number"):
        check_mapping(["Nr", "Straat", "Adres"], {0: "clients.number", 1: "addresses.street", 2: "addresses.address"})
