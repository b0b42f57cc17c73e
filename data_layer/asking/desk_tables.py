"""What may be asked about the work of the desk: disclosures, recipients, breaches, destruction, figures and the log."""

from data_layer.asking.table import Table, Told
from data_layer.recipient_agreements import agreed_sql
from data_layer.rules.access import Act
from data_layer.rules.sentences import say

_AMSTERDAM = "at time zone 'Europe/Amsterdam'"
_RECIPIENT = Told("recipient", say("Recipient, as code; stranger for who is no recipient of the school"))
_CLIENTS, _MONTH = Told("clients", say("Number of clients")), Told("month", say("First day of the month"))

DISCLOSURES = Table(
    "disclosures",
    say("One row per entry in the register of disclosures"),
    (
        Told("direction", say("out (sent) or in (obtained)")),
        Told("happened_on", say("Date")),
        _RECIPIENT,
        Told("categories", say("List of categories, as codes: unnest(categories)")),
        Told("purpose", say("Number of the purpose, 1 to 11")),
        Told("ground", say("Ground, as code")),
        _CLIENTS,
        Told("state", say("State, as code")),
        Told("flags", say("List of remarks of the desk, as codes: len(flags) > 0")),
    ),
    """
        select d.direction, d.happened_on, if(r.is_stranger, 'stranger', r.code) as recipient, d.categories, d.purpose,
            d.ground, d.clients, d.state, d.flags
        from disclosures d join recipients r on r.id = d.recipient_id
        where not (d.clients = 1 and exists (
            from disclosure_clients p join clients c on c.id = p.client_id
            where p.disclosure_id = d.id and c.restricted_since is not null
        ))
    """,
    of_people=True,
)
RECIPIENTS = Table(
    "recipients",
    say("One row per recipient"),
    (
        Told("recipient", say("Recipient, as code")),
        Told("role", say("independent, processor or joint")),
        Told("country", say("Country, as code")),
        Told("in_statement", say("Whether the privacy statement names it")),
        Told("active", say("Whether data are exchanged")),
        Told("has_agreement", say("Whether an agreement that fits its role is valid today")),
    ),
    f"""
        select r.code as recipient, r.role, r.country, r.in_statement, r.active, {agreed_sql("$today")} as has_agreement
        from recipients r where not r.is_stranger
    """,
)
BREACHES = Table(
    "breaches",
    say("One row per data breach"),
    (
        Told("aware_on", say("Discovered on")),
        Told("risk", say("Risk, as code")),
        Told("persons", say("Number of persons")),
        Told("hours_to_report", say("Hours until it was reported to the authority")),
        Told("persons_told", say("Whether the persons were told")),
        Told("closed", say("Whether it is closed")),
    ),
    f"""
        select (aware_at {_AMSTERDAM})::date as aware_on, risk, persons,
            date_diff('minute', aware_at, told_authority_at) / 60 as hours_to_report,
            told_persons_at is not null as persons_told, closed_at is not null as closed
        from breaches
    """,
    Act.BREACH_VIEW,
)
BATCHES = Table(
    "batches",
    say("One row per destruction"),
    (
        Told("kind", say("retention or erasure")),
        Told("state", say("State, as code")),
        Told("proposed_on", say("Proposed on")),
        Told("ran_on", say("Carried out on")),
        _CLIENTS,
        Told("whole", say("Clients of whom everything went")),
    ),
    f"""
        select kind, state, (proposed_at {_AMSTERDAM})::date as proposed_on, (ran_at {_AMSTERDAM})::date as ran_on,
            clients, whole
        from batches
    """,
)
MONTHLY_FIGURES = Table(
    "monthly_figures",
    say("What was destroyed since, as numbers per month"),
    (_MONTH, Told("name", say("What is counted, as code")), Told("part", say("Of which kind, as code")),
     Told("value", say("How many"))),
    "select month, name, part, value from monthly_figures",
)  # fmt: skip
LOG_COUNTS = Table(
    "log_counts",
    say("The log: entries per day and act"),
    (Told("day", say("Date")), Told("act", say("The act, as code")), Told("entries", say("Number of entries"))),
    f"""
        select (happened_at {_AMSTERDAM})::date as day, act, count(*) as entries from log group by 1, 2
    """,
    Act.LOG_VIEW,
)
TODAY = Table("today", say("One row: the day of today"), (Told("day", say("Date")),), "select $today::date as day")
ABOUT_THE_DESK = (DISCLOSURES, RECIPIENTS, BREACHES, BATCHES, MONTHLY_FIGURES, LOG_COUNTS, TODAY)
