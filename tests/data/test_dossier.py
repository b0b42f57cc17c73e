"""One client's dossier: requests, disclosures, consents, and until when everything is kept."""

from datetime import date

from data_layer import due
from data_layer.consents import consents_of
from data_layer.dossier import kept
from data_layer.dossier_lists import disclosures_of, requests_of
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.store import Store, open_store
from data_layer.vocabulary import Direction, Right, State
from data_layer.wording import put
from tests import make

DAY = date(2024, 3, 5)


def why(store: Store, client_id: int, category: str) -> str:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        row = next(row for row in kept(reader, client_id) if row.category and row.category.code == category)
    return " → ".join(put(step, "en") for step in row.why)


def test_requests_of_this_client_newest_first(store: Store) -> None:
    client_id, other = make.a_client(store, "1001"), make.a_client(store, "1002")
    first = make.a_request(store, date(2026, 11, 2), client_id=client_id, right=Right.ERASURE)
    second = make.a_request(store, date(2026, 11, 20), client_id=client_id)
    make.a_request(store, client_id=other)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        found = requests_of(reader, client_id)
        assert requests_of(reader, client_id, newest=1).total == 2
    assert [row.number for row in found.rows] == [second, first]
    assert (found.rows[1].right, found.rows[1].state) == (Right.ERASURE, State.RECEIVED)
    assert found.rows[1].legal_last_day == date(2026, 12, 2)
    assert found.total == 2


def test_disclosures_of_this_client_also_annulled_ones(store: Store) -> None:
    client_id, other = make.a_client(store, "1001"), make.a_client(store, "1002")
    with store.change(make.COORDINATOR, Act.DISCLOSURE_RECORD) as change:
        recipient = change.value("select id from recipients where code = 'duo'")
        if recipient is None:
            recipient = new_id()
            change.insert(
                "recipients", id=recipient, code="duo", name="DUO", legal_name="DUO", country="NL",
                role="independent", in_statement=True,
            )  # fmt: skip
        for number, state, clients in (("D1", "sent", (client_id, other)), ("D2", "annulled", (client_id,))):
            disclosure = new_id()
            change.insert(
                "disclosures", id=disclosure, number=number, direction="out", happened_on=DAY, recipient_id=recipient,
                categories=["invoices", "names"], purpose=9, ground="legal_obligation", channel="website",
                state=state, clients=len(clients), recorded_on=DAY, staff_id=1, flags=["bsn_not_duo"],
            )  # fmt: skip
            for one in clients:
                change.insert("disclosure_clients", disclosure_id=disclosure, client_id=one)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        found = disclosures_of(reader, client_id)
        assert disclosures_of(reader, other).total == 1
        assert disclosures_of(reader, client_id, newest=1).total == 2
    assert [(row.number, row.state) for row in found.rows] == [("D2", "annulled"), ("D1", "sent")]
    assert found.rows[0].categories == ("names", "invoices")
    assert found.rows[0].recipient
    assert (found.rows[0].direction, found.rows[0].purpose, found.rows[0].flags) == (Direction.OUT, 9, ("bsn_not_duo",))


def test_consents_of_this_client(store: Store) -> None:
    client_id, other = make.a_client(store, "1001"), make.a_client(store, "1002")
    for one in (client_id, other):
        make.a_record(
            store, "consents", one, purpose=7, shown_text="Mag Panteia u bellen?", language="nl", how="paper",
            given_on=DAY, withdrawn_on=DAY,
        )  # fmt: skip
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        (consent,) = consents_of(reader, client_id)
    assert (consent.purpose, consent.given_on, consent.withdrawn_on, consent.recipient) == (7, DAY, DAY, None)


def test_retention_is_explained_step_by_step(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2022, 11, 30))
    make.a_record(store, "payments", client_id, paid_on=date(2023, 3, 10))
    make.a_record(store, "intakes", client_id, held_on=date(2021, 1, 1))
    assert why(store, client_id, "names") == (
        "last payment 10 March 2023 → financial year 2023 → keep up to and including 31 December 2030"
    )
    for category in ("gender", "intake"):
        assert why(store, client_id, category) == (
            "end of the last agreement 30 November 2022 → term of 24 months → keep up to and including 30 November 2024"
        )


