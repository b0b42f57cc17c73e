"""How long agreements last: the one that lasts longest decides, and ninety days before its end is soon."""

from datetime import date, timedelta

import pytest

from data_layer.rules.agreements import NO_AGREEMENT, Standing, Term, standing

TODAY = date(2026, 11, 23)


def term(signed: int, ends: int | None) -> Term:
    """An agreement that was signed and ends so many days after today."""
    return Term(TODAY + timedelta(signed), None if ends is None else TODAY + timedelta(ends))


@pytest.mark.parametrize(
    ("terms", "state", "until"),
    [
        ([], "none", None),
        ([term(-400, -1)], "none", None),
        ([term(1, None)], "none", None),
        ([term(-400, 0)], "ending", 0),
        ([term(0, 90)], "ending", 90),
        ([term(0, 91)], "valid", 91),
        ([term(-400, None)], "valid", None),
        ([term(-400, 30), term(-5, 400)], "valid", 400),
        ([term(-400, 30), term(-5, None)], "valid", None),
        ([term(-900, -300), term(-400, 30)], "ending", 30),
    ],
)
def test_the_agreement_that_lasts_longest_decides(terms: list[Term], state: str, until: int | None) -> None:
    found = standing(terms, TODAY)
    assert (found.state, found.until) == (state, None if until is None else TODAY + timedelta(until))


def test_without_any_there_is_none() -> None:
    assert standing([], TODAY) == NO_AGREEMENT == Standing("none")
