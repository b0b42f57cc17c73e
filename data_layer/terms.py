"""How long each category is kept, as the privacy officer sets it: kept in the store, before what variables say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data_layer import due, recomputing
from data_layer.categories import CATEGORIES, CATEGORY, Category, Trigger
from data_layer.due_categories import DUE_CATEGORIES, DueCategory
from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.kept_settings import keep, kept
from data_layer.log import Reason, Subject
from data_layer.record_checks import check_reason
from data_layer.rules.access import Act
from data_layer.rules.retention import FISCAL_YEARS, year_end_problem
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.settings import MOST_MONTHS, Settings
from data_layer.staff import Actor
from data_layer.transactions import Change, Reader

if TYPE_CHECKING:
    from data_layer.store import Store

REASONS: dict[str, Sentence] = {
    "policy": say("the school chose another term"),
    "advice": say("advice of an expert or of the supervisory authority"),
    "law": say("the law changed"),
    "mistake": say("the term was wrong"),
}
"""Why terms are changed; the code goes into the log."""
TRIGGER_LABELS: dict[Trigger, Sentence] = {
    "fiscal": say("end of the financial year of the last fiscal date"),
    "end": say("end of the last agreement, or registration"),
    "held_on": say("end of the last agreement, or the intake"),
    "closed": say("closing of the complaint"),
}
SETTABLE = tuple(category for category in CATEGORIES if category.fiscal != "yes")
"""The categories with a term in months; of those that are fiscal in part it counts where nothing fiscal is recorded."""
FISCAL = say_n("%(n)s financial year", "%(n)s financial years", FISCAL_YEARS)
"""The term of what falls under the fiscal duty (AWR 52(4))."""
_TERMS, _YEAR_END = "terms", "financial_year_end"  # names in the store


@dataclass(frozen=True, slots=True)
class Terms:
    """Months per category that has a term, and the last day of the financial year (`12-31`, `02-last`)."""

    months: Mapping[str, int]
    financial_year_end: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Of how many clients something falls due sooner, later, at once, or is not due any more."""

    sooner: int = 0
    later: int = 0
    at_once: int = 0
    no_longer: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """What other terms would move: for all clients, and per category of which anything moves."""

    together: Shift
    categories: tuple[tuple[DueCategory, Shift], ...]


def effective(settings: Settings, reader: Reader) -> Settings:
    """The settings with the terms that were changed in the store."""
    changed: dict[str, Any] = {}
    if (own := kept(reader, _TERMS)) is not None:
        changed["terms"] = json.loads(own)
    if (year_end := kept(reader, _YEAR_END)) is not None:
        changed["financial_year_end"] = year_end
    return settings.model_copy(update=changed)


def terms_now(reader: Reader) -> Terms:
    """The terms that count now."""
    months = {category.code: reader.settings.months(category) for category in SETTABLE}
    return Terms({code: term for code, term in months.items() if term is not None}, reader.settings.financial_year_end)


def in_months(n: int) -> Sentence:
    """A term in months, in words."""
    return say_n("%(n)s month", "%(n)s months", n)


def usual_term(category: Category) -> Sentence:
    """The declared term of the category."""
    return FISCAL if category.term_months is None else in_months(category.term_months)


def term_in_words(category: Category, now: Terms) -> Sentence:
    """The term of the category as it is now."""
    term = now.months.get(category.code)
    words = FISCAL if term is None else in_months(term)
    if category.trigger == "fiscal" and term is not None:
        words = say("%(fiscal)s, else %(term)s", fiscal=FISCAL, term=words)
    if category.months_without is not None:
        without = in_months(category.months_without)
        words = say("%(term)s; without agreement %(without)s", term=words, without=without)
    return words


