"""Days that cannot be true together, said once for the forms and for the imports."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data_layer.categories import RECORD_KINDS
from data_layer.rules.sentences import Sentence, say

_BIRTH = "clients.birth_date"

ORDER: tuple[tuple[str, str, Sentence], ...] = (
    (_BIRTH, "clients.arrived_on", say("The arrival in the Netherlands lies before the birth.")),
    (_BIRTH, "clients.registered_on", say("The registration lies before the birth.")),
    ("addresses.valid_from", "addresses.valid_until", say("The client left this address before living there.")),
    (
        "residence_statuses.valid_from",
        "residence_statuses.valid_until",
        say("The residence status ends before it begins."),
    ),
    (_BIRTH, "agreements.started_on", say("The course starts before the birth.")),
    ("agreements.started_on", "agreements.ended_on", say("The course ends before it starts.")),
    ("complaints.received_on", "complaints.acknowledged_on", say("The complaint was acknowledged before it came in.")),
    ("complaints.received_on", "complaints.answered_on", say("The complaint was answered before it came in.")),
    (
        "complaints.received_on",
        "complaints.passed_to_authority_on",
        say("The complaint was passed on before it came in."),
    ),
    ("complaints.received_on", "complaints.closed_on", say("The complaint was closed before it came in.")),
    ("invoices.issued_on", "invoices.paid_on", say("The invoice was paid before it was issued.")),
    ("invoices.issued_on", "invoices.due_on", say("The invoice is payable before it was issued.")),
    ("invoices.issued_on", "invoices.credited_on", say("The invoice was credited before it was issued.")),
    ("invoices.issued_on", "invoices.written_off_on", say("The invoice was written off before it was issued.")),
    ("invoices.issued_on", "invoices.in_collection_since", say("The invoice was in collection before it was issued.")),
    *(
        (_BIRTH, f"{table}.{column}", say("This day lies before the birth of the client."))
        for table, kind in RECORD_KINDS.items()
        for column in (field.column for field in kind.fields if field.is_day)
        if column != "started_on"  # of which a sentence of its own is above
    ),
)
"""Two columns of which the first cannot lie after the second, and what is wrong if it does."""


def contradiction(table: str, row: Mapping[str, Any], born_on: date | None) -> tuple[str, Sentence] | None:
    """The column that cannot be true beside the others of its row, or beside the client's birth; or nothing."""
    for first, then, sentence in ORDER:
        in_table, column = then.split(".")
        if in_table != table:
            continue
        before = born_on if first == _BIRTH else row.get(first.split(".")[1])
        after = row.get(column)
        if before is not None and after is not None and after < before:
            return column, sentence
    return None


def records_before_birth(first: date) -> Sentence:
    """What is wrong with a birth after the first of the client's records."""
    return say("There are records from before this birth: the first is of %(day)s.", day=first)


AFTER_BIRTH = (
    *(then.split(".") for first, then, _ in ORDER if first == _BIRTH and not then.startswith("clients.")),
    ["consents", "given_on"],
)
"""Table and column of the records' days that cannot lie before the birth of the client."""
