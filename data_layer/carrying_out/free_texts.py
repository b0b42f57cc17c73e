"""What was typed freely about a client, and can therefore be about somebody else too: text by text."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.carrying_out.places import PLACE_LABELS
from data_layer.categories import CATEGORY_OF, RECORD_KINDS
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

_SHORT = {"remark", "subject", "absence_reason", "body", "place", "result", "payer"}
"""The one-line fields in which people write sentences, or name others."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands: which field of which row of which table."""

    in_table: str
    record_id: int
    field: str


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text as it stands: what it is part of, from which day, and its words."""

    place: TextPlace
    part: Sentence
    label: Sentence
    on: date | None
    text: str

    @property
    def digest(self) -> str:
        """By which it is known whether the text is still the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Source:
    """A field with free text, in a table of rows of the client, or of the request; of some rows with a `condition`."""

    table: str
    field: str
    part: Sentence
    label: Sentence
    newest: str | None
    owner: str = "client_id"
    condition: str = "true"


def _sources() -> tuple[_Source, ...]:
    of_records = tuple(
        _Source(kind.table, field.column, CATEGORY_OF[code].label, field.label, kind.newest)
        for code, kind in RECORD_KINDS.items()
        for field in kind.fields
        if field.kind == "long" or (field.kind == "text" and field.column in _SHORT)
    )
    typed = ", ".join(f"('{source.table}', '{source.field}')" for source in of_records)
    corrected = (
        _Source(
            "corrections", field, say("what was corrected"), label, None, condition=f"(in_table, field) in ({typed})"
        )
        for field, label in (("was", say("It was")), ("became", say("It became")))
    )
    return (
        *of_records,
        _Source("holds", "reason", say("holds"), say("Reason"), "since"),
        _Source(
            "searched_places", "found", say("what was found outside the desk"), say("Found"), "searched_on",
            owner="request_id",
        ),
        _Source("searched_places", "place", say("what was found outside the desk"), say("Place"), "searched_on",
            owner="request_id", condition=f"place not in {tuple(PLACE_LABELS)}"),
        _Source("requests", "asked", say("requests"), say("Asked"), "received_on"),
        _Source("objections", "reasons", say("objections"), say("Our reasons"), "since"),
        _Source("statements_of_person", "body", say("statements of the person"), say("Text"), "added_on"),
        *corrected,
    )  # fmt: skip


SOURCES = _sources()
"""Every field of free text that an overview gives."""


def texts_of(reader: Reader, request_id: int, client_id: int) -> list[FreeText]:
    """Every free text that the overview for this request would give, in the order of the overview."""

    def built(place: int, id: int, on: date | None, text: str) -> FreeText:  # noqa: A002 - the column's name
        source = SOURCES[place]
        return FreeText(TextPlace(source.table, id, source.field), source.part, source.label, on, text)

    parts = " union all ".join(
        f'select {place} as place, id, {source.newest or "null::date"} as "on", {source.field} as text'  # noqa: S608 - names of the declaration
        f" from {source.table} where {source.owner} = ${source.owner} and coalesce({source.field}, '') <> ''"
        f" and {source.condition}"
        for place, source in enumerate(SOURCES)
    )
    facts: dict[str, Any] = {"request_id": request_id, "client_id": client_id}
    return reader.all(built, f'{parts} order by place, "on" desc nulls last, id desc', **facts)
