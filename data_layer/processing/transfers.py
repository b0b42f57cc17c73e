"""What went outside the European Economic Area, in the record of processing (art. 30(1)(e); PS §8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.categories import CATEGORY
from data_layer.documents.chapters import Chapter, Table, Words
from data_layer.processing.facts import RECIPIENT, all_of
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence, Stored, say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.wording import Language, put, shown

OUTSIDE = "outside_eea"  # the flag of an entry that went where nothing may go (PS §8)
NO_TRANSFER = say("none: the privacy statement promises so (paragraph 8)")


@dataclass(frozen=True, slots=True)
class Transfer:
    """A disclosure that left the European Economic Area; without a name where that may be a person's."""

    number: str
    happened_on: date
    purpose: int | None
    categories: list[str]
    country: str
    name: str | None

    def serves(self, purposes: Iterable[int], categories: Iterable[str]) -> bool:
        """Whether it was for one of the purposes; without a purpose, whether it held one of the categories."""
        if self.purpose is not None:
            return self.purpose in purposes
        return bool(set(self.categories) & set(categories))


def outside(reader: Reader, actor: Actor) -> list[Transfer]:
    """The newest first. The name of a stranger may be a person's: it stays out for those who may not list clients."""
    return reader.all(
        Transfer,
        """
        select d.number, d.happened_on, d.purpose, d.categories, r.country,
            case when coalesce(r.is_stranger, false) and not $sees_strangers then null else r.name end as name
        from disclosures d join recipients r on r.id = d.recipient_id
        where d.direction = 'out' and d.state <> 'annulled' and list_contains(d.flags, $outside)
        order by d.happened_on desc, d.number desc
        """,
        sees_strangers=may(actor.roles, Act.CLIENT_LIST),
        outside=OUTSIDE,
    )


def in_words(found: Sequence[Transfer]) -> Sentence:
    """What stands with an activity: to which countries data went, as art. 30(1)(e) asks, and how often."""
    if not found:
        return NO_TRANSFER
    return say(
        "none is intended (paragraph 8), but data went to: %(countries)s; disclosures: %(n)s (see the transfers)",
        countries=all_of(say("%(country)s", country=Stored("country", one.country)) for one in found),
        n=len(found),
    )


def part(found: Sequence[Transfer], language: Language) -> Chapter:
    """What art. 30(1)(e) asks: nothing goes outside the EEA; what went there all the same is told entry by entry."""
    title = say("Transfers outside the European Economic Area")
    none = say(
        "There are none. The privacy statement promises so (paragraph 8), and the desk refuses a recipient outside it."
    )
    if not found:
        return Chapter(title, sentences=[none, say("The register of disclosures has no entry of one either.")])
    heads = (say("Disclosure"), say("Day"), RECIPIENT, say("Country"), say("Categories"))
    rows: list[list[Words]] = [
        [
            one.number,
            shown(one.happened_on, language),
            one.name or say("somebody who is no recipient"),
            put(say("%(country)s", country=Stored("country", one.country)), language),
            all_of(CATEGORY[code].label for code in one.categories),
        ]
        for one in found
    ]
    happened = say("These disclosures went there all the same, and should not have:")
    intended = say(
        "None is intended. The privacy statement promises so (paragraph 8), and the desk refuses to deliver."
    )
    return Chapter(
        title, sentences=[intended, happened], tables=[Table(heads, rows, (False, False, True, False, True))]
    )
