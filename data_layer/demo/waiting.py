"""The files of the deliveries that wait to be sent, made as the desk makes them."""

import hashlib
from typing import Any

from data_layer import recipients
from data_layer.delivering import making
from data_layer.delivering.delivery import Delivery
from data_layer.delivering.preparing import file_name
from data_layer.delivering.selecting import Selection
from data_layer.rules.months import last_of, month_before
from data_layer.transactions import Change


def add_files(change: Change) -> int:
    """A file for each entry that says it was made; how many."""
    entries = change.all(dict[str, Any], "select * from disclosures where state = 'made' order by id")
    for entry in entries:
        recipient = recipients.the_recipient(change, entry["recipient_id"])
        since = month_before(entry["happened_on"])
        delivery = Delivery(
            recipient.id, tuple(entry["categories"]), (), entry["purpose"], entry["ground"], since, last_of(since),
            Selection("course"), "csv",
        )  # fmt: skip
        going = change.values("select client_id from disclosure_clients where disclosure_id = $id", id=entry["id"])
        body = making.made(change, recipient, delivery, going)
        change.insert("delivery_files", disclosure_id=entry["id"], format=delivery.format, body=body)
        change.execute(
            """
            update disclosures set selection = $selection, period_from = $since, period_until = $until,
                file_name = $name, file_digest = $digest
            where id = $id
            """,
            id=entry["id"],
            selection=delivery.selection.way,
            since=delivery.since,
            until=delivery.until,
            name=file_name(recipient.code, entry["number"], delivery.format),
            digest=hashlib.sha256(body).hexdigest(),
        )
    return len(entries)
