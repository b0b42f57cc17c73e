"""What is blacked out is exactly what was meant: whole words, wherever they stand, and nothing of them is left."""

import pytest

from data_layer.rules.redaction import found_in, joined, pieces_of, standing

TEXT = "Jan belde. Janneke (zus van JAN) komt met jan  de  Boer."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Jan", ["Jan", "JAN", "jan"]),
        ("jan de boer", ["jan  de  Boer"]),
        ("(zus van JAN)", ["(zus van JAN)"]),
        ("anneke", []),
        ("  ", []),
        ("", []),
        (".", [".", "."]),
    ],
)
def test_words_are_found_whole_and_however_they_are_written(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in found_in(TEXT, words)] == found


def test_pieces_that_overlap_or_touch_are_one() -> None:
    assert joined([(5, 9), (0, 3), (3, 4), (8, 12)]) == ((0, 4), (5, 12))


def test_the_text_is_left_without_what_is_blacked_out() -> None:
    assert pieces_of(TEXT, found_in(TEXT, "Jan")) == (
        None, " belde. Janneke (zus van ", None, ") komt met ", None, "  de  Boer.",
    )  # fmt: skip
    assert pieces_of("", ()) == ()
    assert pieces_of("Jan", [(0, 3)]) == (None,)
    assert pieces_of("Jan", ()) == ("Jan",)


def test_what_is_hidden_in_one_text_and_stands_in_another_is_found() -> None:
    jan = found_in(TEXT, "Jan")
    assert list(standing([(TEXT, jan), ("Janneke", ()), ("Met JAN.", ()), ("Niemand", ())])) == [2]
    assert list(standing([(TEXT, jan[:1]), ("Jan", [(0, 3)])])) == [], "who read a text left the rest on purpose"
    assert list(standing([(TEXT, ()), ("Jan", ())])) == []
