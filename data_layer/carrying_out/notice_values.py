"""What a notice to a recipient says of corrected and completed data: how they read now, and what the person states."""

from collections.abc import Collection, Iterator
from typing import Any

from data_layer.carrying_out.correction_words import fact_of
from data_layer.categories import CATEGORY, Field
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader


def values_of(reader: Reader, request_id: int, categories: Collection[str]) -> Iterator[Sentence]:
    """What each corrected field of these categories reads now, and the statements that were added to them."""
    yield from _fields(reader, request_id, categories)
    stated: list[tuple[str, str]] = reader.all(
        lambda category, body: (category, body),
        """
        select category, body from statements_of_person
        where request_id = $request_id and list_contains($categories::varchar[], category) order by id
        """,
        request_id=request_id,
        categories=list(categories),
    )
    for category, body in stated:
        yield say(
            "The person states beside these data (%(category)s): “%(words)s”",
            category=CATEGORY[category].label,
            words=body,
        )


def _fields(reader: Reader, request_id: int, categories: Collection[str]) -> Iterator[Sentence]:
    """What each corrected field of these categories reads now; of the BSN only that it changed (UAVG 46)."""
    rows: list[dict[str, Any]] = reader.all(
        dict,
        """
        select category, in_table, field, became from corrections
        where request_id = $request_id and list_contains($categories::varchar[], category)
        qualify row_number() over (partition by in_table, record_id, field order by id desc) = 1
        order by id
        """,
        request_id=request_id,
        categories=list(categories),
    )
    for row in rows:
        field = _field(row["category"], row["in_table"], row["field"])
        if field is None:
            continue
        if row["category"] == "bsn":
            yield say("%(field)s: you get the new number from us in another way.", field=field.label)
        elif row["became"] is None:
            yield say("%(field)s: nothing any more.", field=field.label)
        else:
            yield say("%(field)s: %(value)s", field=field.label, value=fact_of(field, row["became"]))


def _field(category: str, table: str, column: str) -> Field | None:
    for kind in CATEGORY[category].kinds:
        for field in kind.fields:
            if (kind.table, field.column) == (table, column):
                return field
    return None
