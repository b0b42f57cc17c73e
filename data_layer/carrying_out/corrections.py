"""What was corrected or completed for a request, and what the person is told of it."""

from dataclasses import dataclass
from datetime import date

from data_layer.carrying_out import statements
from data_layer.carrying_out.correction_words import fact_of
from data_layer.categories import CATEGORY, Field, RecordKind
from data_layer.rules.sentences import Fact, Sentence, say
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Correction:
    """One field as it was when the request was first acted on, and as it is since the last correction."""

    category: str
    kind: RecordKind
    field: Field
    record_id: int
    on: date
    was: str | None
    became: str | None

    @property
    def label(self) -> Sentence:
        """What the field is called, with its record where that is one of a list."""
        if self.kind.is_of_person or len(self.kind.fields) == 1:
            return self.field.label
        return say("%(field)s (%(record)s)", record=self.kind.one, field=self.field.label)

    @property
    def old(self) -> Fact | None:
        """What it was, for a sentence; None for nothing."""
        return None if self.was is None else fact_of(self.field, self.was)

    @property
    def new(self) -> Fact | None:
        """What it is now, for a sentence; None for nothing."""
        return None if self.became is None else fact_of(self.field, self.became)


def of_request(reader: Reader, request_id: int) -> list[Correction]:
    """What was corrected for the request, in the order in which it was; what was put back again does not count."""

    def built(category: str, in_table: str, field: str, **columns: object) -> Correction:
        kind = next(kind for kind in CATEGORY[category].kinds if kind.table == in_table)
        return Correction(category=category, kind=kind, field=kind.field(field), **columns)  # type: ignore[arg-type]  # its columns

    return reader.all(
        built,
        """
        select category, in_table, record_id, field, max(e.happened_on) as on,
            arg_min_null(was, (e.recorded_at, c.id)) as was, arg_max_null(became, (e.recorded_at, c.id)) as became
        from corrections c join request_events e on e.id = c.event_id
        join requests r on r.id = c.request_id and r.client_id = c.client_id
        where c.request_id = $request_id
        group by category, in_table, record_id, field
        having was is distinct from became
        order by min(e.recorded_at), min(c.id)
        """,
        request_id=request_id,
    )


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """What the person is told was done for the request: each field, and each statement that was added."""
    stated = statements.of_request(reader, request_id)
    return (*map(_told, of_request(reader, request_id)), *map(statements.told, stated))


def _told(one: Correction) -> Sentence:
    if one.old is None and one.new is not None:
        return say("%(what)s: this was missing and is now %(now)s.", what=one.label, now=one.new)
    if one.new is None and one.old is not None:
        return say("%(what)s: this was %(before)s and is removed.", what=one.label, before=one.old)
    assert one.old is not None  # noqa: S101 - what did not change is no correction
    assert one.new is not None  # noqa: S101 - as above
    return say("%(what)s: this was %(before)s and is now %(now)s.", what=one.label, before=one.old, now=one.new)
