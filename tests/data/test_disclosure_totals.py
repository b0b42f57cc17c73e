"""What the register adds up to per month: out and in apart, and the list, the months and the export say the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data_layer.disclosure_course import annul
from data_layer.disclosure_totals import MOST_MONTHS, MonthTotal, month_totals, the_months, totals
from data_layer.disclosures import STRANGERS, Filter, listed
from data_layer.exporting import disclosure_lists
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.rules.months import last_of
from data_layer.store import Store
from data_layer.strangers import Stranger
from tests import make
from tests.data.test_disclosures import MUNICIPALITY, TO_ICE, TO_LIBRARY, TO_PANTEIA, a_recipient, recorded, the_entry
from tests.data.test_export import export_of, rows, taken

AUGUST, OCTOBER, NOVEMBER = date(2026, 8, 1), date(2026, 10, 1), date(2026, 11, 1)
THIS_YEAR = Filter(since=date(2026, 1, 1), until=date(2026, 12, 31))


def fill(store: Store) -> None:
    for number in ("1001", "1002", "1003"):
        make.a_client(store, number)
    a_recipient(store, MUNICIPALITY, "NL", code="municipality")
    both = ["1001", "1002"]
    recorded(store, client_numbers=both, happened_on=date(2026, 11, 2))
    recorded(store, client_numbers=["1001"], happened_on=date(2026, 11, 20))
    recorded(store, client_numbers=both, happened_on=date(2026, 11, 20), direction="in")
    recorded(store, **{**TO_PANTEIA, "categories": ["names", "phone"]}, happened_on=date(2026, 10, 31))
    recorded(store, **TO_ICE, client_numbers=["1003"], happened_on=date(2026, 8, 31))
    recorded(store, **{**TO_LIBRARY, "recipient_id": MUNICIPALITY}, happened_on=date(2026, 11, 3))
    recorded(store, happened_on=date(2021, 5, 5))
    entry = the_entry(store, recorded(store, client_numbers=both, happened_on=date(2026, 11, 4)).number).row
    annul(store, make.OFFICER, entry.id, 1, why="never left")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("totals")
    file = make.a_filled_file(folder, new_store_file, fill)
    yield from make.a_lasting_store(folder / "lasting.duckdb", file)


def months_of(store: Store, which: Filter = THIS_YEAR) -> list[MonthTotal]:
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        return month_totals(reader, make.COORDINATOR, which)


def figures(store: Store, which: Filter = THIS_YEAR) -> dict[tuple[date, str, str], tuple[int, int]]:
    return {(t.month, t.direction, t.code): (t.entries, t.clients) for t in months_of(store, which) if t.entries}


def numbers(store: Store, which: Filter) -> list[str]:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return [row.number for row in listed(reader, make.COORDINATOR, which, Position()).rows]


def test_a_month_counts_entries_and_clients_per_recipient_out_and_in_apart_without_the_annulled(filled: Store) -> None:
    assert figures(filled) == {
        (AUGUST, "out", "bureau_ice"): (1, 1),
        (OCTOBER, "out", "panteia"): (1, 1),
        (NOVEMBER, "out", "duo"): (2, 3),
        (NOVEMBER, "in", "duo"): (1, 2),
        (NOVEMBER, "out", "municipality"): (1, 1),
    }


def test_every_month_up_to_today_has_every_recipient_of_the_statement_and_who_else_got_something(filled: Store) -> None:
    found = months_of(filled)
    assert [t.month.month for t in found if (t.direction, t.code) == ("in", "duo")] == list(range(1, 12))
    statement = ["duo", "bureau_ice", "panteia", "library"]
    assert [t.code for t in found if (t.month, t.direction) == (NOVEMBER, "out")] == [*statement, "municipality"]
    assert [t.code for t in found if (t.month, t.direction) == (NOVEMBER, "in")] == statement
    of_one = months_of(filled, Filter(recipient="panteia", direction="out", since=OCTOBER, until=last_of(NOVEMBER)))
    assert [(t.code, t.entries) for t in of_one] == [("panteia", 1), ("panteia", 0)]


def test_the_list_behind_a_figure_has_as_many_rows(filled: Store) -> None:
    for (month, direction, code), (entries, _clients) in figures(filled).items():
        behind = Filter(recipient=code, direction=direction, since=month, until=last_of(month), counting=True)
        assert len(numbers(filled, behind)) == entries


def test_ground_purpose_category_and_a_free_period_narrow_list_months_and_export_alike(filled: Store) -> None:
    for which, behind in (
        (Filter(ground="legitimate_interest"), ["VS2026-0004"]),
        (Filter(ground="consent", purpose=5), ["VS2026-0006"]),
        (Filter(category="phone"), ["VS2026-0004"]),
        (Filter(since=date(2026, 10, 31), until=date(2026, 11, 2)), ["VS2026-0001", "VS2026-0004"]),
        (Filter(ground="contract", since=NOVEMBER), []),
        (Filter(since=NOVEMBER, until=OCTOBER), []),
    ):
        assert numbers(filled, which) == behind
        assert sum(total.entries for total in months_of(filled, which)) == len(behind)
        exported = rows(taken(filled, export_of(disclosure_lists.register(which))))
        assert [row["Nummer"] for row in exported] == behind


def test_a_long_period_shows_its_newest_months_and_exports_all(filled: Store) -> None:
    found = months_of(filled, Filter())
    assert len({total.month for total in found}) == MOST_MONTHS
    assert found[-1].month == NOVEMBER
    with filled.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        assert len(the_months(reader, Filter())) == 5 * 12 + 7
    exported = rows(taken(filled, export_of(disclosure_lists.month_totals(Filter()))))
    assert [(row["Maand"], row["Richting"], row["Verstrekkingen"], row["Cliënten"]) for row in exported] == [
        ("2021-05-01", "verstrekt", "1", "1"),
        ("2026-08-01", "verstrekt", "1", "1"),
        ("2026-10-01", "verstrekt", "1", "1"),
        ("2026-11-01", "ontvangen van", "1", "2"),
        ("2026-11-01", "verstrekt", "2", "3"),
        ("2026-11-01", "verstrekt", "1", "1"),
    ]


def test_an_empty_register_adds_up_to_no_month(store: Store) -> None:
    assert months_of(store, Filter()) == []
    assert {total.entries for total in months_of(store, Filter(since=make.TODAY - timedelta(40)))} == {0}


def test_strangers_have_one_figure_together(store: Store) -> None:
    make.a_client(store)
    for name in ("Een drukker", "Een reisbureau"):
        recorded(store, recipient_id=None, stranger=Stranger(name, "NL"), categories=["names"])
    strangers = Filter(recipient=STRANGERS)
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        *_others, last = totals(reader, make.MANAGER, Filter())
        assert (last.code, last.name, last.entries, last.flagged) == (STRANGERS, "", 2, 2)
        assert listed(reader, make.MANAGER, strangers, Position()).total == 2
        (november,) = [row for row in month_totals(reader, make.MANAGER, strangers) if row.entries]
    assert (november.month, november.code, november.entries, november.clients) == (NOVEMBER, STRANGERS, 2, 2)
