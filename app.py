"""Starts the desk: `streamlit run app.py`. The screens are in `pages/`, everything about data in `data_layer/`."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from data_layer import schedule, try_outs
from data_layer.errors import UserError
from data_layer.rules.access import Act
from data_layer.rules.hosts import is_this_machine
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import secrets_file
from data_layer.staff import THE_DESK
from data_layer.wording import put
from pages.shared import app_shell, defects, downloads, guard, session
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


async def health(_request: Request) -> JSONResponse:
    """Whether the store answers, for whoever watches over the process."""
    try:
        await anyio.to_thread.run_sync(_look_at_the_store)
    except UserError as error:
        return JSONResponse({"desk": "down", "why": error.sentence.msgid}, status_code=503)
    return JSONResponse({"desk": "up"})


def _look_at_the_store() -> None:
    with the_store().read(THE_DESK, Act.STAFF_VIEW) as reader:
        reader.value("select count(*) from staff")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Opens the store before the first visitor comes, and closes it when the last has gone; meanwhile jobs recur."""
    try:
        store = await anyio.to_thread.run_sync(the_store)
        if session.sign_in() is None:
            try_outs.check_invented(store)
    except UserError as error:
        sys.stderr.write(put(error.sentence, "nl") + "\n")
        sys.stderr.flush()
        os._exit(1)  # nothing is open yet, and whatever is raised here ends in a page of traces
    try:
        with schedule.running_for(store, defects.noted):
            yield {}
    finally:
        store.close()


def refuse_strangers() -> None:
    """Stops the start on an address that others can reach while nobody signs in: anybody would be let in."""
    address = st.get_option("server.address") or "0.0.0.0"  # noqa: S104 - what no address means
    try:
        if is_this_machine(address) or session.sign_in() is not None:
            return
    except UserError as error:
        _stop(error.sentence)
    _stop(
        say(
            "The desk did not start: on the address %(address)s others could come in, and there is no sign-in."
            " Use 127.0.0.1, or set the sign-in.",
            address=address,
        )
    )


def _stop(sentence: Sentence) -> NoReturn:
    sys.stderr.write(put(sentence, "nl") + "\n")
    raise SystemExit(1)


config.set_option("secrets.files", [str(secrets_file())])
refuse_strangers()
app = st.App(
    HERE / "pages" / "router.py",
    routes=[
        Route("/health", health),
        Route(app_shell.ADDRESS, app_shell.desk_script),
        Route(downloads.PATH, downloads.download),
    ],
    middleware=[Middleware(SafeHeaders), Middleware(guard.Guard), Middleware(app_shell.AppShell)],
    lifespan=lifespan,
)
