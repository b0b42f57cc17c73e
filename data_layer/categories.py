"""The twenty categories of personal data of PS §4, declared once, with the records and fields that each has.

Everything that goes through all of them (dossier, forms, import, export, due dates, deliveries, overviews) is driven
by `CATEGORIES`: a further one is a declaration here and a migration. Labels are English msgids; the Dutch of the
screen is the statement's own wording.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from data_layer.rules.complaints import VERDICT_LABELS
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import Ground


class Use(StrEnum):
    """How a recipient gets a category: usually, only where needed, never."""

    USUAL = "usual"
    NEEDED = "needed"
    NEVER = "never"


Trigger = Literal["fiscal", "end", "held_on", "closed"]
"""What a term counts from: the fiscal year of the last relevant date, the end of the last agreement, the date of
the intake when there is no agreement, the day the complaint was closed."""

FieldKind = Literal[
    "text", "long", "number", "date", "past", "time", "amount", "hours", "yes_no", "choice", "country", "gender",
    "language", "phone", "email", "bsn", "postcode",
]  # fmt: skip
"""What is read into a field: `text` is one line, `long` any text, `number` the number of a record (digits that are no
figure), `past` a day that cannot lie ahead, `choice` one of its options."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a record: its column in the store, and what is read into it.

    `usual` is what a form proposes; one that `joins` is written right behind the field before it, as a house number.
    `most` is the largest number that can be true. What the dossier asks `once`, of a new record, or `never` is recorded
    at the desk; an import may bring it, of what was done before.
    """

    column: str
    label: Sentence
    kind: FieldKind = "text"
    is_needed: bool = False
    options: Mapping[str, Sentence] = field(default_factory=dict, hash=False)
    usual: str | bool | None = None
    help: Sentence | None = None
    joins: bool = False
    most: Decimal | None = None
    asked: Literal["always", "once", "never"] = "always"

    @property
    def is_day(self) -> bool:
        """Whether it holds a day."""
        return self.kind in ("date", "past")


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What one record is: a row of `table`, which carries `client_id`, or in `clients` some columns of the client.

    `some_of` are columns of which one at least must be filled; `key` are those by which an import knows a record of
    the client again; `newest` is the day that orders a list; `source` is who usually provides it. `part` names
    which part of the client's own row it is. `given` are fields that the desk fills: shown, never asked. `many` is
    what the records are called together, where their category has another name.
    """

    table: str
    one: Sentence
    fields: tuple[Field, ...]
    some_of: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    newest: str | None = None
    source: str = "client"
    part: str = ""
    given: tuple[Field, ...] = ()
    many: Sentence | None = None

    @property
    def code(self) -> str:
        """What the URL and the code call it: its table, or which part of the client's own row it is."""
        return self.part or self.table

    @property
    def is_of_person(self) -> bool:
        """Whether the record is part of the client's own row."""
        return self.table == "clients"

    @property
    def shown(self) -> tuple[Field, ...]:
        """All fields that a list shows."""
        return (*self.given, *self.fields)

    def asked(self, *, of_new: bool) -> tuple[Field, ...]:
        """The fields that the dossier asks of a new record, or of one that is there."""
        return tuple(known for known in self.fields if known.asked == "always" or (of_new and known.asked == "once"))

    @property
    def may_be_empty(self) -> bool:
        """Whether a part of the client's own row may hold nothing at all."""
        return not self.some_of and not any(known.is_needed for known in self.fields)

    def field(self, column: str) -> Field:
        """The field in this column. Raises KeyError."""
        return {known.column: known for known in self.fields}[column]


