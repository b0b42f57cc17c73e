"""Exports under a name: who may save, see, run, rename and remove them, and that they mean the same each time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.exporting import running, saved, saving
from data_layer.exporting.saved import Picked, Saved, SavedRun
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Seen
from tests import make
from tests.conftest import a_copy_of

REQUESTS = Picked("requests", ("number", "received_on"), {"period": "last_month", "stand": "open"}, "csv", 9)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("saved"), new_store_file, _fill)


@pytest.fixture
def desk(settings: Settings, file: Path) -> Iterator[Store]:
    """Two requests, of this month and of the month before, and one saved export of the coordinator."""
    yield from a_copy_of(file, settings)


def _fill(store: Store) -> None:
    make.a_request(store, date(2026, 10, 30))
    make.a_request(store, date(2026, 11, 2))
    keep(store)


def keep(
    store: Store, name: str = "Vorige maand", picked: Picked = REQUESTS, actor: Actor = make.COORDINATOR, own: int = 0
) -> None:  # fmt: skip
    saving.save(store, actor, id=own or new_id(), name=name, picked=picked)


def the_one(store: Store, actor: Actor = make.COORDINATOR) -> Saved:
    (one,) = saved.shown_to(store, actor)
    return one


def seen(one: Saved) -> Seen:
    return Seen(one.id, one.version)


def last_fields(store: Store) -> tuple[str, str, list[str]]:
    row = make.rows(store, "select act, reason_code, fields from log where chain = 'change' order by seq")[-1]
    return row["act"], row["reason_code"], row["fields"]


def test_a_saved_export_is_there_as_it_was_picked_and_takes_the_month_before_it_is_run(desk: Store) -> None:
    one = the_one(desk)
    assert (one.name, one.owner_id, one.saved_on, one.picked) == ("Vorige maand", 2, make.TODAY, REQUESTS)
    act, why, fields = last_fields(desk)
    assert (act, why) == ("export.save", "saved")
    assert "Vorige" not in str(fields)
    export = saved.the_run(desk, make.MANAGER, SavedRun(one.id, one.version, "nl"))
    assert b"".join(running.run(desk, make.MANAGER, export)).decode().splitlines()[1:] == ["V2026-0001;2026-10-30"]
    desk.settings = desk.settings.model_copy(update={"today": date(2026, 12, 1)})
    export = saved.the_run(desk, make.MANAGER, SavedRun(one.id, one.version, "nl"))
    assert b"".join(running.run(desk, make.MANAGER, export)).decode().splitlines()[1:] == ["V2026-0002;2026-11-02"]


def test_a_double_click_saves_once(desk: Store) -> None:
    twice = new_id()
    for _ in range(2):
        keep(desk, "Twee keer", own=twice)
    assert [one.name for one in saved.shown_to(desk, make.COORDINATOR)] == ["Twee keer", "Vorige maand"]


@pytest.mark.parametrize("name", ["", "   ", "vorige  MAAND", "x" * 61, "BSN 999990019", "bel 06 12 34 56 78"])
def test_a_name_that_is_missing_taken_too_long_or_of_a_person_is_refused(desk: Store, name: str) -> None:
    with pytest.raises(BadInput, match="Nothing was saved") as told:
        keep(desk, name)
    assert told.value.field == "name"
    keep(desk, "Een andere")
    other = next(one for one in saved.shown_to(desk, make.COORDINATOR) if one.name == "Een andere")
    with pytest.raises(BadInput, match="Nothing was saved"):
        saving.rename(desk, make.COORDINATOR, seen=seen(other), name=name)


@pytest.mark.parametrize(
    "wrong", [{"columns": ()}, {"columns": ("number", "shoe_size")}, {"filters": {"colour": "red"}}, {"purpose": None},
              {"subject": "shoes"}, {"format": "doc"}],
)  # fmt: skip
def test_what_is_not_there_or_not_allowed_is_not_saved(desk: Store, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        keep(desk, "Fout", replace(REQUESTS, **wrong))  # type: ignore[arg-type]  # what is wrong is the point
    assert len(saved.shown_to(desk, make.OFFICER)) == 1


def test_who_may_not_export_may_not_save_and_nobody_saves_what_they_may_not_have(desk: Store) -> None:
    with pytest.raises(NotAllowed):
        keep(desk, "Beheer", actor=make.ADMINISTRATOR)
    bsn = Picked("clients", ("number", "bsn"), {}, "csv", 9)
    for picked in (bsn, Picked("log", ("seq", "act"), {}, "csv", 9)):
        with pytest.raises(NotAllowed):
            keep(desk, "Geheim", picked, make.COORDINATOR)
        keep(desk, f"Van {picked.subject}", picked, make.OFFICER)
    assert [one.name for one in saved.shown_to(desk, make.MANAGER)] == ["Vorige maand"]
    assert [one.name for one in saved.shown_to(desk, make.COORDINATOR)] == ["Vorige maand"]
    assert len(saved.shown_to(desk, make.DEPUTY)) == 3
    secret = next(one for one in saved.shown_to(desk, make.OFFICER) if one.name == "Van clients")
    with pytest.raises(NotAllowed):
        saved.the_run(desk, make.COORDINATOR, SavedRun(secret.id, secret.version, "nl"))


def test_who_saved_it_or_the_privacy_officer_renames_and_removes_it(desk: Store) -> None:
    one = the_one(desk)
    for act in (
        partial(saving.rename, desk, make.MANAGER, seen=seen(one), name="Van mij"),
        partial(saving.remove, desk, make.MANAGER, seen=seen(one)),
    ):
        with pytest.raises(NotAllowed):
            act()
    saving.rename(desk, make.COORDINATOR, seen=seen(one), name=" Oktober  2026 ")
    assert last_fields(desk) == ("export.save", "renamed", ["name"])
    renamed = the_one(desk)
    assert (renamed.name, renamed.version) == ("Oktober 2026", 2)
    for stale in (
        partial(saving.rename, desk, make.OFFICER, seen=seen(one), name="Te laat"),
        partial(saving.remove, desk, make.OFFICER, seen=seen(one)),
        partial(saved.the_run, desk, make.OFFICER, SavedRun(one.id, one.version, "nl")),
    ):
        with pytest.raises(ChangedMeanwhile):
            stale()
    saving.remove(desk, make.OFFICER, seen=seen(renamed))
    assert last_fields(desk)[:2] == ("export.save", "removed")
    assert saved.shown_to(desk, make.COORDINATOR) == []
    with pytest.raises(ChangedMeanwhile):
        saving.remove(desk, make.OFFICER, seen=seen(renamed))


def test_of_who_left_the_exports_stay(desk: Store) -> None:
    with desk.change(make.ADMINISTRATOR, Act.STAFF_CHANGE) as change:
        change.execute("update staff set active = false where id = 2")
    assert the_one(desk, make.MANAGER).owner == make.COORDINATOR.name


@pytest.mark.parametrize(
    "choices",
    ['{"columns": ["number", "shoe_size"], "filters": {}}', '{"columns": ["number"], "filters": {"colour": "red"}}',
     '{"columns": ["number"], "filters": {"stand": "lost"}}'],
)  # fmt: skip
def test_what_a_saved_one_names_and_is_gone_is_said_and_nothing_is_left_out_in_silence(
    desk: Store, choices: str
) -> None:
    with desk.change(make.COORDINATOR, Act.EXPORT_SAVE) as change:
        change.execute("update saved_exports set choices = $choices", choices=choices)
    one = the_one(desk)
    with pytest.raises(BadInput, match="not there any more"):
        saved.the_run(desk, make.COORDINATOR, SavedRun(one.id, one.version, "nl"))


def test_there_is_a_most_and_it_is_said(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    with pytest.raises(BadInput, match="Remove one first"):
        keep(desk, "Een te veel")


def test_a_recipient_that_is_not_there_is_said(desk: Store) -> None:
    picked = Picked("disclosures", ("number",), {"recipient": "nobody_at_all"}, "csv", 9)
    with pytest.raises(BadInput, match="not there any more"):
        keep(desk, "Van niemand", picked)
