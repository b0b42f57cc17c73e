"""From the heading of a column to the field that it carries, within what the sheet holds."""

import re
from collections.abc import Iterator, Mapping, Sequence

from data_layer.errors import BadInput
from data_layer.importing.fields import MOST_TIMES, NUMBER, ImportField, target
from data_layer.importing.subjects import CLIENTS, SUBJECTS, Subject, squeezed
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say

PERSON_WORDS = frozenset(("client", "klant", "deelnemer", "cursist", "inburgeraar", "kandidaat", "de", "het", "van"))
Mapped = Mapping[int, str | None]


def _known_headings(subject: Subject) -> dict[str, str]:
    """The first heading of every field goes before the second of another."""
    known: dict[str, str] = {}
    for nth in range(max(len(field.headings) for field in subject.fields)):
        for field in subject.fields:
            if nth < len(field.headings):
                known.setdefault(squeezed(field.headings[nth]), field.code)
    return known


_KNOWN = {code: _known_headings(subject) for code, subject in SUBJECTS.items()}
_LABELS = {
    code: {squeezed(heading) for field in subject.fields for heading in field.headings[:2]}
    for code, subject in SUBJECTS.items()
}


def _wordings(heading: str) -> Iterator[str]:
    yield squeezed(heading)
    without_brackets = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading)
    yield squeezed(without_brackets)
    yield squeezed(" ".join(w for w in folded(without_brackets).split() if w not in PERSON_WORDS))


def _meant(wordings: Sequence[str], subject: Subject) -> tuple[ImportField, int | None] | None:
    known, fields = _KNOWN[subject.code], subject.by_code
    for wording in wordings:
        if code := known.get(wording):
            return fields[code], None
        numbered = re.fullmatch(r"(.*?\D)([1-9])", wording) or re.fullmatch(r"()([1-9])(\D.*)", wording)
        if numbered:
            code = known.get(numbered[1] or numbered[3])
            if code and fields[code].repeats:
                return fields[code], int(numbered[2])
    return None


def field_by_heading(heading: str, subject: Subject = CLIENTS) -> tuple[ImportField, int | None] | None:
    """The field that a heading names, with its number if it has one ("Telefoon 2"), or nothing.

    Case, accents, spaces, punctuation, what stands in brackets, and words for the person do not matter.
    """
    return _meant(tuple(_wordings(heading)), subject)


def scores(cells: Sequence[str]) -> dict[str, tuple[int, bool, int]]:
    """Per subject how many of the cells are its headings, whether it is the clients, how many are its very labels.

    Of two subjects that know as many headings the clients go first, as a list of clients has a bit of everything; but
    who provided something is rather told about records.
    """
    found: dict[str, tuple[int, bool, int]] = {}
    short = [tuple(_wordings(cell)) for cell in cells if len(cell) < 80 and cell.strip()]
    for code, subject in SUBJECTS.items():
        meant = [(wordings, _meant(wordings, subject)) for wordings in short]
        known = [wordings for wordings, field in meant if field and field[0].code != "clients.source"]
        if known:
            found[code] = (len(known), subject is CLIENTS, sum(1 for w in known if w[0] in _LABELS[code]))
    return found


def suggested(headings: Sequence[str], subject: Subject = CLIENTS) -> dict[int, str | None]:
    """What each column is taken for; None is left out of the import.

    A repeating heading without a number gets the next free one. Two columns for a field that does not repeat
    both keep it, so that a person can choose (`check_mapping`).
    """
    found = [field_by_heading(heading, subject) for heading in headings]
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
    return _settled(mapping, subject)


def _settled(mapping: dict[int, str | None], subject: Subject) -> dict[int, str | None]:
    """The same, where one column means something else, or nothing, because another is missing."""
    taken = {code for code in mapping.values() if code}
    instead: dict[str, str | None] = {}
    if "addresses.house_number" in taken and "addresses.street" not in taken:  # then "Adres" is the street alone
        instead["addresses.address"] = "addresses.street"
    if subject is CLIENTS:
        instead |= _settled_beside(taken)
    return {column: instead.get(code, code) if code else None for column, code in mapping.items()}


def _settled_beside(taken: set[str]) -> dict[str, str | None]:
    instead: dict[str, str | None] = {}
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
    return instead


def check_mapping(headings: Sequence[str], mapping: Mapped, subject: Subject = CLIENTS) -> None:
    """Raises BadInput when nothing is mapped, two columns carry the same fact, or no column tells whose row it is."""
    used: dict[str, int] = {}
    for column, target_code in mapping.items():
        if target_code is None:
            continue
        if target_code in used:
            raise BadInput(
                say(
                    "The columns “%(first)s” and “%(second)s” are both taken for “%(field)s”; nothing was imported."
                    " Leave one of them out, or choose another field for it.",
                    first=headings[used[target_code]],
                    second=headings[column],
                    field=named(target_code, subject),
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
    if not tells_whose(used, subject):
        raise _nobody(subject)


def named(target_code: str, subject: Subject) -> Sentence:
    """The field in words, with its number where there are several."""
    field, nth = subject.field_of(target_code)
    return say("%(field)s %(nth)s", field=field.label, nth=nth) if nth > 1 else field.label


def tells_whose(codes: Mapping[str, object] | set[str], subject: Subject) -> bool:
    """Whether these fields tell which client a row is about."""
    by_name = subject is CLIENTS and "clients.surname" in codes and "clients.birth_date" in codes
    return NUMBER in codes or by_name


def _nobody(subject: Subject) -> BadInput:
    if subject is CLIENTS:
        return BadInput(
            say(
                "No column holds the client number; nothing was imported. Without it, a surname and a date of birth"
                " are needed to find the client. Choose which column holds it, or add it to the file."
            ),
            field=NUMBER,
        )
    return BadInput(
        say(
            "No column holds the client number; nothing was imported. Choose which column holds it, or add it to the"
            " file."
        ),
        field=NUMBER,
    )
