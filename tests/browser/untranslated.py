"""What a browser shows or reads out that is not Dutch."""

import json
import re
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from data_layer.settings import ROOT
from data_layer.wording import LOCALE

HERE = Path(__file__).parent
CHROME = json.loads((ROOT / "pages" / "shared" / "chrome.nl.json").read_text(encoding="utf-8"))
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"\S+@\S+")  # of somebody's mailbox
SQL = re.compile(r"\bselect\b.+\bfrom\b.+")  # an example of a question: the words of SQL and of the tables
FACT = re.compile(r"%\(\w+\)s|\$\d|\\\w")
# Dutch, or the same in Dutch, that stands in no text of ours: names, and what the browser's own calendar says
ALLOWED = {
    *(
        "step",
        "privacybalie",
        "language",
        "nl",
        "en",
        "duo",
        "ice",
        "panteia",
        "bureau",
        "bibliotheek",
        "nijmegen",
        "seven",
    ),
    *("negeren", "vandaag", "geselecteerd", "geselecteerde", "laatste", "eerste", "beschikbare", "dd", "mm", "jjjj"),
}


@cache
def words_of_both() -> tuple[frozenset[str], frozenset[str]]:
    """All words of our English texts, and all of our Dutch ones."""
    with (LOCALE / "nl.po").open("rb") as file:
        messages = [message for message in read_po(file, locale="nl") if message.id]
    locale = Locale("nl")
    calendar = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    english = [_flat(m.id) for m in messages] + list(CHROME["words"]) + [pattern for pattern, _ in CHROME["patterns"]]
    dutch = [_flat(m.string) for m in messages] + list(CHROME["words"].values()) + [d for _, d in CHROME["patterns"]]
    return _words(english), _words([*dutch, *calendar]) | ALLOWED


def untranslated(page: Page) -> set[str]:
    """The texts on this page that hold a word of ours in English, or are built in and hold a word that is not Dutch."""
    english, dutch = words_of_both()
    found = set()
    for text, is_content, where in page.evaluate((HERE / "texts.js").read_text(encoding="utf-8")):
        words = _words([SQL.sub(" ", ADDRESS.sub(" ", text))])
        if (words & english if is_content else words) - dutch:
            found.add(f"{text} ({where})")
    return found


def _words(texts: list[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in WORD.findall(FACT.sub(" ", text)))


def _flat(text: object) -> str:
    return " ".join(map(str, text)) if isinstance(text, (tuple, list)) else str(text)
