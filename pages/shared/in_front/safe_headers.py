"""The headers that keep a browser from doing what the desk does not ask."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared.in_front import policy

_A_YEAR = 31_536_000  # seconds
_PARTS = "/static/"
_NOT_NEEDED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts",
    "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in _NOT_NEEDED),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex, nofollow",
}


class SafeHeaders:
    """Adds them to every answer; over https also that it stays so, for the page and for each cookie."""

    def __init__(self, app: ASGIApp, *, is_encrypted: bool) -> None:
        self.app = app
        self._is_encrypted = is_encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and the answer with its headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._safe(message.get("headers", []), scope["path"])}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)

    def _safe(self, raw: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
        headers = MutableHeaders(
            raw=[(name, self._sealed(value) if _is_cookie(name) else value) for name, value in raw]
        )
        for name in [name for name in headers if name.startswith("access-control-")]:
            del headers[name]  # no page of another host has anything to read here
        headers.update(_ALWAYS)
        if self._is_encrypted:
            headers["strict-transport-security"] = f"max-age={_A_YEAR}"
        is_part = path.startswith(_PARTS)
        headers.setdefault("content-security-policy", policy.FOR_PARTS if is_part else policy.FOR_FILES)
        if not is_part and "immutable" not in headers.get("cache-control", ""):
            headers["cache-control"] = "no-store"  # what is in it is nobody's who uses the browser next
        return headers.raw

    def _sealed(self, cookie: bytes) -> bytes:
        """Streamlit leaves its cookies open to http: it does not know what stands in front of it."""
        attributes = {part.strip().lower() for part in cookie.split(b";")[1:]}
        return cookie + b"; Secure" if self._is_encrypted and b"secure" not in attributes else cookie


def _is_cookie(name: bytes) -> bool:
    return name.lower() == b"set-cookie"
