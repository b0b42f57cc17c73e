"""The months of the log in words."""

import pytest

from data_layer.rules.log_terms import month_in_words
from data_layer.wording import shown


@pytest.mark.parametrize(
    ("month", "words"),
    [("2026-03", "maart 2026"), ("2026-99", "2026-99"), ("", ""), ("2026-03-01", "2026-03-01"), ("forged", "forged")],
)
def test_a_month_is_written_out_and_what_is_none_stays_as_it_is(month: str, words: str) -> None:
    assert shown(month_in_words(month), "nl") == words
