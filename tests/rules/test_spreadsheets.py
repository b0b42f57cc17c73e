"""Text in a spreadsheet stays text: nothing of it computes, and no code becomes a number or a date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.spreadsheets import FORMULA_STARTS, defused, kept_as_text


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "-A1", "\n=1"])
def test_a_formula_in_a_cell_is_defused(cell: str) -> None:
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+31 6 12345678", "-5", "Proef", "", "12-3"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell


@pytest.mark.parametrize("code", ["012345672", "2018-0012", "1-2", "12", "3:4", "1e5", "+31612345678"])
def test_digits_that_are_no_number_stay_as_they_are_written(code: str) -> None:
    assert kept_as_text(code) == f'="{code}"'


@pytest.mark.parametrize("code", ["V2026-0001", "1234 AB", "Z-9001", "12a", ""])
def test_a_code_that_nobody_takes_for_a_number_stays_bare(code: str) -> None:
    assert kept_as_text(code) == code


@given(st.text())
def test_whatever_a_cell_holds_nothing_of_it_computes(text: str) -> None:
    cell = kept_as_text(text)
    if cell == f'="{text}"':
        assert '"' not in text
        assert not any(c.isalpha() and c not in "eE" for c in text)
    elif cell.startswith(FORMULA_STARTS):
        raise AssertionError(cell)
