"""The dossier of one client: until when each category is kept, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer import due
from data_layer.categories import CATEGORY, INTAKE_ONLY_MONTHS, Category
from data_layer.rules.retention import TRIGGER_NAMES, Kind, Trigger, explain, explain_term
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.transactions import Reader


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
