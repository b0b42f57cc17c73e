"""Requests that are due for deletion themselves, and complaints of nobody whom the desk knows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.paging import Chosen, Page, Position, page_of
from data_layer.retention import ORDERS as BY_CLIENT
from data_layer.rules.retention import is_red
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader
from data_layer.vocabulary import RIGHT_LABELS

WHAT_LABELS: dict[str, Sentence] = {
    **{right.value: label for right, label in RIGHT_LABELS.items()},
    "": say("complaint"),
}
"""What a case was about: a right, or, for a complaint, the empty code."""
ORDERS = {
    "longest": BY_CLIENT["longest"],
    "number": BY_CLIENT["number"],
}
"""The ways to sort what is due; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that is due: what it was about, since when it is finished, and whose it was, if a client's."""

    number: str
    request_right: str
    finished_on: date
    due_from: date
    client_number: str | None
    red: bool


def due_now(reader: Reader, position: Position, order: str = "longest") -> Page[DueCase]:
    """The cases that are due for deletion, in one of ORDERS."""

    def built(number: str, request_right: str, due_from: date, is_restricted: bool, **columns: Any) -> DueCase:
        del is_restricted
        return DueCase(number, request_right, due_from=due_from, red=is_red(due_from, reader.today), **columns)

    return page_of(reader, built, chosen_cases(reader.today, order), position)


def chosen_cases(today: date, order: str) -> Chosen:
    """The cases that are due for deletion."""
    sql = f"""
        select *, {ORDERS[order].sql} as sort_key from (
            select coalesce(r.number, k.number) as number, coalesce(r.request_right, '') as request_right,
                d.trigger_on as finished_on, d.due_from, c.number as client_number,
                c.restricted_since is not null as is_restricted
            from due_cases d
                -- the kind as a condition of its own would make these joins compare every pair
                left join requests r on r.id = case when d.kind = 'request' then d.case_id end
                left join complaints k on k.id = case when d.kind = 'complaint' then d.case_id end
                left join clients c on c.id = d.client_id
            where d.due_from <= $today
        )
    """
    return Chosen(sql, {"today": today})
