"""Whether the rows of one client in a file, and its numbered columns, say the same about the same thing."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from data_layer.importing.coherence import groups
from data_layer.importing.fields import target
from data_layer.importing.rows import Rows
from data_layer.rules.sentences import say

Values = dict[str, Any]
IDENTITIES: dict[str, Callable[[Values], Any]] = {
    "clients": lambda _: None,
    "addresses": lambda _: None,
    "residence_statuses": lambda v: v["status"].casefold(),
    "agreements": lambda v: v.get("number") or v.get("started_on") or ("end", v.get("ended_on")),
    "invoices": lambda v: v.get("number") or (v.get("issued_on"), v.get("amount")),
}
"""What makes two mentions in a file the same thing; in the other tables every mention stands for itself."""


class Agreement:
    """Several rows or columns about the same thing of the same client must say the same."""

    def __init__(self, rows: Rows, times: "Counter[str | None]") -> None:
        self.rows, self.times = rows, times
        self.groups = [(t, nth, columns) for t in IDENTITIES for nth, columns in groups(rows.facts, t)]
        tables = [table for table, _, _ in self.groups]
        self.has_numbered_columns = len(tables) != len(set(tables))
        self.said: dict[str, dict[Any, tuple[Any, int]]] = {}

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
                    say(
                        "Row %(row)s of this file says something else about the same.",
                        row=self.rows.sheet.row_numbers[where],
                    ),
                )
                return False
            now[key] = (value, row)
        if self.times[number] > 1:
            self.said[number] = now | before
        return True

    def _facts(self, row: int) -> Iterator[tuple[Any, str, Any]]:
        for table, nth, columns in self.groups:
            values = {name: column[row] for name, column in columns.items() if column[row] is not None}
            values.pop("number", None) if table == "clients" else None
            if not values:
                continue
            identity = IDENTITIES[table](values)
            for name, value in values.items():
                yield (table, identity, name), target(f"{table}.{name}", nth), value
