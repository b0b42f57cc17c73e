"""Whenever the plug is pulled, what was said to be kept is there, nothing is half, and the desk goes on."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from data_layer import verifying
from data_layer.backups import copies
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.settings import ROOT, Settings
from data_layer.store import Store, open_store
from tests import make
from tests.data.writing import IMPORTED

ROUNDS = 5
Kept = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def killing() -> Iterator[Callable[..., Kept]]:
    """`killing(path, name, acts, seconds)`: what a process said it kept that was killed so long after so many acts."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.data.writing"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:

        def killed(*how: object) -> Kept:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(how) + "\n")
            process.stdin.flush()
            status, told = json.loads(process.stdout.readline())
            assert status == -signal.SIGKILL
            kept: Kept = defaultdict(list)
            for kind, *facts in told:
                kept[kind].append(facts)
            return kept

        yield killed


def check_what_was_kept(store: Store, kept: Kept) -> None:
    """Everything that was acknowledged is there, as it was said."""
    clients = {row["id"]: row for row in make.rows(store, "select * from clients")}
    numbers = {row["number"] for row in clients.values()}
    assert all(clients[client_id]["number"] == number for client_id, number in kept["client"])
    for client_id, value in dict(map(tuple, kept["name"])).items():
        found = clients[client_id]["birth_place"]
        assert found in (str(value), str(value + 1)), f"{client_id}: or the one that nobody was told of any more"
    assert all(clients[client_id]["restricted_since"] == make.TODAY for (client_id,) in kept["restricted"])
    assert all(f"{name}{place}" in numbers for (name,) in kept["imported"] for place in range(IMPORTED))
    assert not numbers & {number for (number,) in kept["destroyed"]}
    requests = {row["number"]: row for row in make.rows(store, "select * from requests")}
    assert all(number in requests for (number,) in kept["request"])
    assert all(requests[number]["handler_id"] == 2 for (number,) in kept["assigned"])


def check_nothing_is_half(store: Store) -> None:
    """Every row has its entry in the log, and every entry its row."""
    asked = make.asked
    acts = Counter(row["act"] for row in make.rows(store, "select act from log"))
    clients = asked(store, "select count(*) from clients") + asked(store, "select count(*) from destroyed_numbers")
    assert clients == acts[Act.CLIENT_REGISTER] + IMPORTED * acts[Act.CLIENTS_IMPORT]
    assert asked(store, "select count(*) from requests") == acts[Act.REQUEST_REGISTER]
    assigned = asked(store, "select count(*) from request_events where kind = 'assigned'")
    assert assigned == acts[Act.REQUEST_ASSIGN]
    assert asked(store, "select coalesce(sum(try_cast(birth_place as int)), 0) from clients") == acts[Act.CLIENT_CHANGE]
    restricted = asked(store, "select count(*) from clients where restricted_since is not null")
    assert restricted == acts[Act.RESTRICTION_SET]
    assert verifying.findings(store, make.OFFICER) == []


def test_nothing_acknowledged_is_lost_and_nothing_is_half_whenever_the_process_is_killed(
    settings: Settings, new_store_file: Path, killing: Callable[..., Kept]
) -> None:
    settings.store.write_bytes(new_store_file.read_bytes())
    chance = random.Random(10)  # noqa: S311 - moments that can be repeated
    all_kept: Kept = defaultdict(list)
    for n in range(ROUNDS):
        acts = chance.randrange(1, 30) if n else 0
        kept = killing(str(settings.store), f"{n}r", acts, chance.uniform(0, 0.3))
        for kind, facts in kept.items():
            all_kept[kind] += facts
        store = open_store(settings, lambda: make.NOW)
        try:
            check_what_was_kept(store, all_kept)
            check_nothing_is_half(store)
            lines = store.ledger.lines()
            for backup in copies.existing(store.settings):
                assert lines is not None
                assert lines.digest_of(backup.name) == copies.digest_of(backup.path), "no half backup is offered"
        finally:
            store.close()


def test_the_first_value_of_an_empty_field_is_there_after_a_rebuild_and_a_kill(
    settings: Settings, new_store_file: Path
) -> None:
    # what DuckDB packs as `dict_fsst` loses it when it reads the log of the last changes
    settings.store.write_bytes(new_store_file.read_bytes())
    if (child := os.fork()) == 0:
        store = open_store(settings, lambda: make.NOW)
        clients = [make.a_client(store, f"{n}", bsn=None) for n in range(60)]

        def change(client_id: int, value: str) -> None:
            with store.change(make.COORDINATOR, Act.CLIENT_CHANGE, Subject("client", client_id)) as work:
                work.update("clients", client_id, 1, birth_place=value)

        for client_id in clients[:4]:
            change(client_id, "Ede")
        store.rebuilt()  # as the night does
        make.a_client(store, "new", bsn=None)
        change(clients[50], "Nijmegen")
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    store = open_store(settings, lambda: make.NOW)
    assert make.asked(store, "select birth_place from clients where number = '50'") == "Nijmegen"
    store.close()
