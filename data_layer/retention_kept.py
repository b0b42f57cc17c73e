"""What keeps records from falling due: open holds, and agreements that were never given an end date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.clients import listed_names
from data_layer.paging import Chosen, Page, Position, page_of
from data_layer.rules.sentences import say
from data_layer.rules.working_days import add_months
from data_layer.transactions import Reader

LONG_YEARS = 5  # an agreement that runs longer than this was most likely never closed
HOLD_LABELS = {
    "complaint": say("open complaint"),
    "dispute": say("dispute"),
    "collection": say("debt collection"),
    "request": say("privacy request"),
    "restriction": say("restriction"),
    "tax_audit": say("tax audit"),
    "investigation": say("investigation"),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """What keeps records: the kind of HOLD_LABELS, since when, why, who minds it, when it is looked at again."""

    kind: str
    since: date
    reason: str | None
    owner: str | None
    review_on: date | None
    categories: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class HeldClient:
    """A client whose records are kept by open holds, the oldest first."""

    id: int
    number: str
    name: str
    since: date
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True)
class Endless:
    """An agreement without an end date. `number` is the row's own; `agreement` the school's, where it has one."""

    number: str
    client_number: str
    name: str
    agreement: str | None
    started_on: date


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    number: str
    on: date


HELD = Chosen(
    """
    select c.id, c.number, h.since as on, h.since as sort_key
    from clients c join (
        select client_id, min(since) as since from holds where until is null group by client_id
    ) h on h.client_id = c.id
    where c.held
    """,
    {},
)
"""The clients whose records an open hold keeps, held longest first."""


def held(reader: Reader, position: Position) -> Page[HeldClient]:
    """The clients whose records an open hold keeps, with every such hold; held longest first."""
    page = page_of(reader, _Row, HELD, position)
    ids = [row.id for row in page.rows]
    names, holds = listed_names(reader, ids), _open_holds(reader, ids)
    rows = [HeldClient(row.id, row.number, names[row.id], row.on, holds[row.id]) for row in page.rows]
    return Page(rows, page.total, page.before, page.after)


def endless(reader: Reader, position: Position) -> Page[Endless]:
    """Agreements without an end date that began more than five years ago; they keep all of the client from falling
    due. Where the start is unknown the day of registration counts."""

    def built(client_id: int, **columns: Any) -> tuple[int, dict[str, Any]]:
        return client_id, columns

    page = page_of(reader, built, chosen_endless(reader.today), position)
    names = listed_names(reader, [client_id for client_id, _ in page.rows])
    rows = [Endless(name=names[client_id], **columns) for client_id, columns in page.rows]
    return Page(rows, page.total, page.before, page.after)


def chosen_endless(today: date) -> Chosen:
    """The agreements without an end date that began more than five years ago, the oldest first."""
    sql = """
        select a.id::text as number, a.client_id, c.number as client_number, a.number as agreement,
            coalesce(a.started_on, c.registered_on) as started_on,
            coalesce(a.started_on, c.registered_on) as sort_key
        from agreements a join clients c on c.id = a.client_id
        where a.ended_on is null and coalesce(a.started_on, c.registered_on) < $long_ago
    """
    return Chosen(sql, {"long_ago": long_ago(today)})


def long_ago(today: date) -> date:
    """An open agreement that began before this day lasts suspiciously long."""
    return add_months(today, -12 * LONG_YEARS)


def _open_holds(reader: Reader, client_ids: Sequence[int]) -> dict[int, tuple[Hold, ...]]:
    found: dict[int, list[Hold]] = {client_id: [] for client_id in client_ids}

    def placed(client_id: int, categories: list[str] | None, **columns: Any) -> None:
        found[client_id].append(Hold(categories=None if categories is None else tuple(categories), **columns))

    reader.all(
        placed,
        """
        select h.client_id, h.kind, h.since, h.reason, s.name as owner, h.review_on, h.categories
        from holds h left join staff s on s.id = h.owner_id
        where h.until is null and h.client_id in (select unnest($ids)::bigint)
        order by h.since, h.id
        """,
        ids=list(client_ids),
    )
    return {client_id: tuple(some) for client_id, some in found.items()}
