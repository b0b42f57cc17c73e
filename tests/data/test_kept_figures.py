"""What is destroyed still counts in the months that it belonged to, and nobody can be found in that."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer import due
from data_layer.destroying import deleting
from data_layer.destroying.items import CASES, Items
from data_layer.due_categories import DUE_CATEGORY
from data_layer.ids import new_id
from data_layer.oversight import figures, on_time, request_figures
from data_layer.promises.measures import measured
from data_layer.requests import requests_then
from data_layer.rules.access import Act
from data_layer.rules.periods import twelve_months_to
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from tests import make
from tests.data.test_request_events import answer

RECEIVED = date(2026, 2, 28)  # its safe day is Saturday 28 March 2026, its legal day Monday 30 March
FEBRUARY, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)
Figures = dict[tuple[date, str, str], float]


def kept(store: Store) -> Figures:
    """But for how clients stood, of which `test_retention_figures` tells."""
    rows = make.rows(
        store, "select month, name, part, value from monthly_figures where name not similar to '.*_(begun|ended)'"
    )
    figures = {(row["month"], row["name"], row["part"]): row["value"] for row in rows}
    assert len(figures) == len(rows), "a figure stands there twice"
    return figures


def destroy(
    store: Store, client_ids: list[int], cases: list[tuple[str, int]], categories: Collection[str] = DUE_CATEGORY
) -> None:
    """These cases, and of these clients all that there is, or only these categories."""
    rows = [{"kind": kind, "case_id": case_id} for kind, case_id in cases]
    with store.change(make.OFFICER, Act.DESTRUCTION_RUN) as change:
        items = change.table(
            "select client_id, category, last_day from due"
            " where list_contains($ids, client_id) and list_contains($categories, category)",
            ids=client_ids,
            categories=list(categories),
        )
        deleting.destroy(change, Items(items, pa.Table.from_pylist(rows, CASES)))


def a_case(store: Store, answered_on: date | None, outcome: Outcome = Outcome.GRANTED) -> tuple[str, int]:
    number = make.a_request(store, RECEIVED)
    if answered_on:
        answer(store, number, answered_on, outcome)
    return "request", make.seen(store, number).id


PERIOD = twelve_months_to(make.TODAY)


def the_months(store: Store) -> list[dict[str, Any]]:
    """The counts per month and right, but for how many of them were destroyed."""
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        found = on_time.per_month_and_right(reader, requests_then.stood(reader, PERIOD.until), PERIOD)
    return [{name: n for name, n in asdict(one).items() if not name.endswith("_destroyed")} for one in found]


def in_time(store: Store) -> set[tuple[float | None, int | None, int]]:
    """What the overview and the promises say of the requests that were answered in time, with how many are gone."""
    with store.read(make.MANAGER, Act.PROMISES_VIEW) as reader:
        overview = figures.by_code((request_figures.part(reader, PERIOD),))["on_time"]
        promised = measured(reader, PERIOD, make.NOW)["in_time_access"]
    return {(figure.value, figure.of, figure.destroyed) for figure in (overview, promised)}


def test_a_month_reads_the_same_before_and_after_its_requests_were_destroyed(store: Store) -> None:
    cases = [a_case(store, date(2026, 3, day)) for day in (2, 28, 29, 30, 31)]
    cases += [a_case(store, date(2026, 4, 2), Outcome.WITHDRAWN), a_case(store, None)]
    before = the_months(store)
    assert in_time(store) == {(4, 6, 0)}
    destroy(store, [], cases[:3])
    assert the_months(store) == before
    destroy(store, [], cases[3:6])
    assert the_months(store) == before
    assert in_time(store) == {(4, 6, 5)}
    found = kept(store)
    assert found[FEBRUARY, "requests_received", "access"] == 6
    assert found[MARCH, "requests_judged", "access"] == 5
    assert found[MARCH, "requests_on_time", "access"] == 4
    assert found[MARCH, "requests_on_safe_time", "access"] == 2
    assert found[MARCH, "requests_withdrawn", "access"] == 1
    assert (found[MARCH, "requests_answered", "access"], found[APRIL, "requests_answered", "access"]) == (5, 1)
    days = {part: value for (month, name, part), value in found.items() if name == "answer_days"}
    assert days == {"access:2": 1, "access:28": 1, "access:29": 1, "access:30": 1, "access:31": 1}


def test_what_was_suspended_or_extended_counts_by_its_right(store: Store) -> None:
    number = make.a_request(store, RECEIVED, right=Right.ERASURE)
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set suspended_days = 3, extended = true where number = $number", number=number)
    destroy(store, [], [("request", make.seen(store, number).id)])
    assert kept(store) == {
        (FEBRUARY, "requests_received", "erasure"): 1,
        (FEBRUARY, "requests_extended", "erasure"): 1,
        (FEBRUARY, "requests_suspended", "erasure"): 1,
        (MARCH, "requests_judged", "erasure"): 1,
        (date(2026, 11, 1), "requests_gone_open", "erasure"): 1,
    }


def test_clients_complaints_and_consents_are_counted_without_anybody_in_it(store: Store) -> None:
    first, second = (make.a_client(store, n, registered_on=date(2026, 2, day)) for n, day in (("1", 3), ("2", 9)))
    merged = make.a_client(store, "3", merged_into=first)
    for client_id in (first, None):
        with store.change(make.COORDINATOR, Act.RECORD_ADD, make.subject(first)) as change:
            change.insert(
                "complaints", id=new_id(), client_id=client_id, number=f"K{client_id}", received_on=RECEIVED,
                subject="Te luid", safe_last_day=RECEIVED, legal_last_day=RECEIVED, closed_on=date(2026, 3, 9),
            )  # fmt: skip
    with store.change(make.COORDINATOR, Act.CONSENT_GIVE) as change:
        for purpose, withdrawn_on in ((1, None), (5, date(2026, 3, 9))):
            change.insert(
                "consents", id=new_id(), client_id=second, purpose=purpose, shown_text="…", language="nl", how="desk",
                given_on=RECEIVED, withdrawn_on=withdrawn_on,
            )  # fmt: skip
        due.refresh(change, [first, second])
    of_nobody = make.asked(store, "select id from complaints where client_id is null")
    destroy(store, [first], [("complaint", of_nobody)], ["complaints"])
    destroy(store, [first, merged], [])
    destroy(store, [second], [])
    assert make.rows(store, "from clients") == []
    assert kept(store) == {
        (FEBRUARY, "clients_registered", ""): 2,
        (date(2026, 11, 1), "clients_destroyed", "2026-11-23"): 2,
        (FEBRUARY, "complaints_received", "service"): 2,
        (FEBRUARY, "complaints_acknowledging", "service"): 2,
        (FEBRUARY, "complaints_judged", "service"): 2,
        (MARCH, "complaints_closed", "service"): 2,
        (FEBRUARY, "consents_given", "1"): 1,
        (FEBRUARY, "consents_given", "5"): 1,
        (MARCH, "consents_withdrawn", "5"): 1,
    }
