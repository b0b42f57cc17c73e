"""Cells as offices write them, in the form that is stored."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data_layer.categories import FieldKind
from data_layer.importing.addresses import street_and_number, with_addition
from data_layer.importing.cells import bare, check_for
from data_layer.rules import checks
from tests.make import TODAY


def value(kind: FieldKind, cell: str) -> Any:
    found = check_for(kind, TODAY)(cell)
    assert found.problem is None, found.problem
    return found.value


def problem(kind: FieldKind, cell: str) -> str:
    found = check_for(kind, TODAY)(cell)
    assert found.value is None
    assert found.problem is not None
    assert cell not in found.problem.msgid
    return found.problem.msgid


@pytest.mark.parametrize(
    "cell", ["31-01-1987", "31-1-87", "31/01/1987", "31.01.1987", "31 januari 1987", "1987-01-31", "19870131", "31808",
             "31808,0", "1987-01-31T00:00:00"],
)  # fmt: skip
def test_a_day_is_read_in_every_notation_of_an_office(cell: str) -> None:
    assert value("past", cell) == date(1987, 1, 31)


def test_a_two_digit_year_of_a_course_may_lie_ahead_and_one_of_birth_may_not() -> None:
    assert value("date", "31-08-30") == date(2030, 8, 31)
    assert value("past", "31-08-30") == date(1930, 8, 31)


def test_a_day_of_birth_in_the_future_is_refused() -> None:
    assert "future" in problem("past", "24-11-2026")
    assert value("past", "23-11-2026") == TODAY


@pytest.mark.parametrize("cell", ["31-02-1987", "1987", "soon", "1,23E+08"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    problem("date", cell)


@pytest.mark.parametrize("cell", ["00-00-0000", "0000-00-00", "", "-", "n.v.t."])
def test_the_marks_for_no_day_mean_nothing(cell: str) -> None:
    assert not bare(cell) or value("date", cell) is None


@pytest.mark.parametrize(
    "cell", ["999990019", "99999.00.19", "9999 90 019", "999990019.0", '="999990019"', "'999990019"]
)
def test_a_bsn_is_read_however_it_was_exported(cell: str) -> None:
    assert value("bsn", cell) == "999990019"


def test_a_bsn_that_excel_robbed_of_its_zero_gets_it_back() -> None:
    assert value("bsn", "12345672") == "012345672"
    assert value("bsn", "12345672.0") == "012345672"


def test_a_bsn_in_scientific_notation_is_refused_because_its_digits_are_gone() -> None:
    assert "shortened" in problem("bsn", "1,23457E+08")
    assert "11-proof" in problem("bsn", "123456789")


def test_a_client_number_is_text_without_the_point_of_excel() -> None:
    assert value("number", "1001.0") == "1001"
    assert value("number", "K-0042") == "K-0042"
    assert "shortened" in problem("number", "1,0E+05")


@pytest.mark.parametrize(
    "cell", ["06-12345678", "06 12 34 56 78", "+31612345678", "0031 6 12345678", "+31 (0)6 12345678", "612345678"]
)
def test_a_phone_number_is_read_in_every_notation(cell: str) -> None:
    assert value("phone", cell) == "+31612345678"


@given(
    st.sampled_from(["0", "+31", "0031", "+31 ", "00 31 "]),
    st.from_regex(r"[1-9][0-9]{7,9}", fullmatch=True),
    st.lists(st.sampled_from(["", " ", "-", "."]), min_size=16, max_size=16),
)
@example("0", "80000000", [*[""] * 6, ".", *[""] * 9])  # 0800-00000, not 0800-0000 with a needless point
def test_the_quick_way_with_dutch_phone_numbers_says_what_the_library_says(
    prefix: str, digits: str, marks: list[str]
) -> None:
    typed = prefix + "".join(digit + mark for digit, mark in zip(digits, marks, strict=False)).strip()
    quick, slow = check_for("phone", TODAY)(typed), checks.checked_phone(typed)
    assert (quick.value, quick.problem is None) == (slow.value, slow.problem is None)


@example("WWW", "Voorbeeld.nl")  # whose capitals mean nothing
@given(
    st.from_regex(r"[A-Za-z0-9._+-]{1,70}", fullmatch=True),
    st.sampled_from(["Voorbeeld.nl", "example.org", "nergens", "school.test", "-fout.nl", "münchen.de", "a..nl", ""]),
)
def test_the_quick_way_with_mail_addresses_says_what_the_library_says(local: str, domain: str) -> None:
    typed = f"{local}@{domain}"
    assert check_for("email", TODAY)(typed) == checks.checked_email(typed)


def test_countries_and_genders_are_read_in_dutch() -> None:
    assert value("country", "Syrië") == "SY"
    assert value("country", "onbekend") is None
    assert value("gender", "V") == "f"
    assert value("language", "Arabisch") == "ar"


def test_hours_are_read_with_their_word() -> None:
    assert str(value("hours", "37,5 uur")) == "37.50"
    assert "hours" in problem("hours", "-3")
    assert "hours" in problem("hours", "veel")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-naam", "@SUM(A1)"])
def test_a_text_that_looks_like_a_formula_is_refused(cell: str) -> None:
    assert "formula" in problem("text", cell)


def test_a_text_over_several_lines_or_without_end_is_refused() -> None:
    assert "line" in problem("text", "Proef\nKerkstraat 1")
    assert "longer" in problem("text", "x" * 201)


def test_spaces_around_and_within_a_name_are_tidied() -> None:
    assert value("text", "  Amina\u00a0 Zahra ") == "Amina Zahra"
    assert value("text", "'t Hart") == "'t Hart"


@pytest.mark.parametrize(
    ("address", "street", "number"),
    [
        ("Derde Van Hezewijkstraat 6", "Derde Van Hezewijkstraat", "6"),
        ("Kerkstraat 12 a", "Kerkstraat", "12 a"),
        ("Plein 1944 12", "Plein 1944", "12"),
        ("1e Oude Heselaan 4-2", "1e Oude Heselaan", "4-2"),
        ("Dorpsstraat", "Dorpsstraat", None),
    ],
)
def test_an_address_in_one_cell_is_taken_apart(address: str, street: str, number: str | None) -> None:
    assert street_and_number(address) == (street, number)


def test_an_addition_joins_its_house_number() -> None:
    assert with_addition("12", "A") == "12A"
    assert with_addition("12", "-2") == "12-2"
    assert with_addition("12", None) == "12"
    assert with_addition(None, "A") is None
