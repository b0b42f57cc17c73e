"""Makes Word files: a template lays out, the facts bring every word, and text can never become markup."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment

from data_layer.documents.visible import visible

_HERE = Path(__file__).parent
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can say


def docx(template: str, facts: Mapping[str, Any]) -> bytes:
    """The template `NAME.docx` of this folder with these facts: the same bytes for the same facts.

    Facts are at least `lang`, `title`, `organisation`, `keywords` and `made_at`, an instant as ISO 8601 with its zone.
    """
    seen = visible(facts)
    made = DocxTemplate(_HERE / f"{template}.docx")
    made.render(seen, Environment(autoescape=True))
    _describe(made.docx, seen)
    written = io.BytesIO()
    made.save(written)
    return _without_times(written.getvalue())


def _describe(document: Document, facts: Mapping[str, Any]) -> None:
    """Says of the file what it is, of whom, and in which language, by which it is read aloud and spelled."""
    language = _LANGUAGES[facts["lang"]]
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    properties = document.core_properties
    properties.title = facts["title"][:255]
    properties.author = properties.last_modified_by = facts["organisation"]
    properties.keywords = ", ".join(facts["keywords"])[:255]
    properties.language = language
    at = datetime.fromisoformat(facts["made_at"]).astimezone(UTC).replace(microsecond=0, tzinfo=None)
    properties.created = properties.modified = at


def _without_times(content: bytes) -> bytes:
    """The same file without the moments at which its parts were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _OLDEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return out.getvalue()
