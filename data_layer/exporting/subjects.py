"""The subjects of exports, each declared once; the screen, what is saved and the tests follow from it."""

from collections.abc import Mapping
from typing import Any

from data_layer import breach_lists, disclosures, recipients, retention, retention_kept
from data_layer.act_words import ACT_LABELS
from data_layer.categories import CATEGORIES, RECORD_KINDS
from data_layer.complaints import complaint_lists, complaint_stands
from data_layer.destroying import batches
from data_layer.destroying.labels import KIND_LABELS
from data_layer.due_categories import DUE_CATEGORIES
from data_layer.exporting import disclosure_lists, picked_lists, records, retention_lists
from data_layer.exporting.pickable import Filter, Moment, Pickable, Words, over
from data_layer.log import CHAIN_LABELS
from data_layer.requests import request_queue, request_stands
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.vocabulary import DIRECTION_LABELS, GROUND_LABELS, PURPOSES, RIGHT_LABELS

_REQUEST_STANDS: tuple[request_stands.Stand, ...] = ("open", "answered", "finished", "judged", "late")
_COMPLAINT_STANDS: tuple[complaint_stands.Stand, ...] = ("open", "to_acknowledge", "answered", "closed")
_CATEGORIES = {category.code: category.label for category in CATEGORIES}


def _words(labels: Mapping[Any, Sentence]) -> Words:
    return {str(code): words for code, words in labels.items()}


_RECIPIENT = Filter("recipient", say("Recipient"), "recipient")
_DIRECTION = Filter("direction", say("Direction"), options=_words(DIRECTION_LABELS))
_LISTS = (
    Pickable("clients", say("Clients"), (over(say("Registered on")),), picked_lists.clients),
    Pickable(
        "requests",
        say("Requests"),
        (
            over(say("Received on")),
            Filter("stand", say("State"), options={one: request_stands.STAND_LABELS[one] for one in _REQUEST_STANDS}),
            Filter("phase", say("Phase"), options=_words(request_queue.PHASE_LABELS)),
            Filter("right", say("Right"), options=_words(RIGHT_LABELS)),
        ),
        picked_lists.requests,
    ),
    Pickable(
        "complaints",
        say("Complaints"),
        (
            over(say("Received on")),
            Filter(
                "stand", say("State"), options={one: complaint_stands.STAND_LABELS[one] for one in _COMPLAINT_STANDS}
            ),
            Filter("kind", say("Kind of complaint"), options=_words(complaint_lists.KIND_LABELS)),
        ),
        picked_lists.complaints,
    ),
    Pickable(
        "disclosures",
        say("Disclosures"),
        (
            over(say("Date")),
            _RECIPIENT,
            _DIRECTION,
            Filter("state", say("State"), options=_words(disclosures.STATE_LABELS)),
            Filter("purpose", say("Purpose"), options=_words(PURPOSES)),
            Filter("ground", say("Ground"), options=_words(GROUND_LABELS)),
            Filter("category", say("Data"), options=_CATEGORIES),
            Filter("counting", say("Without what was annulled"), "yes"),
            Filter("flagged", say("Only with a remark of the desk"), "yes"),
            Filter("untold", say("Only with a source to be told"), "yes"),
        ),
        lambda values, moment: disclosure_lists.register(picked_lists.chosen_disclosures(values, moment)),
    ),
    Pickable(
        "disclosure_months",
        say("Disclosures per month"),
        (over(say("Date")), _RECIPIENT, _DIRECTION),
        lambda values, moment: disclosure_lists.month_totals(picked_lists.chosen_disclosures(values, moment)),
    ),
    Pickable(
        "breaches",
        say("Data breaches"),
        (
            over(say("Discovered on")),
            Filter("state", say("State"), options=breach_lists.STATES),
            Filter("risk", say("Risk"), options=breach_lists.RISK_LABELS),
        ),
        picked_lists.breaches,
    ),
    Pickable("recipients", say("Recipients"), (), lambda _values, _moment: disclosure_lists.recipients("name")),
    Pickable(
        "due",
        say("Due for deletion"),
        (
            Filter("category", say("Category"), options={one.code: one.label for one in DUE_CATEGORIES}),
            Filter("extent", say("Extent"), options=retention.EXTENT_LABELS),
        ),
        picked_lists.due,
    ),
    Pickable(
        "due_cases", say("Requests due for deletion"), (), lambda _values, _moment: retention_lists.due_cases("longest")
    ),
    Pickable(
        "coming",
        say("Falls due later"),
        (),
        lambda _values, moment: retention_lists.coming(retention.ahead(moment.today, None), None),
    ),
    Pickable(
        "held",
        say("Held"),
        (
            over(say("Held since")),
            Filter("kind", say("Kind"), options=_words(retention_kept.HOLD_LABELS)),
            Filter("to_review", say("Only those to be reviewed"), "yes"),
        ),
        picked_lists.held,
    ),
    Pickable("endless", say("Without end date"), (), lambda _values, _moment: retention_lists.endless()),
    Pickable(
        "batches",
        say("Destruction"),
        (
            over(say("Carried out on")),
            Filter("state", say("State"), options=batches.STATE_LABELS),
            Filter("kind", say("Kind"), options=_words(KIND_LABELS)),
        ),
        picked_lists.batches,
    ),
    Pickable(
        "log",
        say("Log"),
        (
            over(say("Moment")),
            Filter("chain", say("Kind of entry"), options=_words(CHAIN_LABELS)),
            Filter("act", say("What was done"), options=_words(ACT_LABELS)),
            Filter("staff", say("Who"), "staff"),
        ),
        picked_lists.log,
    ),
)
SUBJECTS: dict[str, Pickable] = {
    one.code: one
    for one in (
        *_LISTS,
        *(picked_lists.of_records(one, RECORD_KINDS[one.code].newest) for one in records.of_kinds("", "number")),
    )
}
"""Every subject by its code, in the order in which they are offered."""


def moment_of(store: Store) -> Moment:
    """This moment, as the store's clock has it."""
    return Moment(store.today, store.clock())


def subjects_for(store: Store, actor: Actor) -> list[Pickable]:
    """The subjects that this person may have."""
    moment = moment_of(store)
    return [one for one in SUBJECTS.values() if one.is_for(actor, moment)]


def options(reader: Reader, one: Filter) -> dict[str, Sentence | str]:
    """What can be chosen of a filter, by code: words, or the names of those in the store."""
    if one.kind == "recipient":  # the name of a stranger may be a person's
        named = {other.code: other.name for other in recipients.all_of_them(reader) if not other.is_stranger}
        return {**named, disclosures.STRANGERS: FLAG_LABELS[disclosures.STRANGERS]}
    if one.kind == "staff":
        found = reader.all(dict[str, str], "select id::text as id, name from staff order by name, id")
        return {row["id"]: row["name"] for row in found}
    return dict(one.options or {})
