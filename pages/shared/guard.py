"""Keeps what no screen draws from who has not signed in, and remembers where somebody wanted to go."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data_layer import sign_ins
from data_layer.rules import claims as said
from data_layer.rules.sentences import say
from data_layer.sign_in_settings import CALLBACK
from data_layer.staff import Actor
from data_layer.wording import put
from pages.shared import app_shell, session
from pages.shared.signing_in import FAILED

ICON = Path(__file__).parent / "icon.png"
PERSON = "desk.person"
"""Where in the scope of a guarded request its person is, for whoever answers it."""
_GUARDED = ("/media/", "/export/", "/_stcore/upload_file")
_SIGN_OUT = "/auth/logout"
_WANTED = "desk_wanted"  # the cookie; it holds codes and numbers, as every address of the desk
_WANTED_SECONDS = 600
_OF_THE_DESK = re.compile(r"/[a-z0-9-]{1,60}(\?[A-Za-z0-9=&%._~+-]{0,800})?")
_GIVES = re.compile(rf'({USER_COOKIE_NAME}\w*)=([^";]+)')  # not one that takes a cookie away
_NOT_IN = say("You are not signed in, so this was not opened. Sign in at the desk, and try again.")


class Guard:
    """Lets nobody fetch or send a file who is not let in; at the sign-in it finds the way back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may pass."""
        sign_in = session.sign_in()
        if scope["type"] != "http" or sign_in is None:
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(_GUARDED):
            person = await anyio.to_thread.run_sync(_person, scope)
            if person is None:
                await _instead(path)(scope, receive, send)
                return
            scope[PERSON] = person
        elif path == _SIGN_OUT:
            if Headers(scope=scope).get("sec-fetch-site") == "cross-site" or scope["method"] != "GET":
                await RedirectResponse("/", 303)(scope, receive, send)  # a page elsewhere signs nobody out
                return
            await anyio.to_thread.run_sync(_ended, scope)
        elif path == CALLBACK:
            send = _back(scope, send)
        elif _may_be_wanted(scope) and await anyio.to_thread.run_sync(_person, scope) is None:
            send = _remembering(_asked(scope), send)
        await self.app(scope, receive, send)


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the signed cookie says of who signed in; nothing for none, or for one that was tampered with."""

    def signed(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies.get(name, "").encode("latin-1", "replace"))

    carried = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    try:
        claims = json.loads(carried) if carried else {}
    except ValueError:  # parts of more than one
        claims = {}
    sign_in = session.sign_in()
    is_ours = sign_in is not None and isinstance(claims, dict) and claims.get("origin") == sign_in.origin
    return claims if is_ours else {}


def _person(scope: Scope) -> Actor | None:
    return sign_ins.visitor(session.the_store(), claims_of(HTTPConnection(scope).cookies)).person


def _ended(scope: Scope) -> None:
    sign_ins.end(session.the_store(), claims_of(HTTPConnection(scope).cookies))


def _instead(path: str) -> Response:
    """For the sign-in page the desk's own icon, the only picture that it shows; else a refusal."""
    if path.startswith("/media/") and path.endswith(ICON.suffix):
        return Response(ICON.read_bytes(), media_type="image/png")
    return PlainTextResponse(put(_NOT_IN, "nl"), 403, {"cache-control": "no-store"})


def _may_be_wanted(scope: Scope) -> bool:
    is_page = scope["method"] == "GET" and app_shell.may_be_a_page(scope["path"])
    return is_page and _OF_THE_DESK.fullmatch(_asked(scope)) is not None


def _asked(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return str(scope["path"]) + (f"?{query}" if query else "")


def _remembering(where: str, send: Send) -> Send:
    async def remembering(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            headers.append(
                "set-cookie", f"{_WANTED}={where}; Path=/; Max-Age={_WANTED_SECONDS}; HttpOnly; SameSite=Lax"
            )
            message["headers"] = headers.raw
        await send(message)

    return remembering


def _back(scope: Scope, send: Send) -> Send:
    """After the provider: to where somebody wanted to go, or to the desk with word that it did not succeed."""
    wanted = HTTPConnection(scope).cookies.get(_WANTED, "")
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))

    async def leading_back(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            cookies = headers.getlist("set-cookie")
            claims = claims_of(dict(filter(None, map(_given, cookies))))
            if claims:
                claims = await anyio.to_thread.run_sync(_begun, claims)
                del headers["set-cookie"]
                for cookie in (*(c for c in cookies if not _GIVES.match(c)), _cookie(claims)):
                    headers.append("set-cookie", cookie)
                if _OF_THE_DESK.fullmatch(wanted):
                    headers["location"] = wanted
                headers.append("set-cookie", f"{_WANTED}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
            elif asked.keys() & {"code", "error"}:
                headers["location"] = f"/?{FAILED}=mislukt"
            message["headers"] = headers.raw
        await send(message)

    return leading_back


def _begun(claims: dict[str, Any]) -> dict[str, Any]:
    """Notes the sign-in; what the browser is to carry of it."""
    store = session.the_store()
    carried = said.kept(claims, store.settings.person_claim)
    sign_ins.begin(store, claims, carried)
    return carried


def _cookie(claims: dict[str, Any]) -> str:
    """The cookie that Streamlit reads: small, so never in parts, and without the tokens, which nobody here asks for."""
    value = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, json.dumps(claims)).decode()
    seconds = session.the_store().settings.sign_in_hours * 3600
    return f"{USER_COOKIE_NAME}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _given(cookie: str) -> tuple[str, str] | None:
    found = _GIVES.match(cookie)
    return (found[1], found[2]) if found else None
