"""What the desk never asks a browser to send: refused before it is read."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MB = 1024 * 1024
_UPLOADS = "/_stcore/upload_file/"
_OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")  # Streamlit has others, for machines
_READING, _UPLOADING = ("GET", "HEAD"), ("DELETE", "PUT")


class Limits:
    """Refuses Streamlit's addresses for machines, other methods, and bodies larger than a file may be."""

    def __init__(self, app: ASGIApp, *, upload_mb: int) -> None:
        self.app = app
        self._upload_mb = upload_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is within the limits, and breaks off what turns out not to be."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, most = scope["path"], self._most(scope["path"])
        methods = _UPLOADING if path.startswith(_UPLOADS) else _READING
        if path.startswith("/_stcore/") and path not in _OPEN and not path.startswith(_UPLOADS):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        elif scope["method"] not in methods:
            await PlainTextResponse("Method Not Allowed", 405, {"allow": ", ".join(methods)})(scope, receive, send)
        elif _said_length(scope) > most:
            await PlainTextResponse("Content Too Large", 413)(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, most), send)

    def _most(self, path: str) -> int:
        return (self._upload_mb + 1) * _MB if path.startswith(_UPLOADS) else _MB  # the form around a file is small


def _said_length(scope: Scope) -> int:
    said = Headers(raw=scope["headers"]).get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() else 0


def _counted(receive: Receive, most: int) -> Receive:
    """Receives until it is too much: what a browser says of the length need not be so."""
    came = 0

    async def received() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise HTTPException(413)
        return message

    return received