@dataclass(frozen=True, slots=True)
class Category:
    """One of the twenty categories of PS §4.

    `term_months` counts from `trigger`; for "fiscal" it is None (seven financial years, AWR 52(4)). Of a client without
    any agreement `months_without` counts instead, where there is one. `portable`
    is art. 20 GDPR; `uses` are the recipients of PS §7, those not named never get it. Its records are of `kinds`, the
    first of which is the main one; of the client's own row it is there when one of its columns is filled. What
    `is_sensitive` leaves the desk in a file only by those who may `export.sensitive`.
    """

    number: int
    code: str
    label: Sentence
    kinds: tuple[RecordKind, ...]
    grounds: tuple[Ground, ...]
    purposes: tuple[int, ...]
    trigger: Trigger
    term_months: int | None
    fiscal: Literal["no", "part", "yes"]
    portable: bool
    uses: tuple[tuple[str, Use], ...] = ()
    is_sensitive: bool = False
    months_without: int | None = None

    @property
    def table(self) -> str:
        """The table of its main records."""
        return self.kinds[0].table

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of its main records."""
        return self.kinds[0].fields

    def use_by(self, recipient: str) -> Use:
        """How the recipient with this code gets the category; unknown recipients get what the desk allows: NEEDED."""
        if recipient not in STATEMENT_RECIPIENTS:
            return Use.NEVER if self.code == "bsn" else Use.NEEDED
        return dict(self.uses).get(recipient, Use.NEVER)


_B, _C, _F, _A = Ground.CONTRACT, Ground.LEGAL_OBLIGATION, Ground.LEGITIMATE_INTEREST, Ground.CONSENT
STATEMENT_RECIPIENTS = ("duo", "bureau_ice", "panteia", "library")
GENDERS = {"f": say("woman"), "m": say("man"), "x": say("x (neither)"), "u": say("unknown")}


def _uses(duo: str, ice: str, panteia: str, library: str) -> tuple[tuple[str, Use], ...]:
    mark = {"●": Use.USUAL, "○": Use.NEEDED, "–": Use.NEVER}
    return tuple(zip(STATEMENT_RECIPIENTS, (mark[m] for m in (duo, ice, panteia, library)), strict=True))


CARD = RecordKind(
    "clients", say("client"),
    (
        Field(
            "language", say("Language for letters"), "language",
            help=say("The language in which the client reads best."),
        ),
        Field("registered_on", say("Registered on"), "past", is_needed=True),
    ),
    part="card",
)  # fmt: skip
"""What the desk itself needs of a client, beside the categories; with it goes who provided the client's own facts."""

