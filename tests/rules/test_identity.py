"""The citizen service number: which ones are good, and that they stay hidden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.checks import checked_date
from data_layer.rules.identity import bsn_problem, is_record_number, masked_bsn, normal_bsn, repeatable

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)  # the 11-proof, written out to check the library against


def passes(digits: str) -> bool:
    return int(digits) > 0 and sum(int(d) * weight for d, weight in zip(digits, WEIGHTS, strict=True)) % 11 == 0


NINE_DIGITS = st.integers(0, 999_999_999).map(lambda n: f"{n:09d}")


def completed(first: str) -> str:
    return first + str(sum(int(d) * weight for d, weight in zip(first, WEIGHTS, strict=False)) % 11)


# Of eight digits, one in eleven has no ninth that fits: there the remainder is ten.
GOOD_BSNS = st.integers(1, 99_999_999).map(lambda n: completed(f"{n:08d}")).filter(lambda bsn: len(bsn) == 9)


@pytest.mark.parametrize(
    ("typed", "bsn"),
    [
        pytest.param("123456782", "123456782", id="nine digits"),
        pytest.param("111222333", "111222333", id="another"),
        pytest.param("249566758", "249566758", id="yet another"),
        pytest.param("012345672", "012345672", id="leading zero"),
        pytest.param("12345672", "012345672", id="eight digits"),
        pytest.param(" 1234.56.782 ", "123456782", id="dots"),
        pytest.param("123 456 782", "123456782", id="spaces"),
        pytest.param("123\u00a0456\u00a0782", "123456782", id="spaces of a word processor"),
        pytest.param("1234-56-782", "123456782", id="hyphens"),
        pytest.param("1234–56–782", "123456782", id="dashes"),
    ],
)
def test_a_good_bsn_is_stored_as_nine_digits(typed: str, bsn: str) -> None:
    assert normal_bsn(typed) == bsn
    assert bsn_problem(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param("123456789", "11-proof", id="fails the 11-proof"),
        pytest.param("000000000", "zeros", id="all zeros"),
        pytest.param("00000000", "zeros", id="eight zeros"),
        pytest.param("1234567", "nine digits", id="seven digits"),
        pytest.param("1234567821", "nine digits", id="ten digits"),
        pytest.param("0012345672", "nine digits", id="a zero too many"),
        pytest.param("12345678a", "digits only", id="a letter"),
        pytest.param("١٢٣٤٥٦٧٨٢", "digits only", id="digits of another script"),
        pytest.param("12345678²", "digits only", id="a superscript"),
        pytest.param(" - ", "no citizen service number", id="nothing"),
        pytest.param("", "no citizen service number", id="empty"),
    ],
)
def test_a_bad_bsn_is_refused_with_its_reason(typed: str, reason: str) -> None:
    problem = bsn_problem(typed)
    assert problem is not None
    assert reason in problem.msgid
    with pytest.raises(ValueError, match=reason):
        normal_bsn(typed)


@given(NINE_DIGITS)
def test_exactly_the_numbers_that_pass_the_11_proof_are_good(digits: str) -> None:
    assert (bsn_problem(digits) is None) is passes(digits)


@given(GOOD_BSNS, st.sampled_from(["", " ", ".", "-"]))
def test_a_bsn_comes_back_whatever_stands_between_its_digits(bsn: str, between: str) -> None:
    assert normal_bsn(between.join(bsn)) == bsn
    assert normal_bsn(normal_bsn(bsn)) == bsn
    if bsn.startswith("0"):
        assert normal_bsn(bsn[1:]) == bsn


@given(st.text(alphabet="0123456789 .-x", max_size=12))
def test_a_refusal_never_repeats_the_number(typed: str) -> None:
    problem = bsn_problem(typed)
    if problem is None:
        return
    assert problem.facts == ()
    with pytest.raises(ValueError, match="BSN") as refused:
        normal_bsn(typed)
    assert str(refused.value) == problem.msgid


def test_only_the_last_three_digits_are_shown() -> None:
    assert masked_bsn("123456782") == "••••••782"


@given(NINE_DIGITS)
def test_a_masked_bsn_is_as_long_as_the_number(bsn: str) -> None:
    masked = masked_bsn(bsn)
    assert len(masked) == 9
    assert masked[:6] == "••••••"
    assert masked[6:] == bsn[6:]


@pytest.mark.parametrize("other", ["", "782", "12345672", "1234567821", "1234.56.782"])
def test_what_is_not_nine_digits_is_hidden_whole(other: str) -> None:
    assert masked_bsn(other) == "•••••••••"


@pytest.mark.parametrize("number", ["1001", "A-77", "a77", "V2026-0001", "vs2026-0001", "D2026-0001", "STP-1", "12345"])
def test_the_number_of_a_record_may_stand_in_a_url(number: str) -> None:
    assert is_record_number(number)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("999990019", id="BSN"),
        pytest.param("12345672", id="BSN that lost its zero"),
        pytest.param("99999-0019", id="BSN with a hyphen"),
        pytest.param("2018-0019", id="number of a client that is a BSN as well"),
        pytest.param("9999.90.019", id="BSN with dots"),
        pytest.param("999990018", id="BSN with a wrong digit"),
        pytest.param("99999001", id="eight digits"),
        pytest.param("9999900190", id="ten digits"),
        pytest.param("17-05-1990", id="date"),
        pytest.param("1990-05-17", id="date of a computer"),
        pytest.param("17051990", id="date without hyphens"),
        pytest.param("170590", id="date of six digits"),
        pytest.param("024-3551234", id="phone number"),
        pytest.param("06-1234567", id="mobile number with a digit too few"),
        pytest.param("12345-6789", id="BSN with a hyphen and a wrong digit"),
        pytest.param("BSN12345-6782", id="BSN after its name"),
        pytest.param("17 mei 1990", id="date with a name"),
        pytest.param("Ali", id="name"),
        pytest.param("Amina 1001", id="name and number"),
        pytest.param("Omar1001", id="four letters"),
        pytest.param("١٠٠١", id="digits of another script"),
        pytest.param(" 1001", id="space before"),
        pytest.param("1001\n", id="new line after"),
        pytest.param("~1001", id="mark of a word"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_may_be_a_bsn_a_date_or_a_name_is_no_number_of_a_record(typed: str) -> None:
    assert not is_record_number(typed)


@given(GOOD_BSNS, st.lists(st.sampled_from(["", "", "", " ", ".", "-", "–"]), min_size=9, max_size=9), st.booleans())
def test_a_bsn_is_never_the_number_of_a_record(bsn: str, between: list[str], bare: bool) -> None:
    digits = bsn.removeprefix("0") if bare else bsn
    typed = "".join(digit + separator for digit, separator in zip(digits, between, strict=False))
    assert bsn_problem(typed) is None
    assert not is_record_number(typed)


@given(GOOD_BSNS, st.integers(1, 8))
def test_nor_is_a_bsn_with_one_hyphen_as_numbers_of_records_have_it(bsn: str, at: int) -> None:
    assert not is_record_number(f"{bsn[:at]}-{bsn[at:]}")


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d%m%Y", "%d.%m.%y"]))
def test_a_date_is_never_the_number_of_a_record(day: date, written: str) -> None:
    assert not is_record_number(day.strftime(written))


@given(st.from_regex("[A-Za-z]{0,4}[-. ]?[0-9]{1,9}([-. ][0-9]{1,9}){0,2}", fullmatch=True))
def test_what_may_stand_in_a_url_is_neither_bsn_nor_date_and_has_a_digit(typed: str) -> None:
    if is_record_number(typed):
        assert bsn_problem(typed) is not None
        assert checked_date(typed, today=date(2026, 11, 23)).value is None
        assert any(c.isdigit() for c in typed)


@given(st.text().filter(lambda text: not any(c in "0123456789" for c in text)))
def test_a_text_without_a_digit_is_never_the_number_of_a_record(name: str) -> None:
    assert not is_record_number(name)


@pytest.mark.parametrize("typed", ["123456782", "1234.56.782", "12345672", "van 123456782 en", "123456782 " * 9])
def test_a_sentence_repeats_no_number_that_may_be_a_bsn(typed: str) -> None:
    assert repeatable(typed) == "•" * 9


def test_a_sentence_repeats_another_number_and_not_too_much_of_it() -> None:
    assert repeatable("V2026-0001") == "V2026-0001"
    assert repeatable("9" * 50) == "9" * 30
