"""The clients as a list that can be exported, with the same rows, in the same order, as their screen shows."""

from collections.abc import Iterator

from data_layer import clients
from data_layer.categories import CATEGORY_OF, OWN_FIELDS, PERSON_KINDS, RECORD_KINDS
from data_layer.client_states import InState
from data_layer.exporting import sql
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing
from data_layer.exporting.records import NUMBER, column_of, narrowing, of_kinds, source_of, the_client
from data_layer.paging import Chosen
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader

_USUAL = ("first_names", "prefix", "surname", "birth_date", "registered_on")
_SENSITIVE = {
    field.column
    for code, kind in PERSON_KINDS.items()
    if code in CATEGORY_OF and CATEGORY_OF[code].is_sensitive
    for field in kind.fields
}
_OWN = {
    column: column_of(field, column, is_usual=column in _USUAL, is_sensitive=column in _SENSITIVE)
    for column, field in OWN_FIELDS.items()
}


def _beside(table: str, *columns: str, is_usual: bool = False) -> Iterator[Column]:
    """What stands beside a client's own facts: these fields of the records of another kind."""
    return (column_of(RECORD_KINDS[table].field(column), column, is_usual=is_usual) for column in columns)


_CLIENTS = (
    NUMBER,
    *(_OWN[code] for code in _USUAL),
    *_beside("agreements", "started_on", "ended_on", is_usual=True),
    *(column for code, column in _OWN.items() if code not in _USUAL and column.act is None),
    source_of("source", is_usual=False),
    *_beside("addresses", "street", "house_number", "postcode", "city"),
    *_beside("phones", "phone"),
    *_beside("emails", "email"),
    *(column for column in _OWN.values() if column.act is not None),
)
OF_THE_CARD = (*_OWN, "source")
"""The columns of the clients that are their own facts; the others are of their records."""


def the_clients(search: str, order: str, stood: InState | None = None) -> Listing:
    """The clients that fit what was typed; instead of them their records of one kind can be taken along.

    With `stood` only those who did.
    """

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        bsn = clients.sought_bsn(reader, actor, search)
        return sql.with_client(clients.chosen_clients(reader, search, order, bsn, stood), reader.today)

    return Listing(
        "clients",
        say("Clients"),
        Act.CLIENT_LIST,
        _CLIENTS,
        narrowing(search, stood),
        chosen,
        instead=of_kinds(search, order, stood),
    )


def of_client(client_id: int) -> Listing:
    """One client, as a list."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_client(the_client(client_id), reader.today, also_merged=True)

    return Listing("clients", say("Clients"), Act.CLIENT_LIST, _CLIENTS, (), chosen)
