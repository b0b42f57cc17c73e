"""What people type, brought into the one form that is stored, or a sentence saying what is wrong."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from email_validator import EmailNotValidError, validate_email
from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as dutch_postcode

from data_layer.rules.countries import country_code
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months

T = TypeVar("T")
Gender = Literal["m", "f", "x", "u"]

LARGEST_AMOUNT = Decimal("999999999.99")
CENT = Decimal("0.01")
FLOAT_NOISE = Decimal("0.000001")

CURRENCY = r"(?<![0-9])(?:€|euro?)|(?:€|euro?)(?![0-9])"
DUTCH_AMOUNT = (  # 1234 or 1.234 or 1 234, then nothing or ,5 or ,50 or ,-
    r"(?:[1-9][0-9]{0,2}([. \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*|[0-9]+)(?:,(?:[0-9]{1,2}|--?|=|–|—))?"
)
POINT_AMOUNT = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{1,2}"

LONGEST_LINE, LONGEST_NUMBER, LONGEST_TEXT = 200, 50, 50_000  # characters
MOST_HOURS = Decimal(99_999)
HOURS = r"\s*(uur|uren|u|hours|h)\.?$"
TIME = r"([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})?(?: ?uur| ?u\.?)?"

# what controls a machine, halves of characters, and numbers that never become one
NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
    + "]"
)
TURNS_THE_LINE = re.compile("[\u202a-\u202e\u2066-\u2069]")

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OLDEST_YEAR, LATEST_YEAR = 1900, 2199
YEAR = r"([0-9]{4}|['’‘]?[0-9]{2})"
DAY_MONTH_YEAR = r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?" + YEAR + r"(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
DAY_NAME_YEAR = r"([0-9]{1,2})(?:(?:e|de|ste) )?[ -]*([a-z]+)\.?[ -]*" + YEAR
YEAR_MONTH_DAY = r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
WITH_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*"
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb febr februari february",
            "mrt mar maart march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("m", "man", "mannelijk", "male"), "m"),
    **dict.fromkeys(("v", "f", "vrouw", "vrouwelijk", "female", "w", "woman"), "f"),
    **dict.fromkeys(("x", "anders", "non binair", "nonbinair", "non binary", "other"), "x"),
    **dict.fromkeys(("u", "o", "onbekend", "unknown", "niet bekend"), "u"),
}


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """Either a value, or a problem, or neither: then nothing was typed. Never both.

    A problem does not repeat what was typed, so that it may be shown or counted anywhere.
    """

    value: T | None = None
    problem: Sentence | None = None


def begins(day: date) -> datetime:
    """The instant at which the day begins, in Dutch time."""
    return datetime.combine(day, time(), AMSTERDAM)


def checked_date(raw: str | date | None, *, today: date, ahead_years: int = 0) -> Checked[date]:
    """A day as Dutch offices write it: 31-01-2026, 31.1.26, 31 jan. '26, 2026-01-31, with or without a time.

    Day comes before month. Two digits for a year mean the last such year that does not put the day more
    than `ahead_years` after `today`: a date of birth never lies in the future. An instant with a time
    zone is its day in Amsterdam.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Checked()
    latest = add_months(today, 12 * ahead_years)
    try:
        day = _day_in_text(" ".join(raw.split()), latest) if isinstance(raw, str) else _day(raw)
    except (ValueError, OverflowError):
        return Checked(problem=say("This day does not exist."))
    if day is None:
        return Checked(problem=say("This is not a date, which looks like 31-01-2026."))
    if not OLDEST_YEAR <= day.year <= LATEST_YEAR:
        return Checked(problem=say("The year of this date cannot be right."))
    return Checked(day)


def _day(moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(AMSTERDAM) if moment.tzinfo else moment).date()


