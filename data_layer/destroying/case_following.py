"""What an erasure does to the case that it was for: notices to recipients, where the answer goes, an event."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer.carrying_out import notices
from data_layer.categories import CATEGORIES
from data_layer.ids import new_id
from data_layer.requests.letter_facts import post_address
from data_layer.requests.request_history import Current, Seen, current, record
from data_layer.rules.request_course import EventKind
from data_layer.transactions import Change


@contextmanager
def followed(change: Change, request_id: int | None, number: str, items: pa.Table, on: date) -> Iterator[None]:
    """Within, these items of batch `number` go; around it the case follows, in the same transaction.

    Nothing of it where the batch was for no request, or nothing of a category goes.
    """
    going = set(items["category"].to_pylist())
    categories = [category.code for category in CATEGORIES if category.code in going]
    case = _case(change, request_id, items) if categories else None
    if case is None:
        yield
        return
    _keep_where_answers_go(change, case, categories)
    notices.open_for(change, case, categories, "erased")  # art. 19, as long as it can be seen who got them
    yield
    record(change, case, new_id(), EventKind.ERASED, on, code=number)


def _case(change: Change, request_id: int | None, items: pa.Table) -> Current | None:
    """The case, if it is there and about whom these items are of: a backup may know it with another client, or none."""
    seen = change.one(
        Seen,
        """
        select id, version from requests where id = $id and client_id in (
            select coalesce(merged_into, id) from clients where id in (select unnest($ids::bigint[])))
        """,
        id=request_id,
        ids=items["client_id"].unique().to_pylist(),
    )
    return current(change, seen, new_id()) if seen else None


def _keep_where_answers_go(change: Change, case: Current, categories: list[str]) -> None:
    """Keeps the name and the address for post that go with this request, and with what else the client still asks."""
    found: dict[str, Any] = {"reply_name": None, "reply_address": None}
    if "names" in categories:
        found["reply_name"] = change.value(
            "select nullif(concat_ws(' ', first_names, prefix, surname), '') from clients where id = $id",
            id=case.client_id,
        )
    if "address" in categories:
        found["reply_address"] = "\n".join(post_address(change, case.client_id, change.today)) or None
    change.execute(
        """
        update requests set reply_name = coalesce(reply_name, $reply_name),
            reply_address = coalesce(reply_address, $reply_address), version = version + 1
        where client_id = $client_id and finished_on is null and coalesce($reply_name, $reply_address) is not null
        """,
        client_id=case.client_id,
        **found,
    )
