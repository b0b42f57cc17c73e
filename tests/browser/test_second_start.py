"""Whoever starts a second time is told so in one sentence, and the first goes on undisturbed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from data_layer.settings import ROOT, Settings
from data_layer.store import open_store
from tests import make
from tests.browser.conftest import STARTUP_SECONDS, environment, fill, free_port

IN_USE = "De opslag is in gebruik door een ander proces"
UP = (200, {"desk": "up"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of invented data that nobody holds."""
    folder = tmp_path_factory.mktemp("twice")
    fill(folder, 50)
    return folder


@contextmanager
def started(folder: Path, *command: str) -> Iterator["subprocess.Popen[str]"]:
    """A process on the store of this folder, which is stopped afterwards if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment(folder), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def the_app(port: int) -> tuple[str, ...]:
    return "streamlit", "run", "app.py", "--server.port", str(port)


def check_refused(process: "subprocess.Popen[str]", holder: int | None = None) -> None:
    _, said = process.communicate(timeout=STARTUP_SECONDS)
    assert process.returncode == 1, said
    (line,) = said.splitlines()
    assert IN_USE in line
    assert holder is None or f"({holder})" in line


def health(port: int) -> tuple[int, object]:
    answer = httpx.get(f"http://127.0.0.1:{port}/health")
    return answer.status_code, answer.json()


def test_of_two_that_start_at_once_one_runs_and_nobody_comes_in_beside_it(folder: Path) -> None:
    ports = free_port(), free_port()
    with started(folder, *the_app(ports[0])) as one, started(folder, *the_app(ports[1])) as other:
        until = time.monotonic() + STARTUP_SECONDS
        while one.poll() is None and other.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        (first, port), second = ((other, ports[1]), one) if other.poll() is None else ((one, ports[0]), other)
        check_refused(second, first.pid)
        while first.poll() is None and time.monotonic() < until:
            try:
                assert health(port) == UP
                break
            except httpx.ConnectError:
                time.sleep(0.2)
        with started(folder, *the_app(free_port())) as app, started(folder, "data_layer", "verify") as command:
            check_refused(app, first.pid)
            check_refused(command, first.pid)
        assert health(port) == UP


def test_while_a_command_holds_the_store_the_desk_does_not_start(folder: Path) -> None:
    key = environment(folder)["STEP_STORE_KEY"]
    holding = Settings.model_validate({"store": folder / "desk.duckdb", "store_key": key, "today": make.TODAY})
    with closing(open_store(holding, lambda: make.NOW)) as store:
        with started(folder, *the_app(free_port())) as app:
            check_refused(app, os.getpid())
        clients = make.asked(store, "select count(*) from clients")
        make.a_client(store, "tweede-start")
        assert make.asked(store, "select count(*) from clients") == clients + 1
