"""Text as a search compares it: without case, accents, punctuation or double spaces."""

import re
import unicodedata

_UNDECOMPOSED = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"}
)
_APOSTROPHES = re.compile("['’‘‛`´ʹʻʼʽˈ׳]")
_TATWEEL = "\N{ARABIC TATWEEL}"  # stretches an Arabic word, means nothing
_LETTER_MARKS = {"\N{COMBINING BREVE}", "\N{COMBINING DIAERESIS}"}  # й, ї, ё are letters of their own


def folded(text: str) -> str:
    """`text` for searching: fold both sides, then compare.

    Latin letters lose their accents (also ı ł ø đ ß æ), Arabic its vowel signs; Cyrillic and other
    scripts stay. An apostrophe vanishes (O'Neill is oneill), other punctuation counts as a space.
    """
    text = _APOSTROPHES.sub("", text.casefold())
    if not text.isascii():
        text = _without_marks(text)
    return " ".join("".join(c if c.isalnum() or _is_vowel_sign(c) else " " for c in text).split())


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept: list[str] = []
    for c in decomposed:
        if not unicodedata.combining(c):
            if c != _TATWEEL:
                kept.append(c)
        elif c in _LETTER_MARKS and kept and _is_cyrillic(kept[-1]):
            kept.append(c)
    bare = "".join(kept).translate(_UNDECOMPOSED)
    return unicodedata.normalize("NFC", _APOSTROPHES.sub("", bare))


def _is_cyrillic(c: str) -> bool:
    return "\u0400" <= c <= "\u052f"


def _is_vowel_sign(c: str) -> bool:
    return c > "\u02ff" and unicodedata.category(c) in ("Mn", "Mc")  # as in Hindi or Thai
