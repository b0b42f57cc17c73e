"""The notice to a recipient of what became of data that it got from the school (art. 19 GDPR)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from data_layer.documents.letters import Letter, Words
from data_layer.rules.disclosure import enumerated
from data_layer.rules.sentences import Sentence, say, say_n

Changed = Literal["corrected", "completed", "erased", "restricted"]
"""What is done to data that those who got them must be told."""

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
class RecipientNotice:
    """What the notice says; of who it is about never more than the recipient got.

    `deliveries` are the entries by which it got the data, each with its day, the newest first; `values` what the data
    are now, where they were corrected.
    """

    number: str
    change: Changed
    to: Sequence[str]
    client_number: str
    name: str | None
    born_on: date | None
    categories: Sequence[Sentence]
    deliveries: Sequence[tuple[str, date]]
    values: Sequence[Sentence]
    signed_by: str | None

    def without_names(self, code: str) -> "RecipientNotice":
        """The same without anything that somebody typed, for where no font can show it; `code` is the recipient's."""
        return replace(self, to=(code,), name=None, values=(), signed_by=None)


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
            _ASKED[about.change],
            say("Did you pass these data on? Then please tell those who got them from you as well."),
            say("Please confirm to us that this was done. Give us the case number that is above this letter."),
            say("We tell you this because of article 19 of the GDPR. Do you have a question? Please contact us."),
        ),
        about.signed_by,
    )


def _person(about: RecipientNotice) -> Sentence:
    known = [say("our client number %(number)s", number=about.client_number)]
    if about.name:
        known.append(say("name: %(name)s", name=about.name))
    if about.born_on:
        known.append(say("born on %(day)s", day=about.born_on))
    return say("It is about this person: %(who)s.", who=enumerated(known))


def _new_values(about: RecipientNotice) -> Sequence[Words]:
    if about.change not in ("corrected", "completed"):
        return ()
    return about.values or (say("Please ask us how these data read now."),)


def _deliveries(found: Sequence[tuple[str, date]]) -> Sequence[Words]:
    if not found:
        return ()
    told = [say("%(number)s of %(day)s", number=number, day=day) for number, day in found[:_MOST_DELIVERIES]]
    which = say("You got these data from us with: %(deliveries)s.", deliveries=enumerated(told))
    if len(found) <= _MOST_DELIVERIES:
        return (which,)
    more = len(found) - _MOST_DELIVERIES
    return (which, say_n("And once before.", "And %(n)s times before.", more))
