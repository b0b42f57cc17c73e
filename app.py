"""Starts the desk: `streamlit run app.py`. The screens are in `pages/`, everything about data in `data_layer/`."""

import ipaddress
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_layer import schedule
from data_layer.errors import UserError
from data_layer.rules.sentences import say
from data_layer.wording import put
from pages.shared import app_shell, defects, downloads
from pages.shared.health import ADDRESS, Health
from pages.shared.session import the_store

HERE = Path(__file__).parent
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class SafeHeaders:
    """Adds to every answer the headers that keep a browser from doing what the desk does not ask."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Opens the store before the first visitor comes, and closes it when the last has gone; meanwhile jobs recur."""
    try:
        store = await anyio.to_thread.run_sync(the_store)
    except UserError as error:
        sys.stderr.write(put(error.sentence, "nl") + "\n")
        sys.stderr.flush()
        os._exit(1)  # nothing is open yet, and whatever is raised here ends in a page of traces
    try:
        with schedule.running_for(store, defects.noted) as health.pulse:
            yield {}
    finally:
        store.close()


def refuse_strangers() -> None:
    """Stops the start on an address that others can reach: without sign-in anybody would be let in."""
    address = st.get_option("server.address") or "0.0.0.0"  # noqa: S104 - what no address means
    if address == "localhost" or _is_loopback(address):
        return
    sentence = say(
        "The desk did not start: on the address %(address)s others could come in, and there is no sign-in."
        " Use 127.0.0.1.",
        address=address,
    )
    sys.stderr.write(put(sentence, "nl") + "\n")
    raise SystemExit(1)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


refuse_strangers()
health = Health(the_store)
app = st.App(
    HERE / "pages" / "router.py",
    routes=[
        Route(ADDRESS, health.answer),
        Route(app_shell.ADDRESS, app_shell.desk_script),
        Route(downloads.PATH, downloads.download),
    ],
    middleware=[Middleware(SafeHeaders), Middleware(app_shell.AppShell)],
    lifespan=lifespan,
)
