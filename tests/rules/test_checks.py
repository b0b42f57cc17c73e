"""What people type becomes what is stored, or a sentence saying what is wrong."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.checks import (
    TURNS_THE_LINE,
    Checked,
    checked_amount,
    checked_country,
    checked_date,
    checked_email,
    checked_gender,
    checked_hours,
    checked_language,
    checked_line,
    checked_phone,
    checked_postcode,
    checked_text,
    checked_time,
)
from data_layer.rules.countries import NO_COUNTRY, OTHER_NAMES, country_code
from data_layer.rules.searching import folded

TODAY = date(2026, 2, 12)
DAYS = st.dates(date(1930, 1, 1), date(2080, 12, 31))
DUTCH_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def refused(checked: Checked[Any]) -> bool:
    return checked.value is None and checked.problem is not None


@pytest.mark.parametrize("empty", [None, "", "  ", "\u00a0"])
def test_nothing_typed_is_neither_a_value_nor_a_problem(empty: str | None) -> None:
    found = [
        checked_date(empty, today=TODAY),
        checked_phone(empty),
        checked_email(empty),
        checked_postcode(empty),
        checked_country(empty),
        checked_gender(empty),
        checked_amount(empty),
        checked_hours(empty),
        checked_time(empty),
        checked_language(empty),
        checked_line(empty, longest=10),
        checked_text(empty),
    ]
    assert found == [Checked()] * 12


# Dates.


@pytest.mark.parametrize(
    "typed",
    [
        "31-01-2026",
        "31/1/2026",
        "31.1.26",
        "31-1-'26",
        "31 - 01 - 2026",
        "2026-01-31",
        "2026/1/31",
        "31 januari 2026",
        "31  Januari  2026",
        "31\u00a0januari\u00a02026",
        "31e januari 2026",
        "31 January 2026",
        "31 jan. '26",
        "31 jan ’26",
        "31-jan-2026",
        "31jan2026",
        " 31-1-2026 00:00:00 ",
        "2026-01-31T00:00:00",
        "2026-01-31 00:00:00",
        "2026-01-31T23:59",
        "2026-01-30T23:00:00.000Z",
        date(2026, 1, 31),
        datetime(2026, 1, 31, 13, 30),  # noqa: DTZ001 - spreadsheets give days as times without a zone
        datetime(2026, 1, 30, 23, 30, tzinfo=UTC),
    ],
    ids=str,
)
def test_a_date_is_read_however_an_office_writes_it(typed: str | date) -> None:
    found = checked_date(typed, today=TODAY)
    assert found == Checked(date(2026, 1, 31))
    assert type(found.value) is date


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("1 mrt 2026", date(2026, 3, 1), id="mrt is March"),
        pytest.param("1 mei 2026", date(2026, 5, 1), id="mei is May"),
        pytest.param("1dec2025", date(2025, 12, 1), id="dec is not de and c"),
        pytest.param("2-3-2026", date(2026, 3, 2), id="day before month"),
        pytest.param("29-02-2024", date(2024, 2, 29), id="leap day"),
    ],
)
def test_a_date_means_what_a_dutch_reader_takes_it_for(typed: str, expected: date) -> None:
    assert checked_date(typed, today=TODAY).value == expected


@pytest.mark.parametrize(
    "typed",
    [
        "31-02-2026",
        "29-02-2025",
        "1/31/2026",
        "2026-13-01",
        "00-00-1980",
        "31012026",
        "26",
        "31-01/2026",
        "31-01",
        "1 foo 2026",
        "31 jan 226",
        "0026-01-01",
        "01-01-1026",
        "2026-01-31 and more",
        "2026-01-31T10:00:00 and more",
        "2026-01-31T25:00:00",
        "0001-01-01T00:00:00+14:00",
        "46053",
        "vorige week",
        "٣١-٠١-٢٠٢٦",
        date(1, 1, 1),
    ],
    ids=str,
)
def test_what_is_no_date_is_refused(typed: str | date) -> None:
    assert refused(checked_date(typed, today=TODAY))


@pytest.mark.parametrize(
    ("typed", "ahead_years", "expected"),
    [
        pytest.param("12-2-26", 0, date(2026, 2, 12), id="today is not the future"),
        pytest.param("13-2-26", 0, date(1926, 2, 13), id="tomorrow would be"),
        pytest.param("1-1-85", 0, date(1985, 1, 1), id="last century"),
        pytest.param("29-02-00", 0, date(2000, 2, 29), id="2000 was a leap year"),
        pytest.param("13-2-26", 10, date(2026, 2, 13), id="an end date may lie ahead"),
        pytest.param("12-2-36", 10, date(2036, 2, 12), id="ten years ahead"),
        pytest.param("13-2-36", 10, date(1936, 2, 13), id="not more"),
    ],
)
def test_two_digits_for_a_year_are_the_last_such_year(typed: str, ahead_years: int, expected: date) -> None:
    assert checked_date(typed, today=TODAY, ahead_years=ahead_years).value == expected


@given(DAYS, st.dates(date(1995, 1, 1), date(2095, 1, 1)))
def test_two_digits_never_put_a_birth_in_the_future(born: date, today: date) -> None:
    found = checked_date(f"{born:%d-%m-%y}", today=today).value
    if found is not None:
        assert found <= today
        assert found.year > today.year - 101
        assert (found.day, found.month, found.year % 100) == (born.day, born.month, born.year % 100)


@given(DAYS)
def test_a_date_comes_back_from_every_notation(d: date) -> None:
    for written in (
        d.isoformat(),
        f"{d.day}-{d.month}-{d.year}",
        f"{d:%d/%m/%Y}",
        f"{d.day} {DUTCH_MONTHS[d.month - 1]} {d.year}",
        f"{d.isoformat()} 00:00:00",
    ):
        assert checked_date(written, today=TODAY).value == d


@given(st.text(max_size=30))
def test_no_text_makes_a_check_fail(text: str) -> None:
    for checked in (
        checked_date(text, today=TODAY),
        checked_phone(text),
        checked_email(text),
        checked_postcode(text),
        checked_country(text),
        checked_gender(text),
        checked_amount(text),
    ):
        if text.strip():
            assert (checked.value is None) is not (checked.problem is None)
        if checked.problem:
            assert checked.problem.facts == ()


# Telephone, e-mail, postcode.


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 12345678", "+31612345678"),
        ("06-12 34 56 78", "+31612345678"),
        ("06.12.34.56.78", "+31612345678"),
        ("+31 (0)6 12345678", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("31612345678", "+31612345678"),
        ("612345678", "+31612345678"),
        ("024-3221234", "+31243221234"),
        ("(024) 322 12 34", "+31243221234"),
        ("+963 944 567 890", "+963944567890"),
        ("00380 44 123 4567", "+380441234567"),
    ],
)
def test_a_telephone_number_is_stored_as_e164(typed: str, stored: str) -> None:
    assert checked_phone(typed) == Checked(stored)


@pytest.mark.parametrize(
    "typed",
    ["06-1234567", "112", "abc", "06-12345678 of 06-87654321", "06-12345678 (moeder)", "024-3221234 ext. 12"],
)
def test_what_is_no_single_telephone_number_is_refused(typed: str) -> None:
    assert refused(checked_phone(typed))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Jan.de.Vries@Voorbeeld.NL ", "Jan.de.Vries@voorbeeld.nl"),
        ("josé@voorbeeld.nl", "josé@voorbeeld.nl"),
    ],
)
def test_an_email_address_is_kept_with_its_domain_in_small_letters(typed: str, stored: str) -> None:
    assert checked_email(typed) == Checked(stored)


@pytest.mark.parametrize("typed", ["jan", "jan@", "@voorbeeld.nl", "jan@voorbeeld", "a@b.nl, c@d.nl", "Jan <a@b.nl>"])
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    assert refused(checked_email(typed))


@pytest.mark.parametrize("typed", ["6542JP", "6542 jp", " 6542  JP ", "6542-JP", "NL-6542 JP"])
def test_a_postcode_is_stored_with_one_space(typed: str) -> None:
    assert checked_postcode(typed) == Checked("6542 JP")


@pytest.mark.parametrize("typed", ["0542 JP", "6542", "6542 J", "6542 SS", "65421 JP", "JP 6542"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    assert refused(checked_postcode(typed))


# Countries and gender.


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Syrië", "SY"),
        ("SYRIE", "SY"),
        ("Syria", "SY"),
        ("sy", "SY"),
        ("Turkije", "TR"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("VS", "US"),
        ("V.S.", "US"),
        ("Verenigde Staten", "US"),
        ("Nederland", "NL"),
        ("Netherlands", "NL"),
        ("Eritrea", "ER"),
        ("Oekraine", "UA"),
        ("Oekraïne", "UA"),
        ("Bosnië-Herzegovina", "BA"),
        ("Bosnia and Herzegovina", "BA"),
        ("Wit-Rusland", "BY"),
        ("Iran", "IR"),
        ("Afghanistan", "AF"),
        ("Kosovo", "XK"),
        ("UK", "GB"),
        ("Congo-Kinshasa", "CD"),
        ("Democratische Republiek Congo", "CD"),
        ("Zuid Soedan", "SS"),
        ("Curacao", "CW"),
        ("Saint Lucia", "LC"),
    ],
)
def test_a_country_is_known_by_its_names_and_its_code(typed: str, code: str) -> None:
    assert checked_country(typed) == Checked(code)


@pytest.mark.parametrize(
    "typed",
    ["Joegoslavië (voormalig)", "Sovjet-Unie", "Congo", "Korea", "Syrisch", "Atlantis", "EU", "ZZ", "QQ"],
)
def test_what_is_no_single_present_country_is_refused(typed: str) -> None:
    assert refused(checked_country(typed))


def test_other_names_are_folded_and_change_no_official_name() -> None:
    others = {name: code for code, names in OTHER_NAMES.items() for name in names}
    assert len(others) == sum(len(names) for names in OTHER_NAMES.values())
    assert all(folded(name) == name for name in others)
    assert all(country_code(code) == code for code in OTHER_NAMES)
    assert all(country_code(code) is None for code in NO_COUNTRY)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("man", "m"),
        ("M", "m"),
        ("male", "m"),
        ("Vrouw", "f"),
        ("v", "f"),
        ("female", "f"),
        ("X", "x"),
        ("non-binair", "x"),
        ("onbekend", "u"),
    ],
)
def test_a_gender_is_stored_by_its_code(typed: str, code: str) -> None:
    assert checked_gender(typed).value == code


@pytest.mark.parametrize("typed", ["ja", "mv", "1", "?"])
def test_what_is_no_gender_is_refused(typed: str) -> None:
    assert refused(checked_gender(typed))


# Amounts.


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("€ 1.234,56", "1234.56"),
        ("€1.234.567,8", "1234567.80"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234", "1234.00"),
        ("1.23", "1.23"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("12,5", "12.50"),
        ("12,-", "12.00"),
        ("EUR 12", "12.00"),
        ("12 euro", "12.00"),
        ("€ -12,50", "-12.50"),
        ("-€ 12,50", "-12.50"),
        ("\u221212,50", "-12.50"),
        ("0", "0.00"),
        (12, "12.00"),
        (12.5, "12.50"),
        (0.1 + 0.2, "0.30"),
        (Decimal("12.5"), "12.50"),
    ],
)
def test_an_amount_is_stored_with_two_decimals(typed: str | float | Decimal, amount: str) -> None:
    found = checked_amount(typed).value
    assert str(found) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "1,234",
        "0.123",
        "1.2345",
        "1.234.56",
        "12 34",
        "1 234.567,00",
        "12,345",
        "--5",
        "€",
        "1eur2",
        "veel",
        "1e5",
        "9" * 40,
        "1000000000",
        10**30,
        12.345,
        float("nan"),
        float("inf"),
        Decimal("0.001"),
        Decimal("1e40"),
        True,
    ],
    ids=str,
)
def test_what_is_no_sensible_amount_is_refused(typed: str | float | Decimal) -> None:
    assert refused(checked_amount(typed))


@given(st.decimals(min_value=-999_999_999, max_value=999_999_999, places=2))
def test_an_amount_comes_back_from_dutch_and_from_plain_notation(amount: Decimal) -> None:
    dutch = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert checked_amount(f"€ {dutch}").value == amount
    assert checked_amount(f"{amount:.2f}").value == amount
    assert checked_amount(float(amount)).value == amount


# Hours, times, languages, texts.


@pytest.mark.parametrize(
    ("typed", "hours"), [("120", "120"), ("37,5 uur", "37.5"), ("3.25", "3.25"), (2.5, "2.5"), ("0", "0"), ("3 u", "3")]
)
def test_hours_are_a_number_with_or_without_the_word(typed: str | float, hours: str) -> None:
    assert checked_hours(typed) == Checked(Decimal(hours))


@pytest.mark.parametrize("typed", ["uur", "-1", "veel", "100000", "1:30"])
def test_what_is_no_number_of_hours_is_refused(typed: str) -> None:
    assert refused(checked_hours(typed))


@pytest.mark.parametrize(
    ("typed", "time"), [("9:30", "09:30"), ("09.30", "09:30"), ("23:59:59", "23:59"), ("8:00 uur", "08:00")]
)
def test_a_time_is_stored_in_five_characters(typed: str, time: str) -> None:
    assert checked_time(typed) == Checked(time)


@pytest.mark.parametrize("typed", ["24:00", "9:60", "half tien", "9", "09:3"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert refused(checked_time(typed))


@pytest.mark.parametrize(
    ("typed", "code"), [("Arabisch", "ar"), ("arabic", "ar"), ("ar", "ar"), ("Tigrinya", "ti"), ("Dari", "prs")]
)
def test_a_language_is_stored_by_its_code(typed: str, code: str) -> None:
    assert checked_language(typed) == Checked(code)


def test_what_is_no_language_is_refused() -> None:
    assert refused(checked_language("Klingonees-achtig"))


def test_a_line_is_one_line_and_no_longer_than_it_may_be() -> None:
    assert checked_line("  iets  ", longest=4) == Checked("iets")
    assert checked_line("iets  \t meer", longest=9) == Checked("iets meer")
    assert refused(checked_line("iets\x00", longest=9))
    assert refused(checked_line("iets meer", longest=4))
    assert refused(checked_line("een\ntwee", longest=10))


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]), min_size=1, max_size=60))
def test_a_text_stays_as_it_was_typed_with_each_letter_written_in_one_way(text: str) -> None:
    kept = checked_text(text).value or ""
    typed = TURNS_THE_LINE.sub("", text)
    assert unicodedata.normalize("NFD", kept) == unicodedata.normalize("NFD", typed if typed.strip() else "")
    assert checked_text(kept) == Checked(kept or None)


@pytest.mark.parametrize("name", ["آن‌ها", "क्‍ष", "Mª José", "ʻOkina", "O’Brien", "Nguyễn", "ሀይለ", "𞤀𞤣𞤤", "👩‍🎓"])
def test_letters_of_every_script_stay_with_their_joiners(name: str) -> None:
    assert checked_line(name, longest=50).value == checked_text(name).value == name


def test_what_turns_the_words_around_it_goes_and_a_letter_is_written_in_one_way() -> None:
    assert checked_line("\u202eJose\u0301\u202c \u2067x\u2069", longest=50).value == "Jos\u00e9 x"
    assert checked_text("\u202e") == checked_line("\u2066", longest=5) == Checked()


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1b", "\x7f", "\ud800", "\ufffe", "\ufdd0", "\U0001ffff"])
def test_what_is_no_text_is_refused(character: str) -> None:
    assert refused(checked_line(f"a{character}b", longest=9))
    assert refused(checked_text(f"a{character}b"))


def test_a_text_has_an_end() -> None:
    assert refused(checked_text("x" * 50_001))
    assert not refused(checked_text("x" * 50_000))
