"""The register of data breaches: recorded, assessed, reported, closed; what cannot be true is refused."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data_layer.breach_lists import (
    ORDERS,
    REPORTING_LABELS,
    STATES,
    Breach,
    Filter,
    Row,
    breach_by_id,
    listed,
    the_breach,
    totals,
    years,
)
from data_layer.breaches import change_breach, close_breach, record_breach, reopen_breach
from data_layer.disclosures import the_disclosure
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.exporting import disclosure_lists
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.rules.breaches import Handling, Risk, hours_left, reporting
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Seen
from tests import make
from tests.data.test_disclosures import TO_PANTEIA, recorded
from tests.data.test_export import export_of, rows, taken

HOUR = timedelta(hours=1)
AWARE = make.NOW - 80 * HOUR
DEALT_WITH: dict[str, Any] = {
    "risk": "high", "told_authority_at": AWARE + 5 * HOUR, "authority_reference": "AP-1", "told_persons_at": make.NOW,
    "consequences": "Testpersoon can be called", "measures": "The list was deleted",
}  # fmt: skip


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("breaches") / "desk.duckdb", new_store_file)


def a_breach(store: Store, actor: Actor = make.COORDINATOR, **facts: Any) -> Breach:
    """A breach recorded by hand, and dealt with as the other facts say."""
    usual: dict[str, Any] = {"id": new_id(), "aware_at": AWARE, "what": "List sent to a wrong address"}
    first: dict[str, Any] = {
        name: facts.pop(name) for name in ("aware_at", "what", "categories", "persons") if name in facts
    }
    breach = found(store, record_breach(store, actor, **usual | first))
    if facts:
        change_breach(store, make.OFFICER, breach.seen, replace(breach.handling, **facts))
    return found(store, breach.number)


def found(store: Store, number: str) -> Breach:
    with store.read(make.MANAGER, Act.BREACH_VIEW) as reader:
        return the_breach(reader, number)


def log_of(store: Store, breach: Breach) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select * from log where subject_id = $id order by seq", id=breach.id)


def numbers(store: Store, **which: Any) -> list[str]:
    with store.read(make.OFFICER, Act.BREACH_VIEW) as reader:
        return [row.number for row in listed(reader, Filter(**which), make.NOW, Position(), 500).rows]


def test_a_flagged_entry_leads_to_one_breach_record(lasting: Store) -> None:
    store = lasting
    make.a_client(store)
    entry = recorded(store, **{**TO_PANTEIA, "categories": ["bsn"]}).number
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        row = the_disclosure(reader, make.COORDINATOR, entry).row
    same = new_id()
    facts: dict[str, Any] = {"disclosure_id": row.id, "aware_at": make.NOW - 5 * HOUR}
    made = {record_breach(store, make.COORDINATOR, id=same, what="BSN sent", **facts) for _twice in range(2)}
    assert len(made) == 1
    number = made.pop()
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        assert the_disclosure(reader, make.COORDINATOR, entry).breach_number == number
    breach = found(store, number)
    assert (breach.disclosure_number, breach.recorded_by) == (entry, make.COORDINATOR.name)
    assert breach.handling == Handling(make.NOW - 5 * HOUR, "BSN sent", ("bsn",), 1)
    with pytest.raises(BadInput, match="already"):
        record_breach(store, make.OFFICER, id=new_id(), what="again", **facts)
    with pytest.raises(NotFound):
        record_breach(store, make.OFFICER, id=new_id(), what="x", aware_at=make.NOW, disclosure_id=5)


def test_a_breach_without_a_disclosure_is_recorded_with_what_is_known(lasting: Store) -> None:
    breach = a_breach(lasting, what=" Laptop lost ", categories=("names", "attendance"), persons=60)
    assert breach.handling == Handling(AWARE, "Laptop lost", ("names", "attendance"), 60)
    assert (breach.disclosure_number, breach.closed_at, breach.version) == (None, None, 1)
    (line,) = log_of(lasting, breach)
    assert (line["act"], sorted(line["fields"])) == ("breach.record", ["aware_at", "categories", "persons", "what"])
    assert a_breach(lasting).handling == Handling(AWARE, "List sent to a wrong address")


def test_a_breach_needs_words_and_a_moment_that_was(lasting: Store) -> None:
    before = numbers(lasting)
    for field, facts in (
        ("what", {"what": " "}),
        ("what", {"what": "\x00"}),
        ("aware_at", {"aware_at": make.NOW + timedelta(minutes=1)}),
        ("categories", {"categories": ("shoe_size",)}),
        ("persons", {"persons": -3}),
    ):
        with pytest.raises(BadInput) as caught:
            a_breach(lasting, **facts)
        assert caught.value.field == field
    with pytest.raises(ValueError, match="zone"):
        a_breach(lasting, aware_at=datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - what it is about
    assert numbers(lasting) == before


def test_who_may_not_neither_records_nor_changes_nor_looks(lasting: Store) -> None:
    breach = a_breach(lasting)
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            a_breach(lasting, actor)
    for actor in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            change_breach(lasting, actor, breach.seen, replace(breach.handling, risk="high"))
        with pytest.raises(NotAllowed):
            close_breach(lasting, actor, breach.seen)
        with pytest.raises(NotAllowed):
            reopen_breach(lasting, actor, breach.seen, "mistake")
    for actor in (make.COORDINATOR, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed), lasting.read(actor, Act.BREACH_VIEW):
            pass
    assert found(lasting, breach.number) == breach


def test_the_officer_keeps_what_was_done_and_the_log_names_the_fields_only(lasting: Store) -> None:
    breach = a_breach(lasting, **DEALT_WITH)
    assert breach.handling == Handling(AWARE, "List sent to a wrong address", **DEALT_WITH)
    assert breach.version == 2
    line = log_of(lasting, breach)[-1]
    assert sorted(line["fields"]) == sorted(DEALT_WITH)
    assert "Testpersoon" not in str(line)
    with lasting.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert not reader.values("select body from reasons")


def test_what_stands_there_already_changes_nothing_so_a_double_click_saves_once(lasting: Store) -> None:
    breach = a_breach(lasting)
    wanted = replace(breach.handling, risk="risk", measures=" Deleted ", aware_at=AWARE.astimezone(UTC))
    for _time in range(2):
        change_breach(lasting, make.OFFICER, breach.seen, wanted)
    assert found(lasting, breach.number).version == 2
    assert len(log_of(lasting, breach)) == 2


def test_nobody_overwrites_what_somebody_else_did_meanwhile(lasting: Store) -> None:
    breach = a_breach(lasting)
    change_breach(lasting, make.DEPUTY, breach.seen, replace(breach.handling, risk="high"))
    for wish in (replace(breach.handling, risk="unlikely"), replace(breach.handling, measures="x")):
        with pytest.raises(ChangedMeanwhile):
            change_breach(lasting, make.OFFICER, breach.seen, wish)
    with pytest.raises(ChangedMeanwhile):
        close_breach(lasting, make.OFFICER, breach.seen)
    with pytest.raises(NotFound):
        close_breach(lasting, make.OFFICER, Seen(5, 1))
    assert found(lasting, breach.number).handling == replace(breach.handling, risk="high")


def test_what_cannot_be_true_is_refused_by_its_field_and_nothing_is_kept(lasting: Store) -> None:
    breach = a_breach(lasting)
    for field, facts in (
        ("told_authority_at", {"told_authority_at": AWARE - HOUR}),
        ("told_authority_at", {"told_authority_at": make.NOW + HOUR}),
        ("delay_reason", {"told_authority_at": AWARE + 73 * HOUR, "delay_reason": "  "}),
        ("why_not_told", {"why_not_told": "nobody noticed", "risk": "risk"}),
        ("risk", {"risk": "laag"}),
        ("measures", {"measures": "\x01"}),
    ):
        with pytest.raises(BadInput) as caught:
            change_breach(lasting, make.OFFICER, breach.seen, replace(breach.handling, **facts))
        assert caught.value.field == field
    assert found(lasting, breach.number) == breach


def test_moving_the_moment_of_learning_asks_for_the_reason_of_a_report_that_is_late_by_it(lasting: Store) -> None:
    breach = a_breach(lasting, risk="risk", told_authority_at=AWARE + 70 * HOUR)
    earlier = replace(breach.handling, aware_at=AWARE - 5 * HOUR)
    with pytest.raises(BadInput) as caught:
        change_breach(lasting, make.OFFICER, breach.seen, earlier)
    assert caught.value.field == "delay_reason"
    change_breach(lasting, make.OFFICER, breach.seen, replace(earlier, delay_reason="Seen on Monday"))
    assert breach.number in numbers(lasting, state="told_late")


def test_a_report_that_was_not_made_is_taken_back_while_the_breach_is_open(lasting: Store) -> None:
    breach = a_breach(lasting, **DEALT_WITH)
    change_breach(lasting, make.OFFICER, breach.seen, replace(breach.handling, told_authority_at=None))
    now = found(lasting, breach.number)
    assert now.handling.told_authority_at is None
    change_breach(lasting, make.OFFICER, now.seen, breach.handling)
    close_breach(lasting, make.OFFICER, found(lasting, breach.number).seen)
    closed = found(lasting, breach.number)
    with pytest.raises(BadInput, match="closed"):
        change_breach(lasting, make.OFFICER, closed.seen, replace(closed.handling, told_authority_at=None))


def test_a_breach_is_closed_once_all_is_done_and_opened_again_with_a_reason(lasting: Store) -> None:
    breach = a_breach(lasting, **DEALT_WITH | {"told_persons_at": None, "measures": None})
    with pytest.raises(BadInput, match="cannot be closed yet") as caught:
        close_breach(lasting, make.OFFICER, breach.seen)
    assert "Tell the persons" in str(caught.value)
    assert "Write down what followed" in str(caught.value)
    change_breach(lasting, make.OFFICER, breach.seen, Handling(AWARE, "x", **DEALT_WITH))
    seen = found(lasting, breach.number).seen
    for _time in range(2):
        close_breach(lasting, make.OFFICER, seen)
    closed = found(lasting, breach.number)
    assert (closed.closed_at, closed.version) == (make.NOW, 4)
    with pytest.raises(BadInput) as caught:
        reopen_breach(lasting, make.OFFICER, closed.seen, "Testpersoon called")
    assert caught.value.field == "reason"
    with pytest.raises(ChangedMeanwhile):
        reopen_breach(lasting, make.OFFICER, seen, "new_facts")
    for _time in range(2):
        reopen_breach(lasting, make.OFFICER, closed.seen, "new_facts")
    assert found(lasting, breach.number).closed_at is None
    assert [line["reason_code"] for line in log_of(lasting, breach)] == [None, None, None, "closed", "new_facts"]


def test_no_number_of_the_register_is_anothers_and_an_unknown_one_is_told(store: Store) -> None:
    assert [a_breach(store).number for _ in range(2)] == ["D2026-0001", "D2026-0002"]
    with pytest.raises(NotFound):
        found(store, "D2026-0404")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """Breaches of every kind: of each risk, told in time, late or not, some closed."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("full") / "desk.duckdb", new_store_file):
        for hours in (1, 40, 71, 72, 73, 9_000):
            aware = make.NOW - hours * HOUR
            for risk in (None, *Risk):
                a_breach(store, aware_at=aware, risk=risk, persons=hours)
                told = a_breach(store, aware_at=aware, risk=risk, told_authority_at=make.NOW, delay_reason="seen late",
                    consequences="c", measures="m", why_persons_not_told="encrypted")  # fmt: skip
                if risk is not None and hours > 40:
                    close_breach(store, make.OFFICER, told.seen)
        a_breach(store, aware_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC), what="New Year in Nijmegen, 2026")
        yield store


