"""The facts of a record in words, as its fields declare."""

from collections.abc import Sequence
from typing import Any

from data_layer.categories import Category, Field, RecordKind
from data_layer.fact_words import fact_words
from data_layer.record_lists import Record
from data_layer.vocabulary import GROUND_LABELS, PURPOSES
from pages.shared.wording import _, day, language


def value_words(field: Field, value: Any) -> str:
    """One fact in words; empty for nothing."""
    return day(value) if field.is_day and value is not None else fact_words(field, value, language())


def lines(fields: Sequence[Field], record: Record) -> str:
    """The filled fields, a line each; a single field without its label."""
    words = {_(field.label): value_words(field, record.values[field.column]) for field in fields}
    return "\n".join(f"{label}: {value}" if len(fields) > 1 else value for label, value in words.items() if value)


def in_one_line(kind: RecordKind, record: Record) -> str:
    """The filled fields one after another, without labels, but for days and yes or no."""
    said = ""
    for field in kind.shown:
        words = value_words(field, record.values[field.column])
        if words and field.kind in ("date", "past", "yes_no"):
            words = f"{_(field.label).lower()} {words}"
        if words:
            said += (" " if field.joins else ", ") * bool(said) + words
    return said


def what_for(category: Category) -> str:
    """What the category is for, and on which ground, in words."""
    return _(
        "For: %(purposes)s. Ground: %(grounds)s.",
        purposes=", ".join(_(PURPOSES[number]) for number in category.purposes),
        grounds=", ".join(_(GROUND_LABELS[ground]) for ground in category.grounds),
    )
