"""What is due, held and destroyed, as lists that can be exported."""

from collections.abc import Callable

from data_layer import hold_lists, retention, retention_cases, retention_kept
from data_layer.destroying import batches as destructions
from data_layer.destroying.labels import KIND_LABELS
from data_layer.due_categories import DUE_CATEGORIES
from data_layer.exporting import sql
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing, narrowed
from data_layer.exporting.records import NUMBER
from data_layer.paging import Chosen
from data_layer.retention import Span
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader

_DUE_WORDS = {category.code: category.label for category in DUE_CATEGORIES}
_NAMES = (
    Column("first_names", say("First names"), is_personal=True),
    Column("prefix", say("Prefix"), is_personal=True),
    Column("surname", say("Surname"), is_personal=True),
)
_DUE = (
    NUMBER,
    *_NAMES,
    Column("due_from", say("Due from"), "day"),
    Column("all_due_from", say("Everything from"), "day"),
    Column("categories", say("Categories"), words=_DUE_WORDS),
)
_DUE_CASES = (
    Column("number", say("Case number"), "code"),
    Column("request_right", say("Right"), words=retention_cases.WHAT_LABELS),
    Column("finished_on", say("Finished on"), "day"),
    Column("due_from", say("Due from"), "day"),
    Column("client_number", say("Client number"), "code", is_personal=True),
)
_HELD = (
    Column("client_number", say("Client number"), "code", is_personal=True),
    *_NAMES,
    Column("kind", say("Kind"), words=retention_kept.HOLD_LABELS),
    Column("since", say("Held since"), "day"),
    Column("owner", say("Owner")),
    Column("review_on", say("Review"), "day"),
    Column("reason", say("Reason"), is_usual=False, is_personal=True),
)
_BATCHES = (
    Column("number", say("Number"), "code"),
    Column("kind", say("Kind"), words=KIND_LABELS),
    Column("state", say("State"), words=destructions.STATE_LABELS),
    Column("clients", say("Clients"), "number"),
    Column("whole", say("Of whom everything"), "number"),
    Column("skipped", say("Skipped"), "number"),
    Column("proposed_at", say("Proposed on"), "moment"),
    Column("proposed_by", say("Proposed by")),
    Column("approved_by", say("Approved by")),
    Column("ran_at", say("Carried out on"), "moment"),
)
_ENDLESS = (
    Column("client_number", say("Client number"), "code", is_personal=True),
    *_NAMES,
    Column("agreement", say("Agreement number"), "code"),
    Column("started_on", say("Start of course"), "day"),
)


def due(span: Span, order: str) -> Listing:
    """The clients of whom something is due for deletion."""
    filters = tuple(name for name in ("category", "extent") if getattr(span, name))
    return Listing("due", say("Due for deletion"), Act.RETENTION_VIEW, _DUE, filters, _due(span, order))


def due_cases(order: str) -> Listing:
    """The requests, and the complaints of nobody, that are due for deletion."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return retention_cases.chosen_cases(reader.today, order)

    return Listing("due_cases", say("Requests due for deletion"), Act.RETENTION_VIEW, _DUE_CASES, (), chosen)


def coming(span: Span, year: int | None) -> Listing:
    """The clients of whom something falls due later."""
    filters = ("year",) if year else ()
    return Listing("coming", say("Falls due later"), Act.RETENTION_VIEW, _DUE, filters, _due(span, "longest"))


def held(which: hold_lists.Filter) -> Listing:
    """What is held: every open hold."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_names(hold_lists.chosen_holds(which, reader.today))

    return Listing("held", say("Held"), Act.RETENTION_VIEW, _HELD, narrowed(which), chosen)


def batches(which: destructions.Filter) -> Listing:
    """The register of destruction."""

    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        rows = destructions.chosen_batches(which)
        return Chosen(f"select f.*, false as is_restricted from ({rows.sql}) f", rows.facts)

    return Listing("batches", say("Destruction"), Act.DESTRUCTION_VIEW, _BATCHES, narrowed(which), chosen)


def endless() -> Listing:
    """The agreements that were never closed."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_names(retention_kept.chosen_endless(reader.today))

    return Listing("endless", say("Without end date"), Act.RETENTION_VIEW, _ENDLESS, (), chosen)


def _due(span: Span, order: str) -> Callable[[Reader, Actor], Chosen]:
    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_categories(retention.chosen_due(span, order), span)

    return chosen
