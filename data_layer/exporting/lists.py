"""The lists that can be exported, each with the same rows, in the same order, as its screen shows."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime

from data_layer import (
    breach_lists,
    clients,
    disclosure_totals,
    disclosures,
    hold_lists,
    recipient_lists,
    retention,
    retention_cases,
    retention_kept,
)
from data_layer.categories import CATEGORIES, CATEGORY_OF, OWN_FIELDS, PERSON_KINDS, RECORD_KINDS
from data_layer.client_states import InState
from data_layer.complaints import complaint_lists
from data_layer.destroying import batches as destructions
from data_layer.destroying.labels import KIND_LABELS
from data_layer.due_categories import DUE_CATEGORIES
from data_layer.exporting import sql
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing
from data_layer.exporting.records import NUMBER, column_of, narrowing, of_kinds, source_of, the_client
from data_layer.paging import Chosen
from data_layer.recipients import ROLE_LABELS
from data_layer.requests import request_queue  # fmt: skip
from data_layer.retention import Span
from data_layer.rules.access import Act
from data_layer.rules.complaints import VERDICT_LABELS
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import DIRECTION_LABELS, GROUND_LABELS, OUTCOME_LABELS, PURPOSES, RIGHT_LABELS, STATE_LABELS

_CATEGORY_WORDS = {category.code: category.label for category in CATEGORIES}
_DUE_WORDS = {category.code: category.label for category in DUE_CATEGORIES}
_NAMES = (
    Column("first_names", say("First names"), is_personal=True),
    Column("prefix", say("Prefix"), is_personal=True),
    Column("surname", say("Surname"), is_personal=True),
)
_REQUESTS = (
    Column("number", say("Case number"), "code"),
    Column("request_right", say("Right"), words=RIGHT_LABELS),
    Column("phase", say("Phase"), words=request_queue.PHASE_LABELS),
    Column("state", say("State"), words=STATE_LABELS),
    Column("received_on", say("Received on"), "day"),
    Column("safe_last_day", say("Safe last day"), "day"),
    Column("legal_last_day", say("Legal last day"), "day"),
    Column("days_left", say("Days left"), "number"),
    Column("client_number", say("Client number"), "code", is_personal=True),
    Column("who", say("Who"), is_personal=True),
    Column("handler", say("Handler")),
    Column("answered_on", say("Answered on"), "day"),
    Column("outcome", say("Outcome"), words=OUTCOME_LABELS),
    Column("finished_on", say("Finished on"), "day"),
    Column("waiting_since", say("Waits since"), "day", is_usual=False),
    Column("reminded_on", say("Reminded on"), "day", is_usual=False),
    Column("identified_on", say("Identity established on"), "day", is_usual=False),
    Column("copy_since", say("Copy of identity document here since"), "day", is_usual=False),
)
_USUAL = ("first_names", "prefix", "surname", "birth_date", "registered_on")
_COMPLAINTS = (
    Column("number", say("Complaint number"), "code"),
    Column("kind", say("Kind of complaint"), words=complaint_lists.KIND_LABELS),
    Column("phase", say("Phase"), words=request_queue.PHASE_LABELS),
    Column("received_on", say("Received on"), "day"),
    Column("acknowledge_by", say("Acknowledge by"), "day"),
    Column("acknowledged_on", say("Acknowledged on"), "day"),
    Column("safe_last_day", say("Safe last day"), "day"),
    Column("legal_last_day", say("Legal last day"), "day"),
    Column("days_left", say("Days left"), "number"),
    Column("handler", say("Handler")),
    Column("answered_on", say("Answered on"), "day"),
    Column("verdict", say("Verdict"), words=VERDICT_LABELS),
    Column("closed_on", say("Closed on"), "day"),
    # who complains, and about what, leaves as the records of category 19 do
    Column("client_number", say("Client number"), "code", is_usual=False, is_personal=True, act=Act.EXPORT_SENSITIVE),
    Column("who", say("Who"), is_usual=False, is_personal=True, act=Act.EXPORT_SENSITIVE),
    Column("subject", say("Subject"), is_usual=False, is_personal=True, act=Act.EXPORT_SENSITIVE),
)
_SENSITIVE = {
    field.column
    for code, kind in PERSON_KINDS.items()
    if code in CATEGORY_OF and CATEGORY_OF[code].is_sensitive
    for field in kind.fields
}
_OWN = {
    column: column_of(field, column, is_usual=column in _USUAL, is_sensitive=column in _SENSITIVE)
    for column, field in OWN_FIELDS.items()
}


def _beside(table: str, *columns: str, is_usual: bool = False) -> Iterator[Column]:
    """What stands beside a client's own facts: these fields of the records of another kind."""
    return (column_of(RECORD_KINDS[table].field(column), column, is_usual=is_usual) for column in columns)


