"""The words of the privacy statement, declared once: codes for the store, the URL and the log; labels for people.

PS §n is a section of the privacy statement. Labels are English msgids; the Dutch of the screen is the
statement's own wording. Everything that goes through all categories (due dates, dossier, import, deliveries,
overviews) is driven by `CATEGORIES`: a further one is a declaration here and a migration.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from data_layer.rules.sentences import Sentence, say


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


class Use(StrEnum):
    """How a recipient gets a category: usually, only where needed, never."""

    USUAL = "usual"
    NEEDED = "needed"
    NEVER = "never"


Trigger = Literal["fiscal", "end", "held_on", "closed"]
"""What a term counts from: the fiscal year of the last relevant date, the end of the last agreement, the date of
the intake when there is no agreement, the day the complaint was closed."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a category: its column in the store and what is read into it."""

    column: str
    label: Sentence
    kind: Literal[
        "text",
        "long",
        "date",
        "number",
        "money",
        "country",
        "gender",
        "phone",
        "email",
        "bsn",
        "postcode",
        "yes_no",
    ] = "text"


@dataclass(frozen=True, slots=True)
class Category:
    """One of the twenty categories of PS §4.

    `term_months` counts from `trigger`; for "fiscal" it is None (seven financial years, AWR 52(4)). `portable`
    is art. 20 GDPR; `uses` are the recipients of PS §7, those not named never get it. `table` holds it, its
    rows carry `client_id`; for `clients` itself the category is there when one of its columns is filled.
    """

    number: int
    code: str
    label: Sentence
    table: str
    fields: tuple[Field, ...]
    grounds: tuple[Ground, ...]
    purposes: tuple[int, ...]
    trigger: Trigger
    term_months: int | None
    fiscal: Literal["no", "part", "yes"]
    portable: bool
    uses: tuple[tuple[str, Use], ...] = ()

    def use_by(self, recipient: str) -> Use:
        """How the recipient with this code gets the category; unknown recipients get what the desk allows: NEEDED."""
        if recipient not in STATEMENT_RECIPIENTS:
            return Use.NEVER if self.code == "bsn" else Use.NEEDED
        return dict(self.uses).get(recipient, Use.NEVER)


_B, _C, _F, _A = Ground.CONTRACT, Ground.LEGAL_OBLIGATION, Ground.LEGITIMATE_INTEREST, Ground.CONSENT
STATEMENT_RECIPIENTS = ("duo", "bureau_ice", "panteia", "library")


def _uses(duo: str, ice: str, panteia: str, library: str) -> tuple[tuple[str, Use], ...]:
    mark = {"●": Use.USUAL, "○": Use.NEEDED, "–": Use.NEVER}
    return tuple(zip(STATEMENT_RECIPIENTS, (mark[m] for m in (duo, ice, panteia, library)), strict=True))


