"""The text of the privacy statement as it is read: headings, items of a list, paragraphs."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["title", "heading", "item", "numbered", "paragraph"]
_NUMBERED = re.compile(r"[0-9]{1,2}\.? +(?=\S)")
_BULLET = re.compile(r"[-–•*] +(?=\S)")
_LETTERS = 3  # of a heading; with fewer it is a code
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the text, without the mark of a list but with its number.

    A paragraph can have lines of its own, as an address has.
    """

    kind: Kind
    text: str


def tidied(text: str) -> str:
    """The text as it is kept: one kind of line end, nothing behind a line, at most one blank line between two."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def blocks(text: str) -> tuple[Block, ...]:
    """The pieces of the text, from the top. A heading is a line in capitals; one without a number is a title."""
    found: list[Block] = []
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            found.append(Block("paragraph", "\n".join(paragraph)))
            paragraph.clear()

    for line in (*(line.strip() for line in text.splitlines()), ""):
        kind = _kind(line)
        if kind == "paragraph":
            paragraph.append(line)
            continue
        close()
        if kind is not None:
            found.append(Block(kind, _BULLET.sub("", line, 1) if kind == "item" else line))
    return tuple(found)


def _kind(line: str) -> Kind | None:
    if not line:
        return None
    if _BULLET.match(line):
        return "item"
    is_numbered = _NUMBERED.match(line) is not None
    if line == line.upper() and sum(letter.isalpha() for letter in line) >= _LETTERS:
        if is_numbered:
            return "heading"
        return "paragraph" if any(letter.isdigit() for letter in line) else "title"  # a postcode is no title
    return "numbered" if is_numbered else "paragraph"
