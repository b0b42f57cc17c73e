"""Names are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.searching import folded


@pytest.mark.parametrize(
    ("written", "found_as"),
    [
        pytest.param("Jan de Vries", "jan de vries", id="case"),
        pytest.param("  Jan,  de\tVries. ", "jan de vries", id="spaces and punctuation"),
        pytest.param("Al-Hassan", "al hassan", id="a hyphen is a space"),
        pytest.param("O’Neill", "oneill", id="an apostrophe is nothing"),
        pytest.param("O'Neill", "oneill", id="nor a straight one"),
        pytest.param("Zoë Müller-Strauß", "zoe muller strauss", id="German"),
        pytest.param("Yıldız İPEK", "yildiz ipek", id="Turkish i with and without a dot"),
        pytest.param("Çağrı Şahin Öğüt", "cagri sahin ogut", id="Turkish"),
        pytest.param("Łódź Ærø Đorđe", "lodz aero dorde", id="letters that do not decompose"),
        pytest.param("Nguyễn Thị Ánh", "nguyen thi anh", id="Vietnamese, two accents on a letter"),
        pytest.param("Zoe\u0308", "zoe", id="an accent typed apart"),
        pytest.param("Сергій Їжак", "сергій їжак", id="Ukrainian stays Cyrillic"),
        pytest.param("Серге\u0301й", "сергей", id="Cyrillic without its stress mark"),
        pytest.param("مُحَمَّد", "محمد", id="Arabic without vowel signs"),
        pytest.param("أحمد", "احمد", id="Arabic hamza"),
        pytest.param("محـــمد", "محمد", id="Arabic stretched"),
        pytest.param("ትግርኛ", "ትግርኛ", id="Tigrinya stays"),
        pytest.param("ไทย ที่", "ไทย ที", id="Thai keeps its vowels"),
        pytest.param("ﬁets № 5", "fiets no 5", id="ligatures"),
        pytest.param("2026-001", "2026 001", id="numbers"),
        pytest.param("'–…!", "", id="nothing but punctuation"),
    ],
)
def test_a_name_is_folded_for_searching(written: str, found_as: str) -> None:
    assert folded(written) == found_as


def test_letters_that_are_not_the_same_in_ukrainian_stay_apart() -> None:
    assert folded("й") != folded("и")
    assert folded("ї") != folded("і")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_case_never_matters(text: str) -> None:
    assert folded(text.upper()) == folded(text.lower())


@given(st.text(), st.text())
def test_a_folded_text_has_no_loose_spaces(first: str, second: str) -> None:
    found = folded(f"{first}   {second}")
    assert found == " ".join(found.split())
    assert found == f"{folded(first)} {folded(second)}".strip()
