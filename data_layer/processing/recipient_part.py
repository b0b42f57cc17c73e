"""The recipients in the record of processing: who they are, what they may get, and what was agreed."""

from data_layer import recipients
from data_layer.categories import CATEGORIES, Use
from data_layer.documents.chapters import Chapter
from data_layer.processing.facts import GROUND, NONE, PURPOSE, RECIPIENT, Pairs, all_of, grounds, purposes
from data_layer.recipient_agreements import agreement_standing
from data_layer.recipients import ROLE_LABELS, Recipient
from data_layer.rules.agreements import NO_AGREEMENT, Standing
from data_layer.rules.sentences import Sentence, Stored, say
from data_layer.transactions import Reader

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
