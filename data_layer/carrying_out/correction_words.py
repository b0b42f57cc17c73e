"""A corrected value: as it is noted, and as a person reads it."""

from datetime import date
from typing import Any

from data_layer.categories import Field
from data_layer.rules.identity import masked_bsn
from data_layer.rules.sentences import Fact, Stored, say


def stored_text(field: Field, value: Any) -> str | None:
    """The value as it is noted, in no language; of a BSN only what may be shown."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.kind == "bsn":
        return masked_bsn(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def fact_of(field: Field, text: str) -> Fact:
    """What was noted as the fact of a sentence."""
    match field.kind:
        case "date" | "past":
            return date.fromisoformat(text)
        case "yes_no":
            return say("yes") if text == "yes" else say("no")
        case "country" | "language" | "amount" as kind:
            return Stored(kind, text)
        case "hours":
            return float(text)
        case _other:
            return field.options.get(text, text)
