"""What a supervisor is told of the desk: the truth, soon, and nothing of anybody."""

import asyncio
import json
import os
import threading
from collections import namedtuple
from datetime import timedelta
from typing import Any

import pytest
from starlette.requests import Request

from data_layer import health, schedule
from data_layer.backups import copies
from data_layer.errors import StoreUnavailable
from data_layer.log import Reason, Subject
from data_layer.opening import STOPPED
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared import health as health_page
from pages.shared.health import Health
from tests import make

Usage = namedtuple("Usage", "total used free")


def asked(of: Health, times: int = 1) -> list[tuple[int, dict[str, Any]]]:
    """What so many who ask at once get."""

    async def ask() -> list[tuple[int, dict[str, Any]]]:
        answers = await asyncio.gather(*(of.answer(Request({"type": "http"})) for _ in range(times)))
        return [(answer.status_code, json.loads(bytes(answer.body))) for answer in answers]

    return make.waited_for(ask())


def told(store: Store) -> tuple[int, dict[str, Any]]:
    return asked(Health(lambda: store))[0]


def test_a_desk_at_which_people_can_work_is_up_and_leaves_nothing_behind(store: Store) -> None:
    assert told(store) == (200, {"desk": "up"})
    assert [file.name for file in store.settings.backups.iterdir()] == []
    assert {file.name for file in store.settings.store.parent.iterdir()} <= {
        "desk.duckdb", "desk.duckdb.wal", "desk.spill", "backups",
    }  # fmt: skip


def test_a_store_that_stopped_or_cannot_be_asked_is_down(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for sentence, why in ((STOPPED, "store_stopped"), (say("The disk is full."), "store_unavailable")):
        with monkeypatch.context() as patch:

            def refuse(*_: object, of: Any = sentence, **__: object) -> None:
                raise StoreUnavailable(of)

            patch.setattr(store, "read", refuse)
            assert told(store) == (503, {"desk": "down", "why": why})
    with monkeypatch.context() as patch:
        patch.setattr(store, "read", lambda *_, **__: 1 / 0)
        assert told(store) == (503, {"desk": "down", "why": "defect"})


def test_a_disk_that_cannot_be_written_or_is_full_is_down(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.settings.backups.write_text("no folder")
    assert told(store) == (503, {"desk": "down", "why": "ledger_disk_not_writable"})
    store.settings.backups.unlink()
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _folder: Usage(10**9, 10**9, health.NEEDED - 1))
        assert told(store) == (503, {"desk": "down", "why": "store_disk_full"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full)
        assert told(store) == (503, {"desk": "down", "why": "store_disk_not_writable"})
    assert [file for file in store.settings.store.parent.iterdir() if "probe" in file.name] == []


def _full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_store_that_hangs_is_down_within_seconds_and_piles_nothing_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_page, "SECONDS", 0.2)
    goes_on = threading.Event()
    monkeypatch.setattr(health, "looked_at", lambda _store: goes_on.wait() and health.Found())
    one = Health(lambda: store)
    for _ in range(3):
        assert asked(one, 5) == [(503, {"desk": "down", "why": "no_answer"})] * 5
    assert [thread.name for thread in threading.enumerate()].count("health") == 1
    store._file.is_rebuilding = True  # then it is only busy
    assert asked(one) == [(200, {"desk": "up", "doing": "rebuilding"})]
    store._file.is_rebuilding = False
    goes_on.set()
    assert one._look is not None
    one._look.result(60)
    assert asked(one) == [(200, {"desk": "up"})]


def test_without_its_schedule_the_desk_is_down(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Health(lambda: store)
    one.pulse = schedule.Pulse()
    assert asked(one) == [(200, {"desk": "up"})]
    later = one.pulse._last + 301
    monkeypatch.setattr(schedule, "monotonic", lambda: later)
    assert asked(one) == [(503, {"desk": "down", "why": "schedule_stands_still"})]
    one.pulse.beat(store)
    assert asked(one) == [(200, {"desk": "up"})]


def test_what_needs_a_person_and_no_restart_is_said_beside_up(store: Store) -> None:
    schedule.often(store)
    copies.make(store, THE_DESK)
    with store.change(make.OFFICER, Act.STORE_VERIFY, Subject("log"), Reason("not_in_order")):
        pass
    now = make.NOW + timedelta(days=40)
    store.clock = lambda: now
    assert told(store) == (200, {"desk": "up", "warnings": ["backup_old", "clock_doubted", "log_not_whole"]})
    with store.change(make.OFFICER, Act.STORE_VERIFY, Subject("log"), Reason("in_order")):
        pass
    copies.make(store, THE_DESK)
    store.clock = lambda: make.NOW
    assert told(store) == (200, {"desk": "up"})
