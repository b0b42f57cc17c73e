"""What the facts of one row must be to each other: dates in order, and nothing without what it belongs to."""

from collections.abc import Callable, Iterator
from typing import Any

from data_layer.importing.fields import FIELD, TABLES, field_of, target
from data_layer.rules.sentences import Sentence, say

Facts = dict[str, list[Any]]
Refuse = Callable[[int, str, Sentence], None]

BELONGING: dict[str, tuple[tuple[str, ...], Sentence]] = {
    "agreements": (
        ("number", "started_on", "ended_on"),
        say("It is not clear to which agreement this belongs: its number, start and end are missing."),
    ),
    "invoices": (
        ("number", "issued_on"),
        say("It is not clear to which invoice this belongs: its number and date are missing."),
    ),
    "payments": (("paid_on",), say("The day of this payment is missing.")),
    "residence_statuses": (("status",), say("The residence status that these dates belong to is missing.")),
}


def groups(facts: Facts, table: str) -> Iterator[tuple[int, Facts]]:
    """The columns that the file has for a table, for each time that the table is repeated in a row."""
    for nth in sorted({field_of(code)[1] for code in facts if code.startswith(f"{table}.")}):
        codes = {name: target(f"{table}.{name}", nth) for name in TABLES[table]}
        yield nth, {name: facts[code] for name, code in codes.items() if code in facts}


def check(facts: Facts, rows: int, refuse: Refuse) -> None:
    """Refuses the rows whose facts cannot be true or understood together."""
    for table, (needed, sentence) in BELONGING.items():
        for nth, columns in groups(facts, table):
            keys = [columns[name] for name in needed if name in columns]
            has_key = [any(k is not None for k in key) for key in zip(*keys, strict=True)] if keys else [False] * rows
            for name in columns.keys() - set(needed):
                for row, value in enumerate(columns[name]):
                    if value is not None and not has_key[row]:
                        refuse(row, target(f"{table}.{name}", nth), sentence)
    for first_code, then_code, sentence in ORDER:
        for nth in sorted({field_of(code)[1] for code in facts if field_of(code)[0].code == then_code}):
            first = facts.get(target(first_code, nth if FIELD[first_code].repeats else 1), ())
            for row, (a, b) in enumerate(zip(first, facts[target(then_code, nth)], strict=False)):
                if a is not None and b is not None and b < a:
                    refuse(row, target(then_code, nth), sentence)


ORDER: tuple[tuple[str, str, Sentence], ...] = (
    ("clients.birth_date", "clients.arrived_on", say("The arrival in the Netherlands lies before the birth.")),
    ("clients.birth_date", "clients.registered_on", say("The registration lies before the birth.")),
    (
        "residence_statuses.valid_from",
        "residence_statuses.valid_until",
        say("The residence status ends before it begins."),
    ),
    ("clients.birth_date", "agreements.started_on", say("The course starts before the birth.")),
    ("agreements.started_on", "agreements.ended_on", say("The course ends before it starts.")),
    ("invoices.issued_on", "invoices.paid_on", say("The invoice was paid before it was issued.")),
    ("invoices.issued_on", "invoices.due_on", say("The invoice is payable before it was issued.")),
)
CONTRADICTIONS: dict[str, tuple[tuple[str, str, Sentence], ...]] = {
    table: tuple(
        (first.split(".")[1], then.split(".")[1], sentence)
        for first, then, sentence in ORDER
        if FIELD[first].table == FIELD[then].table == table
    )
    for table in TABLES
}
"""Per table the columns of which the first cannot lie after the second."""
