"""Per screen the addresses that make it work hardest while being ordinary: no filter, a name, a page deep down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import (
    BREACHES,
    CLIENT,
    CLIENTS,
    COMPLAINT,
    COMPLAINTS,
    DESTRUCTION,
    DISCLOSURES,
    EXPORTS,
    IMPORTS,
    LOG,
    MERGE,
    NEW_BATCH,
    NEW_BREACH,
    NEW_CLIENT,
    NEW_COMPLAINT,
    NEW_DELIVERY,
    NEW_DISCLOSURE,
    NEW_REQUEST,
    OVERVIEW,
    PROCESSING,
    PROMISES,
    QUESTIONS,
    RECIPIENTS,
    REPORT,
    REQUEST,
    REQUESTS,
    RETENTION,
    SCREENS,
    SEARCH,
    STAFF,
    STATEMENT,
    STORE,
    Screen,
)


@dataclass(frozen=True, slots=True)
class Examples:
    """Records of one store that scenarios ask for, by number. `deep_*` stand nine tenths down their list."""

    name: str
    part_of_number: str
    client: str
    other_client: str
    case: str
    access: str
    rectification: str
    erasure: str
    restriction: str
    portability: str
    objection: str
    consent_withdrawal: str
    identity_asked: str
    with_letter: str
    colleague: str
    complaint: str
    phone: str
    invoice: str
    delivery: str
    year: str
    deep_client: str
    deep_case: str
    deep_complaint: str
    deep_disclosure: str
    deep_due: str
    breach: str
    hold: str


_EXAMPLES = {
    "name": """
        select lower(surname) from clients where id in (select client_id from requests) and surname is not null
        group by 1 order by count(*) desc, 1 limit 1
    """,
    "part_of_number": "select 'VS' || max(year(happened_on)) from disclosures",
    "client": """
        select number from clients join (
            select client_id, count(*) as n from (
                select client_id from attendance union all select client_id from invoices
                union all select client_id from payments union all select client_id from progress_notes
                union all select client_id from requests)
            where client_id in (select client_id from requests) group by client_id
        ) on client_id = id order by n desc, number limit 1
    """,
    "other_client": """
        select number from clients where bsn is null and restricted_since is null and merged_into is null
        order by number desc limit 1
    """,
    "case": """
        select r.number from requests r join request_events e on e.request_id = r.id
        where r.client_id is not null group by r.number order by count(*) desc, r.number limit 1
    """,
    **{
        right.value: f"""
        select r.number from requests r left join due d on d.client_id = r.client_id
        where r.request_right = '{right}' and r.client_id is not null
        group by r.number, r.finished_on order by r.finished_on is not null, count(*) desc, r.number limit 1
    """  # noqa: S608 - a word of the vocabulary
        for right in Right
        if right is not Right.COMPLETION  # as a rectification
    },
    "identity_asked": """
        select r.number from requests r join identity_checks i on i.request_id = r.id
        where i.result is null and r.answered_on is null and r.client_id is not null
        order by i.method <> 'code_to_contact', r.number desc limit 1
    """,
    "with_letter": """
        select number from requests where id in (select request_id from request_documents)
        order by letter_group is null, number desc limit 1
    """,
    "colleague": """
        select handler_id from requests where answered_on is null and handler_id is not null
        group by 1 order by count(*) desc, 1 limit 1
    """,
    "complaint": """
        select k.number from complaints k join complaint_events e on e.complaint_id = k.id
        where k.client_id is not null group by k.number order by count(*) desc, k.number limit 1
    """,
    "phone": "select phone from phones order by id limit 1",
    "invoice": "select number from invoices where number is not null order by id limit 1",
    "delivery": "select number from disclosures order by clients desc, number limit 1",
    "breach": "select number from breaches where disclosure_id is not null order by id limit 1",
    "hold": "select id from holds where until is null and fact_id is null order by id limit 1",
    "year": "select (max(year(due_from)) - 1)::text from due where due_from is not null",
    "deep_client": """
        select number from clients order by lower(strip_accents(surname)) nulls first
        limit 1 offset (select count(*) * 9 // 10 from clients)
    """,
    "deep_case": """
        select number from requests order by finished_on is not null, answered_on is not null, finished_on desc
        limit 1 offset (select count(*) * 9 // 10 from requests)
    """,
    "deep_complaint": """
        select number from complaints order by closed_on is not null, answered_on is not null, closed_on desc
        limit 1 offset (select count(*) * 9 // 10 from complaints)
    """,
    "deep_disclosure": """
        select number from disclosures order by happened_on desc
        limit 1 offset (select count(*) * 9 // 10 from disclosures)
    """,
    "deep_due": """
        select number from clients where first_due_from <= $today order by first_due_from, number
        limit 1 offset (select count(*) * 9 // 10 from clients where first_due_from <= $today)
    """,
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A screen with what its address holds and what is typed in its fields, given by how their keys begin.

    `shows_rows`: a table with rows belongs to it, whatever the size of the store.
    """

    screen: Screen
    what: str
    address: Callable[[Examples], Mapping[str, str]] = field(default=lambda _: {})
    typed: Callable[[Examples], Mapping[str, str]] = field(default=lambda _: {})
    shows_rows: bool = True

    @property
    def title(self) -> str:
        """The address of the screen, and what is asked of it."""
        return f"/{self.screen.address}: {self.what}"


SCENARIOS = (
    Scenario(OVERVIEW, "as it opens"),
    Scenario(OVERVIEW, "disclosures", lambda _: {"deel": "disclosures"}),
    Scenario(OVERVIEW, "requests of a past day", lambda _: {"peildatum": "2026-03-15"}),
    Scenario(
        OVERVIEW,
        "deletion of a past day",
        lambda _: {"peildatum": "2026-03-15", "deel": "retention"},
        shows_rows=False,
    ),
    Scenario(REPORT, "the last whole month", shows_rows=False),
    Scenario(REPORT, "a year", lambda _: {"periode": "2025"}, shows_rows=False),
    Scenario(PROMISES, "as it opens", shows_rows=False),
    Scenario(PROMISES, "drawer of one", lambda _: {"belofte": "security"}, shows_rows=False),
    Scenario(PROMISES, "where it falls short", lambda _: {"weergave": "tekort"}, shows_rows=False),
    Scenario(QUESTIONS, "as it opens"),
    Scenario(PROCESSING, "as it opens", shows_rows=False),
    Scenario(PROCESSING, "the twenty categories", lambda _: {"deel": "categories"}, shows_rows=False),
    Scenario(PROCESSING, "transfers", lambda _: {"deel": "transfers"}, shows_rows=False),
    Scenario(STATEMENT, "as it opens"),
    Scenario(REQUESTS, "one's own, as it opens"),
    Scenario(REQUESTS, "to do, everybody's", lambda _: {"behandelaar": "all"}),
    Scenario(REQUESTS, "to do, a colleague's", lambda x: {"behandelaar": x.colleague}),
    Scenario(REQUESTS, "waiting", lambda _: {"weergave": "waiting"}),
    Scenario(REQUESTS, "identity not certain", lambda _: {"weergave": "unverified"}),
    Scenario(REQUESTS, "all of them", lambda _: {"weergave": "all"}),
    Scenario(REQUESTS, "all, not on time", lambda _: {"stand": "late"}),
    Scenario(REQUESTS, "all, a name", lambda _: {"weergave": "all"}, lambda x: {"request_search": x.name}),
    Scenario(REQUESTS, "all, deep down", lambda x: {"weergave": "all", "na": x.deep_case}),
    Scenario(REQUEST, "the longest case", lambda x: {"nummer": x.case}, shows_rows=False),
    Scenario(REQUEST, "identity is asked", lambda x: {"nummer": x.identity_asked}, shows_rows=False),
    Scenario(REQUEST, "with its letter", lambda x: {"nummer": x.with_letter}, shows_rows=False),
    Scenario(REQUEST, "places to search", lambda x: {"nummer": x.access}, shows_rows=False),
    Scenario(REQUEST, "data to correct", lambda x: {"nummer": x.rectification}, shows_rows=False),
    Scenario(REQUEST, "what an erasure would do", lambda x: {"nummer": x.erasure}, shows_rows=False),
    Scenario(REQUEST, "data to restrict", lambda x: {"nummer": x.restriction}, shows_rows=False),
    Scenario(REQUEST, "data to take along", lambda x: {"nummer": x.portability}, shows_rows=False),
    Scenario(REQUEST, "an objection to weigh", lambda x: {"nummer": x.objection}, shows_rows=False),
    Scenario(REQUEST, "a consent to end", lambda x: {"nummer": x.consent_withdrawal}, shows_rows=False),
    Scenario(NEW_REQUEST, "as it opens", shows_rows=False),
    Scenario(NEW_REQUEST, "a name that no client has", typed=lambda x: {"who:": f"{x.name} qq"}, shows_rows=False),
    Scenario(NEW_REQUEST, "a name", typed=lambda x: {"who:": x.name}, shows_rows=False),
    Scenario(NEW_REQUEST, "the fullest client", lambda x: {"client": x.client}, shows_rows=False),
    Scenario(NEW_REQUEST, "another one of a letter", lambda x: {"bij": x.case}, shows_rows=False),
    Scenario(COMPLAINTS, "open, no filter"),
    Scenario(COMPLAINTS, "all of them", lambda _: {"stand": "all"}),
    Scenario(
        COMPLAINTS, "all, a name", lambda _: {"stand": "all"}, lambda x: {"complaint_search": x.name}, shows_rows=False
    ),
    Scenario(COMPLAINTS, "all, deep down", lambda x: {"stand": "all", "na": x.deep_complaint}, shows_rows=False),
    Scenario(COMPLAINT, "the longest one", lambda x: {"nummer": x.complaint}, shows_rows=False),
    Scenario(NEW_COMPLAINT, "as it opens", shows_rows=False),
    Scenario(NEW_COMPLAINT, "a name", typed=lambda x: {"who:": x.name}, shows_rows=False),
    Scenario(NEW_COMPLAINT, "the fullest client", lambda x: {"client": x.client}, shows_rows=False),
    Scenario(CLIENTS, "no filter"),
    Scenario(CLIENTS, "a name", typed=lambda x: {"client_search": x.name}),
    Scenario(CLIENTS, "deep down", lambda x: {"na": x.deep_client}),
    Scenario(CLIENTS, "possibly the same person", lambda _: {"weergave": "look_alikes"}, shows_rows=False),
    Scenario(CLIENT, "person, the fullest", lambda x: {"nummer": x.client}, shows_rows=False),
    Scenario(CLIENT, "requests", lambda x: {"nummer": x.client, "deel": "requests"}),
    Scenario(CLIENT, "disclosures", lambda x: {"nummer": x.client, "deel": "disclosures"}),
    Scenario(CLIENT, "consents", lambda x: {"nummer": x.client, "deel": "consents"}, shows_rows=False),
    Scenario(CLIENT, "retention", lambda x: {"nummer": x.client, "deel": "retention"}, shows_rows=False),
    Scenario(NEW_CLIENT, "as it opens", shows_rows=False),
    Scenario(
        MERGE, "the fullest with another", lambda x: {"nummer": x.other_client, "met": x.client}, shows_rows=False
    ),
    Scenario(NEW_DELIVERY, "one client", lambda x: {"ontvanger": "duo", "client": x.client}, shows_rows=False),
    Scenario(DISCLOSURES, "no filter"),
    Scenario(DISCLOSURES, "of one client", lambda x: {"client": x.client}),
    Scenario(DISCLOSURES, "part of a number", typed=lambda x: {"disclosure_search": x.part_of_number}),
    Scenario(DISCLOSURES, "source to be told", lambda _: {"aandacht": "untold"}),
    Scenario(
        DISCLOSURES,
        "ground, category, period",
        lambda _: {"grondslag": "legal_obligation", "gegevens": "bsn", "van": "2025-01-01"},
    ),
    Scenario(DISCLOSURES, "per month", lambda _: {"weergave": "months"}),
    Scenario(DISCLOSURES, "deep down", lambda x: {"na": x.deep_disclosure}),
    Scenario(DISCLOSURES, "drawer of the largest", lambda x: {"nummer": x.delivery}),
    Scenario(NEW_DISCLOSURE, "to DUO", lambda _: {"ontvanger": "duo"}, shows_rows=False),
    Scenario(NEW_DELIVERY, "to DUO, a month", lambda _: {"ontvanger": "duo"}, shows_rows=False),
    Scenario(BREACHES, "no filter"),
    Scenario(BREACHES, "drawer of one", lambda x: {"nummer": x.breach}),
    Scenario(NEW_BREACH, "as it opens", shows_rows=False),
    Scenario(RECIPIENTS, "as it opens"),
    Scenario(RECIPIENTS, "drawer of DUO", lambda _: {"ontvanger": "duo"}),
    Scenario(SEARCH, "a name", typed=lambda x: {"search_anywhere": x.name}),
    Scenario(SEARCH, "a phone number", typed=lambda x: {"search_anywhere": x.phone}),
    Scenario(SEARCH, "the number of an invoice", typed=lambda x: {"search_anywhere": x.invoice}),
    Scenario(RETENTION, "due now"),
    Scenario(RETENTION, "due now, deep down", lambda x: {"na": x.deep_due}),
    Scenario(RETENTION, "due now, a category", lambda _: {"categorie": "names"}),
    Scenario(RETENTION, "due now, wholly", lambda _: {"omvang": "all"}),
    Scenario(RETENTION, "due now, a category, in part", lambda _: {"categorie": "gender", "omvang": "some"}),
    Scenario(RETENTION, "requests", lambda _: {"weergave": "cases"}),
    Scenario(RETENTION, "per category", lambda _: {"weergave": "categories"}),
    Scenario(RETENTION, "terms", lambda _: {"weergave": "terms"}, shows_rows=False),
    Scenario(RETENTION, "held", lambda _: {"weergave": "held"}),
    Scenario(RETENTION, "held, to be reviewed", lambda _: {"weergave": "held", "herzien": "yes"}),
    Scenario(RETENTION, "held, drawer of one", lambda x: {"weergave": "held", "aanhouding": x.hold}),
    Scenario(RETENTION, "coming, all years", lambda _: {"weergave": "coming"}),
    Scenario(RETENTION, "coming, a year", lambda x: {"weergave": "coming", "jaar": x.year}),
    Scenario(RETENTION, "endless", lambda _: {"weergave": "endless"}),
    Scenario(DESTRUCTION, "as it opens", shows_rows=False),
    Scenario(NEW_BATCH, "all that is due", lambda _: {"keuze": "all"}, shows_rows=False),
    Scenario(NEW_BATCH, "a category", lambda _: {"categorie": "names"}, shows_rows=False),
    Scenario(IMPORTS, "idle", shows_rows=False),
    Scenario(EXPORTS, "as it opens", shows_rows=False),
    Scenario(EXPORTS, "all lessons", lambda _: {"onderwerp": "records_attendance"}, shows_rows=False),
    Scenario(LOG, "no filter"),
    Scenario(LOG, "of one client", lambda x: {"client": x.client}, shows_rows=False),
    Scenario(LOG, "one act", lambda _: {"handeling": "store.fill"}),
    Scenario(LOG, "is it whole", lambda _: {"weergave": "whole"}, shows_rows=False),
    Scenario(STORE, "as it opens", shows_rows=False),
    Scenario(STAFF, "as it opens"),
    Scenario(STAFF, "drawer of one", lambda _: {"medewerker": "2"}),
)


def complete() -> tuple[Scenario, ...]:
    """All scenarios. Raises LookupError when a screen has none."""
    if without := [screen.address for screen in SCREENS if all(s.screen != screen for s in SCENARIOS)]:
        raise LookupError(f"no scenario measures {', '.join(without)}")
    return SCENARIOS


def examples_of(store: Store) -> Examples:
    """Records of this store that are there whatever its size."""
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        return Examples(
            **{
                name: str(reader.value(sql, **({"today": reader.today} if "$today" in sql else {})))
                for name, sql in _EXAMPLES.items()
            }
        )
