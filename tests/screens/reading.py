"""What a screen sends, as the browser gets it."""

from typing import Any

from streamlit.testing.v1 import AppTest


def sent_to_the_browser(at: AppTest) -> bytes:
    """Everything that the last run sent to the browser, tables included."""
    return b"\n".join(_sent(at._tree))


def _sent(node: Any) -> list[bytes]:
    own = getattr(node, "proto", None)
    found: list[bytes] = [] if own is None else [own.SerializeToString()]
    for child in getattr(node, "children", {}).values():
        found += _sent(child)
    return found
