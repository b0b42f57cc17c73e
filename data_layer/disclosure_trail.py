"""Where one client's data went and came from, recipient by recipient, as the register has it.

Only what was annulled does not count: what was made is taken to have gone (art. 15(1)(c), art. 19).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.categories import CATEGORIES
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction


@dataclass(frozen=True, slots=True)
class Step:
    """What one recipient got of the client, or gave: the categories in the order of the statement, and the days.

    `days` has each day once, the oldest first.
    """

    recipient_id: int
    recipient_code: str
    recipient_name: str
    legal_name: str
    direction: Direction
    categories: tuple[str, ...]
    entries: int
    days: tuple[date, ...]

    @property
    def first_on(self) -> date:
        """The first day."""
        return self.days[0]

    @property
    def last_on(self) -> date:
        """The last day."""
        return self.days[-1]


def trail_of(reader: Reader, client_id: int) -> list[Step]:
    """Per recipient and direction what was exchanged of this client: first what went out."""
    return _steps(reader, client_id)


def recipients_who_got(reader: Reader, client_id: int, categories: Collection[str]) -> list[Step]:
    """Who really got one of these categories of this client, each with the ones of them it got, and when (art. 19)."""
    return _steps(reader, client_id, Direction.OUT, categories)


def _steps(
    reader: Reader, client_id: int, direction: Direction | None = None, only: Collection[str] | None = None
) -> list[Step]:
    def built(*, direction: str, categories: list[str], days: list[date], **columns: Any) -> Step:
        found = [c.code for c in CATEGORIES if c.code in categories and (only is None or c.code in only)]
        return Step(direction=Direction(direction), categories=tuple(found), days=tuple(days), **columns)

    return reader.all(
        built,
        """
        select r.id as recipient_id, r.code as recipient_code, r.name as recipient_name, r.legal_name, d.direction,
            count(*) as entries,
            list_distinct(flatten(list(d.categories))) as categories,
            list_sort(list_distinct(list(d.happened_on))) as days
        from disclosures d join recipients r on r.id = d.recipient_id
        where d.state <> 'annulled' and d.direction = coalesce($direction, d.direction)
            and ($only::varchar[] is null or list_has_any(d.categories, $only::varchar[]))
            and d.id in (select disclosure_id from disclosure_clients where client_id = $client_id)
        group by r.id, r.code, r.name, r.legal_name, r.in_statement, d.direction
        order by d.direction desc, r.in_statement desc, r.id
        """,
        client_id=client_id,
        direction=direction.value if direction else None,
        only=None if only is None else list(only),
    )
