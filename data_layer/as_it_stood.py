"""How cases stood at the end of a day: what makes SQL that reads their table read them as they stood then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from data_layer.rules.months import first_of_twelve_months


@dataclass(frozen=True, slots=True)
class Stood:
    """A day, and the clause with which SQL reads the table as it stood at the end of it; of today there is none."""

    day: date
    clause: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def of(self, sql: str) -> str:
        """This SQL, of the cases as they stood; it is run with `facts` beside its own."""
        return f"{self.clause} {sql}" if self.clause else sql

    def window(self, since: date | None = None, until: date | None = None) -> dict[str, date]:
        """The days between which something is counted, as SQL names them: without any, the last twelve months.

        `judged_until`: what is to be done by today can still be done in time; of a past day everything is known.
        """
        until = min(until or self.day, self.day)
        is_over = bool(self.clause)
        return {
            "since": since or first_of_twelve_months(self.day),
            "until": until,
            "judged_until": min(until, self.day if is_over else self.day - timedelta(days=1)),
        }
