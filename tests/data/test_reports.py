"""The figures of the overview: what each counts, what it leaves out, and that the lists behind it say the same."""

from datetime import date
from typing import Any

import pytest

from data_layer import reports
from data_layer.disclosure_course import annul
from data_layer.disclosure_totals import MonthTotal, sent_in_twelve_months
from data_layer.paging import Position
from data_layer.reports import OnTime
from data_layer.requests import request_queue
from data_layer.requests.request_queue import Filter
from data_layer.requests.request_stands import Stand
from data_layer.rules.access import Act
from data_layer.rules.months import twelve_months
from data_layer.store import Store
from data_layer.vocabulary import Outcome
from tests import make
from tests.data.test_disclosures import MUNICIPALITY, TO_PANTEIA, a_recipient, prepared, recorded, the_entry
from tests.data.test_request_events import answer, ask

MARCH, OCTOBER, NOVEMBER = date(2026, 3, 1), date(2026, 10, 1), date(2026, 11, 1)
FIRST = date(2025, 12, 1)  # of the twelve months that end with November 2026


def on_time(store: Store) -> dict[date, OnTime]:
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        return {month.since: month for month in reports.on_time_per_month(reader)}


def delivered(store: Store) -> list[MonthTotal]:
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        return sent_in_twelve_months(reader, make.MANAGER)


def listed(store: Store, stand: Stand, month: date | None = None) -> int:
    with store.read(make.MANAGER, Act.REQUEST_LIST) as reader:
        chosen = Filter(stand=stand, month=month)
        return request_queue.open_requests(reader, make.MANAGER, chosen, Position()).total


def a_case(store: Store, received_on: date, answered_on: date | None, outcome: Outcome = Outcome.GRANTED) -> str:
    number = make.a_request(store, received_on)
    if answered_on:
        answer(store, number, answered_on, outcome)
    return number


@pytest.fixture
def march(store: Store) -> Store:
    """Seven cases whose safe day is Saturday 28 March 2026 and whose legal day is Monday 30 March; one of October."""
    for answered_on in (date(2026, 3, 2), date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)):
        a_case(store, date(2026, 2, 28), answered_on)
    a_case(store, date(2026, 2, 28), date(2026, 3, 31))
    a_case(store, date(2026, 2, 28), None)
    a_case(store, date(2026, 2, 28), date(2026, 3, 4), Outcome.WITHDRAWN)
    a_case(store, date(2026, 9, 1), date(2026, 9, 20), Outcome.REFUSED)
    return store


def test_each_month_says_of_how_many_how_many_were_answered_in_time(march: Store) -> None:
    months = on_time(march)
    assert months[MARCH] == OnTime(MARCH, due=6, on_time=4, on_safe_time=2, withdrawn=1)
    assert months[OCTOBER] == OnTime(OCTOBER, due=1, on_time=1, on_safe_time=1, withdrawn=0)


def test_there_are_twelve_months_oldest_first_also_the_empty_ones(store: Store) -> None:
    assert list(on_time(store).values()) == [OnTime(month, 0, 0, 0, 0) for month in twelve_months(make.TODAY)]


def test_what_was_not_answered_counts_as_late(store: Store) -> None:
    number = a_case(store, date(2026, 2, 28), None)
    ask(store, a_case(store, date(2026, 9, 1), None), date(2026, 9, 20))
    assert on_time(store)[MARCH] == OnTime(MARCH, due=1, on_time=0, on_safe_time=0, withdrawn=0)
    assert on_time(store)[OCTOBER] == OnTime(OCTOBER, due=1, on_time=0, on_safe_time=0, withdrawn=0)
    answer(store, number, date(2026, 3, 30))
    assert on_time(store)[MARCH] == OnTime(MARCH, due=1, on_time=1, on_safe_time=0, withdrawn=0)


def test_what_was_withdrawn_is_left_out_and_counted_apart_also_when_that_was_late(store: Store) -> None:
    a_case(store, date(2026, 2, 28), date(2026, 6, 1), Outcome.WITHDRAWN)
    assert on_time(store)[MARCH] == OnTime(MARCH, due=0, on_time=0, on_safe_time=0, withdrawn=1)


@pytest.mark.parametrize(
    ("received_on", "due"),
    [
        pytest.param(date(2026, 10, 20), 1, id="its legal day was Friday"),
        pytest.param(date(2026, 10, 21), 0, id="its Saturday moves to today, which is not over"),
        pytest.param(date(2026, 10, 23), 0, id="its legal day is today"),
        pytest.param(date(2026, 10, 24), 0, id="its legal day is tomorrow"),
    ],
)
def test_a_request_is_judged_when_its_legal_day_is_over(store: Store, received_on: date, due: int) -> None:
    a_case(store, received_on, None)
    assert on_time(store)[NOVEMBER].due == due
    assert listed(store, "judged") == listed(store, "late") == due


@pytest.mark.parametrize(
    ("received_on", "due"),
    [
        pytest.param(date(2025, 10, 28), 0, id="Friday 28 November"),
        pytest.param(date(2025, 10, 30), 1, id="Sunday 30 November, so Monday 1 December"),
        pytest.param(date(2025, 11, 1), 1, id="Monday 1 December"),
    ],
)
def test_the_figures_begin_on_the_first_of_the_twelve_months(store: Store, received_on: date, due: int) -> None:
    a_case(store, received_on, None)
    assert on_time(store)[FIRST].due == due
    assert sum(month.due for month in on_time(store).values()) == due
    assert listed(store, "judged") == listed(store, "late") == listed(store, "past_safe") == due


