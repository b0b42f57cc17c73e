"""The holds as they are read: the list of all open ones, those of one client, one with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.clients import listed_names
from data_layer.errors import NotFound
from data_layer.paging import Chosen, Order, Page, Position, page_of
from data_layer.record_lists import Happening, happened_to
from data_layer.rules import holds as rules
from data_layer.rules.retention import request_hold_until
from data_layer.rules.sentences import say
from data_layer.transactions import Reader, Seen

GONE = say("This hold is not there any more; nothing was saved. Choose one from the list.")
"""The message of NotFound."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which open holds to list, in which of ORDERS: of one kind of HOLD_LABELS, only those that are to be reviewed."""

    kind: str | None = None
    to_review: bool = False
    order: str = "review"


@dataclass(frozen=True, slots=True)
class Row:
    """One open hold in the list; `number` is its own, by which the list is paged."""

    number: str
    client_id: int
    client_number: str
    kind: str
    since: date
    reason: str | None
    owner: str | None
    review_on: date | None
    to_review: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold in full. `categories` None: of everything. `was_late`: it follows from a request answered too late."""

    id: int
    version: int
    client_id: int
    client_number: str
    kind: str
    fact_id: int | None
    categories: tuple[str, ...] | None
    reason: str | None
    owner_id: int | None
    owner: str | None
    set_by: str | None
    since: date
    until: date | None
    lifted_on: date | None
    review_on: date | None
    reviewed_on: date | None
    answered_on: date | None
    was_late: bool

    @property
    def seen(self) -> Seen:
        """What acting on it asks for."""
        return Seen(self.id, self.version)

    @property
    def is_minded(self) -> bool:
        """Whether nothing ends it by itself, so that somebody reviews and lifts it."""
        return rules.is_minded(self.kind, follows_fact=self.fact_id is not None, was_late=self.was_late)

    @property
    def earliest_end(self) -> date:
        """The first day on which it could be lifted: after a late answer not before it can no longer go to court."""
        if self.was_late and self.answered_on is not None:  # UAVG 35(2)
            return max(self.since, request_hold_until(self.answered_on))
        return self.since


_ALL = """
    select h.*, c.number as client_number, o.name as owner, b.name as set_by_name, r.answered_on,
        coalesce(h.kind = 'request' and r.answered_on > r.legal_last_day, false) as was_late,
        h.fact_id is null or was_late as is_minded,
        -- nothing ends such a one by itself, so it needs a day on which somebody looks at it
        h.until is null and coalesce(h.review_on <= $today, is_minded) as to_review
    from holds h join clients c on c.id = h.client_id
    left join staff o on o.id = h.owner_id left join staff b on b.id = h.set_by
    -- `h.kind = 'request'` as a condition of its own would make this join compare every pair
    left join requests r on r.id = case when h.kind = 'request' then h.fact_id end
"""
ORDERS = {
    "review": Order(
        say("to be reviewed first"),
        "case when to_review then coalesce(date_diff('day', date '1970-01-01', review_on), -999999)"
        " else 100000000 + coalesce(date_diff('day', date '1970-01-01', review_on), 99999999) end",
    ),
    "longest": Order(say("held longest first"), "since"),
    "number": Order(say("by client number"), "client_number"),
}
"""The ways to sort the open holds; the first is the usual one."""


def chosen_holds(which: Filter, today: date) -> Chosen:
    """The open holds that fit the filter, in its order."""
    clauses = ["until is null"]
    facts: dict[str, Any] = {"today": today}
    if which.kind is not None:
        clauses.append("kind = $kind")
        facts["kind"] = which.kind
    if which.to_review:
        clauses.append("to_review")
    sql = f"""
        select id::text as number, client_id, client_number, kind, since, reason, owner, review_on, to_review,
            {ORDERS[which.order].sql} as sort_key
        from ({_ALL}) where {" and ".join(clauses)}
    """  # noqa: S608 - fragments of this module
    return Chosen(sql, facts)


def listed(reader: Reader, which: Filter, position: Position) -> Page[Row]:
    """One page of the open holds."""
    page = page_of(reader, dict[str, Any], chosen_holds(which, reader.today), position)
    names = listed_names(reader, [row["client_id"] for row in page.rows])
    rows = [Row(**row, name=names[row["client_id"]]) for row in page.rows]
    return Page(rows, page.total, page.before, page.after)


def to_review(reader: Reader) -> int:
    """How many open holds somebody must look at now."""
    return int(
        reader.value(f"select count(*) from ({_ALL}) where to_review", today=reader.today)  # noqa: S608 - a fragment of this module
    )


def hold_by_id(reader: Reader, hold_id: int) -> Hold:
    """The hold with this id. Raises NotFound."""
    found = _holds(reader, "id = $which", hold_id)
    if not found:
        raise NotFound(GONE)
    return found[0]


def holds_of(reader: Reader, client_id: int) -> Sequence[Hold]:
    """All holds of a client: the open ones first, then those that ended, the latest first."""
    return _holds(reader, "client_id = $which", client_id)


def history(reader: Reader, hold: Hold) -> list[Happening]:
    """What people did with a hold, the newest first."""
    return happened_to(reader, "holds", hold.client_id, hold.id)


def _holds(reader: Reader, where: str, which: int) -> list[Hold]:
    def built(categories: list[str] | None, set_by_name: str | None, **columns: Any) -> Hold:
        known = {name: columns[name] for name in Hold.__slots__ if name in columns}
        known["categories"] = None if categories is None else tuple(categories)
        return Hold(**{**known, "set_by": set_by_name})

    return reader.all(
        built,
        f"select * from ({_ALL}) where {where} order by until is not null, until desc, since, id",  # noqa: S608 - fragments of this module
        which=which,
        today=reader.today,
    )