CATEGORIES: tuple[Category, ...] = (
    Category(
        1, "names", say("names"), "clients",
        (
            Field("first_names", say("First names")),
            Field("prefix", say("Prefix")),
            Field("surname", say("Surname")),
            Field("call_name", say("Call name")),
        ),
        (_B, _C), (1, 3, 6, 10), "fiscal", None, "part", True, _uses("●", "●", "●", "●"),
    ),
    Category(
        2, "gender", say("gender"), "clients", (Field("gender", say("Gender"), "gender"),),
        (_B, _C), (4, 9), "end", 24, "no", True, _uses("●", "–", "–", "–"),
    ),
    Category(
        3, "bsn", say("BSN"), "clients", (Field("bsn", say("BSN"), "bsn"),),
        (_C,), (9,), "end", 24, "no", False, _uses("●", "–", "–", "–"),
    ),
    Category(
        4, "birth", say("date, place and country of birth"), "clients",
        (
            Field("birth_date", say("Date of birth"), "date"),
            Field("birth_place", say("Place of birth")),
            Field("birth_country", say("Country of birth"), "country"),
        ),
        (_B, _C), (4, 9), "end", 24, "no", True, _uses("●", "○", "–", "–"),
    ),
    Category(
        5, "address", say("addresses"), "addresses",
        (
            Field("street", say("Street")),
            Field("house_number", say("House number")),
            Field("postcode", say("Postcode"), "postcode"),
            Field("city", say("Town")),
            Field("country", say("Country"), "country"),
        ),
        (_B, _C), (1, 10), "fiscal", None, "part", True, _uses("●", "–", "–", "○"),
    ),
    Category(
        6, "phone", say("phone numbers"), "phones", (Field("phone", say("Phone"), "phone"),),
        (_B,), (1,), "end", 12, "no", True, _uses("–", "–", "●", "●"),
    ),
    Category(
        7, "email", say("e-mail addresses"), "emails", (Field("email", say("E-mail"), "email"),),
        (_B,), (1,), "end", 12, "no", True, _uses("–", "○", "○", "●"),
    ),
    Category(
        8, "residence_status", say("residence status"), "residence_statuses",
        (
            Field("status", say("Residence status")),
            Field("valid_from", say("Valid from"), "date"),
            Field("valid_until", say("Valid until"), "date"),
        ),
        (_B, _C), (9,), "end", 6, "no", True, _uses("○", "–", "–", "–"),
    ),
    Category(
        9, "arrival", say("date of arrival in the Netherlands"), "clients",
        (Field("arrived_on", say("Arrived in the Netherlands on"), "date"),),
        (_B, _C), (9,), "end", 6, "no", True,
    ),
    Category(
        10, "qualifications", say("competences, exam results and diplomas"), "qualifications",
        (
            Field("title", say("Qualification")),
            Field("level", say("Level")),
            Field("institution", say("Institution")),
            Field("obtained_on", say("Obtained on"), "date"),
        ),
        (_B,), (5, 6), "end", 24, "no", True, _uses("○", "–", "–", "○"),
    ),
    Category(
        11, "intake", say("result of the intake"), "intakes",
        (
            Field("held_on", say("Held on"), "date"),
            Field("result", say("Result"), "long"),
            Field("level", say("Level")),
        ),
        (_B,), (5, 6), "held_on", 24, "no", False, _uses("–", "○", "–", "○"),
    ),
    Category(
        12, "preconditions", say("preconditions for taking part"), "preconditions",
        (
            Field("subject", say("What must be arranged")),
            Field("arrangement", say("Arrangement"), "long"),
            Field("arranged_on", say("Arranged on"), "date"),
            Field("about_health", say("Concerns health"), "yes_no"),
        ),
        (_B, _A), (5,), "end", 0, "no", True,
    ),
    Category(
        13, "agreements", say("course agreements"), "agreements",
        (
            Field("number", say("Agreement number")),
            Field("started_on", say("Start of course"), "date"),
            Field("ended_on", say("End of course"), "date"),
            Field("hours", say("Hours"), "number"),
            Field("payer", say("Payer")),
            Field("amount", say("Amount"), "money"),
        ),
        (_B, _C), (4, 6), "fiscal", None, "yes", True, _uses("●", "–", "–", "–"),
    ),
    Category(
        14, "attendance", say("attendance"), "attendance",
        (
            Field("held_on", say("Date"), "date"),
            Field("hours", say("Hours"), "number"),
            Field("present", say("Present"), "yes_no"),
            Field("absence_reason", say("Reason of absence")),
        ),
        (_B, _C), (6, 9, 10), "fiscal", None, "yes", True, _uses("●", "–", "–", "–"),
    ),
    Category(
        15, "progress_notes", say("progress notes"), "progress_notes",
        (Field("written_on", say("Date"), "date"), Field("body", say("Note"), "long")),
        (_B,), (5,), "end", 24, "no", False,
    ),
    Category(
        16, "evaluations", say("progress and final evaluations"), "evaluations",
        (
            Field("held_on", say("Date"), "date"),
            Field("kind", say("Kind")),
            Field("body", say("Evaluation"), "long"),
        ),
        (_B, _F), (5, 7), "end", 24, "no", False,
    ),
    Category(
        17, "appointments", say("appointments"), "appointments",
        (
            Field("held_on", say("Date"), "date"),
            Field("starts_at", say("Time")),
            Field("subject", say("Subject")),
            Field("place", say("Place")),
        ),
        (_B,), (1, 2), "end", 12, "no", True, _uses("–", "–", "–", "○"),
    ),
    Category(
        18, "test_results", say("test and exam results"), "test_results",
        (
            Field("taken_on", say("Date"), "date"),
            Field("part", say("Part")),
            Field("level", say("Level")),
            Field("result", say("Result")),
            Field("body", say("Examining body")),
        ),
        (_B,), (6,), "end", 24, "no", False, _uses("○", "●", "–", "–"),
    ),
    Category(
        19, "complaints", say("handling of complaints"), "complaints",
        (
            Field("received_on", say("Received on"), "date"),
            Field("subject", say("Subject"), "long"),
            Field("outcome", say("Outcome"), "long"),
            Field("closed_on", say("Closed on"), "date"),
        ),
        (_C, _F), (8,), "closed", 24, "no", False,
    ),
    Category(
        20, "invoices", say("invoices"), "invoices",
        (
            Field("number", say("Invoice number")),
            Field("amount", say("Amount"), "money"),
            Field("issued_on", say("Issued on"), "date"),
            Field("due_on", say("Payable by"), "date"),
            Field("paid_on", say("Paid on"), "date"),
            Field("credited_on", say("Credited on"), "date"),
            Field("instalments_end_on", say("End of instalments"), "date"),
            Field("written_off_on", say("Written off on"), "date"),
        ),
        (_B, _C, _F), (10, 11), "fiscal", None, "yes", False, _uses("●", "–", "–", "–"),
    ),
)  # fmt: skip
CATEGORY = {category.code: category for category in CATEGORIES}
INTAKE_ONLY_MONTHS = 12  # an intake that led to no agreement goes this long after its date

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