def test_the_twelve_months_add_up(march: Store) -> None:
    a_case(march, date(2025, 11, 1), date(2025, 11, 20))
    whole = reports.added_up(list(on_time(march).values()))
    assert whole == OnTime(FIRST, due=8, on_time=6, on_safe_time=4, withdrawn=1)


def test_the_lists_behind_the_figures_have_as_many_rows(march: Store) -> None:
    ask(march, a_case(march, date(2026, 10, 1), None), date(2026, 10, 20))  # waits, with its legal day behind it
    a_case(march, date(2026, 10, 1), date(2026, 11, 2))
    a_case(march, date(2026, 11, 2), None)
    for since, month in on_time(march).items():
        assert listed(march, "judged", since) == month.due
        assert listed(march, "late", since) == month.due - month.on_time
        assert listed(march, "past_safe", since) == month.due - month.on_safe_time
    whole = reports.added_up(list(on_time(march).values()))
    assert listed(march, "judged") == whole.due == 9
    assert listed(march, "late") == whole.due - whole.on_time == 3
    assert listed(march, "past_safe") == whole.due - whole.on_safe_time == 6


def month_rows(store: Store, month: date) -> dict[str, tuple[int, int]]:
    return {row.code: (row.entries, row.clients) for row in delivered(store) if row.month == month}


def test_what_went_out_is_told_per_month_and_recipient_zeros_included(store: Store) -> None:
    make.a_client(store, "1001")
    make.a_client(store, "1002")
    recorded(store, happened_on=date(2026, 3, 1), client_numbers=["1001", "1002"])
    recorded(store, happened_on=date(2026, 3, 31))
    recorded(store, **TO_PANTEIA, happened_on=date(2026, 10, 5))
    assert month_rows(store, MARCH) == {"duo": (2, 3), "bureau_ice": (0, 0), "panteia": (0, 0), "library": (0, 0)}
    assert month_rows(store, OCTOBER) == {"duo": (0, 0), "bureau_ice": (0, 0), "panteia": (1, 1), "library": (0, 0)}
    rows = delivered(store)
    assert [row.month for row in rows[::4]] == list(twelve_months(make.TODAY))
    assert len(rows) == 4 * 12
    assert sum(row.entries for row in rows) == 3


def test_what_was_annulled_or_came_in_did_not_go_out(store: Store) -> None:
    make.a_client(store)
    recorded(store, direction="in")
    gone = the_entry(store, recorded(store).number).row
    annul(store, make.OFFICER, gone.id, 1, why="never went")
    assert sum(row.entries for row in delivered(store)) == 0
    prepared(store)
    assert month_rows(store, NOVEMBER)["duo"] == (1, 1)


@pytest.mark.parametrize(
    ("happened_on", "entries"),
    [(date(2025, 11, 30), 0), (date(2025, 12, 1), 1), (make.TODAY, 1)],
)
def test_what_went_out_is_counted_from_the_first_of_the_twelve_months_to_today(
    store: Store, happened_on: date, entries: int
) -> None:
    make.a_client(store)
    recorded(store, happened_on=happened_on)
    assert sum(row.entries for row in delivered(store)) == entries


def test_the_recipients_of_the_statement_come_first_and_others_only_when_they_got_something(store: Store) -> None:
    make.a_client(store)
    a_recipient(store, MUNICIPALITY, "NL")
    a_recipient(store, 5, "NL", code="before", name="Before")
    a_recipient(store, 92, "NL", code="long_ago", name="Long ago")
    usual: dict[str, Any] = {"categories": ["names"]}
    recorded(store, recipient_id=92, happened_on=date(2025, 11, 30), **usual)
    recorded(store, recipient_id=MUNICIPALITY, **usual)
    recorded(store, recipient_id=5, happened_on=date(2026, 3, 5), **usual)
    for month in (FIRST, MARCH, NOVEMBER):
        codes = [row.code for row in delivered(store) if row.month == month]
        assert codes == ["duo", "bureau_ice", "panteia", "library", "before", "r90"]


def test_what_should_not_have_happened_is_counted_until_it_is_annulled(store: Store) -> None:
    make.a_client(store)
    recorded(store)
    flagged = recorded(store, **{**TO_PANTEIA, "categories": ["bsn"]}).number
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        assert reports.flagged_disclosures(reader) == 1
    annul(store, make.OFFICER, the_entry(store, flagged).row.id, 1, why="never went")
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        assert reports.flagged_disclosures(reader) == 0


def test_clients_are_counted_with_those_in_a_course_and_those_restricted(store: Store) -> None:
    with store.read(make.ADMINISTRATOR, Act.OVERVIEW_VIEW) as reader:
        assert reports.clients(reader) == reports.Clients(0, 0, 0)
    running = make.a_client(store, "1001")
    make.an_agreement(store, running, None)
    make.an_agreement(store, running, make.TODAY)
    make.an_agreement(store, make.a_client(store, "1002"), date(2026, 11, 22))
    make.an_agreement(store, make.a_client(store, "1003"), None, started_on=date(2026, 11, 24))
    make.restrict(store, make.a_client(store, "1004"), date(2026, 11, 1))
    with store.read(make.ADMINISTRATOR, Act.OVERVIEW_VIEW) as reader:
        assert reports.clients(reader) == reports.Clients(total=4, in_course=1, restricted=1)
