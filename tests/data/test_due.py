"""Stored retention dates: every fact that moves them does, in the transaction of the fact."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from data_layer import due
from data_layer.categories import CATEGORY
from data_layer.due_found import OPEN, RUNNING
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.rules.retention import (
    Kind,
    capped,
    due_from,
    fiscal_last_day,
    last_day_after,
    last_relevant,
)
from data_layer.settings import Settings
from data_layer.store import Store, open_store
from data_layer.transactions import Reader
from tests import make

FISCAL = ("names", "agreements")


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@dataclass(frozen=True)
class Due:
    """A row of the table as the tests look at it."""

    trigger_kind: str
    trigger_on: date | None
    last_day: date | None
    due_from: date | None
    held: bool
    capped: bool


def due_of(store: Store, client_id: int) -> dict[str, Due]:
    """The due rows of a client, per category."""
    with store.read(make.COORDINATOR, Act.RETENTION_VIEW) as reader:
        rows: list[dict[str, Any]] = reader.all(
            dict,
            """
            select category, trigger_kind, trigger_on, last_day, due_from, held, capped
            from due where client_id = $client_id
            """,
            client_id=client_id,
        )
    assert len({row["category"] for row in rows}) == len(rows)
    return {row.pop("category"): Due(**row) for row in rows}


def cases_of(store: Store, client_id: int | None) -> list[Due]:
    """The rows of the requests of a client, or of the cases of nobody, the oldest first."""
    with store.read(make.COORDINATOR, Act.RETENTION_VIEW) as reader:
        return reader.all(
            Due,
            """
            select trigger_kind, trigger_on, last_day, due_from, held, capped from due_cases
            where client_id is not distinct from $client_id order by case_id
            """,
            client_id=client_id,
        )


def totals_of(store: Store, client_id: int) -> tuple[date | None, date | None, bool]:
    """What the client's own row says its due rows add up to."""
    with store.read(make.COORDINATOR, Act.RETENTION_VIEW) as reader:
        row: dict[str, Any] | None = reader.one(
            dict, "select first_due_from, all_due_from, held from clients where id = $id", id=client_id
        )
    assert row is not None
    return row["first_due_from"], row["all_due_from"], row["held"]


def set_fact(store: Store, table: str, row_id: int, client_id: int, **facts: Any) -> None:
    """Changes columns of one row, as an act of the desk would."""
    with store.change(make.OFFICER, Act.RETENTION_CHANGE_TERMS, Subject(table, row_id)) as change:
        version = change.value(f"select version from {table} where id = $id", id=row_id)  # noqa: S608 - names of tables
        change.update(table, row_id, version, **facts)
        due.refresh(change, [client_id])


def a_complaint(store: Store, client_id: int, received_on: str, closed_on: str | None = None) -> int:
    return make.a_record(
        store, "complaints", client_id,
        number=f"K-{client_id}-{received_on}", received_on=day(received_on), subject="De les viel uit",
        safe_last_day=day("2030-01-01"), legal_last_day=day("2030-01-01"), closed_on=day(closed_on),
    )  # fmt: skip


def a_request(store: Store, client_id: int, received_on: str, **facts: Any) -> int:
    return make.a_record(
        store, "requests", client_id,
        **{
            "number": f"V-{client_id}", "request_right": "access", "channel": "email", "state": "received",
            "received_on": day(received_on), "registered_on": day(received_on),
            "safe_last_day": day("2026-01-31"), "legal_last_day": day("2026-02-02"), "strict_day": day("2026-01-31"),
            **facts,
        },
    )  # fmt: skip


@contextmanager
def another_store(settings: Settings, **changed: Any) -> Iterator[Store]:
    opened = open_store(settings.model_copy(update=changed), lambda: make.NOW)
    try:
        make.the_staff(opened)
        yield opened
    finally:
        opened.close()


def test_paid_after_the_course_counts_from_the_payment(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2022, 11, 30))
    make.a_record(store, "invoices", client_id, issued_on=date(2022, 10, 1), paid_on=date(2023, 3, 10))
    found = due_of(store, client_id)
    for category in (*FISCAL, "invoices"):
        assert found[category] == Due(
            "payment", date(2023, 3, 10), date(2030, 12, 31), date(2031, 1, 1), held=False, capped=False
        )


