"""The page into which the browser draws the desk: Streamlit's own, in Dutch and with the desk's script."""

import json
import re
from hashlib import blake2b
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_layer.rules.sentences import say
from data_layer.wording import put
from pages.shared.in_front import policy

HERE = Path(__file__).parent
ADDRESS = "/desk.js"
WITHOUT_SCRIPT = say("The desk needs JavaScript: switch it on in the browser.")
# with these the answer might be "not modified", a part, or compressed: then there is nothing to put the script into
_LEFT_OUT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


def _script() -> bytes:
    words = json.loads((HERE / "chrome.nl.json").read_text(encoding="utf-8"))
    # the words are the desk's own constant, so that nothing else on the page can reach or change them
    script = f"(() => {{ const deskDutch = {json.dumps(words)};\n{(HERE / 'desk.js').read_text(encoding='utf-8')}}})();"
    return script.encode()


SCRIPT = _script()
_VERSION = blake2b(SCRIPT, digest_size=8).hexdigest()


async def desk_script(_request: Request) -> Response:
    """The one script of the desk; its address changes with its text, so a browser may keep it."""
    kept = {"cache-control": "public, immutable, max-age=31536000"}
    return Response(SCRIPT, media_type="text/javascript; charset=utf-8", headers=kept)


def shell(html: str) -> str:
    """Streamlit's page as the desk serves it."""
    html = html.replace('<html lang="en">', '<html lang="nl">')
    html = html.replace("<title>Streamlit</title>", "<title>STEP Privacybalie</title>")
    html = html.replace("</head>", f'<script src="{ADDRESS}?v={_VERSION}" defer></script></head>')
    noscript = f"<noscript><p>{put(WITHOUT_SCRIPT, 'nl')}</p></noscript>"
    return re.sub(r"<noscript>.*?</noscript>", lambda _: noscript, html, flags=re.DOTALL)


class AppShell:
    """Puts the desk's script into every page that Streamlit serves; other answers pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and what comes back if it is no page."""
        if scope["type"] != "http" or not may_be_a_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = [(name, value) for name, value in scope["headers"] if name not in _LEFT_OUT]
        start: Message | None = None
        parts: list[bytes] = []

        async def with_script(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    page = shell(b"".join(parts).decode())
                    html = page.encode()
                    rule = policy.for_page(page, Headers(raw=scope["headers"]).get("host", ""))
                    is_wanted = scope["method"] != "HEAD"
                    await send(_start(start, html if is_wanted else None, rule))
                    await send({"type": "http.response.body", "body": html if is_wanted else b""})

        await self.app({**scope, "headers": asked}, receive, with_script)


def may_be_a_page(path: str) -> bool:
    return "." not in path and not path.startswith(("/_stcore/", "/media/"))


def _is_page(start: Message) -> bool:
    return start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _start(start: Message, html: bytes | None, rule: str) -> Message:
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("content-length", "etag", "last-modified", "accept-ranges"):  # they speak of the page as it was
        del headers[name]
    headers["content-security-policy"] = rule
    if html is not None:
        headers["content-length"] = str(len(html))
    return {**start, "headers": headers.raw}
