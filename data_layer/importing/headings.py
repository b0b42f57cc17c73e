"""From the heading of a column to the field that it carries."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from data_layer.errors import BadInput
from data_layer.importing.fields import FIELD, FIELDS, MOST_TIMES, ImportField, field_of, target
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say

PERSON_WORDS = frozenset(("client", "klant", "deelnemer", "cursist", "inburgeraar", "kandidaat", "de", "het", "van"))


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {_squeezed(heading): field.code for field in FIELDS for heading in field.headings}


def _squeezed(heading: str) -> str:
    return folded(heading).replace(" ", "")


def field_by_heading(heading: str) -> tuple[ImportField, int | None] | None:
    """The field that a heading names, with its number if it has one ("Telefoon 2"), or nothing.

    Case, accents, spaces, punctuation, what stands in brackets, and words for the person do not matter.
    """
    without_brackets = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading)
    without_person = " ".join(w for w in folded(without_brackets).split() if w not in PERSON_WORDS)
    for wording in (heading, without_brackets, without_person):
        squeezed = _squeezed(wording)
        if code := _known().get(squeezed):
            return FIELD[code], None
        numbered = re.fullmatch(r"(.*?\D)([1-9])", squeezed) or re.fullmatch(r"()([1-9])(\D.*)", squeezed)
        if numbered:
            code = _known().get(numbered[1] or numbered[3])
            if code and FIELD[code].repeats:
                return FIELD[code], int(numbered[2])
    return None


def suggested(headings: Sequence[str]) -> dict[int, str | None]:
    """What each column is taken for; None is left out of the import.

    A repeating heading without a number gets the next free one. Two columns for a field that does not repeat
    both keep it, so that a person can choose (`check_mapping`).
    """
    found = [field_by_heading(heading) for heading in headings]
    taken = {target(f[0].code, f[1]) for f in found if f and f[1]}
    mapping: dict[int, str | None] = {}
    for column, known in enumerate(found):
        if known is None:
            mapping[column] = None
            continue
        field, nth = known
        if nth is None and field.repeats:
            nth = next((n for n in range(1, MOST_TIMES + 1) if target(field.code, n) not in taken), MOST_TIMES)
        mapping[column] = target(field.code, nth or 1)
        taken.add(target(field.code, nth or 1))
    return _settled(mapping)


def _settled(mapping: dict[int, str | None]) -> dict[int, str | None]:
    """The same, where one column means something else, or nothing, because another is missing."""
    taken = {code for code in mapping.values() if code}
    instead: dict[str, str | None] = {}
    if "addresses.house_number" in taken and "addresses.street" not in taken:  # then "Adres" is the street alone
        instead["addresses.address"] = "addresses.street"
    if "residence_statuses.status" not in taken:  # then "Geldig tot" is of something else
        instead |= {f"residence_statuses.{name}": None for name in ("valid_from", "valid_until")}
    for nth in range(1, MOST_TIMES + 1):
        here = {name: target(f"invoices.{name}", nth) for name in ("number", "issued_on", "paid_on", "amount")}
        if taken & {here["number"], here["issued_on"]}:
            continue
        paid_on, amount = target("payments.paid_on", nth), target("payments.amount", nth)  # of no invoice: a payment
        if here["paid_on"] in taken and paid_on not in taken:
            instead[here["paid_on"]] = paid_on
        if here["amount"] in taken and amount not in taken:
            instead[here["amount"]] = amount if taken & {here["paid_on"], paid_on} else None
    return {column: instead.get(code, code) if code else None for column, code in mapping.items()}


def check_mapping(headings: Sequence[str], mapping: Mapping[int, str | None]) -> None:
    """Raises BadInput when nothing is mapped, two columns carry the same fact, or no column tells whose row it is."""
    used: dict[str, int] = {}
    for column, target_code in mapping.items():
        if target_code is None:
            continue
        field, nth = field_of(target_code)
        if target_code in used:
            raise BadInput(
                say(
                    "The columns “%(first)s” and “%(second)s” are both taken for “%(field)s”; nothing was imported."
                    " Leave one of them out, or choose another field for it.",
                    first=headings[used[target_code]],
                    second=headings[column],
                    field=say("%(field)s %(nth)s", field=field.label, nth=nth) if nth > 1 else field.label,
                ),
                field=target_code,
            )
        used[target_code] = column
    if "addresses.address" in used and used.keys() & {"addresses.street", "addresses.house_number"}:
        raise BadInput(
            say(
                "One column holds the street with the house number and another one of these alone; nothing was"
                " imported. Leave one of them out."
            ),
            field="addresses.address",
        )
    if "clients.number" not in used and not {"clients.surname", "clients.birth_date"} <= used.keys():
        raise BadInput(
            say(
                "No column holds the client number; nothing was imported. Without it, a surname and a date of birth"
                " are needed to find the client. Choose which column holds it, or add it to the file.",
            ),
            field="clients.number",
        )
