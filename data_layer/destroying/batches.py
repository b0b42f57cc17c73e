"""The register of destruction as it is read: the list of batches, its figures, one batch."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data_layer.errors import NotFound
from data_layer.paging import Chosen, Order, Page, Position, page_of
from data_layer.rules.access import Act, may
from data_layer.rules.checks import begins
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.transactions import Reader, Seen

STATE_LABELS: dict[str, Sentence] = {
    "proposed": say("waits for approval"),
    "approved": say("approved"),
    "rebuilding": say("being carried out"),
    "done": say("carried out"),
    "rejected": say("rejected"),
}
OPEN = "open"
"""As a state: proposed or approved, and not carried out yet."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which batches to list, in which of ORDERS; what is None does not matter.

    `state` can be OPEN too; `since` and `until` are the first and the last day on which one was carried out.
    """

    state: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    order: str = "waiting"


@dataclass(frozen=True, slots=True)
class Row:
    """One batch in the list; `clients` and `whole` are as proposed until it was carried out."""

    id: int
    number: str
    kind: str
    state: str
    proposed_by: str | None
    proposed_at: datetime
    approved_by: str | None
    ran_at: datetime | None
    clients: int
    whole: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch in full. `proposer_id` is whoever may not approve it."""

    id: int
    version: int
    number: str
    kind: str
    state: str
    due_until: date
    category: str | None
    is_chosen: bool
    request_number: str | None
    proposer_id: int
    proposed_by: str | None
    proposed_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    rejected_by: str | None
    rejected_at: datetime | None
    rejected_why: str | None
    run_after: datetime | None
    ran_by: str | None
    ran_at: datetime | None
    rebuilt_at: datetime | None
    clients: int
    whole: int
    digest: str | None
    backups_until: date | None
    has_certificate: bool

    @property
    def seen(self) -> Seen:
        """What acting on it asks for."""
        return Seen(self.id, self.version)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many batches wait for approval, are approved and not carried out yet, and are done."""

    to_approve: int
    to_run: int
    done: int


_ROWS = """
    select b.id, b.number, b.kind, b.state, p.name as proposed_by, b.proposed_at, a.name as approved_by, b.ran_at,
        b.clients, b.whole, coalesce(s.skipped, 0)::bigint as skipped
    from batches b left join staff p on p.id = b.proposed_by left join staff a on a.id = b.approved_by
    left join (select batch_id, sum(items) as skipped from batch_skips group by batch_id) s on s.batch_id = b.id
"""
ORDERS = {
    "waiting": Order(
        say("what waits first"),
        "case state when 'proposed' then 0 when 'approved' then 1 when 'rebuilding' then 1 else 2 end"
        " * 10000000000000000 - epoch_us(proposed_at)",
    ),
    "newest": Order(say("newest first"), "-epoch_us(proposed_at)"),
    "number": Order(say("by number"), "number"),
}
"""The ways to sort the register; the first is the usual one."""


_CLAUSES = {
    "state": f"(state = $state or ($state = '{OPEN}' and state in ('proposed', 'approved')))",
    "kind": "kind = $kind",
    "since": "ran_at >= $since",
    "until": "ran_at < $until",
}


def chosen_batches(which: Filter) -> Chosen:
    """The batches that fit the filter, in its order, with the columns of a Row."""
    given = {
        "state": which.state,
        "kind": which.kind,
        "since": which.since and begins(which.since),
        "until": which.until and begins(which.until + timedelta(days=1)),
    }
    facts = {name: fact for name, fact in given.items() if fact is not None}
    clauses = " and ".join(["true", *(_CLAUSES[name] for name in facts)])
    sql = f"select f.*, {ORDERS[which.order].sql} as sort_key from ({_ROWS}) f where {clauses}"
    return Chosen(sql, facts)


def listed(reader: Reader, which: Filter, position: Position) -> Page[Row]:
    """One page of the register."""
    return page_of(reader, Row, chosen_batches(which), position)


def totals(reader: Reader) -> Totals:
    """The figures of the register."""
    found = reader.one(
        Totals,
        """
        select count(*) filter (state = 'proposed') as to_approve,
            count(*) filter (state in ('approved', 'rebuilding')) as to_run,
            count(*) filter (state = 'done') as done
        from batches
        """,
    )
    assert found is not None  # noqa: S101 - a count always answers
    return found


@dataclass(frozen=True, slots=True)
class Open:
    """How many batches had been proposed on a day, and how many of these were neither carried out nor rejected."""

    open: int
    proposed: int


def open_on(reader: Reader, day: date) -> Open:
    """Of today, or of a day before: then at its end."""
    end = begins(day + timedelta(days=1)) if day < reader.today else None
    return reader.one(
        Open,
        """
        select count(*) filter (ended_at is null or ended_at >= $end) as open,
            count(*) as proposed
        from (select proposed_at, coalesce(ran_at, rejected_at) as ended_at from batches)
        where $end::timestamptz is null or proposed_at < $end
        """,
        end=end,
    ) or Open(0, 0)


def waiting_for(reader: Reader, actor: Actor) -> int:
    """How many batches this person could approve now: none of their own."""
    if not may(actor.roles, Act.DESTRUCTION_APPROVE):
        return 0
    return int(
        reader.value(
            "select count(*) from batches where state = 'proposed' and proposed_by <> $staff_id",
            staff_id=actor.staff_id,
        )
    )


def the_batch(reader: Reader, number: str) -> Batch:
    """The batch with this number. Raises NotFound."""
    found = reader.one(
        Batch,
        """
        select b.id, b.version, b.number, b.kind, b.state, b.due_until, b.category, b.is_chosen,
            r.number as request_number, b.proposed_by as proposer_id, p.name as proposed_by, b.proposed_at,
            a.name as approved_by, b.approved_at, j.name as rejected_by, b.rejected_at, b.rejected_why, b.run_after,
            n.name as ran_by, b.ran_at, b.rebuilt_at,
            b.clients, b.whole, b.digest, b.backups_until, b.certificate is not null as has_certificate
        from batches b left join staff p on p.id = b.proposed_by left join staff a on a.id = b.approved_by
        left join staff j on j.id = b.rejected_by left join staff n on n.id = b.ran_by
        left join requests r on r.id = b.request_id
        where b.number = $number
        """,
        number=number,
    )
    if found is None:
        raise NotFound(say("There is no destruction with this number. Choose one from the list."))
    return found