@pytest.mark.parametrize(
    ("table", "fact", "kind"),
    [
        ("invoices", "issued_on", "invoice"),
        ("invoices", "credited_on", "credit_note"),
        ("invoices", "paid_on", "payment"),
        ("invoices", "instalments_end_on", "instalment_end"),
        ("invoices", "written_off_on", "write_off"),
        ("payments", "paid_on", "payment"),
    ],
)
def test_each_kind_of_money_fact_after_the_end_moves_the_fiscal_date(
    store: Store, table: str, fact: str, kind: str
) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2018, 6, 30))
    assert due_of(store, client_id)["names"].last_day == date(2025, 12, 31)
    make.a_record(store, table, client_id, **{fact: date(2019, 1, 1)})
    found = due_of(store, client_id)
    assert found["names"] == Due(kind, date(2019, 1, 1), date(2026, 12, 31), date(2027, 1, 1), False, False)
    assert found["invoices"] == found["names"]
    assert found["gender"].trigger_on == date(2018, 6, 30)


@pytest.mark.parametrize(("invoiced", "last_day"), [(True, date(2026, 12, 31)), (False, date(2025, 12, 31))])
def test_only_an_invoiced_lesson_is_fiscally_relevant(store: Store, invoiced: bool, last_day: date) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2018, 12, 31))
    make.a_record(store, "attendance", client_id, held_on=date(2019, 1, 1), hours=3, present=True, invoiced=invoiced)
    assert due_of(store, client_id)["attendance"].last_day == last_day


@pytest.mark.parametrize(
    ("year_end", "ends"),
    [
        (
            "12-31",
            [
                ("2018-06-30", "2025-12-31", "2026-01-01"),
                ("2018-12-31", "2025-12-31", "2026-01-01"),
                ("2019-01-01", "2026-12-31", "2027-01-01"),
            ],
        ),
        ("07-31", [("2024-07-31", "2031-07-31", "2031-08-01"), ("2024-09-15", "2032-07-31", "2032-08-01")]),
        ("02-last", [("2023-11-05", "2031-02-28", "2031-03-01")]),
    ],
)
def test_the_financial_year_is_a_setting(settings: Settings, year_end: str, ends: list[tuple[str, str, str]]) -> None:
    with another_store(settings, financial_year_end=year_end) as store:
        for ended_on, last_day, due_on in ends:
            client_id = make.a_client(store, f"of {ended_on}")
            make.an_agreement(store, client_id, day(ended_on))
            found = due_of(store, client_id)["agreements"]
            assert (found.last_day, found.due_from) == (day(last_day), day(due_on)), ended_on


def test_a_note_goes_24_months_after_the_end_of_the_course(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2022, 6, 30))
    make.a_record(store, "progress_notes", client_id, written_on=date(2022, 1, 5), body="Leest goed")
    assert due_of(store, client_id)["progress_notes"] == Due(
        "agreement_end", date(2022, 6, 30), date(2024, 6, 30), date(2024, 7, 1), False, False
    )


def test_the_terms_are_a_setting_and_a_month_end_is_clamped(settings: Settings) -> None:
    with another_store(settings, terms={"test_results": 12, "preconditions": 1}) as store:
        client_id = make.a_client(store)
        make.an_agreement(store, client_id, date(2024, 2, 29))
        make.a_record(store, "test_results", client_id, taken_on=date(2024, 1, 1), result="geslaagd")
        make.a_record(store, "preconditions", client_id, subject="Opvang")
        found = due_of(store, client_id)
    assert (found["test_results"].last_day, found["test_results"].due_from) == (date(2025, 2, 28), date(2025, 3, 1))
    assert found["preconditions"].last_day == date(2024, 3, 29)


def test_an_intake_that_led_to_nothing_goes_after_a_year(store: Store) -> None:
    client_id = make.a_client(store)
    make.a_record(store, "intakes", client_id, held_on=date(2024, 2, 29), result="A1")
    assert due_of(store, client_id)["intake"] == Due(
        "own_date", date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), False, False
    )
    make.an_agreement(store, client_id, date(2024, 12, 31))
    assert due_of(store, client_id)["intake"] == Due(
        "agreement_end", date(2024, 12, 31), date(2026, 12, 31), date(2027, 1, 1), False, False
    )


