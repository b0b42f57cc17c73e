"""The real app in a process of its own, with invented data, seen through Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from data_layer.settings import ROOT
from tests import make
from tests.browser.standing_still import PATIENCE, follow, settle

ColorScheme = Literal["light", "dark"]
WIDE, HEIGHT = 1280, 900  # of a desk's screen, in pixels
STARTUP_SECONDS = 300  # as long as it runs, it may still come
FLAGS = [
    "--no-sandbox",  # CI and containers run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=PATIENCE * 1_000)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        **more,
        "STEP_STORE": str(folder / "desk.duckdb"),
        "STEP_STORE_KEY": "key of the browser tests",
        "STEP_TODAY": make.TODAY.isoformat(),
    }


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk with four hundred invented clients, which all tests share."""
    with a_desk(tmp_path_factory.mktemp("desk"), 400) as address:
        yield address


@contextmanager
def a_desk(folder: Path, clients: int, port: int | None = None, **more: str) -> Iterator[str]:
    """The address of a desk that runs on a store of its own in this folder, with so many invented clients.

    `more` are settings besides those of the store.
    """
    fill(folder, clients)
    with served(folder, port, **more) as (address, _):
        yield address


def fill(folder: Path, clients: int) -> None:
    """Makes the store of this folder, with so many invented clients."""
    demo = [sys.executable, "-m", "data_layer", "demo", "--clients", str(clients)]
    subprocess.run(demo, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(folder: Path, port: int | None = None, **more: str) -> Iterator[tuple[str, int]]:
    """The address of a desk that runs on the store of this folder, and the id of its process."""
    port = port or free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env=environment(folder, **more),
            stdout=log,
            stderr=log,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: httpx.get(f"{address}/health").json() == {"desk": "up"}, process, folder / "log")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(60)


def wait_until(answers: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path | None = None) -> None:
    """Waits until a process that was started answers as it should; what it wrote tells why it does not."""
    until = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log and log.read_text()
        with suppress(httpx.HTTPError, ValueError):
            if answers():
                return
        time.sleep(0.2)
    raise AssertionError(log and log.read_text())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's own browser; without it these tests fail, they do not stand aside."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Install Chromium first: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        follow(browser)
        yield browser
        browser.close()


@pytest.fixture
def scheme() -> ColorScheme:
    """The colours that the visitor's system asks for; a test that wants others says so by parametrising it."""
    return "light"


@pytest.fixture
def page(chromium: Browser, desk: str, scheme: ColorScheme) -> Iterator[Page]:
    """A fresh visitor, whose browser may speak to this desk only and must not stumble over an error or a bar."""
    context = chromium.new_context(
        viewport={"width": WIDE, "height": HEIGHT}, locale="nl-NL", base_url=desk, color_scheme=scheme
    )
    page = context.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []
    barred: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            barred.append(message.text)

    def note(request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and not request.url.startswith(desk):
            elsewhere.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    context.on("console", listen)
    yield page
    context.close()
    assert not elsewhere
    assert not errors
    assert not barred


@pytest.fixture
def visit(page: Page) -> Callable[[str], Page]:
    """`visit("/verzoeken")` opens that address and waits until the screen stands still."""

    def visited(path: str) -> Page:
        page.goto(path)
        settle(page)
        return page

    return visited
