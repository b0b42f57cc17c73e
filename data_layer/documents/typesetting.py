"""Makes PDFs: a template lays out, the facts bring every word, and text can never become markup."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from data_layer.documents.visible import visible
from data_layer.errors import BadInput
from data_layer.rules.sentences import say

_HERE = Path(__file__).parent
_WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_NAMED = 12  # characters, each found by setting the page once more


@cache
def _fonts() -> typst.Fonts:
    """Those that come with the typesetter, and those beside the templates: the same page on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"])


def pdf(template: str, facts: Mapping[str, Any]) -> bytes:
    """The template `NAME.typ` of this folder with these facts, as PDF/UA-1: the same bytes for the same facts.

    Facts are what JSON can hold: at least `lang`, `title` and `made_at`, an instant as ISO 8601 with its zone. Raises
    BadInput that names the characters which no font has.
    """
    words = json.dumps(visible(facts), ensure_ascii=False)
    missing: list[str] = []
    while True:
        try:
            made = _compiled(template, words, facts["made_at"])
        except typst.TypstError as error:
            found = _WITHOUT_GLYPH.search(error.message)
            if found is None:
                raise
            without = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])
            if without not in words:
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


def _compiled(template: str, words: str, made_at: str) -> bytes:
    return typst.compile(
        _HERE / f"{template}.typ",
        root=_HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"facts": words},
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(made_at).astimezone(UTC).replace(microsecond=0),
    )
