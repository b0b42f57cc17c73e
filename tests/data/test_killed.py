"""Whoever pulls the plug while a batch is carried out finds the old store or the new one, and a batch that goes on."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data_layer import verifying
from data_layer.destroying import running
from data_layer.rules.access import Act
from data_layer.settings import ROOT, Settings
from data_layer.staff import THE_DESK
from data_layer.store import open_store
from data_layer.transactions import Seen
from tests import make
from tests.data.dying import STEPS

Killed = dict[str, tuple[Path, Seen]]
BEFORE = {"before the rows go", "before the rows are kept"}


@pytest.fixture(scope="module")
def killed(new_store_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """A store for each step, left as it was when its process was killed there."""
    folder = tmp_path_factory.mktemp("killed")
    path = folder / "desk.duckdb"
    for store in make.a_lasting_store(path, new_store_file):
        make.a_due_client(store, "0101")
        make.a_client(store, "0102")
        batch = make.a_batch(store)
    left = {}
    for place, step in enumerate(STEPS):
        own = folder / str(place) / "desk.duckdb"
        own.parent.mkdir()
        shutil.copyfile(path, own)
        left[step] = (own, batch)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.data.dying", str(folder), str(batch.id)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=1_200,
    )  # fmt: skip
    assert ended.stdout.split() == [str(-signal.SIGKILL)] * len(STEPS), ended.stderr
    return left


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_destruction_left_a_whole_store_and_can_go_on(killed: Killed, step: str) -> None:
    path, batch = killed[step]
    store = open_store(Settings(store=path, store_key=make.KEY, today=make.TODAY), lambda: make.NOW)
    try:
        with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
            numbers = reader.values("select number from clients order by number")
            state = reader.value("select state from batches")
        expected = (["0101", "0102"], "approved") if step in BEFORE else (["0102"], "rebuilding")
        assert (numbers, state) == expected
        assert verifying.findings(store, make.OFFICER) == []
        if step in BEFORE:
            running.run(store, make.OFFICER, seen=batch)
        else:
            assert running.resume(store, THE_DESK) == 1
        with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
            assert reader.values("select number from clients") == ["0102"]
            assert reader.value("select state from batches") == "done"
        assert verifying.findings(store, make.OFFICER) == []
        assert {file.name for file in path.parent.iterdir()} <= {
            "desk.duckdb",
            "desk.duckdb.wal",
            "desk.spill",
            "backups",
        }
    finally:
        store.close()
