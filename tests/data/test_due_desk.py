"""What the desk itself recorded ages too: consents, disclosures, requests, complaints of nobody."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import due
from data_layer.due_found import OPEN
from data_layer.ids import new_id
from data_layer.requests import request_answers, request_events
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome
from tests import make
from tests.data.test_due import Due, a_request, another_store, cases_of, due_of, set_fact, totals_of


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("desk") / "desk.duckdb", new_store_file)


def test_what_the_desk_recorded_of_a_client_goes_with_the_last_record(lasting: Store) -> None:
    client_id = make.a_client(lasting, "1001")
    make.a_record(
        lasting, "consents", client_id, purpose=7, shown_text="x", language="nl", how="paper", given_on=date(2024, 1, 1)
    )
    running = make.an_agreement(lasting, client_id, None, started_on=date(2019, 1, 1))
    assert due_of(lasting, client_id)["consents"] == Due(due.RECORD, None, None, None, held=False, capped=False)
    set_fact(lasting, "agreements", running, client_id, ended_on=date(2020, 3, 1))
    before = totals_of(lasting, client_id)
    assert "disclosures" not in due_of(lasting, client_id)
    make.a_delivery(lasting)
    found = due_of(lasting, client_id)
    assert found["consents"] == Due(due.RECORD, None, date(2027, 12, 31), date(2028, 1, 1), held=False, capped=False)
    assert found["disclosures"] == found["consents"]
    assert totals_of(lasting, client_id) == before == (date(2022, 3, 2), date(2028, 1, 1), False)
    hold = make.a_record(lasting, "holds", client_id, kind="dispute", categories=["names"], since=date(2026, 1, 1))
    found = due_of(lasting, client_id)
    assert found["names"].held
    assert (found["disclosures"].held, found["disclosures"].due_from, found["gender"].held) == (True, None, False)
    set_fact(lasting, "holds", hold, client_id, until=date(2029, 5, 5))
    assert due_of(lasting, client_id)["disclosures"].due_from == date(2029, 5, 6)
    assert totals_of(lasting, client_id)[1] == date(2029, 5, 6)
    assert findings(lasting, make.OFFICER) == []


def test_a_request_goes_five_years_after_finishing_but_never_past_the_fiscal_duty(lasting: Store) -> None:
    client_id = make.a_client(lasting, "1002")
    request = a_request(
        lasting, client_id, "2020-01-10", safe_last_day=date(2020, 2, 10), legal_last_day=date(2020, 2, 10)
    )
    assert cases_of(lasting, client_id) == [Due(OPEN, None, None, None, held=True, capped=False)]
    answered = {"answered_on": date(2020, 2, 1), "finished_on": date(2020, 2, 29), "state": "finished"}
    set_fact(lasting, "requests", request, client_id, **answered)
    assert cases_of(lasting, client_id) == [
        Due("finished", date(2020, 2, 29), date(2025, 2, 28), date(2025, 3, 1), held=False, capped=False)
    ]
    assert totals_of(lasting, client_id)[0] == date(2025, 3, 1), "before anything of a client of 2025"
    make.an_agreement(lasting, client_id, date(2016, 5, 5))
    (case,) = cases_of(lasting, client_id)
    assert (case.last_day, case.due_from, case.capped) == (date(2023, 12, 31), date(2024, 1, 1), True)
    hold = make.a_record(
        lasting, "holds", client_id, kind="tax_audit", categories=["agreements"], since=date(2023, 1, 1)
    )
    assert not cases_of(lasting, client_id)[0].held, "a hold on some categories is none on the request"
    set_fact(lasting, "holds", hold, client_id, categories=None)
    assert cases_of(lasting, client_id)[0].held
    set_fact(lasting, "holds", hold, client_id, until=date(2025, 1, 1))
    assert cases_of(lasting, client_id)[0].due_from == date(2025, 1, 2)


def test_an_answered_request_keeps_itself_six_weeks_and_everything_waits_until_it_is_finished(lasting: Store) -> None:
    client_id = make.a_client(lasting, "1003", gender=None)
    make.an_agreement(lasting, client_id, date(2018, 5, 20))
    request = a_request(lasting, client_id, "2025-12-31")
    set_fact(lasting, "requests", request, client_id, answered_on=date(2026, 1, 20), state="answered")
    assert totals_of(lasting, client_id) == (date(2026, 3, 4), None, False)
    set_fact(lasting, "requests", request, client_id, finished_on=date(2026, 1, 21), state="finished")
    (case,) = cases_of(lasting, client_id)
    assert (case.last_day, case.due_from, case.capped) == (date(2025, 12, 31), date(2026, 3, 4), True)
    assert totals_of(lasting, client_id) == (date(2026, 3, 4), date(2026, 3, 4), False)


def test_a_request_of_nobody_goes_a_year_after_finishing_and_ages_with_a_client_once_one_is_found(store: Store) -> None:
    number = make.a_request(store, date(2026, 11, 2))
    assert cases_of(store, None) == [Due(OPEN, None, None, None, held=False, capped=False)]
    request_answers.answer(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=Outcome.WITHDRAWN,
        answered_on=make.TODAY, reason="Per mail.",
    )  # fmt: skip
    make.finished(store, number)
    assert cases_of(store, None) == [
        Due("finished", make.TODAY, date(2027, 11, 23), date(2027, 11, 24), held=False, capped=False)
    ]
    other = make.a_request(store, date(2026, 11, 3))
    client_id = make.a_client(store)
    request_events.link_client(store, make.OFFICER, make.seen(store, other), event_id=new_id(), client_id=client_id)
    assert cases_of(store, client_id) == [Due(OPEN, None, None, None, held=True, capped=False)]
    assert len(cases_of(store, None)) == 1
    assert findings(store, make.OFFICER) == []
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update due_cases set last_day = date '2030-01-01', case_id = 7 where client_id is null")
    assert len(findings(store, make.OFFICER)) == 2, "a date that the rule does not give, of a request that is not there"


def test_a_complaint_of_nobody_goes_its_term_after_closing(settings: Settings) -> None:
    with another_store(settings, terms={"complaints": 6}) as store, store.change(THE_DESK, Act.STORE_FILL) as change:
        for case_id, closed_on in ((1, None), (2, date(2024, 8, 31))):
            change.insert(
                "complaints", id=case_id, number=f"K{case_id}", received_on=date(2024, 1, 1), subject="x",
                safe_last_day=date(2024, 2, 1), legal_last_day=date(2024, 2, 1), closed_on=closed_on,
            )  # fmt: skip
        due.refresh(change)
        rows = change.all(
            dict[str, Any], "select case_id, trigger_kind, last_day, due_from from due_cases order by case_id"
        )
    assert [tuple(row.values()) for row in rows] == [
        (1, OPEN, None, None),
        (2, "closed", date(2025, 2, 28), date(2025, 3, 1)),
    ]


def test_preconditions_of_who_is_still_in_the_intake_are_kept_a_year(lasting: Store) -> None:
    client_id = make.a_client(lasting, "1006", registered_on=date(2026, 11, 1))
    make.a_record(lasting, "preconditions", client_id, subject="Opvang")
    assert due_of(lasting, client_id)["preconditions"] == Due(
        "registered", date(2026, 11, 1), date(2027, 11, 1), date(2027, 11, 2), held=False, capped=False
    )
    make.an_agreement(lasting, client_id, date(2026, 11, 20))
    assert due_of(lasting, client_id)["preconditions"].due_from == date(2026, 11, 21)


def test_a_term_for_names_counts_only_where_nothing_is_fiscal(settings: Settings) -> None:
    with another_store(settings, terms={"names": 24, "address": 12}) as store:
        client_id = make.a_client(store, registered_on=date(2024, 2, 29))
        make.a_record(store, "addresses", client_id, street="Testlaan")
        found = due_of(store, client_id)
        assert (found["names"].last_day, found["address"].last_day) == (date(2026, 2, 28), date(2025, 2, 28))
        make.a_record(store, "payments", client_id, paid_on=date(2024, 3, 1))
        found = due_of(store, client_id)
        assert found["names"].last_day == found["address"].last_day == date(2031, 12, 31)
