"""Records of a category on the screen, as its fields declare: facts in a table, long texts to be read."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st
from babel import Locale
from babel.numbers import format_currency

from data_layer.categories import Category, Field
from data_layer.dossier import Newest
from pages.shared import tables
from pages.shared.wording import DAY_FORMAT, _, day, in_words, language

Record = Mapping[str, Any]


def value_words(field: Field, value: Any) -> str:
    """One fact in words; empty for nothing."""
    if value is None:
        return ""
    match field.kind:
        case "date" | "past":
            words = day(value)
        case "amount":
            words = format_currency(value, "EUR", locale=language())
        case "hours":
            words = in_words(float(value) if isinstance(value, Decimal) else value)
        case "yes_no":
            words = _("yes") if value else _("no")
        case "country":
            words = str(Locale(language()).territories.get(value, value))
        case "gender" | "choice":
            words = _(field.options[value])
        case "language":
            words = str(Locale(language()).languages.get(value, value))
        case _other:
            words = str(value)
    return words


def person(found: Mapping[Category, Newest[dict[str, Any]]]) -> None:
    """The facts of several categories under each other, a line for each fact."""
    for category, records in found.items():
        label, facts = st.columns([2, 5], gap="small")
        label.caption(_(category.label))
        facts.text("\n\n".join(_lines(category.fields, record) for record in records.rows))


def listed(category: Category, records: Newest[dict[str, Any]]) -> None:
    """The records of one category, the newest first, and how many there are when not all are shown."""
    if any(field.kind == "long" for field in category.fields):
        for record in records.rows:
            _entry(category.fields, record)
    else:
        _table(category, records.rows)
    if records.total > len(records.rows):
        st.caption(
            _(
                "The newest %(shown)s of %(total)s are shown here.",
                shown=in_words(len(records.rows)),
                total=in_words(records.total),
            )
        )


def _lines(fields: Sequence[Field], record: Record) -> str:
    words = {_(field.label): value_words(field, record[field.column]) for field in fields}
    return "\n".join(f"{label}: {value}" if len(fields) > 1 else value for label, value in words.items() if value)


def _entry(fields: Sequence[Field], record: Record) -> None:
    with st.container(border=True, gap="xsmall"):
        st.text(_lines(fields, record))


def _table(category: Category, rows: Sequence[Record]) -> None:
    filled = [field for field in category.fields if any(row[field.column] is not None for row in rows)]
    column = st.column_config
    kinds = {"invoice": _("invoice"), "payment": _("payment")}
    what = [kinds[row["what"]] for row in rows if "what" in row]
    st.dataframe(
        ({"what": what} if what else {})
        | {
            field.column: [
                row[field.column] if field.kind in ("date", "past") else value_words(field, row[field.column]) or None
                for row in rows
            ]
            for field in filled
        },
        column_config={"what": column.TextColumn(_("Kind"))}
        | {
            field.column: column.DateColumn(_(field.label), format=DAY_FORMAT)
            if field.kind in ("date", "past")
            else column.TextColumn(_(field.label))
            for field in filled
        },
        hide_index=True,
        row_height=tables.ROW_HEIGHT,
        placeholder="–",
        key=f"records:{category.code}",
        alt=_(category.label),
    )
