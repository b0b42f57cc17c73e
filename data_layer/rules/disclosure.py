"""Data to and from third parties: what stops a delivery, and what is flagged when it happened all the same.

One set of facts, two outcomes. Delivering refuses what should not happen; recording accepts what did happen,
because a register that refuses the truth is false, and flags it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.rules.working_days import add_months

BSN_RECIPIENT = "duo"  # UAVG 46: the only one whose duty by law needs it
MOST_NAMED = 10  # client numbers in one sentence

FLAG_LABELS: Mapping[str, Sentence] = MappingProxyType(
    {
        "stranger": say("not a recipient of the school"),
        "outside_eea": say("outside the EEA"),
        "no_purpose": say("purpose not in the statement"),
        "other_purpose": say("another purpose than agreed"),
        "no_ground": say("no legal ground"),
        "other_ground": say("another ground than agreed"),
        "never_category": say("never for this recipient"),
        "bsn_not_duo": say("BSN to another than DUO"),
        "no_agreement": say("no processor agreement"),
        "restricted_client": say("restricted client"),
        "no_consent": say("no consent"),
        "objection": say("objection"),
    }
)
"""Every code that a register entry can be flagged with, in few words."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is known of data that go, or went, to or from a third party, on the day it happens.

    `purposes` and `grounds` are those for and on which the recipient gets data, if that was agreed; `never` are those
    of its categories that it never gets, with their labels; the last three are the numbers of the clients concerned.
    """

    recipient: str
    categories: frozenset[str]
    purpose: int | None
    statute: str | None
    ground: str | None
    is_received: bool = False
    is_stranger: bool = False
    is_outside_eea: bool = False
    purposes: frozenset[int] = frozenset()
    grounds: frozenset[str] = frozenset()
    lacks_agreement: bool = False
    never: Mapping[str, Sentence] = field(default_factory=dict)
    restricted: tuple[str, ...] = ()
    without_consent: tuple[str, ...] = ()
    objecting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: its code for the store, its sentence for people."""

    code: str
    sentence: Sentence


def late_until(today: date) -> date:
    """The last day of receipt of which the month to tell the source is over (art. 14(3)(a) GDPR)."""
    day = today - timedelta(days=1)
    while add_months(day, 1) >= today:
        day -= timedelta(days=1)
    return day


def findings(exchange: Exchange) -> tuple[Finding, ...]:
    """Everything that should not happen, or should not have happened, in a fixed order.

    Of data received the purpose, the ground, the agreement, consent and objections count: the rest is about sending.
    """
    found = [_purpose(exchange), _no_ground(exchange), _agreement(exchange), _consent(exchange), _objection(exchange)]
    if not exchange.is_received:
        of_recipient = [_stranger(exchange), _outside(exchange), _other_purpose(exchange), _other_ground(exchange)]
        found = [*of_recipient, *found, _never(exchange), _bsn(exchange), _restriction(exchange)]
    order = list(FLAG_LABELS)
    return tuple(sorted((f for f in found if f is not None), key=lambda f: order.index(f.code)))


def record_flags(exchange: Exchange) -> tuple[str, ...]:
    """The codes with which the register keeps what happened."""
    return tuple(finding.code for finding in findings(exchange))


def _stranger(exchange: Exchange) -> Finding | None:
    if not exchange.is_stranger:
        return None
    return Finding("stranger", say("This is not a recipient of the school; no data go there."))  # PS §7


def _outside(exchange: Exchange) -> Finding | None:
    if not exchange.is_outside_eea:
        return None
    return Finding(
        "outside_eea",  # PS §8; adequacy decisions do not help
        say(
            "The recipient is outside the European Economic Area; the privacy statement promises that no data go there."
        ),
    )


