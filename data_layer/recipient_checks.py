"""What is typed about a recipient, brought into the form that is stored, or refused with a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data_layer import recipients
from data_layer.categories import CATEGORIES, CATEGORY, Use
from data_layer.recipients import ROLE_LABELS
from data_layer.record_checks import bad
from data_layer.rules.checks import (
    LONGEST_LINE,
    LONGEST_TEXT,
    as_stored,
    checked_country,
    checked_line,
    cleaned,
    text_problem,
)
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader
from data_layer.vocabulary import EEA, PURPOSES

LONGEST_NAME = 60  # it stands in lists and above charts
_NAME_FIRST = say("Give the name by which you call it.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the privacy officer lays down about a recipient outside PS §7.

    `usual` and `needed` are the categories that it gets, usually or only where needed; it gets no others.
    """

    name: str
    legal_name: str
    country: str | None
    role: str | None
    contact: str
    purposes: Sequence[int]
    usual: Sequence[str] = ()
    needed: Sequence[str] = ()

    @property
    def uses(self) -> dict[str, str]:
        """How it gets each category; the BSN goes to DUO only, and is none of them."""
        return {
            category.code: (
                Use.USUAL if category.code in self.usual else Use.NEEDED if category.code in self.needed else Use.NEVER
            ).value
            for category in CATEGORIES
            if category.code != "bsn"
        }


def checked(reader: Reader, facts: Facts, own_id: int) -> dict[str, Any]:
    """The columns of the recipient with this id, as they are stored. Raises BadInput by field."""
    name = _line("name", facts.name, LONGEST_NAME, _NAME_FIRST)
    check_free(reader, name, own_id)
    columns = {
        "name": name,
        **checked_contact(facts.legal_name, facts.contact),
        "country": checked_in_eea(facts.country),
        "role": facts.role,
        "purposes": sorted(set(facts.purposes)),
    }
    if facts.role not in ROLE_LABELS:
        raise bad("role", say("Choose what it is to the school."))
    if not facts.purposes or not PURPOSES.keys() >= set(facts.purposes):
        raise bad("purposes", say("Choose at least one purpose for which it gets data."))
    _check_categories(facts)
    return columns


def checked_contact(legal_name: str, contact: str) -> dict[str, Any]:
    """The legal name and how it is reached, which may be empty. Raises BadInput by field."""
    if text_problem(as_stored(contact), LONGEST_TEXT):
        raise bad("contact", say("This is too long, or holds a character that is no text."))
    return {
        "legal_name": _line("legal_name", legal_name, LONGEST_LINE, say("Give the name under which it is registered.")),
        "contact": cleaned(contact),
    }


def checked_in_eea(country: str | None) -> str:
    """The code of the country. Raises BadInput outside the European Economic Area."""
    code = checked_where("country", country)
    if code not in EEA:
        raise bad(  # PS §8; adequacy decisions do not help
            "country",
            say(
                "This country is outside the European Economic Area. The privacy statement (paragraph 8) promises that"
                " no data are processed there. Choose another recipient."
            ),
        )
    return code


def checked_where(field: str, country: str | None) -> str:
    """The code of any country. Raises BadInput with the field."""
    found = checked_country(country)
    if found.value is None:
        raise bad(field, found.problem or say("Choose the country."))
    return found.value


def checked_stranger_name(field: str, name: str) -> str:
    """The name of somebody who is no recipient. Raises BadInput with the field."""
    return _line(field, name, LONGEST_LINE, say("Give a name, or write “private person”."))


def check_free(reader: Reader, name: str, own_id: int, field: str = "name") -> None:
    """Raises BadInput where another recipient has this name already, however it is written."""
    for other in recipients.of_any_time(reader):
        if other.id != own_id and folded(name) in (folded(other.name), folded(other.legal_name)):
            raise bad(field, say("%(name)s is a recipient of the school already. Choose it from the list.", name=name))


def _check_categories(facts: Facts) -> None:
    if any(code not in CATEGORY for code in (*facts.usual, *facts.needed)):
        raise bad("needed", say("This is not one of the categories of the statement."))
    if "bsn" in (*facts.usual, *facts.needed):
        raise bad("usual" if "bsn" in facts.usual else "needed", say("The BSN is delivered to DUO only."))
    if twice := [code for code in facts.usual if code in facts.needed]:
        raise bad(
            "needed",
            say("It cannot get %(category)s both usually and only where needed.", category=CATEGORY[twice[0]].label),
        )


def _line(field: str, typed: str, longest: int, missing: Sentence) -> str:
    found = checked_line(typed, longest=longest)
    if found.value is None:
        raise bad(field, found.problem or missing)
    return found.value