def test_without_an_agreement_the_day_of_registration_counts(store: Store) -> None:
    client_id = make.a_client(store, registered_on=date(2019, 4, 4), bsn="999990019")
    found = due_of(store, client_id)
    assert found["names"] == Due("registered", date(2019, 4, 4), date(2026, 12, 31), date(2027, 1, 1), False, False)
    assert found["bsn"] == Due("registered", date(2019, 4, 4), date(2021, 4, 4), date(2021, 4, 5), False, False)


def test_while_an_agreement_runs_nothing_is_due(store: Store) -> None:
    client_id = make.a_client(store, bsn="999990019")
    make.an_agreement(store, client_id, date(2015, 6, 30))
    running = make.an_agreement(store, client_id, None)
    make.a_record(store, "emails", client_id, email="amina@example.test")
    make.a_record(store, "invoices", client_id, issued_on=date(2014, 1, 1))
    assert {row.due_from for row in due_of(store, client_id).values()} == {None}
    assert {row.trigger_kind for row in due_of(store, client_id).values()} == {RUNNING}
    assert totals_of(store, client_id) == (None, None, False)
    set_fact(store, "agreements", running, client_id, ended_on=make.TODAY)
    assert due_of(store, client_id)["email"].due_from == date(2027, 11, 24)


def test_only_categories_that_are_there_have_a_date(store: Store) -> None:
    client_id = make.a_client(store, gender=None)
    assert set(due_of(store, client_id)) == {"names", "birth"}
    make.a_record(store, "payments", client_id, paid_on=date(2024, 1, 1))
    assert set(due_of(store, client_id)) == {"names", "birth", "invoices"}


@pytest.mark.parametrize(
    ("closed_on", "due_on"), [("2025-03-14", "2025-03-15"), (None, None), ("2024-01-01", "2025-01-01")]
)
def test_a_complaint_holds_until_the_day_it_is_closed(store: Store, closed_on: str | None, due_on: str | None) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2017, 4, 4))
    complaint = a_complaint(store, client_id, "2023-12-01")
    assert due_of(store, client_id)["names"].held
    if closed_on:
        set_fact(store, "complaints", complaint, client_id, closed_on=day(closed_on))
    found = due_of(store, client_id)["names"]
    assert (found.last_day, found.due_from, found.held) == (date(2024, 12, 31), day(due_on), closed_on is None)
    assert totals_of(store, client_id)[2] is (closed_on is None)


def test_a_complaint_goes_24_months_after_closing_but_never_past_the_fiscal_duty(store: Store) -> None:
    late = make.a_client(store, "1001")
    make.an_agreement(store, late, date(2017, 4, 4))
    a_complaint(store, late, "2025-01-01", "2025-03-14")
    assert due_of(store, late)["complaints"] == Due(
        "closed", date(2025, 3, 14), date(2024, 12, 31), date(2025, 3, 15), held=False, capped=True
    )
    early = make.a_client(store, "1002")
    make.an_agreement(store, early, date(2024, 4, 4))
    a_complaint(store, early, "2025-01-01", "2025-03-14")
    assert due_of(store, early)["complaints"] == Due(
        "closed", date(2025, 3, 14), date(2027, 3, 14), date(2027, 3, 15), held=False, capped=False
    )


def test_one_open_complaint_of_two_keeps_them_both(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2017, 4, 4))
    a_complaint(store, client_id, "2018-01-01", "2018-02-01")
    second = a_complaint(store, client_id, "2019-01-01")
    assert due_of(store, client_id)["complaints"] == Due(OPEN, None, None, None, held=True, capped=False)
    set_fact(store, "complaints", second, client_id, closed_on=date(2019, 3, 1))
    assert due_of(store, client_id)["complaints"].trigger_on == date(2019, 3, 1)


def test_a_request_answered_in_time_holds_six_weeks_more(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2018, 5, 20))
    request = a_request(store, client_id, "2025-12-31")
    assert due_of(store, client_id)["names"].held
    set_fact(store, "requests", request, client_id, answered_on=date(2026, 1, 20), state="answered")
    found = due_of(store, client_id)["names"]
    assert (found.last_day, found.due_from, found.held) == (date(2025, 12, 31), date(2026, 3, 4), False)
    set_fact(store, "requests", request, client_id, answered_on=None, state="in_progress")
    assert due_of(store, client_id)["names"].held


