"""What of each kind of record goes to a recipient: no more than it needs (art. 5(1)(c) GDPR).

A delivery is a row per client; kinds of which a client has many are lists of their own beside it. Lessons go as hours
added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data_layer.categories import CATEGORIES, CATEGORY_OF, KINDS, RecordKind
from data_layer.exporting.columns import Column
from data_layer.recipients import Recipient
from data_layer.rules.sentences import say

_ONE_EACH = ("addresses", "phones", "emails")  # of these only the one that holds now
ADDED_UP = "attendance"
HOURS = {
    "hours_present": (Column("hours_present", say("Hours present"), "number"), "sum(hours) filter (present)"),
    "hours_absent": (Column("hours_absent", say("Hours absent"), "number"), "sum(hours) filter (not present)"),
}
"""What lessons of the period add up to: the column, and its SQL."""

_STAYS: Mapping[str, tuple[str, ...]] = {
    "names": ("call_name",),
    "phones": ("remark",),
    "emails": ("remark",),
    "addresses": ("kind", "valid_from", "valid_until"),
    "agreements": ("payer",),
    "invoices": ("due_on", "credited_on", "instalments_end_on", "written_off_on", "in_collection_since"),
    "payments": ("paid_on", "amount"),
}
"""Fields that go to nobody in a delivery: they are the school's own, or more than anybody needs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What goes to one recipient: fewer fields per kind than all, and the categories without which nobody goes along.

    What is not in `fields` goes with all fields but those that stay with the school.
    """

    needed: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]


_LAYOUTS = {
    "duo": Layout(
        ("names", "bsn", "birth"),
        {"qualifications": ("kind", "title", "level", "obtained_on")},
    ),
    "bureau_ice": Layout(
        ("names",),
        {
            "birth": ("birth_date",),
            "intakes": ("held_on", "level"),
            "test_results": ("taken_on", "part", "level", "result"),
        },
    ),
    "panteia": Layout(("names", "phone"), {}),
    "library": Layout(
        ("names",),
        {
            "addresses": ("postcode", "city"),
            "qualifications": ("kind", "title", "level"),
            "intakes": ("level",),
            "appointments": ("held_on", "starts_at", "place"),
        },
    ),
}
_OF_OTHERS = Layout(("names",), {})

GOES: Mapping[str, str] = {
    "agreements": "coalesce(started_on, $since) <= $until and coalesce(ended_on, $until) >= $since",
    "residence_statuses": "coalesce(valid_from, $since) <= $until and coalesce(valid_until, $until) >= $since",
    "attendance": "held_on between $since and $until",
    "evaluations": "held_on between $since and $until",
    "progress_notes": "written_on between $since and $until",
    "appointments": "held_on between $since and $until",
    "test_results": "taken_on between $since and $until",
    "invoices": "issued_on between $since and $until",
    "complaints": "received_on between $since and $until",
    "preconditions": "not coalesce(about_health, false)",  # the client was told that these go to nobody
}
"""Which records go along: those in the period of the delivery; of other kinds all of them."""


def needed_by(recipient: Recipient) -> tuple[str, ...]:
    """The categories without which a client is usually left out."""
    return _LAYOUTS.get(recipient.code, _OF_OTHERS).needed


def offered_to(recipient: Recipient) -> tuple[str, ...]:
    """The codes of the categories that the recipient may get."""
    never = recipient.never_categories
    return tuple(category.code for category in CATEGORIES if category.code not in never)


def fields_for(recipient: Recipient, kind: RecordKind) -> tuple[str, ...]:
    """The columns of this kind that go to the recipient."""
    chosen = _LAYOUTS.get(recipient.code, _OF_OTHERS).fields.get(kind.code)
    stays = _STAYS.get(kind.code, ())
    return chosen or tuple(field.column for field in kind.fields if field.column not in stays)


def sent_fields(recipient: Recipient, categories: tuple[str, ...]) -> list[tuple[str, str]]:
    """Table and column of everything of these categories that goes to the recipient, or counts in what goes."""
    columns = [
        (kind.table, field)
        for kind in (*row_kinds(categories), *list_kinds(categories))
        for field in fields_for(recipient, kind)
    ]
    if CATEGORY_OF[ADDED_UP].code in categories:
        columns += [(ADDED_UP, field) for field in ("held_on", "hours", "present")]
    return columns


def row_kinds(categories: tuple[str, ...]) -> list[RecordKind]:
    """The kinds whose fields stand in the row of the client."""
    return [kind for kind in _kinds(categories) if kind.is_of_person or kind.code in _ONE_EACH]


def list_kinds(categories: tuple[str, ...]) -> list[RecordKind]:
    """The kinds that are lists of their own: the main ones of their category."""
    return [
        kind
        for kind in _kinds(categories)
        if not (kind.is_of_person or kind.code in _ONE_EACH or kind.code == ADDED_UP)
        and kind is CATEGORY_OF[kind.code].kinds[0]
    ]


def _kinds(categories: tuple[str, ...]) -> list[RecordKind]:
    return [kind for code, kind in KINDS.items() if code in CATEGORY_OF and CATEGORY_OF[code].code in categories]
