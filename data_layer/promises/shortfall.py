"""A place where the privacy statement itself falls short of the law, or could be clearer."""

from dataclasses import dataclass
from typing import Literal

from data_layer.rules.sentences import Sentence
from data_layer.statement_versions import Version

Kind = Literal["falls_short", "advice"]
"""The law asks for it and the statement lacks it, or it would only be clearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What the statement says (`quote`) or does not say, what the desk does instead, and Dutch words to propose.

    A version that has none of the words in `while_says` and, if there are any, some of `until_says` may have mended it.
    Words say no more than that: a sentence with them can say the opposite.
    """

    code: str
    title: Sentence
    article: str
    lacks: Sentence
    desk: Sentence
    wording: str
    quote: str = ""
    kind: Kind = "falls_short"
    while_says: tuple[str, ...] = ()
    until_says: tuple[str, ...] = ()

    def may_be_mended_in(self, version: Version) -> bool:
        """Whether the words of this version give a reason to look."""
        if any(version.says(words) for words in self.while_says):
            return False
        return not self.until_says or any(version.says(words) for words in self.until_says)

    def look_code(self, version: Version) -> str:
        """The code of looks at it in this version: for the next version somebody looks again."""
        return f"shortfall:{self.code}:{version.id}"