def test_a_request_answered_too_late_holds_until_the_officer_lifts_it(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2018, 5, 20))
    request = a_request(store, client_id, "2025-12-31")
    set_fact(store, "requests", request, client_id, answered_on=date(2026, 2, 3), state="answered")
    assert due_of(store, client_id)["names"].held
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        hold = reader.value("select id from holds where fact_id = $id", id=request)
    set_fact(store, "holds", hold, client_id, until=date(2026, 5, 1), lifted_on=date(2026, 5, 1))
    assert due_of(store, client_id)["names"].due_from == date(2026, 5, 2)
    set_fact(store, "requests", request, client_id, finished_on=date(2026, 5, 3), state="finished")
    assert due_of(store, client_id)["names"].due_from == date(2026, 5, 2)


def test_an_answer_that_proves_too_late_holds_again_although_it_had_an_end(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2018, 5, 20))
    request = a_request(store, client_id, "2025-12-31")
    set_fact(store, "requests", request, client_id, answered_on=date(2026, 1, 20), state="answered")
    assert not due_of(store, client_id)["names"].held
    earlier = {"received_on": date(2025, 12, 1), "safe_last_day": date(2026, 1, 1), "legal_last_day": date(2026, 1, 2)}
    set_fact(store, "requests", request, client_id, **earlier)
    assert due_of(store, client_id)["names"].held


def test_a_restriction_holds_until_it_is_lifted_and_again_when_set_again(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2018, 5, 20))
    set_fact(store, "clients", client_id, client_id, restricted_since=date(2026, 3, 1))
    assert due_of(store, client_id)["names"].held
    set_fact(store, "clients", client_id, client_id, restricted_since=None)
    assert due_of(store, client_id)["names"].due_from == make.TODAY + timedelta(1)
    set_fact(store, "clients", client_id, client_id, restricted_since=make.TODAY)
    assert due_of(store, client_id)["names"].held
    set_fact(store, "clients", client_id, client_id, restricted_since=None)
    assert not due_of(store, client_id)["names"].held
    set_fact(store, "clients", client_id, client_id, restricted_since=make.TODAY)
    assert due_of(store, client_id)["names"].held


@pytest.mark.parametrize("ends", ["paid_on", "written_off_on"])
def test_debt_collection_holds_until_paid_or_written_off(store: Store, ends: str) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2015, 5, 20))
    invoice = make.a_record(
        store, "invoices", client_id, issued_on=date(2015, 6, 1), in_collection_since=date(2023, 1, 1)
    )
    assert due_of(store, client_id)["names"].held
    set_fact(store, "invoices", invoice, client_id, **{ends: date(2024, 2, 2)})
    found = due_of(store, client_id)
    assert found["names"].trigger_on == date(2024, 2, 2)
    assert (found["names"].due_from, found["birth"].due_from) == (date(2032, 1, 1), date(2024, 2, 3))
    set_fact(store, "invoices", invoice, client_id, **{ends: None})
    assert due_of(store, client_id)["names"].held


def test_a_hold_on_some_categories_leaves_the_others(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2015, 5, 20))
    make.a_record(store, "holds", client_id, kind="tax_audit", categories=["agreements"], since=date(2026, 1, 1))
    found = due_of(store, client_id)
    assert found["agreements"].held
    assert not found["names"].held
    assert totals_of(store, client_id) == (date(2017, 5, 21), None, True)


def test_a_hold_that_ended_before_the_last_day_changes_nothing(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2024, 5, 20))
    make.a_record(store, "holds", client_id, kind="dispute", since=date(2025, 1, 1), until=date(2025, 2, 1))
    assert due_of(store, client_id)["gender"].due_from == date(2026, 5, 21)


def test_the_client_knows_when_something_and_when_everything_is_due(store: Store) -> None:
    client_id = make.a_client(store)
    make.an_agreement(store, client_id, date(2024, 4, 4))
    assert totals_of(store, client_id) == (date(2026, 4, 5), date(2032, 1, 1), False)


