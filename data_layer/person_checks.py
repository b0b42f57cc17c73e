"""What the client's own row must be to the client's records and to other clients, and what it is found by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data_layer.contradictions import AFTER_BIRTH, contradiction, records_before_birth
from data_layer.errors import BadInput, NotFound
from data_layer.record_checks import bad
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.transactions import Change, Reader

NAMES = ("first_names", "prefix", "surname", "call_name")


def birth_of(reader: Reader, client_id: int) -> date | None:
    """The birth of the client whose records are touched. Raises NotFound for one that is gone."""
    found = reader.one(dict[str, Any], "select birth_date from clients where id = $id", id=client_id)
    if found is None:
        raise NotFound(say("This client is not there any more; nothing was saved. Look the client up in the list."))
    born_on: date | None = found["birth_date"]
    return born_on


def check_born_before(change: Change, client_id: int, born_on: date) -> None:
    """Raises BadInput when a fact or record of the client lies before this birth."""
    own = change.one(dict[str, Any], "select arrived_on, registered_on from clients where id = $id", id=client_id)
    if found := contradiction("clients", own or {}, born_on):
        raise bad("birth_date", found[1])
    for table, column in AFTER_BIRTH:
        first = change.value(
            f"select min({column}) from {table} where client_id = $client_id",  # noqa: S608 - declared columns
            client_id=client_id,
        )
        if first is not None and first < born_on:
            raise bad("birth_date", records_before_birth(first))


def check_bsn_is_free(change: Change, bsn: str, client_id: int | None = None) -> None:
    """Raises BadInput, with the other's number, when another client has this citizen service number."""
    other = change.value(
        "select number from clients where bsn = $bsn and id is distinct from $id", bsn=bsn, id=client_id
    )
    if other is not None:
        raise BadInput(
            say(
                "Client %(number)s has this citizen service number (BSN) already. Nothing was saved. Look whether it is"
                " the same person.",
                number=other,
            ),
            "bsn",
        )


def search_name(names: Mapping[str, Any]) -> str:
    """What a client with these names is found by."""
    return folded(" ".join(names[name] for name in NAMES if names.get(name)))
