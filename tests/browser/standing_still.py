"""When a screen stands still: the desk has answered all that the browser asked, and the page changes no more.

How long that takes is the machine's affair. So nothing here counts on the desk or the browser being quick.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from google.protobuf.message import DecodeError
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 120  # seconds after which a screen is taken to hang
_READY = (  # before the first answer nothing runs either, and nothing stands there
    '[data-testid="stApp"][data-test-script-state="notRunning"]'
    ':has([data-testid="stMain"] [data-testid="stElementContainer"])'
)
_QUIET = 300  # milliseconds by the page's own clock: what a table tells readers follows it by 200
_GLANCE = 50  # milliseconds between two looks
_IS_QUIET = """([ready, quiet, width]) => {
    const hasNoEnd = (animation) => animation.effect?.getComputedTiming().endTime === Infinity
    if (window.lastChange === undefined) {
        window.lastChange = performance.now()
        const watched = { subtree: true, childList: true, characterData: true, attributes: true }
        new MutationObserver(() => { window.lastChange = performance.now() }).observe(document, watched)
    }
    const drawnFor = [innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches].join()
    if (drawnFor !== window.drawnFor) {  // what follows from it comes after it
        window.drawnFor = drawnFor
        window.lastChange = performance.now()
    }
    return innerWidth === width
        && document.querySelector(ready) !== null
        && document.querySelector('[data-testid="stSkeleton"]') === null  // a table or chart that is on its way
        && document.getAnimations().every((one) => one.playState !== "running" || hasNoEnd(one))
        && performance.now() - window.lastChange > quiet
}"""


@dataclass  # without slots: the browser library notes on it what listens
class _Asked:
    """What a page asked of the desk that has no answer yet."""

    for_screen: bool = True  # the first is asked as soon as the page can
    for_places: bool = False  # where files may go
    files: int = 0  # on their way

    def sent(self, frame: str | bytes) -> None:
        with suppress(DecodeError):  # what a test sends by itself
            match isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type"):
                case "rerun_script":
                    self.for_screen = True
                case "file_urls_request":
                    self.for_places = True

    def received(self, frame: str | bytes) -> None:
        """The beginning of an answer is enough: that it has ended is seen on the page."""
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        match message.WhichOneof("type"):
            case "new_session":
                self.for_screen = False
            case "script_finished" if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.for_screen = True
            case "file_urls_response":
                self.for_places = False

    @property
    def nothing(self) -> bool:
        return not (self.for_screen or self.for_places or self.files)


_asked: WeakKeyDictionary[Page, _Asked] = WeakKeyDictionary()


def follow(browser: Browser) -> None:
    """Listens along with every page that this browser opens from now on."""
    browser.on("context", _follow_context)


def _follow_context(context: BrowserContext) -> None:
    context.set_default_timeout(PATIENCE * 1_000)
    context.on("page", _follow_page)


def _follow_page(page: Page) -> None:
    def opened(socket: WebSocket) -> None:
        asked = _asked[page] = _Asked()
        socket.on("framesent", asked.sent)
        socket.on("framereceived", asked.received)

    def moved(request: Request, by: int) -> None:
        if request.method == "PUT" and page in _asked:
            _asked[page].files += by

    page.on("websocket", opened)
    page.on("request", lambda request: moved(request, 1))
    page.on("requestfinished", lambda request: moved(request, -1))
    page.on("requestfailed", lambda request: moved(request, -1))


def settle(page: Page) -> None:
    """Waits until the screen stands still; raises AssertionError if that takes too long, or it shows an exception."""
    until = time.monotonic() + PATIENCE
    page.wait_for_selector(_READY)
    size = page.viewport_size
    assert size
    while not (page.evaluate(_IS_QUIET, [_READY, _QUIET, size["width"]]) and page in _asked and _asked[page].nothing):
        page.wait_for_timeout(_GLANCE)
        assert time.monotonic() < until, f"{page.url} does not come to rest: {_asked.get(page)}"
    assert page.get_by_test_id("stException").count() == 0, page.url