_CLIENTS = (
    NUMBER,
    *(_OWN[code] for code in _USUAL),
    *_beside("agreements", "started_on", "ended_on", is_usual=True),
    *(column for code, column in _OWN.items() if code not in _USUAL and column.act is None),
    source_of("source", is_usual=False),
    *_beside("addresses", "street", "house_number", "postcode", "city"),
    *_beside("phones", "phone"),
    *_beside("emails", "email"),
    *(column for column in _OWN.values() if column.act is not None),
)
OF_THE_CARD = (*_OWN, "source")
"""The columns of the clients that are their own facts; the others are of their records."""
_DISCLOSURES = (
    Column("number", say("Number"), "code"),
    Column("happened_on", say("Date"), "day"),
    Column("direction", say("Direction"), words=DIRECTION_LABELS),
    Column("recipient_name", say("Recipient")),
    Column("categories", say("Data"), words=_CATEGORY_WORDS),
    Column("purpose", say("Purpose"), words=PURPOSES),
    Column("statute", say("Statute")),
    Column("ground", say("Ground"), words=GROUND_LABELS),
    Column("clients", say("Clients"), "number"),
    Column("client_number", say("Client number"), "code", is_personal=True),
    Column("state", say("State"), words=disclosures.STATE_LABELS),
    Column("flags", say("Remarks of the desk"), words=FLAG_LABELS),
    Column("tell_by", say("Tell by"), "day", is_usual=False),
)
_MONTHS = (
    Column("month", say("Month"), "day"),
    Column("direction", say("Direction"), words=DIRECTION_LABELS),
    Column("recipient_name", say("Recipient")),
    Column("entries", say("Disclosures"), "number"),
    Column("clients", say("Clients"), "number"),
)
_BREACHES = (
    Column("number", say("Number"), "code"),
    Column("aware_at", say("Discovered on"), "moment"),
    Column("categories", say("Data"), words=_CATEGORY_WORDS),
    Column("persons", say("Persons"), "number"),
    Column("risk", say("Risk"), words=breach_lists.RISK_LABELS),
    Column("reporting", say("Reporting"), words=breach_lists.REPORTING_LABELS),
    Column("told_authority_at", say("Reported on"), "moment"),
    Column("authority_reference", say("Reference of the report")),
    Column("told_persons_at", say("Persons told on"), "moment"),
    Column("closed_at", say("Closed on"), "moment"),
    Column("disclosure_number", say("Disclosure"), "code"),
    *(
        Column(code, label, is_usual=False, is_personal=True)  # what was typed may name persons
        for code, label in breach_lists.TEXT_LABELS.items()
    ),
)
_RECIPIENTS = (
    Column("name", say("Name")),
    Column("legal_name", say("Legal name")),
    Column("role", say("Role"), words=ROLE_LABELS),
    Column("country", say("Country"), "country"),
    Column("agreement_until", say("Agreement until"), "day"),
    Column("in_statement", say("Named in the privacy statement"), words={True: say("yes"), False: say("no")}),
    Column("active", say("Data are exchanged"), words={True: say("yes"), False: say("no")}),
    Column("last_out", say("Last delivery"), "day"),
    Column("entries", say("Entries this year"), "number"),
)
_DUE = (
    NUMBER,
    *_NAMES,
    Column("due_from", say("Due from"), "day"),
    Column("all_due_from", say("Everything from"), "day"),
    Column("categories", say("Categories"), words=_DUE_WORDS),
)
_DUE_CASES = (
    Column("number", say("Case number"), "code"),
    Column("request_right", say("Right"), words=retention_cases.WHAT_LABELS),
    Column("finished_on", say("Finished on"), "day"),
    Column("due_from", say("Due from"), "day"),
    Column("client_number", say("Client number"), "code", is_personal=True),
)
_HELD = (
    Column("client_number", say("Client number"), "code", is_personal=True),
    *_NAMES,
    Column("kind", say("Kind"), words=retention_kept.HOLD_LABELS),
    Column("since", say("Held since"), "day"),
    Column("owner", say("Owner")),
    Column("review_on", say("Review"), "day"),
    Column("reason", say("Reason"), is_usual=False, is_personal=True),
)
_BATCHES = (
    Column("number", say("Number"), "code"),
    Column("kind", say("Kind"), words=KIND_LABELS),
    Column("state", say("State"), words=destructions.STATE_LABELS),
    Column("clients", say("Clients"), "number"),
    Column("whole", say("Of whom everything"), "number"),
    Column("skipped", say("Skipped"), "number"),
    Column("proposed_at", say("Proposed on"), "moment"),
    Column("proposed_by", say("Proposed by")),
    Column("approved_by", say("Approved by")),
    Column("ran_at", say("Carried out on"), "moment"),
)
_ENDLESS = (
    Column("client_number", say("Client number"), "code", is_personal=True),
    *_NAMES,
    Column("agreement", say("Agreement number"), "code"),
    Column("started_on", say("Start of course"), "day"),
)


def requests(which: request_queue.Filter) -> Listing:
    """The queue of requests."""

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        return request_queue.chosen_requests(reader, actor, which)

    return Listing("requests", say("Requests"), Act.REQUEST_LIST, _REQUESTS, _set(which), chosen)


