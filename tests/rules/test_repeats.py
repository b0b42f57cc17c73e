"""What is thought of a request that was asked before."""

from datetime import date

import pytest

from data_layer.rules.repeats import Before, repeat_doubts

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("right", "answered_on", "words"),
    [
        ("access", None, "not answered yet"),
        ("access", date(2026, 5, 23), "article 12, paragraph 5"),
        ("access", date(2026, 5, 22), ""),
        ("erasure", None, ""),
    ],
)
def test_the_same_right_that_is_open_or_was_answered_in_the_last_half_year_raises_a_doubt(
    right: str, answered_on: date | None, words: str
) -> None:
    doubts = [doubt.msgid for doubt in repeat_doubts(["access"], [Before("V2026-0001", right, answered_on)], TODAY)]
    assert len(doubts) == bool(words)
    assert all(words in doubt for doubt in doubts)