def foreseen(store: "Store", actor: Actor, *, seen: Terms, wanted: Terms, why: Reason | None) -> Moved:
    """What these terms would move, kept nowhere. Raises as `change_terms` does, and BadInput when nothing differs."""
    if wanted == seen:
        raise BadInput(say("No term differs from what it is now. Change one, or close this. Nothing was saved."))
    with store.rehearsal().change(actor, Act.RETENTION_CHANGE_TERMS, Subject("retention")) as change:
        _check(change, seen, wanted, why)
        _use(change, wanted)
        found: dict[str | None, dict[str, int]] = {}
        for part in due.parts(change.values("select id from clients where merged_into is null order by id")):
            for row in _moved(change, part):
                counted = found.setdefault(row.pop("category"), dict.fromkeys(row, 0))
                for name, n in row.items():
                    counted[name] += n
    per_category = ((category, found.get(category.code)) for category in DUE_CATEGORIES)
    return Moved(Shift(**found.get(None, {})), tuple((category, Shift(**row)) for category, row in per_category if row))


def change_terms(store: "Store", actor: Actor, *, seen: Terms, wanted: Terms, why: Reason | None) -> None:
    """Keeps these terms and computes every date anew, in one transaction. What is set already is left as it is.

    Raises BadInput with the field (the code of the category) for a term that is negative or past the fiscal duty, for a
    category without a term of its own, and for a wrong year end; ChangedMeanwhile, NotAllowed.
    """
    with store.change(actor, Act.RETENTION_CHANGE_TERMS, Subject("retention"), why) as change:
        now = terms_now(change)
        if now == wanted:  # a second click
            change.undo()
            return
        _check(change, seen, wanted, why)
        _use(change, wanted)
        own = {code: n for code, n in wanted.months.items() if n != CATEGORY[code].term_months}
        keep(change, _TERMS, json.dumps(own))
        keep(change, _YEAR_END, wanted.financial_year_end)
        due.refresh(change)
        recomputing.remember(change)
        changed = [c.code for c in SETTABLE if now.months.get(c.code) != wanted.months.get(c.code)]
        change.touched(*(f"terms.{code}" for code in changed))
        if now.financial_year_end != wanted.financial_year_end:
            change.touched(_YEAR_END)


def _check(reader: Reader, seen: Terms, wanted: Terms, why: Reason | None) -> None:
    if terms_now(reader) != seen:
        raise ChangedMeanwhile(
            say("Somebody else changed the terms meanwhile; nothing was saved. Look at them again, and repeat yours.")
        )
    for code in wanted.months.keys() - {category.code for category in SETTABLE}:
        raise BadInput(say("This category is kept as long as the fiscal duty says. Nothing was saved."), code)
    for category in SETTABLE:
        months = wanted.months.get(category.code)
        if (months is None and category.fiscal == "no") or (months is not None and not 0 <= months <= MOST_MONTHS):
            raise BadInput(
                say(
                    "Give a term of 0 to %(most)s months: nothing may be kept longer than the fiscal duty of seven"
                    " years. Nothing was saved.",
                    most=MOST_MONTHS,
                ),
                category.code,
            )
    if problem := year_end_problem(wanted.financial_year_end):
        raise BadInput(say("%(why)s Nothing was saved.", why=problem), _YEAR_END)
    check_reason(REASONS, why)


def _use(change: Change, wanted: Terms) -> None:
    """Lets the rest of the change, and what comes after it, reckon with these terms."""
    change.settings = change.settings.model_copy(
        update={"terms": dict(wanted.months), "financial_year_end": wanted.financial_year_end}
    )


def _moved(change: Change, client_ids: Any) -> list[dict[str, Any]]:
    """How many of these clients move, per category, and for all (None): what is stored beside what would be."""
    with due.scope(change, client_ids), due.computed(change):
        return change.all(
            dict[str, Any],
            """
            select category, count(distinct client_id) filter (after < before) as sooner,
                count(distinct client_id) filter (after > before) as later,
                count(distinct client_id) filter (after <= $today and before > $today) as at_once,
                count(distinct client_id) filter (after > $today and before <= $today) as no_longer
            from (
                select c.client_id, c.category, d.due_from as before, c.due_from as after
                from due_computed c join due d on d.client_id = c.client_id and d.category = c.category
                where c.case_id is null
                union all
                select c.client_id, c.category, d.due_from, c.due_from
                from due_computed c join due_cases d on d.kind = 'request' and d.case_id = c.case_id
            ) where before <> after group by grouping sets ((category), ())
            """,
            today=change.today,
        )
