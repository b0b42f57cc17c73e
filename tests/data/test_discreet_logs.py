"""The program's log says where something went wrong, and nothing of what was typed or stored."""

import asyncio
import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from data_layer import discreet_logs
from data_layer.settings import ROOT
from tests import make

MARKER = "Merkteken 999990019"


@pytest.fixture
def _begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = logging.getLogRecordFactory()
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    discreet_logs.begin()
    yield
    logging.setLogRecordFactory(before)


def fail() -> None:
    try:
        int(MARKER)
    except ValueError as error:
        raise RuntimeError(MARKER) from error


@pytest.mark.usefixtures("_begun")
def test_an_error_is_told_by_its_place_and_kind_only(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("somebody else's")
    try:
        fail()
    except RuntimeError as error:
        logger.exception("it failed")
        logger.warning("it failed: %s", error)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert caplog.text.count("RuntimeError") >= 3
    assert caplog.text.count("ValueError") == 2
    assert "in fail" in caplog.text
    assert "Merkteken" not in caplog.text


@pytest.mark.usefixtures("_begun")
def test_what_a_provider_says_of_a_person_is_left_out_but_for_its_code(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes")
    logger.propagate = True
    logger.error("Error: %s. Error description: %s", "access_denied", "user noor@example.org is not assigned")
    assert "access_denied" in caplog.text
    assert "noor" not in caplog.text


@pytest.mark.usefixtures("_begun")
def test_an_error_that_is_the_message_or_stands_among_what_is_told_gives_only_its_kind(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger = logging.getLogger("somebody else's")
    error = ValueError(MARKER)
    logger.error(error)
    logger.error("of a name: %(what)s", {"what": error})
    logger.error("in a list: %s", [error, (error,), {"what": {error}}])
    logger.error("%s of %s", "plain words", 100)
    assert caplog.messages == [
        "ValueError",
        "of a name: ValueError",
        "in a list: ['ValueError', ['ValueError'], {'what': ['ValueError']}]",
        "plain words of 100",
    ]


@pytest.mark.usefixtures("_begun")
def test_what_a_task_or_a_call_of_the_loop_held_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    async def failing(_marker: str) -> None:
        fail()

    def called(_marker: str) -> None:
        fail()

    async def nobody_waits() -> None:
        tasks = [asyncio.create_task(failing(MARKER))]
        asyncio.get_running_loop().call_soon(called, MARKER)
        await asyncio.sleep(0.01)
        logging.getLogger("somebody else's").error("it ended: %s", tasks[0])
        tasks.clear()
        gc.collect()

    make.waited_for(nobody_waits())
    assert "Task exception was never retrieved" in caplog.messages
    assert [one for one in caplog.messages if one.startswith("Exception in callback")]
    assert "it ended: Task" in caplog.messages
    assert caplog.text.count("raise RuntimeError(MARKER)") == 2, "where both went wrong"
    assert "Merkteken" not in caplog.text


@pytest.mark.usefixtures("_begun")
def test_an_error_that_nobody_can_catch_is_told_by_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    class Ending:
        def __del__(self) -> None:
            fail()

    Ending()
    gc.collect()
    assert "an error came where nobody catches it" in caplog.text
    assert "in fail" in caplog.text
    assert "Merkteken" not in caplog.text


def test_a_program_that_fails_ends_so_without_words() -> None:
    program = f"from data_layer import discreet_logs as logs; logs.begin(); int({MARKER!r})"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "ValueError" in ended.stderr
    assert "Merkteken" not in ended.stderr
