"""Blacking out what a text says about somebody else (art. 15(4) GDPR): where the words stand, and what is left."""

import re
from collections.abc import Iterable, Iterator, Sequence

Range = tuple[int, int]
"""From which character on, and up to which."""
Pieces = tuple[str | None, ...]
"""A text in pieces, in their order: what may be read, and None for each piece that may not."""


def found_in(text: str, words: str) -> tuple[Range, ...]:
    """Where these words stand in the text, whole words only, in capitals or not, however they are spaced."""
    typed = words.split()
    if not typed:
        return ()
    pattern = r"\s+".join(map(re.escape, typed))
    before = r"(?<!\w)" if re.match(r"\w", typed[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", typed[-1]) else ""
    return tuple(found.span() for found in re.finditer(f"{before}{pattern}{after}", text, re.IGNORECASE))


def standing(texts: Sequence[tuple[str, Sequence[Range]]]) -> Iterator[int]:
    """Which of these texts, by its place among them, still has words to read that are blacked out of another one.

    Where they are blacked out of a text once, whoever read it left the rest on purpose.
    """
    hidden = {text[start:end].casefold() for text, ranges in texts for start, end in ranges}
    for place, (text, ranges) in enumerate(texts):
        if any(_is_bare(found_in(text, words), ranges) for words in hidden):
            yield place


def _is_bare(found: Sequence[Range], ranges: Sequence[Range]) -> bool:
    """Whether words stand in these places, of which none is blacked out."""
    return bool(found) and not any(start <= at and till <= end for at, till in found for start, end in ranges)


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in their order, with those that overlap or touch taken together."""
    together: list[Range] = []
    for start, end in sorted(ranges):
        if together and start <= together[-1][1]:
            together[-1] = (together[-1][0], max(end, together[-1][1]))
        else:
            together.append((start, end))
    return tuple(together)


def pieces_of(text: str, ranges: Iterable[Range]) -> Pieces:
    """The text without what is blacked out."""
    pieces: list[str | None] = []
    at = 0
    for start, end in joined(ranges):
        pieces += [text[at:start], None]
        at = end
    return tuple(piece for piece in (*pieces, text[at:]) if piece != "")
