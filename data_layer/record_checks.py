"""What somebody typed into the fields of a record, brought into the form that is stored, or refused with a sentence."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from functools import partial
from typing import Any

from data_layer.categories import Field, RecordKind
from data_layer.contradictions import contradiction
from data_layer.errors import BadInput
from data_layer.log import Reason
from data_layer.rules import checks, identity
from data_layer.rules.checks import Checked
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months
from data_layer.vocabulary import SOURCES

Values = Mapping[str, Any]
AHEAD_YEARS = 20  # how far two digits of a year may lie ahead
TOO_FAR = say("This day lies more than %(years)s years ahead.", years=AHEAD_YEARS)
NOT_SAVED = say("Nothing was saved.")
ABSENT_AND_PRESENT = say("Who was present has no reason of absence: empty one of the two.")


def checked_values(kind: RecordKind, typed: Values, today: date) -> dict[str, Any]:
    """The values of the fields that were typed, as they are stored; None for nothing. Raises BadInput by field."""
    fields = {field.column: field for field in kind.fields}
    return {column: _checked(fields[column], value, today) for column, value in typed.items()}


def check_record(kind: RecordKind, row: Values, born_on: date | None) -> dict[str, Any]:
    """The whole record once more: nothing missing, nothing that contradicts. Raises BadInput by field.

    `row` has the stored values of all fields; a Dutch postcode comes back as it is written.
    """
    values = dict(row)
    for field in kind.fields:
        if field.is_needed and values.get(field.column) is None:
            raise bad(field.column, missing(field))
    if kind.some_of and all(values.get(column) is None for column in kind.some_of):
        raise bad(kind.some_of[0], some_missing(kind))
    if values.get("postcode") is not None and values.get("country") in (None, "NL"):
        values["postcode"] = _good("postcode", checks.checked_postcode(values["postcode"]))
    if values.get("present") and values.get("absence_reason") is not None:
        raise bad("absence_reason", ABSENT_AND_PRESENT)
    for field in kind.fields:
        if field.most is not None and (value := values.get(field.column)) is not None and value > field.most:
            raise bad(field.column, too_much(field))
    if found := contradiction(kind.table, values, born_on):
        raise bad(*found)
    return values


def check_source(source: str) -> None:
    """Raises BadInput for somebody who provides nothing."""
    if source not in SOURCES:
        raise bad("source", say("Choose who provided this."))


def check_reason(reasons: Collection[str], reason: Reason | None) -> None:
    """Raises BadInput for none of these reasons, and for another one that is not written down."""
    if reason is None or reason.code not in reasons:
        raise bad("reason", say("Choose why."))
    if reason.code == "other" and not (reason.text or "").strip():
        raise bad("reason_text", say("Write down why."))


def bad(column: str, problem: Sentence) -> BadInput:
    """What is wrong with this field, and that nothing was saved."""
    return BadInput(say("%(problem)s %(not_saved)s", problem=problem, not_saved=NOT_SAVED), column)


def missing(field: Field) -> Sentence:
    """What is wrong with a record that lacks this field."""
    return say("“%(field)s” is missing: fill it in.", field=field.label)


def too_much(field: Field) -> Sentence:
    """What is wrong with a number that is larger than can be true of this field."""
    return say("“%(field)s” is at most %(most)s: fill in less.", field=field.label, most=str(field.most))


def some_missing(kind: RecordKind) -> Sentence:
    """What is wrong with a record that has none of the fields of which it needs one."""
    labels = [kind.field(column).label for column in kind.some_of]
    return say("Fill in at least one of these: %(fields)s.", fields=listed(labels))


def _checked(field: Field, typed: Any, today: date) -> Any:
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    if field.is_day:
        day = _good(field.column, checks.checked_date(typed, today=today, ahead_years=AHEAD_YEARS))
        if day is not None and day > add_months(today, 12 * AHEAD_YEARS):
            raise bad(field.column, TOO_FAR)
        if field.kind == "past" and day is not None and day > today:
            raise bad(field.column, say("This day lies in the future."))
        return day
    if field.kind == "choice":
        if typed not in field.options:
            raise bad(field.column, say("Choose one of the list."))
        return typed
    if isinstance(typed, (bool, time)):
        return typed if isinstance(typed, bool) else f"{typed:%H:%M}"
    return _good(field.column, _CHECKS[field.kind](typed))


def _good(column: str, checked: Checked[Any]) -> Any:
    if checked.problem is not None:
        raise bad(column, checked.problem)
    return checked.value


def listed(labels: list[Sentence]) -> Sentence:
    """The labels one after the other."""
    some = labels[0]
    for label in labels[1:]:
        some = say("%(some)s, %(more)s", some=some, more=label)
    return some


def _bsn(typed: str) -> Checked[str]:
    problem = identity.bsn_problem(typed)
    return Checked(problem=problem) if problem else Checked(identity.normal_bsn(typed))


def _yes_no(_typed: Any) -> Checked[bool]:
    return Checked(problem=say("Choose yes or no."))


_CHECKS: dict[str, Callable[[Any], Checked[Any]]] = {
    "text": partial(checks.checked_line, longest=checks.LONGEST_LINE),
    "number": partial(checks.checked_line, longest=checks.LONGEST_NUMBER),
    "long": checks.checked_text,
    "time": checks.checked_time,
    "amount": checks.checked_amount,
    "hours": checks.checked_hours,
    "yes_no": _yes_no,
    "country": checks.checked_country,
    "gender": checks.checked_gender,
    "language": checks.checked_language,
    "phone": checks.checked_phone,
    "email": checks.checked_email,
    "bsn": _bsn,
    "postcode": partial(checks.checked_line, longest=checks.LONGEST_NUMBER),
}
