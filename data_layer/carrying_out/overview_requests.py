"""What an overview says of the requests of the person, and of how it was made sure who asked."""

from collections.abc import Sequence

from data_layer.carrying_out.overview_categories import Asked
from data_layer.carrying_out.overview_rows import day_of, rows_of, table_of
from data_layer.documents.chapters import Table, Words
from data_layer.rules.identity_ladder import METHOD_LABELS, Method
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from data_layer.vocabulary import CHANNEL_LABELS, OUTCOME_LABELS, RIGHT_LABELS, Channel, Outcome, Right


def requests(reader: Reader, asked: Asked, request_id: int) -> Table:
    """What the person asked; how this very request ends is not known yet, and no reason to make the overview anew."""
    found = rows_of(
        reader,
        """
        select id, number, request_right, channel, received_on, asked, answered_on, outcome,
            concat_ws(', ', reply_name, replace(reply_address, chr(10), ', ')) as reply_to
        from requests
        where client_id = $client_id order by received_on desc, number desc
        """,
        asked,
    )
    rows: list[Sequence[Words]] = []
    for row in found:
        answer = ""
        if row["answered_on"] and row["outcome"] and row["id"] != request_id:
            outcome = asked.words(OUTCOME_LABELS[Outcome(row["outcome"])])
            answer = f"{day_of(asked, row['answered_on'])}, {outcome}"
        received = f"{day_of(asked, row['received_on'])}, {asked.words(CHANNEL_LABELS[Channel(row['channel'])])}"
        rows.append(
            (
                row["number"],
                RIGHT_LABELS[Right(row["request_right"])],
                received,
                asked.text("requests", row["id"], "asked", row["asked"] or ""),
                answer,
                row["reply_to"],
            )
        )
    heads = (
        say("Number"), say("Right"), say("Received"), say("Asked"), say("Answered"),
        say("Kept for the answer, until the request is finished"),
    )  # fmt: skip
    return table_of(say("Your requests"), heads, rows, wide=(3, 5))


def checks(reader: Reader, asked: Asked) -> Table:
    """How it was made sure who asked; never what stood on a document."""
    found = rows_of(
        reader,
        """
        select r.number, i.method, i.asked_on, i.verified_on, i.copy_received_on, i.copy_destroyed_on
        from identity_checks i join requests r on r.id = i.request_id
        where r.client_id = $client_id order by i.asked_on desc, i.id
        """,
        asked,
    )
    days = ("asked_on", "verified_on", "copy_received_on", "copy_destroyed_on")
    rows = [
        (row["number"], METHOD_LABELS[Method(row["method"])], *(day_of(asked, row[name]) for name in days))
        for row in found
    ]
    heads = (
        say("Number"), say("How"), say("Asked on"), say("Established on"), say("Copy received on"),
        say("Copy destroyed on"),
    )  # fmt: skip
    return table_of(say("How we made sure that it was you"), heads, rows, wide=(1,))