def test_retention_without_an_agreement_is_explained(store: Store) -> None:
    client_id = make.a_client(store, registered_on=date(2019, 4, 4))
    make.a_record(store, "intakes", client_id, held_on=date(2019, 5, 5))
    assert why(store, client_id, "names") == (
        "registered, without an agreement, 4 April 2019 → financial year 2019"
        " → keep up to and including 31 December 2026"
    )
    assert why(store, client_id, "intake") == (
        "date of the record: 5 May 2019 → term of 12 months → keep up to and including 5 May 2020"
    )


def test_what_still_runs_says_so(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, None)
    make.a_record(
        store, "complaints", client_id, number="K1", received_on=DAY, subject="x", safe_last_day=DAY, legal_last_day=DAY
    )
    assert why(store, client_id, "names") == "the course agreement still runs"
    assert why(store, client_id, "complaints") == "a complaint is open"


def test_the_ceiling_is_named_where_it_shortens(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2017, 4, 4))
    make.a_record(
        store, "complaints", client_id, number="K1", received_on=DAY, subject="x", closed_on=date(2024, 5, 1),
        safe_last_day=DAY, legal_last_day=DAY,
    )  # fmt: skip
    assert why(store, client_id, "complaints").endswith(
        "→ not past the fiscal duty, so up to and including 31 December 2024"
    )


def test_explanations_follow_the_settings(settings: Settings) -> None:
    changed = settings.model_copy(update={"financial_year_end": "07-31", "terms": {"gender": 3}})
    store = open_store(changed, lambda: make.NOW)
    try:
        make.the_staff(store)
        client_id = make.a_client(store)
        make.an_agreement(store, client_id, date(2024, 9, 15))
        assert "financial year 2024/2025" in why(store, client_id, "names")
        assert "term of 3 months → keep up to and including 15 December 2024" in why(store, client_id, "gender")
    finally:
        store.close()


def test_a_hold_is_told_with_kind_since_and_reason(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2017, 4, 4))
    make.a_record(
        store, "holds", client_id, kind="tax_audit", since=DAY, reason="Controle 2024", owner_id=3,
        review_on=date(2027, 1, 1), categories=["agreements"],
    )  # fmt: skip
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        found = {row.category.code: row for row in kept(reader, client_id) if row.category}
    assert list(found) == ["names", "gender", "birth", "agreements"]
    row = found["agreements"]
    assert (row.held, row.due_from, row.hold_decides) == (True, None, True)
    assert (row.hold_kind, row.hold_since, row.hold_reason) == ("tax_audit", DAY, "Controle 2024")
    assert row.hold_review_on == date(2027, 1, 1)
    assert (found["names"].held, found["names"].hold_kind, found["names"].hold_decides) == (False, None, False)


def test_an_ended_hold_decides_only_when_it_outlasted_the_term(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2020, 4, 4))
    make.a_record(store, "holds", client_id, kind="dispute", since=date(2023, 1, 1), until=date(2023, 6, 1))
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        found = {row.category.code: row for row in kept(reader, client_id) if row.category}
    assert (found["gender"].hold_decides, found["gender"].due_from) == (True, date(2023, 6, 2))
    assert (found["names"].hold_decides, found["names"].due_from) == (False, date(2028, 1, 1))


def test_what_the_desk_recorded_and_each_request_say_why_too(store: Store) -> None:
    client_id = make.a_client(store, gender=None, birth_date=None, birth_country=None)
    running = make.an_agreement(store, client_id, None, started_on=date(2018, 1, 1))
    make.a_record(
        store, "consents", client_id, purpose=7, shown_text="x", language="nl", how="paper", given_on=date(2024, 1, 1)
    )
    number = make.a_request(store, date(2026, 11, 2), client_id=client_id)

    def told() -> list[str]:
        with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
            rows = kept(reader, client_id)
        return [" → ".join(put(text, "en") for text in (row.label, *row.why)) for row in rows]

    rest = "consents → as long as the rest of the dossier"
    assert told()[2:] == [rest, f"request {number}, access → the request is not finished"]
    with store.change(make.OFFICER, Act.REQUEST_FINISH) as change:
        change.execute("update agreements set ended_on = date '2018-12-31' where id = $id", id=running)
        change.execute("update requests set answered_on = date '2026-11-05', finished_on = date '2026-11-06'")
        due.refresh(change, [client_id])
    assert told()[2:] == [
        f"{rest} → keep up to and including 31 December 2025",
        f"request {number}, access → finished 6 November 2026 → term of 60 months → keep up to and including"
        " 6 November 2031 → not past the fiscal duty, so up to and including 31 December 2025",
    ]
