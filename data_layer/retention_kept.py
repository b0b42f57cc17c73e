"""What keeps records from falling due: what holds are called, and agreements that were never given an end date."""

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
class Endless:
    """An agreement without an end date. `number` is the row's own; `agreement` the school's, where it has one."""

    number: str
    client_number: str
    name: str
    agreement: str | None
    started_on: date


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
