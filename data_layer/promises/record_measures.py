"""What the records say of the promises about data: their columns, their sources, and the consents behind them."""

from collections.abc import Iterator
from typing import Any

from data_layer.categories import OWN_FIELDS, RECORD_KINDS
from data_layer.oversight.figure import Figure
from data_layer.promises.desk_registers import DESK_REGISTERS
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

OWN_COLUMNS = frozenset(
    ("id", "client_id", "version", "source", "agreement_id", "invoice_id", "consent_id", "written_by")
)
"""What a record has beside its declared fields: what it belongs to, who provided or wrote it, how often it changed."""
_OF_CLIENTS = OWN_COLUMNS | {
    "number", "search_name", "merged_into", "restricted_since", "restricted_by_request", "first_due_from",
    "all_due_from", "held",
}  # fmt: skip
_OF_COMPLAINTS = OWN_COLUMNS | {
    "number", "channel", "person_name", "person_contact", "search_name", "handler_id", "safe_last_day",
    "legal_last_day",
}  # fmt: skip


def of_records(reader: Reader) -> Iterator[Figure]:
    """The figures of records, as they stand today."""
    yield _undeclared(reader)
    yield _sources(reader)
    yield from _consents(reader)
    yield _health(reader)


def undeclared(columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of these columns (table, column) that belong to no declared category and no register of the desk."""
    return [
        (table, column) for table, column in columns if table not in DESK_REGISTERS and column not in _declared(table)
    ]


def _declared(table: str) -> frozenset[str]:
    if table == "clients":
        return _OF_CLIENTS | OWN_FIELDS.keys()
    fields = frozenset(field.column for kind in RECORD_KINDS.values() if kind.table == table for field in kind.fields)
    if not fields:
        return frozenset()
    return fields | (_OF_COMPLAINTS if table == "complaints" else OWN_COLUMNS)


def _undeclared(reader: Reader) -> Figure:
    columns = reader.all(
        lambda table_name, column_name: (str(table_name), str(column_name)),
        """
        select if(table_schema = 'main', table_name, table_schema || '.' || table_name) as table_name, column_name
        from information_schema.columns where table_catalog = current_catalog()
        """,
    )
    found = undeclared(columns)
    return Figure(
        code="undeclared_columns",
        label=say("Columns outside the twenty categories"),
        meaning=say(
            "All tables of the store are looked through, each time. A table is that of a category, and then each of its"
            " columns must be declared, or one of the %(n)s registers that the desk itself needs. The columns of those"
            " registers are not looked through. Any other table counts with all its columns.",
            n=len(DESK_REGISTERS),
        ),
        value=len(found),
        of=len(columns),
        of_what=say("columns"),
        is_wrong=bool(found),
    )


def _sources(reader: Reader) -> Figure:
    tables = sorted({kind.table for kind in RECORD_KINDS.values()} - {"complaints"})
    counted = " union all ".join(f"select source from {table}" for table in tables)  # noqa: S608 - declared
    found = reader.one(
        dict[str, Any],
        f"select count(*) as whole, count(*) filter (source = 'third_party') as part from ({counted})",  # noqa: S608 - declared
    ) or {"whole": 0, "part": 0}
    return Figure(
        code="sources_unnamed",
        label=say("Records of which it is not known who provided them"),
        meaning=say(
            "Records that say “somebody else” where the source stands. Who asks for access may know the"
            " source, as far as it is known (art. 15(1)(g))."
        ),
        value=found["part"],
        of=found["whole"],
        of_what=say("records"),
    )


def _consents(reader: Reader) -> Iterator[Figure]:
    found = reader.one(
        dict[str, Any],
        """
        select count(*) as whole, count(*) filter (withdrawn_on is null) as running,
            count(*) filter (trim(shown_text) = '' or trim(how) = '') as part
        from consents
        """,
    ) or {"whole": 0, "running": 0, "part": 0}
    yield Figure(
        code="consents",
        label=say("Consents that were not withdrawn"),
        meaning=say("One per client, purpose and recipient."),
        value=found["running"],
        of=found["whole"],
        of_what=say("consents"),
    )
    yield Figure(
        code="consents_incomplete",
        label=say("Consents without the text that was shown"),
        meaning=say("A consent must be proved: the words that the client saw, and how it was given (art. 7(1))."),
        value=found["part"],
        of=found["whole"],
        of_what=say("consents"),
        is_wrong=found["part"] > 0,
    )


def _health(reader: Reader) -> Figure:
    health = reader.one(
        dict[str, Any],
        """
        select count(*) as whole, count(*) filter (c.id is null or c.withdrawn_on is not null) as part
        from preconditions p left join consents c on c.id = p.consent_id
        where p.about_health
        """,
    ) or {"whole": 0, "part": 0}
    return Figure(
        code="health_without_consent",
        label=say("Records about health without a consent that counts"),
        meaning=say(
            "Preconditions about health whose consent is not there or was withdrawn (art. 9(2)(a)). Where a"
            " hold keeps them, they stand here until it ends."
        ),
        value=health["part"],
        of=health["whole"],
        of_what=say("records about health"),
        is_wrong=health["part"] > 0,
    )
