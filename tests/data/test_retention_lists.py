"""Retention across all clients: lists and figures that read stored columns."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import pytest

from data_layer import due, retention_cases
from data_layer.categories import CATEGORY
from data_layer.due_categories import DUE_CATEGORIES, DUE_CATEGORY
from data_layer.errors import NotAllowed
from data_layer.paging import Position
from data_layer.retention import Coming, Extent, Totals, coming, due_later, due_now, totals
from data_layer.retention_cases import DueCase
from data_layer.retention_categories import PerCategory, per_category
from data_layer.retention_kept import endless
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from tests import make

T = TypeVar("T")
START = Position()


def read(store: Store, question: Callable[[Reader], T]) -> T:
    with store.read(make.COORDINATOR, Act.RETENTION_VIEW) as reader:
        return question(reader)


def test_due_are_those_with_anything_due_longest_overdue_first(store: Store) -> None:
    make.a_leaver(store, "1001", date(2015, 3, 1))
    make.a_leaver(store, "1002", date(2020, 3, 1))
    make.a_leaver(store, "1003", date(2026, 3, 1))
    page = read(store, lambda reader: due_now(reader, START))
    assert [(row.number, row.due_from) for row in page.rows] == [
        ("1001", date(2017, 3, 2)),
        ("1002", date(2022, 3, 2)),
    ]
    assert page.total == 2
    assert [c.code for c in page.rows[0].categories] == ["names", "gender", "agreements"]
    assert [c.code for c in page.rows[1].categories] == ["gender"]
    assert [row.whole for row in page.rows] == [True, False]
    assert page.rows[0].name == "Testpersoon, Amina"


@pytest.mark.parametrize(
    ("days", "is_due", "red"), [(-1, False, False), (0, True, False), (29, True, False), (30, True, True)]
)
def test_red_begins_thirty_days_after_the_day(store: Store, days: int, is_due: bool, red: bool) -> None:
    client_id = make.a_client(store, "1001", birth_date=None, birth_country=None, registered_on=make.TODAY)
    due_on = make.TODAY - timedelta(days)
    make.a_hold(store, client_id, since=date(2024, 1, 1), until=due_on - timedelta(1))
    make.an_agreement(store, client_id, date(2015, 1, 1))
    page = read(store, lambda reader: due_now(reader, START))
    assert [row.red for row in page.rows] == ([red] if is_due else [])
    found = read(store, totals)
    assert (found.due_now, found.red) == (int(is_due), int(red))


def test_one_category_can_be_asked_for(store: Store) -> None:
    make.a_leaver(store, "1001", date(2015, 3, 1))
    make.a_leaver(store, "1002", date(2020, 3, 1))
    names = read(store, lambda reader: due_now(reader, START, CATEGORY["names"]))
    assert [(row.number, row.due_from) for row in names.rows] == [("1001", date(2023, 1, 1))]
    gender = read(store, lambda reader: due_now(reader, START, CATEGORY["gender"]))
    assert [row.number for row in gender.rows] == ["1001", "1002"]
    assert read(store, lambda reader: due_now(reader, START, CATEGORY["email"])).total == 0


def test_those_of_whom_everything_and_those_of_whom_a_part_is_due_can_be_told_apart(store: Store) -> None:
    make.a_leaver(store, "1001", date(2015, 3, 1))
    make.a_leaver(store, "1002", date(2020, 3, 1))
    held_in_part = make.a_leaver(store, "1003", date(2015, 3, 1))
    make.a_hold(store, held_in_part, since=date(2024, 1, 1), categories=["names"])

    def numbers(extent: Extent | None, category: str | None = None) -> list[str]:
        chosen = DUE_CATEGORY[category] if category else None
        page = read(store, lambda reader: due_now(reader, START, chosen, "number", extent))
        assert page.total == len(page.rows)
        return [row.number for row in page.rows]

    assert (numbers("all"), numbers("some"), numbers(None)) == (["1001"], ["1002", "1003"], ["1001", "1002", "1003"])
    assert (numbers("all", "gender"), numbers("some", "gender")) == (["1001"], ["1002", "1003"])
    assert (numbers("some", "names"), numbers("all", "names")) == ([], ["1001"])


def test_requests_that_are_due_are_listed_longest_first_and_make_their_client_due(store: Store) -> None:
    client_id = make.a_client(store, "1001", birth_date=None, birth_country=None, gender=None)
    for number, right, of, finished_on in (
        ("V2020-0001", "access", client_id, date(2020, 5, 5)),
        ("V2025-0001", "erasure", None, date(2025, 11, 22)),
        ("V2025-0002", "erasure", None, date(2025, 11, 23)),
        ("V2019-0001", "portability", client_id, date(2019, 5, 5)),
    ):
        make.a_record(
            store, "requests", of or client_id, number=number, request_right=right, channel="email", state="finished",
            received_on=finished_on, registered_on=finished_on, safe_last_day=finished_on, legal_last_day=finished_on,
            strict_day=finished_on, answered_on=finished_on, finished_on=finished_on,
        )  # fmt: skip
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set client_id = null where request_right = 'erasure'")
        due.refresh(change)
    page = read(store, lambda reader: retention_cases.due_now(reader, START))
    assert page.rows == [
        DueCase("V2019-0001", "portability", date(2019, 5, 5), date(2024, 5, 6), "1001", red=True),
        DueCase("V2020-0001", "access", date(2020, 5, 5), date(2025, 5, 6), "1001", red=True),
        DueCase("V2025-0001", "erasure", date(2025, 11, 22), date(2026, 11, 23), None, red=False),
    ]
    (row,) = read(store, lambda reader: due_now(reader, START)).rows
    assert (row.number, row.due_from, [c.code for c in row.categories]) == ("1001", date(2024, 5, 6), ["request"])
    of_requests = read(store, lambda reader: due_now(reader, START, DUE_CATEGORY["request"]))
    assert of_requests.rows == [row]


def test_each_category_tells_of_how_many_clients_it_is_kept_due_held_and_coming(store: Store) -> None:
    make.a_leaver(store, "1001", date(2015, 3, 1))
    make.a_leaver(store, "1002", date(2025, 3, 1))
    make.a_leaver(store, "1003", date(2024, 11, 22))
    make.restrict(store, make.a_leaver(store, "1004", date(2015, 3, 1)), date(2026, 1, 1))
    make.a_request(store, client_id=make.a_leaver(store, "1005", date(2023, 3, 1)))
    rows = {row.category.code: row for row in read(store, per_category)}
    assert list(rows) == [category.code for category in DUE_CATEGORIES]
    assert rows["gender"] == PerCategory(
        DUE_CATEGORY["gender"], clients=5, due_now=2, red=1, held=2, coming=1, next_on=date(2027, 3, 2)
    )
    assert (rows["names"].due_now, rows["names"].next_on) == (1, date(2032, 1, 1))
    assert rows["request"] == PerCategory(DUE_CATEGORY["request"], clients=1, held=1)
    assert rows["email"] == PerCategory(DUE_CATEGORY["email"])


def test_the_list_goes_on_where_the_page_ended(store: Store) -> None:
    for n in range(27):
        make.a_leaver(store, f"{n:02}", date(2015, 3, 1) + timedelta(n // 3))
    first = read(store, lambda reader: due_now(reader, START))
    rest = read(store, lambda reader: due_now(reader, Position(after=first.after)))
    assert [row.number for row in (*first.rows, *rest.rows)] == [f"{n:02}" for n in range(27)]


def test_held_are_counted_once_each_and_are_not_due(store: Store) -> None:
    client_id = make.a_leaver(store, "1001", date(2015, 3, 1))
    make.a_hold(store, client_id, "tax_audit", since=date(2025, 5, 1))
    make.a_hold(store, client_id, since=date(2024, 5, 1))
    make.restrict(store, make.a_leaver(store, "1002", date(2015, 3, 1)), date(2026, 1, 1))
    assert read(store, lambda reader: due_now(reader, START)).total == 0
    assert read(store, totals).held == 2


def test_coming_counts_clients_per_month_and_per_year(store: Store) -> None:
    make.a_leaver(store, "1001", date(2025, 3, 1))
    make.a_leaver(store, "1002", date(2025, 3, 20))
    make.a_leaver(store, "1003", date(2025, 4, 2))
    make.a_leaver(store, "1004", date(2015, 4, 2))
    assert read(store, lambda reader: coming(reader, 2027)) == [
        Coming(date(2027, 3, 1), clients=2, whole=0),
        Coming(date(2027, 4, 1), clients=1, whole=0),
    ]
    assert read(store, coming) == [
        Coming(date(2027, 1, 1), clients=3, whole=0),
        Coming(date(2033, 1, 1), clients=3, whole=3),
    ]
    assert read(store, totals).coming == 3


def test_those_whom_the_figures_of_what_comes_count_are_listed_first_first(store: Store) -> None:
    make.a_leaver(store, "1001", date(2025, 4, 2))
    make.a_leaver(store, "1002", date(2025, 3, 20))
    make.a_leaver(store, "1003", date(2020, 3, 1))
    make.a_leaver(store, "1004", date(2015, 3, 1))
    in_2027 = read(store, lambda reader: due_later(reader, START, 2027))
    assert [(row.number, row.due_from, row.whole, row.red) for row in in_2027.rows] == [
        ("1002", date(2027, 3, 21), False, False),
        ("1001", date(2027, 4, 3), False, False),
    ]
    assert [c.code for c in in_2027.rows[0].categories] == ["gender"]
    everybody = read(store, lambda reader: due_later(reader, START))
    assert [row.number for row in everybody.rows] == ["1002", "1001", "1003"], "due already, and more to come"
    assert all(row.whole for row in everybody.rows)
    for year in (2027, 2028, 2033):
        counted = sum(row.clients for row in read(store, lambda reader, y=year: coming(reader, y)))  # type: ignore[misc]  # a default
        assert read(store, lambda reader, y=year: due_later(reader, START, y)).total == counted  # type: ignore[misc]  # a default


def test_what_fell_due_earlier_this_year_does_not_come(store: Store) -> None:
    make.a_leaver(store, "1001", date(2024, 3, 1))
    make.a_leaver(store, "1002", make.TODAY.replace(year=2024))
    assert [row.number for row in read(store, lambda reader: due_later(reader, START, 2026)).rows] == ["1002"]


def test_what_falls_due_today_is_not_coming_any_more(store: Store) -> None:
    make.a_leaver(store, "1001", make.TODAY.replace(year=2024) - timedelta(1))
    make.a_leaver(store, "1002", make.TODAY.replace(year=2024))
    assert read(store, totals) == Totals(due_now=1, red=0, held=0, coming=1, endless=0)
    assert [(row.starts_on, row.clients) for row in read(store, lambda reader: coming(reader, 2026))] == [
        (date(2026, 11, 1), 1)
    ]


def test_agreements_that_never_ended_are_listed_after_five_years(store: Store) -> None:
    old = make.a_client(store, "1001", registered_on=date(2012, 1, 1))
    make.an_agreement(store, old, None, started_on=date(2021, 11, 22), number="T-1")
    make.an_agreement(store, old, None, started_on=date(2021, 11, 23), number="T-2")
    make.an_agreement(store, old, date(2020, 1, 1), started_on=date(2019, 1, 1), number="T-3")
    unknown = make.a_client(store, "1002", registered_on=date(2010, 1, 1))
    make.a_record(store, "agreements", unknown)
    page = read(store, lambda reader: endless(reader, START))
    assert [(row.client_number, row.agreement, row.started_on) for row in page.rows] == [
        ("1002", None, date(2010, 1, 1)),
        ("1001", "T-1", date(2021, 11, 22)),
    ]
    assert page.rows[0].name == "Testpersoon, Amina"
    assert read(store, totals).endless == page.total == 2


def test_an_empty_store_has_figures_of_nothing(store: Store) -> None:
    assert read(store, totals) == Totals(0, 0, 0, 0, 0)
    assert read(store, coming) == []
    assert read(store, lambda reader: due_now(reader, START)).total == 0
    assert read(store, lambda reader: endless(reader, START)).total == 0


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_retention_of_persons_is_for_those_who_handle_files(store: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed), store.read(actor, Act.RETENTION_VIEW):
        pass
