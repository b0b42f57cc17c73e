"""The register of destruction as it is read: the batches, one with what it was about, what was skipped, its proof."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data_layer.destroying.certificate import Skipped
from data_layer.destroying.labels import WHAT_LABELS
from data_layer.errors import NotFound
from data_layer.paging import Chosen, Order, Page, Position, page_of
from data_layer.rules.access import Act, may
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


@dataclass(frozen=True, slots=True)
class Filter:
    """Which batches to list, in which of ORDERS; what is None does not matter."""

    state: str | None = None
    kind: str | None = None
    order: str = "waiting"


@dataclass(frozen=True, slots=True)
class Row:
    """One batch in the list; `clients` and `whole` as proposed, until it was carried out."""

    id: int
    number: str
    kind: str
    state: str
    proposed_by: str | None
    proposed_at: datetime
    approved_by: str | None
    ran_at: datetime | None
    clients: int | None
    whole: int | None
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
    clients: int | None
    whole: int | None
    digest: str | None
    backups_until: date | None
    has_certificate: bool

    @property
    def seen(self) -> Seen:
        """What acting on it asks for."""
        return Seen(self.id, self.version)


@dataclass(frozen=True, slots=True)
class Part:
    """Of one of WHAT_LABELS: clients, records (None: not counted yet), and the range of the last days."""

    what: str
    clients: int
    records: int | None
    first_last_day: date | None
    last_last_day: date | None


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """One category of a client, or one case, that was not destroyed. `client_id` None: a case of nobody known."""

    number: str
    client_number: str | None
    what: str
    reason_code: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How many batches wait for approval, are approved and not carried out yet, and are done."""

    to_approve: int
    to_run: int
    done: int


# as long as a batch was not carried out, its clients are those of its items
_ROWS = """
    select b.id, b.number, b.kind, b.state, p.name as proposed_by, b.proposed_at, a.name as approved_by, b.ran_at,
        coalesce(b.clients, i.clients) as clients, b.whole, coalesce(s.skipped, 0)::bigint as skipped
    from batches b left join staff p on p.id = b.proposed_by left join staff a on a.id = b.approved_by
    left join (
        select batch_id, count(distinct client_id) as clients from batch_items
        where batch_id in (select id from batches where clients is null) group by batch_id
    ) i on i.batch_id = b.id
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


def chosen_batches(which: Filter) -> Chosen:
    """The batches that fit the filter, in its order, with the columns of a Row."""
    facts = {name: fact for name, fact in (("state", which.state), ("kind", which.kind)) if fact is not None}
    clauses = " and ".join(["true", *(f"{name} = ${name}" for name in facts)])
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
            coalesce(b.clients, (select count(distinct i.client_id) from batch_items i where i.batch_id = b.id))
                as clients,
            b.whole, b.digest, b.backups_until, b.certificate is not null as has_certificate
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


def parts(reader: Reader, batch_id: int) -> list[Part]:
    """What a batch was about, or is as long as it was not carried out, in the order of the statement."""
    found = reader.all(
        Part,
        """
        select what, clients, records, first_last_day, last_last_day from batch_counts where batch_id = $batch_id
        """,
        batch_id=batch_id,
    ) or reader.all(
        Part,
        """
        select category as what, count(distinct client_id) as clients, null as records,
            min(last_day) as first_last_day, max(last_day) as last_last_day
        from batch_items where batch_id = $batch_id group by category
        union all
        select b.kind, count(distinct d.client_id), count(*), min(b.last_day), max(b.last_day)
        from batch_cases b left join due_cases d on d.kind = b.kind and d.case_id = b.case_id
        where b.batch_id = $batch_id group by b.kind
        """,
        batch_id=batch_id,
    )
    place = {code: n for n, code in enumerate(WHAT_LABELS)}
    return sorted(found, key=lambda part: place[part.what])


def skips(reader: Reader, batch_id: int) -> list[Skipped]:
    """What was skipped, per reason, the most first."""
    return reader.all(
        Skipped,
        """
        select reason_code, clients, items from batch_skips where batch_id = $batch_id order by items desc, reason_code
        """,
        batch_id=batch_id,
    )


def skipped_items(reader: Reader, batch_id: int, position: Position, size: int = 10) -> Page[SkippedItem]:
    """What was skipped of whom, by client number; for those who may list clients."""
    chosen = Chosen(
        """
        select concat_ws('.', c.number, i.category) as number, c.number as client_number, i.category as what,
            i.reason_code, c.number as sort_key
        from batch_items i join clients c on c.id = i.client_id
        where i.batch_id = $batch_id and i.state = 'skipped'
        union all
        select coalesce(r.number, k.number, b.case_id::text), c.number, b.kind, b.reason_code, coalesce(c.number, '')
        from batch_cases b left join requests r on r.id = case when b.kind = 'request' then b.case_id end
        left join complaints k on k.id = case when b.kind = 'complaint' then b.case_id end
        left join clients c on c.id = coalesce(r.client_id, k.client_id)
        where b.batch_id = $batch_id and b.state = 'skipped'
        """,
        {"batch_id": batch_id},
    )
    return page_of(reader, SkippedItem, chosen, position, size)


def certificate(reader: Reader, batch_id: int) -> bytes:
    """The certificate of a batch that was carried out, as PDF. Raises NotFound."""
    body: Any = reader.value("select certificate from batches where id = $batch_id", batch_id=batch_id)
    if body is None:
        raise NotFound(say("This destruction has no certificate yet."))
    return bytes(body)
