"""The notice to a recipient of what became of data that it got from the school (art. 19 GDPR)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data_layer.documents.letters import Letter, Words
from data_layer.rules.disclosure import enumerated
from data_layer.rules.sentences import Sentence, say, say_n

Changed = Literal["corrected", "completed", "erased", "restricted"]
"""What is done to data that those who got them must be told."""

BY_VALUE: tuple[Changed, ...] = ("corrected", "completed")
"""What is told with how the data read now."""

_TITLES: dict[Changed, Sentence] = {
    "corrected": say("Data that you got from us were corrected"),
    "completed": say("Data that you got from us were completed"),
    "erased": say("Data that you got from us were erased"),
    "restricted": say("Data that you got from us are restricted"),
}
_DONE: dict[Changed, Sentence] = {
    "corrected": say("We corrected data of this person."),
    "completed": say("We completed data of this person."),
    "erased": say("We erased data of this person."),
    "restricted": say("We restricted data of this person: we keep them, and do not use them for now."),
}
_ASKED: dict[Changed, Sentence] = {
    "corrected": say("Please correct these data in your records too."),
    "completed": say("Please complete these data in your records too."),
    "erased": say("Please erase these data from your records too, unless a law obliges you to keep them."),
    "restricted": say("Please restrict these data too: keep them, but do not use them and do not pass them on."),
}
_MOST_DELIVERIES = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Who the client is to the recipient: `name` what it may read now, `known_as` what it got where that differs."""

    name: str | None
    known_as: str | None
    born_on: date | None


@dataclass(frozen=True, slots=True)
class RecipientNotice:
    """What the notice says; of who it is about never more than the recipient got.

    `deliveries` are the entries by which it got the data, each with its day, the newest first; `values` what the data
    are now, where they were corrected. What is `wrong` it should never have got; of what is
    `withheld` no values are told, because they may not go there now.
    """

    number: str
    change: Changed
    to: Sequence[str]
    client_number: str
    person: Person
    categories: Sequence[Sentence]
    deliveries: Sequence[tuple[str, date]]
    values: Sequence[Sentence]
    wrong: Sequence[Sentence]
    withheld: Sequence[Sentence]
    signed_by: str | None


def notice(about: RecipientNotice, dated: date) -> Letter:
    """The letter that says so."""
    return Letter(
        _TITLES[about.change],
        about.to,
        about.number,
        dated,
        (
            say("You got personal data from us. The law obliges us to tell you when they change."),
            _person(about),
            _DONE[about.change],
            say("These are the data: %(categories)s.", categories=enumerated(about.categories)),
            *_new_values(about),
            *_deliveries(about.deliveries),
            *_asked(about),
            say("Did you pass these data on? Then please tell those who got them from you as well."),
            say("Please confirm to us that this was done. Give us the case number that is above this letter."),
            say("We tell you this because of article 19 of the GDPR. Do you have a question? Please contact us."),
        ),
        about.signed_by,
    )


def _person(about: RecipientNotice) -> Sentence:
    known = [say("our client number %(number)s", number=about.client_number)]
    if about.person.name:
        known.append(say("name: %(name)s", name=about.person.name))
    if about.person.known_as:
        known.append(say("known to you as: %(name)s", name=about.person.known_as))
    if about.person.born_on:
        known.append(say("born on %(day)s", day=about.person.born_on))
    return say("It is about this person: %(who)s.", who=enumerated(known))


def _new_values(about: RecipientNotice) -> Sequence[Words]:
    if about.change not in BY_VALUE or _has_nothing_more(about):
        return ()
    return about.values or (say("Please ask us how these data read now."),)


def _has_nothing_more(about: RecipientNotice) -> bool:
    """Whether it may not know of any of the data how they read now."""
    return len(about.wrong) + len(about.withheld) == len(about.categories)


def _asked(about: RecipientNotice) -> Iterator[Words]:
    if not _has_nothing_more(about):
        yield _ASKED[about.change]
    if about.withheld:
        yield say(
            "We may not give you these data now: %(categories)s. What you have of them is not right or complete any"
            " more: please do not use it.",
            categories=enumerated(about.withheld),
        )
    if about.wrong:
        yield say(
            "You should not have got these data from us: %(categories)s. Please erase what you have of them, unless a"
            " law obliges you to keep them.",
            categories=enumerated(about.wrong),
        )


def _deliveries(found: Sequence[tuple[str, date]]) -> Sequence[Words]:
    if not found:
        return ()
    told = [say("%(number)s of %(day)s", number=number, day=day) for number, day in found[:_MOST_DELIVERIES]]
    which = say("You got these data from us with: %(deliveries)s.", deliveries=enumerated(told))
    if len(found) <= _MOST_DELIVERIES:
        return (which,)
    more = len(found) - _MOST_DELIVERIES
    return (which, say_n("And once before.", "And %(n)s times before.", more))
