"""The processing activities of the school, by the purposes of its privacy statement (PS §5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_layer import recipients, terms
from data_layer.categories import CATEGORIES, Category, Use
from data_layer.documents.chapters import Chapter
from data_layer.processing import transfers
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
from data_layer.processing.transfers import Transfer
from data_layer.recipients import Recipient
from data_layer.rules.sentences import Sentence, say
from data_layer.terms import Terms
from data_layer.transactions import Reader
from data_layer.vocabulary import Ground

CLIENTS = say("clients")
REPRESENTATIVES = say("representatives of clients")
STRANGERS = say("people who are no client")
ACTIVITY, TRANSFER = say("Processing activity"), say("Transfer outside the EEA")


@dataclass(frozen=True, slots=True)
class Activity:
    """What the school does with data of people, for some of the purposes of PS §5."""

    label: Sentence
    purposes: tuple[int, ...]
    persons: tuple[Sentence, ...] = (CLIENTS,)

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that serve one of the purposes; recipients can need others beside them."""
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


def part(reader: Reader, outside: Sequence[Transfer]) -> Chapter:
    """Per activity what art. 30(1)(b) to (f) asks; `outside` is what left the European Economic Area."""
    known, now = recipients.active(reader), terms.terms_now(reader)
    return Chapter(
        say("Processing activities"),
        sentences=[
            say("Each activity serves some of the eleven purposes of the privacy statement (paragraph 5)."),
        ],
        records=[_record(activity, known, now, outside) for activity in ACTIVITIES],
    )


def _record(activity: Activity, known: Sequence[Recipient], now: Terms, outside: Sequence[Transfer]) -> Pairs:
    own, getting = activity.categories, [one for one in known if gets(one, activity)]
    further = {code for one in getting for code in further_for(one, activity)}
    found = [one for one in CATEGORIES if one in own or one.code in further]
    went = [one for one in outside if one.serves(activity.purposes, (category.code for category in found))]
    return [
        (ACTIVITY, activity.label),
        (PURPOSE, purposes(activity.purposes)),
        (PERSONS, all_of(activity.persons)),
        (DATA, all_of(one.label for one in found)),
        (GROUND, grounds(_grounds(own, getting))),
        (RECIPIENTS, named([one.name for one in getting])),
        (TRANSFER, transfers.in_words(went)),
        (TERM, all_of(_term(one, now) for one in found)),
    ]


def gets(recipient: Recipient, activity: Activity) -> bool:
    """Whether it gets data for one of the purposes of the activity; so each recipient is in at least one."""
    return bool(set(recipient.purposes) & set(activity.purposes))


def further_for(recipient: Recipient, activity: Activity) -> frozenset[str]:
    """The codes of what it may get and what none of its activities has already: that is of its usual purpose.

    So the survey has the names and telephone numbers that are needed to ask people.
    """
    if not recipient.purposes or recipient.purposes[0] not in activity.purposes:
        return frozenset()
    there = {one.code for own in ACTIVITIES if gets(recipient, own) for one in own.categories}
    may_get = {one.code for one in CATEGORIES if recipient.use_of(one.code) is not Use.NEVER}
    return frozenset(may_get - there)


def _grounds(own: Sequence[Category], getting: Sequence[Recipient]) -> Iterator[Ground]:
    for category in own:
        yield from category.grounds
    for recipient in getting:
        yield from recipient.habit.grounds if recipient.habit else ()


def _term(category: Category, now: Terms) -> Sentence:
    return say("%(category)s: %(term)s", category=category.label, term=terms.term_in_words(category, now))