def everything(store: Store, size: int = 7, **which: Any) -> list[Row]:
    found_rows, position = [], Position()
    with store.read(make.OFFICER, Act.BREACH_VIEW) as reader:
        while True:
            page = listed(reader, Filter(**which), make.NOW, position, size)
            found_rows += page.rows
            if page.after is None:
                return found_rows
            position = Position(after=page.after)


def test_the_list_says_of_each_what_the_rule_says(full: Store) -> None:
    with full.read(make.OFFICER, Act.BREACH_VIEW) as reader:
        for row in everything(full):
            assert row.reporting == reporting(breach_by_id(reader, row.id).handling, make.NOW), row.number
    assert {row.reporting for row in everything(full)} == set(REPORTING_LABELS)


def test_every_order_sorts_as_it_says_and_pages_without_gap(full: Store) -> None:
    def urgency(row: Row) -> tuple[int, float]:
        if row.closed_at is None and row.reporting in ("due", "overdue"):
            return 0, hours_left(row.aware_at, make.NOW)
        return (1 if row.closed_at is None else 2), -row.aware_at.timestamp()

    keys: dict[str, Any] = {
        "urgent": urgency, "newest": lambda row: -row.aware_at.timestamp(), "number": lambda row: row.number,
    }  # fmt: skip
    assert keys.keys() == ORDERS.keys()
    for order, key in keys.items():
        rows_found = everything(full, order=order)
        assert len({row.number for row in rows_found}) == len(rows_found) == 49
        assert all(one <= other for one, other in pairwise(map(key, rows_found))), order


