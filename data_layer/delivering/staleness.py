"""Whether the file of a delivery that waits to be sent may still be used as it was made."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyarrow as pa

from data_layer import recipients
from data_layer.delivering.layouts import sent_fields
from data_layer.delivering.weighing import why_not
from data_layer.disclosure_facts import exchange_with, standing_apart
from data_layer.recipients import Recipient
from data_layer.rules.disclosure import enumerated, findings, some_of
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction

KEPT = timedelta(days=30)  # a file that nobody sent by then is made anew


def why_shut(reader: Reader, disclosure_id: int) -> Sentence | None:
    """Why the file may not be used any more; None while everything in it may go as it is.

    Asked are the recipient, who may go along, and whether what is in it was corrected, removed or merged since
    (art. 16, 17 GDPR).
    """
    entry: dict[str, Any] | None = reader.one(dict, "select * from disclosures where id = $id", id=disclosure_id)
    assert entry is not None  # noqa: S101 - its file was found
    why = list(_reasons(reader, entry))
    if not why:
        return None
    return say(
        "This file cannot be used any more. %(why)s Annul it, and make it anew if it is still needed.",
        why=enumerated(why, between=" "),
    )


def _reasons(reader: Reader, entry: dict[str, Any]) -> Iterator[Sentence]:
    recipient = recipients.the_recipient(reader, entry["recipient_id"])
    if not recipient.active:
        yield say("This recipient gets no data any more.")
    if entry["happened_on"] + KEPT < reader.today:
        yield say("It was made more than %(days)s days ago.", days=KEPT.days)
    about = {name: entry[name] for name in ("categories", "purpose", "statute", "ground")}
    exchange = exchange_with(reader, recipient, (), reader.today, direction=Direction.OUT, **about)
    yield from (finding.sentence for finding in findings(exchange))
    if numbers := _may_no_longer_go(reader, entry):
        yield say_n(
            "Client %(numbers)s may no longer go along.",
            "%(n)s clients may no longer go along: %(numbers)s.",
            len(numbers),
            numbers=some_of(numbers),
        )
    if numbers := _changed(reader, recipient, entry):
        yield say_n(
            "Data of client %(numbers)s were corrected or removed since.",
            "Data of %(n)s clients were corrected or removed since: %(numbers)s.",
            len(numbers),
            numbers=some_of(numbers),
        )


def _may_no_longer_go(reader: Reader, entry: dict[str, Any]) -> list[str]:
    members = "select client_id from disclosure_clients where disclosure_id = $id"
    clients = reader.values(members, id=entry["id"])
    passed = set(reader.values(f"{members} and passed", id=entry["id"]))  # knowingly, when it was made
    about = {name: entry[name] for name in ("purpose", "recipient_id", "ground")}
    return [
        one.number
        for one in standing_apart(reader, clients, reader.today, **about)
        if why_not(one, entry["ground"], passes=one.client_id in passed)
    ]


def _changed(reader: Reader, recipient: Recipient, entry: dict[str, Any]) -> list[str]:
    """The numbers of those of whom something that went into the file is no longer so, or who are one person by now."""
    fields = sent_fields(recipient, tuple(entry["categories"]))
    tables = pa.table({"in_table": [table for table, _ in fields], "field": [field for _, field in fields]})
    with reader.lent(sent_fields=tables):
        return reader.values(
            """
            select distinct c.number
            from record_changes h join clients c on c.id = h.client_id
            where h.client_id in (select client_id from disclosure_clients where disclosure_id = $id)
                and h.seq > (
                    select coalesce(max(seq), 0) from log
                    where chain = 'change' and act = 'disclosure.deliver' and subject_id = $id
                )
                and (h.what = 'merged' or h.what in ('corrected', 'removed') and exists (
                    from sent_fields f where f.in_table = h.in_table and list_contains(h.fields, f.field)))
            order by c.number
            """,
            id=entry["id"],
        )
