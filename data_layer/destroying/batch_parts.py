"""What a batch is or was about, per category; what of it was skipped and why; and its certificate."""

from dataclasses import dataclass
from typing import Any

from data_layer.clients import listed_names
from data_layer.destroying.items import Counted, Skipped, in_order
from data_layer.errors import NotFound
from data_layer.paging import Chosen, Page, Position, page_of
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Concerned:
    """A client whom a batch is about, with how many of its categories."""

    number: str
    name: str
    categories: int


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """One category of a client, or one case, that was not destroyed. `client_id` None: a case of nobody known."""

    number: str
    client_number: str | None
    what: str
    reason_code: str


def parts(reader: Reader, batch_id: int) -> list[Counted]:
    """What a batch was about, or is as long as it was not carried out, in the order of the statement."""
    found = reader.all(
        Counted,
        """
        select what, clients, records, first_last_day, last_last_day from batch_counts where batch_id = $batch_id
        """,
        batch_id=batch_id,
    )
    return in_order(found)


def concerned(reader: Reader, batch_id: int, position: Position, size: int = 10) -> Page[Concerned]:
    """Whom a batch is about, by number, as long as they are there; for those who may list clients."""
    chosen = Chosen(
        """
        select c.id, c.number, c.number as sort_key, i.categories from clients c join (
            select coalesce(k.merged_into, k.id) as client_id, count(distinct i.category) as categories
            from batch_items i join clients k on k.id = i.client_id where i.batch_id = $batch_id group by 1
        ) i on i.client_id = c.id
        """,
        {"batch_id": batch_id},
    )
    page: Page[dict[str, Any]] = page_of(reader, dict, chosen, position, size)
    names = listed_names(reader, [row["id"] for row in page.rows])
    rows = [Concerned(row["number"], names[row["id"]], row["categories"]) for row in page.rows]
    return Page(rows, page.total, page.before, page.after)


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
