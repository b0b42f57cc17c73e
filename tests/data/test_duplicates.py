"""Clients that may be one person are pointed out; brothers, and those who were told apart, are not."""

from datetime import date
from typing import Any

import pytest

from data_layer.duplicates import LookAlike, all_look_alikes, look_alikes, look_alikes_of, tell_apart
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.verifying import findings
from tests import make

Name = tuple[str | None, str | None, str | None, str | None]  # as in the store: first names, prefix, surname, call name
BORN = date(1990, 5, 17)


def facts(name: Name) -> dict[str, Any]:
    return dict(zip(("first_names", "prefix", "surname", "call_name"), name, strict=True))


def numbers_like(store: Store, client_id: int) -> list[str]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return [found.number for found in look_alikes(reader, client_id)]


def like(store: Store, name: Name, birth_date: date | None = BORN, but: int = 0) -> list[LookAlike]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return look_alikes_of(reader, birth_date, facts(name), but)


def every(store: Store, position: Position = Position(), size: int = 25) -> list[tuple[str, str]]:  # noqa: B008 - frozen
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        page = all_look_alikes(reader, position, size)
    return [(pair.one.number, pair.other.number) for pair in page.rows]


def found(store: Store, one: Name, other: Name) -> tuple[bool, ...]:
    """Whether the three questions find two clients with these names, asked from both sides."""
    with make.at_once(store):
        ids = [make.a_client(store, number, **facts(name)) for number, name in (("1001", one), ("1002", other))]
    return (
        numbers_like(store, ids[0]) == ["1002"],
        numbers_like(store, ids[1]) == ["1001"],
        "1001" in [alike.number for alike in like(store, other)],
        "1002" in [alike.number for alike in like(store, one)],
        every(store) == [("1001", "1002")],
    )


ALIKE: dict[str, tuple[Name, Name]] = {
    "another spelling": (("Mohamed", None, "Amrani", None), ("Mohammed", None, "Amrani", None)),
    "an initial": (("Fatima", "El", "Amrani", None), ("F.", None, "El-Amrani", None)),
    "first names and surname swapped": (("Amina", None, "Testpersoon", None), ("Testpersoon", None, "Amina", None)),
    "all in one field": (("Amina", "van den", "Berg", None), (None, None, "Berg, Amina van den", None)),
    "without the prefix": (("Amina", "van den", "Berg", None), ("Amina", None, "Berg", None)),
    "the prefix written to the surname": (("Amina", "el", "Amrani", None), ("Amina", None, "Elamrani", None)),
    "without accents": (("Ömer", None, "Öztürk", None), ("Omer", None, "Ozturk", None)),
    "one first name of two": (("Amina Fatima", None, "Berg", None), ("Amina", None, "Berg", None)),
    "no first names": (("Amina", None, "Testpersoon", None), (None, None, "Testpersoon", None)),
    "by the call name": (("Olena", None, "Sjevtsjenko", "Lena"), ("Lena", None, "Sjevtsjenko", None)),
    "different call names": (("Amina", None, "Berg", "Mina"), ("Amina", None, "Berg", "Aam")),
    "a letter": (("Yusuf", None, "Hasan", None), ("Yusuf", None, "Hassan", None)),
    "in another script": (("Олена", None, "Шевченко", None), ("Олена", None, "Шевченка", None)),
}
DIFFERENT: dict[str, tuple[Name, Name]] = {
    "brothers": (("Ahmed", None, "Amrani", None), ("Mohamed", None, "Amrani", None)),
    "twins with names that begin alike": (("Hamid", None, "Amrani", None), ("Hamza", None, "Amrani", None)),
    "twins with their father's name": (("Ali Hassan", None, "Omar", None), ("Yusuf Hassan", None, "Omar", None)),
    "sisters with two names each": (("Amina Sara", None, "Berg", None), ("Noor Sara", None, "Berg", None)),
    "another surname": (("Amina", None, "Bakker", None), ("Amina", None, "Testpersoon", None)),
    "another initial": (("F.", None, "Amrani", None), ("Mohamed", None, "Amrani", None)),
    "a first name that is in the surname": (("Roman", None, "Romaniuk", None), ("Andrii", None, "Romaniuk", None)),
    "initials alone": (("A. B.", None, None, None), ("Amina", None, "Berg", None)),
    "little words alone": (("Van", None, "Le", None), ("Amina", "van", "Le Duc", None)),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE)
