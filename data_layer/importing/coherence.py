"""What the facts of one row must be to each other: dates in order, and nothing without what it belongs to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_layer.categories import RECORD_KINDS
from data_layer.contradictions import ORDER
from data_layer.importing.fields import TABLES, place_of, target
from data_layer.record_checks import too_much
from data_layer.rules.sentences import Sentence, say

if TYPE_CHECKING:
    from data_layer.importing.rows import Rows

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

_MOST = {
    f"{kind.table}.{field.column}": (field.most, too_much(field))
    for kind in RECORD_KINDS.values()
    for field in kind.fields
    if field.most is not None
}


def groups(facts: "dict[str, pa.Array[Any]]", table: str) -> "Iterator[tuple[int, dict[str, pa.Array[Any]]]]":
    """The columns that the file has for a table, for each time that the table is repeated in a row."""
    for nth in sorted({place_of(code)[1] for code in facts if code.startswith(f"{table}.")}):
        codes = {name: target(f"{table}.{name}", nth) for name in TABLES[table]}
        yield nth, {name: facts[code] for name, code in codes.items() if code in facts}


def places(where: Any) -> list[int]:
    """The rows for which this holds."""
    found: list[int] = np.flatnonzero(pc.fill_null(where, False).to_numpy(zero_copy_only=False)).tolist()
    return found


def check(rows: "Rows") -> None:
    """Refuses the rows whose facts cannot be true or understood together."""
    if rows.is_of_clients:
        _check_belonging(rows)
    for first_code, then_code, sentence in ORDER:
        _check_order(rows, first_code, then_code, sentence)
    for code, facts in rows.facts.items():
        if (limit := _MOST.get(place_of(code)[0])) is not None:
            most, sentence = limit
            _refuse(rows, code, pc.greater(facts, pa.scalar(most)), sentence)


def _refuse(rows: "Rows", code: str, where: Any, reason: Sentence) -> None:
    for row in places(where):
        rows.refuse(row, code, reason)


def _check_belonging(rows: "Rows") -> None:
    """What stands beside a client in one row must tell what it is of."""
    for table, (needed, sentence) in BELONGING.items():
        for nth, columns in groups(rows.facts, table):
            has_key = pa.array(np.zeros(rows.count, bool))
            for name in needed:
                if name in columns:
                    has_key = pc.or_(has_key, pc.is_valid(columns[name]))
            for name in columns.keys() - set(needed):
                lonely = pc.and_(pc.is_valid(columns[name]), pc.invert(has_key))
                _refuse(rows, target(f"{table}.{name}", nth), lonely, sentence)


def _check_order(rows: "Rows", first_code: str, then_code: str, sentence: Sentence) -> None:
    for nth in sorted({nth for code, nth in map(place_of, rows.facts) if code == then_code}):
        code = target(then_code, nth)
        is_same_table = first_code.split(".", maxsplit=1)[0] == then_code.split(".", maxsplit=1)[0]
        first = rows.facts.get(target(first_code, nth) if is_same_table else first_code)
        if first is not None:
            _refuse(rows, code, pc.less(rows.facts[code], first), sentence)


CONTRADICTIONS: dict[str, tuple[tuple[str, str, Sentence], ...]] = {
    table: tuple(
        (first.removeprefix(f"{table}.").replace("clients.birth_date", "born_on"), then.split(".")[1], sentence)
        for first, then, sentence in ORDER
        if then.split(".")[0] == table
    )
    for table in TABLES
}
"""Per table the columns of which the first cannot lie after the second; `born_on` is the birth of the client."""
