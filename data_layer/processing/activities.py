"""The processing activities of the school, by the purposes of its privacy statement (PS §5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from data_layer import recipients, terms
from data_layer.categories import CATEGORIES, Category, Use
from data_layer.documents.chapters import Chapter
from data_layer.processing.facts import (
    DATA,
    GROUND,
    PERSONS,
    PURPOSE,
    RECIPIENTS,
    TERM,
    Pairs,
    all_of,
    grounds,
    named,
    purposes,
)
from data_layer.recipients import Recipient
from data_layer.rules.sentences import Sentence, say
from data_layer.terms import Terms
from data_layer.transactions import Reader

CLIENTS = say("clients")
REPRESENTATIVES = say("representatives of clients")
STRANGERS = say("people who are no client")
ACTIVITY, TRANSFER = say("Processing activity"), say("Transfer outside the EEA")
NO_TRANSFER = say("none: the privacy statement promises so (paragraph 8)")


@dataclass(frozen=True, slots=True)
class Activity:
    """What the school does with data of people, for some of the purposes of PS §5."""

    label: Sentence
    purposes: tuple[int, ...]
    persons: tuple[Sentence, ...] = (CLIENTS,)

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that serve one of the purposes."""
        return tuple(one for one in CATEGORIES if set(one.purposes) & set(self.purposes))


ACTIVITIES = (
    Activity(say("Client file and contact"), (1, 2, 3, 4), (CLIENTS, REPRESENTATIVES)),
    Activity(say("Civic-integration courses and guidance"), (5, 6)),
    Activity(say("Quality of the service"), (7,)),
    Activity(say("Complaints and disputes"), (8,), (CLIENTS, STRANGERS)),
    Activity(say("Legal obligations"), (9,)),
    Activity(say("Invoicing and debt collection"), (10, 11)),
)
"""Together they serve each purpose of the statement once."""


def part(reader: Reader) -> Chapter:
    """Per activity what art. 30(1)(b) to (f) asks."""
    known, now = recipients.active(reader), terms.terms_now(reader)
    return Chapter(
        say("Processing activities"),
        sentences=[
            say("Each activity serves some of the eleven purposes of the privacy statement (paragraph 5)."),
        ],
        records=[_record(activity, known, now) for activity in ACTIVITIES],
    )


def _record(activity: Activity, known: Sequence[Recipient], now: Terms) -> Pairs:
    found = activity.categories
    return [
        (ACTIVITY, activity.label),
        (PURPOSE, purposes(activity.purposes)),
        (PERSONS, all_of(activity.persons)),
        (DATA, all_of(one.label for one in found)),
        (GROUND, grounds(ground for one in found for ground in one.grounds)),
        (RECIPIENTS, named([one.name for one in known if _gets(one, activity)])),
        (TRANSFER, NO_TRANSFER),
        (TERM, all_of(_term(one, now) for one in found)),
    ]


def _gets(recipient: Recipient, activity: Activity) -> bool:
    """Whether it gets one of the categories of the activity, for one of its purposes."""
    is_for_it = set(recipient.purposes) & set(activity.purposes)
    return bool(is_for_it) and any(recipient.use_of(one.code) is not Use.NEVER for one in activity.categories)


def _term(category: Category, now: Terms) -> Sentence:
    return say("%(category)s: %(term)s", category=category.label, term=terms.term_in_words(category, now))
