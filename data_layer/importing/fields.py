"""The facts that a client file can carry: where each is kept, how its text is read, and the headings it goes by."""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from data_layer.categories import CATEGORIES
from data_layer.importing.heading_words import WORDS
from data_layer.rules.sentences import Sentence, say

Kind = Literal[
    "number", "text", "past", "date", "bsn", "phone", "email", "country", "gender", "postcode", "amount", "hours",
    "language",
]  # fmt: skip
MOST_TIMES = 9  # numbered columns: "Begindatum traject 2"


@dataclass(frozen=True, slots=True)
class ImportField:
    """One fact of a client file: `code` is table and column. Headings are matched without case, accents, spaces.

    A field that `repeats` may stand in several columns. `past` dates cannot lie ahead of today.
    """

    code: str
    label: Sentence
    kind: Kind
    headings: tuple[str, ...]
    repeats: bool = False

    @property
    def table(self) -> str:
        """The table that holds it."""
        return self.code.split(".")[0]

    @property
    def column(self) -> str:
        """The column that holds it; `addresses` has two more that are put together on the way in."""
        return self.code.split(".")[1]


def _field(code: str, label: Sentence, kind: Kind, *, repeats: bool = False) -> ImportField:
    return ImportField(code, label, kind, tuple(" ".join(h.split()) for h in WORDS[code].split("|")), repeats)


FIELDS: tuple[ImportField, ...] = (
    _field("clients.number", say("Client number"), "number"),
    _field("clients.first_names", say("First names"), "text"),
    _field("clients.call_name", say("Call name"), "text"),
    _field("clients.prefix", say("Prefix"), "text"),
    _field("clients.surname", say("Surname"), "text"),
    _field("clients.gender", say("Gender"), "gender"),
    _field("clients.bsn", say("BSN"), "bsn"),
    _field("clients.birth_date", say("Date of birth"), "past"),
    _field("clients.birth_place", say("Place of birth"), "text"),
    _field("clients.birth_country", say("Country of birth"), "country"),
    _field("clients.arrived_on", say("Arrived in the Netherlands on"), "past"),
    _field("clients.language", say("Language"), "language"),
    _field("clients.registered_on", say("Registered on"), "past"),
    _field("addresses.street", say("Street"), "text"),
    _field("addresses.house_number", say("House number"), "text"),
    _field("addresses.addition", say("Addition to the house number"), "text"),
    _field("addresses.address", say("Street and house number"), "text"),
    _field("addresses.postcode", say("Postcode"), "postcode"),
    _field("addresses.city", say("Town"), "text"),
    _field("addresses.country", say("Country"), "country"),
    _field("phones.phone", say("Phone"), "phone", repeats=True),
    _field("emails.email", say("E-mail"), "email", repeats=True),
    _field("residence_statuses.status", say("Residence status"), "text"),
    _field("residence_statuses.valid_from", say("Residence status valid from"), "date"),
    _field("residence_statuses.valid_until", say("Residence status valid until"), "date"),
    _field("agreements.number", say("Agreement number"), "number", repeats=True),
    _field("agreements.started_on", say("Start of course"), "date", repeats=True),
    _field("agreements.ended_on", say("End of course"), "date", repeats=True),
    _field("agreements.hours", say("Hours"), "hours", repeats=True),
    _field("agreements.payer", say("Payer"), "text", repeats=True),
    _field("agreements.amount", say("Amount of the agreement"), "amount", repeats=True),
    _field("invoices.number", say("Invoice number"), "number", repeats=True),
    _field("invoices.issued_on", say("Issued on"), "date", repeats=True),
    _field("invoices.amount", say("Amount"), "amount", repeats=True),
    _field("invoices.due_on", say("Payable by"), "date", repeats=True),
    _field("invoices.paid_on", say("Paid on"), "past", repeats=True),
    _field("invoices.credited_on", say("Credited on"), "date", repeats=True),
    _field("invoices.instalments_end_on", say("End of instalments"), "date", repeats=True),
    _field("invoices.written_off_on", say("Written off on"), "date", repeats=True),
    _field("payments.paid_on", say("Payment on"), "past", repeats=True),
    _field("payments.amount", say("Amount of the payment"), "amount", repeats=True),
)
FIELD = {field.code: field for field in FIELDS}

DATE, TEXT, MONEY = pa.date32(), pa.string(), pa.decimal128(12, 2)
TABLES: dict[str, dict[str, pa.DataType]] = {
    table: {
        field.column: MONEY if field.kind in ("amount", "hours") else DATE if field.kind in ("date", "past") else TEXT
        for field in FIELDS
        if field.table == table and field.code not in ("addresses.addition", "addresses.address")
    }
    for table in dict.fromkeys(field.table for field in FIELDS)
}
"""Per table of the store the columns that an import can fill, as Arrow types."""

CATEGORY_OF: dict[str, str] = {
    f"{category.table}.{fact.column}": category.code for category in CATEGORIES for fact in category.fields
} | {"payments.paid_on": "invoices", "payments.amount": "invoices"}
"""Table and column to the category of personal data, by which corrected fields are remembered."""


def target(code: str, nth: int = 1) -> str:
    """What a column maps to: a field, and which of several it is, as `agreements.started_on` or `….started_on:2`."""
    return code if nth == 1 else f"{code}:{nth}"


def field_of(target_code: str) -> tuple[ImportField, int]:
    """The field and which of several it is. Raises KeyError for another word."""
    code, _, nth = target_code.partition(":")
    return FIELD[code], int(nth or 1)
