"""The bench measures every screen, on stores that are as full as it says. Times are for `make bench` alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from pages.shared.navigation import SCREENS
from tests.bench import printing, scenarios, stores
from tests.bench.measuring import Measured, measured, the_desk

CLIENTS = 200  # with fewer, the demo's own cases are more than three in ten


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.file_of(tmp_path_factory.mktemp("bench"), CLIENTS)


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with the_desk(file) as opened:
        yield opened


@pytest.fixture
def found(store: Store) -> list[Measured]:
    return list(measured(store, repeats=1))


def test_every_client_is_in_ten_disclosures_and_three_in_ten_have_a_request(store: Store) -> None:
    cursor = store._file._connection.cursor()
    cursor.execute("use store")
    each = "select count(disclosure_id) from clients left join disclosure_clients on client_id = id group by id"
    assert cursor.execute(each).fetchall() == [(10,)] * CLIENTS
    (with_request,) = cursor.execute("select count(distinct client_id) from requests").fetchall()
    assert with_request == (CLIENTS * 3 // 10,)


def test_what_is_added_to_the_demo_is_as_the_rules_of_the_desk_say(store: Store) -> None:
    assert findings(store, THE_DESK) == []


def test_a_store_that_was_made_is_used_again_and_a_half_made_one_is_not(file: Path, tmp_path: Path) -> None:
    before = file.stat()
    assert stores.file_of(file.parents[1], CLIENTS) == file
    assert file.stat() == before
    (tmp_path / "60.half").mkdir()
    (tmp_path / "60.half" / "desk.duckdb").write_bytes(b"broken off")
    with the_desk(stores.file_of(tmp_path, 60)) as made:
        assert stores.rows_per_table(made)["clients"] == 60


def test_a_screen_without_a_scenario_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {scenario.screen for scenario in scenarios.complete()} == set(SCREENS)
    left = tuple(s for s in scenarios.SCENARIOS if s.screen.address != "importeren")
    monkeypatch.setattr(scenarios, "SCENARIOS", left)
    with pytest.raises(LookupError, match="importeren"):
        scenarios.complete()


def test_every_scenario_asks_the_store_and_shows_what_it_is_about(found: list[Measured]) -> None:
    assert [one.scenario for one in found] == list(scenarios.SCENARIOS)
    for one in found:
        assert one.statements, one.scenario.title
        assert all(statement.is_timed for statement in one.statements), one.scenario.title
        assert 0 < one.data.median <= one.rerun.median, one.scenario.title
        assert one.rows_shown > 0 or not one.scenario.shows_rows, one.scenario.title
    table = [printing.line(one) for one in found]
    assert all(one.scenario.title in line for one, line in zip(found, table, strict=True))


def test_a_failing_screen_ends_the_bench(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("data_layer.client_totals.totals", broken)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(measured(store, repeats=1))
