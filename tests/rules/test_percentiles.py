"""A percentile is a number of days that really occurred, and the same however the cases are counted together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.percentiles import nearest_rank


@pytest.mark.parametrize(
    ("counted", "median", "p90"),
    [
        ([], None, None),
        ([(17, 0)], None, None),
        ([(17, 1)], 17, 17),
        ([(3, 1), (28, 1)], 3, 28),
        ([(28, 1), (3, 1), (10, 1)], 10, 28),
        ([(1, 9), (40, 1)], 1, 1),
        ([(1, 8), (40, 2)], 1, 40),
        ([(1, 1), (2, 1), (1, 1)], 1, 2),
    ],
)
def test_the_nearest_rank(counted: list[tuple[int, int]], median: int | None, p90: int | None) -> None:
    assert nearest_rank(counted, 50) == median
    assert nearest_rank(counted, 90) == p90


@given(st.lists(st.integers(0, 120), min_size=1), st.integers(1, 100), st.data())
def test_it_is_the_smallest_that_enough_cases_took_and_pairs_say_the_same(
    days: list[int], percent: int, data: st.DataObject
) -> None:
    found = nearest_rank([(day, 1) for day in days], percent)
    assert found in days
    assert found is not None
    assert 100 * sum(day <= found for day in days) >= percent * len(days)
    assert 100 * sum(day < found for day in days) < percent * len(days)
    cut = data.draw(st.integers(0, len(days)))
    parts = [(day, part.count(day)) for part in (days[:cut], days[cut:]) for day in set(part)]
    assert nearest_rank(parts, percent) == found


@pytest.mark.parametrize("percent", [0, -1, 101])
def test_what_is_no_percentile_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="percentile"):
        nearest_rank([(1, 1)], percent)
