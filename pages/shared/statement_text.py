"""The text of a version of the privacy statement, and what it changed, as the screen shows them."""

from collections.abc import Sequence

import streamlit as st

from data_layer.rules.statement_text import Block, blocks
from data_layer.rules.text_changes import Difference, Run
from pages.shared.wording import _, plain

_WIDTH = 760  # pixels; longer lines are hard to read
_BEFORE = {"title": "#### ", "heading": "#### ", "item": "- ", "numbered": "", "paragraph": ""}
_LISTED = ("item", "numbered")


def drawn(body: str) -> None:
    """The whole text, with its headings and lists."""
    with st.container(width=_WIDTH):
        st.markdown(_as_markdown(blocks(body)))


def _as_markdown(pieces: Sequence[Block]) -> str:
    lines: list[str] = []
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if before is not None and not (before.kind == piece.kind and piece.kind in _LISTED):
            lines.append("")
        lines.append(_BEFORE[piece.kind] + plain(piece.text) + ("  " if piece.kind == "numbered" else ""))
    return "\n".join(lines)


def changes(found: Sequence[Difference]) -> None:
    """Every difference beneath the heading that it stands under, told in words and by marks, not by colour."""
    with st.container(width=_WIDTH):
        st.caption(_("What went is ~~struck through~~, what came is **bold**."))
        for line in as_lines(found):
            st.markdown(line)


def as_lines(found: Sequence[Difference]) -> list[str]:
    """The differences as markdown, each with its heading where that is another than of the one before."""
    lines: list[str] = []
    under = None
    for one in found:
        if one.under and one.under != under:
            lines.append(f"**{plain(one.under)}**")
        under = one.under
        lines.append("  \n".join(_one(one)))
    return lines


def _one(one: Difference) -> list[str]:
    before, after = _marked(one.before, "~~"), _marked(one.after, "**")
    if one.kind == "changed":
        return [_("Was: %(text)s", text=before), _("Becomes: %(text)s", text=after)]
    return [_("Added: %(text)s", text=after) if one.kind == "added" else _("Removed: %(text)s", text=before)]


def _marked(runs: Sequence[Run], mark: str) -> str:
    """The words, with the mark around those that only this version has; it cannot begin or end with a space."""
    words = []
    for run in runs:
        text = " ".join(run.text.split())
        end = " " if run.text != run.text.rstrip() else ""
        words.append((f"{mark}{plain(text)}{mark}" if run.differs else plain(text)) + end)
    return "".join(words)
