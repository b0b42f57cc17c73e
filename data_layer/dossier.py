"""The dossier of one client: its records per category, and until when each category is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from data_layer import due
from data_layer.categories import CATEGORIES, CATEGORY, INTAKE_ONLY_MONTHS, Category, Field
from data_layer.rules.identity import masked_bsn
from data_layer.rules.retention import TRIGGER_NAMES, Kind, Trigger, explain, explain_term
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.transactions import Reader

T = TypeVar("T")
NEWEST = 50  # rows shown of a long list; the total is said beside it

_FIRST = ("held_on", "written_on", "taken_on", "issued_on", "started_on", "received_on", "obtained_on", "valid_from")
"""The dates by which the rows of a table are ordered, newest first; a table has one of them, or none."""


@dataclass(frozen=True, slots=True)
class Newest(Generic[T]):
    """The newest rows of a list, and how many there are in all."""

    rows: list[T]
    total: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a category of the client is kept: its last day, the day deletion is due, and why, step by step.

    Without a `last_day` something still runs; while `held` nothing is due. `hold_*` is the hold that decides.
    """

    category: Category
    last_day: date | None
    due_from: date | None
    held: bool
    capped: bool
    why: tuple[Sentence, ...]
    hold_kind: str | None
    hold_since: date | None
    hold_until: date | None
    hold_reason: str | None
    hold_review_on: date | None

    @property
    def hold_decides(self) -> bool:
        """Whether the hold, open or ended, makes deletion due later than the last day alone would."""
        return self.held or (
            self.hold_until is not None and self.last_day is not None and self.hold_until > self.last_day
        )


def counts(reader: Reader, client_id: int) -> dict[str, int]:
    """How many records each of the twenty categories has of this client."""
    parts = " union all ".join(
        f"select '{category.code}' as category, count(*) as records from ({_rows_sql(category)})"
        for category in CATEGORIES
    )
    rows: list[dict[str, Any]] = reader.all(dict, parts, client_id=client_id)
    return {row["category"]: row["records"] for row in rows}


def records_of(reader: Reader, client_id: int, category: Category, newest: int = NEWEST) -> Newest[dict[str, Any]]:
    """The newest records of one category, each by column as `category.fields` declares; a BSN is masked.

    Among the invoices are payments: `what` says of each which it is, "invoice" or "payment".
    """
    rows: list[dict[str, Any]] = reader.all(
        dict,
        f"select * from ({_rows_sql(category)}) {_order(category)} limit $newest",
        client_id=client_id,
        newest=newest,
    )
    total = len(rows)
    if total == newest:
        total = reader.value(f"select count(*) from ({_rows_sql(category)})", client_id=client_id)
    return Newest([_masked(category.fields, row) for row in rows], total)


def kept(reader: Reader, client_id: int) -> list[Kept]:
    """Per category that the client has: until when it is kept and why, in the order of the statement."""

    def built(category: str, trigger_kind: str, trigger_on: date | None, **columns: Any) -> Kept:
        last_day, is_capped = columns["last_day"], columns["capped"]
        why = _why(CATEGORY[category], trigger_kind, trigger_on, reader.settings)
        if is_capped:
            why = (*why, say("not past the fiscal duty, so up to and including %(day)s", day=last_day))
        return Kept(category=CATEGORY[category], why=why, **columns)

    rows = reader.all(
        built,
        """
        select d.category, d.trigger_kind, d.trigger_on, d.last_day, d.due_from, d.held, d.capped,
            h.kind as hold_kind, h.since as hold_since, h.until as hold_until, h.reason as hold_reason,
            h.review_on as hold_review_on
        from due d left join holds h on h.id = d.hold_id and h.client_id = d.client_id
        where d.client_id = $client_id
        """,
        client_id=client_id,
    )
    return sorted(rows, key=lambda row: row.category.number)


def _why(category: Category, kind: str, on: date | None, settings: Settings) -> tuple[Sentence, ...]:
    if kind == due.RUNNING or on is None:
        return (say("a complaint is open") if kind == due.OPEN else say("the course agreement still runs"),)
    if category.trigger == "fiscal":
        if kind in set(Kind):
            return explain(kind, on, settings.financial_year_end)
        first = say("%(what)s %(day)s", what=TRIGGER_NAMES[Trigger(kind)], day=on)
        return (first, *explain(Kind.agreement_end, on, settings.financial_year_end)[1:])
    months = INTAKE_ONLY_MONTHS if kind == Trigger.own_date else settings.terms.get(category.code, category.term_months)
    assert months is not None  # noqa: S101 - only a fiscal category has no term in months
    return explain_term(kind, on, months)


def _rows_sql(category: Category) -> str:
    """The records of one category of the client `$client_id`, with the declared columns."""
    columns = ", ".join(field.column for field in category.fields)
    if category.table == "clients":
        filled = " or ".join(f"{field.column} is not null" for field in category.fields)
        return f"select id, {columns} from clients where id = $client_id and ({filled})"
    if category.code != "invoices":
        return f"select id, {columns} from {category.table} where client_id = $client_id"
    # a payment is invoice data too, also where the client file gave no invoice with it
    given = ("amount", "paid_on")
    paid = ", ".join(name if name in given else f"null as {name}" for name in (f.column for f in category.fields))
    return f"""
        select id, 'invoice' as what, {columns} from invoices where client_id = $client_id
        union all by name select id, 'payment' as what, {paid} from payments where client_id = $client_id
    """


def _order(category: Category) -> str:
    names = {field.column for field in category.fields}
    by = next((name for name in _FIRST if name in names), None)
    return f"order by {by} desc nulls last, id desc" if by else "order by id desc"


def _masked(fields: tuple[Field, ...], row: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name != "id"}
    for field in fields:
        if field.kind == "bsn" and shown[field.column]:
            shown[field.column] = masked_bsn(shown[field.column])
    return shown
