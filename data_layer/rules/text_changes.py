"""What differs between two versions of a text: pieces that came, went or changed, and which words of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from data_layer.rules.statement_text import blocks

Kind = Literal["added", "removed", "changed"]
_ALIKE = 0.5  # of the words of two sentences; with less in common one went and another came
_MOST_PAIRS, _LONG = 1_000_000, 500  # past them it is another text, in which nobody looks for words that stayed
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row, and whether only this version has them."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence, heading or item that differs: the heading that it stands under, and its words before and after."""

    kind: Kind
    under: str
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    under: str

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.lower().split())


@lru_cache(maxsize=32)
def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Every piece that differs, in the order of the new text; white space and line ends do not count."""
    olds, news = _pieces(old), _pieces(new)
    matcher = SequenceMatcher(None, [_same(one) for one in olds], [_same(one) for one in news])
    return tuple(
        difference
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
        for difference in _between(olds[i1:i2], news[j1:j2])
    )


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    under = ""
    for block in blocks(text):
        under = block.text if block.kind == "heading" else under
        words = _SENTENCE.split(block.text) if block.kind == "paragraph" else [block.text]
        pieces += [_Piece(text, under) for text in words]
    return pieces


def _same(piece: _Piece) -> str:
    return " ".join(piece.text.split())


def _between(olds: Sequence[_Piece], news: Sequence[_Piece]) -> Iterator[Difference]:
    """Pairs what resembles each other, in order; the rest went or came."""
    at = 0
    words = [old.words for old in olds] if len(olds) * len(news) <= _MOST_PAIRS else []
    for new in news:
        mine = new.words
        twin = next((i for i in range(at, len(words)) if _alike(words[i], mine)), None)
        if twin is None:
            yield Difference("added", new.under, after=(Run(new.text, True),))
            continue
        yield from map(_removed, olds[at:twin])
        yield _changed(olds[twin], new)
        at = twin + 1
    yield from map(_removed, olds[at:])


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    return 2 * len(some & others) >= _ALIKE * (len(some) + len(others))


def _removed(old: _Piece) -> Difference:
    return Difference("removed", old.under, before=(Run(old.text, True),))


def _changed(old: _Piece, new: _Piece) -> Difference:
    before, after = _WORD.findall(old.text), _WORD.findall(new.text)
    both = [word.strip() for word in before], [word.strip() for word in after]
    matcher = SequenceMatcher(None, *both, autojunk=len(after) > _LONG)
    olds: list[Run] = []
    news: list[Run] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for runs, words in ((olds, before[i1:i2]), (news, after[j1:j2])):
            if words:
                runs.append(Run("".join(words), tag != "equal"))
    return Difference("changed", new.under, tuple(olds), tuple(news))
