"""Where one client's data went: every recipient that got them, what and when, and nobody who did not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data_layer.disclosure_course import annul
from data_layer.disclosure_trail import recipients_who_got, trail_of
from data_layer.rules.access import Act
from data_layer.store import Store
from tests import make
from tests.data.test_disclosures import MUNICIPALITY, TO_ICE, TO_PANTEIA, a_recipient, prepared, recorded, the_entry

ids: dict[str, int] = {}


def fill(store: Store) -> None:
    for number in ("1001", "1002", "1003"):
        ids[number] = make.a_client(store, number)
    a_recipient(store, MUNICIPALITY, "NL", code="municipality", is_stranger=True, legal_name="Gemeente Voorbeeld")
    both = ["1001", "1002"]
    recorded(store, client_numbers=both, happened_on=date(2025, 1, 3))
    recorded(store, client_numbers=both, happened_on=date(2026, 11, 12), categories=["bsn", "attendance"])
    recorded(store, happened_on=date(2026, 11, 12))
    recorded(store, direction="in", categories=["test_results"], happened_on=date(2026, 6, 1))
    recorded(store, **{**TO_ICE, "recipient_id": MUNICIPALITY}, happened_on=date(2026, 2, 2))
    prepared(store, **TO_PANTEIA)
    annulled = the_entry(store, recorded(store, **TO_ICE).number).row
    annul(store, make.OFFICER, annulled.id, 1, why="never left")
    recorded(store, **TO_PANTEIA, client_numbers=["1002"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("trail")
    file = make.a_filled_file(folder, new_store_file, fill)
    yield from make.a_lasting_store(folder / "lasting.duckdb", file)


def test_the_trail_has_every_recipient_with_what_it_got_how_often_and_from_when_to_when(filled: Store) -> None:
    with filled.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        found = trail_of(reader, ids["1001"])
        assert trail_of(reader, ids["1003"]) == []
    assert [(s.direction, s.recipient_code, s.entries, s.first_on, s.last_on) for s in found] == [
        ("out", "duo", 3, date(2025, 1, 3), date(2026, 11, 12)),
        ("out", "panteia", 1, make.TODAY, make.TODAY),  # made: it may have left
        ("out", "municipality", 1, date(2026, 2, 2), date(2026, 2, 2)),
        ("in", "duo", 1, date(2026, 6, 1), date(2026, 6, 1)),
    ]
    duo, _panteia, municipality, _received = found
    assert duo.categories == ("names", "bsn", "attendance")
    assert duo.days == (date(2025, 1, 3), date(2026, 11, 12))
    assert municipality.legal_name == "Gemeente Voorbeeld"


def test_a_notice_goes_to_those_only_who_really_got_one_of_the_categories(filled: Store) -> None:
    with filled.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        for number, categories, expected in (
            ("1001", ["attendance"], [("duo", ("attendance",), (date(2026, 11, 12),))]),
            ("1001", ["test_results"], []),  # came in, did not go out
            ("1001", [], []),
            (
                "1001",
                {"names", "phone"},
                [
                    ("duo", ("names",), (date(2025, 1, 3), date(2026, 11, 12))),
                    ("panteia", ("names",), (make.TODAY,)),
                    ("municipality", ("names",), (date(2026, 2, 2),)),
                ],
            ),
            (
                "1002",
                ["names"],
                [("duo", ("names",), (date(2025, 1, 3),)), ("panteia", ("names",), (date(2026, 11, 20),))],
            ),
        ):
            found = recipients_who_got(reader, ids[number], categories)
            assert [(s.recipient_code, s.categories, s.days) for s in found] == expected
