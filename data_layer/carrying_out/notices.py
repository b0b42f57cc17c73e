"""Telling those who got the data what became of them (art. 19 GDPR): one notice for each recipient."""

from collections.abc import Collection
from typing import Literal

from data_layer.disclosure_trail import recipients_who_got
from data_layer.ids import new_id
from data_layer.requests.request_history import Current, record
from data_layer.rules.request_course import EventKind
from data_layer.transactions import Change

Changed = Literal["corrected", "completed", "erased", "restricted"]
"""What is done to data that those who got them must be told."""


def open_for(change: Change, case: Current, categories: Collection[str], what: Changed) -> int:
    """Opens a notice, in the open transaction, for each recipient who really got one of these categories; how many.

    Of an erasure it is called before the data go. What a notice of this request says already, it says once.
    """
    assert case.client_id is not None  # noqa: S101 - only what is known of somebody can be changed
    opened = 0
    for step in recipients_who_got(change, case.client_id, categories):
        notice_id = new_id()
        change.insert(
            "notices", id=notice_id, request_id=case.id, recipient_id=step.recipient_id,
            categories=list(step.categories), change=what, opened_on=change.today,
        )  # fmt: skip
        record(change, case, notice_id, EventKind.NOTICE_OPENED, change.today, code=step.recipient_code)
        opened += 1
    return opened
