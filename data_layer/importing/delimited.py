"""CSV as offices export it: whatever its separator, its encoding and the lines above its headings."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from data_layer.errors import BadInput
from data_layer.importing.kinds import damaged, other
from data_layer.importing.sheet import (
    ROWS_ABOVE,
    Header,
    NumberedRow,
    Sheet,
    header_among,
    no_headings,
    no_rows,
    sheet_from,
)
from data_layer.importing.subjects import Subject
from data_layer.rules.sentences import say

SEPARATORS = ";,\t|"
MANGLED = re.compile("[ÃÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")  # UTF-8 read as Windows-1252


def sheet_of(content: bytes, subject: Subject | None = None) -> tuple[Sheet, Subject]:
    """The table in the text, and what it holds, if that is not told. Raises BadInput."""
    text = decoded(content)
    try:
        separator, header = _separator(text, subject)
        if not header.known:
            raise no_headings()
        sheet = sheet_from(_rows(text, separator), header, refuse_overlong=True)
    except csv.Error:
        raise BadInput(
            say(
                'A text in this file never ends: a quotation mark (") is missing; nothing was imported.'
                " Export the list again, or save it as .xlsx."
            )
        ) from None
    if not sheet.rows:
        raise no_rows()
    return sheet, header.subject


def decoded(content: bytes) -> str:
    """The text: UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252. Raises BadInput."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
            if "\0" in text:
                raise other()
            return text
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise _unreadable_letters() from None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise damaged()
    if MANGLED.search(text):  # most of it is UTF-8, but not all: names would be spoilt
        raise _unreadable_letters()
    return text


def _unreadable_letters() -> BadInput:
    return BadInput(
        say(
            "The letters of this file cannot be read: it mixes encodings or breaks off; nothing was imported."
            " Export it again as “CSV UTF-8”, or save it as .xlsx."
        )
    )


def _separator(text: str, subject: Subject | None) -> tuple[str, Header]:
    """The separator under which the most headings are known; the one that Excel writes in a first line goes first."""
    told = re.match(r'"?sep=(.)"?\r?\n', text)
    found = {s: header_among(_first(text, s), subject) for s in ((told[1],) if told else SEPARATORS)}
    best = max(found, key=lambda s: found[s].known)
    return best, found[best]


def _first(text: str, separator: str) -> list[NumberedRow]:
    return list(islice(_rows(text, separator), ROWS_ABOVE))


def _rows(text: str, separator: str) -> Iterator[NumberedRow]:
    return enumerate(csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=separator), start=1)
