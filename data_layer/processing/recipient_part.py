"""The recipients in the record of processing, and what went outside the European Economic Area."""

from typing import Any

from data_layer import recipients
from data_layer.categories import CATEGORIES, CATEGORY, Use
from data_layer.documents.chapters import Chapter, Table, Words
from data_layer.processing.facts import GROUND, NONE, PURPOSE, Pairs, all_of, grounds, purposes
from data_layer.recipient_agreements import agreement_standing
from data_layer.recipients import ROLE_LABELS, Recipient
from data_layer.rules.access import Act, may
from data_layer.rules.agreements import NO_AGREEMENT, Standing
from data_layer.rules.sentences import Sentence, Stored, say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.wording import Language, put, shown

RECIPIENT = say("Recipient")
OUTSIDE = "outside_eea"  # the flag of an entry that went where nothing may go (PS §8)
_NEEDED = {"processor": say("article 28"), "joint": say("article 26")}
_NAMED = {True: say("named in paragraph 7"), False: say("not named in paragraph 7 yet")}


def part(reader: Reader) -> Chapter:
    """Per recipient what art. 30(1)(d) asks, and what was agreed with it."""
    standings = agreement_standing(reader, reader.today)
    return Chapter(
        say("Recipients"),
        sentences=[
            say("Data go to them for the purposes of the privacy statement only, never for commerce or charity.")
        ],
        records=[
            _record(one, standings.get(one.id, NO_AGREEMENT)) for one in recipients.of_any_time(reader)
        ],
    )  # fmt: skip


def _record(one: Recipient, standing: Standing) -> Pairs:
    return [
        (RECIPIENT, one.name if one.active else say("%(name)s (the exchange has ended)", name=one.name)),
        (say("Legal name"), one.legal_name),
        (say("Role"), ROLE_LABELS[one.role]),
        (say("Country"), say("%(country)s", country=Stored("country", one.country))),
        (say("How to reach it"), one.contact or say("not recorded")),
        (say("In the privacy statement"), _NAMED[one.in_statement]),
        (PURPOSE, _purposes(one)),
        (GROUND, grounds(one.habit.grounds) if one.habit else say("given with each disclosure")),
        (say("Usually gets"), _categories(one, Use.USUAL)),
        (say("Gets only where needed"), _categories(one, Use.NEEDED)),
        (say("Never gets"), _categories(one, Use.NEVER)),
        (say("Agreement"), _agreement(one, standing)),
    ]


def _purposes(one: Recipient) -> Sentence:
    words = purposes(one.purposes)
    statute = one.habit.statute if one.habit else None
    return say("%(purposes)s (%(statute)s)", purposes=words, statute=statute) if statute else words


def _categories(one: Recipient, use: Use) -> Sentence:
    return all_of(category.label for category in CATEGORIES if one.use_of(category.code) is use)


def _agreement(one: Recipient, standing: Standing) -> Sentence:
    if standing.state == "none":
        needed = _NEEDED.get(one.role)
        return say("none that is valid, though %(article)s asks one", article=needed) if needed else NONE
    if standing.until is None:
        return say("valid, without an end date")
    return say("valid up to and including %(day)s", day=standing.until)


def transfers(reader: Reader, actor: Actor, language: Language) -> Chapter:
    """What art. 30(1)(e) asks: nothing goes outside the EEA; what went there all the same is told entry by entry."""
    found = _outside(reader, actor)
    title = say("Transfers outside the European Economic Area")
    none = say(
        "There are none. The privacy statement promises so (paragraph 8), and the desk refuses a recipient outside it."
    )
    if not found:
        return Chapter(title, sentences=[none, say("The register of disclosures has no entry of one either.")])
    heads = (say("Disclosure"), say("Day"), RECIPIENT, say("Country"), say("Categories"))
    rows: list[list[Words]] = [
        [
            row["number"],
            shown(row["happened_on"], language),
            row["name"] or say("somebody who is no recipient"),
            put(say("%(country)s", country=Stored("country", row["country"])), language),
            all_of(CATEGORY[code].label for code in row["categories"]),
        ]
        for row in found
    ]
    happened = say("These disclosures went there all the same, and should not have:")
    intended = say(
        "None is intended. The privacy statement promises so (paragraph 8), and the desk refuses to deliver."
    )
    return Chapter(
        title, sentences=[intended, happened], tables=[Table(heads, rows, (False, False, True, False, True))]
    )


def _outside(reader: Reader, actor: Actor) -> list[dict[str, Any]]:
    """The name of a stranger may be a person's: for those who may not list clients it stays out."""
    return reader.all(
        dict[str, Any],
        """
        select d.number, d.happened_on, d.categories, r.country,
            case when coalesce(r.is_stranger, false) and not $sees_strangers then null else r.name end as name
        from disclosures d join recipients r on r.id = d.recipient_id
        where d.direction = 'out' and d.state <> 'annulled' and list_contains(d.flags, $outside)
        order by d.happened_on desc, d.number desc
        """,
        sees_strangers=may(actor.roles, Act.CLIENT_LIST),
        outside=OUTSIDE,
    )
