"""A desk on which every fact about a person can be recognised, and every address that leads to one of its records."""

from collections.abc import Mapping
from datetime import date, timedelta

from data_layer import disclosing
from data_layer.backups import copies
from data_layer.breaches import record_breach
from data_layer.complaints import complaint_acts
from data_layer.destroying import proposing
from data_layer.destroying.foreseeing import Scope
from data_layer.exporting import saving
from data_layer.exporting.saved import Picked
from data_layer.ids import new_id
from data_layer.requests import request_documents
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.strangers import Stranger
from data_layer.vocabulary import Channel, Right
from pages.shared.navigation import (
    BREACHES,
    CLIENT,
    CLIENTS,
    COMPLAINT,
    DESTRUCTION,
    DISCLOSURES,
    MERGE,
    NEW_BATCH,
    NEW_COMPLAINT,
    NEW_DELIVERY,
    NEW_DISCLOSURE,
    NEW_REQUEST,
    OVERVIEW,
    PROMISES,
    RECIPIENTS,
    REPORT,
    REQUEST,
    REQUESTS,
    RETENTION,
    SEARCH,
    STATEMENT,
    STORE,
    Screen,
)
from tests import make

CLIENT_NUMBER, SURNAME, WORDS = "MW7001", "Merkwaardig", "Zeer herkenbare woorden"
UNKNOWN, STRANGER, REFERENCE = "Onbekende Vrager", "Vreemde Ontvanger", "KENMERK77"
OF_PERSONS = (CLIENT_NUMBER, SURNAME, WORDS, UNKNOWN, STRANGER, REFERENCE, make.BSN)
"""What tells who somebody is, or was typed about somebody."""
WITHOUT_ROLE = Actor(6, "Niemand Zonder", frozenset())


def filled(store: Store) -> None:
    """A client of whom everything is known, and somebody unknown, each with a case of every kind."""
    _staff(store)
    known = {**make.FILLED, "text": WORDS, "long": WORDS}
    client_id = make.a_full_client(store, CLIENT_NUMBER, known, surname=SURNAME, bsn=make.BSN)
    make.a_client(store, "MW7002", surname=SURNAME)
    make.a_due_client(store, "MW7003", surname=SURNAME)
    for right in Right:
        make.a_request(store, client_id=client_id, right=right, asked=WORDS)
    number = make.a_request(store, make.TODAY - timedelta(days=40), person_name=UNKNOWN, asked=WORDS)
    request_documents.attach(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), kind=DocumentKind.LETTER,
        file_name=f"{UNKNOWN}.txt", content=WORDS.encode(),
    )  # fmt: skip
    _complaints(store, client_id)
    _disclosures(store)
    make.a_hold(store, client_id, reason=WORDS)
    proposing.propose(store, make.DEPUTY, id=new_id(), scope=Scope())
    for columns in (("number", "who"), ("number",)):
        picked = Picked("requests", columns, {}, "csv", 9)
        saving.save(store, make.OFFICER, id=new_id(), name=f"Met {len(columns)}", picked=picked)


def _staff(store: Store) -> None:
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.insert("staff", id=WITHOUT_ROLE.staff_id, name=WITHOUT_ROLE.name, email="6@example.test", roles=[])


def _complaints(store: Store, client_id: int) -> None:
    for whose in ({"client_id": client_id}, {"person_name": UNKNOWN, "person_contact": WORDS}):
        complaint_acts.register(
            store, make.COORDINATOR, id=new_id(), kind="service", channel=Channel.EMAIL, complaint=WORDS,
            received_on=make.TODAY, **whose,
        )  # fmt: skip


def _disclosures(store: Store) -> None:
    make.a_delivery(store, client_numbers=[CLIENT_NUMBER], reference=REFERENCE, remark=WORDS)
    for whom in ({"recipient_id": 2}, {"stranger": Stranger(STRANGER, "NL")}):
        disclosing.record(
            store, make.COORDINATOR, id=new_id(), direction="out", happened_on=date(2026, 11, 2), purpose=9,
            client_numbers=[CLIENT_NUMBER], categories=["names", "bsn"], ground="legal_obligation", channel="email",
            reference=REFERENCE, remark=WORDS, **whom,
        )  # fmt: skip
    record_breach(
        store, make.COORDINATOR, id=new_id(), aware_at=make.NOW - timedelta(hours=30), what="Een lijst lag open.",
    )  # fmt: skip


def addresses(store: Store) -> Mapping[Screen, list[dict[str, str]]]:
    """What stands behind the address of a screen, for each of its records and drawers that an address can open."""
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:

        def first(sql: str) -> str:
            found = reader.value(sql)
            assert found is not None, sql
            return str(found)

        case = first("select number from requests where request_right = 'access' and client_id is not null")
        unknown = first("select number from requests where client_id is null")
        hold = first("select max(id) from holds where kind = 'dispute'")
        note = first("select max(id) from progress_notes")
        of_client = {"nummer": CLIENT_NUMBER}
        return {
            OVERVIEW: [{"deel": part} for part in ("identity", "complaints", "disclosures", "breaches", "clients")],
            PROMISES: [{"belofte": "month"}, {"weergave": "shortfalls"}],
            REPORT: [{"periode": "2026-10"}],
            STATEMENT: [{"versie": "2018-09-10"}],
            REQUEST: [{"nummer": case}, {"nummer": unknown}],
            NEW_REQUEST: [{"client": CLIENT_NUMBER}, {"bij": case}],
            REQUESTS: [{"weergave": "all"}, {"client": CLIENT_NUMBER}, {"zoek": case}],
            COMPLAINT: [{"nummer": first("select min(number) from complaints")}],
            NEW_COMPLAINT: [{"client": CLIENT_NUMBER}],
            CLIENT: [of_client, {**of_client, "gegeven": f"progress_notes.{note}"}, {**of_client, "deel": "retention"}],
            CLIENTS: [{"weergave": "look_alikes"}, {"zoek": CLIENT_NUMBER}],
            MERGE: [{**of_client, "met": "MW7002"}],
            DISCLOSURES: [
                *({"nummer": number} for number in reader.values("select number from disclosures")),
                {"weergave": "months"}, {"ontvanger": "stranger"}, {"client": CLIENT_NUMBER},
            ],
            NEW_DISCLOSURE: [{"client": CLIENT_NUMBER}],
            NEW_DELIVERY: [{"client": CLIENT_NUMBER, "ontvanger": "duo"}],
            BREACHES: [{"nummer": first("select number from breaches")}],
            RECIPIENTS: [
                {"ontvanger": "duo"}, {"weergave": "strangers"},
                {"ontvanger": first("select code from recipients where is_stranger")},
            ],
            SEARCH: [{"zoek": CLIENT_NUMBER}, {"zoek": case}],
            RETENTION: [{"aanhouding": hold}, *({"weergave": view} for view in ("held", "terms", "cases"))],
            DESTRUCTION: [{"vernietiging": first("select number from batches")}],
            NEW_BATCH: [{"categorie": "gender"}],
            STORE: [{"kopie": copies.existing(store.settings)[0].name}],
        }  # fmt: skip