def _purpose(exchange: Exchange) -> Finding | None:
    is_listed = exchange.purpose is not None and 1 <= exchange.purpose <= 11
    is_by_law = exchange.ground == "legal_obligation" and (exchange.statute or "").strip()
    if is_listed or (exchange.purpose is None and is_by_law):
        return None
    return Finding(
        "no_purpose",  # PS §7: a purpose of PS §5 or a statute; never commercial, never charity
        say("The purpose is not one of the eleven of the privacy statement, and no statute asks for it."),
    )


def _other_purpose(exchange: Exchange) -> Finding | None:
    if not exchange.purposes or exchange.purpose is None or exchange.purpose in exchange.purposes:
        return None
    if not 1 <= exchange.purpose <= 11:
        return None  # `no_purpose` says it
    return Finding(
        "other_purpose",  # art. 5(1)(b)
        say("For this purpose no data go to this recipient; choose one of those that were agreed."),
    )


def _no_ground(exchange: Exchange) -> Finding | None:
    if exchange.ground is not None:
        return None
    return Finding("no_ground", say("There is no legal ground for this."))  # art. 6(1)


def _other_ground(exchange: Exchange) -> Finding | None:
    if not exchange.grounds or exchange.ground is None or exchange.ground in exchange.grounds:
        return None
    # or an objection or a missing consent could be passed by calling the ground another
    return Finding("other_ground", say("This recipient gets no data on this ground; choose one that was agreed."))


def _never(exchange: Exchange) -> Finding | None:
    labels = [label for code, label in exchange.never.items() if code in exchange.categories and code != "bsn"]
    if not labels:
        return None
    return Finding("never_category", say("This recipient never gets: %(categories)s.", categories=enumerated(labels)))


def _bsn(exchange: Exchange) -> Finding | None:
    if "bsn" not in exchange.categories or exchange.recipient == BSN_RECIPIENT:
        return None
    return Finding("bsn_not_duo", say("The BSN is delivered to DUO only."))


def _agreement(exchange: Exchange) -> Finding | None:
    if not exchange.lacks_agreement:
        return None
    return Finding(
        "no_agreement",  # art. 28(3)
        say("This recipient is a processor, and there is no processor agreement that is valid on that day."),
    )


def _restriction(exchange: Exchange) -> Finding | None:
    if not exchange.restricted:
        return None
    return Finding(
        "restricted_client",  # art. 18(2)
        say_n(
            "The data of this client are restricted: %(numbers)s.",
            "The data of %(n)s clients are restricted: %(numbers)s.",
            len(exchange.restricted),
            numbers=some_of(exchange.restricted),
        ),
    )


def _consent(exchange: Exchange) -> Finding | None:
    if exchange.ground != "consent" or not exchange.without_consent:
        return None
    return Finding(
        "no_consent",  # art. 7(1)
        say_n(
            "The ground is consent, but this client has given none for this purpose: %(numbers)s.",
            "The ground is consent, but %(n)s clients have given none for this purpose: %(numbers)s.",
            len(exchange.without_consent),
            numbers=some_of(exchange.without_consent),
        ),
    )


def _objection(exchange: Exchange) -> Finding | None:
    if exchange.ground not in ("legitimate_interest", None) or not exchange.objecting:  # art. 21(1): against 6(1)(f)
        return None
    return Finding(
        "objection",
        say_n(
            "This client objects to this purpose: %(numbers)s.",
            "%(n)s clients object to this purpose: %(numbers)s.",
            len(exchange.objecting),
            numbers=some_of(exchange.objecting),
        ),
    )


def enumerated(parts: Sequence[Sentence], between: str = ", ") -> Sentence:
    """Labels one after the other with commas, or sentences with spaces."""
    first, *rest = parts
    if not rest:
        return first
    return say("%(first)s%(between)s%(rest)s", first=first, between=between, rest=enumerated(rest, between))


def some_of(numbers: Sequence[str]) -> str:
    """The first few numbers, and dots where there are more."""
    return ", ".join(numbers[:MOST_NAMED]) + (", …" if len(numbers) > MOST_NAMED else "")
