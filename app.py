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
from starlette.routing import Route
from streamlit import config

from data_layer import discreet_logs, opening, schedule, try_outs
from data_layer.errors import UserError
from data_layer.requests.document_files import MOST_DOCUMENT_MB
from data_layer.rules.hosts import is_this_machine
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import read_settings, secrets_file
from data_layer.sign_in_settings import SignIn
from data_layer.wording import put
from pages.shared import app_shell, defects, downloads, guard, session
from pages.shared.health import ADDRESS, Health
from pages.shared.in_front.hosts import Hosts
from pages.shared.in_front.limits import Limits
from pages.shared.in_front.safe_headers import SafeHeaders
from pages.shared.session import the_store

HERE = Path(__file__).parent


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Opens the store before the first visitor comes, and closes it when the last has gone; meanwhile jobs recur."""
    try:
        if session.sign_in() is not None:
            opening.check_begun(read_settings())
        store = await anyio.to_thread.run_sync(the_store)
        if session.sign_in() is None:
            try_outs.check_invented(store)
    except UserError as error:
        sys.stderr.write(put(error.sentence, "nl") + "\n")
        sys.stderr.flush()
        os._exit(1)  # nothing is open yet, and whatever is raised here ends in a page of traces
    try:
        with schedule.running_for(store, defects.noted) as health.pulse:
            yield {}
    finally:
        store.close()


def configured() -> tuple[SignIn | None, int]:
    """The sign-in, and the largest file in MB that any screen takes. What is wrong stops the start."""
    try:
        return session.sign_in(), max(read_settings().upload_limit_mb, MOST_DOCUMENT_MB)
    except UserError as error:
        _stop(error.sentence)


def refuse_strangers() -> None:
    """Stops the start on an address that others can reach while nobody signs in: anybody would be let in."""
    address = st.get_option("server.address") or "0.0.0.0"  # noqa: S104 - what no address means
    if sign_in is None and not is_this_machine(address):
        _stop(
            say(
                "The desk did not start: on the address %(address)s others could come in, and there is no sign-in."
                " Use 127.0.0.1, or set the sign-in.",
                address=address,
            )
        )


def refuse_weakened() -> None:
    """Stops the start with an option of Streamlit that would let requests pass the guard."""
    for option, is_wanted in {
        "server.baseUrlPath": "",
        "server.trustedUserHeaders": {},
        "server.enableXsrfProtection": True,
        "server.enableCORS": True,
        "server.enableStaticServing": False,
    }.items():
        if (st.get_option(option) or type(is_wanted)()) != is_wanted:
            _stop(
                say(
                    "The desk did not start: the option %(option)s is set, and with it strangers could come in. Take it"
                    " away.",
                    option=option,
                )
            )


def _stop(sentence: Sentence) -> NoReturn:
    sys.stderr.write(put(sentence, "nl") + "\n")
    raise SystemExit(1)


discreet_logs.begin()
config.set_option("secrets.files", [str(secrets_file())])
sign_in, upload_mb = configured()
refuse_strangers()
refuse_weakened()
health = Health(the_store)
app = st.App(
    HERE / "pages" / "router.py",
    routes=[
        Route(ADDRESS, health.answer),
        Route(app_shell.ADDRESS, app_shell.desk_script),
        Route(downloads.PATH, downloads.download),
    ],
    middleware=[
        Middleware(SafeHeaders, is_encrypted=sign_in is not None and sign_in.is_encrypted),
        Middleware(Hosts, origin=sign_in.origin if sign_in else None),
        Middleware(Limits, upload_mb=upload_mb),
        Middleware(guard.Guard),
        Middleware(app_shell.AppShell),
    ],
    lifespan=lifespan,
)
