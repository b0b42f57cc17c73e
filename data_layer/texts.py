"""The last look at every text on its way into the store: no writer can forget it."""

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from data_layer.categories import KINDS, Field
from data_layer.errors import BadInput
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT, as_stored, in_one_way, text_problem
from data_layer.rules.sentences import Sentence, say

LONG = frozenset([
    "arrangement", "asked", "became", "body", "change", "choices", "consequences", "contact", "decision",
    "delay_reason", "found", "measures", "outcome", "reason", "reasons", "rejected_why", "remark", "reply_address",
    "search_name", "selection", "shown_text", "subject", "value", "was", "what", "why_late", "why_not_told",
    "why_persons_not_told",
])  # fmt: skip
"""The columns that hold more than a line, in whatever table: what people explain, and what the desk notes as JSON."""

_HALVES = re.compile("[\ud800-\udfff]")
AS_SHOWN = frozenset([("consents", "shown_text"), ("statement_versions", "body")])
"""The columns that prove what people were shown (art. 7(1)): what turns the words around it stays in them."""

_LABELS: dict[str, Sentence] = {
    "applicant_contact": say("Contact"),
    "applicant_name": say("Name of who asks"),
    "asked": say("What is asked, in the person's own words"),
    "authority_reference": say("Reference of the report"),
    "contact": say("Contact"),
    "measures": say("Measures"),
    "name": say("Name"),
    "person_name": say("Name of the person, as given"),
    "reason": say("Reason"),
    "reason_text": say("Explanation"),
    "reasons": say("Reasons, in words for the person"),
    "reference": say("Reference"),
    "remark": say("Remark"),
    "shown_text": say("The text that was shown"),
}
_FIELDS: dict[tuple[str, str], Field] = {
    (kind.table, field.column): field for kind in KINDS.values() for field in kind.shown
}


def checked_facts(facts: Mapping[str, Any], into: str = "") -> dict[str, Any]:
    """The parameters of a statement as they are stored, each text in the one form. Raises BadInput that names one.

    `into` is the table of which they are a new row.
    """
    return {name: _checked(name, fact, into) for name, fact in facts.items()}


def sought_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a question, as a database can be asked them: half a character is nowhere, and finds nothing."""
    return {name: _sought(fact) for name, fact in facts.items()}


def sought(text: str) -> str:
    """The text with a sign for each half of a character, which no row holds."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def checked_text_of(name: str, text: str) -> str:
    """The text as it is stored, at most as long as a long one. Raises BadInput that names its field."""
    return _within("", name, as_stored(text), LONGEST_TEXT)


def checked_lengths(table: str, columns: Mapping[str, Any]) -> None:
    """Raises BadInput for a text that is longer than its column may hold."""
    for name, value in columns.items():
        if isinstance(value, str):
            _within(table, name, _stored(table, name, value), longest_of(table, name))


def checked_rows(table: str, rows: pa.Table) -> pa.Table:
    """Many rows as they are stored. Raises BadInput for a text that cannot be, or is too long."""
    for at, column in enumerate(rows.schema):
        if pa.types.is_string(column.type):
            longest = longest_of(table, column.name)
            texts = rows[column.name].to_pylist()
            kept = {
                text: _within(table, column.name, _stored(table, column.name, text), longest)
                for text in {*texts}
                if text is not None
            }
            rows = rows.set_column(at, column, pa.array([kept.get(text) for text in texts], column.type))
    return rows


def longest_of(table: str, column: str) -> int:
    """How many characters a text of this column has at most."""
    field = _FIELDS.get((table, column))
    is_long = field.kind == "long" if field else column in LONG
    return LONGEST_TEXT if is_long else LONGEST_LINE


def _sought(fact: Any) -> Any:
    if isinstance(fact, str):
        return sought(fact)
    if isinstance(fact, (list, tuple)):
        return [_sought(one) for one in fact]
    return fact


def _stored(table: str, name: str, text: str) -> str:
    return in_one_way(text) if (table, name) in AS_SHOWN else as_stored(text)


def _checked(name: str, fact: Any, table: str = "") -> Any:
    if isinstance(fact, str):  # of any length: the desk itself hands rows as one text, as the ledger does
        return _within("", name, _stored(table, name, fact), len(fact))
    if isinstance(fact, (list, tuple)):
        return [_checked(name, one) for one in fact]
    return fact


def _within(table: str, name: str, text: str, longest: int) -> str:
    problem = text_problem(text, longest)
    if problem is None:
        return text
    field = _FIELDS.get((table, name))
    label = field.label if field else _LABELS.get(name, say("The text"))
    raise BadInput(
        say("“%(field)s”: %(problem)s Shorten or correct it. Nothing was saved.", field=label, problem=problem), name
    )
