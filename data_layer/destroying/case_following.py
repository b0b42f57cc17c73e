"""What an erasure does to the case that it was for: notices to recipients, where the answer goes, an event."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer.carrying_out import notices
from data_layer.categories import CATEGORIES
from data_layer.ids import new_id
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
    case = _case(change, request_id) if categories else None
    if case is None:
        yield
        return
    reply = _reply(change, case, categories)
    notices.open_for(change, case, categories, "erased")  # art. 19, as long as it can be seen who got them
    yield
    record(change, case, new_id(), EventKind.ERASED, on, code=number, **reply)


def _case(change: Change, request_id: int | None) -> Current | None:
    seen = change.one(
        Seen, "select id, version from requests where id = $id and client_id is not null", id=request_id
    )  # fmt: skip
    return current(change, seen, new_id()) if seen else None


def _reply(change: Change, case: Current, categories: list[str]) -> dict[str, Any]:
    """Where the answer goes once the name and the home address have gone from the dossier."""
    found: dict[str, Any] = {}
    if "names" in categories:
        found["reply_name"] = change.value(
            "select nullif(concat_ws(' ', first_names, prefix, surname), '') from clients where id = $id",
            id=case.client_id,
        )
    if "address" in categories:
        found["reply_address"] = change.value(
            """
            select nullif(concat_ws(chr(10), nullif(concat_ws(' ', street, house_number), ''),
                nullif(concat_ws(' ', postcode, city), '')), '')
            from addresses where client_id = $id and kind = 'home'
            order by coalesce(valid_until, date '9999-12-31') desc, coalesce(valid_from, date '0001-01-01') desc,
                id desc
            """,
            id=case.client_id,
        )
    return {column: value for column, value in found.items() if value is not None}
