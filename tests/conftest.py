"""A real store for every test that asks for one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby, islice
from pathlib import Path

import duckdb
import hypothesis
import pytest

from data_layer.settings import ROOT, Settings
from data_layer.store import Store, open_store
from tests import make

WALK = "test_every_screen.py"
OTHERS_AT_A_TIME = 7  # files between two of the browser, so that these have been done at two thirds

# tests assert results, not times: a busy machine is no reason to fail
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spreads the files of the browser among the others: so many desks at once would make each other wait.

    The walk along all screens comes first: its pictures show the invented data as no other test has changed them.
    """
    files = {file: list(tests) for file, tests in groupby(items, lambda item: item.path)}
    shown = sorted((file for file in files if file.parent.name == "browser"), key=lambda file: file.name != WALK)
    others = iter([file for file in files if file not in shown])
    order = [file for one in shown for file in (one, *islice(others, OTHERS_AT_A_TIME))]
    items[:] = [test for file in (*order, *others) for test in files[file]]


@pytest.fixture(scope="session", autouse=True)
def really_connect() -> Iterator[Callable[..., duckdb.DuckDBPyConnection]]:
    """Tests open thousands of stores without hashing, each time, the 20 MB of the extension for its signature.

    They have a thread each, for a third of the work on such small ones is threads that wait for each other. What it
    gives connects as the desk does, with that check and all threads; so do the desks that tests start.
    """
    real = duckdb.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", partial(real, config={"allow_unsigned_extensions": "true", "threads": 1}))
        yield real


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The machine's own settings and secrets do not reach a test."""
    for name in (f"STEP_{name.upper()}" for name in Settings.model_fields):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("data_layer.settings.SECRETS", tmp_path / "no-secrets.toml")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A store of its own, with the day pinned."""
    return Settings(store=tmp_path / "desk.duckdb", store_key=make.KEY, today=make.TODAY)


@pytest.fixture(scope="session")
def new_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new store with one member of staff per role: copying it is quicker than making it each time."""
    path = tmp_path_factory.mktemp("new") / "desk.duckdb"
    made = open_store(Settings(store=path, store_key=make.KEY, today=make.TODAY), lambda: make.NOW)
    make.the_staff(made)
    made.close()
    return path


@pytest.fixture
def store(settings: Settings, new_store_file: Path) -> Iterator[Store]:
    """An open store with one member of staff per role and nothing else."""
    yield from a_copy_of(new_store_file, settings)


def a_copy_of(file: Path, settings: Settings) -> Iterator[Store]:
    """A store that begins as this file, open as long as the test runs."""
    shutil.copyfile(file, settings.store)
    opened = open_store(settings, lambda: make.NOW)
    yield opened
    opened.close()


@pytest.fixture
def run_command(settings: Settings) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_command("verify")` runs the command line on the (closed) store of this test."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "data_layer", *arguments],
            cwd=ROOT,
            env={
                **os.environ,
                "STEP_STORE": str(settings.store),
                "STEP_STORE_KEY": settings.key(),
                "STEP_TODAY": make.TODAY.isoformat(),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run
