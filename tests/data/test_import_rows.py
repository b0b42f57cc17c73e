"""Rows whose facts cannot be true or understood together are refused, in words and at the right column."""

from typing import Any

import pytest

from data_layer.errors import BadInput
from data_layer.importing.progress import no_progress
from data_layer.importing.reading import read
from data_layer.importing.rows import Rows, checked_rows
from tests.client_files import AMINA, a_file, an_xlsx
from tests.make import TODAY


def checked(*rows: dict[str, Any]) -> Rows:
    return checked_rows(a_file(*rows).as_suggested()[0], TODAY, no_progress)


def refusals(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(r.heading, r.reason.msgid) for found in checked(*rows).refusals.values() for r in found]


@pytest.mark.parametrize(
    ("row", "heading", "words"),
    [
        ({"Datum aankomst": "01-01-1980"}, "Datum aankomst", "before the birth"),
        ({"Begindatum": "01-01-2024", "Einddatum": "31-12-2023"}, "Einddatum", "ends before it starts"),
        ({"Begindatum": "01-01-1980"}, "Begindatum", "before the birth"),
        ({"Factuurdatum": "05-01-2024", "Betaald op": "04-01-2024"}, "Betaald op", "before it was issued"),
        (
            {"Verblijfsstatus": "Asiel", "Geldig vanaf": "2024-01-01", "Geldig tot": "2023-01-01"},
            "Geldig tot",
            "ends before it begins",
        ),
        ({"Geboortedatum": "24-11-2026"}, "Geboortedatum", "future"),
        ({"Postcode": "1234"}, "Postcode", "postcode"),
        ({"Laatste betaling": "24-11-2026"}, "Laatste betaling", "future"),
        ({"Uren": "30"}, "Uren", "which agreement"),
        ({"Factuurnummer": "", "Bedrag": "30"}, "Bedrag", "which invoice"),
        ({"Verblijfsstatus": "", "Geldig tot": "01-01-2030"}, "Geldig tot", "residence status"),
    ],
)
def test_facts_that_contradict_or_belong_to_nothing_are_refused(row: dict[str, str], heading: str, words: str) -> None:
    found = refusals({**AMINA, **row})
    assert [h for h, _ in found] == [heading]
    assert words in found[0][1]


def test_facts_that_go_together_are_not_refused() -> None:
    assert not refusals(
        {**AMINA, "Begindatum": "01-01-2024", "Einddatum": "01-01-2024", "Factuurdatum": "05-01-2024",
         "Betaald op": "05-01-2024", "Datum aankomst": "17-05-1990", "Uren": "30"}
    )  # fmt: skip


def test_a_second_course_is_checked_against_its_own_start() -> None:
    row = {
        "Begindatum": "01-01-2020",
        "Einddatum": "01-01-2021",
        "Begindatum 2": "01-01-2022",
        "Einddatum 2": "01-06-2021",
    }
    assert [heading for heading, _ in refusals({**AMINA, **row})] == ["Einddatum 2"]


def test_a_foreign_postcode_is_taken_as_it_is() -> None:
    assert not refusals({**AMINA, "Postcode": "B-1000", "Land": "België"})
    assert checked({**AMINA, "Postcode": "6542jp"}).values("addresses.postcode") == ["6542 JP"]


def test_every_problem_of_a_row_is_named() -> None:
    assert len(refusals({**AMINA, "Geboortedatum": "onzin", "BSN": "123456789", "Telefoon": "12"})) == 3


def test_a_row_with_more_cells_than_headings_is_refused() -> None:
    taking = read(b"Klantnummer;Achternaam\n7;Proef;extra\n8;Proef\n", 50).as_suggested()[0]
    rows = checked_rows(taking, TODAY, no_progress)
    assert list(rows.refusals) == [0]


def test_a_formula_in_a_column_that_counts_stops_the_import_by_cell() -> None:
    taking = read(an_xlsx(AMINA, {**AMINA, "Achternaam": '="Pro"&"ef"'}), 50).as_suggested()[0]
    with pytest.raises(BadInput, match=r"D3.*Achternaam.*nothing was imported"):
        checked_rows(taking, TODAY, no_progress)


def test_a_formula_in_a_column_that_is_left_out_is_no_matter() -> None:
    taking = read(an_xlsx({**AMINA, "Leeftijd": "=2026-1990"}), 50).as_suggested()[0]
    assert not checked_rows(taking, TODAY, no_progress).refusals


def test_no_sentence_repeats_what_stood_in_the_cell() -> None:
    row = {**AMINA, "BSN": "999990018", "Telefoon": "0612", "E-mail": "geheim@", "Geboortedatum": "99-99-9999"}
    said = " ".join(reason for _, reason in refusals(row))
    assert said
    assert not any(cell in said for cell in ("999990018", "0612", "geheim", "99-99"))
