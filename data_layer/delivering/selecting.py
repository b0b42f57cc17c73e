"""Whom a delivery is about: those whose course runs in its period, some client numbers, or what a list shows."""

from datetime import date

from data_layer import clients
from data_layer.delivering.delivery import Selection
from data_layer.delivering.layouts import GOES
from data_layer.disclosure_facts import clients_by_number
from data_layer.errors import BadInput
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader

MOST = 100_000  # clients in one delivery


def selected(reader: Reader, actor: Actor, selection: Selection, since: date, until: date) -> list[int]:
    """The ids of the clients. Raises BadInput: an unknown number, nobody at all, or more than 100,000."""
    if selection.way == "numbers":
        return clients_by_number(reader, selection.numbers)
    if selection.way == "list":
        bsn = clients.sought_bsn(reader, actor, selection.search)
        chosen = clients.chosen_clients(reader, selection.search, bsn=bsn)
        found = reader.values(f"select id from ({chosen.sql})", **chosen.facts)  # noqa: S608 - the list's own
    else:
        found = reader.values(
            f"""
            select distinct client_id from agreements
            where {GOES["agreements"]} and client_id in (select id from clients where merged_into is null)
            """,  # noqa: S608 - a clause of the layouts
            since=since,
            until=until,
        )
    if not found:
        raise BadInput(say("This is about nobody. Choose another period, or other clients. Nothing was made."), "who")
    if len(found) > MOST:
        raise BadInput(
            say(
                "These are %(count)s clients; one delivery has at most %(most)s. Choose fewer. Nothing was made.",
                count=len(found),
                most=MOST,
            ),
            "who",
        )
    return found
