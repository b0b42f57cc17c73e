"""Makes PDFs: a template lays out, the facts bring every word, and text can never become markup."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from data_layer.documents.compiling import CannotBeSet, compiled
from data_layer.documents.visible import visible
from data_layer.errors import BadInput
from data_layer.rules.sentences import say

_WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_EUROPEAN = 0x17F  # up to here the first font has every letter
_MOST_NAMED = 12  # characters, each found by setting the page once more


def pdf(template: str, facts: Mapping[str, Any], *, is_copy: bool = False) -> bytes:
    """The template `NAME.typ` of this folder with these facts, as PDF/UA-1: the same bytes for the same facts.

    Facts are what JSON can hold: at least `lang`, `title` and `made_at`, an instant as ISO 8601 with its zone. Raises
    BadInput that names the characters which no font has; in a copy of data their names stand in their place.
    """
    words = json.dumps(visible(facts), ensure_ascii=False)
    if is_copy:
        words = _named(words)
    missing: list[str] = []
    while True:
        try:
            made = compiled(template, words, facts["made_at"])
        except CannotBeSet as error:
            without = _without_glyph(error)
            if without is None or without not in words:
                raise
            missing.append(without)
            words = words.replace(without, "")
        else:
            if missing:
                break
            return made
        if len(missing) == _MOST_NAMED:
            break
    raise BadInput(
        say(
            "There are characters that this letter cannot show: %(characters)s. Nothing was saved."
            " Write the name or the text in which they stand in Latin letters.",
            characters=" ".join(missing),
        )
    )


def _without_glyph(error: CannotBeSet) -> str | None:
    """What could not be set, because no font has it."""
    found = _WITHOUT_GLYPH.search(error.message)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else None


def _named(words: str) -> str:
    """The words with the names of the characters that no font has, which are found one by one."""
    left = sorted({character for character in words if ord(character) > _EUROPEAN and character.isprintable()})
    while left:
        facts = {"lang": "nl", "title": "-", "characters": left}
        try:
            compiled("glyphs", json.dumps(facts, ensure_ascii=False), "2026-01-01T12:00:00Z")
        except CannotBeSet as error:
            without = _without_glyph(error)
            if without is None or without not in left:
                break
            name = unicodedata.name(without, f"U+{ord(without):04X}")
            words = words.replace(without, f"[{name.lower()}]")
            left.remove(without)
        else:
            break
    return words
