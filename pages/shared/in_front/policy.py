"""What a browser may load for a page of the desk (Content Security Policy, level 3)."""

import re
from base64 import b64encode
from hashlib import sha256

_INLINE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_NAME_OF_A_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?")

_NOBODY_ELSE = "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
FOR_FILES = f"default-src 'none'; style-src 'unsafe-inline'; {_NOBODY_ELSE}"
"""For what is no page of the desk: a file, a sentence that says why there is none."""
FOR_PARTS = f"default-src 'self'; {_NOBODY_ELSE}"
"""For the parts of the page that Streamlit brings."""


def for_page(html: str, host: str) -> str:
    """The policy of this very page: no script but those that it names and the desk's own, none made of text.

    The socket is named by host, for Safari does not count it as the page's own.
    """
    scripts = " ".join(("'self'", *(f"'sha256-{_digest(script)}'" for script in _INLINE.findall(html))))
    sockets = f" ws://{host} wss://{host}" if _NAME_OF_A_HOST.fullmatch(host) else ""
    rules = (
        "default-src 'none'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",  # Streamlit draws with styles that it makes as it goes
        "img-src 'self' data: blob:",
        "font-src 'self' data:",  # that of the tables lies in Streamlit's script
        "manifest-src 'self'",
        f"connect-src 'self'{sockets}",
        _NOBODY_ELSE,
    )
    return "; ".join(rules)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
