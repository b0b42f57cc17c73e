"""One cell of a client file: its text, brought into the form that is stored, or a sentence saying what is wrong."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from phonenumbers import PhoneMetadata

from data_layer.importing.fields import Kind
from data_layer.rules import checks, identity
from data_layer.rules.checks import Checked
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say

EMPTY = frozenset(("", "-", "--", "–", "—", "n.v.t.", "nvt", "n.v.t", "null"))
EMPTY_DATES = frozenset(("00-00-0000", "0000-00-00", "0-0-0000", "00/00/0000", "00-00-00"))
LONGEST = 200
MOST_HOURS = Decimal(99_999)
AHEAD_YEARS = 20  # how far two digits of a year may lie ahead: "31-08-30" of a course is 2030
NEEDLESS_POINT = re.compile(r"(\d+)[.,]0+")
SCIENTIFIC = re.compile(r"\d([.,]\d+)?[Ee]\+?\d{1,2}")
EXCEL_DAY = re.compile(r"[1-7]\d{4}(?:[.,]\d+)?")
FIRST_EXCEL_DAY = date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was
DAY_IN_EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)")
PLAIN_DUTCH = re.compile(r"(?:0|\+31|0031)([1-9]\d{8})")
WITHOUT_MARKS = str.maketrans("", "", " -.")
PLAIN_LOCAL = re.compile(r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+){0,9}")
QUOTED = re.compile(r'="(.*)"')  # what programs write to keep Excel from taking a number for a number

Check = Callable[[str], Checked[Any]]


def check_for(kind: Kind, today: date) -> Check:
    """The check of cells of this kind; give it the bare text of a cell (`bare`). Problems never repeat the text."""
    if kind == "past":
        return lambda text: _past(text, today)
    if kind == "date":
        return lambda text: _date(text, today, AHEAD_YEARS)
    return _CHECKS[kind]


def bare(cell: str) -> str:
    """The text of a cell without what surrounds it; empty for what offices write where there is nothing."""
    text = " ".join(cell.split()) if "\n" not in cell and "\r" not in cell else cell.strip()
    if quoted := QUOTED.fullmatch(text):
        text = quoted[1].strip()
    return "" if text.lower() in EMPTY else text


def _text(text: str) -> Checked[str]:
    if text[0] in "=+-@":
        return Checked(problem=say("This begins with = + - or @, as a formula does: give the text itself."))
    if "\n" in text or "\r" in text:
        return Checked(problem=say("This holds more than one line: is a quotation mark missing?"))
    if len(text) > LONGEST:
        return Checked(problem=say("This text is longer than %(longest)s characters.", longest=LONGEST))
    return Checked(text)


def _number(text: str) -> Checked[str]:
    if SCIENTIFIC.fullmatch(text) and "+" in text:
        return Checked(problem=_shortened())
    if whole := NEEDLESS_POINT.fullmatch(text):
        text = whole[1]
    return _text(text.removeprefix("'"))


def _bsn(text: str) -> Checked[str]:
    if SCIENTIFIC.fullmatch(text):
        return Checked(problem=_shortened())
    if whole := NEEDLESS_POINT.fullmatch(text):
        text = whole[1]
    text = text.removeprefix("'")
    try:
        return Checked(identity.normal_bsn(text))
    except ValueError:
        return Checked(problem=identity.bsn_problem(text))


def _shortened() -> Sentence:
    return say("Excel has shortened this number (as in 1,23E+08) and its last digits are gone: export it as text.")


def _past(text: str, today: date) -> Checked[date]:
    found = _date(text, today, 0)
    if found.value and found.value > today:
        return Checked(problem=say("This day lies in the future."))
    return found


def _date(text: str, today: date, ahead_years: int) -> Checked[date]:
    if text in EMPTY_DATES:
        return Checked()
    if EXCEL_DAY.fullmatch(text):
        return Checked(FIRST_EXCEL_DAY + timedelta(days=int(text[:5])))
    if found := DAY_IN_EIGHT.fullmatch(text):
        text = "-".join(found.groups())
    return checks.checked_date(text, today=today, ahead_years=ahead_years)


def _phone(text: str) -> Checked[str]:
    if SCIENTIFIC.fullmatch(text):
        return Checked(problem=_shortened())
    plain = PLAIN_DUTCH.fullmatch(text.translate(WITHOUT_MARKS))
    if plain and _dutch_subscriber().fullmatch(plain[1]):  # what the library says too, forty times as fast
        return Checked("+31" + plain[1])
    if not text.startswith("0") and (whole := NEEDLESS_POINT.fullmatch(text)):  # a number of a sheet has no zero first
        text = whole[1]
    return checks.checked_phone(text.removeprefix("'"))


@lru_cache(maxsize=1)
def _dutch_subscriber() -> re.Pattern[str]:
    """Nine digits that are a fixed or mobile number by the numbering plan of the library."""
    plan: Any = PhoneMetadata.metadata_for_region("NL")
    return re.compile("|".join(f"(?:{kind.national_number_pattern})" for kind in (plan.fixed_line, plan.mobile)))


def _email(text: str) -> Checked[str]:
    local, _, domain = text.rpartition("@")
    if PLAIN_LOCAL.fullmatch(local) and len(text) < LONGEST and (known := _mail_domain(domain)):
        return Checked(f"{local}@{known}")
    return checks.checked_email(text)


@lru_cache(maxsize=10_000)
def _mail_domain(domain: str) -> str | None:
    """The domain as the library writes it; nothing if it has an objection. A list names few, thousands of times."""
    found = checks.checked_email(f"a@{domain}").value
    return found.removeprefix("a@") if found else None


def _country(text: str) -> Checked[str]:
    return Checked() if folded(text) in ("onbekend", "unknown") else checks.checked_country(text)


def _hours(text: str) -> Checked[Decimal]:
    hours = checks.checked_amount(re.sub(r"\s*(uur|uren|u|hours|h)\.?$", "", text, flags=re.IGNORECASE)).value
    if hours is None or not 0 <= hours <= MOST_HOURS:
        return Checked(problem=say("This is not a number of hours, which looks like 120 or 37,5."))
    return Checked(hours)


def _language(text: str) -> Checked[str]:
    known = _languages().get(folded(text))
    return Checked(known) if known else _text(text)


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    names = {
        folded(str(name)): code
        for locale in ("en", "nl")
        for code, name in Locale(locale).languages.items()
        if code.isalpha()
    }
    codes = {code: code for code in names.values() if len(code) == 2}
    return names | codes | {"farsi": "fa", "dari": "prs"}


_CHECKS: dict[Kind, Check] = {
    "number": _number,
    "text": _text,
    "bsn": _bsn,
    "phone": _phone,
    "email": _email,
    "country": _country,
    "gender": checks.checked_gender,
    "postcode": _text,  # whether it must be a Dutch one depends on the country beside it
    "amount": checks.checked_amount,
    "hours": _hours,
    "language": _language,
}
