"""Somebody who is away is replaced until a day: the colleague sees the work among their own, and nobody in a chain."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from data_layer import replacing, staff
from data_layer.complaints import complaint_lists
from data_layer.digests.work import Whose, work_of
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.paging import Position
from data_layer.replacing import Colleague
from data_layer.requests import queue_counts
from data_layer.requests.request_queue import Filter, open_requests
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from tests import make

UNTIL = date(2026, 12, 12)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("replacing") / "desk.duckdb", new_store_file)


@pytest.fixture
def store(lasting: Store) -> Store:
    """The one store of this module, where everybody is present."""
    with lasting.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute(
            """
            update staff set replaced_by = null, replaced_until = null, active = true,
                roles = case when id in (3, 4) then ['privacy_officer'] else roles end
            """
        )
    return lasting


def person(store: Store, actor: Actor) -> Colleague:
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        return next(one for one in replacing.colleagues(reader) if one.id == actor.staff_id)


def works_for(store: Store, actor: Actor) -> list[int]:
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        return staff.works_for(reader, actor.staff_id)


def replaced(
    store: Store, *, away: Actor = make.COORDINATOR, by: Actor | None = make.OFFICER, until: date | None = UNTIL,
    actor: Actor | None = None, version: int | None = None,
) -> None:  # fmt: skip
    replacing.replace(
        store,
        actor or away,
        staff_id=away.staff_id,
        by=by.staff_id if by else None,
        until=until,
        version=version or person(store, away).version,
    )


def test_whoever_replaces_somebody_does_that_work_until_the_last_day(store: Store) -> None:
    replaced(store)
    found = person(store, make.COORDINATOR)
    assert (found.replaced_by, found.replacement, found.until) == (make.OFFICER.staff_id, make.OFFICER.name, UNTIL)
    assert works_for(store, make.OFFICER) == [make.OFFICER.staff_id, make.COORDINATOR.staff_id]
    replacing.end(store, make.COORDINATOR, staff_id=found.id, version=found.version)
    assert works_for(store, make.OFFICER) == [make.OFFICER.staff_id]
    assert person(store, make.COORDINATOR).replacement is None


def test_a_replacement_whose_days_are_over_counts_no_more(store: Store) -> None:
    with store.change(make.OFFICER, Act.STAFF_REPLACE) as change:
        change.execute(
            "update staff set replaced_by = 3, replaced_until = $day where id = 2", day=make.TODAY - timedelta(days=1)
        )
    assert works_for(store, make.OFFICER) == [make.OFFICER.staff_id]
    assert person(store, make.COORDINATOR).replaced_by is None
    replaced(store, away=make.OFFICER, by=make.COORDINATOR)  # who was away is back


def changed(store: Store, sql: str) -> None:
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute(sql)


@pytest.mark.parametrize("lost", ["active = false", "roles = ['management']"])
def test_the_work_of_somebody_whose_replacement_left_or_lost_the_role_is_nobodys(store: Store, lost: str) -> None:
    number = make.a_request(store, date(2026, 10, 20), handler_id=make.COORDINATOR.staff_id)

    def whose() -> list[Whose]:
        with store.read(THE_DESK, Act.DIGEST_VIEW) as reader:
            return [one.whose for one in work_of(reader, make.DEPUTY, make.NOW).items if one.number == number]

    replaced(store)
    assert whose() == []
    changed(store, f"update staff set {lost} where id = 3")  # noqa: S608 - of this test
    assert works_for(store, make.OFFICER) == [make.OFFICER.staff_id]
    assert whose() == [Whose.NOBODY]
    nobodys = Filter(handler="nobody", stand="all")
    with store.read(make.DEPUTY, Act.REQUEST_LIST) as reader:
        listed = [row.number for row in open_requests(reader, make.DEPUTY, nobodys, Position()).rows]
        assert number in listed
        assert queue_counts.counts(reader, make.DEPUTY, nobodys).handlers[None] == len(listed)
        complaint_lists.counts(reader, make.DEPUTY, complaint_lists.Filter(handler="nobody"))
    found = person(store, make.COORDINATOR)
    assert (found.replaced_by, found.replacement, found.gone, found.is_away) == (None, None, make.OFFICER.name, True)
    with pytest.raises(BadInput, match="is away too"):
        replaced(store, away=make.DEPUTY, by=make.COORDINATOR)
    replaced(store, by=make.DEPUTY)
    assert whose() == [Whose.REPLACED]
    changed(store, "update staff set replaced_by = 3 where id = 2")
    replacing.end(store, make.COORDINATOR, staff_id=found.id, version=person(store, make.COORDINATOR).version)
    assert not person(store, make.COORDINATOR).is_away
    assert whose() == []


def test_somebody_can_be_away_for_what_is_left_of_today(store: Store) -> None:
    replaced(store, until=make.TODAY)
    assert works_for(store, make.OFFICER) == [make.OFFICER.staff_id, make.COORDINATOR.staff_id]


def test_the_log_has_one_entry_without_a_name(store: Store) -> None:
    replaced(store)
    (entry,) = make.rows(store, "select * from log where act = 'staff.replace' order by seq desc limit 1")
    assert (entry["subject_kind"], entry["subject_id"]) == ("staff", make.COORDINATOR.staff_id)
    assert entry["fields"] == ["replaced_by", "replaced_until"]


def test_only_the_privacy_officer_has_somebody_else_replaced(store: Store) -> None:
    with pytest.raises(NotAllowed):
        replaced(store, away=make.OFFICER, by=make.DEPUTY, actor=make.COORDINATOR)
    with pytest.raises(NotAllowed):
        replaced(store, actor=make.MANAGER)
    replaced(store, by=make.DEPUTY, actor=make.OFFICER)
    assert person(store, make.COORDINATOR).replaced_by == make.DEPUTY.staff_id
    with pytest.raises(NotFound):
        replacing.end(store, make.OFFICER, staff_id=make.ADMINISTRATOR.staff_id, version=1)


@pytest.mark.parametrize(
    ("by", "until", "field"),
    [
        (None, UNTIL, "by"),
        (make.COORDINATOR, UNTIL, "by"),
        (make.MANAGER, UNTIL, "handler_id"),
        (make.OFFICER, None, "until"),
        (make.OFFICER, make.TODAY - timedelta(days=1), "until"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused_with_its_field(
    store: Store, by: Actor | None, until: date | None, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        replaced(store, by=by, until=until)
    assert refused.value.field == field
    assert person(store, make.COORDINATOR).replaced_by is None


def test_there_are_no_chains_of_replacements(store: Store) -> None:
    replaced(store, by=make.OFFICER)
    with pytest.raises(BadInput, match="is away too"):
        replaced(store, away=make.DEPUTY, by=make.COORDINATOR)
    with pytest.raises(BadInput, match="First let somebody else replace"):
        replaced(store, away=make.OFFICER, by=make.DEPUTY)


def test_a_double_click_saves_once_and_somebody_else_s_change_is_not_overwritten(store: Store) -> None:
    seen = person(store, make.COORDINATOR).version
    replaced(store, version=seen)
    replaced(store, version=seen)
    assert person(store, make.COORDINATOR).version == seen + 1
    with pytest.raises(ChangedMeanwhile):
        replaced(store, by=make.DEPUTY, version=seen)
    with pytest.raises(ChangedMeanwhile):
        replacing.end(store, make.COORDINATOR, staff_id=make.COORDINATOR.staff_id, version=seen)
    replacing.end(store, make.COORDINATOR, staff_id=make.COORDINATOR.staff_id, version=seen + 1)
    replacing.end(store, make.COORDINATOR, staff_id=make.COORDINATOR.staff_id, version=seen + 1)
    assert person(store, make.COORDINATOR).version == seen + 2