CATEGORIES: tuple[Category, ...] = (
    Category(
        1, "names", say("names"),
        (
            RecordKind(
                "clients", say("names"),
                (
                    Field("first_names", say("First names")),
                    Field("prefix", say("Prefix")),
                    Field("surname", say("Surname")),
                    Field("call_name", say("Call name")),
                ),
                some_of=("surname", "first_names", "call_name"), part="names",
            ),
        ),
        (_B, _C), (1, 3, 6, 10), "fiscal", None, "part", True, _uses("●", "●", "●", "●"),
    ),
    Category(
        2, "gender", say("gender"),
        (
            RecordKind(
                "clients", say("gender"), (Field("gender", say("Gender"), "gender", options=GENDERS),), part="gender"
            ),
        ),
        (_B, _C), (4, 9), "end", 24, "no", True, _uses("●", "–", "–", "–"),
    ),
    Category(
        3, "bsn", say("BSN"),
        (
            RecordKind(
                "clients", say("BSN"),
                (Field("bsn", say("BSN"), "bsn", help=say("Nine digits; only DUO gets this number.")),),
                part="bsn",
            ),
        ),
        (_C,), (9,), "end", 24, "no", False, _uses("●", "–", "–", "–"), is_sensitive=True,
    ),
    Category(
        4, "birth", say("date, place and country of birth"),
        (
            RecordKind(
                "clients", say("birth"),
                (
                    Field("birth_date", say("Date of birth"), "past"),
                    Field("birth_place", say("Place of birth")),
                    Field("birth_country", say("Country of birth"), "country"),
                ),
                part="birth",
            ),
        ),
        (_B, _C), (4, 9), "end", 24, "no", True, _uses("●", "○", "–", "–"),
    ),
    Category(
        5, "address", say("addresses"),
        (
            RecordKind(
                "addresses", say("address"),
                (
                    Field(
                        "kind", say("Kind of address"), "choice", is_needed=True, usual="home",
                        options={"home": say("home address"), "post": say("postal address")},
                    ),
                    Field("street", say("Street")),
                    Field("house_number", say("House number"), joins=True),
                    Field("postcode", say("Postcode"), "postcode"),
                    Field("city", say("Town"), joins=True),
                    Field("country", say("Country"), "country"),
                    Field("valid_from", say("Lives here since"), "date"),
                    Field("valid_until", say("Lived here until"), "date"),
                ),
                some_of=("street", "postcode", "city"),
                key=("kind", "street", "house_number", "postcode", "city"),
                newest="valid_from",
            ),
        ),
        (_B, _C), (1, 10), "fiscal", None, "part", True, _uses("●", "–", "–", "○"),
    ),
    Category(
        6, "phone", say("phone numbers"),
        (
            RecordKind(
                "phones", say("phone number"),
                (Field("phone", say("Phone"), "phone", is_needed=True), Field("remark", say("Remark"))),
                key=("phone",),
            ),
        ),
        (_B,), (1,), "end", 12, "no", True, _uses("–", "–", "●", "●"),
    ),
    Category(
        7, "email", say("e-mail addresses"),
        (
            RecordKind(
                "emails", say("e-mail address"),
                (Field("email", say("E-mail"), "email", is_needed=True), Field("remark", say("Remark"))),
                key=("email",),
            ),
        ),
        (_B,), (1,), "end", 12, "no", True, _uses("–", "○", "○", "●"),
    ),
    Category(
        8, "residence_status", say("residence status"),
        (
            RecordKind(
                "residence_statuses", say("residence status"),
                (
                    Field("status", say("Residence status"), is_needed=True),
                    Field("valid_from", say("Valid from"), "date"),
                    Field("valid_until", say("Valid until"), "date"),
                ),
                key=("status", "valid_from"),
                newest="valid_from",
            ),
        ),
        (_B, _C), (9,), "end", 6, "no", True, _uses("○", "–", "–", "–"), is_sensitive=True,
    ),
    Category(
        9, "arrival", say("date of arrival in the Netherlands"),
        (
            RecordKind(
                "clients", say("arrival"), (Field("arrived_on", say("Arrived in the Netherlands on"), "past"),),
                part="arrival",
            ),
        ),
        (_B, _C), (9,), "end", 6, "no", True,
    ),
    Category(
        10, "qualifications", say("competences, exam results and diplomas"),
        (
            RecordKind(
                "qualifications", say("qualification"),
                (
                    Field(
                        "kind", say("Kind of qualification"), "choice", is_needed=True, usual="diploma",
                        options={
                            "diploma": say("diploma"), "exam": say("exam result"), "competence": say("competence"),
                        },
                    ),
                    Field("title", say("Qualification"), is_needed=True),
                    Field("level", say("Level")),
                    Field("institution", say("Institution")),
                    Field("obtained_on", say("Obtained on"), "past"),
                ),
                key=("kind", "title", "obtained_on"),
                newest="obtained_on",
            ),
        ),
        (_B,), (5, 6), "end", 24, "no", True, _uses("○", "–", "–", "○"),
    ),
    Category(
        11, "intake", say("result of the intake"),
        (
            RecordKind(
                "intakes", say("intake"),
                (
                    Field("held_on", say("Held on"), "past", is_needed=True),
                    Field("result", say("Result"), "long"),
                    Field("level", say("Level")),
                ),
                key=("held_on",), newest="held_on", source="school",
            ),
        ),
        (_B,), (5, 6), "held_on", 24, "no", False, _uses("–", "○", "–", "○"), months_without=12,
    ),
    Category(
        12, "preconditions", say("preconditions for taking part"),
        (
            RecordKind(
                "preconditions", say("precondition"),
                (
                    Field(
                        "subject", say("What must be arranged"), is_needed=True,
                        help=say("Only what must be arranged, such as childcare or a lift. Never a diagnosis."),
                    ),
                    Field("arrangement", say("Arrangement"), "long"),
                    Field("arranged_on", say("Arranged on"), "past"),
                    Field(
                        "about_health", say("Concerns health"), "yes_no", usual=False,
                        help=say("May only be recorded with the client's explicit consent, which comes first."),
                    ),
                ),
                key=("subject",), newest="arranged_on",
            ),
        ),
        (_B, _A), (5,), "end", 0, "no", True, is_sensitive=True,
        months_without=12,  # who is still in the intake has no course that ended
    ),
    Category(
        13, "agreements", say("course agreements"),
        (
            RecordKind(
                "agreements", say("course agreement"),
                (
                    Field("number", say("Agreement number"), "number"),
                    Field("started_on", say("Start of course"), "date"),
                    Field(
                        "ended_on", say("End of course"), "date",
                        help=say("Without an end the course still runs, and nothing of the client becomes due."),
                    ),
                    Field("hours", say("Hours"), "hours"),
                    Field("payer", say("Payer")),
                    Field("amount", say("Amount"), "amount"),
                ),
                some_of=("number", "started_on", "ended_on"), key=("number", "started_on"), newest="started_on",
            ),
        ),
        (_B, _C), (4, 6), "fiscal", None, "yes", True, _uses("●", "–", "–", "–"),
    ),
    Category(
        14, "attendance", say("attendance"),
        (
            RecordKind(
                "attendance", say("lesson"),
                (
                    Field("held_on", say("Date"), "past", is_needed=True),
                    Field("hours", say("Hours"), "hours", is_needed=True, most=Decimal(24)),
                    Field("present", say("Present"), "yes_no", is_needed=True),
                    Field("absence_reason", say("Reason of absence")),
                    Field("invoiced", say("Invoiced"), "yes_no", usual=False),
                ),
                key=("held_on",), newest="held_on", source="school",
            ),
        ),
        (_B, _C), (6, 9, 10), "fiscal", None, "yes", True, _uses("●", "–", "–", "–"),
    ),
    Category(
        15, "progress_notes", say("progress notes"),
        (
            RecordKind(
                "progress_notes", say("progress note"),
                (
                    Field("written_on", say("Date"), "past", is_needed=True),
                    Field("body", say("Note"), "long", is_needed=True),
                ),
                key=("written_on",), newest="written_on", source="school",
            ),
        ),
        (_B,), (5,), "end", 24, "no", False, is_sensitive=True,
    ),
    Category(
        16, "evaluations", say("progress and final evaluations"),
        (
            RecordKind(
                "evaluations", say("evaluation"),
                (
                    Field("held_on", say("Date"), "past", is_needed=True),
                    Field(
                        "kind", say("Kind of evaluation"), "choice", is_needed=True, usual="progress",
                        options={"progress": say("progress evaluation"), "final": say("final evaluation")},
                    ),
                    Field("body", say("Evaluation"), "long"),
                ),
                key=("held_on", "kind"), newest="held_on", source="school",
            ),
        ),
        (_B, _F), (5, 7), "end", 24, "no", False,
    ),
    Category(
        17, "appointments", say("appointments"),
        (
            RecordKind(
                "appointments", say("appointment"),
                (
                    Field("held_on", say("Date"), "date", is_needed=True),
                    Field("starts_at", say("Time"), "time"),
                    Field("subject", say("Subject")),
                    Field("place", say("Place")),
                ),
                key=("held_on", "starts_at"), newest="held_on", source="school",
            ),
        ),
        (_B,), (1, 2), "end", 12, "no", True, _uses("–", "–", "–", "○"),
    ),
    Category(
        18, "test_results", say("test and exam results"),
        (
            RecordKind(
                "test_results", say("test result"),
                (
                    Field("taken_on", say("Date"), "past", is_needed=True),
                    Field("part", say("Part")),
                    Field("level", say("Level")),
                    Field("result", say("Result")),
                    Field("body", say("Examining body")),
                ),
                key=("taken_on", "part"), newest="taken_on", source="school",
            ),
        ),
        (_B,), (6,), "end", 24, "no", False, _uses("○", "●", "–", "–"),
    ),
    Category(
        19, "complaints", say("handling of complaints"),
        (
            RecordKind(
                "complaints", say("complaint"),
                (
                    Field(
                        "kind", say("Kind of complaint"), "choice", is_needed=True, usual="service",
                        options={"service": say("about the service"), "privacy": say("about personal data")},
                    ),
                    Field("received_on", say("Received on"), "past", is_needed=True, asked="once"),
                    Field("subject", say("Subject"), "long", is_needed=True),
                    Field("acknowledged_on", say("Acknowledged on"), "past", asked="never"),
                    Field("answered_on", say("Answered on"), "past", asked="never"),
                    Field("verdict", say("Verdict"), "choice", options=VERDICT_LABELS, asked="never"),
                    Field("outcome", say("Outcome"), "long", asked="never"),
                    Field(
                        "passed_to_authority_on", say("Passed on to the authority on"), "past", asked="never"
                    ),
                    Field(
                        "closed_on", say("Closed on"), "past", asked="never",
                        help=say("As long as a complaint is open, everything of the client is held."),
                    ),
                ),
                key=("received_on", "kind"), newest="received_on",
                given=(
                    Field("number", say("Complaint number"), "number"),
                    Field("legal_last_day", say("Legal last day"), "date"),
                ),
            ),
        ),
        (_C, _F), (8,), "closed", 24, "no", False, is_sensitive=True,
    ),
    Category(
        20, "invoices", say("invoices"),
        (
            RecordKind(
                "invoices", say("invoice"),
                (
                    Field("number", say("Invoice number"), "number"),
                    Field("amount", say("Amount"), "amount"),
                    Field("issued_on", say("Issued on"), "date"),
                    Field("due_on", say("Payable by"), "date"),
                    Field("paid_on", say("Paid on"), "past"),
                    Field("credited_on", say("Credited on"), "date"),
                    Field("instalments_end_on", say("End of instalments"), "date"),
                    Field("written_off_on", say("Written off on"), "date"),
                    Field(
                        "in_collection_since", say("In collection since"), "past",
                        help=say("Until it is paid or written off, everything of the client is held."),
                    ),
                ),
                some_of=("number", "issued_on"), key=("number", "issued_on"), newest="issued_on", source="school",
            ),
            RecordKind(
                "payments", say("payment"),
                (
                    Field("paid_on", say("Payment on"), "past", is_needed=True),
                    Field("amount", say("Amount of the payment"), "amount"),
                ),
                key=("paid_on", "amount"), newest="paid_on", source="school", many=say("payments"),
            ),
        ),
        (_B, _C, _F), (10, 11), "fiscal", None, "yes", False, _uses("●", "–", "–", "–"),
    ),
)  # fmt: skip
CATEGORY = {category.code: category for category in CATEGORIES}
KINDS = {kind.code: kind for kind in (*(kind for category in CATEGORIES for kind in category.kinds), CARD)}
"""Every kind of record by its code, in the order of the statement; the card comes last."""
CATEGORY_OF = {kind.code: category for category in CATEGORIES for kind in category.kinds}
"""The category of each kind of record, by the kind's code."""
PERSON_KINDS = {code: kind for code, kind in KINDS.items() if kind.is_of_person}
"""What a client's own row holds, part by part."""
OWN_FIELDS = {field.column: field for kind in PERSON_KINDS.values() for field in kind.fields}
"""The facts of a client's own row, by column."""
RECORD_KINDS = {code: kind for code, kind in KINDS.items() if not kind.is_of_person}
"""The kinds of records that are lists, by their table."""


def label_of(kind: RecordKind) -> Sentence:
    """What the records of a category are called together. Raises KeyError for the card."""
    return kind.many or CATEGORY_OF[kind.code].label
