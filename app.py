"""Starts the desk: `streamlit run app.py`. The screens are in `pages/`, everything about data in `data_layer/`."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data_layer import schedule
from data_layer.errors import UserError
from data_layer.requests.document_files import MOST_DOCUMENT_MB
from data_layer.rules.access import Act
from data_layer.rules.hosts import is_this_machine
from data_layer.rules.sentences import say
from data_layer.settings import read_settings
from data_layer.staff import THE_DESK
from data_layer.wording import put
from pages.shared import app_shell, defects, downloads
from pages.shared.in_front.hosts import HEALTH, Hosts
from pages.shared.in_front.limits import Limits
from pages.shared.in_front.safe_headers import SafeHeaders
from pages.shared.session import the_store

HERE = Path(__file__).parent


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
    """Stops the start on an address that others can reach: without sign-in anybody would be let in."""
    address = st.get_option("server.address") or "0.0.0.0"  # noqa: S104 - what no address means
    if is_this_machine(address):
        return
    sentence = say(
        "The desk did not start: on the address %(address)s others could come in, and there is no sign-in."
        " Use 127.0.0.1.",
        address=address,
    )
    sys.stderr.write(put(sentence, "nl") + "\n")
    raise SystemExit(1)


def largest_upload_mb() -> int:
    """The largest file that any screen takes."""
    try:
        return max(read_settings().upload_limit_mb, MOST_DOCUMENT_MB)
    except UserError as error:
        sys.stderr.write(put(error.sentence, "nl") + "\n")
        raise SystemExit(1) from None


def the_desk(origin: str | None) -> st.App:
    """The desk as it answers under its own address, `https://privacy.example.org`; without one on this machine only."""
    app = st.App(  # which `streamlit run` looks for in these words
        HERE / "pages" / "router.py",
        routes=[
            Route(HEALTH, health),
            Route(app_shell.ADDRESS, app_shell.desk_script),
            Route(downloads.PATH, downloads.download),
        ],
        middleware=[
            Middleware(SafeHeaders, is_encrypted=bool(origin and origin.startswith("https://"))),
            Middleware(Hosts, origin=origin),
            Middleware(Limits, upload_mb=largest_upload_mb()),
            Middleware(app_shell.AppShell),
        ],
        lifespan=lifespan,
    )
    return app  # noqa: RET504 - the name is what is looked for


refuse_strangers()
app = the_desk(None)
