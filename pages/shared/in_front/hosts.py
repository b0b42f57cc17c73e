"""Under which name the desk answers, so that nobody gets in behind another one.

Without a sign-in whoever reaches the desk is let in. Then it answers this machine alone, and nothing that a proxy
passes on; nor a page that made its own name lead here (DNS rebinding).
"""

from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from data_layer.rules.hosts import is_this_machine
from data_layer.rules.sentences import Sentence, say
from pages.shared import plain_page
from pages.shared.health import ADDRESS as HEALTH

_READS = {"GET", "HEAD"}
_PORTS = {"http": 80, "https": 443}
_OF_PROXIES = ("x-forwarded-", "x-real-ip", "forwarded", "via")
_POLICY_VIOLATION = 1008  # RFC 6455, section 7.4.1


class Hosts:
    """Refuses what asks for another host than the desk's `origin`; without one, what is not asked on this machine."""

    def __init__(self, app: ASGIApp, *, origin: str | None) -> None:
        self.app = app
        self._origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is meant for this desk."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        why = refusal(self._origin, scope)
        if why is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await plain_page.page(why, "nl", 403)(scope, receive, send)


def refusal(origin: str | None, scope: Scope) -> Sentence | None:
    """Why this request is not answered; None where it is."""
    headers = Headers(raw=scope["headers"])
    host = _only(headers, "host")
    if origin is None:
        is_here = is_this_machine(_place(f"http://{host}")[1]) and not _came_through_a_proxy(headers)
        is_meant = is_here and _is_own_page(scope, headers, f"http://{host}")
        return None if is_meant else _FOR_THIS_MACHINE
    scheme = urlsplit(origin).scheme
    is_probe = scope["path"] == HEALTH and is_this_machine(_place(f"http://{host}")[1])
    is_meant = _place(f"{scheme}://{host}") == _place(origin) and _is_own_page(scope, headers, origin)
    return None if is_probe or is_meant else say("This desk has another address. Open %(address)s.", address=origin)


_FOR_THIS_MACHINE = say(
    "This desk has no sign-in. So it answers only on the machine on which it runs, at the address localhost or"
    " 127.0.0.1, and not through a proxy. Set up the sign-in first; the README says how."
)


def _is_own_page(scope: Scope, headers: Headers, own: str) -> bool:
    """Whether what does more than read comes from a page of the desk; browsers always say from whose."""
    asked_by = headers.get("origin")
    only_reads = scope["type"] == "http" and scope["method"] in _READS
    return only_reads or asked_by is None or _place(asked_by) == _place(own)


def _only(headers: Headers, name: str) -> str:
    values = headers.getlist(name)
    return values[0] if len(values) == 1 else ""


def _came_through_a_proxy(headers: Headers) -> bool:
    return any(name.startswith(_OF_PROXIES) for name in headers)


def _place(address: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, however the address is written; of nonsense no host."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return "", "", None
    return (parts.scheme, parts.hostname or "", port) if _is_bare(parts) else ("", "", None)


def _is_bare(parts: SplitResult) -> bool:
    return not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
