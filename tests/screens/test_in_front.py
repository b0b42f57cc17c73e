"""What stands in front of the desk: who is answered, how much is read, and what each answer says to a browser."""

from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any, TypeVar

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from pages.shared.in_front import policy
from pages.shared.in_front.hosts import Hosts
from pages.shared.in_front.limits import Limits
from pages.shared.in_front.safe_headers import SafeHeaders

HERE, OUTSIDE = "http://127.0.0.1:8501", "https://privacy.example.org"
MB = 1024 * 1024
Headers = Sequence[tuple[str, str]]
T = TypeVar("T")
STREAM, UPLOAD = "/_stcore/stream", "/_stcore/upload_file/session/file"


async def answer(request: Request) -> PlainTextResponse:
    read = len(await request.body())
    reply = PlainTextResponse(
        str(read), headers={"cache-control": "public, immutable" if "static" in str(request.url) else ""}
    )
    reply.headers["access-control-allow-origin"] = HERE  # as Streamlit does for who sends a file
    reply.set_cookie("one", "1", httponly=True, samesite="lax")
    reply.set_cookie("two", "2", secure=True, samesite="strict")
    return reply


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


class Visitor:
    """Somebody before a desk of this origin, which takes files of 2 MB; without one, before a try-out."""

    def __init__(self, origin: str | None) -> None:
        walls = [
            Middleware(SafeHeaders, is_encrypted=bool(origin)),
            Middleware(Hosts, origin=origin),
            Middleware(Limits, upload_mb=2),
        ]
        every = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
        routes = [WebSocketRoute(STREAM, stream), Route("/{path:path}", answer, methods=every)]
        self._desk = Starlette(routes=routes, middleware=walls)
        self._origin = origin or HERE

    def ask(self, path: str, method: str = "GET", headers: Headers = (), body: bytes = b"") -> httpx.Response:
        """What comes back; the body goes in pieces, and how long it is, is said in a header or not at all."""

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._desk)
            async with httpx.AsyncClient(transport=transport, base_url=self._origin) as client:
                return await client.request(method, path, headers=list(headers), content=_in_pieces(body))

        return _elsewhere(asked)

    def opens_a_stream(self, headers: Headers) -> bool:
        """Whether a socket with these headers opens."""
        told: list[str] = []

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            told.append(message["type"])

        raw = [(name.lower().encode(), value.encode()) for name, value in headers]
        scope = {"type": "websocket", "path": STREAM, "headers": raw, "query_string": b"", "subprotocols": []}
        _elsewhere(self._desk, scope, receive, send)
        return told[0] == "websocket.accept"


def _elsewhere(asked: Callable[..., Coroutine[Any, Any, T]], *facts: Any) -> T:
    with ThreadPoolExecutor(1) as pool:  # in this thread a browser of another test may run its loop
        return pool.submit(anyio.run, asked, *facts).result()