def _day_in_text(text: str, latest: date) -> date | None:
    if re.fullmatch(WITH_TIME, text):
        return _day(datetime.fromisoformat(text))
    if found := re.fullmatch(YEAR_MONTH_DAY, text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(DAY_MONTH_YEAR, text):
        return _in_year(found[4], int(found[3]), int(found[1]), latest)
    found = re.fullmatch(DAY_NAME_YEAR, text.casefold())
    if found and (month := MONTHS.get(found[2])):
        return _in_year(found[3], month, int(found[1]), latest)
    return None


def _in_year(year: str, month: int, day: int, latest: date) -> date:
    if len(year) == 4:
        return date(int(year), month, day)
    this_century = date(latest.year // 100 * 100 + int(year[-2:]), month, day)
    return this_century if this_century <= latest else this_century.replace(year=this_century.year - 100)


def checked_phone(text: str | None) -> Checked[str]:
    """A telephone number in any notation, as E.164; without a country it is a Dutch one."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    try:
        number = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        return Checked(problem=say("This is not a telephone number."))
    if number.extension:
        return Checked(problem=say("An extension cannot be kept: give the number without it."))
    if not phonenumbers.is_valid_number(number):
        return Checked(problem=say("This telephone number does not exist: is a digit missing or too many?"))
    return Checked(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def checked_email(text: str | None) -> Checked[str]:
    """An e-mail address by its form alone; its domain is not looked up."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    try:
        return Checked(validate_email(typed, check_deliverability=False).normalized)
    except EmailNotValidError:
        return Checked(problem=say("This is not an e-mail address."))


def checked_postcode(text: str | None) -> Checked[str]:
    """A Dutch postcode as `6542 JP`."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    try:
        return Checked(str(dutch_postcode.validate(typed)))
    except ValidationError:
        return Checked(problem=say("This is not a Dutch postcode, which looks like 1234 AB."))


def checked_country(text: str | None) -> Checked[str]:
    """A country by its Dutch or English name or its code, as ISO 3166 alpha-2."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    if code := country_code(typed):
        return Checked(code)
    return Checked(problem=say("This country is not known: give its present name or its two-letter code."))


def checked_gender(text: str | None) -> Checked[Gender]:
    """A gender as `m`, `f`, `x` or `u` (unknown)."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    if gender := GENDERS.get(folded(typed)):
        return Checked(gender)
    return Checked(problem=say("This is not a gender: choose man, woman, x or unknown."))


def checked_amount(raw: str | int | float | Decimal | None) -> Checked[Decimal]:
    """An amount in euros with two decimals, written the Dutch way or with a decimal point.

    A point before three digits separates thousands: `1.234` is 1234. More than two decimals are
    refused, except for the noise that a binary fraction carries.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Checked()
    amount = _amount_in_text(raw) if isinstance(raw, str) else _amount_in_number(raw)
    if amount is None:
        return Checked(problem=say("This is not an amount, which looks like 1.234,56."))
    if abs(amount) > LARGEST_AMOUNT:
        return Checked(problem=say("This amount is too large."))
    return Checked(amount.quantize(CENT))


def _amount_in_text(text: str) -> Decimal | None:
    bare = re.sub(CURRENCY, "", text, flags=re.IGNORECASE).strip().replace("\N{MINUS SIGN}", "-")
    sign, digits = ("-", bare[1:].lstrip()) if bare.startswith("-") else ("", bare)
    if re.fullmatch(DUTCH_AMOUNT, digits):
        whole, _, cents = digits.partition(",")
        return Decimal(sign + re.sub("[^0-9]", "", whole) + "." + (cents if cents.isdigit() else "0"))
    if re.fullmatch(POINT_AMOUNT, digits):
        return Decimal(sign + digits.replace(",", ""))
    return None


def _amount_in_number(number: int | float | Decimal) -> Decimal | None:
    if isinstance(number, bool):
        return None
    exact = Decimal(str(number))
    if not exact.is_finite():
        return None
    try:
        rounded = exact.quantize(CENT)
    except InvalidOperation:  # more digits than a decimal carries: too large in any case
        return exact
    allowed = FLOAT_NOISE if isinstance(number, float) else 0
    return rounded if abs(exact - rounded) <= allowed else None


def checked_hours(raw: str | int | float | Decimal | None) -> Checked[Decimal]:
    """A number of hours with at most two decimals, written as 120 or 37,5, with or without "uur" behind it."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return Checked()
    bare = re.sub(HOURS, "", raw, flags=re.IGNORECASE) if isinstance(raw, str) else raw
    hours = checked_amount(bare).value
    if hours is None or not 0 <= hours <= MOST_HOURS:
        return Checked(problem=say("This is not a number of hours, which looks like 120 or 37,5."))
    return Checked(hours)


def checked_time(text: str | None) -> Checked[str]:
    """A time of the day, typed as 9:30 or 9.30 or 09:30:00, as `09:30`."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    found = re.fullmatch(TIME, typed)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return Checked(problem=say("This is not a time, which looks like 09:30."))
    return Checked(f"{int(found[1]):02}:{found[2]}")


def checked_language(text: str | None) -> Checked[str]:
    """A language by its Dutch or English name or its code, as ISO 639."""
    typed = (text or "").strip()
    if not typed:
        return Checked()
    if code := _languages().get(folded(typed)):
        return Checked(code)
    return Checked(problem=say("This language is not known: choose one of the list."))


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    names = {
        folded(str(name)): code
        for locale in ("en", "nl")
        for code, name in Locale(locale).languages.items()
        if code.isalpha()
    }
    codes = {code: code for code in names.values()}
    return names | codes | {"farsi": "fa", "dari": "prs", "prs": "prs"}


def checked_line(text: str | None, *, longest: int) -> Checked[str]:
    """One line of text, without the spaces around it or several in a row."""
    typed = as_stored(text or "").strip()
    if not typed:
        return Checked()
    if "\n" in typed or "\r" in typed:
        return Checked(problem=say("This holds more than one line: is a quotation mark missing?"))
    line = " ".join(typed.split())
    problem = text_problem(typed, len(typed)) or text_problem(line, longest)
    return Checked(problem=problem) if problem else Checked(line)


def checked_text(text: str | None, *, as_shown: bool = False) -> Checked[str]:
    """Any text as it was typed, its spaces and lines too; what is kept `as_shown` keeps what turns its words too."""
    typed = (in_one_way if as_shown else as_stored)(text or "")
    if not typed.strip():
        return Checked()
    problem = text_problem(typed, LONGEST_TEXT)
    return Checked(problem=problem) if problem else Checked(typed)


def as_stored(text: str) -> str:
    """The text with each letter written in one way (NFC), and without what turns the words around it.

    Letters of every script stay, with the joiners between them: Persian needs those.
    """
    return text if text.isascii() else in_one_way(TURNS_THE_LINE.sub("", text))


def in_one_way(text: str) -> str:
    """The text with each letter written in one way (NFC), and otherwise as it is."""
    return unicodedata.normalize("NFC", text)


def text_problem(text: str, longest: int) -> Sentence | None:
    """Why the text cannot be kept: it holds what is no text, or is too long."""
    if NO_TEXT.search(text):
        return say("This holds a character that is no text, and that nobody sees: type it anew.")
    if len(text) > longest:
        return say("This text is longer than %(longest)s characters.", longest=longest)
    return None


def cleaned(typed: str | None) -> str | None:
    """Typed text as it is stored, without the spaces around it, or None when there is nothing in it."""
    return as_stored(typed or "").strip() or None
