"""The address by which a supervisor knows whether the desk does its work: `/health`."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from data_layer import health
from data_layer.health import Found
from data_layer.schedule import Pulse
from data_layer.store import Store
from pages.shared import defects

ADDRESS = "/health"
SECONDS = 5.0  # in which the store must have answered
_COUNTS_FOR = 1.0  # seconds; whoever asks all the time does not keep the disk busy


class Health:
    """Looks after the store once at a time, however many ask and however long it hangs."""

    def __init__(self, the_store: Callable[[], Store]) -> None:
        self._the_store = the_store
        self.pulse: Pulse | None = None
        self._lock = threading.Lock()
        self._look: Future[Found] | None = None
        self._ended = 0.0

    async def answer(self, _request: Request) -> JSONResponse:
        """200 when people can work, also when something is said beside it; 503 and why when they cannot."""
        told = await self._told()
        return JSONResponse(told, 200 if told["desk"] == "up" else 503, {"cache-control": "no-store"})

    async def _told(self) -> dict[str, Any]:
        is_busy = self._the_store().is_rebuilding
        try:
            found = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._looking())), SECONDS)
        except TimeoutError:
            found = Found() if is_busy else Found("no_answer")
        if found.why is None and self.pulse is not None and not self.pulse.is_alive:
            found = Found("schedule_stands_still")
        if found.why is not None:
            return {"desk": "down", "why": found.why}
        told: dict[str, Any] = {"desk": "up"}
        if is_busy:
            told["doing"] = "rebuilding"
        if found.warnings:
            told["warnings"] = list(found.warnings)
        return told

    def _looking(self) -> "Future[Found]":
        with self._lock:
            look = self._look
            if look is None or (look.done() and monotonic() - self._ended > _COUNTS_FOR):
                look = self._look = Future()
                threading.Thread(target=self._end, args=(look,), daemon=True, name="health").start()
            return look

    def _end(self, look: "Future[Found]") -> None:
        try:
            found = health.looked_at(self._the_store())
        except Exception as error:  # whatever it is, the desk cannot be called up
            defects.noted(error)
            found = Found("defect")
        self._ended = monotonic()
        look.set_result(found)
