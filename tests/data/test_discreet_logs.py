"""The program's log says where something went wrong, and nothing of what was typed or stored."""

import logging
import threading
from collections.abc import Iterator

import pytest

from data_layer import discreet_logs

MARKER = "Merkteken 999990019"


@pytest.fixture
def _begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = logging.getLogRecordFactory()
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
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
