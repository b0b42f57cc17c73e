"""Received data: within a month every person in them knows where they came from, or it is recorded why not."""

from datetime import date, timedelta

import pytest

from data_layer.disclosure_course import annul, exempt_source, tell_source
from data_layer.disclosure_persons import clients_of
from data_layer.disclosure_totals import untold_counts
from data_layer.disclosures import Filter
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.exporting import disclosure_lists
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.store import Store
from tests import make
from tests.data.test_disclosures import entries, log_of, recorded, the_entry
from tests.data.test_export import export_of, rows, taken
from tests.data.test_merging import merged, the_pair, two


def received(store: Store, on: date = make.TODAY, *numbers: str) -> int:
    made = recorded(store, direction="in", happened_on=on, client_numbers=list(numbers or ("1001",)))
    return int(the_entry(store, made.number).row.id)


def counts(store: Store) -> tuple[int, int]:
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        found = untold_counts(reader)
    return found.open, found.late


def told(store: Store, entry_id: int) -> dict[str, date | None]:
    page = clients_of(store, make.COORDINATOR, entry_id, Position())
    return {person.number: person.told_source_on for person in page.rows}


def test_the_list_begins_with_the_first_last_day_and_says_how_many_are_too_late(store: Store) -> None:
    for number in ("1001", "1002"):
        make.a_client(store, number)
    received(store, date(2026, 11, 1))
    received(store, date(2026, 10, 22), "1001", "1002")  # until 22 November: yesterday
    received(store, date(2026, 1, 31))  # until 28 February
    on_the_day = received(store, date(2026, 10, 23))
    recorded(store)
    exempt, gone = received(store), received(store, date(2026, 2, 1))
    exempt_source(store, make.COORDINATOR, exempt, 1, why="by_law")
    annul(store, make.OFFICER, gone, 1, why="never came")
    found = entries(store, is_source_untold=True, order="tell_by")
    last_days = [date(2026, 2, 28), date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 1)]
    assert [row.tell_by for row in found] == last_days
    assert counts(store) == (4, 2)
    exported = rows(
        taken(store, export_of(disclosure_lists.register(Filter(is_source_untold=True, order="tell_by")), "tell_by"))
    )
    assert [row["Bron melden t/m"] for row in exported] == [day.isoformat() for day in last_days]
    tell_source(store, make.COORDINATOR, on_the_day, 1, told_on=make.TODAY)
    assert counts(store) == (3, 2)


def test_some_of_the_persons_can_be_told_before_the_others(store: Store) -> None:
    for number in ("1001", "1002", "1003"):
        make.a_client(store, number)
    entry_id = received(store, date(2026, 11, 2), "1001", "1002")
    tell_source(store, make.COORDINATOR, entry_id, 1, told_on=date(2026, 11, 3), client_numbers=["1002"])
    assert told(store, entry_id) == {"1001": None, "1002": date(2026, 11, 3)}
    assert counts(store)[0] == 1
    for wrong, why in (
        (["1002"], "already"),
        (["1003", "1001"], "not in this entry"),
        (["9999"], "not known"),
        ([], "at least one"),
    ):
        with pytest.raises(BadInput, match=why) as caught:
            tell_source(store, make.COORDINATOR, entry_id, 2, told_on=make.TODAY, client_numbers=wrong)
        assert caught.value.field == "client_numbers"
    with pytest.raises(ChangedMeanwhile):
        tell_source(store, make.OFFICER, entry_id, 1, told_on=make.TODAY)
    with pytest.raises(NotAllowed):
        tell_source(store, make.MANAGER, entry_id, 2, told_on=make.TODAY)
    assert told(store, entry_id)["1001"] is None
    tell_source(store, make.COORDINATOR, entry_id, 2, told_on=make.TODAY)
    assert told(store, entry_id) == {"1001": make.TODAY, "1002": date(2026, 11, 3)}
    assert counts(store)[0] == 0


def test_why_the_source_need_not_be_told_is_recorded_and_can_be_taken_back(store: Store) -> None:
    make.a_client(store)
    entry_id = received(store)
    with pytest.raises(NotAllowed):
        exempt_source(store, make.MANAGER, entry_id, 1, why="has_it")
    with pytest.raises(BadInput, match="nothing was saved") as caught:
        exempt_source(store, make.COORDINATOR, entry_id, 1, why="")
    assert caught.value.field == "why"
    exempt_source(store, make.COORDINATOR, entry_id, 1, why="has_it")
    (row,) = entries(store)
    assert (row.source_exempt, row.tell_by) == ("has_it", None)
    assert log_of(store, Act.DISCLOSURE_RECORD)[-1]["fields"] == ["source_exempt"]
    with pytest.raises(ChangedMeanwhile):
        exempt_source(store, make.OFFICER, entry_id, 1, why="impossible")
    exempt_source(store, make.OFFICER, entry_id, 2, why=None)
    assert entries(store)[0].tell_by == make.TODAY + timedelta(30)
    out = the_entry(store, recorded(store).number).row
    with pytest.raises(ChangedMeanwhile):
        exempt_source(store, make.COORDINATOR, out.id, 1, why="has_it")


def test_two_clients_who_turn_out_to_be_one_are_told_once(store: Store) -> None:
    two(store)
    entry_id = received(store, make.TODAY, "1001", "1002")
    merged(store, the_pair(store))
    assert told(store, entry_id) == {"1001": None}
    tell_source(store, make.COORDINATOR, entry_id, 1, told_on=make.TODAY, client_numbers=["1002"])
    assert told(store, entry_id) == {"1001": make.TODAY}
    assert counts(store) == (0, 0)
