"""The dossier of one client: until when each category and each request is kept, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.categories import Category
from data_layer.due import RECORD
from data_layer.due_categories import DUE_CATEGORY, DueCategory
from data_layer.due_found import OPEN, REQUEST_MONTHS, RUNNING
from data_layer.rules.retention import TRIGGER_NAMES, Kind, Trigger, explain, explain_term
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.transactions import Reader
from data_layer.vocabulary import RIGHT_LABELS, Right


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a category of the client, or a request, is kept: its last day, the day deletion is due, and why.

    The why goes step by step; a request has no category. Without a `last_day` something still runs; while `held`
    nothing is due. `hold_*` is the hold that decides.
    """

    label: Sentence
    category: DueCategory | None
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
    """Until when each category that the client has is kept and why, in the order of the statement; then what the desk
    itself recorded: consents, disclosures, and each request, the newest first."""

    def built(category: str, trigger_kind: str, trigger_on: date | None, **columns: Any) -> tuple[int, Kept]:
        what = DUE_CATEGORY[category]
        why = _why(what, trigger_kind, trigger_on, reader.settings, columns["last_day"])
        return what.number, _kept(what.label, what, why, columns)

    rows = reader.all(
        built,
        f"""
        select d.category, {_DATES} from due d left join holds h on h.id = d.hold_id and h.client_id = d.client_id
        where d.client_id = $client_id
        """,
        client_id=client_id,
    )
    return [row for _, row in sorted(rows, key=lambda found: found[0])] + _requests(reader, client_id)


def _requests(reader: Reader, client_id: int) -> list[Kept]:
    def built(number: str, request_right: str, trigger_on: date | None, **columns: Any) -> Kept:
        del columns["trigger_kind"]
        why = (
            explain_term(Trigger.finished, trigger_on, REQUEST_MONTHS)
            if trigger_on
            else (say("the request is not finished"),)
        )
        label = say("request %(number)s, %(right)s", number=number, right=RIGHT_LABELS[Right(request_right)])
        return _kept(label, None, why, columns)

    return reader.all(
        built,
        f"""
        select r.number, r.request_right, {_DATES}
        from due_cases d join requests r on d.kind = 'request' and r.id = d.case_id
            left join holds h on h.id = d.hold_id and h.client_id = d.client_id
        where d.client_id = $client_id order by r.received_on desc, r.number desc
        """,
        client_id=client_id,
    )


_DATES = """
    d.trigger_kind, d.trigger_on, d.last_day, d.due_from, d.held, d.capped, h.kind as hold_kind, h.since as hold_since,
    h.until as hold_until, h.reason as hold_reason, h.review_on as hold_review_on
"""


def _kept(label: Sentence, category: DueCategory | None, why: tuple[Sentence, ...], columns: dict[str, Any]) -> Kept:
    if columns["capped"]:
        why = (*why, say("not past the fiscal duty, so up to and including %(day)s", day=columns["last_day"]))
    return Kept(label=label, category=category, why=why, **columns)


def _why(
    category: DueCategory, kind: str, on: date | None, settings: Settings, last_day: date | None
) -> tuple[Sentence, ...]:
    if kind == RECORD or not isinstance(category, Category):
        rest = say("as long as the rest of the dossier")
        return (rest, say("keep up to and including %(day)s", day=last_day)) if last_day else (rest,)
    if kind == RUNNING or on is None:
        return (say("a complaint is open") if kind == OPEN else say("the course agreement still runs"),)
    months = settings.months(category)
    if kind in (Trigger.own_date, Trigger.registered) and category.months_without is not None:
        months = category.months_without
    if category.trigger == "fiscal" and (months is None or kind != Trigger.registered):
        if kind in set(Kind):
            return explain(kind, on, settings.financial_year_end)
        first = say("%(what)s %(day)s", what=TRIGGER_NAMES[Trigger(kind)], day=on)
        return (first, *explain(Kind.agreement_end, on, settings.financial_year_end)[1:])
    assert months is not None  # noqa: S101 - only a fiscal category has no term in months
    return explain_term(kind, on, months)
