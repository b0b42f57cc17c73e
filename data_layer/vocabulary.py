"""The words of the privacy statement, declared once: codes for the store, the URL and the log; labels for people.

PS §n is a section of the privacy statement. Labels are English msgids; the Dutch of the screen is the
statement's own wording. The twenty categories of personal data are in `categories`.
"""

from enum import StrEnum

from data_layer.rules.sentences import Sentence, say

SCHOOL = "STEP Inburgering"
"""The controller, as PS §2 names it."""


class Channel(StrEnum):
    """The ways by which a request or a record comes in (PS §3; desk and post are the desk's own)."""

    WEBSITE = "website"
    EMAIL = "email"
    PHONE = "phone"
    APP = "app"
    THIRD_PARTY = "third_party"
    DESK = "desk"
    POST = "post"


class Ground(StrEnum):
    """The grounds of PS §6."""

    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"


NO_GROUND = "none"
"""What is given where something happened for which there is no ground; the store then has none."""


class Right(StrEnum):
    """The rights of PS §11 and the withdrawal of consent."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    COMPLETION = "completion"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    CONSENT_WITHDRAWAL = "consent_withdrawal"


class State(StrEnum):
    """Where a case stands; follows from its events."""

    RECEIVED = "received"
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    FINISHED = "finished"


class Outcome(StrEnum):
    """How a case was answered."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_IDENTIFIED = "not_identified"


class Direction(StrEnum):
    """Data are exchanged both ways (PS §7)."""

    OUT = "out"
    IN = "in"


PURPOSES: dict[int, Sentence] = {
    1: say("keeping in contact"),
    2: say("good and efficient service"),
    3: say("managing the client file"),
    4: say("administrative acts"),
    5: say("tailored guidance"),
    6: say("providing civic-integration courses"),
    7: say("improving the service"),
    8: say("handling complaints and disputes"),
    9: say("complying with legal obligations"),
    10: say("invoicing"),
    11: say("collecting money and debt collection"),
}

SOURCES: dict[str, Sentence] = {
    "client": say("the client"),
    "school": say("the school itself"),
    "duo": say("DUO"),
    "bureau_ice": say("Bureau ICE"),
    "panteia": say("Panteia"),
    "library": say("the library"),
    "municipality": say("the municipality"),
    "third_party": say("somebody else"),
}
"""Who can have provided a record: the person may ask (art. 15(1)(g) GDPR)."""

CHANNEL_LABELS: dict[Channel, Sentence] = {
    Channel.WEBSITE: say("website"),
    Channel.EMAIL: say("e-mail"),
    Channel.PHONE: say("phone"),
    Channel.APP: say("app"),
    Channel.THIRD_PARTY: say("third party"),
    Channel.DESK: say("desk"),
    Channel.POST: say("post"),
}

GROUND_LABELS: dict[Ground, Sentence] = {
    Ground.CONTRACT: say("agreement (6(1)(b))"),
    Ground.LEGAL_OBLIGATION: say("legal obligation (6(1)(c))"),
    Ground.LEGITIMATE_INTEREST: say("legitimate interest (6(1)(f))"),
    Ground.CONSENT: say("consent (6(1)(a))"),
}

RIGHT_LABELS: dict[Right, Sentence] = {
    Right.ACCESS: say("access"),
    Right.RECTIFICATION: say("rectification"),
    Right.COMPLETION: say("completion"),
    Right.ERASURE: say("erasure"),
    Right.RESTRICTION: say("restriction"),
    Right.PORTABILITY: say("portability"),
    Right.OBJECTION: say("objection"),
    Right.CONSENT_WITHDRAWAL: say("withdrawal of consent"),
}

STATE_LABELS: dict[State, Sentence] = {
    State.RECEIVED: say("received"),
    State.WAITING: say("waiting"),
    State.IN_PROGRESS: say("in progress"),
    State.ANSWERED: say("answered"),
    State.FINISHED: say("finished"),
}

OUTCOME_LABELS: dict[Outcome, Sentence] = {
    Outcome.GRANTED: say("granted"),
    Outcome.PARTLY_GRANTED: say("partly granted"),
    Outcome.REFUSED: say("refused"),
    Outcome.WITHDRAWN: say("withdrawn"),
    Outcome.NOT_IDENTIFIED: say("not identified"),
}

DIRECTION_LABELS: dict[Direction, Sentence] = {Direction.OUT: say("sent"), Direction.IN: say("obtained")}

EEA = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split()  # noqa: SIM905 - read as the list it is
)
"""The European Economic Area (PS §8); adequacy decisions do not help, the statement promises no processing outside."""
