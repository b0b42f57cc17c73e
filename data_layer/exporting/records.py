"""The records of the twenty categories as lists: columns, headings and cells follow from the declaration.

The headings are those that the import knows, so that an exported file can be imported again.
"""

from collections.abc import Callable

from data_layer import clients
from data_layer.categories import CATEGORY_OF, RECORD_KINDS, Field, RecordKind, label_of
from data_layer.client_states import InState
from data_layer.exporting.columns import Column, Kind
from data_layer.exporting.listing import Listing
from data_layer.paging import Chosen
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import LONGEST_SHEET_NAME
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import SOURCES

Clients = Callable[[Reader, Actor], Chosen]
NUMBER = Column("number", say("Client number"), "code", is_personal=True)
_YES_NO = {True: say("yes"), False: say("no")}
_OF = "record_"  # before the columns of a record, beside those of its client
_CELLS: dict[str, Kind] = {
    "long": "text", "date": "day", "past": "day", "amount": "decimal", "hours": "decimal", "country": "country",
    "language": "language",
}  # fmt: skip
"""The kind of cell per kind of field; the others are text in which digits stay what they are."""


def column_of(field: Field, code: str, *, is_usual: bool = True, is_sensitive: bool = False) -> Column:
    """The column of one field of the declaration, by this name in the SQL."""
    return Column(
        code,
        field.label,
        _CELLS.get(field.kind, "code"),
        words=_YES_NO if field.kind == "yes_no" else field.options or None,
        is_usual=is_usual,
        is_personal=True,
        act=Act.EXPORT_SENSITIVE if is_sensitive else None,
    )


def source_of(code: str, *, is_usual: bool = True) -> Column:
    """The column that says who provided the record, by this name in the SQL."""
    return Column(code, say("Source"), words=SOURCES, is_usual=is_usual, is_personal=True)


def sheet_title(kind: RecordKind) -> Sentence:
    """What the sheet of these records is called: their label, or what one is called where that does not fit."""
    label = label_of(kind)
    return kind.one if len(label.msgid) > LONGEST_SHEET_NAME else label


def narrowing(search: str, stood: InState | None) -> tuple[str, ...]:
    """The names of what narrows the clients."""
    return tuple(name for name, is_on in (("search", bool(search)), ("state", stood is not None)) if is_on)


def of_kinds(search: str, order: str, stood: InState | None = None) -> tuple[Listing, ...]:
    """Each kind of records, of the clients that fit what was typed, and with `stood` of those who did."""

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        return clients.chosen_clients(reader, search, order, clients.sought_bsn(reader, actor, search), stood)

    return tuple(_of_kind(kind, chosen, narrowing(search, stood)) for kind in RECORD_KINDS.values())


def of_client(client_id: int) -> tuple[Listing, ...]:
    """Each kind of records, of one client."""

    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        return the_client(client_id)

    return tuple(_of_kind(kind, chosen, ()) for kind in RECORD_KINDS.values())


def the_client(client_id: int) -> Chosen:
    """One client as a list, with what stayed of those who went into this one."""
    sql = """
        select id, number, (id <> $client_id)::text as sort_key from clients
        where id = $client_id or merged_into = $client_id
    """
    return Chosen(sql, {"client_id": client_id})


def _of_kind(kind: RecordKind, clients_of: Clients, filters: tuple[str, ...]) -> Listing:
    names = (*(field.column for field in kind.fields), "source")

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        whose = clients_of(reader, actor)
        columns = ", ".join(f"r.{name} as {_OF}{name}" for name in names)
        sql = f"""
            select f.number, f.sort_key, c.restricted_since is not null as is_restricted, r.id as {_OF}id, {columns}
            from ({whose.sql}) f join clients c on c.id = f.id join {kind.table} r on r.client_id = c.id
            where c.merged_into is null
        """
        return Chosen(sql, whose.facts)

    newest = f"{_OF}{kind.newest} desc nulls last, " if kind.newest else ""
    return Listing(
        kind.table,
        label_of(kind),
        Act.CLIENT_LIST,
        (NUMBER, *(column_of(field, f"{_OF}{field.column}") for field in kind.fields), source_of(f"{_OF}source")),
        filters,
        chosen,
        within=f"{newest}{_OF}id desc",
        is_sensitive=CATEGORY_OF[kind.code].is_sensitive,
        short=sheet_title(kind),
    )
