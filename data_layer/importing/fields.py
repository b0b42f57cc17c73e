"""The facts that a file can carry: where each is kept, how its text is read, and the headings it goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from data_layer.categories import CATEGORIES, OWN_FIELDS, RECORD_KINDS, Field, FieldKind, RecordKind
from data_layer.importing.heading_words import CLIENT_WORDS
from data_layer.importing.record_words import DAY_WORDS, RECORD_WORDS, SOURCE_WORDS
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import SOURCES
from data_layer.wording import LANGUAGES, put

MOST_TIMES = 9  # numbered columns: "Begindatum traject 2"
NUMBER = "clients.number"
PUT_TOGETHER = ("addresses.addition", "addresses.address")  # columns of a file that the store has no column for


@dataclass(frozen=True, slots=True)
class ImportField:
    """One fact of a file: `code` is table and column. Headings are matched without case, accents, spaces.

    A field that `repeats` may stand in several columns; a `choice` is one of its options.
    """

    code: str
    label: Sentence
    kind: FieldKind
    headings: tuple[str, ...]
    repeats: bool = False
    is_needed: bool = False
    options: Mapping[str, Sentence] = field(default_factory=dict, hash=False)
    help: Sentence | None = None

    @property
    def table(self) -> str:
        """The table that holds it."""
        return self.code.split(".")[0]

    @property
    def column(self) -> str:
        """The column that holds it; `addresses` has two more that are put together on the way in."""
        return self.code.split(".")[1]


def client_fields() -> tuple[ImportField, ...]:
    """What a client file carries: the client's own row, and what often stands beside it, one of each per column."""
    own = (_client_field(f"clients.{name}") for name in OWN_FIELDS)
    beside = (_client_field(code) for code in CLIENT_WORDS if not code.startswith("clients."))
    return (_number(), *own, _source("clients"), *beside)


def record_fields(kind: RecordKind) -> tuple[ImportField, ...]:
    """What a sheet with records of one kind carries: whose, their fields, and who provided them."""
    own = (_record_field(kind, known) for known in kind.fields)
    parts = (_client_field(code) for code in PUT_TOGETHER if code.startswith(f"{kind.table}."))
    return (_number(), *own, _source(kind.table), *parts)


def _number() -> ImportField:
    label = say("Client number")
    return ImportField(NUMBER, label, "number", (*_labels(label), *_words(CLIENT_WORDS[NUMBER])), is_needed=True)


def _source(table: str) -> ImportField:
    label = say("Source")
    headings = (*_labels(label), *_words(SOURCE_WORDS))
    return ImportField(f"{table}.source", label, "choice", headings, options=SOURCES)


def _client_field(code: str) -> ImportField:
    table, column = code.split(".")
    declared = OWN_FIELDS.get(column) if table == "clients" else _declared(table, column)
    label = BESIDE.get(code) or (declared.label if declared else say("Client"))
    own_labels = _labels(label) if table == "clients" else ()
    return ImportField(
        code,
        label,
        declared.kind if declared else "text",
        (*own_labels, *_words(CLIENT_WORDS.get(code, ""))),
        repeats=table in ("phones", "emails", "agreements", "invoices", "payments"),
        options=declared.options if declared else {},
        help=declared.help if declared else None,
    )


def _record_field(kind: RecordKind, known: Field) -> ImportField:
    code = f"{kind.table}.{known.column}"
    words = [RECORD_WORDS.get(code, ""), CLIENT_WORDS.get(code, ""), DAY_WORDS if known.column == kind.newest else ""]
    headings = (*_labels(known.label), *(heading for some in words for heading in _words(some)))
    return ImportField(
        code, known.label, known.kind, headings, is_needed=known.is_needed, options=known.options, help=known.help
    )


def _declared(table: str, column: str) -> Field | None:
    return next((known for known in RECORD_KINDS[table].fields if known.column == column), None)


def _labels(label: Sentence) -> tuple[str, ...]:
    return tuple(put(label, language) for language in LANGUAGES)


def _words(words: str) -> tuple[str, ...]:
    return tuple(" ".join(heading.split()) for heading in words.split("|") if heading.strip())


BESIDE: dict[str, Sentence] = {
    "addresses.addition": say("Addition to the house number"),
    "addresses.address": say("Street and house number"),
    "residence_statuses.valid_from": say("Residence status valid from"),
    "residence_statuses.valid_until": say("Residence status valid until"),
    "agreements.amount": say("Amount of the agreement"),
    "invoices.amount": say("Amount of the invoice"),
}
"""What facts are called that in a client file stand between facts of another kind."""

DATE, TEXT, MONEY = pa.date32(), pa.string(), pa.decimal128(12, 2)


def arrow_type(kind: FieldKind) -> pa.DataType:
    """How a column of this kind of facts is held."""
    match kind:
        case "date" | "past":
            return DATE
        case "amount" | "hours":
            return MONEY
        case "yes_no":
            return pa.bool_()
        case _:
            return TEXT


TABLES: dict[str, dict[str, pa.DataType]] = {
    "clients": {column: arrow_type(known.kind) for column, known in OWN_FIELDS.items()} | {"source": TEXT},
    **{
        table: {known.column: arrow_type(known.kind) for known in kind.fields} | {"source": TEXT}
        for table, kind in RECORD_KINDS.items()
    },
}
"""Per table of the store the columns that an import can fill, as Arrow types; a client's number never changes."""

CATEGORY_OF_COLUMN: dict[str, str] = {
    f"{kind.table}.{fact.column}": category.code
    for category in CATEGORIES
    for kind in category.kinds
    for fact in kind.fields
}
"""Table and column to the category of personal data, by which corrected fields are remembered."""


def usual_values(table: str) -> dict[str, str | bool]:
    """What stands in a new row where the file says nothing: what a form proposes, and who usually provides it."""
    if table == "clients":
        return {"source": "client"}
    kind = RECORD_KINDS[table]
    return {known.column: known.usual for known in kind.fields if known.usual is not None} | {"source": kind.source}


def target(code: str, nth: int = 1) -> str:
    """What a column maps to: a field, and which of several it is, as `agreements.started_on` or `….started_on:2`."""
    return code if nth == 1 else f"{code}:{nth}"


def place_of(target_code: str) -> tuple[str, int]:
    """The code of the field, and which of several it is."""
    code, _, nth = target_code.partition(":")
    return code, int(nth or 1)
