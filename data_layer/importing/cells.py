"""One cell of a file: its text, brought into the form that is stored, or a sentence saying what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from email_validator.rfc_constants import CASE_INSENSITIVE_MAILBOX_NAMES
from phonenumbers import PhoneMetadata

from data_layer.categories import FieldKind
from data_layer.record_checks import AHEAD_YEARS, TOO_FAR, listed
from data_layer.rules import checks, identity
from data_layer.rules.checks import LONGEST_LINE, LONGEST_NUMBER, Checked
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import FORMULA_STARTS
from data_layer.rules.working_days import add_months
from data_layer.wording import LANGUAGES, put

EMPTY = frozenset(("", "-", "--", "–", "—", "n.v.t.", "nvt", "n.v.t", "null"))
EMPTY_DATES = frozenset(("00-00-0000", "0000-00-00", "0-0-0000", "00/00/0000", "00-00-00"))
YES = frozenset(["ja", "j", "yes", "y", "1", "true", "waar", "aanwezig", "present", "x"])
UNKNOWN = ("onbekend", "unknown")
NO = frozenset(["nee", "n", "no", "0", "false", "onwaar", "afwezig", "absent"])
NEEDLESS_POINT = re.compile(r"(\d+)[.,]0+")
SCIENTIFIC = re.compile(r"\d([.,]\d+)?[Ee]\+?\d{1,2}")
EXCEL_DAY = re.compile(r"[1-7]\d{4}(?:[.,]\d+)?")
FIRST_EXCEL_DAY = date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was
DAY_IN_EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)")
PLAIN_DUTCH = re.compile(r"(?:0|\+31|0031)([1-9]\d{8})")
WITHOUT_MARKS = str.maketrans("", "", " -.")
PLAIN_LOCAL = re.compile(r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+){0,9}")
FORMULA = re.compile(r"[=@]|[+-](?! )")  # a dash and a space begin a remark
QUOTED = re.compile(r'="(.*)"')  # what programs write to keep Excel from taking a number for a number

Check = Callable[[str], Checked[Any]]


def check_for(kind: FieldKind, today: date, options: Mapping[str, Sentence] | None = None) -> Check:
    """The check of cells of this kind; a choice is one of its options. Problems never repeat the text."""
    if kind == "long":
        return _long
    check = _check_of_text(kind, today, options or {})

    def checked(cell: str) -> Checked[Any]:
        text = bare(cell)
        return check(text) if text else Checked()

    return checked


def _check_of_text(kind: FieldKind, today: date, options: Mapping[str, Sentence]) -> Check:
    match kind:
        case "past":
            return lambda text: _past(text, today)
        case "date":
            return lambda text: _not_too_far(_date(text, today, AHEAD_YEARS), today)
        case "choice":
            return _choice(options)
        case "gender":
            return _gender(options) if options else checks.checked_gender
        case _:
            return _CHECKS[kind]


def bare(cell: str) -> str:
    """The text of a cell without what surrounds it; empty for what offices write where there is nothing."""
    text = " ".join(cell.split()) if "\n" not in cell and "\r" not in cell else cell.strip()
    if quoted := QUOTED.fullmatch(text):
        text = quoted[1].strip()
    return "" if text.lower() in EMPTY else text


def _long(cell: str) -> Checked[str]:
    return checks.checked_text(cell[1:] if _is_defused(cell) else cell)


def _is_defused(cell: str) -> bool:
    """Whether it begins with the apostrophe that our own files put before what looks like a formula."""
    return cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS)


def _choice(options: Mapping[str, Sentence]) -> Check:
    known = {folded(put(label, language)): code for code, label in options.items() for language in LANGUAGES}
    known |= {folded(code): code for code in options}
    none_of = say("This is none of these: %(options)s.", options=listed(list(options.values())))

    def chosen(text: str) -> Checked[str]:
        code = known.get(folded(text))
        return Checked(code) if code else Checked(problem=none_of)

    return chosen


def _gender(options: Mapping[str, Sentence]) -> Check:
    choice = _choice(options)

    def checked(text: str) -> Checked[Any]:
        found, named = checks.checked_gender(text), choice(text)
        return named if found.problem is not None and named.problem is None else found

    return checked


def _yes_no(text: str) -> Checked[bool]:
    word = folded(text)
    if word in YES or word in NO:
        return Checked(word in YES)
    return Checked(problem=say("This is neither yes nor no."))


def _line(text: str, longest: int = LONGEST_LINE) -> Checked[str]:
    if _is_defused(text):
        return checks.checked_line(text[1:], longest=longest)
    if FORMULA.match(text):
        return Checked(problem=say("This begins with = + - or @, as a formula does: give the text itself."))
    return checks.checked_line(text, longest=longest)


def _code(text: str) -> Checked[str]:
    return _line(text, LONGEST_NUMBER)


def _number(text: str) -> Checked[str]:
    if SCIENTIFIC.fullmatch(text) and "+" in text:
        return Checked(problem=_shortened())
    if whole := NEEDLESS_POINT.fullmatch(text):
        text = whole[1]
    return _code(text.removeprefix("'"))


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


def _not_too_far(found: Checked[date], today: date) -> Checked[date]:
    if found.value is not None and found.value > add_months(today, 12 * AHEAD_YEARS):
        return Checked(problem=TOO_FAR)
    return found


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
    is_usual = PLAIN_LOCAL.fullmatch(local) and local.lower() not in CASE_INSENSITIVE_MAILBOX_NAMES
    if is_usual and len(text) < LONGEST_LINE and (known := _mail_domain(domain)):
        return Checked(f"{local}@{known}")
    return checks.checked_email(text)


@lru_cache(maxsize=10_000)
def _mail_domain(domain: str) -> str | None:
    """The domain as the library writes it; nothing if it has an objection. A list names few, thousands of times."""
    found = checks.checked_email(f"a@{domain}").value
    return found.removeprefix("a@") if found else None


def _country(text: str) -> Checked[str]:
    return Checked() if folded(text) in UNKNOWN else checks.checked_country(text)


def _language(text: str) -> Checked[str]:
    return Checked() if folded(text) in UNKNOWN else checks.checked_language(text)


_CHECKS: dict[str, Check] = {
    "number": _number,
    "text": _line,
    "time": checks.checked_time,
    "yes_no": _yes_no,
    "bsn": _bsn,
    "phone": _phone,
    "email": _email,
    "country": _country,
    "postcode": _code,  # whether it must be a Dutch one depends on the country beside it
    "amount": checks.checked_amount,
    "hours": checks.checked_hours,
    "language": _language,
}
