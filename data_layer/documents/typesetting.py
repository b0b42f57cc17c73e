"""Makes PDFs: a template lays out, the facts bring every word, and text can never become markup."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

_HERE = Path(__file__).parent


@cache
def _fonts() -> typst.Fonts:
    """Those that come with the typesetter: the same page on every machine."""
    return typst.Fonts(include_system_fonts=False)


def pdf(template: str, facts: Mapping[str, Any]) -> bytes:
    """The template `NAME.typ` of this folder with these facts, as PDF/UA-1: the same bytes for the same facts.

    Facts are what JSON can hold: at least `lang`, `title` and `made_at`, an instant as ISO 8601 with its zone.
    """
    return typst.compile(
        _HERE / f"{template}.typ",
        root=_HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts)},
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(facts["made_at"]).astimezone(UTC).replace(microsecond=0),
    )
