"""The files of the deliveries that wait to be sent, made as the desk makes them."""

from typing import Any

from data_layer.delivering.delivery import Delivery, Selection
from data_layer.delivering.preparing import put_file
from data_layer.rules.months import last_of, month_before
from data_layer.transactions import Change


def add_files(change: Change) -> int:
    """A file for each entry that says it was made; how many."""
    entries = change.all(dict[str, Any], "select * from disclosures where state = 'made' order by id")
    for entry in entries:
        since = month_before(entry["happened_on"])
        delivery = Delivery(
            entry["recipient_id"], tuple(entry["categories"]), (), entry["purpose"], entry["ground"],
            since, last_of(since), Selection("course"), "csv",
        )  # fmt: skip
        going = change.values("select client_id from disclosure_clients where disclosure_id = $id", id=entry["id"])
        put_file(change, entry["id"], entry["number"], delivery, going)
    return len(entries)
