"""Whether what a file says several times about the same thing is the same."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from data_layer.importing.coherence import groups
from data_layer.importing.comparing import Mentioned, columns_of
from data_layer.importing.fields import target
from data_layer.importing.rows import Rows
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

Values = dict[str, Any]
IDENTITIES: dict[str, Callable[[Values], Any]] = {
    "clients": lambda _: None,
    "addresses": lambda _: None,
    "residence_statuses": lambda v: v["status"].casefold(),
    "agreements": lambda v: v.get("number") or v.get("started_on") or ("end", v.get("ended_on")),
    "invoices": lambda v: v.get("number") or (v.get("issued_on"), v.get("amount")),
}
"""What makes two mentions in a file the same thing; in the other tables every mention stands for itself."""


def says_otherwise(row: int) -> Sentence:
    """What is wrong with a row that contradicts this one of the same sheet."""
    return say("Row %(row)s of this file says something else about the same.", row=row)


class Agreement:
    """Several rows or columns about the same thing of the same client must say the same."""

    def __init__(self, rows: Rows, times: "Counter[str | None]") -> None:
        self.rows, self.times = rows, times
        found = [(t, nth, columns) for t in IDENTITIES for nth, columns in groups(rows.facts, t)]
        self.has_numbered_columns = len(found) != len({table for table, _, _ in found})
        self.groups = [
            (table, nth, {name: column.to_pylist() for name, column in columns.items()})
            for table, nth, columns in (found if self._is_needed else ())
        ]
        self.said: dict[str, dict[Any, tuple[Any, int]]] = {}

    @property
    def _is_needed(self) -> bool:
        return self.has_numbered_columns or any(times > 1 for times in self.times.values())

    def holds(self, row: int, number: str) -> bool:
        """Whether the row agrees with what was said before about its client; what it says is then remembered."""
        if self.times[number] == 1 and not self.has_numbered_columns:
            return True
        before, now = self.said.get(number, {}), dict[Any, tuple[Any, int]]()
        for key, code, value in self._facts(row):
            other, where = before.get(key) or now.get(key) or (value, row)
            if other != value:
                self.rows.refuse(
                    row,
                    code,
                    says_otherwise(self.rows.taking.sheet.number(where)),
                )
                return False
            now[key] = (value, row)
        if self.times[number] > 1:
            self.said[number] = now | before
        return True

    def _facts(self, row: int) -> Iterator[tuple[Any, str, Any]]:
        for table, nth, columns in self.groups:
            values = {name: column[row] for name, column in columns.items() if column[row] is not None}
            if not values:
                continue
            identity = IDENTITIES[table](values)
            for name, value in values.items():
                yield (table, identity, name), target(f"{table}.{name}", nth), value


def disagreeing(reader: Reader, what: Mentioned) -> list[dict[str, Any]]:
    """The rows that say something else about a thing than a row before, or than the clients' own. Within a sheet of
    clients `Agreement` has seen to it.

    Each has file_sheet and file_row, column_name, and other_sheet and other_row.
    """
    if what.matching is None:
        return []
    columns = columns_of(what.table)
    firsts = ", ".join(
        f"first_value(case when {c} is not null then {{'said': {c}, 'sheet': file_sheet, 'row': file_row}} end"
        f" ignore nulls) over same as first_{c}"
        for c in columns
    )
    said = " ".join(
        f"when {c} <> first_{c}.said then {{'name': '{c}', 'sheet': first_{c}.sheet, 'row': first_{c}.row}}"
        for c in columns
    )
    with reader.lent(mentions=what.mentions):
        return reader.all(
            dict[str, Any],
            f"""
            select file_sheet, file_row, other.name as column_name, other.sheet as other_sheet, other.row as other_row
            from (
                select file_sheet, file_row, is_record, case {said} end as other from (
                    select *, {firsts} from mentions window same as (
                        partition by file_person, {what.matching.identity} order by is_record, file_order
                    )
                )
            ) where other is not null and (is_record or other.sheet <> file_sheet)
            """,  # noqa: S608 - names and conditions of the declarations in this package
        )
