"""The places outside the desk: each searched by somebody on a day, also when nothing was found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.carrying_out import places
from data_layer.carrying_out.places import PLACE_LABELS, Place
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests.document_files import Upload
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.transactions import Seen as SeenRow
from data_layer.verifying import findings
from data_layer.vocabulary import Right
from tests import make
from tests.data.test_register_request import case_of
from tests.data.test_request_documents import PDF, listed
from tests.data.test_request_events import answer

RECEIVED = date(2026, 11, 2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("places") / "desk.duckdb", new_store_file)


@pytest.fixture
def number(store: Store) -> str:
    """A request for access."""
    return make.a_request(store, RECEIVED)


def search(store: Store, number: str, place: str = "mailbox", **facts: Any) -> int:
    event_id = int(facts.pop("event_id", None) or new_id())
    actor = facts.pop("actor", make.COORDINATOR)
    usual: dict[str, Any] = {"searched_on": make.TODAY, "found": "Drie berichten over het rooster."}
    seen = facts.pop("seen", None) or make.seen(store, number)
    places.record_search(store, actor, seen, event_id=event_id, place=place, **usual | facts)
    return event_id


def correct(store: Store, number: str, row: SeenRow, **facts: Any) -> None:
    usual: dict[str, Any] = {"event_id": new_id(), "searched_on": make.TODAY, "found": "Toch niets."}
    seen = facts.pop("seen", None) or make.seen(store, number)
    places.correct_search(store, facts.pop("actor", make.COORDINATOR), seen, row=row, **usual | facts)


def of_case(store: Store, number: str) -> dict[str, Place]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return {place.place: place for place in places.of_case(reader, case_of(store, number).id)}


def test_the_usual_places_are_open_until_they_are_searched_and_others_can_be_added(store: Store, number: str) -> None:
    assert list(of_case(store, number)) == list(PLACE_LABELS)
    assert not any(place.is_searched for place in of_case(store, number).values())
    event_id = search(store, number, found="  Niets gevonden. ")
    search(store, number, "Kast in  lokaal 3", file=Upload("kast.pdf", PDF))
    found = of_case(store, number)
    assert list(found) == [*PLACE_LABELS, "Kast in lokaal 3"]
    box = found["mailbox"]
    assert (box.row, box.searched_by, box.searched_on, box.found) == (
        SeenRow(event_id, 1), make.COORDINATOR.name, make.TODAY, "Niets gevonden.",
    )  # fmt: skip
    (document,) = listed(store, number)
    assert (found["Kast in lokaal 3"].document_id, document.kind) == (document.id, "found_elsewhere")
    assert case_of(store, number).state == "in_progress"
    assert findings(store, make.OFFICER) == []


def test_a_place_is_said_anew_and_its_file_replaced(store: Store, number: str) -> None:
    event_id = search(store, number, file=Upload("eerst.pdf", PDF))
    row = SeenRow(event_id, 1)
    again = make.seen(store, number)
    correct(store, number, row, file=Upload("beter.pdf", PDF + b"x"))
    box = of_case(store, number)["mailbox"]
    assert (box.row, box.found, box.file_name) == (SeenRow(event_id, 2), "Toch niets.", "beter.pdf")
    assert [document.file_name for document in listed(store, number)] == ["beter.pdf"]
    with pytest.raises(ChangedMeanwhile):
        correct(store, number, row, seen=again)
    with pytest.raises(ChangedMeanwhile):
        correct(store, number, row)
    with pytest.raises(BadInput, match="not one of this request"):
        correct(store, make.a_request(store, RECEIVED), row)


def test_what_cannot_be_is_refused_by_field(store: Store, number: str) -> None:
    search(store, number)
    refused: list[tuple[str, dict[str, Any]]] = [
        ("place", {"place": " "}),
        ("place", {"place": "MAILBOX"}),
        ("place", {"place": "x" * 81}),
        ("found", {"found": " \n"}),
        ("searched_on", {"searched_on": date(2026, 11, 1)}),
        ("searched_on", {"searched_on": date(2026, 11, 24)}),
        ("file", {"file": Upload("x.exe", b"MZ")}),
    ]
    for field, facts in refused:
        with pytest.raises(BadInput, match="othing was saved") as error:
            search(store, number, **{"place": "paper", **facts})
        assert error.value.field == field
    with pytest.raises(BadInput, match="not a request for access"):
        search(store, make.a_request(store, RECEIVED, right=Right.PORTABILITY))
    assert not of_case(store, number)["paper"].is_searched


def test_a_second_click_a_stale_screen_and_another_role_change_nothing(store: Store, number: str) -> None:
    stale = make.seen(store, number)
    event_id = search(store, number)
    search(store, number, event_id=event_id, seen=stale)
    with pytest.raises(ChangedMeanwhile):
        search(store, number, "paper", seen=stale)
    with pytest.raises(NotAllowed):
        search(store, number, "paper", actor=make.MANAGER)
    assert [place.place for place in of_case(store, number).values() if place.is_searched] == ["mailbox"]


def test_nothing_is_added_to_a_finished_case(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    answer(store, number, make.TODAY)
    make.finished(store, number)
    with pytest.raises(BadInput, match="finished"):
        search(store, number)
