"""What is due, held, in a course, restricted: counted by hand, today and on days before, also after a destruction."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer import client_totals, demo, holding, retention
from data_layer.client_states import STATES, InState, in_state_on
from data_layer.clients import found_clients
from data_layer.complaints import complaint_acts
from data_layer.destroying import batches, proposing, running
from data_layer.destroying.foreseeing import Scope
from data_layer.due_categories import CONSENTS, DISCLOSURES, REQUESTS
from data_layer.exporting import lists
from data_layer.ids import new_id
from data_layer.kept_states import destroyed_between, gone_on
from data_layer.oversight import client_figures, retention_figures
from data_layer.oversight.figure import Figure, beneath, rows
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.rules.periods import Period, twelve_months_to
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.verifying import findings
from data_layer.wording import put
from tests import make
from tests.data.test_cases_then import reopen
from tests.data.test_complaints import a_complaint, answer, close, the_complaint
from tests.data.test_kept_figures import destroy
from tests.data.test_request_events import answer as answer_request

CODES = {"due": "due", "red": "due_red", "held": "held", "in_course": "clients_in_course",
    "restricted": "clients_restricted"}  # fmt: skip
PAST = (date(2026, 11, 10), date(2025, 12, 31))
LAST_DAYS = [date(year, month, monthrange(year, month)[1]) for year in (2023, 2025, 2026) for month in (3, 4, 7, 10)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """The try-out data of 300 clients, with holds that people set and lifted."""

    def fill(store: Store) -> None:
        demo.fill(store, clients=300)
        some = make.rows(
            store, "select number from clients where first_due_from < date '2026-06-01' order by id limit 9"
        )
        for place, row in enumerate(some):
            hold_id = new_id()
            holding.set_hold(
                store, make.OFFICER, id=hold_id, numbers=[row["number"]], kind="dispute", owner_id=None, reason="…",
                categories=["names", "bsn"] if place % 3 == 0 else [], since=date(2025, 11 + place % 2, 3 + place),
                review_on=date(2027, 1, 4),
            )  # fmt: skip
            if place % 3 != 1:
                lifted_on = date(2026, 9 + place % 2, 4 + place)
                holding.lift(store, make.OFFICER, seen=Seen(hold_id, 1), lifted_on=lifted_on, why="Opgelost.")

    return make.a_filled_file(tmp_path_factory.mktemp("retention_figures"), new_store_file, fill)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked_at") / "desk.duckdb", file)


def figures(store: Store, period: Period) -> dict[str, Figure]:
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        parts = (retention_figures.part(reader, period), client_figures.part(reader, period))
    return {figure.code: figure for part in parts for figure in part.figures}


def by_hand(store: Store, day: date) -> dict[str, int]:
    """Row by row, without the SQL that is tried."""
    persons = {row["id"]: row for row in make.rows(store, "from clients") if row["merged_into"] is None}
    holds = [hold for hold in make.rows(store, "from holds") if hold["client_id"] in persons]
    requests = {row["id"]: row for row in make.rows(store, "from requests")}
    items = [row for row in make.rows(store, "from due") if row["category"] not in (CONSENTS.code, DISCLOSURES.code)]
    items += [{**row, "category": REQUESTS.code} for row in make.rows(store, "from due_cases")]

    def stands_in_the_way(hold: dict[str, Any], item: dict[str, Any], days: int) -> bool:
        if hold["client_id"] != item["client_id"] or item["category"] not in (hold["categories"] or [item["category"]]):
            return False
        return hold["since"] <= day and (hold["until"] is None or hold["until"] + timedelta(days=days) >= day)

    def due(days: int) -> set[int]:
        late = [item for item in items if item["last_day"] and item["last_day"] + timedelta(days=1 + days) <= day]
        return {
            item["client_id"]
            for item in late
            if item["client_id"] in persons and not any(stands_in_the_way(hold, item, days) for hold in holds)
        }

    def is_open(hold: dict[str, Any]) -> bool:
        case, until = requests.get(hold["fact_id"]), hold["until"]
        if hold["kind"] == "request" and case and case["answered_on"] and case["answered_on"] <= case["legal_last_day"]:
            until = case["answered_on"]
        return hold["since"] <= day and (until is None or until > day)

    courses = make.rows(store, "from agreements")
    return {
        "due": len(due(0)),
        "red": len(due(30)),
        "held": len({hold["client_id"] for hold in holds if is_open(hold)}),
        "in_course": len(
            {c["client_id"] for c in courses if (c["started_on"] or day) <= day and (c["ended_on"] or day) >= day}
        ),
        "restricted": len({h["client_id"] for h in holds if h["kind"] == "restriction" and is_open(h)}),
        "clients": sum(row["registered_on"] <= day for row in persons.values()),
    }


@pytest.mark.parametrize("day", [make.TODAY, *PAST])
def test_each_figure_is_a_count_by_hand_and_leads_to_those_clients(filled: Store, day: date) -> None:
    found, counted = figures(filled, twelve_months_to(day)), by_hand(filled, day)
    assert {state: found[code].value for state, code in CODES.items()} == {state: counted[state] for state in STATES}
    assert found["clients"].value == counted["clients"]
    assert all(counted[state] for state in STATES if day == make.TODAY), counted
    assert {found[code].of for code in CODES.values() if code != "due_red"} == {counted["clients"]}
    assert found["due_red"].of == counted["due"]
    with filled.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        for state in STATES:
            listed = found_clients(reader, "", Position(), stood=InState(state, day))
            assert listed.total == counted[state] == in_state_on(reader, state, day)
        assert found_clients(reader, "", Position(), stood=InState("registered", day)).total == counted["clients"]
    assert not any(figure.destroyed for figure in found.values())


def test_today_the_stored_columns_say_what_the_days_say(filled: Store) -> None:
    with filled.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        totals, people = retention.totals(reader), client_totals.totals(reader)
        stored = (totals.due_now, totals.red, totals.held, people.in_course, people.restricted)
        assert tuple(in_state_on(reader, state, make.TODAY) for state in STATES) == stored
        chart = retention_figures.part(reader, twelve_months_to(make.TODAY)).charts[0]
        past = retention_figures.part(reader, twelve_months_to(PAST[0])).charts[0]
        years = retention.coming(reader)[: retention_figures.YEARS]
    assert [bar.value for bar in chart.bars] == [totals.due_now, *(year.clients for year in years)]
    assert chart.leads_to["now", ""] == rows("retention", view="due")
    assert chart.leads_to["2027", ""] == rows("retention", view="coming", year="2027")
    assert (past.codes, past.bars, past.leads_to) == ((), (), {})


def test_what_was_destroyed_since_still_counts_on_the_last_day_of_every_month(tmp_path: Path, file: Path) -> None:
    for store in make.a_lasting_store(tmp_path / "desk.duckdb", file):
        before = {day: then(store, day) for day in LAST_DAYS}
        assert running.run(store, make.OFFICER, seen=make.a_batch(store, category="names"))
        assert {day: then(store, day) for day in LAST_DAYS} == before, "a part of clients"
        assert running.run(store, make.OFFICER, seen=make.a_batch(store))
        assert {day: then(store, day) for day in LAST_DAYS} == before, "whole clients"
        whole = make.asked(store, "select count(*) from destroyed_numbers")
        assert whole > 10
        some = make.rows(store, "select id from clients where merged_into is null order by id limit 5")
        destroy(store, [row["id"] for row in some], [])  # as an erasure would, though nothing of them was due
        assert {day: then(store, day) for day in LAST_DAYS} == before, "not due"
        found = figures(store, twelve_months_to(date(2025, 12, 31)))
        assert found["due"].destroyed > 10
        assert "sindsdien vernietigd" in put(beneath(found["due"]) or "", "nl")
        today = figures(store, twelve_months_to(make.TODAY))
        assert today["due"].value == make.asked(
            store, "select count(*) from clients where first_due_from <= $day and merged_into is null", day=make.TODAY
        )
        assert today["clients_destroyed"].value == whole
        assert figures(store, Period(date(2025, 1, 1), date(2026, 10, 31)))["clients_destroyed"].value == 0
        # within a month in which one of them began to be due it cannot be known, and is not guessed
        month = make.asked(store, "select month from monthly_figures where name = 'due_begun' order by month limit 1")
        unknown = figures(store, twelve_months_to(month + timedelta(days=14)))["due"]
        assert (unknown.value, unknown.of is None or unknown.of > 0) == (None, True)
        assert unknown.why_not is not None


def then(store: Store, day: date) -> dict[str, float | None]:
    found = figures(store, Period(day.replace(day=1), day))
    return {code: found[code].value for code in (*CODES.values(), "clients")}


def test_a_hold_that_came_and_went_divides_the_days_on_which_something_was_due(store: Store) -> None:
    client_id = make.a_leaver(store, "1001", date(2020, 1, 1))  # all but names has been due since January 2022
    make.a_hold(store, client_id, since=date(2025, 3, 10), until=date(2025, 4, 20))
    wanted = {
        (2022, 1, 1): 0, (2022, 1, 31): 1, (2025, 3, 9): 1, (2025, 3, 10): 0, (2025, 4, 20): 0, (2025, 4, 21): 1,
    }  # fmt: skip
    assert {day: figures(store, twelve_months_to(date(*day)))["due"].value for day in wanted} == wanted
    red = {(2025, 5, 20): 0, (2025, 5, 21): 1}
    assert {day: figures(store, twelve_months_to(date(*day)))["due_red"].value for day in red} == red
    months = {month: then(store, month) for month in LAST_DAYS}
    destroy(store, [client_id], [], ["gender", "birth"])
    assert {month: then(store, month) for month in LAST_DAYS} == months
    destroy(store, [client_id], [])
    assert make.rows(store, "from clients") == []
    assert {month: then(store, month) for month in LAST_DAYS} == months
    figure = figures(store, twelve_months_to(date(2025, 3, 31)))["held"]
    assert (figure.value, figure.destroyed, figure.of) == (1, 1, 1)


def test_a_complaint_that_was_opened_again_held_nothing_in_between(store: Store) -> None:
    client_id = make.a_leaver(store, "1001", date(2020, 1, 1))
    days = [date(2026, 7, 10), date(2026, 8, 31), date(2026, 9, 10)]
    stood = [
        {"held": 1, "due": 0, "due_red": 0},
        {"held": 0, "due": 1, "due_red": 1},
        {"held": 1, "due": 0, "due_red": 0},
    ]

    def seen_on(day: date) -> dict[str, float | None]:
        found = figures(store, twelve_months_to(day))
        return {code: found[code].value for code in stood[0]}

    with make.on_day(store, date(2026, 7, 6)):
        number = a_complaint(store, date(2026, 7, 6), client_id=client_id)
    with make.on_day(store, days[0]):
        assert seen_on(days[0]) == stood[0]
    with make.on_day(store, date(2026, 7, 21)):
        answer(store, number, date(2026, 7, 20))
        close(store, number, date(2026, 7, 21))
    with make.on_day(store, days[1]):
        assert seen_on(days[1]) == stood[1]
    with make.on_day(store, days[2]):
        seen = the_complaint(store, number).seen
        complaint_acts.reopen(store, make.OFFICER, seen, event_id=new_id(), why="Toch niet.")
    assert [seen_on(day) for day in days] == stood
    months = {month: then(store, month) for month in LAST_DAYS}
    destroy(store, [client_id], [])
    assert {month: then(store, month) for month in LAST_DAYS} == months


def test_a_request_that_was_opened_again_held_nothing_in_between(store: Store) -> None:
    client_id = make.a_leaver(store, "1001", date(2020, 1, 1))
    number = make.a_request(store, date(2026, 3, 2), client_id=client_id)
    answer_request(store, number, date(2026, 3, 20))  # the hold stands until 1 May, though nobody holds it any more
    days = [date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 1), date(2026, 5, 2), date(2026, 6, 10)]
    before = [figures(store, twelve_months_to(day))["due"].value for day in days[:4]]
    reopen(store, number, date(2026, 6, 10))
    found = [figures(store, twelve_months_to(day)) for day in days]
    assert [one["held"].value for one in found] == [1, 0, 0, 0, 1]
    assert [one["due"].value for one in found] == [0, 0, 0, 1, 0]
    assert before == [0, 0, 0, 1]
    holds = "select since, until from holds order by since"
    assert [tuple(row.values()) for row in make.rows(store, holds)] == [
        (date(2026, 3, 2), date(2026, 5, 1)), (date(2026, 6, 10), None),
    ]  # fmt: skip
    assert findings(store, THE_DESK) == []
    answer_request(store, number, date(2026, 6, 20))  # too late
    assert [tuple(row.values())[1] for row in make.rows(store, holds)] == [date(2026, 5, 1), None]
    assert [figures(store, twelve_months_to(day))["held"].value for day in days] == [1, 0, 0, 0, 1]
    assert findings(store, THE_DESK) == []


def test_months_of_an_older_version_are_not_guessed(store: Store) -> None:
    make.a_due_client(store, "1001")
    with store.change(make.OFFICER, Act.DESTRUCTION_RUN) as change:
        for name, month, part in (
            ("states_unknown", 6, ""),
            ("clients_destroyed", 6, ""),
            ("clients_registered", 1, ""),
        ):
            change.insert("monthly_figures", month=date(2026, month, 1), name=name, part=part, value=1)
    with store.read(make.MANAGER, Act.OVERVIEW_VIEW) as reader:
        assert gone_on(reader, date(2026, 6, 29))["due"] is None
        assert gone_on(reader, date(2026, 6, 30)) == dict.fromkeys((*STATES, "clients"), 0)
        assert gone_on(reader, date(2026, 5, 31))["clients"] == 1
        assert gone_on(reader, date(2026, 6, 29))["clients"] is None
        assert destroyed_between(reader, date(2026, 6, 1), date(2026, 6, 30)) == 1
        assert destroyed_between(reader, date(2026, 6, 2), date(2026, 6, 30)) is None


def test_destructions_that_wait_are_counted_on_the_day_and_listed_today(store: Store) -> None:
    store.clock = lambda: datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    for number in ("1001", "1002"):
        make.a_due_client(store, number)
    first = new_id()
    days = [date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 9)]
    store.clock = lambda: datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # the third of November in Dutch time
    proposing.propose(store, make.COORDINATOR, id=first, scope=Scope(numbers=("1001",)))
    store.clock = lambda: datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
    proposing.propose(store, make.COORDINATOR, id=new_id(), scope=Scope(numbers=("1002",)))
    proposing.approve(store, make.OFFICER, seen=Seen(first, 1))
    store.clock = lambda: datetime(2026, 11, 7, 9, 0, tzinfo=UTC)
    assert running.run(store, make.OFFICER, seen=Seen(first, 2))
    found = [figures(store, twelve_months_to(day))["batches_open"] for day in (*days, make.TODAY)]
    assert [(figure.value, figure.of) for figure in found] == [(0, 0), (2, 2), (1, 2), (1, 2)]
    assert found[-1].rows == rows("destruction", state="open")
    whole = figures(store, Period(date(2026, 11, 1), make.TODAY))["clients_destroyed"]
    assert (whole.value, whole.rows) == (1, rows("destruction", since="2026-11-01", until="2026-11-23"))
    with store.read(make.OFFICER, Act.DESTRUCTION_VIEW) as reader:
        for which, states in (
            (batches.Filter(batches.OPEN), ["proposed"]),
            (batches.Filter(since=date(2026, 11, 1), until=make.TODAY), ["done"]),
            (batches.Filter(since=date(2026, 11, 8)), []),
            (batches.Filter(until=date(2026, 11, 6)), []),
        ):
            assert [row.state for row in batches.listed(reader, which, Position()).rows] == states


def test_the_export_of_a_list_behind_a_figure_says_that_it_is_narrowed(filled: Store) -> None:
    listing = lists.the_clients("", "name", InState("held", make.TODAY))
    assert listing.filters == ("state",)
    assert all(other.filters == ("state",) for other in listing.instead)
    with filled.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        chosen = listing.chosen(reader, make.OFFICER)
        assert reader.value(f"select count(*) from ({chosen.sql})", **chosen.facts) == in_state_on(  # noqa: S608 - the list's
            reader, "held", make.TODAY
        )