async def _in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(body), MB // 4):
        yield body[at : at + MB // 4]


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:9", "[::1]:8501", "127.8.8.8"])
def test_a_try_out_answers_this_machine(host: str) -> None:
    visitor = Visitor(None)
    assert visitor.ask("/verzoeken", headers=[("host", host)]).status_code == 200
    assert visitor.opens_a_stream([("host", host), ("origin", f"http://{host}")])
    assert visitor.opens_a_stream([("host", host)])  # no browser: nothing is done in somebody's name


@pytest.mark.parametrize(
    "headers",
    [
        *([("host", host)] for host in ("evil.example", "localhost.evil.example", "evil.example@localhost")),
        *([("host", host)] for host in ("localhost/x", "localhost:x", "192.168.1.2:8501", "0.0.0.0:8501", "")),
        [("host", "localhost"), ("host", "evil.example")],
        [("host", "localhost"), ("x-forwarded-for", "10.0.0.9")],
        [("host", "localhost"), ("X-Forwarded-Host", "localhost")],
        [("host", "localhost"), ("forwarded", "for=10.0.0.9")],
        [("host", "localhost"), ("via", "1.1 proxy")],
        [("host", "localhost"), ("x-real-ip", "10.0.0.9")],
    ],
)
def test_a_try_out_refuses_another_host_and_whatever_a_proxy_passes_on(headers: Headers) -> None:
    visitor = Visitor(None)
    refused = visitor.ask("/verzoeken", headers=headers)
    assert refused.status_code == 403
    assert "heeft geen aanmelding" in refused.text
    assert refused.headers["x-frame-options"] == "DENY"
    assert visitor.ask("/health", headers=headers).status_code == 403
    assert not visitor.opens_a_stream(headers)


def test_a_desk_with_sign_in_answers_under_its_own_name_only() -> None:
    visitor = Visitor(OUTSIDE)
    proxied = [("x-forwarded-for", "10.0.0.9"), ("x-forwarded-proto", "https")]
    for host in ("privacy.example.org", "privacy.example.org:443", "Privacy.Example.org"):
        assert visitor.ask("/verzoeken", headers=[("host", host), *proxied]).status_code == 200
    for host in ("localhost:8501", "127.0.0.1:8501", "other.example.org", "privacy.example.org:8501"):
        refused = visitor.ask("/verzoeken", headers=[("host", host), *proxied])
        assert (refused.status_code, OUTSIDE in refused.text) == (403, True)
        assert not visitor.opens_a_stream([("host", host)])
    assert visitor.ask("/health", headers=[("host", "127.0.0.1:8501")]).status_code == 200
    assert visitor.ask("/health", headers=[("host", "other.example.org")]).status_code == 403


@pytest.mark.parametrize(("origin", "own"), [(None, "http://localhost:8501"), (OUTSIDE, OUTSIDE)])
def test_a_page_of_another_host_cannot_open_a_stream_or_send_a_file(origin: str | None, own: str) -> None:
    visitor, host = Visitor(origin), ("host", own.split("//")[1])
    for other in ("https://evil.example", "null", "http://localhost:3000", own.replace("http", "ftp"), own + ".nl"):
        headers = [host, ("origin", other)]
        assert not visitor.opens_a_stream(headers)
        assert visitor.ask(UPLOAD, "PUT", headers).status_code == 403
    assert visitor.opens_a_stream([host, ("origin", own)])
    assert visitor.ask(UPLOAD, "PUT", [host, ("origin", own)]).status_code == 200


def test_no_more_is_read_than_a_file_may_have() -> None:
    visitor = Visitor(None)
    assert visitor.ask(UPLOAD, "PUT", body=b"x" * 2 * MB).text == str(2 * MB)
    assert visitor.ask(UPLOAD, "PUT", body=b"x" * 4 * MB).status_code == 413
    assert visitor.ask("/verzoeken", body=b"x" * 2 * MB).status_code == 413
    assert visitor.ask("/verzoeken", body=b"x" * MB).text == str(MB)
    for path, method, most in ((UPLOAD, "PUT", 3 * MB), ("/verzoeken", "GET", MB)):
        said = [("content-length", str(most + 1))]
        assert visitor.ask(path, method, said).status_code == 413  # before a byte of it came


def test_other_methods_and_addresses_for_programs_are_refused() -> None:
    visitor = Visitor(None)
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        refused = visitor.ask("/verzoeken", method)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
    for method in ("GET", "POST", "OPTIONS"):
        assert visitor.ask(UPLOAD, method).status_code == 405
    for path in ("metrics", "agent/openapi.json", "agent/mcp", "script-health-check", "upload_file", ""):
        assert visitor.ask(f"/_stcore/{path}").status_code == 404
    assert visitor.ask("/%5Fstcore/metrics").status_code == 404
    for path in ("health", "host-config"):
        assert visitor.ask(f"/_stcore/{path}").status_code == 200
    assert visitor.ask(UPLOAD, "DELETE").status_code == 200


def test_over_https_the_browser_stays_there_with_every_cookie() -> None:
    safe, plain = Visitor(OUTSIDE).ask("/"), Visitor(None).ask("/")
    assert safe.headers["strict-transport-security"].startswith("max-age=")
    assert safe.headers.get_list("set-cookie") == [
        "one=1; HttpOnly; Path=/; SameSite=lax; Secure",
        "two=2; Path=/; SameSite=strict; Secure",
    ]
    assert "strict-transport-security" not in plain.headers
    assert plain.headers.get_list("set-cookie")[0] == "one=1; HttpOnly; Path=/; SameSite=lax"


def test_no_browser_keeps_what_is_not_the_same_for_all_nor_lets_another_page_read_it() -> None:
    visitor = Visitor(None)
    for path in ("/verzoeken", "/media/a.csv", "/export/a", "/health"):
        kept = visitor.ask(path)
        assert kept.headers.get_list("cache-control") == ["no-store"]
        assert kept.headers["content-security-policy"].startswith("default-src 'none'; style-src")
        assert not [name for name in kept.headers if name.startswith("access-control-")]
    part = visitor.ask("/static/js/a.js")
    assert part.headers["cache-control"] == "public, immutable"
    assert part.headers["content-security-policy"].startswith("default-src 'self'; frame-ancestors")


def test_a_page_may_run_the_scripts_that_stand_in_it_and_no_others() -> None:
    html = '<script>\n one()\n</script><script src="./a.js"></script><SCRIPT type="module">two</SCRIPT>'
    rules = dict(rule.split(" ", 1) for rule in policy.for_page(html, "localhost:8501").split("; "))
    digests = [f"'sha256-{b64encode(sha256(text).digest()).decode()}'" for text in (b"\n one()\n", b"two")]
    assert rules["script-src"].split() == ["'self'", *digests]
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["connect-src"] == "'self' ws://localhost:8501 wss://localhost:8501"
    for host in ("[::1]:8501", "", "a; script-src *", "a b"):
        assert "connect-src 'self'; frame-ancestors 'none'" in policy.for_page(html, host)