def complaints(which: complaint_lists.Filter) -> Listing:
    """The complaints."""

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        return complaint_lists.chosen_complaints(reader, actor, which)

    return Listing("complaints", say("Complaints"), Act.COMPLAINT_LIST, _COMPLAINTS, _set(which), chosen)


def the_clients(search: str, order: str, stood: InState | None = None) -> Listing:
    """The clients that fit what was typed; instead of them their records of one kind can be taken along.

    With `stood` only those who did.
    """

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        bsn = clients.sought_bsn(reader, actor, search)
        return sql.with_client(clients.chosen_clients(reader, search, order, bsn, stood), reader.today)

    return Listing(
        "clients",
        say("Clients"),
        Act.CLIENT_LIST,
        _CLIENTS,
        narrowing(search, stood),
        chosen,
        instead=of_kinds(search, order, stood),
    )


def of_client(client_id: int) -> Listing:
    """One client, as a list."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_client(the_client(client_id), reader.today, also_merged=True)

    return Listing("clients", say("Clients"), Act.CLIENT_LIST, _CLIENTS, (), chosen)


def register(which: disclosures.Filter) -> Listing:
    """The register of disclosures."""

    def chosen(_reader: Reader, actor: Actor) -> Chosen:
        return sql.with_only_client(disclosures.chosen_disclosures(actor, which), which.client_number)

    filters = _set(which)
    return Listing("disclosures", say("Disclosures"), Act.DISCLOSURE_LIST, _DISCLOSURES, filters, chosen)


def breaches(which: breach_lists.Filter, now: datetime) -> Listing:
    """The register of data breaches, as it stands at this moment."""

    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_breach(breach_lists.chosen_breaches(which, now))

    return Listing("breaches", say("Data breaches"), Act.BREACH_VIEW, _BREACHES, _set(which), chosen)


def recipients(order: str, *, strangers: bool = False) -> Listing:
    """The recipients, or those that got data without being one."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        rows = recipient_lists.chosen_recipients(reader, order=order, strangers=strangers)
        return Chosen(f"select f.*, false as is_restricted from ({rows.sql}) f", rows.facts)

    filters = ("strangers",) if strangers else ()
    act = Act.CLIENT_LIST if strangers else Act.RECIPIENT_VIEW  # a stranger's name may be a person's
    return Listing("recipients", say("Recipients"), act, _RECIPIENTS, filters, chosen)


def month_totals(which: disclosures.Filter) -> Listing:
    """What the register adds up to per month, direction and recipient."""

    def chosen(_reader: Reader, actor: Actor) -> Chosen:
        return disclosure_totals.chosen_month_totals(actor, which)

    title, filters = say("Disclosures per month"), _set(which)
    return Listing("disclosure_months", title, Act.DISCLOSURE_LIST, _MONTHS, filters, chosen)


def due(span: Span, order: str) -> Listing:
    """The clients of whom something is due for deletion."""
    filters = tuple(name for name in ("category", "extent") if getattr(span, name))
    return Listing("due", say("Due for deletion"), Act.RETENTION_VIEW, _DUE, filters, _due(span, order))


def due_cases(order: str) -> Listing:
    """The requests, and the complaints of nobody, that are due for deletion."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return retention_cases.chosen_cases(reader.today, order)

    return Listing("due_cases", say("Requests due for deletion"), Act.RETENTION_VIEW, _DUE_CASES, (), chosen)


def coming(span: Span, year: int | None) -> Listing:
    """The clients of whom something falls due later."""
    filters = ("year",) if year else ()
    return Listing("coming", say("Falls due later"), Act.RETENTION_VIEW, _DUE, filters, _due(span, "longest"))


def held(which: hold_lists.Filter) -> Listing:
    """What is held: every open hold."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_names(hold_lists.chosen_holds(which, reader.today))

    return Listing("held", say("Held"), Act.RETENTION_VIEW, _HELD, _set(which), chosen)


def batches(which: destructions.Filter) -> Listing:
    """The register of destruction."""

    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        rows = destructions.chosen_batches(which)
        return Chosen(f"select f.*, false as is_restricted from ({rows.sql}) f", rows.facts)

    return Listing("batches", say("Destruction"), Act.DESTRUCTION_VIEW, _BATCHES, _set(which), chosen)


def endless() -> Listing:
    """The agreements that were never closed."""

    def chosen(reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_names(retention_kept.chosen_endless(reader.today))

    return Listing("endless", say("Without end date"), Act.RETENTION_VIEW, _ENDLESS, (), chosen)


def _due(span: Span, order: str) -> Callable[[Reader, Actor], Chosen]:
    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_categories(retention.chosen_due(span, order), span)

    return chosen


def _set(
    which: request_queue.Filter
    | complaint_lists.Filter
    | disclosures.Filter
    | breach_lists.Filter
    | hold_lists.Filter
    | destructions.Filter,
) -> tuple[str, ...]:
    """The names of the fields that narrow the list."""
    usual = type(which)()
    names = (field.name for field in fields(which) if field.name != "order")
    return tuple(name for name in names if (getattr(which, name) or None) != (getattr(usual, name) or None))
