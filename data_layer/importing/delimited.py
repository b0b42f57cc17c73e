"""CSV as offices export it: whatever its separator, its encoding and the lines above its headings."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from data_layer.errors import BadInput
from data_layer.importing.kinds import damaged, other
from data_layer.importing.sheet import ROWS_ABOVE, NumberedRow, Sheet, header_among, sheet_from
from data_layer.rules.sentences import say

SEPARATORS = ";,\t|"
MANGLED = re.compile("[ÃÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")  # UTF-8 read as Windows-1252


def sheet_of(content: bytes) -> Sheet:
    """The table in the text. Raises BadInput."""
    text = decoded(content)
    try:
        separator = _separator(text)
        return sheet_from(_rows(text, separator), refuse_overlong=True)
    except csv.Error:
        raise BadInput(
            say(
                'A text in this file never ends: a quotation mark (") is missing; nothing was imported.'
                " Export the list again, or save it as .xlsx."
            )
        ) from None


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


def _separator(text: str) -> str:
    """The separator under which the most headings are known; the one that Excel writes in a first line goes first."""
    if told := re.match(r'"?sep=(.)"?\r?\n', text):
        return told[1]
    found = {s: header_among(list(islice(_rows(text, s), ROWS_ABOVE)))[1] for s in SEPARATORS}
    return max(SEPARATORS, key=lambda s: found[s])


def _rows(text: str, separator: str) -> Iterator[NumberedRow]:
    return enumerate(csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=separator), start=1)
