"""What went out and came in, to and from whom, and what went wrong, as lists that can be exported."""

from datetime import datetime

from data_layer import breach_lists, disclosure_totals, disclosures, recipient_lists
from data_layer.categories import CATEGORIES
from data_layer.exporting import sql
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing, narrowed
from data_layer.paging import Chosen
from data_layer.recipients import ROLE_LABELS
from data_layer.rules.access import Act
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import DIRECTION_LABELS, GROUND_LABELS, PURPOSES

_CATEGORY_WORDS = {category.code: category.label for category in CATEGORIES}
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


def register(which: disclosures.Filter) -> Listing:
    """The register of disclosures."""

    def chosen(_reader: Reader, actor: Actor) -> Chosen:
        return sql.with_only_client(disclosures.chosen_disclosures(actor, which), which.client_number)

    filters = narrowed(which)
    return Listing("disclosures", say("Disclosures"), Act.DISCLOSURE_LIST, _DISCLOSURES, filters, chosen)


def breaches(which: breach_lists.Filter, now: datetime) -> Listing:
    """The register of data breaches, as it stands at this moment."""

    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        return sql.with_breach(breach_lists.chosen_breaches(which, now))

    return Listing("breaches", say("Data breaches"), Act.BREACH_VIEW, _BREACHES, narrowed(which), chosen)


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

    title, filters = say("Disclosures per month"), narrowed(which)
    return Listing("disclosure_months", title, Act.DISCLOSURE_LIST, _MONTHS, filters, chosen)