def test_a_complaint_that_is_withdrawn_from_the_client_takes_its_hold_along(store: Store) -> None:
    first, second = make.a_client(store, "1001"), make.a_client(store, "1002")
    complaint = a_complaint(store, first, "2026-11-01")
    with store.change(make.COORDINATOR, Act.COMPLAINT_CHANGE) as change:
        change.update("complaints", complaint, 1, client_id=second)
        due.refresh(change, [first, second])
    assert totals_of(store, first)[2] is False
    assert totals_of(store, second)[2] is True


# -- everything at once: what SQL finds is what the pure rules say


def _random_lives(store: Store, seed: int, clients: int) -> list[int]:
    chance = random.Random(seed)  # noqa: S311 - test data

    def some(share: float = 0.5) -> date | None:
        return date(2014, 1, 1) + timedelta(chance.randrange(4500)) if chance.random() < share else None

    def sure() -> date:
        return some(1) or make.TODAY

    with store.change(make.COORDINATOR, Act.CLIENTS_IMPORT) as change:
        ids = [change.value("select 7000 + $n", n=n) for n in range(clients)]
        for n, client_id in enumerate(ids):
            own = {"client_id": client_id}
            change.insert(
                "clients", id=client_id, number=f"{n}", search_name="x", registered_on=sure(),
                bsn="999990019" if chance.random() < 0.5 else None, restricted_since=some(0.05),
                surname="X" if chance.random() < 0.8 else None,
            )  # fmt: skip
            for k in range(chance.randrange(3)):
                start = sure()
                end = start + timedelta(chance.randrange(900)) if chance.random() < 0.85 else None
                change.insert("agreements", id=client_id * 100 + k, started_on=start, ended_on=end, **own)
            for k in range(chance.randrange(3)):
                issued = sure()
                change.insert(
                    "invoices", id=client_id * 100 + k, issued_on=issued if chance.random() < 0.8 else None,
                    paid_on=issued + timedelta(chance.randrange(400)) if chance.random() < 0.7 else None,
                    credited_on=some(0.2), instalments_end_on=some(0.2), written_off_on=some(0.2),
                    in_collection_since=some(0.1), **own,
                )  # fmt: skip
            for k in range(chance.randrange(3)):
                change.insert(
                    "attendance", id=client_id * 100 + k, held_on=sure(), hours=3, present=True,
                    invoiced=chance.random() < 0.5, **own,
                )  # fmt: skip
                change.insert("payments", id=client_id * 100 + k, paid_on=sure(), **own)
                change.insert("intakes", id=client_id * 100 + k, held_on=sure(), **own)
            if chance.random() < 0.3:
                received = sure()
                change.insert(
                    "complaints", id=client_id, number=f"K{n}", received_on=received, subject="x",
                    safe_last_day=received, legal_last_day=received,
                    closed_on=received + timedelta(30) if chance.random() < 0.7 else None, **own,
                )  # fmt: skip
            if chance.random() < 0.3:
                received = sure()
                answered = received + timedelta(chance.randrange(60)) if chance.random() < 0.7 else None
                change.insert(
                    "requests", id=client_id, number=f"V{n}", request_right="access", channel="desk",
                    received_on=received, registered_on=received, state="received",
                    safe_last_day=received + timedelta(30), legal_last_day=received + timedelta(30),
                    strict_day=received + timedelta(30), answered_on=answered,
                    finished_on=answered and (answered + timedelta(9) if chance.random() < 0.7 else None), **own,
                )  # fmt: skip
            if chance.random() < 0.3:
                change.insert("disclosure_clients", disclosure_id=n, **own)
            if chance.random() < 0.3:
                change.insert(
                    "consents", id=client_id, purpose=7, shown_text="x", language="nl", how="x", given_on=sure(), **own
                )
        due.refresh(change, None)
        change.bulk(clients)
    return ids