def test_the_filters_leave_what_they_say_and_the_figures_count_it(full: Store) -> None:
    everyone = everything(full)
    wanted: dict[str, Any] = {
        "open": lambda row: row.closed_at is None,
        "closed": lambda row: row.closed_at is not None,
        "to_report": lambda row: row.closed_at is None and row.reporting in ("due", "overdue"),
        "overdue": lambda row: row.closed_at is None and row.reporting == "overdue",
        "told_late": lambda row: row.reporting == "late",
        "missed": lambda row: row.risk != "unlikely" and row.reporting in ("late", "overdue"),
        "not_needed": lambda row: row.reporting == "not_needed",
    }
    assert wanted.keys() == STATES.keys()
    counted = {}
    for state, fits in wanted.items():
        counted[state] = [row.number for row in everyone if fits(row)]
        assert sorted(numbers(full, state=state)) == sorted(counted[state]), state
    with full.read(make.MANAGER, Act.BREACH_VIEW) as reader:
        figures = totals(reader, Filter(), make.NOW)
        assert years(reader) == [2026, 2025]
        assert [totals(reader, Filter(year=year), make.NOW).total for year in (2025, 2024)] == [8, 0]
    assert {name: getattr(figures, name) for name in ("open", "to_report", "told_late", "not_needed")} == {
        name: len(counted[name]) for name in ("open", "to_report", "told_late", "not_needed")
    }
    assert figures.total == len(everyone)
    assert figures.overdue == sum(row.closed_at is None and row.reporting == "overdue" for row in everyone)
    assert set(numbers(full, risk="high")) == {row.number for row in everyone if row.risk == "high"}
    (new_year,) = [row.number for row in everyone if row.what.startswith("New Year")]
    assert new_year in numbers(full, year=2026), "by the clock of the Netherlands"
    assert new_year not in numbers(full, year=2025)
    assert numbers(full, search=f" {new_year.lower()} ") == [new_year]
    assert numbers(full, search="New Year") == []


def test_the_register_is_exported_as_the_list_shows_it_texts_only_when_asked_for(full: Store) -> None:
    which = Filter(state="told_late", order="newest")
    listing = disclosure_lists.breaches(which, make.NOW)
    assert listing.filters == ("state",)
    usual = rows(taken(full, export_of(listing, actor=make.MANAGER), make.MANAGER))
    assert [row["Nummer"] for row in usual] == numbers(full, state="told_late", order="newest")
    assert usual[0]["Ontdekt op"] == "2026-11-20 09:00:00"
    assert usual[0]["Melding"] == "te laat gemeld"
    assert not any("late" in str(row.values()) for row in usual)
    one = disclosure_lists.breaches(Filter(search="D2026-0049"), make.NOW)
    (asked,) = rows(taken(full, export_of(one, "what", actor=make.OFFICER), make.OFFICER))
    assert asked["Wat er is gebeurd"].startswith("New Year")
    with pytest.raises(NotAllowed):
        taken(full, export_of(listing), make.COORDINATOR)
    assert {field.name for field in fields(Handling)} <= {column.code for column in listing.columns}
