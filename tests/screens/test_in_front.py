"""What stands in front of the desk: who is answered, how much is read, and what each answer says to a browser."""

from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from pages.shared.in_front import policy
from pages.shared.in_front.hosts import Hosts
from pages.shared.in_front.limits import Limits
from pages.shared.in_front.safe_headers import SafeHeaders

HERE, OUTSIDE = "http://127.0.0.1:8501", "https://privacy.example.org"
MB = 1024 * 1024
STREAM, UPLOAD = "/_stcore/stream", "/_stcore/upload_file/session/file"


async def answer(request: Request) -> PlainTextResponse:
    read = len(await request.body())
    reply = PlainTextResponse(
        str(read), headers={"cache-control": "public, immutable" if "static" in str(request.url) else ""}
    )
    reply.set_cookie("one", "1", httponly=True, samesite="lax")
    reply.set_cookie("two", "2", secure=True, samesite="strict")
    return reply


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def visitor(origin: str | None) -> TestClient:
    """Somebody before a desk of this origin, which takes files of 2 MB; without one, before a try-out."""
    walls = [
        Middleware(SafeHeaders, is_encrypted=bool(origin)),
        Middleware(Hosts, origin=origin),
        Middleware(Limits, upload_mb=2),
    ]
    every = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
    desk = Starlette(
        routes=[WebSocketRoute(STREAM, stream), Route("/{path:path}", answer, methods=every)], middleware=walls
    )
    return TestClient(desk, base_url=origin or HERE)


def opens_a_stream(client: TestClient, headers: dict[str, str]) -> bool:
    try:
        with client.websocket_connect(STREAM, headers=headers):
            return True
    except WebSocketDisconnect:
        return False


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:9", "[::1]:8501", "127.8.8.8"])
def test_a_try_out_answers_this_machine(host: str) -> None:
    client = visitor(None)
    assert client.get("/verzoeken", headers={"host": host}).status_code == 200
    assert opens_a_stream(client, {"host": host, "origin": f"http://{host}"})
    assert opens_a_stream(client, {"host": host})  # no browser: nothing is done in somebody's name


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "localhost.evil.example"},
        {"host": "evil.example@localhost"},
        {"host": "localhost/x"},
        {"host": "localhost:x"},
        {"host": "192.168.1.2:8501"},
        {"host": "0.0.0.0:8501"},
        {"host": ""},
        {"host": "localhost", "x-forwarded-for": "10.0.0.9"},
        {"host": "localhost", "X-Forwarded-Host": "localhost"},
        {"host": "localhost", "forwarded": "for=10.0.0.9"},
        {"host": "localhost", "via": "1.1 proxy"},
        {"host": "localhost", "x-real-ip": "10.0.0.9"},
    ],
)
def test_a_try_out_refuses_another_host_and_whatever_a_proxy_passes_on(headers: dict[str, str]) -> None:
    client = visitor(None)
    refused = client.get("/verzoeken", headers=headers)
    assert refused.status_code == 403
    assert "heeft geen aanmelding" in refused.text
    assert refused.headers["x-frame-options"] == "DENY"
    assert client.get("/health", headers=headers).status_code == 403
    assert not opens_a_stream(client, headers)


def test_a_desk_with_sign_in_answers_under_its_own_name_only() -> None:
    client = visitor(OUTSIDE)
    proxied = {"x-forwarded-for": "10.0.0.9", "x-forwarded-proto": "https"}
    for host in ("privacy.example.org", "privacy.example.org:443", "Privacy.Example.org"):
        assert client.get("/verzoeken", headers={"host": host, **proxied}).status_code == 200
    for host in ("localhost:8501", "127.0.0.1:8501", "other.example.org", "privacy.example.org:8501"):
        refused = client.get("/verzoeken", headers={"host": host, **proxied})
        assert (refused.status_code, OUTSIDE in refused.text) == (403, True)
        assert not opens_a_stream(client, {"host": host})
    assert client.get("/health", headers={"host": "127.0.0.1:8501"}).status_code == 200
    assert client.get("/health", headers={"host": "other.example.org"}).status_code == 403


def test_a_page_of_another_host_cannot_open_a_stream_or_send_a_file() -> None:
    for client, host, own in ((visitor(None), "localhost:8501", "http://localhost:8501"),
                              (visitor(OUTSIDE), "privacy.example.org", OUTSIDE)):  # fmt: skip
        for origin in (
            "https://evil.example",
            "null",
            "http://localhost:3000",
            own.replace("http", "ftp"),
            own + ".nl",
        ):
            assert not opens_a_stream(client, {"host": host, "origin": origin})
            assert client.put(UPLOAD, headers={"host": host, "origin": origin}).status_code == 403
        assert opens_a_stream(client, {"host": host, "origin": own})
        assert client.put(UPLOAD, headers={"host": host, "origin": own}).status_code == 200


def test_no_more_is_read_than_a_file_may_have() -> None:
    client = visitor(None)
    assert client.put(UPLOAD, content=b"x" * 2 * MB).text == str(2 * MB)
    assert client.put(UPLOAD, content=b"x" * 4 * MB).status_code == 413
    assert client.put(UPLOAD, content=iter((b"x" * 4 * MB,))).status_code == 413  # without saying how long it is
    assert client.put(UPLOAD, content=b"x", headers={"content-length": "9" * 18}).status_code == 413
    assert client.request("GET", "/verzoeken", content=b"x" * 2 * MB).status_code == 413
    assert client.request("GET", "/verzoeken", content=iter((b"x" * 2 * MB,))).status_code == 413


def test_other_methods_and_addresses_for_programs_are_refused() -> None:
    client = visitor(None)
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        refused = client.request(method, "/verzoeken")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
    for method in ("GET", "POST", "OPTIONS"):
        assert client.request(method, UPLOAD).status_code == 405
    for path in ("metrics", "agent/openapi.json", "agent/mcp", "script-health-check", "upload_file", ""):
        assert client.get(f"/_stcore/{path}").status_code == 404
    assert client.get("/%5Fstcore/metrics").status_code == 404
    for path in ("health", "host-config"):
        assert client.get(f"/_stcore/{path}").status_code == 200
    assert client.delete(UPLOAD).status_code == 200


def test_over_https_the_browser_stays_there_with_every_cookie() -> None:
    safe, plain = visitor(OUTSIDE).get("/"), visitor(None).get("/")
    assert safe.headers["strict-transport-security"].startswith("max-age=")
    assert safe.headers.get_list("set-cookie") == [
        "one=1; HttpOnly; Path=/; SameSite=lax; Secure",
        "two=2; Path=/; SameSite=strict; Secure",
    ]
    assert "strict-transport-security" not in plain.headers
    assert plain.headers.get_list("set-cookie")[0] == "one=1; HttpOnly; Path=/; SameSite=lax"


def test_no_browser_keeps_what_is_not_the_same_for_all() -> None:
    client = visitor(None)
    for path in ("/verzoeken", "/media/a.csv", "/export/a", "/health"):
        kept = client.get(path)
        assert kept.headers["cache-control"] == "no-store"
        assert kept.headers["content-security-policy"].startswith("default-src 'none'; style-src")
    part = client.get("/static/js/a.js")
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