def _facts(reader: Reader, client_id: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of the client in each of the tables that decide about its dates."""
    tables = (
        "agreements", "invoices", "attendance", "payments", "intakes", "complaints", "holds", "requests", "consents",
        "disclosure_clients",
    )  # fmt: skip
    return {
        table: reader.all(dict, f"select * from {table} where client_id = $id", id=client_id)  # noqa: S608 - names of tables
        for table in tables
    }


def _expected(store: Store, client_id: int) -> tuple[dict[str, Due], list[Due]]:
    """The due rows and those of the requests by the pure rules, fact by fact."""
    with store.read(make.COORDINATOR, Act.RETENTION_VIEW) as reader:
        client: dict[str, Any] | None = reader.one(dict, "select * from clients where id = $id", id=client_id)
        facts = _facts(reader, client_id)
    assert client is not None
    ends = [row["ended_on"] for row in facts["agreements"]]
    running = None in ends

    def latest(table: str, column: str, only: str | None = None) -> date | None:
        days = [row[column] for row in facts[table] if row[column] and (only is None or row[only])]
        return max(days, default=None)

    relevant = last_relevant(
        {
            Kind.agreement_end: None if running else latest("agreements", "ended_on"),
            Kind.last_lesson: latest("attendance", "held_on", "invoiced"),
            Kind.invoice: latest("invoices", "issued_on"),
            Kind.credit_note: latest("invoices", "credited_on"),
            Kind.payment: max(
                (d for d in (latest("invoices", "paid_on"), latest("payments", "paid_on")) if d), default=None
            ),
            Kind.instalment_end: latest("invoices", "instalments_end_on"),
            Kind.write_off: latest("invoices", "written_off_on"),
        }
    )
    ceiling = fiscal_last_day(relevant[1]) if relevant and not running else None
    holds = [(row["since"], row["until"]) for row in facts["holds"]]
    kind, on = relevant or ("registered", client["registered_on"])
    end = max(ends) if ends and not running else None

    def row(trigger: str, trigger_on: date | None, months: int | None) -> Due:
        held = any(until is None for _, until in holds)
        if trigger_on is None:
            return Due(trigger, None, None, None, held, False)
        normal = fiscal_last_day(trigger_on) if months is None else last_day_after(trigger_on, months)
        last = capped(normal, ceiling)
        return Due(trigger, trigger_on, last, due_from(last, holds), held, last != normal)

    def fiscal() -> Due:
        return row(RUNNING, None, None) if running else row(str(kind), on, None)

    def ended(months: int | None) -> Due:
        if running:
            return row(RUNNING, None, months)
        return row("agreement_end", end, months) if end else row("registered", client["registered_on"], months)

    found = {"names": fiscal()} if client["surname"] else {}
    found |= {code: fiscal() for code in ("agreements", "attendance") if facts[code]}
    if facts["invoices"] or facts["payments"]:
        found["invoices"] = fiscal()
    if client["bsn"]:
        found["bsn"] = ended(CATEGORY["bsn"].term_months)
    if facts["intakes"]:
        own = row("own_date", latest("intakes", "held_on"), 12)
        found["intake"] = own if not ends else ended(24)
    if facts["complaints"]:
        is_open = any(c["closed_on"] is None for c in facts["complaints"])
        found["complaints"] = row(OPEN, None, 24) if is_open else row("closed", latest("complaints", "closed_on"), 24)
    if not found and not facts["requests"]:  # a number alone is forgotten as a name is
        found["names"] = fiscal()
    rows = list(found.values())
    last = (
        None if any(r.last_day is None for r in rows) else max((r.last_day for r in rows if r.last_day), default=None)
    )
    due_on = (
        None if any(r.due_from is None for r in rows) else max((r.due_from for r in rows if r.due_from), default=None)
    )
    for code, table in (("consents", "consents"), ("disclosures", "disclosure_clients")):
        if facts[table] and rows:
            found[code] = Due(due.RECORD, None, last, due_on, any(r.held for r in rows), False)
    finished = [r["finished_on"] for r in facts["requests"]]
    return found, [row("finished" if on else OPEN, on, 60) for on in finished]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_stored_is_what_the_rules_say_of_any_client(store: Store, seed: int) -> None:
    ids = _random_lives(store, seed, 120)
    triggers: set[str] = set()
    years: dict[tuple[int, int], tuple[date, date]] = {}
    for client_id in ids:
        found = due_of(store, client_id)
        cases = cases_of(store, client_id)
        assert (found, cases) == _expected(store, client_id)
        dues = [row.due_from for row in (*found.values(), *cases)]
        assert totals_of(store, client_id) == (
            min((d for d in dues if d), default=None),
            None if None in dues else max(d for d in dues if d),
            any(row.held for row in found.values()),
        )
        triggers |= {row.trigger_kind for row in found.values()}
        for day in sorted(d for d in dues if d):
            first, _last = years.get((client_id, day.year), (day, day))
            years[client_id, day.year] = (first, day)
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        kept: list[dict[str, Any]] = reader.all(dict, "select * from due_years")
    assert {(row["client_id"], row["year"]): (row["first_on"], row["last_on"]) for row in kept} == years
    assert triggers == {*Kind, RUNNING, OPEN, due.RECORD, "registered", "own_date", "closed"}


def _everything(store: Store) -> list[list[Any]]:
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        return [
            reader.all(dict, "select * exclude (hold_id) from due order by client_id, category"),
            reader.all(dict, "select * exclude (hold_id) from due_cases order by case_id"),
            reader.all(dict, "select * from due_years order by client_id, year"),
            reader.all(dict, "select * exclude (id, version) from holds order by client_id, kind, fact_id, since"),
            reader.all(dict, "select id, first_due_from, all_due_from, held from clients order by id"),
        ]


def test_all_at_once_one_by_one_and_twice_give_the_same(store: Store) -> None:
    ids = _random_lives(store, 4, 30)
    at_once = _everything(store)
    with store.change(make.COORDINATOR, Act.CLIENTS_IMPORT) as change:
        change.execute("delete from due")
        change.execute("delete from due_cases")
        change.execute("delete from due_years")
        change.execute("delete from holds")
        change.execute("update clients set first_due_from = null, all_due_from = null, held = false")
        for client_id in ids:
            due.refresh(change, [client_id])
    assert _everything(store) == at_once
    with store.change(make.COORDINATOR, Act.CLIENTS_IMPORT) as change:
        due.refresh(change, ids)
        due.refresh(change, None)
    assert _everything(store) == at_once


def test_refreshing_one_client_leaves_the_others_alone(store: Store) -> None:
    first, second = make.a_client(store, "1001"), make.a_client(store, "1002")
    before = due_of(store, second)
    with store.change(make.COORDINATOR, Act.CLIENTS_IMPORT) as change:
        change.execute("update clients set registered_on = date '2019-01-01'")
        due.refresh(change, [first])
    assert due_of(store, second) == before
    assert due_of(store, first)["names"].trigger_on == date(2019, 1, 1)


def test_what_stayed_of_a_merged_client_ages_as_the_client_it_went_into(store: Store) -> None:
    stays = make.a_client(store, "1001", registered_on=date(2012, 1, 5))
    make.an_agreement(store, stays, date(2014, 6, 30))
    merged = make.a_client(store, "1002", registered_on=date(2025, 3, 3), gender="x")
    with store.change(make.OFFICER, Act.CLIENT_MERGE) as change:
        change.execute("update clients set merged_into = $stays where id = $merged", stays=stays, merged=merged)
        due.refresh(change, [merged])
    assert due_of(store, merged)["gender"] == due_of(store, stays)["gender"]
    assert due_of(store, merged)["names"].last_day == date(2021, 12, 31)


def test_without_an_agreement_the_last_registration_of_a_person_counts(store: Store) -> None:
    stays = make.a_client(store, "1001", registered_on=date(2012, 1, 5))
    merged = make.a_client(store, "1002", registered_on=date(2025, 3, 3))
    with store.change(make.OFFICER, Act.CLIENT_MERGE) as change:
        change.execute("update clients set merged_into = $stays where id = $merged", stays=stays, merged=merged)
        due.refresh(change, [stays])
    assert due_of(store, stays)["gender"].last_day == due_of(store, merged)["gender"].last_day == date(2027, 3, 3)


def test_a_client_without_a_name_is_forgotten_with_the_last_of_the_rest(store: Store) -> None:
    nameless = {"first_names": None, "surname": None, "birth_date": None, "birth_country": None}
    client_id = make.a_client(store, "1001", **nameless)
    assert set(due_of(store, client_id)) == {"gender"}
    number = make.a_client(store, "1002", gender=None, **nameless)
    assert set(due_of(store, number)) == {"names"}