def test_one_person_written_in_two_ways_is_pointed_out(store: Store, one: Name, other: Name) -> None:
    assert all(found(store, one, other)), found


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_people_who_share_a_name_and_a_birthday_are_left_alone(store: Store, one: Name, other: Name) -> None:
    assert not any(found(store, one, other))


def test_another_day_of_birth_is_another_person(store: Store) -> None:
    make.a_client(store, "1001", birth_date=BORN)
    other = make.a_client(store, "1002", birth_date=date(1990, 5, 18))
    assert not numbers_like(store, other)
    assert not every(store)
    assert [alike.number for alike in like(store, ("Amina", None, "Testpersoon", None), date(1990, 5, 18))] == ["1002"]


def test_without_a_day_of_birth_nobody_is_pointed_out(store: Store) -> None:
    one = make.a_client(store, "1001", birth_date=None)
    make.a_client(store, "1002", birth_date=None)
    assert not numbers_like(store, one)
    assert not every(store)
    assert like(store, ("Amina", None, "Testpersoon", None), None) == []


def test_who_is_being_registered_does_not_look_like_itself(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    assert like(store, ("Amina", None, "Testpersoon", None), but=client_id) == []


def test_a_merged_client_is_not_pointed_out(store: Store) -> None:
    stayed = make.a_client(store, "1001")
    make.a_client(store, "1002", merged_into=stayed)
    assert not numbers_like(store, stayed)
    assert not every(store)


def test_the_list_is_paged_the_latest_registered_first(store: Store) -> None:
    for day, number in enumerate(("1004", "1001", "1003", "1002"), start=1):
        make.a_client(store, number, registered_on=date(2026, 11, day))
    whole = [
        ("1004", "1002"), ("1001", "1002"), ("1003", "1002"), ("1004", "1003"), ("1001", "1003"), ("1004", "1001"),
    ]  # fmt: skip
    assert every(store) == whole
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        first = all_look_alikes(reader, Position(), 4)
        second = all_look_alikes(reader, Position(after=first.after), 4)
        back = all_look_alikes(reader, Position(before=second.before), 4)
        lost = all_look_alikes(reader, Position(after="1001 9999"), 4)
    assert (first.total, first.before, first.after) == (6, None, "1004 1003")
    assert [pair.other.number for pair in second.rows] == ["1003", "1001"]
    assert (second.before, second.after) == ("1001 1003", None)
    assert back == lost == first


def test_who_was_told_apart_is_not_pointed_out_any_more_and_it_is_logged(store: Store) -> None:
    ids = [make.a_client(store, number) for number in ("1001", "1002", "1003")]
    tell_apart(store, make.OFFICER, ids[1], ids[0])
    tell_apart(store, make.OFFICER, ids[0], ids[1])
    assert numbers_like(store, ids[0]) == ["1003"]
    assert numbers_like(store, ids[1]) == ["1003"]
    assert ("1001", "1002") not in every(store)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        (entry,) = reader.all(dict[str, Any], "select * from log where act = 'client.merge'")
    assert (entry["subject_id"], entry["fields"]) == (ids[1], ["told_apart"])
    assert findings(store, THE_DESK) == []


@pytest.mark.parametrize("actor", [make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR], ids=lambda actor: actor.name)
def test_only_the_privacy_officer_tells_people_apart(store: Store, actor: Actor) -> None:
    ids = [make.a_client(store, number) for number in ("1001", "1002")]
    with pytest.raises(NotAllowed):
        tell_apart(store, actor, *ids)
    assert numbers_like(store, ids[0]) == ["1002"]


def test_two_are_told_apart_that_are_there_still(store: Store) -> None:
    one, other = (make.a_client(store, number) for number in ("1001", "1002"))
    merged = make.a_client(store, "1003", merged_into=one)
    with pytest.raises(BadInput):
        tell_apart(store, make.OFFICER, one, one)
    with pytest.raises(NotFound):
        tell_apart(store, make.OFFICER, one, new_id())
    for pair in ((other, merged), (merged, other)):
        with pytest.raises(ChangedMeanwhile):
            tell_apart(store, make.OFFICER, *pair)
